"""What a person decides about one delivery: accepted although held, or withdrawn. The decision is kept with the batch it makes."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from warehouse.batches import Batch, pointed, record
from warehouse.database import Database
from warehouse.deliveries import decided, held
from warehouse.tables import DELIVERY


class Undecidable(ValueError):
    """There is no such delivery, or it waits for nobody; names its number."""


@dataclass(frozen=True)
class Decision:
    """One that may be taken; it is in force once its batch is begun, and not if that is withheld."""

    kind: Literal["accept", "withdraw"]
    delivery: int
    unit: str
    form: str


def accept(db: Database, number: int) -> Decision:
    """A held delivery may stand: one of a published batch, for those of a withheld one are read again. Raises Undecidable."""
    unit, form = _find(db, number)
    with db.engine.connect() as connection:
        if number not in held(connection, pointed(connection) or 0):
            raise Undecidable(f"delivery {number} is not held")
    return Decision("accept", number, unit, form)


def withdraw(db: Database, number: int) -> Decision:
    """A delivery shall not stand. Raises Undecidable."""
    unit, form = _find(db, number)
    with db.engine.connect() as connection:
        if number in connection.execute(decided(connection, "withdraw")).scalars().all():
            raise Undecidable(f"delivery {number} is withdrawn already")
    return Decision("withdraw", number, unit, form)


def _find(db: Database, number: int) -> tuple[str, str]:
    """The unit and the form of a delivery."""
    with db.engine.connect() as connection:
        row = connection.execute(select(DELIVERY.c.unit_code, DELIVERY.c.form).where(DELIVERY.c.id == number)).one_or_none()
    if row is None:
        raise Undecidable(f"there is no delivery {number}; `saima status` lists them")
    return row.unit_code, row.form


def keep(db: Database, batch: Batch, decision: Decision) -> None:
    """Record it with its batch, before the batch's claims are laid."""
    with db.engine.begin() as connection:
        record(connection, batch.id, decision.kind, decision.delivery, "")
