"""The annotated original: marks on the right cells, everything else as it was, and nothing that becomes a formula."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell import Cell

from bulletins.annotated import annotate, list_alone
from bulletins.list_part import HEADS
from bulletins.marks import FILLS, Listing, Mark
from bulletins.parts import Unpatchable
from bulletins.plain_book import plain_book
from schemas.findings import Finding
from schemas.rule_catalogue import SEVERITY
from schemas.saying import say
from tests.sheets import ledger, project, write

HEAD = ("石梁镇 截至2022年6月30日", "【需修改】需修改1条。已接收：招商项目台账9行。", "如有疑问，请联系区招商局。")


def mark(
    cell: str, rule: str = "date_done_word", sheet: str = "Sheet", got: str = "已开工", reason: str = "", field: str = "started_on"
) -> Mark:
    finding = Finding(rule, form="projects", sheet=sheet, cell=cell, field=field, got=got, name="“甲项目”", row_key=cell)
    return Mark(SEVERITY[rule], sheet, cell, say(finding), finding.fingerprint, reason)


def listing(*marks: Mark) -> Listing:
    return Listing(HEAD, marks)


def read(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def marked(content: bytes) -> dict[tuple[str, str], str]:
    """By sheet and cell, the severity whose colour it bears."""
    severities = {FILLS["reject"]: "reject", FILLS["warn"]: "warn"}
    return {
        (sheet.title, cell.coordinate): severities[cell.fill.fgColor.rgb]
        for sheet in read(content).worksheets[1:] for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb in severities
    }  # fmt: skip


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def lines(content: bytes) -> list[dict[str, Any]]:
    """The list's rows by head."""
    rows = list(read(content).worksheets[0].iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == HEADS[0])
    return [dict(zip(HEADS, row, strict=False)) for row in rows[start + 1 :]]


@pytest.fixture
def sent(tmp_path: Path) -> bytes:
    return write(tmp_path / "台账.xlsx", ledger("石梁镇", [project("甲"), project("乙")])).read_bytes()


@pytest.fixture
def rich(tmp_path: Path) -> bytes:
    """What openpyxl would drop: shapes, a chart, sparklines, icons, a comment, drop-downs, names that count sheets."""
    path = tmp_path / "带图.xlsx"
    book = xlsxwriter.Workbook(str(path))
    data, other = book.add_worksheet("台账"), book.add_worksheet("说明")
    for number, row in enumerate(
        [["招商项目台账"], ["填报单位：石梁镇"], ["项目名称", "开工时间", "备注"], ["甲", "已开工", ""], ["乙", "", ""]]
    ):
        data.write_row(number, 0, row)
    data.write_comment("C4", "我自己的批注", {"author": "某科"})
    data.insert_textbox("F2", "文本框")
    data.insert_checkbox(6, 5, True)
    data.data_validation("C4:C9", {"validate": "list", "source": ["一", "二"]})
    data.add_sparkline("H4", {"range": "台账!A4:C4"})
    data.conditional_format("B4:B9", {"type": "icon_set", "icon_style": "3_arrows"})
    data.set_column("B:B", 12, book.add_format({"num_format": "yyyy-mm-dd", "bg_color": "#CCFFCC"}))
    data.print_area("A1:C9")
    data.add_table("J3:K5", {"columns": [{"header": "a"}, {"header": "b"}]})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=台账!$A$4:$A$5"})
    other.insert_chart("A1", chart)
    other.insert_textbox("F9", "另一个")
    other.print_area("A1:B2")
    book.close()
    return path.read_bytes()


def test_bad_cells_are_filled_and_noted_and_the_list_stands_first(sent: bytes) -> None:
    made = annotate(sent, listing(mark("G5", "date_imprecise", got="2022年5月"), mark("J4")))
    assert marked(made) == {("Sheet", "J4"): "reject", ("Sheet", "G5"): "warn"}
    book = read(made)
    assert book.sheetnames == ["问题清单", "Sheet"] and book.active is book.worksheets[0]
    note = book["Sheet"]["J4"].comment
    assert note is not None and note.author == "赛马"
    for part in ("需修改", "只写了已经完成", "填的是：已开工", "应为：", "怎么改：请写明完成的日期"):
        assert part in note.text
    first, second = lines(made)
    assert (first["程度"], first["单元格"], second["程度"]) == ("需修改", "J4", "请核对"), "worst first"
    links = {cell.coordinate: cell.hyperlink.location for row in book["问题清单"].iter_rows() for cell in row if cell.hyperlink}
    assert sorted(links.values()) == ["'Sheet'!G5", "'Sheet'!J4"]
    said = " ".join(str(row[0]) for row in book["问题清单"].iter_rows(values_only=True, max_row=4))
    assert "已接收：招商项目台账9行" in said and "区招商局" in said


def test_parts_that_are_not_touched_stay_byte_for_byte(rich: bytes) -> None:
    before, after = members(rich), members(annotate(rich, listing(mark("B4", sheet="台账"), mark("C4", "tag_unknown", "台账"))))
    touched = {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml",
        "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert before.keys() <= after.keys()
    assert {name for name in before if before[name] != after[name]} == touched
    assert {name for name in after if name not in before} == {"xl/worksheets/sheetSaima1.xml"}
    for kept in (b"sparklineGroup", b"dataValidation", b"iconSet", b"<tablePart", b"<drawing"):
        assert kept in after["xl/worksheets/sheet1.xml"]


def test_an_own_comment_is_kept_above_ours(rich: bytes) -> None:
    text = read(annotate(rich, listing(mark("C4", "tag_unknown", "台账"))))["台账"]["C4"].comment.text
    assert text.startswith("我自己的批注") and "【赛马·请核对】" in text


def test_names_and_print_areas_still_mean_their_sheets(rich: bytes) -> None:
    book = read(annotate(rich, listing(mark("B4", sheet="台账"))))
    assert "$C$9" in book["台账"].print_area and "$B$2" in book["说明"].print_area


def test_a_style_changes_its_fill_and_nothing_else(rich: bytes) -> None:
    cell = read(annotate(rich, listing(mark("B5", sheet="台账"), mark("B30", sheet="台账"))))["台账"]
    assert cell["B5"].number_format == cell["B30"].number_format == "yyyy-mm-dd"


def test_a_mended_workbook_is_washed_clean(rich: bytes) -> None:
    first = annotate(rich, listing(mark("B5", sheet="台账"), mark("C4", "tag_unknown", "台账")))
    again = annotate(first, listing(mark("A4", "required_blank", "台账", "")))
    assert marked(again) == {("台账", "A4"): "reject"}
    book = read(again)
    assert book.sheetnames == ["问题清单", "台账", "说明"]
    assert book["台账"]["B5"].fill.fgColor.rgb == "FFCCFFCC", "the office's own fill is back"
    assert book["台账"]["C4"].comment.text == "我自己的批注" and book["台账"]["B5"].comment is None
    assert [line["单元格"] for line in lines(again)] == ["A4"]


def test_a_workbook_saved_by_another_program_is_washed_too(sent: bytes) -> None:
    """openpyxl writes shared strings, comments and styles anew, as Excel does."""
    book, out = read(annotate(sent, listing(mark("J4"), mark("G5", "date_imprecise")))), io.BytesIO()
    book.save(out)
    again = annotate(out.getvalue(), listing(mark("G5", "date_imprecise")))
    assert marked(again) == {("Sheet", "G5"): "warn"}
    sheet = read(again)["Sheet"]
    assert sheet["J4"].comment is None and sheet["G5"].comment.text.count("【赛马") == 1


def test_a_merged_cell_is_marked_where_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "合并"
    book.active.merge_cells("A1:B3")
    book.save(tmp_path / "a.xlsx")
    made = annotate((tmp_path / "a.xlsx").read_bytes(), listing(mark("B2")))
    assert marked(made) == {("Sheet", "A1"): "reject"} and lines(made)[0]["单元格"] == "A1"


def test_findings_without_a_cell_stand_in_the_list(sent: bytes) -> None:
    made = annotate(sent, listing(mark("", "column_missing", got=""), mark("", "file_unreadable", sheet="", got="")))
    assert marked(made) == {} and len(lines(made)) == 2


def test_an_explained_finding_is_listed_with_its_reason_and_not_filled(sent: bytes) -> None:
    made = annotate(sent, listing(mark("G5", "date_imprecise", reason="合同只写到月")))
    assert marked(made) == {} and lines(made)[0]["程度"] == "已说明" and lines(made)[0]["填报说明"] == "合同只写到月"
    assert read(made)["Sheet"]["G5"].comment is None


TRAPS = ("=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "_x0041_", "a<b>&\"'", "\x01坏字符")


def test_a_plain_copy_shows_its_dates() -> None:
    """In a column of the usual width a date is shown as ###."""
    rows = [["2022年6月招商活动统计表"], ["序号", "日期", "内容"], [1, date(2022, 6, 16), "字" * 99]]
    sheet = openpyxl.load_workbook(io.BytesIO(plain_book([("表", rows, [])]))).worksheets[0]
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [8, 12, 40]


def test_a_plain_copy_keeps_the_merges_that_hide_nothing() -> None:
    """A header over two rows that lost them was sent back as another table."""
    rows = [["项目", "时间", ""], ["", "签约", "开工"], ["甲", 1, 2]]
    merges = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 2, 1, 2), (1, 1, 1, 2), (2, 0, 1_048_575, 16_383)]
    book = openpyxl.load_workbook(io.BytesIO(plain_book([("表", rows, merges)])))
    assert sorted(map(str, book.worksheets[0].merged_cells.ranges)) == ["A1:A2", "B1:C1"]


@pytest.mark.parametrize("trap", TRAPS)
def test_no_text_becomes_a_formula(trap: str, sent: bytes) -> None:
    made = annotate(plain_book([("Sheet", [[trap, 1], ["甲", "=A1"]], [])]), listing(mark("A1", got=trap, reason=""), mark("B2", got=trap)))
    for sheet in read(made).worksheets:
        assert [c.coordinate for row in sheet.iter_rows() for c in row if isinstance(c, Cell) and c.data_type == "f"] == []
    assert b"<f>" not in b"".join(content for name, content in members(made).items() if "sheet" in name)
    assert trap.strip("\x01\t") in str(lines(made)[0]["填的是"])


def test_what_cannot_be_opened_gets_the_list_alone(sent: bytes) -> None:
    with pytest.raises(Unpatchable):
        annotate(b"PK\x03\x04 broken", listing(mark("A1")))
    assert [line["单元格"] for line in lines(list_alone(listing(mark("A1"))))] == ["A1"]


def shapes() -> Sequence[tuple[str, str]]:
    """Sheets as odd writers leave them: XML, and the cell to mark."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return [
        (f"<worksheet {main}><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData></worksheet>", "B1"),
        (f"<worksheet {main}><sheetData/></worksheet>", "C7"),
        (f'<worksheet {main}><sheetData><row r="2"><c r="B2"><v>1</v></c></row><row r="9"/></sheetData></worksheet>', "A5"),
        (f'<x:worksheet {main.replace("xmlns", "xmlns:x")}><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>', "A1"),
        (f'<worksheet {main}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><pageMargins left="1" right="1" top="1" bottom="1" '
         'header="1" footer="1"/><extLst><ext uri="x"/></extLst></worksheet>', "A1"),
    ]  # fmt: skip


@pytest.mark.parametrize(("xml", "cell"), shapes())
def test_odd_sheets_are_marked_on_the_right_cell(xml: str, cell: str, sent: bytes) -> None:
    parts, out = members(sent) | {"xl/worksheets/sheet1.xml": xml.encode()}, io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    made = annotate(out.getvalue(), listing(mark(cell)))
    assert marked(made) == {("Sheet", cell): "reject"}
    order = [
        part for part in (b"sheetData", b"pageMargins", b"legacyDrawing", b"extLst") if part in members(made)["xl/worksheets/sheet1.xml"]
    ]
    at = [members(made)["xl/worksheets/sheet1.xml"].index(part) for part in order]
    assert at == sorted(at), "the schema's order"


def test_parts_named_in_another_case_are_the_same_parts(rich: bytes) -> None:
    """A writer's Sheet1.xml whose relations lie in sheet1.xml.rels: the comments part lost its relation to the drawing's."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members(rich).items():
            package.writestr("xl/worksheets/_rels/SHEET2.xml.rels" if name.endswith("sheet2.xml.rels") else name, content)
    after = members(annotate(out.getvalue(), listing(mark("B4", sheet="说明"))))
    relations = after["xl/worksheets/_rels/SHEET2.xml.rels"]
    assert b"/comments" in relations and b"/vmlDrawing" in relations and b"/drawing" in relations


#: Refused by the reader before anybody patches them, or read by openpyxl only where names keep their case.
ASIDE = ("issue_693", "duplicate-filename", "123233_charts", "xlmmacro")
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


CELLS = ("A1", "C7", "B2")
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus of awkward workbooks is not at {CORPUS}")


def marked_corpus(every: int, first: int = 0) -> Iterator[tuple[Path, bytes, str]]:
    """Small workbooks of the corpus that openpyxl reads too, three cells of each marked: the file, its copy, the marked sheet."""
    for path in sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.stat().st_size < 20_000)[first::every]:
        if any(name in path.name for name in ASIDE):
            continue
        content = path.read_bytes()
        try:
            before = read(content) if content.startswith(b"PK") else None
            name = before.worksheets[0].title if before and before.worksheets else ""
            made = annotate(content, listing(*(mark(cell, sheet=name) for cell in CELLS))) if name else b""
        except Exception:  # noqa: BLE001 - hostile on purpose: what cannot be patched comes back as a list
            continue
        if made:
            yield path, made, name


def unmarked(book: openpyxl.Workbook, name: str) -> list[str]:
    """The cells that lack their fill or their note."""
    sheet, lack = book[name], []
    for cell in CELLS:
        anchor = next((r.start_cell.coordinate for r in sheet.merged_cells.ranges if cell in r), cell)
        note = sheet[anchor].comment
        if not (sheet[anchor].fill.fgColor.rgb == FILLS["reject"] and note and "【赛马·" in note.text):
            lack.append(cell)
    return lack


@needs_corpus
def test_marks_stand_on_the_right_cells_of_awkward_workbooks() -> None:
    """In every second file, found again with fill and note."""
    found = {path.name: unmarked(read(made), name) for path, made, name in marked_corpus(2)}
    assert {name: lack for name, lack in found.items() if lack} == {} and len(found) >= 10
