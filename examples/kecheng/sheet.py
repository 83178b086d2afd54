"""A sheet written row by row: merged lines, headers of one or two levels, data, and bytes that never change."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from examples.kecheng.cells import Cell

#: A column's header from the top down: one text, or a parent and a leaf.
Path_ = tuple[str, ...]

_SAVED = datetime(2022, 6, 30, 17, 0, 0)
_LINE = Side(style="thin")
_THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")


def merged(sheet: Worksheet, row: int, text: str, width: int, *, first: int = 1, bold: bool = False) -> None:
    """One text over the columns `first` to `width` of a row."""
    cell = sheet.cell(row, first, text)
    cell.font = Font(bold=bold, size=16 if bold else 11)
    cell.alignment = Alignment(horizontal="center" if bold else "left", vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=width)


def header(sheet: Worksheet, row: int, paths: Sequence[Path_]) -> int:
    """The header at `row`; equal parents beside one another are merged. Returns the row of its last level."""
    levels = max(map(len, paths))
    for column, path in enumerate(paths, start=1):
        for level, text in enumerate(path):
            if level == 0 and len(path) > 1 and column > 1 and paths[column - 2][0] == path[0]:
                continue
            cell = sheet.cell(row + level, column, text)
            cell.font, cell.alignment, cell.border = Font(bold=True), _MIDDLE, _THIN
        if len(path) < levels:
            sheet.merge_cells(start_row=row, end_row=row + levels - 1, start_column=column, end_column=column)
        sheet.column_dimensions[get_column_letter(column)].width = 14
    for start, end in _spans([path[0] if len(path) > 1 else "" for path in paths]):
        sheet.merge_cells(start_row=row, end_row=row, start_column=start + 1, end_column=end + 1)
    return row + levels - 1


def data(sheet: Worksheet, row: int, cells: Sequence[Cell]) -> None:
    """One row of data; an Excel date is shown the way Excel shows it."""
    for column, value in enumerate(cells, start=1):
        if value is None or value == "":
            continue
        cell = sheet.cell(row, column, value)
        cell.border = _THIN
        if isinstance(value, datetime):
            cell.number_format = "yyyy/m/d"


def merge_equal(sheet: Worksheet, column: int, first: int, values: Sequence[Cell]) -> None:
    """Equal texts under one another become one merged cell."""
    for start, end in _spans([value or "" for value in values]):
        for row in range(first + start + 1, first + end + 1):
            sheet.cell(row, column).value = None
        sheet.merge_cells(start_row=first + start, end_row=first + end, start_column=column, end_column=column)


def _spans(values: Sequence[object]) -> list[tuple[int, int]]:
    """First and last position of every run of two or more equal values that are not blank."""
    found, start = [], 0
    for position in range(1, len(values) + 1):
        if position == len(values) or values[position] != values[start]:
            if position - start > 1 and values[start] != "":
                found.append((start, position - 1))
            start = position
    return found


def save(book: Workbook, path: Path) -> None:
    """Write a workbook whose bytes depend on its content alone: openpyxl stamps the clock into it."""
    held = io.BytesIO()
    book.properties.creator = "saima"
    book.save(held)
    stamp = f"{_SAVED:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(held) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + stamp + rb"\g<3>", content)
            entry = zipfile.ZipInfo(part.filename, _SAVED.timetuple()[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, content)
