"""What a view is: a select over stored measures, dated by its batch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Float, FromClause, cast, select

from warehouse.database import Query
from warehouse.tables import BATCH, DAY, UNIT

YI = 100_000_000.0


@dataclass(frozen=True)
class View:
    """`build()` selects from the measure of every batch; the published one, or every published one, is chosen by `batch`.

    `stacked`: a union of selects, whose own batch_id chooses.
    """

    name: str
    meaning: str
    build: Callable[[], Query]
    batch: ColumnElement[int] | None  # the measure's batch_id; None for dimensions
    history: bool = False
    stacked: bool = False


def in_yi(column: ColumnElement[Any]) -> ColumnElement[float | Decimal]:
    """Yuan as 亿元, not rounded, named `…_yi`."""
    return (cast(column, Float) / YI).label(f"{column.name}_yi")


def dated(table: FromClause, *columns: ColumnElement[Any], names: FromClause | None = None) -> Query:
    """A measure's columns with as_of and batch_id ahead; with `names`, its units' names at hand."""
    source = table.join(BATCH, BATCH.c.id == table.c.batch_id)
    if names is not None:
        source = source.outerjoin(UNIT, UNIT.c.code == table.c.unit_code)
    return select(BATCH.c.as_of, table.c.batch_id, *columns).select_from(source)


def days_between(first: ColumnElement[date], last: ColumnElement[date]) -> ColumnElement[int]:
    """Whole days between two dates, by the calendar in the warehouse (no date arithmetic is alike on both databases)."""
    a, b = DAY.alias(), DAY.alias()
    number = select(b.c.number - a.c.number).where(a.c.day == first, b.c.day == last)
    return number.scalar_subquery()
