"""What people decide between nights: publish a withheld batch, roll back, accept, withdraw, restate.

Each makes a batch of its own by the same steps as a night, without pulling or reading.
"""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection, select, update

from flows.instance import Instance, WrongSetting
from flows.night import DECIDED, RESTATED, Night, prepare
from warehouse import batches
from warehouse.tables import DELIVERY


def _run(night: Night, steps: tuple[Callable[[Night], object], ...]) -> bool:
    with night.db.night_lock(night.instance.var):
        result: object = None
        for step in steps:
            result = step(night)
    return bool(result)


def _published(night: Night) -> tuple[int, date]:
    with night.db.engine.connect() as connection:
        number = batches.pointed(connection)
        day = batches.as_of(connection, number)
    if number is None or day is None:
        raise WrongSetting("nothing is published yet: run `saima run` first")
    return number, day


def publish_withheld(instance: Instance, number: int, because: str) -> Night:
    """A withheld batch after all, recorded. Only while nothing newer was published: its claims build on that."""
    night = prepare(instance)
    found = batches.find(night.db, number)
    if found is None or found[1] != "withheld":
        raise WrongSetting(f"batch {number} is not withheld")
    batch = found[0]
    with night.db.engine.connect() as connection:
        if batches.pointed(connection) != batch.parent:
            raise WrongSetting(f"batch {number} builds on batch {batch.parent}, and a newer one is published: run a night instead")
    if not batches.is_complete(night.db, batch):
        raise WrongSetting(f"batch {number} was interrupted before its audit: run a night instead")
    with night.db.night_lock(instance.var):
        batches.redo(night.db, batch, because)
    night.batch, night.as_of = batch, batch.as_of
    return night


def rollback(instance: Instance, number: int, because: str) -> Night:
    """A new batch whose claims equal batch `number`'s; what arrived since stays aside until its path changes."""
    night = prepare(instance)
    found = batches.find(night.db, number)
    if found is None or found[1] != "published" or found[0].kind == "restate":
        raise WrongSetting(f"batch {number} was never published")
    night.kind, night.target, night.as_of, night.force, night.because = "rollback", number, found[0].as_of, True, because
    _run(night, DECIDED)
    return night


def accept(instance: Instance, delivery: int) -> tuple[Night, bool]:
    """A held delivery stands from now on."""
    night = prepare(instance)
    with night.db.engine.begin() as connection:
        row = _delivery(connection, delivery)
        if not row.held:
            raise WrongSetting(f"delivery {delivery} is not held")
        batches.record(connection, batches.pointed(connection) or 0, "accept", delivery, "")
        connection.execute(update(DELIVERY).where(DELIVERY.c.id == delivery).values(held=False))
    return _decide(night, row.unit_code, row.form, {delivery})


def withdraw(instance: Instance, delivery: int) -> tuple[Night, bool]:
    """A delivery that should not have come: what it replaced stands again."""
    night = prepare(instance)
    with night.db.engine.begin() as connection:
        row = _delivery(connection, delivery)
        batches.record(connection, batches.pointed(connection) or 0, "withdraw", delivery, "")
        connection.execute(update(DELIVERY).where(DELIVERY.c.id == delivery).values(held=False))
    return _decide(night, row.unit_code, row.form, set())


def _decide(night: Night, unit: str, form: str, accepted: set[int]) -> tuple[Night, bool]:
    _, night.as_of = _published(night)
    night.accepted, night.reopened = accepted, {(unit, form)}
    return night, _run(night, DECIDED)


def _delivery(connection: Connection, number: int):  # type: ignore[no-untyped-def]  # a row of SQLAlchemy
    row = connection.execute(select(DELIVERY).where(DELIVERY.c.id == number)).one_or_none()
    if row is None:
        raise WrongSetting(f"there is no delivery {number}; `saima status` lists them")
    return row


def restate(instance: Instance, day: date) -> Night:
    """Figures of a past date from what stands today, beside the published ones."""
    night = prepare(instance, day)
    published, _ = _published(night)
    found = batches.find(night.db, published)
    assert found is not None
    night.kind, night.claims, night.force = "restate", found[0].claims, True
    _run(night, RESTATED)
    return night
