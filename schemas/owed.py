"""Who owes which form, for which periods, by when, and who is let off: what `config/calendar.toml` says."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from schemas.deadline import Deadline, Stretch, periods_between
from schemas.units import Unit
from schemas.workdays import NoTable, Workdays

#: Days before its due day on which a period may have begun: it, the span up to 次月末 or 次年12月末, and a long holiday.
_REACH = {"week": 30, "month": 80, "quarter": 140, "half": 230, "year": 750}


@dataclass(frozen=True)
class Expected:
    """A form expected of all units of its kinds, or of single units; in force from `since` until before `until`."""

    form: str
    every: str
    deadline: Deadline
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    since: date = date.min
    until: date = date.max

    def holds(self, unit: Unit, day: date) -> bool:
        return (unit.code in self.units or unit.kind in self.kinds) and self.since <= day < self.until


@dataclass(frozen=True)
class Exempt:
    """免报: a unit owes nothing (of the form; '' of all) for periods that end from `since` until before `until`."""

    unit: str
    form: str
    since: date
    until: date
    reason: str

    def holds(self, unit: str, form: str, day: date) -> bool:
        return self.unit == unit and self.form in ("", form) and self.since <= day < self.until


@dataclass(frozen=True)
class Mending:
    """A sheet with 需修改 should be back `workdays` after it was told, at `at`; without a number, by its form's next due time."""

    workdays: int | None = None
    at: time = time(17)


@dataclass(frozen=True)
class Owed:
    """One report of one unit: `due` is None where no table of holidays knows the day, `exempt` the reason of an exemption."""

    unit: str
    form: str
    period: Stretch
    due: datetime | None
    exempt: str = ""


@dataclass(frozen=True)
class Calendar:
    workdays: Workdays
    expected: tuple[Expected, ...] = ()
    exempt: tuple[Exempt, ...] = ()
    mending: Mending = Mending()

    def speaks_of(self, unit: Unit, form: str) -> bool:
        """Whether it says of the unit, at any time, that it owes the form."""
        return any(e.form == form and (unit.code in e.units or unit.kind in e.kinds) for e in self.expected)

    def owed(self, unit: Unit, due_from: date, last: date) -> Iterator[Owed]:
        """The unit's reports for periods that begin by `last`, all that may fall due from a day on among them; of a closed unit none that ends later."""
        for expected in self.expected:
            for period in periods_between(due_from - timedelta(days=_REACH[expected.every]), last, expected.every):
                if self._applies(expected, unit, period.last):
                    due = expected.deadline.due(period, self.workdays)
                    yield Owed(unit.code, expected.form, period, due, self._exemption(unit.code, expected.form, period.last))

    def listed(self, unit: Unit, as_of: date, since: date) -> list[Owed]:
        """What the unit owes at the end of a day: for the day's own periods, and what falls or fell due in its year from `since` on."""
        year = max(date(as_of.year, 1, 1), since)
        return [o for o in self.owed(unit, min(year, as_of), as_of) if o.period.last >= as_of or _falls_due(o, year)]

    def next_due(self, unit: Unit, after: datetime, came: Collection[tuple[str, str]] = ()) -> list[Owed]:
        """By form the next report that falls due after an instant, the first due first; without exemptions and (form, period) that came."""
        day, found = after.date(), dict[str, Owed]()
        for owed in sorted(self.owed(unit, day, day + timedelta(days=366)), key=lambda o: o.period.last):
            if owed.due and owed.due > after and not owed.exempt and (owed.form, owed.period.text) not in came:
                found.setdefault(owed.form, owed)
        return sorted(found.values(), key=lambda o: (o.due or datetime.max, o.period.first, o.form))

    def mend_by(self, unit: Unit, forms: Iterable[str], told: datetime) -> datetime | None:
        """By when sheets of those forms should be back mended; None where nothing says so."""
        if self.mending.workdays is not None:
            try:
                return datetime.combine(self.workdays.after(told.date(), self.mending.workdays), self.mending.at)
            except NoTable:
                return None
        asked = set(forms)
        return next((owed.due for owed in self.next_due(unit, told) if owed.form in asked), None)

    def _applies(self, expected: Expected, unit: Unit, day: date) -> bool:
        """A single unit's own line goes before its kind's."""
        if not unit.active(day) or not expected.holds(unit, day):
            return False
        return unit.code in expected.units or not any(
            unit.code in e.units and e.form == expected.form and e.holds(unit, day) for e in self.expected
        )

    def _exemption(self, unit: str, form: str, day: date) -> str:
        return next((e.reason for e in self.exempt if e.holds(unit, form, day)), "")


#: Of a county without a calendar.
NOTHING_OWED = Calendar(Workdays({}, frozenset()))


def _falls_due(owed: Owed, year: date) -> bool:
    """Without a due time a period counts from its last day."""
    return (owed.due.date() if owed.due else owed.period.last) >= year
