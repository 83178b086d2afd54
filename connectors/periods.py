"""What a title, a line or a file name says about time: a period, or the day a sheet was filled in."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.raw import squeeze

_YEAR = r"(?P<y>20\d{2})(?:年度?|[-./])?"
_PATTERNS = (
    (re.compile(r"(?P<y>20\d{2})[年\-./](?P<m>\d{1,2})[月\-./](?P<d>\d{1,2})日?(?:至|到|[-—~～])"
                r"(?:(?P<y2>20\d{2})[年\-./])?(?P<m2>\d{1,2})[月\-./](?P<d2>\d{1,2})日?"), "days"),
    (re.compile(r"(?:" + _YEAR + r")?(?<!\d)(?P<m>\d{1,2})月?(?:至|到|[-—~～])(?P<m2>\d{1,2})月"), "months"),
    (re.compile(r"(?:" + _YEAR + r")?(?P<h>上半年|下半年)"), "half"),
    (re.compile(r"(?:" + _YEAR + r")?第?(?P<q>[一二三四1-4])季度"), "quarter"),
    (re.compile(r"(?<!\d)(?P<y>20\d{2})(?:年|[-./])?(?P<m>0[1-9]|1[0-2]|[1-9])(?:月|(?![\d年]|[./\-]\d))"), "month"),
    (re.compile(r"(?<!\d)(?P<m>1[0-2]|0?[1-9])月(?!\d{1,2}日)"), "month"),
    (re.compile(r"(?<!\d)(?P<y>20\d{2})[年\-./_](?P<m>1[0-2]|0?[1-9])[月\-./_]\d{1,2}(?!\d)"), "month"),
    (re.compile(r"(?<!\d)(?P<y>20\d{2})(?P<m>0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"), "month"),
    (re.compile(r"(?P<y>20\d{2})年?度?"), "year"),
)  # fmt: skip
_STRETCH = re.compile(r"(?:(?P<y>20\d{2})[年\-./])?(?<!\d)(?P<m>1[0-2]|0?[1-9])[月\-./](?P<d>\d{1,2})[日号]?(?:至|到|[-—~～]+)"
                      r"(?:(?P<y2>20\d{2})[年\-./])?(?:(?P<m2>1[0-2]|0?[1-9])[月\-./])?(?P<d2>\d{1,2})[日号]?(?![\d月年])")  # fmt: skip
_WEEK = re.compile(r"周报|本周|第\S{1,3}周|周(?:统计|汇总|信息)")
_NUMBERED = re.compile(r"(?:(?P<y>20\d{2})年?)?(?<!月)第(?P<w>\d{1,2})周")
_ONE_DAY = re.compile(r"(?<!\d)20\d{2}(?:年\d{1,2}月\d{1,2}[日号]|([-./])\d{1,2}\1\d{1,2}(?![\d月\-./]))")
_UNTIL = re.compile(r"截至|截止|以来|填报|制表")
_DAY = re.compile(r"(20\d{2})[年\-./](\d{1,2})[月\-./](\d{1,2})日?")
_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True)
class Period:
    """First and last day, both included; `coarse` when only a year was named."""

    first: date
    last: date
    coarse: bool = False

    @property
    def text(self) -> str:
        """2022-06, 2022, 2022-06-24, or first..last: the period as views and letters print it."""
        if self == month_of(self.first):
            return f"{self.first:%Y-%m}"
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            return f"{self.first:%Y}"
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


def months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def month_of(day: date) -> Period:
    return months(day.year, day.month, day.month)


def year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), coarse=True)


def week_of(day: date) -> Period:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def find_day(text: str) -> date | None:
    """The first full date in a text such as 填报时间：2022年6月25日."""
    found = _DAY.search(squeeze(text))
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def find_period(text: str, by: date) -> Period | None:
    """The period that a title or file name states; one without a year is the latest that does not begin after `by`."""
    said = squeeze(text)
    for pattern, kind in _PATTERNS:
        found = pattern.search(said)
        if found is None:
            continue
        try:
            period = _period(kind, found, by.year)
            return period if period.first <= by or found.groupdict().get("y") else _period(kind, found, by.year - 1)
        except ValueError:
            continue
    return None


def find_days(text: str, by: date, filled: date | None, *, one: bool) -> Period | None:
    """The days or the week that a weekly sheet's title states; `one`: a single full date is that day.

    6月20日-26日, 2022.6.20-6.26, 第25周; 周报 and 6月第4周, which people count in different ways, are the week it was filled in.
    """
    said = squeeze(text)
    try:
        if found := _STRETCH.search(said):
            return _stretch(found, by)
        if found := _NUMBERED.search(said):
            return week_of(date.fromisocalendar(int(found["y"] or by.year), int(found["w"]), 1))
    except ValueError:
        return None
    if filled and _WEEK.search(said):
        return week_of(filled)
    found = _ONE_DAY.search(said) if one and not _UNTIL.search(said) else None  # 2022年1-6月 is no day
    day = find_day(found[0]) if found else None
    return Period(day, day) if day else None


def _stretch(found: re.Match[str], by: date) -> Period | None:
    year = int(found["y"] or by.year)
    first = date(year, int(found["m"]), int(found["d"]))
    if not found["y"] and first > by:
        first = date(year - 1, first.month, first.day)
    month = int(found["m2"] or first.month)
    last = date(int(found["y2"] or first.year + (month < first.month)), month, int(found["d2"]))
    return Period(first, last) if first <= last else None


def _period(kind: str, found: re.Match[str], year: int) -> Period:
    parts = found.groupdict()
    year = int(parts.get("y") or year)
    if kind == "days":
        last_year = int(parts["y2"] or year)
        return Period(date(year, int(parts["m"]), int(parts["d"])), date(last_year, int(parts["m2"]), int(parts["d2"])))
    if kind == "months":
        first, last = int(parts["m"]), int(parts["m2"])
        if not 1 <= first <= last <= 12:
            raise ValueError(found[0])
        return months(year, first, last)
    if kind == "half":
        return months(year, 1, 6) if parts["h"] == "上半年" else months(year, 7, 12)
    if kind == "quarter":
        quarter = _QUARTER.get(parts["q"]) or int(parts["q"])
        return months(year, 3 * quarter - 2, 3 * quarter)
    if kind == "month":
        return months(year, int(parts["m"]), int(parts["m"]))
    return year_of(date(year, 1, 1))
