"""Where a delivery's fields stand: by sheet and field its column. Of several tables in a sheet each has its own columns, from a row on."""

import math
from collections.abc import Iterator, Mapping

Fields = Mapping[str, Mapping[str, str]]
#: By sheet and field, where the field stands: {"column": "C", …}; a further table's sheet is named by `key`.
ColumnMap = Mapping[str, Fields]


def key(sheet: str, first_row: int) -> str:
    """How a further table of a sheet, from an Excel row on, is named in a column map."""
    return f"{sheet}\n{first_row}"


def tables(columns: ColumnMap) -> Iterator[tuple[str, int, float, Fields]]:
    """Each table's sheet, its first Excel row (0: from the top), the row before which it ends, and its fields."""
    named = sorted((name.partition("\n")[0], int(name.partition("\n")[2] or 0), name) for name in columns)
    for (sheet, first, name), (following, end, _) in zip(named, [*named[1:], ("", 0, "")], strict=True):
        yield sheet, first, end if following == sheet and end else math.inf, columns[name]


def fields_at(columns: ColumnMap, sheet: str, row: int) -> Fields:
    """The fields of the table that Excel row `row` of a sheet belongs to."""
    if len(columns) == 1 or not any("\n" in name for name in columns):
        return columns.get(sheet, {})
    return next((fields for name, first, end, fields in tables(columns) if name == sheet and first <= row < end), {})


def column_at(columns: ColumnMap, sheet: str, row: int, field: str) -> str:
    """The letter of a field's column; '' where it has none."""
    return fields_at(columns, sheet, row).get(field, {}).get("column", "")
