"""Working days by the State Council's notices: holidays (休) and the weekend days worked instead (班, 调休).

`schemas/data/holidays.csv` ships the years whose notices were out; `config/holidays.csv` of an instance adds a year, or a
local change. A year without a table has no working days that anybody knows: asked for one, NoTable is raised.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SHIPPED = Path(__file__).parent / "data" / "holidays.csv"
KINDS = ("休", "班")
_DAY = timedelta(days=1)
#: Days before the last known year ends from which it is said that the next one is missing: its notice comes in November.
AHEAD = 45


class NoTable(LookupError):
    """A day of a year whose holidays nobody has told us."""


@dataclass(frozen=True)
class Workdays:
    """`special`: whether a day is worked, for the days on which the notices say so; `years` are those with a table."""

    special: Mapping[date, bool]
    years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        """Raises NoTable for a day of a year without a table."""
        if day.year not in self.years:
            raise NoTable(f"{day.year}")
        return self.special.get(day, day.weekday() < 5)

    def slide(self, day: date) -> date:
        """The day itself where it is worked, else the next working day."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def after(self, day: date, number: int) -> date:
        """The `number`-th working day after a day."""
        for _ in range(number):
            day = self.slide(day + _DAY)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first`, up to and with `last`; 0 where `last` is not later."""
        return sum(self.is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def warning(self, today: date) -> str:
        """What is to be said on a day: its year has no table, or the next one has none and is near; else ''."""
        missing = next((year for year in (today.year, (today + timedelta(days=AHEAD)).year) if year not in self.years), None)
        if missing is None:
            return ""
        then = "截止时间无法推算，迟报和未报不能判定" if missing == today.year else "到时截止时间将无法推算"
        return f"没有{missing}年的放假调休安排，{then}：请升级 Saima，或按国务院办公厅的通知把该年的安排写进 config/holidays.csv"


def read_workdays(*paths: Path) -> Workdays:
    """The tables one after another, a later one before an earlier; a wrong line is a ValueError that names it."""
    special: dict[date, bool] = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.reader(lines), start=1):
                cells = [cell.strip() for cell in row]
                if not any(cells) or cells[0].startswith("#") or (number == 1 and cells[0] == "day"):
                    continue
                if len(cells) < 2 or cells[1] not in KINDS:
                    raise ValueError(f"{path}:{number}: day,kind[,holiday]: kind is {' or '.join(KINDS)}")
                special[_day(cells[0], path, number)] = cells[1] == "班"
    known = (day.year for day, worked in special.items() if (day.month, day.day) == (10, 1) and not worked)
    return Workdays(special, frozenset(known))  # 元旦 may begin in December, and a table cut off in the middle is none


def _day(text: str, path: Path, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{path}:{number}: {text!r} is no date (YYYY-MM-DD)") from None
