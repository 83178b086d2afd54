"""One kept file becomes raw cells with their true positions.

calamine reads; the XML's own marks put back what it loses (errors, formulas without a stored value) and count
what it should have found; where the counts differ openpyxl is asked once. Runs in a sandboxed child.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import python_calamine as calamine

from connectors import xlsb
from connectors.biff import xls_errors
from connectors.hidden import Unseen, hidden_in_xls
from connectors.locked import unlocked
from connectors.magic import (
    OLE,
    ZIP,
    Unreadable,
    counts_from_1904,
    is_old_biff,
    ole_saved_at,
    refuse_foreign_ole,
    refuse_unless_workbook,
)
from connectors.markers import Mark, Marks, Merge, blank_strings, count_blanks, scan_sheet
from connectors.ods import CONTENT, compact, hidden_in_ods
from connectors.old_biff import read_old
from connectors.package import Package, open_package
from connectors.plain_text import read_text
from connectors.precheck import MAX_FILE, file_size, refuse_far_cells, refuse_wide
from connectors.sheet import Rows, Sheet, Workbook
from schemas.raw import ErrorValue, Uncached, shown

__all__ = ["Sheet", "Unreadable", "Workbook", "open_workbook"]


def open_workbook(path: Path, passwords: Sequence[str] = ()) -> Workbook:
    """Read a workbook by its bytes, whatever its name says: .xlsx, .xlsm, .xlsb, .xls, .et, .ods, CSV, a page's tables.

    `passwords` are tried where one is wanted. Unreadable, with the reason, for everything else.
    """
    if path.stat().st_size > MAX_FILE:
        raise Unreadable("file_too_large", file_size(path.stat().st_size))
    data = path.read_bytes()
    refuse_unless_workbook(data)
    data = unlocked(data, passwords)
    if data.startswith(OLE):
        return _open_ole(data)
    if not data.startswith(ZIP):
        return read_old(data) if is_old_biff(data) else read_text(data)
    package = open_package(data)
    if package.kind == "ods":
        book = _open(data) if opens(data) else _open(compact(package.zip))
        return Workbook(_each_sheet(book, partial(_read_ods, unseen=hidden_in_ods(package.read(CONTENT)))), package.saved_at)
    book = _open(data)
    if package.kind == "xlsb":
        return Workbook(_each_sheet(book, partial(_read_xlsb, package=package)), package.saved_at, package.date_1904)
    sheets = _each_sheet(book, partial(_read_xlsx, data=data, package=package))
    return Workbook(sheets, package.saved_at, package.date_1904)


def _open_ole(data: bytes) -> Workbook:
    """BIFF8 by calamine; what it cannot open, and older ones, by xlrd."""
    refuse_foreign_ole(data)
    errors = xls_errors(data)
    try:
        sheets = _each_sheet(_open(data), partial(_read_xls, errors=errors, unseen=hidden_in_xls(data)))
    except Unreadable:
        return read_old(data)
    return Workbook(sheets, ole_saved_at(data), counts_from_1904(data))


def _each_sheet(book: calamine.CalamineWorkbook, read: Callable[[calamine.CalamineWorkbook, Sheet], None]) -> list[Sheet]:
    """Every worksheet; one that cannot be read does not take its neighbours along."""
    sheets, troubles = [], []
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = Sheet(about.name, [], hidden=about.visible != calamine.SheetVisibleEnum.Visible)
        try:
            read(book, sheet)
            refuse_wide(sheet.rows)
        except Unreadable as trouble:
            sheet.rows, sheet.doubt = [], trouble.text
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


def opens(data: bytes) -> bool:
    """Whether calamine opens it as it is."""
    try:
        _open(data)
    except Unreadable:
        return False
    return True


def _read_xls(
    book: calamine.CalamineWorkbook, sheet: Sheet, *, errors: Mapping[str, list[Mark]] | None, unseen: Mapping[str, Unseen]
) -> None:
    _read_counted(book, sheet)
    sheet.unseen = unseen.get(sheet.name, sheet.unseen)
    for row, column, text in (errors or {}).get(sheet.name, ()):
        _put(sheet.rows, row, column, ErrorValue(text))
    if errors is None:
        sheet.doubt = "表里可能有公式错误，认不出在哪一格"


def _read_counted(book: calamine.CalamineWorkbook, sheet: Sheet) -> None:
    """A sheet of which only calamine tells."""
    cells = _ask(book, sheet.name)
    if cells is None:
        raise Unreadable("file_unreadable", "工作表已损坏，读不出")
    sheet.rows, sheet.merges = cells[0], _merges(cells[1])


def _read_ods(book: calamine.CalamineWorkbook, sheet: Sheet, *, unseen: Mapping[str, Unseen]) -> None:
    _read_counted(book, sheet)
    sheet.unseen = unseen.get(sheet.name, sheet.unseen)


def _read_xlsb(book: calamine.CalamineWorkbook, sheet: Sheet, *, package: Package) -> None:
    _read_counted(book, sheet)
    errors, filled, sheet.unseen = xlsb.scan_sheet(package.read(package.sheets.get(sheet.name, "")))
    for row, column, text in errors:
        _put(sheet.rows, row, column, ErrorValue(text))
    if filled > _count(sheet.rows):
        sheet.doubt = f"表里有 {filled} 个填了的格子，只读到 {_count(sheet.rows)} 个"


def _read_xlsx(book: calamine.CalamineWorkbook, sheet: Sheet, *, data: bytes, package: Package) -> None:
    marks = scan_sheet(package.read(package.sheets.get(sheet.name, "")))
    refuse_far_cells(marks.cells)
    cells = _ask(book, sheet.name, merges=marks.filled is None)
    rows = _settle(cells[0], marks) if cells else None
    read = _count(rows) if rows is not None and marks.filled is not None else None
    if read != marks.expected and marks.filled:  # few workbooks hold a text without characters
        marks.filled -= count_blanks(marks.cells, blank_strings(package.read(package.strings)))
    sheet.filled, expected, sheet.unseen = marks.filled, marks.expected, marks.unseen
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
