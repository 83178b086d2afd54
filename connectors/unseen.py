"""Tells an office of rows and columns that it does not see and that are read all the same: one finding a table, not one a row."""

from openpyxl.utils import get_column_letter

from connectors.columns import Told
from connectors.deliveries import Part
from schemas.raw import is_blank

_NAMED = 5


def tell_unseen(at: tuple[int, int], part: Part, told: Told) -> None:
    """Tell hidden or filtered rows of data, and hidden columns that are read."""
    sheet, table = part.sheet, part.table
    unseen = sheet.unseen
    end = len(sheet.rows) if part.end is None else part.end
    rows = [n for n in unseen.rows if table.last < n < end and not all(map(is_blank, sheet.rows[n]))]
    if rows:
        rule = "rows_filtered" if unseen.filtered else "rows_hidden"
        told.add(
            at,
            rule,
            sheet=sheet.name,
            cell=f"A{rows[0] + 1}",
            row=rows[0] + 1,
            got=str(len(rows)),
            detail=_named([str(n + 1) for n in rows]),
        )
    hidden = set(unseen.columns)
    columns = [c for c in table.columns if c.index in hidden and c.field]
    if columns:
        letters = [get_column_letter(c.index + 1) for c in columns]
        told.add(at, "columns_hidden", sheet=sheet.name, cell=f"{letters[0]}{table.last + 1}", row=table.last + 1, got=_named(letters))


def _named(names: list[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
