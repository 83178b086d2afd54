"""What letters and the digest say of times: by when a mended sheet should come, what is missing, what is due next."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from bulletins.completeness import in_words, overdue, shown
from flows.night import Night
from schemas.forms import FORMS
from schemas.workdays import NoTable
from warehouse import state

_SOON = timedelta(days=31)
_CAME = ("按时", "迟报", "零报")
Owed = tuple[str, str, str]  # unit, form, period


class Deadlines:
    """Of one night: its reports as they are stored, and the calendar."""

    def __init__(self, night: Night) -> None:
        self.calendar, self.units = night.county.calendar, night.county.units.by_code
        self.told = datetime.combine(night.today, time())
        self.warning = self.calendar.workdays.warning(night.today)
        self._night = night

    @cached_property
    def reports(self) -> list[dict[str, Any]]:
        """bi_submission of tonight's batch, published or not."""
        return state.submissions_of(self._night.db, self._night.at.id)

    def mend_by(self, unit: str, wrong: Iterable[Mapping[str, object]]) -> str:
        """By when the office should send its sheets again; '' where nothing has to be mended, or nothing says when."""
        forms = sorted({str(f["form"]) for f in wrong if f["severity"] != "warn"})
        due = self.calendar.mend_by(self.units[unit], forms, self.told) if forms else None
        return in_words(due) if due else ""

    def missing(self, unit: str) -> list[str]:
        """招商项目台账（2022-06，应于7月5日17:00前）."""
        return [_named(r, f"，应于{shown(r['due'])}前") for r in overdue(self.reports) if r["unit_code"] == unit]

    def next(self, unit: str) -> list[str]:
        """What the office owes next within a month and has not sent, a line a due time: 8月5日（周五）17:00前：招商项目台账、招商专员名册（2022-07）."""
        came = {(r["form"], r["period"]) for r in self.reports if r["unit_code"] == unit and r["state"] in _CAME}
        found = [o for o in self.calendar.next_due(self.units[unit], self.told, came) if o.due and o.due - self.told <= _SOON]
        groups = groupby(found, key=lambda o: (o.due, o.period.text))
        return [f"{in_words(due)}前：{'、'.join(FORMS[o.form].title for o in own)}（{period}）" for (due, period), own in groups if due]

    @property
    def overdue(self) -> set[Owed]:
        """未报 whose due day has come, however long ago."""
        return {(r["unit_code"], r["form"], r["period"]) for r in overdue(self.reports)}

    def all_missing(self) -> list[str]:
        """Of the whole county: who, what, by when it should have come, and for how many working days it has been missing."""
        return [f"{r['unit_name']} {_named(r, '')}：应于{shown(r['due'])}前报，{self._since(str(r['due']))}" for r in overdue(self.reports)]

    def let_off(self) -> list[str]:
        """Who is let off on the business date, of what, until when and why."""
        day = self._night.as_of
        return [
            f"  免报：{self.units[e.unit].name} {FORMS[e.form].title if e.form else '全部报表'}，{e.since}至{e.until - timedelta(days=1)}：{e.reason}"
            for e in self.calendar.exempt if e.since <= day < e.until
        ]  # fmt: skip

    def _since(self, due: str) -> str:
        try:
            days = self.calendar.workdays.between(datetime.fromisoformat(due).date(), self.told.date() - timedelta(days=1))
        except NoTable:
            return "一直没有收到"
        return f"已过{days}个工作日" if days else "刚到期"


def _named(row: Mapping[str, Any], more: str) -> str:
    return f"{FORMS[row['form']].title}（{row['period']}{more}）"
