"""How an office writes a value down: dates in every style, money in its column's unit, its own words for codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from examples.kecheng.objects import INDUSTRY_PARK, SERVICE_CENTRE, TOURISM, UNITS
from schemas.grammar import Kind

#: What stands in a cell that an office filled; None is a blank.
Written = str | float | date | None
#: Styles of a date; `short` leaves out the year when it is the sheet's own, `excel` is a real date cell.
DATES: Mapping[str, Callable[[date], str | date]] = {
    "iso": lambda day: day.isoformat(),
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dot": lambda day: f"{day.year}.{day.month}.{day.day}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "short": lambda day: f"{day.month}月{day.day}日" if day.year == 2022 else f"{day.year}年{day.month}月{day.day}日",
    "excel": lambda day: day,
}
YUAN = {"亿元": 10**8, "万元": 10**4, "元": 1}


@dataclass(frozen=True)
class Hand:
    """An office's habits: date styles in turn, what it writes into an empty date cell, its words for codes."""

    dates: tuple[str, ...]
    blank: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    short_places: bool = False
    months: str = "chinese"


def write(hand: Hand, kind: Kind, value: Written | Decimal, unit: str, turn: int) -> Written:
    """`value` as the office writes it into a cell of a column in `unit`; `turn` picks the date style."""
    if value is None:
        return hand.blank if kind == "date" else None
    if isinstance(value, date):
        return DATES[hand.dates[turn % len(hand.dates)]](value)
    if isinstance(value, bool):
        return hand.words.get("是" if value else "否", "是" if value else "否")
    if isinstance(value, Decimal):
        return number(float(value))
    if kind == "month":
        return month(str(value), hand.months)
    if kind == "money" and isinstance(value, int):
        return money(value, unit)
    if kind == "area" and isinstance(value, float):
        return number(value * 15 / 10_000)
    if kind == "unit" or kind == "region":
        return place(str(value), hand.short_places)
    return hand.words.get(str(value), value)


def money(yuan: int, unit: str) -> str | float:
    """A number in the column's unit; without one, an amount with its own: 2.6亿元, 4800万元."""
    if unit:
        return number(yuan / YUAN[unit])
    return f"{number(yuan / 10**8)}亿元" if yuan >= 10**8 else f"{number(yuan / 10**4)}万元"


def number(value: float) -> int | float:
    """Whole numbers without a point, others to four places."""
    rounded = round(float(value), 4)
    return int(rounded) if rounded.is_integer() else rounded


def place(value: str, short: bool) -> str:
    """A unit by its name or nickname, a region in full or without its province."""
    if value in UNITS:
        nicknames = {INDUSTRY_PARK: "生态工业园", SERVICE_CENTRE: "数字经济中心", TOURISM: "灵鹫山旅游度假区"}
        return nicknames.get(value) or (f"驻{UNITS[value][:2]}招商组" if value.startswith("ST") else UNITS[value])
    return value.partition("省")[2].removeprefix("衢州市") or value if short else value


def month(text: str, style: str) -> str:
    """2022-03 as 2022年3月, 3月份, 2022.03 or 2022-03; another year than 2022 is never left out."""
    year, number_ = text.split("-")
    if style == "short" and year == "2022":
        return f"{int(number_)}月份"
    return {"dot": f"{year}.{number_}", "iso": text}.get(style, f"{year}年{int(number_)}月")
