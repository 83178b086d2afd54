"""What offices send under any name: the same ledger in each format reads to the same cells."""

import io
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from connectors.workbook import Unreadable, open_workbook

ROWS: list[list[Any]] = [["招商项目台账", ""], ["项目名称", "总投资（万元）"], ["光电镜头项目", 5000.0], ["轴承项目", 1.5]]


def read(tmp_path: Path, data: bytes, name: str = "台账", **how: Any) -> list[list[object]]:
    path = tmp_path / name
    path.write_bytes(data)
    (sheet, *_) = open_workbook(path, **how).sheets
    return [[*row, *[""] * (2 - len(row))] for row in sheet.rows]


def xlsx() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append([cell if cell != "" else None for cell in row])
    book.save(out)
    return out.getvalue()


def as_text(rows: list[list[Any]]) -> list[list[str]]:
    return [[f"{cell:g}" if isinstance(cell, float) else cell for cell in row] for row in rows]


def test_xlsx_whatever_it_is_called(tmp_path: Path) -> None:
    assert read(tmp_path, xlsx(), "台账.xls") == ROWS


def test_xls_and_et(tmp_path: Path) -> None:
    """WPS writes .et as the workbook of Excel 97."""
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("台账")
    for r, row in enumerate(ROWS):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    book.save(out)
    assert read(tmp_path, out.getvalue(), "台账.et") == ROWS


def test_strict_ooxml(tmp_path: Path) -> None:
    strict = {b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
              b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships"}  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as package, zipfile.ZipFile(out, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            for usual, other in strict.items():
                part = part.replace(usual, other)
            copy.writestr(name, part)
    assert read(tmp_path, out.getvalue()) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in as_text(ROWS))
    assert read(tmp_path, text.encode(encoding), "台账.csv") == as_text(ROWS)


def test_csv_with_quoted_delimiters_and_line_breaks(tmp_path: Path) -> None:
    assert read(tmp_path, '项目名称,"总投资\n（万元）"\n"甲,乙项目",5'.encode()) == [["项目名称", "总投资\n（万元）"], ["甲,乙项目", "5"]]


def test_html_named_xls(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='gb2312'></head><body><table><tr><td colspan=2>招商项目台账</td></tr>"
        "<tr><th>项目名称<th>总投资<br>（万元）</tr><tr><td rowspan=2>甲&amp;乙</td><td> 5 </td></tr><tr><td>6</td></tr></table></body></html>"
    )
    path = tmp_path / "台账.xls"
    path.write_bytes(page.encode("gb18030"))
    (sheet,) = open_workbook(path).sheets
    assert sheet.rows == [["招商项目台账"], ["项目名称", "总投资\n（万元）"], ["甲&乙", "5"], ["", "6"]]
    assert sheet.merges == [(0, 0, 0, 1), (2, 0, 3, 0)]


def ods(between: str) -> bytes:
    cell = '<table:table-cell office:value-type="{kind}"{value}><text:p>{text}</text:p></table:table-cell>'
    rows = []
    for row in ROWS:
        cells = [
            cell.format(kind="float", value=f' office:value="{c}"', text=c)
            if isinstance(c, float)
            else cell.format(kind="string", value="", text=c)
            for c in row
        ]
        rows.append(f"<table:table-row>{between}{between.join(cells)}{between}</table:table-row>")
    return ods_of(f'<table:table table:name="台账">{between}{between.join(rows)}{between}</table:table>', kind=not between)


def ods_of(tables: str, kind: bool = True) -> bytes:
    """The package of these tables; `kind`: with its kind stated first."""
    names = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    content = f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        if kind:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


@pytest.mark.parametrize("between", ["", "\n        "])
def test_ods_as_writers_indent_it(tmp_path: Path, between: str) -> None:
    """calamine fails on blanks between the tags, and without a stated kind."""
    assert read(tmp_path, ods(between), "台账.ods") == ROWS


def test_biff_2(tmp_path: Path) -> None:
    """Excel 2: records and no container; no writer of it is left."""

    def record(kind: int, content: bytes) -> bytes:
        return struct.pack("<HH", kind, len(content)) + content

    def at(row: int, column: int) -> bytes:
        return struct.pack("<HH", row, column) + b"\0\0\0"

    label = "项目".encode("gb18030")
    data = (
        record(0x0009, struct.pack("<HH", 2, 0x10)) + record(0x0042, struct.pack("<H", 936))
        + record(0x0004, at(0, 0) + bytes([len(label)]) + label) + record(0x0003, at(1, 1) + struct.pack("<d", 2.5)) + record(0x000A, b"")
    )  # fmt: skip
    assert read(tmp_path, data, "旧表.xls") == [["项目", ""], ["", 2.5]]


def locked(password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx())).encrypt(password, out)
    return out.getvalue()


def test_excels_default_password_opens(tmp_path: Path) -> None:
    assert read(tmp_path, locked("VelvetSweatshop")) == ROWS


def test_the_units_own_password_opens_and_no_other(tmp_path: Path) -> None:
    assert read(tmp_path, locked("kecheng"), passwords=("wrong", "kecheng")) == ROWS
    with pytest.raises(Unreadable) as raised:
        read(tmp_path, locked("kecheng"), passwords=("wrong",))
    assert raised.value.rule == "file_encrypted"


def test_dates_of_old_workbooks(tmp_path: Path) -> None:
    book, out = xlwt.Workbook(), io.BytesIO()
    style = xlwt.XFStyle()
    style.num_format_str = "yyyy-mm-dd"
    book.add_sheet("台账").write(0, 0, datetime(2022, 6, 16), style)
    book.save(out)
    (cell, _), *_ = read(tmp_path, out.getvalue())
    assert (cell.date() if isinstance(cell, datetime) else cell) == date(2022, 6, 16)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"), (b"%PDF-1.7 ...", "PDF"), (b"hello, this is prose.\nwith a comma, or two\n", ""), ("没有表格的话".encode(), "不是表格"),
        (b"<html><body>nothing</body></html>", "不是表格"), (b"MIME-Version: 1.0\n", "网页归档"), (bytes(range(256)) * 4, "不是 Excel"),
    ],
)  # fmt: skip
def test_what_holds_no_table_is_refused_with_its_reason(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(data)
    if not said:  # prose with commas is a table to a machine: it is no form of ours, and is told as that
        assert open_workbook(path).sheets
        return
    with pytest.raises(Unreadable) as raised:
        open_workbook(path)
    assert said in raised.value.text
