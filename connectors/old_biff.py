"""Workbooks older than Excel 97 (BIFF2 to BIFF5, in a file of their own or in OLE), and those with an odd code page: by xlrd."""

import io
from datetime import datetime

from connectors.magic import Unreadable
from connectors.sheet import Sheet, Workbook
from schemas.raw import ErrorValue

#: Mac Simplified Chinese, which Python has no codec for; GB18030 holds it.
_CODEPAGE = "gb18030"


def read_old(data: bytes) -> Workbook:
    """Every worksheet's cells; Unreadable where xlrd cannot."""
    import xlrd

    book = None
    for encoding in (None, _CODEPAGE):
        try:
            book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), encoding_override=encoding, ragged_rows=True)
            break
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112 - it raises whatever its parsers raise
            continue
    if book is None:
        raise Unreadable("file_unreadable", "文件已损坏，打不开")
    sheets = []
    for sheet in book.sheets():
        rows = [[_cell(sheet.cell(row, column), book.datemode) for column in range(sheet.row_len(row))] for row in range(sheet.nrows)]
        merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
        sheets.append(Sheet(sheet.name, rows, merges, hidden=bool(sheet.visibility)))
    return Workbook(sheets, date_1904=bool(book.datemode))


def _cell(cell: object, datemode: int) -> object:
    import xlrd

    kind, value = cell.ctype, cell.value  # type: ignore[attr-defined]  # xlrd has no types
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorValue(xlrd.error_text_from_code.get(value, "#ERROR!"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return datetime(*xlrd.xldate_as_tuple(value, datemode)) if value >= 1 else value
        except (xlrd.XLDateError, ValueError):
            return value
    return "" if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else value
