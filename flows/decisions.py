"""What people decide between nights: publish a withheld batch, roll back, accept, withdraw, restate.

Each makes a batch of its own by the same steps as a night, without pulling or reading.
"""

from collections.abc import Callable
from datetime import date

from flows.instance import Instance
from flows.night import DECIDED, RESTATED, Night, prepare
from flows.wrong_setting import WrongSetting
from warehouse import batches, decisions
from warehouse.database import Database


def _run(night: Night, steps: tuple[Callable[[Night], object], ...]) -> bool:
    with night.db.night_lock(night.instance.var):
        return _walk(night, steps)


def _walk(night: Night, steps: tuple[Callable[[Night], object], ...]) -> bool:
    result: object = None
    with night.db.kept_open():
        for step in steps:
            result = step(night)
    return bool(result)


def published_batch(night: Night) -> tuple[int, date]:
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
    if not batches.is_complete(night.db, batch):
        raise WrongSetting(f"batch {number} was interrupted before its audit: run a night instead")
    with night.db.night_lock(instance.var):
        with night.db.engine.connect() as connection:
            newest = batches.pointed(connection)
        if newest != batch.parent:
            raise WrongSetting(f"batch {number} builds on batch {batch.parent}, and a newer one is published: run a night instead")
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
    return _decide(prepare(instance), delivery, decisions.accept)


def withdraw(instance: Instance, delivery: int) -> tuple[Night, bool]:
    """A delivery that should not have come: what it replaced stands again."""
    return _decide(prepare(instance), delivery, decisions.withdraw)


def _decide(night: Night, delivery: int, decide: Callable[[Database, int], decisions.Decision]) -> tuple[Night, bool]:
    """The decision and its batch under one lock: a decision that a running night refuses is not kept."""
    _, night.as_of = published_batch(night)
    with night.db.night_lock(night.instance.var):
        try:
            night.decision = found = decide(night.db, delivery)
        except decisions.Undecidable as error:
            raise WrongSetting(str(error)) from None
        night.accepted = {delivery} if found.kind == "accept" else set()
        night.reopened = {(found.unit, found.form)}
        return night, _walk(night, DECIDED)


def restate(instance: Instance, day: date) -> Night:
    """Figures of a past date from what stands today, beside the published ones."""
    night = prepare(instance, day)
    published, _ = published_batch(night)
    found = batches.find(night.db, published)
    assert found is not None
    return restate_claims(instance, day, found[0].claims)


def restate_claims(instance: Instance, day: date, claims: int) -> Night:
    """Figures of a date from what stood at a batch."""
    night = prepare(instance, day)
    night.kind, night.claims, night.force = "restate", claims, True
    _run(night, RESTATED)
    return night
