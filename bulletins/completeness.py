"""Who has sent what, counted: 应报, 已报, 迟报, 未报, 免报 by unit and form; and what is missing, since when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

Row = Mapping[str, Any]
HEADS = ("应报", "已报", "迟报", "未报", "免报")
_CAME = ("按时", "迟报", "零报")
_A_WEEK = timedelta(days=7)
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Tally:
    """Reports that came or whose due day has come: `came` of `asked` (late ones too), `missing` the rest; `exempt` are in neither."""

    asked: int = 0
    came: int = 0
    late: int = 0
    missing: int = 0
    exempt: int = 0

    @property
    def counts(self) -> tuple[int, ...]:
        """In the order of HEADS."""
        return self.asked, self.came, self.late, self.missing, self.exempt

    @property
    def is_in_order(self) -> bool:
        return not (self.late or self.missing or self.exempt)


def is_past(row: Row) -> bool:
    """Whether a report's due day has come; one that the calendar does not ask for is never due."""
    return bool(row["due"]) and str(row["due"])[:10] <= str(row["as_of"])


def tally(rows: Iterable[Row]) -> Tally:
    """Count rows of bi_submission; what is not due yet counts when it has come, and what the calendar does not ask for never."""
    states = [str(row["state"]) for row in rows if row["due"] and (is_past(row) or row["state"] in _CAME)]
    came = sum(states.count(state) for state in _CAME)
    missing = states.count("未报")
    return Tally(came + missing, came, states.count("迟报"), missing, states.count("免报"))


def by(rows: Iterable[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by the values of columns, in the order in which they come."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(str(row[name]) for name in names), []).append(row)
    return found


def overdue(rows: Iterable[Row]) -> list[Row]:
    """未报 whose due day has come, the longest missing first."""
    found = [row for row in rows if row["state"] == "未报" and is_past(row)]
    return sorted(found, key=lambda row: (str(row["due"]), str(row["form"]), str(row["unit_code"])))


def pressing(rows: Iterable[Row]) -> list[Row]:
    """未报 that is overdue or falls due within a week of the business date."""
    return [
        row for row in rows
        if row["state"] == "未报" and row["due"] and date.fromisoformat(str(row["due"])[:10]) - date.fromisoformat(str(row["as_of"])) <= _A_WEEK
    ]  # fmt: skip


def outstanding(rows: Iterable[Row]) -> list[Row]:
    """What has not come and is not late yet, or has no due time."""
    return [row for row in rows if row["state"] == "未报" and not is_past(row)]


def uneven(rows: Iterable[Row]) -> list[tuple[list[Row], Tally]]:
    """The reports of each unit and form that are not all in order, with their count."""
    return [(own, counts) for own in by(rows, "unit_code", "form").values() if not (counts := tally(own)).is_in_order]


def latest(rows: Sequence[Row]) -> str:
    """The last period of one unit's form that is late, missing or let off, and which it is."""
    row = _latest(rows)
    return f"{row['period']} {row['state']}"


def latest_in_full(rows: Sequence[Row]) -> str:
    """The same with its times."""
    row = _latest(rows)
    due = f"，应于{shown(row['due'])}" if row["state"] != "免报" else ""
    return latest(rows) + due + (f"，{shown(row['received'])}收到" if row["state"] == "迟报" else "")


def _latest(rows: Sequence[Row]) -> Row:
    return next(row for row in reversed(rows) if row["state"] == "迟报" or (row["state"] in ("未报", "免报") and is_past(row)))


def shown(instant: object) -> str:
    """2022-07-05 17:00 → 7月5日17:00; a date without a time → 7月5日."""
    day, _, time = str(instant).partition(" ")
    at = date.fromisoformat(day)
    return f"{at.month}月{at.day}日{time}"


def in_words(at: datetime) -> str:
    """7月5日（周二）17:00."""
    return f"{at.month}月{at.day}日（周{_WEEKDAYS[at.weekday()]}）{at:%H:%M}"


def report_lines(rows: Sequence[Row], titles: Mapping[str, str]) -> list[str]:
    """The completeness of a night in lines: the county, each form, and each unit's forms that are not all in order."""
    asked = [row for row in rows if row["due"]]
    if not asked:
        return []
    said = [f"报送（本年到期的和已报的）：{_counted(tally(asked))}"]
    said += [f"  {titles[form]}：{_counted(tally(own))}" for (form,), own in by(asked, "form").items()]
    return said + [
        f"  · {own[0]['unit_name']} {titles[str(own[0]['form'])]}：{_counted(counts)}；{latest_in_full(own)}"
        for own, counts in uneven(asked)
    ]


def _counted(counts: Tally) -> str:
    return "，".join(f"{head}{number}" for head, number in zip(HEADS, counts.counts, strict=True))
