"""What a person decides about one delivery, kept with its batch: accepted although held, or withdrawn."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from warehouse.batches import pointed, record
from warehouse.database import Database
from warehouse.tables import DELIVERY


class Undecidable(ValueError):
    """There is no such delivery, or it waits for nobody; names its number."""


@dataclass(frozen=True)
class Decided:
    id: int
    unit: str
    form: str
    held: bool


def accept(db: Database, number: int) -> Decided:
    """A held delivery may stand from the next batch on. Raises Undecidable."""
    with db.engine.begin() as connection:
        found = _find(connection, number)
        if not found.held:
            raise Undecidable(f"delivery {number} is not held")
        _decide(connection, "accept", found)
    return found


def withdraw(db: Database, number: int) -> Decided:
    """A delivery stands no longer from the next batch on. Raises Undecidable."""
    with db.engine.begin() as connection:
        found = _find(connection, number)
        _decide(connection, "withdraw", found)
    return found


def _find(connection: Connection, number: int) -> Decided:
    row = connection.execute(select(DELIVERY).where(DELIVERY.c.id == number)).one_or_none()
    if row is None:
        raise Undecidable(f"there is no delivery {number}; `saima status` lists them")
    return Decided(row.id, row.unit_code, row.form, bool(row.held))


def _decide(connection: Connection, kind: str, found: Decided) -> None:
    record(connection, pointed(connection) or 0, kind, found.id, "")
    connection.execute(update(DELIVERY).where(DELIVERY.c.id == found.id).values(held=False))
