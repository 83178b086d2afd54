"""What a delivery replaces: everything of a snapshot; else its period, widened to the months its rows list, by lane."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from schemas.forms import FORMS
from schemas.grammar import Form

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


def widened(draft: DraftLike, months: dict[str, set[date]]) -> str:
    """Months outside the stated period that its rows list in the main lane: they are replaced too, and told."""
    main = main_lane(FORMS[draft.form])
    return "、".join(f"{m:%Y-%m}" for m in sorted(months.get(main, set()) - set(_month_starts(draft.period_from, draft.period_to))))


def main_lane(form: Form) -> str:
    return form[form.lane].default or "" if form.lane else ""


def spans(draft: DraftLike, months: dict[str, set[date]]) -> list[tuple[str, str, str]]:
    """What the delivery replaces: always everything for a snapshot; its period, widened to the months it lists, by lane."""
    form = FORMS[draft.form]
    if form.standing == "snapshot":
        return [("", *_ALWAYS)]
    own = {day.replace(day=1) for day in _month_starts(draft.period_from, draft.period_to)}
    main = main_lane(form)
    wanted = {lane: set(days) for lane, days in months.items()}
    if main in wanted or not wanted:
        wanted[main] = wanted.get(main, set()) | own
    return [(lane, *span) for lane in sorted(wanted) for span in _runs(sorted(wanted[lane]))]


def _month_starts(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _runs(months: Sequence[date]) -> Iterator[tuple[str, str]]:
    """Unbroken runs of months as first and last day."""
    start: date | None = None
    for month, following in zip(months, [*months[1:], None], strict=False):
        start = start or month
        if following != _next_month(month):
            last = date.fromordinal(_next_month(month).toordinal() - 1)
            yield start.isoformat(), last.isoformat()
            start = None
