"""Months as text, "YYYY-MM": counted, and their last days."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date


def months_between(first: date, last: date) -> Iterator[str]:
    """Every month that the days from `first` to `last` touch."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year}-{month:02}"
        year, month = year + month // 12, month % 12 + 1


def last_day(month: str) -> date:
    """The last day of a month: "2022-06" → 2022-06-30."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])
