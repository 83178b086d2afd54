"""A plain .xlsx of cells at their own addresses: the copy of an .xls, .et, .ods or CSV that can be annotated."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bulletins.marks import clean

Grid = Sequence[Sequence[object]]
Merge = tuple[int, int, int, int]  # top, left, bottom, right, from 0
_NOT_TITLE = re.compile(r"[\\*?:/\[\]]")
_MOST_MERGED = 100_000  # cells of a sheet
_MEASURED, _LEAST, _MOST = 200, 8, 40  # rows that are looked at, and widths in characters
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


def plain_book(sheets: Sequence[tuple[str, Grid, Sequence[Merge]]]) -> bytes:
    """A workbook of these sheets (name, rows, merges); '' and None are blank."""
    book = Workbook()
    for name, rows, merges in sheets:
        sheet: Worksheet = book.create_sheet(_NOT_TITLE.sub("_", name)[:31] or "Sheet")
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None and value != "":
                    put(sheet.cell(number, column), value)
        for index, width in _widths(rows).items():
            sheet.column_dimensions[get_column_letter(index + 1)].width = width
        for top, left, bottom, right in _whole(merges, rows):
            sheet.merged_cells.add(f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right + 1)}{bottom + 1}")
    first = book.worksheets[0]
    if sheets:
        book.remove(first)
    else:
        first.title = "空表"
        first.sheet_view.tabSelected = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _widths(rows: Grid) -> dict[int, int]:
    """By column (from 0) a width in which its values can be read, a Chinese character being two wide; a title alone in its row does not count."""
    found: dict[int, int] = {}
    for row in rows[:_MEASURED]:
        filled = [(index, str(value)) for index, value in enumerate(row) if value is not None and value != ""]
        for index, text in filled if len(filled) > 1 else ():
            found[index] = max(found.get(index, _LEAST), min(2 + len(text) + sum(c > "\x7f" for c in text), _MOST))
    return found


def _whole(merges: Sequence[Merge], rows: Grid) -> Iterator[Merge]:
    """Those within the rows that hide no value and overlap no other: a header that loses its merges is read otherwise when it comes back."""
    width, taken = max(map(len, rows), default=0), set[tuple[int, int]]()
    for top, left, bottom, right in merges:
        bottom, right = min(bottom, len(rows) - 1), min(right, width - 1)
        if (bottom - top + 1) * (right - left + 1) + len(taken) > _MOST_MERGED:
            continue
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        hidden = any(c < len(rows[r]) and rows[r][c] not in (None, "") for r, c in cells if (r, c) != (top, left))
        if len(cells) > 1 and not hidden and not cells & taken:
            taken |= cells
            yield top, left, bottom, right
