"""What calamine does not tell of an .xlsb: the error values of a sheet, how many of its cells are filled, and which rows and columns are hidden.

The parts are records of type, size and content, both numbers in seven-bit groups ([MS-XLSB] 2.1.4).
"""

import struct
from collections.abc import Iterator

from connectors.hidden import MOST_COLUMNS, Unseen
from connectors.markers import Mark

_ROW, _BLANK, _CELL_ERROR, _FORMULA_ERROR, _LAST_CELL, _COLUMNS, _BUNDLE, _FILTERED = 0, 1, 3, 11, 11, 60, 156, 163
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def sheet_parts(workbook: bytes) -> dict[str, str]:
    """By sheet name the relation that leads to its part, from workbook.bin."""
    found = {}
    for kind, content in _records(workbook):
        if kind == _BUNDLE:
            relation, at = _text(content, 8)
            name, _ = _text(content, at)
            found[name] = relation
    return found


def scan_sheet(part: bytes) -> tuple[list[Mark], int, Unseen]:
    """Row and column (from 0) and text of each error, the number of filled cells, errors among them, and what is hidden."""
    errors: list[Mark] = []
    rows, columns = list[int](), list[int]()
    row = filled = 0
    filtered = False
    for kind, content in _records(part):
        if kind == _ROW and len(content) >= 4:
            (row,) = struct.unpack_from("<I", content)
            if len(content) >= 12 and content[11] & _ROW_HIDDEN:
                rows.append(row)
        elif kind == _COLUMNS and len(content) >= 17 and content[16] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<II", content)
            columns += range(first, min(last, first + MOST_COLUMNS) + 1)
        elif kind == _FILTERED:
            filtered = True
        elif _BLANK < kind <= _LAST_CELL and len(content) >= 8:
            filled += 1
            if kind in (_CELL_ERROR, _FORMULA_ERROR) and len(content) >= 9:
                (column,) = struct.unpack_from("<I", content)
                errors.append((row, column, _ERRORS.get(content[8], "#ERROR!")))
    return errors, filled, Unseen(tuple(rows), tuple(columns), filtered and bool(rows))


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and content of each record; a part that ends early ends the walk."""
    at = 0
    while at < len(part):
        kind, at = part[at], at + 1
        if kind & 0x80 and at < len(part):
            kind, at = (kind & 0x7F) | (part[at] << 7), at + 1
        size = shift = 0
        while at < len(part) and shift < 28:
            byte, at = part[at], at + 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, part[at : at + size]
        at += size


def _text(content: bytes, at: int) -> tuple[str, int]:
    """A wide string: its length, then UTF-16; and where it ends."""
    if at + 4 > len(content):
        return "", at
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le", "replace"), end
