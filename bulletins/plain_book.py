"""A plain .xlsx of cells at their own addresses: the copy of an .xls, .et, .ods or CSV that can be annotated."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from bulletins.marks import clean

Grid = Sequence[Sequence[object]]
_NOT_TITLE = re.compile(r"[\\*?:/\[\]]")
_PLAIN = (bool, int, float, datetime, date, time)


def put(cell: Cell | MergedCell, value: object) -> None:
    """Write a value; a text stays a text, whatever it begins with."""
    assert isinstance(cell, Cell), "nothing is written into the hidden part of a merged range"
    if isinstance(value, _PLAIN):
        cell.value = value
        if isinstance(value, datetime) and value.tzinfo:
            cell.value = value.replace(tzinfo=None)
        return
    cell.value = clean(str(value))
    if cell.data_type != "s" or cell.value.startswith(("=", "+", "-", "@")):
        cell.data_type = "s"
        cell.quotePrefix = True  # typed over, it stays a text


def plain_book(sheets: Sequence[tuple[str, Grid]]) -> bytes:
    """A workbook of these sheets (name, rows); '' and None are blank."""
    book = Workbook()
    for name, rows in sheets:
        sheet: Worksheet = book.create_sheet(_NOT_TITLE.sub("_", name)[:31] or "Sheet")
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None and value != "":
                    put(sheet.cell(number, column), value)
    first = book.worksheets[0]
    if sheets:
        book.remove(first)
    else:
        first.title = "空表"
        first.sheet_view.tabSelected = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
