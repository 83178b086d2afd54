"""Drawing a sheet the way an office does, and saving it so that the same objects give the same bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from examples.kecheng.spelling import Written

_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="E8EEF4")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_STAMP = (2022, 7, 1, 0, 0, 0)


def new_book(sheet: str) -> tuple[Workbook, Worksheet]:
    """A workbook with one empty sheet of that name."""
    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise TypeError("a new workbook has one worksheet")
    page.title = sheet
    return book, page


def put(page: Worksheet, row: int, column: int, value: Written, *, head: bool = False) -> None:
    """Write one bordered cell; dates show as dates, headers are bold on a tint."""
    cell = page.cell(row, column)
    cell.value = value
    if not isinstance(cell, Cell):
        raise TypeError(f"{page.title}!{cell.coordinate} lies inside a merge")
    cell.border, cell.alignment = _GRID, _CENTRED
    cell.font = Font(name="宋体", size=10, bold=head)
    if head:
        cell.fill = _HEAD
    if isinstance(value, date):
        cell.number_format = "yyyy/m/d"


def put_row(page: Worksheet, row: int, values: Sequence[Written]) -> None:
    """A row of data, high enough for its longest text."""
    for column, value in enumerate(values, start=1):
        put(page, row, column, value)
    longest = max(len(str(value or "")) for value in values)
    page.row_dimensions[row].height = 18 if longest <= 18 else 45 if longest > 36 else 30


def put_line(page: Worksheet, row: int, width: int, text: str, *, size: int = 10, centred: bool = False, height: float = 18) -> None:
    """One text merged over `width` columns: titles, summaries, notes."""
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    cell = page.cell(row, 1, text)
    cell.font = Font(name="黑体" if size > 12 else "宋体", size=size, bold=size > 12)
    cell.alignment = _CENTRED if centred else _LEFT
    page.row_dimensions[row].height = height


def put_header(page: Worksheet, row: int, paths: Sequence[tuple[str, ...]], widths: Sequence[int]) -> int:
    """Header paths from `row` down, equal parents merged across, short paths merged down; returns the last row."""
    depth = max(map(len, paths))
    for column, (path, width) in enumerate(zip(paths, widths, strict=True), start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        for level in range(depth):
            put(page, row + level, column, path[level] if level < len(path) else None, head=True)
    if depth > 1:
        for first, last in _runs(paths):
            page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        for column, path in enumerate(paths, start=1):
            if len(path) < depth:
                page.merge_cells(start_row=row + len(path) - 1, start_column=column, end_row=row + depth - 1, end_column=column)
    page.row_dimensions[row + depth - 1].height = 32
    return row + depth - 1


def _runs(paths: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """First and last column (from 1) of each parent that spans several."""
    runs: list[tuple[int, int]] = []
    for column, path in enumerate(paths, start=1):
        if len(path) > 1 and runs and runs[-1][1] == column - 1 and paths[column - 2][0] == path[0]:
            runs[-1] = (runs[-1][0], column)
        elif len(path) > 1:
            runs.append((column, column))
    return [run for run in runs if run[1] > run[0]]


def save(book: Workbook, path: Path, on: date) -> None:
    """Write the workbook as last saved on the evening of `on`, with nothing in it of the hour it is built."""
    saved = datetime(on.year, on.month, on.day, 17, 30)
    book.properties.creator = book.properties.lastModifiedBy = "柯城区示例"
    book.properties.created = saved
    raw, fixed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            info = zipfile.ZipInfo(entry.filename, _STAMP)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(info, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fixed.getvalue())
