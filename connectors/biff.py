"""Error values of an .xls, which calamine reads as blank: a byte search says whether there may be one, xlrd says where."""

import io
import re

from connectors.markers import Mark

_CODES = rb"[\x00\x07\x0f\x17\x1d\x24\x2a]"
#: A BOOLERR record that holds an error, or a FORMULA record whose stored result is one (BIFF5 and BIFF8).
_MAY_HOLD = re.compile(rb"\x05\x02\x08\x00.{6}" + _CODES + rb"\x01|\x06\x00.{8}\x02." + _CODES + rb".{3}\xff\xff", re.DOTALL)


def xls_errors(data: bytes) -> dict[str, list[Mark]] | None:
    """By sheet the row and column (from 0) and the text of each error; None where there may be some and xlrd fails."""
    if not _MAY_HOLD.search(data):
        return {}
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it raises whatever its parsers raise
        return None
    found: dict[str, list[Mark]] = {}
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column, kind in enumerate(sheet.row_types(row)):
                if kind == xlrd.XL_CELL_ERROR:
                    text = xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#ERROR!")
                    found.setdefault(sheet.name, []).append((row, column, text))
    return found
