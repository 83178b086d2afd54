"""Who has sent what for as-of's period, over a minimal roster: 按时 when it is loaded, 未报 when it is not."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, and_, func, insert, select

from schemas.forms import FORMS
from schemas.grammar import Form
from schemas.roster import Roster
from schemas.units import Unit
from warehouse.batches import Batch, open_at
from warehouse.measure_tables import SUBMISSION
from warehouse.months import last_day
from warehouse.tables import ARRIVAL, CLAIM, DELIVERY

_YEARLY = ("targets",)


def store_submissions(connection: Connection, batch: Batch, units: Iterable[Unit], roster: Roster) -> None:
    """Store measure_submission for each active unit and each form that its kind is to send or that it has sent before."""
    rows = []
    active = [u for u in units if u.active(batch.as_of)]
    for form in FORMS.values():
        period, first, last = _period(form, batch.as_of)
        sent, loaded = _sent(connection, batch, form), _loaded(connection, batch, form, first, last)
        for unit in active:
            if unit.code in loaded or unit.code in sent or form.id in roster.forms.get(unit.kind, ()):
                rows.append({"batch_id": batch.id, "unit_code": unit.code, "form": form.id, "period": period, "due": None,
                             "received": loaded.get(unit.code), "state": "按时" if unit.code in loaded else "未报"})  # fmt: skip
    if rows:
        connection.execute(insert(SUBMISSION), rows)


def _period(form: Form, as_of: date) -> tuple[str, date, date]:
    """As-of's period of a form, and its first and last day: the year of targets, the month of all else."""
    if form.id in _YEARLY:
        return f"{as_of.year}", date(as_of.year, 1, 1), date(as_of.year, 12, 31)
    month = f"{as_of:%Y-%m}"
    return month, as_of.replace(day=1), last_day(month)


def _sent(connection: Connection, batch: Batch, form: Form) -> set[str]:
    """Units that ever sent the form, whatever became of it."""
    query = select(DELIVERY.c.unit_code).where(DELIVERY.c.form == form.id, DELIVERY.c.batch_id <= batch.id).distinct()
    return set(connection.execute(query).scalars())


def _loaded(connection: Connection, batch: Batch, form: Form, first: date, last: date) -> dict[str, str]:
    """Units of which a delivery for the period stands, and the day the last such came; a ledger of a later month serves too."""
    overlaps = DELIVERY.c.period_to >= first
    if form.standing == "period":
        overlaps = and_(overlaps, DELIVERY.c.period_from <= last, CLAIM.c.span_to >= first, CLAIM.c.span_from <= last)
    query = (
        select(DELIVERY.c.unit_code, func.max(ARRIVAL.c.seen_on))
        .join(CLAIM, and_(CLAIM.c.delivery_id == DELIVERY.c.id, open_at(CLAIM, batch.claims)))
        .join(ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id)
        .where(DELIVERY.c.form == form.id, overlaps)
        .group_by(DELIVERY.c.unit_code)
    )
    return {unit: str(day) for unit, day in connection.execute(query)}
