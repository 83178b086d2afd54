"""One kept file becomes raw cells with their true positions.

calamine reads; the XML's own marks put back what it loses (errors, formulas without a stored value) and count
what it should have found; where the counts differ openpyxl is asked once. Runs in a sandboxed child.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import python_calamine as calamine

from connectors.biff import xls_errors
from connectors.magic import OLE, Unreadable, ole_saved_at, read_globals, refuse_foreign_ole, refuse_unless_workbook
from connectors.markers import Mark, Marks, Merge, blank_strings, scan_sheet
from connectors.package import Package, open_package
from connectors.precheck import MAX_FILE, file_size, refuse_far_cells
from schemas.raw import ErrorValue, Uncached, shown

__all__ = ["Sheet", "Unreadable", "Workbook", "open_workbook"]

Rows = list[list[object]]


@dataclass
class Sheet:
    """`rows[i][j]` is the cell of Excel row i + 1, column j + 1; '' is blank; rows may differ in length.

    `merges` are first row, first column, last row, last column, from 0. `filled` counts the filled cells in the
    XML (uncached formulas not among them), None where the format cannot tell. `doubt` says why cells may be missing.
    """

    name: str
    rows: Rows
    merges: list[Merge] = field(default_factory=list)
    filled: int | None = None
    hidden: bool = False
    doubt: str = ""


@dataclass
class Workbook:
    """Worksheets in workbook order, chart sheets not among them; `saved_at` is in UTC."""

    sheets: list[Sheet]
    saved_at: datetime | None = None
    date_1904: bool = False


def open_workbook(path: Path) -> Workbook:
    """Read an xlsx, xlsm or xls by its bytes; Unreadable for everything else."""
    if path.stat().st_size > MAX_FILE:
        raise Unreadable("file_too_large", file_size(path.stat().st_size))
    data = path.read_bytes()
    refuse_unless_workbook(data)
    if data.startswith(OLE):
        refuse_foreign_ole(data)
        encrypted, is_1904 = read_globals(data)
        if encrypted:
            raise Unreadable("file_encrypted", "文件加了密码")
        return Workbook(_read_sheets(data, None), ole_saved_at(data), is_1904)
    package = open_package(data)
    return Workbook(_read_sheets(data, package), package.saved_at, package.date_1904)


def _read_sheets(data: bytes, package: Package | None) -> list[Sheet]:
    book = _open(data)
    blanks = blank_strings(package.read(package.strings)) if package else frozenset()
    errors = {} if package else xls_errors(data)
    sheets, troubles = [], []
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = Sheet(about.name, [], hidden=about.visible != calamine.SheetVisibleEnum.Visible)
        try:
            if package:
                _read_xlsx(book, data, package, blanks, sheet)
            else:
                _read_xls(book, sheet, errors)
        except Unreadable as trouble:
            sheet.doubt = trouble.text
            troubles.append(trouble)
        sheet.name = shown(sheet.name)
        sheets.append(sheet)
    if not sheets:
        raise Unreadable("file_unreadable", "工作簿里没有工作表")
    if len(troubles) == len(sheets):
        raise troubles[0]
    return sheets


def _open(data: bytes) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except calamine.PasswordError as error:
        raise Unreadable("file_encrypted", "文件加了密码") from error
    except BaseException as error:  # the Rust side panics with a BaseException
        raise Unreadable("file_unreadable", "文件已损坏，打不开") from error


def _read_xls(book: calamine.CalamineWorkbook, sheet: Sheet, errors: Mapping[str, list[Mark]] | None) -> None:
    cells = _ask(book, sheet.name)
    if cells is None:
        raise Unreadable("file_unreadable", "工作表已损坏，读不出")
    sheet.rows, merges = cells
    for row, column, text in (errors or {}).get(sheet.name, ()):
        _put(sheet.rows, row, column, ErrorValue(text))
    if errors is None:
        sheet.doubt = "表里可能有公式错误，认不出在哪一格"
    sheet.merges = _merges(merges)


def _read_xlsx(book: calamine.CalamineWorkbook, data: bytes, package: Package, blanks: frozenset[int], sheet: Sheet) -> None:
    marks = scan_sheet(package.read(package.sheets.get(sheet.name, "")), blanks)
    refuse_far_cells(marks.cells)
    sheet.filled = marks.filled
    expected = None if marks.filled is None else marks.filled + len(marks.uncached)
    cells = _ask(book, sheet.name, merges=marks.filled is None)
    rows = _settle(cells[0], marks) if cells else None
    read = _count(rows) if rows is not None and expected is not None else None
    sheet.merges = marks.merges or _merges(cells[1] if cells else [])
    if read != expected:
        second = _ask_slowly(data, sheet.name)
        if second is not None and (_count(_settle(second, marks)) == expected or rows is None):
            rows, read = second, _count(second)
    if rows is None or (expected and not rows):
        raise Unreadable("file_unreadable", "工作表已损坏，读不出")
    sheet.rows = rows
    if read != expected:
        sheet.doubt = f"表里有 {expected} 个填了的格子，只读到 {read} 个"


def _merges(found: list[Any]) -> list[Merge]:
    return [(top, left, bottom, right) for (top, left), (bottom, right) in found]


def _ask(book: calamine.CalamineWorkbook, name: str, merges: bool = True) -> tuple[Rows, list[Any]] | None:
    try:
        sheet = book.get_sheet_by_name(name)
        rows: Rows = sheet.to_python(skip_empty_area=False)  # type: ignore[assignment]  # lists are invariant, and a copy would cost
        return _trim(rows), (sheet.merged_cell_ranges or []) if merges else []
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001 - the Rust side panics with a BaseException
        return None


def _ask_slowly(data: bytes, name: str) -> Rows | None:
    """openpyxl's cells of one sheet, the stated dimension disbelieved; None where it fails."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book[name]
        sheet.reset_dimensions()
        return _trim([["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)])
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it raises whatever its parsers raise
        return None


def _settle(rows: Rows, marks: Marks) -> Rows:
    """The rows with errors and uncached formulas in their cells."""
    for row, column, text in marks.errors:
        _put(rows, row, column, ErrorValue(text))
    for row, column, text in marks.uncached:
        _put(rows, row, column, Uncached(text))
    return rows


def _put(rows: Rows, row: int, column: int, value: object) -> None:
    while len(rows) <= row:
        rows.append([])
    line = rows[row]
    line += [""] * (column + 1 - len(line))
    line[column] = value


def _trim(rows: Rows) -> Rows:
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    return rows


def _count(rows: Rows) -> int:
    return sum(map(len, rows)) - sum([row.count("") for row in rows])
