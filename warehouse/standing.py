"""Which rows stand: those whose delivery has an open claim on their own date, and those carried."""

from sqlalchemy import Text, case, cast, null, select, union_all

from warehouse.batches import open_at
from warehouse.database import Query
from warehouse.form_tables import FORM_TABLES
from warehouse.tables import CARRIED, CLAIM, KEPT


def standing(form: str, claims: int, columns: list[str], *, carried: bool = True) -> Query:
    """Rows of `form` visible at the claims of a batch, with `mark` (NULL, 待改 or 失联) as the last column."""
    table = FORM_TABLES[form]
    chosen = [table.c[name] for name in columns]
    claimed = (
        select(*chosen, cast(null(), Text).label("mark"))
        .join(CLAIM, (CLAIM.c.delivery_id == table.c.delivery_id) & (CLAIM.c.lane == table.c.lane))
        .where(table.c.own_date.between(CLAIM.c.span_from, CLAIM.c.span_to), open_at(CLAIM, claims))
    )
    if not carried:
        return claimed
    kept = (
        select(*chosen, case((CARRIED.c.mark != KEPT, CARRIED.c.mark)).label("mark"))
        .join(CARRIED, (CARRIED.c.row_id == table.c.id) & (CARRIED.c.form == form))
        .where(open_at(CARRIED, claims))
    )
    both = union_all(claimed, kept).subquery("standing")
    return select(*both.c)
