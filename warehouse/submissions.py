"""Who has sent what, by the calendar: 按时, 迟报, 未报, 零报, 免报; and how well each unit keeps its times (报送纪律)."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby

from sqlalchemy import Connection, insert

from schemas.deadline import Stretch, period_of
from schemas.forms import FORMS
from schemas.judged import BEFORE_FIRST_NIGHT, Judged, judge
from schemas.owed import Calendar, Owed
from schemas.units import Unit
from warehouse.answers import Answers, first_night, gather_answers
from warehouse.batches import Batch
from warehouse.followed_tables import DISCIPLINE
from warehouse.measure_tables import SUBMISSION
from warehouse.ranks import rank_values

_YEARLY = ("targets",)


def store_submissions(connection: Connection, batch: Batch, units: Iterable[Unit], calendar: Calendar) -> None:
    """Store measure_submission and measure_discipline for each active unit: what the calendar says it owes, and what else it sends."""
    active = [u for u in units if u.active(batch.as_of)]
    answers, began = gather_answers(connection, batch), first_night(connection, batch)
    judged = [(unit, list(_of_unit(unit, batch.as_of, began, calendar, answers))) for unit in active]
    rows = [
        {"batch_id": batch.id, "unit_code": unit.code, "form": j.owed.form, "period": j.owed.period.text,
         "due": f"{j.owed.due:%Y-%m-%d %H:%M}" if j.owed.due else None, "received": j.received, "state": j.state}
        for unit, own in judged for j in own
    ]  # fmt: skip
    if rows:
        connection.execute(insert(SUBMISSION), rows)
    kept = [(unit, _discipline(own, batch.as_of)) for unit, own in judged if any(j.owed.due for j in own)]
    if kept:
        connection.execute(insert(DISCIPLINE), [{"batch_id": batch.id, **row} for row in _ranked(kept)])


def _of_unit(unit: Unit, as_of: date, began: date, calendar: Calendar, answers: Answers) -> Iterable[Judged]:
    """What is owed, and as-of's period of forms that the unit has sent without owing them."""
    owed = sorted(calendar.listed(unit, as_of, began), key=lambda o: (o.form, o.period.first))
    by_form = {form: list(own) for form, own in groupby(owed, key=lambda o: o.form)}
    for code, form in sorted(answers.sent):
        if code == unit.code and not calendar.speaks_of(unit, form):
            by_form[form] = [Owed(code, form, _current(form, as_of), None)]
    judges_late = as_of >= began - BEFORE_FIRST_NIGHT
    for form, own in sorted(by_form.items()):
        yield from judge(own, answers.of(unit.code, form), is_snapshot=FORMS[form].standing == "snapshot", judges_late=judges_late)


def _current(form: str, as_of: date) -> Stretch:
    return period_of(as_of, "year" if form in _YEARLY else "month")


def _discipline(judged: Sequence[Judged], as_of: date) -> dict[str, int]:
    """Of the reports whose due day has come: how many in time (零报 too), late, missing; those let off are counted apart."""
    past = [j.state for j in judged if j.owed.due and j.owed.due.date() <= as_of]
    asked = [state for state in past if state != "免报"]
    return {"due": len(asked), "on_time": asked.count("按时") + asked.count("零报"), "nil": asked.count("零报"), "late": asked.count("迟报"),
            "missing": asked.count("未报"), "exempt": len(past) - len(asked)}  # fmt: skip


def _ranked(counted: Sequence[tuple[Unit, dict[str, int]]]) -> Iterable[dict[str, object]]:
    """Within each group by the share in time; who owed nothing, and the bureau, has no rank."""
    groups: dict[str, list[tuple[Unit, dict[str, int]]]] = {}
    for unit, counts in counted:
        groups.setdefault(unit.group_name, []).append((unit, counts))
    for group, members in sorted(groups.items()):
        shares = [Fraction(c["on_time"], c["due"]) if c["due"] else None for _, c in members]
        ranks = rank_values(shares) if group else [None] * len(members)
        for (unit, counts), share, rank in zip(members, shares, ranks, strict=True):
            yield {"unit_code": unit.code, "group_name": group, **counts, "rate": None if share is None else float(share), "rank": rank}
