"""Rows as the warehouse holds them, by where they stand in which arrival: to be compared with the same sheets read once more."""

from collections.abc import Iterable

import polars as pl
from sqlalchemy import select

from schemas.forms import FORMS
from schemas.frame_types import frame_schema
from schemas.grammar import Form
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES
from warehouse.tables import DELIVERY

#: Where a row stands.
PLACE = ("arrival", "sheet", "row", "part")


def facts(form: Form) -> list[str]:
    """What a sheet says in a row and the warehouse keeps of it: no one's personal data, no key that is made of the rest."""
    return [c for f in form.open_fields for c in (f.id, *([f.companion] if f.companion else []))]


def stored_rows(db: Database, form_id: str, ids: Iterable[int]) -> pl.DataFrame:
    """PLACE and the facts of rows of a form, by their ids."""
    form, table = FORMS[form_id], FORM_TABLES[form_id]
    names, types = facts(form), frame_schema(form)
    query = select(DELIVERY.c.arrival_id, table.c.sheet, table.c.row, table.c.part, *(table.c[name] for name in names))
    query = query.join(DELIVERY, DELIVERY.c.id == table.c.delivery_id).where(table.c.id.in_(sorted(set(ids))))
    place = {"arrival": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "part": pl.Int64()}
    return db.frame(query, {**place, **{name: types[name] for name in names}})
