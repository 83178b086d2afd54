"""Spans of days that offices write for a date: a day, a third of a month, a month, a quarter, a half, a year."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

EARLIEST, LATEST = 1949, 2099

_YEAR = r"(?:(?P<year>\d{4})[-–/.年_]|(?P<short>\d\d)年)"
_DAY = re.compile(rf"{_YEAR}?(?P<month>\d{{1,2}})[-–/.月_](?P<day>\d{{1,2}})[日号]?")
_THIRD = re.compile(rf"{_YEAR}?(?:(?P<month>\d{{1,2}})(?:月份?)?月?)?(?P<third>上旬|中旬|下旬|月?初|月?中|月?底|月?末)")
_MONTH = re.compile(rf"(?:{_YEAR}(?P<month>\d{{1,2}})(?:月份?)?|(?P<alone>\d{{1,2}})月份?)")
_PART = re.compile(r"(?:(?P<year>\d{4})年?|(?P<short>\d\d)年)?(?P<part>上半年|下半年|年?底|年?末|年?初|年中|第?[1-4]季度|q[1-4])")
_BARE_YEAR = re.compile(r"(?P<year>\d{4})年?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?")
_THIRDS = {"上": 0, "初": 0, "中": 1, "下": 2, "底": 2, "末": 2}


class Impossible(ValueError):
    """A date that no calendar has: 2月30日."""


class Span(NamedTuple):
    """First and last day, both within, and the precision: day, ten_days, month, quarter, half or year; the last day stands for it."""

    begin: date
    end: date
    precision: str


class Written(NamedTuple):
    """A span as written: `year` or `month` 0 where the text leaves them out; `part` counts within its precision."""

    year: int
    month: int
    part: int  # the day, the third (0-2), the quarter (1-4), the half (1-2)
    precision: str

    def span(self, year: int, month: int = 0) -> Span:
        """The span with what the text left out filled in; Impossible where no calendar has it."""
        year, month = self.year or year, self.month or month
        if not EARLIEST <= year <= LATEST:
            raise Impossible(year)
        if self.precision == "day":
            day = _day(year, month, self.part)
            return Span(day, day, "day")
        first, last = self._months(month)
        if self.precision == "ten_days":
            begin = _day(year, month, (1, 11, 21)[self.part])
            end = _last(year, month) if self.part == 2 else _day(year, month, (10, 20)[self.part])
            return Span(begin, end, "ten_days")
        return Span(_day(year, first, 1), _last(year, last), self.precision)

    def _months(self, month: int) -> tuple[int, int]:
        size = {"year": 12, "half": 6, "quarter": 3}.get(self.precision)
        if size is None:
            return month, month
        part = self.part or 1
        return (part - 1) * size + 1, part * size


def read_span(said: str) -> Written | None:
    """What a squeezed lower-case text names; None where it is no date at all."""
    if found := _DAY.fullmatch(said):
        return Written(_year(found), int(found["month"]), int(found["day"]), "day")
    if found := _COMPACT.fullmatch(said):
        day = int(found[3] or 0)
        return Written(int(found[1]), int(found[2]), day, "day" if found[3] else "month")
    if found := _MONTH.fullmatch(said):
        return Written(_year(found), int(found["month"] or found["alone"]), 0, "month")
    if (found := _THIRD.fullmatch(said)) and _is_third(found):
        return Written(_year(found), int(found["month"] or 0), _third(found["third"]), "ten_days")
    if found := _PART.fullmatch(said):
        return _part_of_year(_year(found), found["part"])
    if found := _BARE_YEAR.fullmatch(said):
        return Written(int(found["year"]), 0, 0, "year")
    return None


def _part_of_year(year: int, part: str) -> Written | None:
    if part.endswith("半年"):
        return Written(year, 0, 1 if part[0] == "上" else 2, "half")
    if "季" in part or part[0] == "q":
        return Written(year, 0, int(re.sub(r"\D", "", part)), "quarter")
    if not year and "年" not in part:
        return None
    return Written(year, {"初": 1, "中": 6}.get(part[-1], 12), 0, "month")


def _is_third(found: re.Match[str]) -> bool:
    """月底 and 下旬 stand alone; a bare 底, and 2022年底, do not mean a third of a month."""
    return bool(found["month"]) or (not _year(found) and any(char in found["third"] for char in "旬月"))


def _third(word: str) -> int:
    return next(number for char, number in _THIRDS.items() if char in word)


def _year(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return int(groups["year"] or 0) or (2000 + int(groups["short"]) if groups["short"] else 0)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Impossible(f"{year}-{month}-{day}") from None


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
