"""Which rows and columns of a sheet are hidden: from the XML's bytes, and from an .xls by xlrd where a byte search says that there may be some."""

import io
import re
from dataclasses import dataclass

_ROW = re.compile(rb"""<row\s[^>]*?\bhidden=["'](?:1|true)["'][^>]*>""")
_COLUMN = re.compile(rb"""<col\s[^>]*?\bhidden=["'](?:1|true)["'][^>]*>""")
_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_SPAN = re.compile(rb"""\b(min|max)=["'](\d+)["']""")
MOST_COLUMNS = 1000
#: A ROW record whose height is zero, a COLINFO record whose column is hidden (BIFF8).
_BIT_5, _BIT_0 = (b"[" + b"".join(re.escape(bytes([n])) for n in range(256) if n & bit) + b"]" for bit in (0x20, 0x01))
_MAY_HIDE = re.compile(rb"\x08\x02\x10\x00.{12}" + _BIT_5 + rb"|\x7d\x00[\x0b\x0c]\x00.{8}" + _BIT_0, re.DOTALL)


@dataclass(frozen=True)
class Unseen:
    """Rows and columns (from 0) that are hidden; `filtered`: the rows by a filter that is on."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    filtered: bool = False


def hidden_in_xml(xml: bytes, cells: bytes) -> Unseen:
    """Of a worksheet part without prefixes and its sheetData; a search for one byte is nearly free and spares most the other."""
    if not (b"h" in cells and b"hidden=" in cells) and xml.find(b"hidden=", 0, len(xml) - len(cells)) < 0:
        return Unseen()
    rows = [int(number[1]) - 1 for row in _ROW.finditer(xml) if (number := _NUMBER.search(row[0]))]
    columns: list[int] = []
    for column in _COLUMN.finditer(xml, 0, xml.find(b"<sheetData")):
        span = {name: int(value) for name, value in _SPAN.findall(column[0])}
        columns += range(span.get(b"min", 1) - 1, min(span.get(b"max", 0), span.get(b"min", 1) + MOST_COLUMNS))
    filtered = b"<filterColumn" in xml and bool(rows)
    return Unseen(tuple(rows), tuple(columns), filtered)


def hidden_in_xls(data: bytes) -> dict[str, Unseen]:
    """By sheet; a file that xlrd cannot open has none that we know of."""
    if not _MAY_HIDE.search(data):
        return {}
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True, formatting_info=True)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it raises whatever its parsers raise
        return {}
    return {
        sheet.name: Unseen(
            tuple(sorted(n for n, row in sheet.rowinfo_map.items() if row.hidden)),
            tuple(sorted(n for n, column in sheet.colinfo_map.items() if column.hidden)),
        )
        for sheet in book.sheets()
    }
