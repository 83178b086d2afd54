"""The wide sheet of activities: a column an activity, the cell how often, a row a day or a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from examples.kecheng.county import County
from examples.kecheng.facts import Activity
from examples.kecheng.objects import UNITS
from examples.kecheng.page import TITLE, Page
from examples.kecheng.spelling import DATES, Written, money, number
from examples.kecheng.truth_stations import last_day, month_of

#: An activity, and the leader's rank under it where the office tells them apart.
Key = tuple[str, str | None]


@dataclass(frozen=True)
class Wide:
    """`keys` are the activities with a column, each with its header's words; `by_month` sums a month in a row."""

    unit: str
    title: str
    keys: tuple[Key, ...]
    headers: tuple[tuple[str, ...], ...]
    filled_on: date
    span: tuple[date, date]
    by_month: bool = False
    dates: str = "iso"
    total: str = "last"
    cost: str = ""  # the unit of a cost column, "" for none
    name: str = "统计表"
    form: str = "activities"

    def _rows(self, county: County) -> dict[str, list[Activity]]:
        """The office's activities by the text of their day or month."""
        found: dict[str, list[Activity]] = {}
        for activity in sorted(county.activities, key=lambda a: a.held_on):
            if activity.sent_by == self.unit and self.span[0] <= activity.held_on <= min(self.span[1], self.filled_on):
                label = month_of(activity.held_on) if self.by_month else activity.held_on.isoformat()
                found.setdefault(label, []).append(activity)
        return found

    def facts(self, county: County) -> list[Activity]:
        """What a reader learns: how often in each row, on the day or by the end of the month."""
        found = []
        for label, held in self._rows(county).items():
            day = min(last_day(label), self.filled_on) if self.by_month else date.fromisoformat(label)
            cost: int | None = _cost(held) if self.cost else None
            for activity, rank in self.keys:
                if times := sum(a.times for a in held if (a.activity, a.leader_rank) == (activity, rank)):
                    found.append(Activity(day, activity, self.unit, times, rank, cost=cost))
                    cost = None  # an amount of the row belongs to its first activity
        return found

    def draw(self, county: County) -> Page:
        page = Page(self.name)
        money_header = ((f"经费（{self.cost}）",),) if self.cost else ()
        paths = (("月份",) if self.by_month else ("日期",), *self.headers, *money_header)
        page.line(1, len(paths), self.title, TITLE)
        day = self.filled_on
        page.line(2, len(paths), f"填报单位：{UNITS[self.unit]}    填报时间：{day.year}年{day.month}月{day.day}日")
        row = page.header(3, paths, [14, *(13 for _ in paths[1:])])
        rows = [self._cells(label, held) for label, held in self._rows(county).items()]
        total: list[Written] = ["合计", *_sums(rows)]
        for cells in (total, *rows) if self.total == "first" else (*rows, total):
            row += 1
            page.row(row, cells)
        return page

    def _cells(self, label: str, held: Sequence[Activity]) -> list[Written]:
        first: Written = f"{int(label[5:7])}月" if self.by_month else DATES[self.dates](date.fromisoformat(label))
        times = [sum(a.times for a in held if (a.activity, a.leader_rank) == key) or None for key in self.keys]
        spent = _cost(held)
        return [first, *times, *([money(spent, self.cost) if spent else None] if self.cost else [])]


def _cost(held: Sequence[Activity]) -> int | None:
    spent = [a.cost for a in held if a.cost is not None]
    return sum(spent) if spent else None


def _sums(rows: Sequence[Sequence[Written]]) -> list[Written]:
    columns = zip(*(cells[1:] for cells in rows), strict=True)
    return [number(sum(v for v in column if isinstance(v, int | float))) or None for column in columns]
