"""Who is told that a sheet is missing: T+1 the office, T+2 its leader, T+3 the bureau, in working days, each once."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import date, timedelta

from bulletins.urging import Lacking
from flows.channel_settings import EscalationSettings
from flows.night import Night
from flows.recipients import BUREAU, leader_of
from schemas.forms import FORMS
from schemas.workdays import NoTable, Workdays
from warehouse.notices import Missing, urged_before
from warehouse.receipt_line import read_missing

#: As with 迟报: what lies further back than this is history that was loaded, and nobody's to be urged for.
_PAST = 31
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
    taken = urged_before(night.db)
    told = {step for step, day in taken.items() if day < night.as_of}
    ladder = Ladder(night.instance.settings.escalation, set(night.recipients), taken.keys(), told)
    return climb(read_missing(night.db, night.at), ladder, night.today, night.county.calendar.workdays, names)


@dataclass(frozen=True)
class Ladder:
    """Whom there is to tell, which steps were taken, and which of them on an earlier day."""

    said: EscalationSettings
    recipients: Set[str]
    taken: Set[Missing] = frozenset()
    earlier: Set[Missing] = frozenset()

    def next(self, unit: str, form: str, period: str, late: int) -> tuple[str, str] | None:
        """The step whose time has come and whom it tells. One at a time: nobody's leader hears of what the office did not hear before.

        A step whose recipient has no channel is left out.
        """
        rungs = (
            ("office", self.said.office, unit),
            ("office_leader", self.said.office_leader, leader_of(unit)),
            ("bureau", self.said.bureau, BUREAU),
        )
        for step, after, whom in rungs:
            if not after or whom not in self.recipients or (unit, form, period, step) in self.earlier:
                continue
            return (step, whom) if late >= after and (unit, form, period, step) not in self.taken else None
        return None


def climb(owed: Iterable[Owed], ladder: Ladder, today: date, workdays: Workdays, names: dict[str, str]) -> Urgings:
    """What each recipient is told tonight; nobody is urged by a guess where a year has no table of holidays, which the digest says."""
    lacking: dict[str, list[Lacking]] = defaultdict(list)
    steps: set[Missing] = set()
    for unit, form, period, due in owed:
        if not due or unit not in names:
            continue
        try:
            late = workdays.between(date.fromisoformat(due[:10]), today)
        except NoTable:
            return Urgings()
        if found := ladder.next(unit, form, period, late):
            step, whom = found
            lacking[whom].append(Lacking(names[unit], FORMS[form].title, period, due, late))
            steps.add((unit, form, period, step))
    return Urgings(dict(lacking), frozenset(steps))
