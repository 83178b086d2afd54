"""Awkward workbooks, made small: cells keep their addresses, and nothing filled reads as blank."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]

from connectors import precheck
from connectors.workbook import Sheet, Unreadable, Workbook, open_workbook
from schemas.findings import quote
from schemas.raw import ErrorValue, Uncached, is_blank, shown

SHEET = "xl/worksheets/sheet1.xml"


def write(path: Path, fill: Callable[[xlsxwriter.Workbook], object], **options: object) -> Path:
    with xlsxwriter.Workbook(path, options) as book:
        fill(book)
    return path


def rewrite(path: Path, edits: dict[str, Callable[[bytes], bytes]]) -> Path:
    """The package again with some members changed."""
    old = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, edits.get(name, bytes)(source.read(name)))
    return path


def one_sheet(path: Path, cells: str, tail: str = "") -> Path:
    """A workbook whose sheetData is written by hand."""
    write(path, lambda book: book.add_worksheet("表").write("A1", "甲"))
    body = f"<sheetData>{cells}</sheetData>{tail}".encode()
    return rewrite(path, {SHEET: lambda xml: re.sub(rb"<sheetData>.*</sheetData>", lambda _: body, xml, flags=re.DOTALL)})


def only(book: Workbook) -> Sheet:
    (sheet,) = book.sheets
    return sheet


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        open_workbook(path)
    return caught.value.rule, caught.value.text


def test_cells_keep_their_addresses(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("台账")
        sheet.write("C5", "项目")
        sheet.write("D6", 6.5)
        sheet.write_datetime("E7", datetime(2022, 6, 16), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_boolean("F5", True)
        sheet.write_blank("Z99", None, book.add_format({"bold": True}))

    sheet = only(open_workbook(write(tmp_path / "kept", fill)))
    assert sheet.name == "台账" and not sheet.doubt and sheet.filled == 4
    assert len(sheet.rows) == 7
    assert sheet.rows[4][2:6] == ["项目", "", "", True]
    assert sheet.rows[5][3] == 6.5 and sheet.rows[6][4] in (date(2022, 6, 16), datetime(2022, 6, 16))
    assert all(cell == "" for row in sheet.rows[:4] for cell in row)


def test_xls_cells_keep_their_addresses_and_merges(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("台账")
    sheet.write_merge(4, 4, 2, 5, "标题")
    sheet.write(6, 3, 7)
    hidden = book.add_sheet("字典")
    hidden.visibility = 1
    book.save(str(tmp_path / "kept"))
    read = open_workbook(tmp_path / "kept")
    first, second = read.sheets
    assert read.date_1904 and read.saved_at is None
    assert first.rows[4][2] == "标题" and first.rows[6][3] == 7 and len(first.rows) == 7
    assert first.merges == [(4, 2, 4, 5)] and first.filled is None
    assert (first.hidden, second.hidden) == (False, True)


def test_errors_and_uncached_formulas_are_no_blanks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B2"], sheet["C3"], sheet["H9"] = "甲", "#N/A", "=A1&B1", "=SUM(A1:A2)"
    book.save(tmp_path / "kept")
    read = only(open_workbook(tmp_path / "kept"))
    assert type(read.rows[1][1]) is ErrorValue and read.rows[1][1] == "#N/A"
    assert type(read.rows[2][2]) is Uncached and read.rows[2][2] == "=A1&B1"
    assert type(read.rows[8][7]) is Uncached and not is_blank(read.rows[8][7])
    assert (read.filled, read.doubt) == (2, "")


def test_a_stored_value_makes_a_formula_an_ordinary_cell(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
        '<c r="C1" t="e"><f>NA()</f><v>#N/A</v></c><c r="D1" t="str"><f t="shared" si="0"/><v>无</v></c>'
        '<c r="E1"><f t="shared" si="0"/></c><c r="F1"><f>A1</f><v/></c></row>'
    )
    read = only(open_workbook(one_sheet(tmp_path / "kept", cells)))
    assert read.rows == [[2, "", "#N/A", "无", "=", "=A1"]]
    assert [type(cell) for cell in read.rows[0][2:]] == [ErrorValue, str, Uncached, Uncached]
    assert (read.filled, read.doubt) == (3, "")


def test_empty_texts_are_blank_in_both_counts(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t></t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>乙</t></is></c><c r="D1" t="str"><v></v></c>'
        '<c r="E1" t="inlineStr"><is><r><t>丙</t></r></is></c><c r="F1"/>'
        '<c r="G1" t="str"><v xml:space="preserve"> </v></c></row>'
    )
    path = one_sheet(tmp_path / "kept", cells)
    rewrite(path, {"xl/sharedStrings.xml": lambda xml: xml.replace("<t>甲</t>".encode(), b"<t/>")})
    read = only(open_workbook(path))
    assert read.rows[0][:5] == ["", "", "乙", "", "丙"]
    assert (read.filled, read.doubt) == (3, "")


@pytest.mark.parametrize("cells", ["<row><c><v>1</v></c><c t='e'><v>#REF!</v></c></row><row><c/><c><f>A1</f></c></row>"])
def test_cells_without_references_are_counted_off(tmp_path: Path, cells: str) -> None:
    read = only(open_workbook(one_sheet(tmp_path / "kept", cells)))
    assert read.rows == [[1, "#REF!"], ["", "=A1"]]
    assert type(read.rows[0][1]) is ErrorValue and type(read.rows[1][1]) is Uncached


def test_prefixed_namespaces_are_read_alike(tmp_path: Path) -> None:
    cells = '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="e"><v>#DIV/0!</v></c></row>'
    path = one_sheet(tmp_path / "kept", cells, '<mergeCells count="1"><mergeCell ref="B2:D4"/></mergeCells>')

    def prefix(xml: bytes) -> bytes:
        return re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")

    rewrite(path, {SHEET: prefix, "xl/workbook.xml": prefix})
    read = only(open_workbook(path))
    assert read.rows == [[""] * 2, ["", "甲", "#DIV/0!"]] or read.rows[1][:3] == ["", "甲", "#DIV/0!"]
    assert (read.filled, read.merges, read.doubt) == (2, [(1, 1, 3, 3)], "")


def test_comments_in_the_xml_leave_the_count_open(tmp_path: Path) -> None:
    read = only(open_workbook(one_sheet(tmp_path / "kept", '<row r="1"><!-- <v>9</v> --><c r="A1"><v>1</v></c></row>')))
    assert (read.rows, read.filled, read.doubt) == ([[1]], None, "")


def test_what_the_workbook_says_of_itself(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.set_properties({"created": datetime(2022, 6, 30, 8, 5)})
        book.add_worksheet("A&B <1>").merge_range("B2:D2", "标题")
        book.add_worksheet("藏").hide()
        chart = book.add_chartsheet("图")
        drawing = book.add_chart({"type": "line"})
        drawing.add_series({"values": "='A&B <1>'!$B$2:$D$2"})
        chart.set_chart(drawing)

    read = open_workbook(write(tmp_path / "kept", fill, date_1904=True))
    assert read.date_1904 and read.saved_at == datetime(2022, 6, 30, 8, 5, tzinfo=UTC)
    assert [(sheet.name, sheet.hidden) for sheet in read.sheets] == [("A&B <1>", False), ("藏", True)]
    assert read.sheets[0].merges == [(1, 1, 1, 3)] and read.sheets[0].filled == 1


def test_one_broken_sheet_leaves_its_neighbours(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("坏", "好"):
            book.add_worksheet(name).write("B2", name)

    path = rewrite(write(tmp_path / "kept", fill), {SHEET: lambda xml: xml.replace(b"</c>", b"</q>")})
    bad, good = open_workbook(path).sheets
    assert (bad.rows, bool(bad.doubt)) == ([], True)
    assert (good.rows[1][1], good.doubt) == ("好", "")


def test_far_cells_never_reach_a_reader(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refusal(one_sheet(tmp_path / "kept", far))[0] == "file_too_large"


def test_a_sheet_that_is_refused_is_not_read_beside_a_sound_one(tmp_path: Path) -> None:
    path = write(tmp_path / "两张.xlsx", lambda book: [book.add_worksheet(name).write("A1", name) for name in ("好", "远")])
    far = lambda xml: re.sub(rb"<sheetData>.*</sheetData>", b'<sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>', xml)  # noqa: E731
    good, wide = open_workbook(rewrite(path, {"xl/worksheets/sheet2.xml": far})).sheets
    assert (good.rows, good.doubt) == ([["好"]], "") and (wide.rows, wide.doubt) == ([], "表格超过16384列")


def test_an_error_in_a_cell_whose_tag_is_broken_refuses_the_sheet(tmp_path: Path) -> None:
    broken = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="" t="e"<x/><v>#N/A</v></c></row>'
    assert refusal(one_sheet(tmp_path / "坏.xlsx", broken))[0] == "file_unreadable"


def test_a_cell_beyond_the_last_column_is_refused(tmp_path: Path) -> None:
    """No address can be told of it, and one cell makes every row half a million columns wide."""
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="ZZZZ2"><v>1</v></c></row>'
    assert refusal(one_sheet(tmp_path / "远.xlsx", far)) == ("file_too_large", "表格超过16384列")


def test_empty_formatted_rows_to_the_end_are_harmless(tmp_path: Path) -> None:
    tail = "".join(f'<row r="{row}"><c r="A{row}" s="0"/><c r="XFD{row}" s="0"></c></row>' for row in range(1_048_000, 1_048_577))
    read = only(open_workbook(one_sheet(tmp_path / "kept", f'<row r="1"><c r="A1"><v>1</v></c></row>{tail}')))
    assert (read.rows, read.filled) == ([[1]], 1)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "kept", lambda book: book.add_worksheet())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros", bytes(40 << 20))
    assert refusal(path)[0] == "file_too_large"
    monkeypatch.setattr(precheck, "MAX_RATIO", 10_000)
    assert only(open_workbook(path)).rows == []
    monkeypatch.setattr(precheck, "MAX_UNPACKED", 40 << 20)
    assert refusal(path)[0] == "file_too_large"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), "../outside.xml", "xl\\..\\..\\outside.xml", "c:/outside.xml"])
def test_odd_member_names_are_refused(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "kept", lambda book: book.add_worksheet())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, b"")
    assert refusal(path)[0] == "file_unreadable"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, b"<x/>")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "rule", "word"),
    [
        (b"", "file_empty", "空"),
        (b"\r\n ", "file_empty", "空"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "file_encrypted", "密码"),
        (OLE + "WordDocument\0".encode("utf-16-le"), "file_unreadable", "Word"),
        (OLE, "file_unreadable", "损坏"),
        (b"\x89PNG\r\n\x1a\n....", "file_unreadable", "图片"),
        (b"%PDF-1.7", "file_unreadable", "PDF"),
        (b"\x09\x04\x06\x00\x00\x00", "file_unreadable", "损坏"),
        (bytes(range(256)) * 4, "file_unreadable", "不是 Excel"),
        (b"PK\x03\x04 cut off", "file_unreadable", "损坏"),
        (zipped("a.txt"), "file_unreadable", "没有工作簿"),
        (zipped("mimetype", "content.xml"), "file_unreadable", "没有工作簿"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "file_unreadable", "损坏"),
        (zipped("[Content_Types].xml", "word/document.xml"), "file_unreadable", "Word"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "file_unreadable", "损坏"),
    ],
    ids=lambda given: (
        given if isinstance(given, str) else f"{len(given)} bytes"
    ),  # a zip tells when it was made, and workers have to collect the same tests
)
def test_everything_else_is_refused_with_a_reason(tmp_path: Path, data: bytes, rule: str, word: str) -> None:
    path = tmp_path / "kept"
    path.write_bytes(data)
    told, text = refusal(path)
    assert told == rule
    assert word in text


def test_an_error_in_an_xls_is_no_blank(tmp_path: Path) -> None:
    """LibreOffice's own .xls of 区服务业发展中心's ledger: #REF! read as an empty cell, and the project counted."""
    book = xlwt.Workbook()
    plain, sheet = book.add_sheet("空"), book.add_sheet("台账")
    plain.write(0, 0, "无")
    sheet.write(0, 0, "总投资")
    sheet.row(1).set_cell_error(0, "#REF!")
    sheet.row(2).set_cell_number(0, 5.0)
    book.save(str(tmp_path / "台账.xls"))
    first, second = open_workbook(tmp_path / "台账.xls").sheets
    assert first.rows == [["无"]]
    assert second.rows == [["总投资"], ["#REF!"], [5.0]]
    assert isinstance(second.rows[1][0], ErrorValue)


def test_marks_that_cannot_be_seen_are_gone_before_anything_quotes_them(tmp_path: Path) -> None:
    """An .xls may hold a NUL, which PostgreSQL takes in no text."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    sheet.write(0, 0, "甲\x00乙")
    book.save(str(tmp_path / "台账.xls"))
    (cell,) = open_workbook(tmp_path / "台账.xls").sheets[0].rows[0]
    assert quote(shown(cell)) == "甲乙"
