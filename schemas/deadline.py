"""Periods that reports are owed for, and by when: 次月5日 17:00, 本月末 12:00, 每周五 10:00, slid to the next working day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from schemas.raw import squeeze
from schemas.workdays import NoTable, Workdays

#: Months of a period; a week has none.
PERIODS = {"week": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}
_WEEKDAYS = "一二三四五六日"
_TIME = r"(?P<hour>[01]?\d|2[0-3])[::](?P<minute>[0-5]\d)"
_WEEKLY = re.compile(rf"(?P<which>[每本当]周|次周|下周)(?P<weekday>[{_WEEKDAYS}天]){_TIME}")
_MONTHLY = re.compile(
    rf"(?P<which>[每本当]月|次月|下月|(?P<month>1[0-2]|[1-9])月|次年(?P<next>1[0-2]|[1-9])月)(?:(?P<day>[12]\d|3[01]|[1-9])[日号]|(?P<last>月?末|月?底|最后一日)){_TIME}"
)


@dataclass(frozen=True)
class Stretch:
    """A period that is reported on: its first and last day, both in it."""

    first: date
    last: date
    every: str

    @property
    def text(self) -> str:
        """2022-06, 2022, or first..last, as deliveries write theirs."""
        if self.every == "month":
            return f"{self.first:%Y-%m}"
        return f"{self.first:%Y}" if self.every == "year" else f"{self.first.isoformat()}..{self.last.isoformat()}"


@dataclass(frozen=True)
class Deadline:
    """When a period's report is due: `weeks` or `months` after those in which the period ends, on a day of them, at a time.

    `month` fixes the month instead (of the period's own year, `months` 12: of the next); `day` 0 is the last of the month.
    """

    at: time
    weekday: int | None = None
    weeks: int = 0
    months: int = 0
    day: int = 0
    month: int = 0

    def due(self, period: Stretch, workdays: Workdays) -> datetime | None:
        """The working day and time; None where no table of holidays knows that year."""
        try:
            return datetime.combine(workdays.slide(self._named(period)), self.at)
        except NoTable:
            return None

    def _named(self, period: Stretch) -> date:
        if self.weekday is not None:
            return period.last - timedelta(days=period.last.weekday()) + timedelta(weeks=self.weeks, days=self.weekday)
        count = period.last.year * 12 + (self.month or period.last.month) - 1 + self.months
        year, month = count // 12, count % 12 + 1
        longest = monthrange(year, month)[1]
        return date(year, month, min(self.day or longest, longest))


def read_deadline(text: str, every: str) -> Deadline:
    """What a due time says; ValueError where it says nothing, or nothing of such a period."""
    said = squeeze(text)
    if found := _WEEKLY.fullmatch(said):
        weeks = 1 if found["which"][0] in "次下" else 0
        if every == "week":
            return Deadline(_time(found), weekday="一二三四五六日".index(found["weekday"].replace("天", "日")), weeks=weeks)
    elif (found := _MONTHLY.fullmatch(said)) and every != "week":
        months = 1 if found["which"][0] in "次下" and not found["next"] else 12 if found["next"] else 0
        month = int(found["month"] or found["next"] or 0)
        if not month or every == "year":
            return Deadline(_time(found), months=months, day=int(found["day"] or 0), month=month)
    examples = "每周五 10:00, 次周一 10:00" if every == "week" else "次月5日 17:00, 本月25日 17:00, 本月末 17:00"
    more = ", 3月31日 17:00, 次年1月15日 17:00" if every == "year" else ""
    raise ValueError(f"due {text!r} is no time of a {every} (such as {examples}{more})")


def _time(found: re.Match[str]) -> time:
    return time(int(found["hour"]), int(found["minute"]))


def period_of(day: date, every: str) -> Stretch:
    """The period of that length in which a day lies; weeks are Monday to Sunday."""
    if every == "week":
        monday = day - timedelta(days=day.weekday())
        return Stretch(monday, monday + timedelta(days=6), every)
    size = PERIODS[every]
    month = (day.month - 1) // size * size + 1
    last = month + size - 1
    return Stretch(date(day.year, month, 1), date(day.year, last, monthrange(day.year, last)[1]), every)


def periods_between(first: date, last: date, every: str) -> Iterator[Stretch]:
    """Every period that the days from `first` to `last` touch, in order."""
    period = period_of(first, every)
    while period.first <= last:
        yield period
        period = period_of(period.last + timedelta(days=1), every)
