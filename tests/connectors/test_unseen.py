"""What people do not see in a sheet is read, and told once a table."""

from pathlib import Path

import openpyxl
import polars as pl
import xlwt  # type: ignore[import-untyped]

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
