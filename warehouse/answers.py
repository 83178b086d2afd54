"""What came, as answers to what is owed: deliveries that stand or stood once, and words that nothing changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from schemas.clock import SHANGHAI
from schemas.forms import FORMS
from schemas.judged import Answer
from warehouse.batches import Batch
from warehouse.deliveries import decided, taken_back
from warehouse.sources import NIL_NOTE
from warehouse.tables import ARRIVAL, BATCH, DELIVERY, READING

_EVERY = ""


@dataclass(frozen=True)
class Answers:
    """By unit and form; `sent` are units and forms that ever sent one, whatever became of it."""

    found: Mapping[tuple[str, str], list[Answer]]
    sent: frozenset[tuple[str, str]]

    def of(self, unit: str, form: str) -> list[Answer]:
        """A nil that names no form speaks of all that its office owes."""
        return [*self.found.get((unit, form), ()), *self.found.get((unit, _EVERY), ())]


def gather_answers(connection: Connection, batch: Batch) -> Answers:
    found: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for row in _accepted(connection, batch):
        found[row.unit_code, row.form].append(Answer(row.period_from, row.period_to, local(row.came_at), row.seen_on, bool(row.nil)))
    n = NIL_NOTE.c
    for note in connection.execute(select(NIL_NOTE).where(n.seen_batch <= batch.claims, n.seen_on >= _since(batch), n.unit_code != "")):
        found[note.unit_code, note.form].append(Answer(note.period_from, note.period_to, local(note.sent_at), note.seen_on, True))
    query = select(DELIVERY.c.unit_code, DELIVERY.c.form).where(DELIVERY.c.batch_id <= batch.claims).distinct()
    return Answers(found, frozenset((row.unit_code, row.form) for row in connection.execute(query) if row.form in FORMS))


def _accepted(connection: Connection, batch: Batch) -> Iterable[Any]:
    """Deliveries that were not stopped, held (unless accepted), withdrawn or taken back, of each arrival by its last reading."""
    lives = select(BATCH.c.id).where(BATCH.c.state != "withheld", BATCH.c.id <= batch.claims)
    last = (
        select(READING.c.arrival_id, func.max(READING.c.batch_id).label("batch_id"))
        .where(READING.c.batch_id.in_(lives)).group_by(READING.c.arrival_id).subquery()
    )  # fmt: skip
    d, a = DELIVERY.c, ARRIVAL.c
    query = (
        select(d.unit_code, d.form, d.period_from, d.period_to, d.nil, a.came_at, a.seen_on)
        .join(last, (last.c.arrival_id == d.arrival_id) & (last.c.batch_id == d.batch_id))
        .join(ARRIVAL, a.id == d.arrival_id)
        .where(
            d.stopped == "", d.period_to >= _since(batch), or_(d.held.is_(False), d.id.in_(decided(connection, "accept"))),
            d.id.not_in(decided(connection, "withdraw")), *taken_back(connection))
    )  # fmt: skip
    return connection.execute(query)


def _since(batch: Batch) -> date:
    """No report that is listed speaks of anything earlier."""
    return date(batch.as_of.year - 2, 1, 1)


def local(instant: str | None) -> datetime | None:
    """Local time without its zone: due times are written so."""
    if not instant:
        return None
    at = datetime.fromisoformat(instant)
    return at.astimezone(SHANGHAI).replace(tzinfo=None) if at.tzinfo else at


def first_night(connection: Connection, batch: Batch) -> date:
    """The day on which something was looked at first."""
    began = connection.execute(select(func.min(BATCH.c.started_at))).scalar_one_or_none()
    days = [local(began), *connection.execute(select(func.min(ARRIVAL.c.seen_on))).scalars()]
    return min((day.date() if isinstance(day, datetime) else day for day in days if day), default=batch.as_of)
