"""What is told of a table's columns: unknown, repeated, contradictory ones, and where each field stood."""

import json
from collections import Counter

from openpyxl.utils import get_column_letter

from connectors.columns import Told
from connectors.deliveries import Draft, Part
from connectors.tables import Column, Table
from schemas.headers import is_ignored
from schemas.places import key
from schemas.proposals import propose
from schemas.raw import is_blank, shown, squeeze

At = tuple[int, int]


def tell_columns(at: At, draft: Draft, part: Part, told: Told) -> None:
    """Tell what is wrong with the columns of one table; a column that cannot be chosen stops the delivery."""
    table = part.table
    for column in table.columns:
        twice = any(d.index == column.index for d in (*table.doubled, *table.unclear))
        if (
            column.field is None
            and not twice
            and not column.year
            and not is_ignored(column.path)
            and not table.profile.ignores(column.path)
        ):
            likely = propose(table.form, column.path, frozenset(table.fields | {c.field.id for c in table.unclear if c.field}))
            _tell(at, "column_unknown", part, column, told, f"，可能是“{likely.title}”|{likely.id}" if likely else "")
    for column in table.doubled:
        read = next((c for c in table.columns if c.meaning == column.meaning), None)
        if read is None:  # both of another year
            continue
        if read.path == column.path and _is_empty(part, column):  # one header merged over two columns
            continue
        if column.field and (column.field.strict or column.field.required) and _differ(part, read, column):
            draft.stopped = draft.stopped or "column_contradicts"
            _tell(at, "column_contradicts", part, column, told, get_column_letter(read.index + 1))
        else:
            _tell(at, "column_repeated", part, column, told)
    wanted = {f.id for f in table.missing} if draft.stopped == "column_missing" else None  # where a form is not whole, the rest is noise
    for field_id in dict.fromkeys(c.field.id for c in table.unclear if c.field and (wanted is None or c.field.id in wanted)):
        same = [c for c in table.unclear if c.field and c.field.id == field_id]
        draft.stopped = draft.stopped or "column_unclear"
        _tell(at, "column_unclear", part, same[0], told, "、".join(get_column_letter(c.index + 1) for c in same))
    _tell_unnamed(at, part, told)
    for column in table.contrary:
        draft.stopped = draft.stopped or "unit_contradicts"
        _tell(at, "unit_contradicts", part, column, told, column.unit or "")


def _tell_unnamed(at: At, part: Part, told: Told) -> None:
    """Columns that hold something and have no header are not read."""
    rows = part.sheet.rows[part.table.last + 1 : part.end]
    headed = {c.index for c in part.table.columns}
    if headed.issuperset(range(max(map(len, rows), default=0))):
        return
    counts = Counter(i for row in rows for i, cell in enumerate(row) if cell != "" and i not in headed and not is_blank(cell))
    most = _filled(rows) if counts else 0
    if filled := sorted(i for i, count in counts.items() if count * 2 > most):
        row = part.table.last + 1
        letters = [get_column_letter(i + 1) for i in filled]
        told.add(
            at,
            "column_unnamed",
            sheet=part.sheet.name,
            cell=f"{letters[0]}{row}",
            row=row,
            got="、".join(letters),
            row_key="、".join(letters),
        )


def _filled(rows: list[list[object]]) -> int:
    return sum(1 for row in rows if row.count("") < len(row))


def _is_empty(part: Part, column: Column) -> bool:
    return all(column.index >= len(row) or is_blank(row[column.index]) for row in part.sheet.rows[part.table.last + 1 : part.end])


def _differ(part: Part, one: Column, other: Column) -> bool:
    """Whether two columns say different things in some row; blanks say nothing."""
    rows = part.sheet.rows[part.table.last + 1 : part.end]
    pairs = [(row[one.index], row[other.index]) for row in rows if max(one.index, other.index) < len(row)]
    return any(a != b and not is_blank(a) and not is_blank(b) and squeeze(shown(a)) != squeeze(shown(b)) for a, b in pairs)


def _tell(at: At, rule: str, part: Part, column: Column, told: Told, detail: str = "") -> None:
    row, path = part.table.last + 1, "/".join(column.path)
    cell = f"{get_column_letter(column.index + 1)}{row}"
    told.add(at, rule, sheet=part.sheet.name, cell=cell, row=row, got=path, row_key=path, detail=detail)


def column_map(draft: Draft) -> str:
    """JSON: sheet → field → its column, header path and unit, or the default that stands in for it."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for part in draft.parts:
        name = part.sheet.name if part.sheet.name not in found else key(part.sheet.name, part.start + 1)
        found[name] = _fields(part.table, part.measure)
    return json.dumps(found, ensure_ascii=False)


def _fields(table: Table, measure: str | None) -> dict[str, dict[str, object]]:
    columns: dict[str, dict[str, object]] = {
        "/".join((*(value for _, value in c.member), c.field.id)): {
            "column": get_column_letter(c.index + 1), "path": list(c.path), "unit": c.unit or measure}
        for c in table.columns if c.field
    }  # fmt: skip
    return columns | {f: {"default": text} for f, text in table.profile.defaults.items() if f not in table.fields}
