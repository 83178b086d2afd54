"""What a delivery replaces: everything of a snapshot; else its period, widened to what its rows list, by lane."""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol

from schemas.forms import FORMS
from schemas.grammar import Form

#: First and last day.
Stretch = tuple[date, date]
_ONE = timedelta(days=1)
_ALWAYS = ("0001-01-01", "9999-12-31")


class DraftLike(Protocol):
    """A delivery as the reader describes it (connectors.child.DraftRead)."""

    @property
    def arrival(self) -> int: ...
    @property
    def draft(self) -> int: ...
    @property
    def form(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def period_from(self) -> date: ...
    @property
    def period_to(self) -> date: ...
    @property
    def filled_on(self) -> date | None: ...
    @property
    def delivered_on(self) -> date: ...
    @property
    def saved_at(self) -> str: ...
    @property
    def stopped(self) -> str: ...
    @property
    def rows_read(self) -> int: ...
    @property
    def column_map(self) -> str: ...
    @property
    def nil(self) -> str: ...


def widened(draft: DraftLike, days: Mapping[str, set[date]]) -> str:
    """What lies outside the stated period and its rows list in the main lane: it is replaced too, and told."""
    form = FORMS[draft.form]
    grain = _grain(form, draft)
    outside = {grain(day) for day in days.get(main_lane(form), ())} - set(_stated(grain, draft))
    return "、".join(_shown(*stretch) for stretch in sorted(outside))


def main_lane(form: Form) -> str:
    return form[form.lane].default or "" if form.lane else ""


def spans(draft: DraftLike, days: Mapping[str, set[date]]) -> list[tuple[str, str, str]]:
    """What the delivery replaces: everything of a snapshot; else its period, widened to what its rows list, by lane.

    `days` are the rows' own dates by lane. Months are replaced whole; by a sheet of a week or a day, weeks or days.
    """
    form = FORMS[draft.form]
    if form.standing == "snapshot":
        return [("", *_ALWAYS)]
    grain, main = _grain(form, draft), main_lane(form)
    wanted = {lane: {grain(day) for day in own} for lane, own in days.items()}
    if main in wanted or not wanted:
        wanted[main] = wanted.get(main, set()) | set(_stated(grain, draft))
    return [(lane, first.isoformat(), last.isoformat()) for lane in sorted(wanted) for first, last in _runs(sorted(wanted[lane]))]


def _grain(form: Form, draft: DraftLike) -> Callable[[date], Stretch]:
    """The stretch that a day is replaced with: its month, its week, or itself."""
    first, last = draft.period_from, draft.period_to
    if not form.weekly or (first == _month(first)[0] and last == _month(last)[1]):
        return _month
    return _week if first != last and _week(first) == _week(last) else _day


def _stated(grain: Callable[[date], Stretch], draft: DraftLike) -> Iterator[Stretch]:
    day = draft.period_from
    while day <= draft.period_to:
        stretch = grain(day)
        yield stretch
        day = stretch[1] + _ONE


def _month(day: date) -> Stretch:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _week(day: date) -> Stretch:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _day(day: date) -> Stretch:
    return day, day


def _shown(first: date, last: date) -> str:
    if (first, last) == _month(first):
        return f"{first:%Y-%m}"
    return first.isoformat() if first == last else f"{first.isoformat()}至{last.isoformat()}"


def _runs(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Unbroken runs as first and last day."""
    run: Stretch | None = None
    for first, last in stretches:
        if run and first <= run[1] + _ONE:
            run = run[0], max(last, run[1])
            continue
        if run:
            yield run
        run = first, last
    if run:
        yield run
