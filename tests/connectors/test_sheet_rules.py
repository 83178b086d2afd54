"""Every rule about a file or a sheet: a test named after it, with a sheet that breaks it and one that does not."""

import re
import zipfile
from pathlib import Path

import openpyxl

from schemas.forms import FORMS
from tests.connectors.told import Told, read, read_file, rules
from tests.sheets import LEDGER, ledger, project

CLEAN = ledger("石梁镇", [project("甲"), project("乙")])


def test_a_clean_sheet_tells_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, CLEAN) == []


def test_file_unreadable(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_text("这不是工作簿", encoding="utf-8")
    assert rules(read_file(tmp_path / "台账.xlsx", tmp_path)) == ["file_unreadable"]


def test_file_empty(tmp_path: Path) -> None:
    (tmp_path / "台账.xlsx").write_bytes(b"")
    assert rules(read_file(tmp_path / "台账.xlsx", tmp_path)) == ["file_empty"]


def test_form_unknown(tmp_path: Path) -> None:
    assert rules(read(tmp_path, [["值班表"], ["日期", "姓名"], ["2022-06-01", "某人"]], file="值班表.xlsx")) == ["form_unknown"]


def test_sheet_unknown(tmp_path: Path) -> None:
    other = [["值班表"], ["日期", "姓名"], ["2022-06-01", "某人"]]
    assert rules(read(tmp_path, {"台账": CLEAN, "值班": other})) == ["sheet_unknown"]
    assert read(tmp_path, {"台账": CLEAN, "填报说明": other}) == []


def test_sheet_explains(tmp_path: Path) -> None:
    """An example's rows are no data; a sheet of data that is named so is told, and its file is returned if it has no other."""
    for name in ("填报示例", "样例", "填报说明", "说明"):
        assert rules(read(tmp_path, {"台账": CLEAN, name: CLEAN})) == ["sheet_explains"]
        assert rules(read(tmp_path, {name: CLEAN})) == ["form_unknown", "sheet_explains"]
    for name in ("台账", "进展情况说明", "示范项目"):
        assert read(tmp_path, {name: CLEAN}) == []


def test_sender_unusual(tmp_path: Path) -> None:
    targets = [["2022年度目标任务分解表"], ["填报单位：石梁镇"], ["单位", "签约项目数"], ["石梁镇", 1]]
    found = read(tmp_path, targets)
    assert [(f.rule, f.detail) for f in found] == [("sender_unusual", "招商局")]
    assert read(tmp_path, [targets[0], ["填报单位：区招商局"], *targets[2:]]) == []
    assert FORMS["projects"].usual_senders("township") == ""


def test_sheet_doubtful(tmp_path: Path) -> None:
    """A cell written twice at one address: the XML counts two, every reader gives one."""
    read(tmp_path, CLEAN)
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = re.sub(rb'<c r="E4".*?</c>', rb"\g<0>\g<0>", parts[sheet])
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert rules(read_file(path, tmp_path)) == ["sheet_doubtful"]


def test_form_ambiguous(tmp_path: Path) -> None:
    header, row = (
        ["项目名称", "投资方", "总投资（万元）", "用地方式", "到位月份", "到位资金（万元）"],
        ["甲", "甲公司", 9, "租用厂房", "2022-06", 1],
    )
    found = read(tmp_path, [["2022年6月统计"], ["填报单位：石梁镇"], header, row], file="6月.xlsx")
    assert [(f.rule, f.detail) for f in found] == [("form_ambiguous", "招商项目台账、到位资金明细表")]
    assert rules(read(tmp_path, [["2022年6月到位资金明细表"], ["填报单位：石梁镇"], header, row], file="6月.xlsx")) == []


def test_unit_unknown(tmp_path: Path) -> None:
    assert rules(read(tmp_path, ledger("某某镇", [project("甲")]))) == ["unit_unknown"]
    assert rules(read(tmp_path, [CLEAN[0], [""], *CLEAN[2:]], unit="")) == ["unit_unknown"]
    assert read(tmp_path, [CLEAN[0], [""], *CLEAN[2:]]) == []  # the folder says whose it is


def test_unit_conflict(tmp_path: Path) -> None:
    two = [CLEAN[0], ["填报单位：石梁镇"], ["报送单位：航埠镇"], *CLEAN[2:]]
    assert rules(read(tmp_path, two)) == ["unit_conflict"]
    assert read(tmp_path, [CLEAN[0], ["填报单位：石梁镇"], ["报送单位：石梁镇人民政府"], *CLEAN[2:]]) == []


def test_column_missing(tmp_path: Path) -> None:
    half = [["2022年1-6月到位资金明细表"], ["单位：万元"], ["项目名称", "投资方", "到位资金"], ["甲", "甲公司", 100]]
    found = read(tmp_path, half)
    assert [(f.rule, f.detail) for f in found] == [("column_missing", "到位月份")]
    assert read(tmp_path, [["2022年6月到位资金明细表"], *half[1:]]) == []  # one month needs no column of its own


def test_column_unknown(tmp_path: Path) -> None:
    wide = [[*row, "结对班子成员" if i == 2 else "某人"] if i > 1 else row for i, row in enumerate(CLEAN)]
    assert read(tmp_path, wide) == [Told("column_unknown", "O3", "结对班子成员", "")]
    known = [[*row, "投资方简介" if i == 2 else "某公司"] if i > 1 else row for i, row in enumerate(CLEAN)]
    assert read(tmp_path, known) == []


def test_column_repeated(tmp_path: Path) -> None:
    twice = [[*row, "签约日期" if i == 2 else "2022-03-01"] if i > 1 else row for i, row in enumerate(CLEAN)]
    assert read(tmp_path, twice) == [Told("column_repeated", "O3", "签约日期", "")]
    other = [[*row, "签约日期" if i == 2 else "2022-01-01"] if i > 1 else row for i, row in enumerate(CLEAN)]
    assert read(tmp_path, other) == [Told("column_contradicts", "O3", "签约日期", "G")]


def test_total_mismatch(tmp_path: Path) -> None:
    column = LEDGER.index("总投资（亿元）")
    for total, expected in ((2, []), (3, ["total_mismatch"])):
        row = ["合计", *[None] * (len(LEDGER) - 1)]
        row[column] = total
        found = read(tmp_path, [*CLEAN, row])
        assert rules(found) == expected
        assert [f.detail for f in found] == ["2亿元"] * len(expected)


def test_amount_unit_missing(tmp_path: Path) -> None:
    bare = [[c.replace("（亿元）", "") for c in row] if i == 2 else row for i, row in enumerate(CLEAN)]
    assert "amount_unit_missing" in rules(read(tmp_path, bare))


def test_a_merged_line_above_the_header_is_no_level_of_it(tmp_path: Path) -> None:
    """区服务业发展中心's fund sheets: 报送单位 merged over all columns but the last, which holds 单位：亿元."""
    read(tmp_path, [["2022年6月到位资金明细表"], ["报送单位：石梁镇", None, None, "单位：亿元"], ["月份", "项目名称", "投资方", "到位资金"],
                    ["6月", "甲", "甲公司", 0.5]])  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    book.worksheets[0].merge_cells("A2:C2")
    book.save(tmp_path / "台账.xlsx")
    assert read_file(tmp_path / "台账.xlsx", tmp_path) == []


def test_a_total_without_the_word_is_known_by_its_sums(tmp_path: Path) -> None:
    column = LEDGER.index("总投资（亿元）")
    for total, expected in ((2, []), (3, ["required_blank"])):
        row: list[object] = [None] * len(LEDGER)
        row[column] = total
        assert rules(read(tmp_path, [*CLEAN, row])) == expected


def test_arrived_funds_beside_this_months_are_cumulative(tmp_path: Path) -> None:
    title = [["2022年6月到位资金明细表"], ["单位：万元"]]
    assert read(tmp_path, [*title, ["项目名称", "投资方", "本月到位资金", "到位资金"], ["甲", "甲公司", 100, 600]]) == []
    assert read(tmp_path, [*title, ["项目名称", "投资方", "到位资金"], ["甲", "甲公司", 100]]) == []
    twice = read(tmp_path, [*title, ["项目名称", "投资方", "本月到位资金", "当月到位资金"], ["甲", "甲公司", 100, 600]])
    assert rules(twice) == ["column_contradicts"]


def test_a_unit_line_ends_where_the_next_line_begins(tmp_path: Path) -> None:
    """区统计局's own name holds the word that begins 统计时间."""
    for line in ("填报单位：区统计局", "填报单位：区统计局统计时间：2022年1-6月", "报送单位：区统计局  填报时间：2022-06-28", "填报单位：区统计局联系电话：略",
                 "填报单位（盖章）：区统计局", "填报单位：区统计局（盖章）"):  # fmt: skip
        assert read(tmp_path, [CLEAN[0], [line], *CLEAN[2:]], unit="") == [], line


def test_a_column_that_may_be_a_field_is_proposed_and_not_read(tmp_path: Path) -> None:
    odd = [["项目投资总额（亿元）" if c == "总投资（亿元）" else c for c in row] if i == 2 else row for i, row in enumerate(CLEAN)]
    (unknown,) = [f for f in read(tmp_path, odd) if f.rule == "column_unknown"]
    assert (unknown.cell, unknown.detail) == ("E3", "，可能是“总投资”|total_investment")
