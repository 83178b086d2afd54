"""What an office gets back each night: its own workbook, marked, and letters in three shapes; what it writes into it is heard."""

import io
import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

from bulletins.marks import FILLS
from schemas.list_words import HEADS
from tests.sheets import Home, ledger, project

FILE = "石梁镇6月台账.xlsx"
UNIT = "330802100"


def returned(home: Home, batch: int, file: str = FILE) -> Path:
    return home.instance.var / "returns" / str(batch) / UNIT / file


def letter(home: Home) -> str:
    return home.letters[0].read_text(encoding="utf-8") if home.letters else ""


def filled(path: Path) -> dict[str, str]:
    colours = {rgb: severity for severity, rgb in FILLS.items() if severity != "stop"}
    sheet = openpyxl.load_workbook(path).worksheets[1]
    return {c.coordinate: colours[c.fill.fgColor.rgb] for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb in colours}


def edit(home: Home, path: Path, *, cells: dict[str, Any] | None = None, reasons: dict[str, str] | None = None) -> None:
    """What a clerk does: types into the data sheet's cells and the list's 填报说明, saves, and sends it back."""
    book = openpyxl.load_workbook(path)
    for cell, value in (cells or {}).items():
        book.worksheets[1][cell] = value
    for row in book.worksheets[0].iter_rows():
        if (why := (reasons or {}).get(str(row[HEADS.index("单元格")].value))) is not None:
            row[HEADS.index("填报说明")].value = why
    book.save(home.inbox / "石梁镇" / path.name)


def states(home: Home) -> dict[str, str]:
    return {row["cell"]: row["state"] for row in home.rows("SELECT cell, state FROM bi_finding")}


def two_troubles(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", 开工时间="已开工"), project("乙", 签约时间="2022年5月")])


def test_the_own_workbook_lies_beside_the_letter_and_mended_in_it_passes(home: Home) -> None:
    two_troubles(home)
    home.night()
    path = returned(home, 1)
    assert filled(path) == {"J4": "reject", "G5": "warn"}
    assert f"标好的原表：《{FILE}》" in letter(home)
    edit(home, path, cells={"J4": "2022-06-01", "G5": "2022-05-20"})
    home.night()
    assert home.rules() == set()
    assert "已修复：2条" in letter(home)
    home.night()
    assert home.letters == [], "已修复 once"


def test_the_returned_workbook_sent_back_unmended_says_the_same_and_its_list_is_no_report(home: Home) -> None:
    two_troubles(home)
    home.night()
    before = home.findings()
    shutil.copyfile(returned(home, 1), home.inbox / "石梁镇" / FILE)
    home.night()
    assert home.findings() == before and home.letters == []


def test_a_soft_finding_stands_with_a_reason_until_its_value_changes(either_home: Home) -> None:
    home = either_home
    two_troubles(home)
    home.night(date(2022, 6, 28))
    edit(home, returned(home, 1), reasons={"G5": "合同只写到月，电话13812345678", "J4": "确已开工"})
    home.night()
    assert states(home) == {"J4": "仍在", "G5": "已说明"}, "a hard one cannot be explained away"
    said = letter(home)
    assert "已说明：1条" in said and "G5" not in said and "已修复" not in said
    kept = home.rows("SELECT unit_code, reason, said_on FROM explanation")
    assert [(row["unit_code"], str(row["said_on"])) for row in kept] == [(UNIT, "2022-06-30")]
    assert "13812345678" not in kept[0]["reason"] and "合同只写到月" in kept[0]["reason"]
    home.night()
    assert home.letters == [] and states(home)["G5"] == "已说明"
    home.ledger("石梁镇", [project("甲"), project("乙", 签约时间="2022年5月")])  # the old sheet, without any list
    home.night()
    assert states(home) == {"G5": "已说明"} and "已修复：1条" in letter(home)
    home.ledger("石梁镇", [project("甲"), project("乙", 签约时间="2022年4月")])
    home.night()
    assert states(home) == {"G5": "新增"} and "G5" in letter(home)


def test_the_reason_stands_in_the_next_months_sheet_and_goes_when_it_is_taken_out(home: Home) -> None:
    two_troubles(home)
    home.night(date(2022, 6, 28))
    edit(home, returned(home, 1), reasons={"G5": "合同只写到月"})
    home.night()
    path = returned(home, 2)
    listed = [row for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True) if row[3] == "G5"]
    assert listed[0][HEADS.index("填报说明")] == "合同只写到月" and filled(path) == {"J4": "reject"}
    edit(home, path, reasons={"G5": ""})
    home.night()
    assert states(home) == {"J4": "仍在", "G5": "仍在"}


def test_nobody_explains_for_another_office(home: Home) -> None:
    two_troubles(home)
    home.night(date(2022, 6, 28))
    edit(home, returned(home, 1), reasons={"G5": "不归我管"})
    stray = home.inbox / "航埠镇" / FILE
    stray.parent.mkdir()
    book = openpyxl.load_workbook(home.inbox / "石梁镇" / FILE)
    del book[book.sheetnames[1]]
    book.save(stray)
    two_troubles(home)
    home.night()
    assert states(home)["G5"] == "仍在"


def test_an_xls_comes_back_as_xlsx_with_the_same_addresses(home: Home) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for number, row in enumerate(ledger("石梁镇", [project("甲", 开工时间="已开工"), project("=乙")])):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    (home.inbox / "石梁镇").mkdir()
    book.save(str(home.inbox / "石梁镇" / "台账.xls"))
    home.night()
    path = returned(home, 1, "台账.xlsx")
    assert filled(path) == {"J4": "reject"}
    cells = openpyxl.load_workbook(path)["台账"]
    assert cells["A5"].value == "=乙" and cells["A5"].data_type == "s" and cells["J4"].value == "已开工"


def test_a_csv_comes_back_as_xlsx(home: Home) -> None:
    (home.inbox / "石梁镇").mkdir()
    text = "\n".join(",".join("" if c is None else str(c) for c in row) for row in ledger("石梁镇", [project("甲", 开工时间="已开工")]))
    (home.inbox / "石梁镇" / "台账.csv").write_text(text, encoding="gb18030")
    home.night()
    assert filled(returned(home, 1, "台账.xlsx")) == {"J4": "reject"}


def test_a_file_that_nobody_can_open_comes_back_as_a_list(home: Home) -> None:
    (home.inbox / "石梁镇").mkdir()
    (home.inbox / "石梁镇" / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    home.night()
    said = [c for row in openpyxl.load_workbook(returned(home, 1, "坏.xlsx")).worksheets[0].iter_rows(values_only=True) for c in row if c]
    assert "整份退回" in said


def test_letters_for_robots_are_short_and_those_for_mail_are_html(home: Home) -> None:
    rows = [project(f"很长很长的项目名称{i}" * 3, 开工时间="已开工") for i in range(40)]
    home.ledger("石梁镇", rows)
    home.night()
    folder = returned(home, 1).parent
    notice = (folder / "notice.txt").read_text(encoding="utf-8")
    assert len(notice.encode()) <= 2000 and notice.startswith("【需修改】石梁镇") and "需修改40条" in notice
    assert notice.rstrip().endswith("请联系区招商局。") and re.search(r"另有\d+条", notice)
    page = (folder / "letter.html").read_text(encoding="utf-8")
    assert page.count("<tr>") == 10 and "<script" not in page and "http" not in page
    assert "标好的原表" in page


def test_no_person_stands_in_what_goes_out(home: Home) -> None:
    """Names and numbers stand in their own cells of their own workbook, and nowhere that we write."""
    home.ledger("石梁镇", [project("甲", 服务专员="王小明、李大力", 备注="联系13812345678", 开工时间="13812345678")])
    home.night()
    folder = returned(home, 1).parent
    said = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix != ".xlsx")
    book = openpyxl.load_workbook(folder / FILE)
    said += "".join(str(c) for row in book.worksheets[0].iter_rows(values_only=True) for c in row if c)
    said += "".join(c.comment.text for row in book.worksheets[1].iter_rows() for c in row if c.comment)
    for person in ("王小明", "李大力", "13812345678"):
        assert person not in said


def test_no_output_holds_a_formula(home: Home) -> None:
    traps: Sequence[str] = ("=1+1", "+86", "-甲", "@甲")
    home.ledger("石梁镇", [project(trap, 开工时间="=1+1" if i else "已开工", 备注=trap) for i, trap in enumerate(traps)])
    book = openpyxl.load_workbook(home.inbox / "石梁镇" / FILE)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    book.save(home.inbox / "石梁镇" / FILE)
    home.night(date(2022, 6, 30))
    for sheet in openpyxl.load_workbook(io.BytesIO(returned(home, 1).read_bytes())).worksheets:
        assert [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"] == []
