"""Known wrong cells read as their reviewed correction says; one that has been mended is told, and read as it stands."""

from collections.abc import Iterator, Sequence

from openpyxl.utils import coordinate_to_tuple

from connectors.columns import Told, address
from connectors.deliveries import Draft, Part
from connectors.tables import Column
from schemas.corrections import Correction
from schemas.findings import quote
from schemas.forms import FORMS
from schemas.identity import name_key
from schemas.raw import shown, squeeze

Rows = list[list[object]]


def correct(at: tuple[int, int], draft: Draft, part: Part, rows: Rows, told: Told) -> None:
    """Write each correction that concerns this table into its (copied) row, and tell what was done."""
    for correction in part.table.profile.corrections:
        if not correction.concerns(draft.file, part.sheet.name):
            continue
        for number, column in _cells(correction, part, rows):
            draft.corrected.add(correction)
            row = rows[number]
            raw = row[column.index] if column.index < len(row) else ""
            personal = bool(column.field and column.field.personal)
            fits = squeeze(shown(raw)) == squeeze(correction.expect)
            if fits:
                rows[number] = [*row, *[""] * (column.index + 1 - len(row))]
                rows[number][column.index] = correction.value
            rule = "cell_corrected" if fits else "correction_outdated"
            said = (correction.value, correction.reason) if fits else (correction.expect, correction.reason)
            told.add(at, rule, sheet=part.sheet.name, cell=address(column, number + 1), row=number + 1, field=column.field.id if column.field else "",
                     got=quote(shown(raw), personal=personal), row_key=correction.cell or f"{correction.row}|{correction.field}",
                     detail="|".join(quote(text.replace("|", "/"), personal=personal and n == 0) for n, text in enumerate(said)))  # fmt: skip


def tell_gone(arrival: int, drafts: Sequence[Draft], told: Told) -> None:
    """Tell a correction that names this file and whose cell or row stands in none of its tables: somebody moved or deleted it."""
    for number, draft in enumerate(drafts):
        form = FORMS[draft.form]
        alike = [other for other in drafts if (other.unit, other.form) == (draft.unit, draft.form)]
        if draft is not alike[0] or not any(other.has_rows for other in alike):
            continue
        found = {correction for other in alike for correction in other.corrected}
        for correction in draft.parts[0].table.profile.corrections:
            if correction in found or not correction.names(draft.file):
                continue
            named = quote(correction.row.replace("|", "/"), personal=bool(form.row_name and form[form.row_name].personal))
            told.add((arrival, number), "correction_gone", row_key=correction.cell or f"{correction.row}|{correction.field}",
                     detail=f"{correction.cell or named}|{quote(correction.reason.replace('|', '/'))}")  # fmt: skip


def _cells(correction: Correction, part: Part, rows: Rows) -> Iterator[tuple[int, Column]]:
    """Row (from 0) and column of what the correction names, where the table has it."""
    table = part.table
    if correction.cell:
        row, index = coordinate_to_tuple(correction.cell)
        column = next((c for c in table.columns if c.index == index - 1), None)
        if column and table.last < row - 1 < len(rows):
            yield row - 1, column
        return
    column = next((c for c in table.columns if c.field and c.field.id == correction.field and not c.member), None)
    name = next((c for c in table.columns if c.field and c.field.id == table.form.row_name and not c.member), None)
    if column is None or name is None:
        return
    wanted = name_key(correction.row)
    for number in range(table.last + 1, len(rows)):
        cell = rows[number][name.index] if name.index < len(rows[number]) else ""
        if type(cell) is str and cell and name_key(cell) == wanted:
            yield number, column
