"""What people do not see in a sheet is read, and told once a table."""

from pathlib import Path

import openpyxl
import polars as pl
import xlwt  # type: ignore[import-untyped]

from connectors.hidden import Unseen
from connectors.ods import hidden_in_ods
from connectors.xlsb import scan_sheet
from tests.connectors.test_formats import ods_of
from tests.connectors.told import chunk_of, read, read_file
from tests.sheets import LEDGER, ledger, project

ROWS = ledger("石梁镇", [project(name) for name in "甲乙丙丁"])


def hidden(folder: Path, *rows: int, columns: str = "", filtered: bool = False) -> list[tuple[str, str, str, str]]:
    read(folder, [*ROWS, ["", ""]])
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    page = book.worksheets[0]
    for row in rows:
        page.row_dimensions[row].hidden = True
    for column in columns:
        page.column_dimensions[column].hidden = True
    if filtered:
        page.auto_filter.ref = "A3:N7"
        page.auto_filter.add_filter_column(0, ["甲"])
    book.save(folder / "台账.xlsx")
    return [tuple(f) for f in read_file(folder / "台账.xlsx", folder)]


def names(folder: Path, file: str = "台账.xlsx") -> list[object]:
    return list(pl.read_ipc_stream(chunk_of(folder / file).frames["projects"])["project_name"])


def test_rows_hidden(tmp_path: Path) -> None:
    assert hidden(tmp_path, 2, 5, 6) == [("rows_hidden", "A5", "2", "5、6")]
    assert names(tmp_path) == list("甲乙丙丁")
    assert hidden(tmp_path, 1, 2, 30) == []  # lines above the table, and empty rows below it, hide nothing


def test_rows_filtered(tmp_path: Path) -> None:
    assert hidden(tmp_path, 5, 6, 7, filtered=True) == [("rows_filtered", "A5", "3", "5、6、7")]
    assert hidden(tmp_path, filtered=True) == []
    assert names(tmp_path) == list("甲乙丙丁")


def test_columns_hidden(tmp_path: Path) -> None:
    assert hidden(tmp_path, columns="EG") == [("columns_hidden", "E3", "E、G", "")]
    assert hidden(tmp_path, columns="Z") == []


def test_an_xls_tells_what_it_hides(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    for i, row in enumerate(ROWS):
        for j, cell in enumerate(row):
            page.write(i, j, cell if cell is not None else "")
    page.row(4).hidden = True
    page.col(LEDGER.index("签约时间")).hidden = True
    book.save(str(tmp_path / "台账.xls"))
    told = [(f.rule, f.cell) for f in read_file(tmp_path / "台账.xls", tmp_path)]
    assert told == [("rows_hidden", "A5"), ("columns_hidden", "G3")]
    assert names(tmp_path, "台账.xls") == list("甲乙丙丁")
    page.row(4).hidden = page.col(LEDGER.index("签约时间")).hidden = False


def test_an_ods_tells_what_it_hides() -> None:
    """As LibreOffice writes it; the row below the last one is repeated to the end."""
    row = "<table:table-row{0}><table:table-cell/></table:table-row>"
    rows = ["", ' table:style-name="ro1" table:number-rows-repeated="3"', ' table:visibility="collapse" table:number-rows-repeated="2"', "",
            ' table:visibility="collapse"', ' table:number-rows-repeated="1048568"']  # fmt: skip
    columns = '<table:table-column table:number-columns-repeated="4"/><table:table-column table:visibility="collapse"/>'
    first = f'<table:table table:name="甲&amp;乙" table:style-name="ta1">{columns}{"".join(map(row.format, rows))}</table:table>'
    second = first.replace("甲&amp;乙", "丙").replace("collapse", "filter")
    found = hidden_in_ods(f"<office:spreadsheet>{first}{second}</office:spreadsheet>".encode())
    assert found == {"甲&乙": Unseen((4, 5, 7), (4,)), "丙": Unseen((4, 5, 7), (4,), filtered=True)}
    assert hidden_in_ods(first.replace('table:visibility="collapse"', "").encode()) == {}
    bare = (
        '<table:table table:name="空"/><table:table table:name="丁"><table:table-column/><table:table-column table:visibility="collapse"/>'
    )
    assert hidden_in_ods(f'{bare}<table:table-row/><table:table-row table:visibility="collapse"/></table:table>'.encode()) == {
        "丁": Unseen((1,), (1,))
    }


def test_the_hidden_row_of_an_ods_is_told(tmp_path: Path) -> None:
    cell = "<table:table-cell office:value-type='string'><text:p>{0}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row{' table:visibility=' + repr('collapse') if n == 4 else ''}>"
        + "".join("<table:table-cell/>" if text is None else cell.format(text) for text in row)
        + "</table:table-row>"
        for n, row in enumerate(ROWS)
    )
    (tmp_path / "台账.ods").write_bytes(ods_of(f"<table:table table:name='台账'>{rows}</table:table>"))
    assert [(f.rule, f.cell) for f in read_file(tmp_path / "台账.ods", tmp_path)] == [("rows_hidden", "A5")]
    assert names(tmp_path, "台账.ods") == list("甲乙丙丁")


def record(kind: int, content: str) -> bytes:
    """A record of an .xlsb's part: its kind and size, each below 128 or in two groups of seven bits."""
    kinds = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return kinds + bytes([len(content) // 2]) + bytes.fromhex(content)


def test_an_xlsb_tells_what_it_hides() -> None:
    """Headers of rows and columns as Excel wrote them: the fifth row is hidden, and the fourth column."""
    columns = record(60, "010000000100000055080000000000000200") + record(60, "0300000003000000000a0000000000000100")
    rows = [record(0, row + "00000000" + how) for row, how in (
        ("00000000", "f000002000010000"), ("04000000", "4001001000010000"))]  # fmt: skip
    assert scan_sheet(columns + b"".join(rows)) == ([], 0, Unseen((4,), (3,)))
    assert scan_sheet(columns + record(163, "00") + b"".join(rows))[2] == Unseen((4,), (3,), filtered=True)
