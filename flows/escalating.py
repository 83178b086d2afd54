"""Who is told that a sheet is missing: T+1 the office, T+2 its leader, T+3 the bureau, in working days, each once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from bulletins.urging import Lacking
from flows.channel_settings import EscalationSettings
from flows.night import Night
from flows.recipients import BUREAU, leader_of
from schemas.forms import FORMS
from schemas.workdays import NoTable
from warehouse.notices import Missing, urged_before
from warehouse.receipt_line import read_missing

#: As with 迟报: what lies further back than this is history that was loaded, and nobody's to be urged for.
_PAST = 31
_DAY = timedelta(days=1)
Owed = tuple[str, str, str, str | None]  # unit, form, period, due


@dataclass(frozen=True)
class Urgings:
    """By recipient what is lacking, and the steps that were taken with it."""

    lacking: dict[str, list[Lacking]] = field(default_factory=dict)
    steps: frozenset[Missing] = frozenset()


def urgings(night: Night) -> Urgings:
    """Tonight's, by bi_submission's 未报 that have a due time."""
    if night.today - night.as_of > timedelta(days=_PAST):
        return Urgings()
    names = {code: unit.name for code, unit in night.county.units.by_code.items()}
    owed = read_missing(night.db, night.at)
    is_workday = night.county.calendar.workdays.is_workday
    return climb(owed, urged_before(night.db), night.instance.settings.escalation, night.today, is_workday, names, set(night.recipients))


def climb(
    owed: Iterable[Owed], before: Set[Missing], ladder: EscalationSettings, today: date, is_workday: Callable[[date], bool],
    names: dict[str, str], recipients: Set[str],
) -> Urgings:  # fmt: skip
    """Each step that its time has come and that was not taken; a step whose recipient has no channel is not taken."""
    lacking: dict[str, list[Lacking]] = defaultdict(list)
    steps: set[Missing] = set()
    for unit, form, period, due in owed:
        if not due or unit not in names:
            continue
        try:
            late = working_days(date.fromisoformat(due[:10]), today, is_workday)
        except NoTable:  # nobody is urged by a guess; the digest says which year is missing
            return Urgings()
        for step, after, whom in (("office", ladder.office, unit), ("office_leader", ladder.office_leader, leader_of(unit)),
                                  ("bureau", ladder.bureau, BUREAU)):  # fmt: skip
            if after and late >= after and whom in recipients and (unit, form, period, step) not in before:
                lacking[whom].append(Lacking(names[unit], FORMS[form].title, period, due, late))
                steps.add((unit, form, period, step))
    return Urgings(dict(lacking), frozenset(steps))


def working_days(due: date, today: date, is_workday: Callable[[date], bool]) -> int:
    """Working days after the due date, today included; 0 on the day itself, and before."""
    return sum(is_workday(due + n * _DAY) for n in range(1, (today - due).days + 1))
