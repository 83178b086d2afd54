"""Due times: right for every day of 2020–2026 by a second way of finding them, and strict about what they say."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

import chinese_calendar
import pytest

from schemas.deadline import Stretch, period_of, periods_between, read_deadline
from schemas.workdays import SHIPPED, read_workdays

WORKDAYS = read_workdays(SHIPPED)
FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
EVERY_DAY = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]


def worked(day: date) -> date:
    """The first day from `day` on that chinesecalendar calls a working day."""
    return next(d for n in range(30) if chinese_calendar.is_workday(d := day + timedelta(n)))


@pytest.mark.parametrize("number", [1, 5, 10, 15, 20, 25, 28, 31])
def test_a_day_of_the_next_month_for_every_day(number: int) -> None:
    deadline = read_deadline(f"次月{number}日 17:00", "month")
    for day in EVERY_DAY:
        year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
        due = deadline.due(period_of(day, "month"), WORKDAYS)
        if year == 2027:
            assert due is None, "no table, no due time"
            continue
        named = date(year, month, min(number, monthrange(year, month)[1]))
        if named > date(2026, 12, 25):
            continue
        assert due == datetime.combine(worked(named), time(17)), day


@pytest.mark.parametrize(
    ("which", "weekday", "weeks"), [("每周一", 0, 0), ("每周五", 4, 0), ("每周日", 6, 0), ("次周一", 0, 1), ("下周三", 2, 1)]
)
def test_a_day_of_the_week_for_every_day(which: str, weekday: int, weeks: int) -> None:
    deadline = read_deadline(f"{which}10:00", "week")
    for day in EVERY_DAY:
        named = next(d for n in range(7) if (d := day - timedelta(day.weekday()) + timedelta(n)).weekday() == weekday) + timedelta(
            weeks=weeks
        )
        if named.year not in WORKDAYS.years:
            assert deadline.due(period_of(day, "week"), WORKDAYS) is None
        else:
            assert deadline.due(period_of(day, "week"), WORKDAYS) == datetime.combine(worked(named), time(10)), day


def test_the_end_of_the_month_for_every_day() -> None:
    deadline = read_deadline("本月末 12:00", "month")
    for day in EVERY_DAY[:-31]:
        last = next(d for n in range(31) if (d := day + timedelta(n)).month != (d + timedelta(1)).month)
        assert deadline.due(period_of(day, "month"), WORKDAYS) == datetime.combine(worked(last), time(12)), day


@pytest.mark.parametrize(
    ("every", "said", "day", "due"),
    [
        ("month", "次月5日 17:00", "2022-05-31", "2022-06-06 17:00"),  # 端午 3–5 June
        ("month", "次月 5 号 17：00", "2022-09-10", "2022-10-08 17:00"),  # 国庆 1–7, and the 8th is worked
        ("month", "次月31日 9:30", "2022-01-15", "2022-02-28 09:30"),
        ("month", "本月25日 17:00", "2022-06-01", "2022-06-27 17:00"),
        ("month", "次月5日 17:00", "2021-12-02", "2022-01-05 17:00"),
        ("week", "每周五 10:00", "2022-06-01", "2022-06-06 10:00"),  # 节假日顺延
        ("week", "每周五 10:00", "2023-06-21", "2023-06-25 10:00"),  # 端午 22–24, Sunday worked
        ("quarter", "次月10日 17:00", "2022-08-20", "2022-10-10 17:00"),
        ("half", "次月15日 17:00", "2022-01-01", "2022-07-15 17:00"),
        ("year", "3月31日 17:00", "2022-08-20", "2022-03-31 17:00"),
        ("year", "次年1月15日 17:00", "2022-08-20", "2023-01-16 17:00"),
        ("year", "次月10日 17:00", "2022-08-20", "2023-01-10 17:00"),
    ],
)
def test_known_due_times(every: str, said: str, day: str, due: str) -> None:
    assert read_deadline(said, every).due(period_of(date.fromisoformat(day), every), WORKDAYS) == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("every", "said"),
    [("month", "5日"), ("month", "次月5日"), ("month", "次月0日 17:00"), ("month", "次月32日 17:00"), ("month", "次月5日 24:00"), ("month", "每周五 10:00"),
     ("month", "3月31日 17:00"), ("quarter", "次年1月15日 17:00"), ("week", "次月5日 17:00"), ("week", "每周八 10:00"), ("week", "周五"), ("year", "13月1日 9:00"),
     ("month", "")],
)  # fmt: skip
def test_what_says_nothing_is_refused(every: str, said: str) -> None:
    with pytest.raises(ValueError, match="is no time of a"):
        read_deadline(said, every)


@pytest.mark.parametrize("every", ["week", "month", "quarter", "half", "year"])
def test_periods_cover_every_day_once(every: str) -> None:
    periods = list(periods_between(FIRST, LAST, every))
    assert all(b.first - a.last == timedelta(1) for a, b in zip(periods, periods[1:], strict=False))
    assert periods[0].first <= FIRST and periods[-1].last >= LAST
    assert all(period_of(day, every).first <= day <= period_of(day, every).last for day in EVERY_DAY)


def test_periods_are_written_as_deliveries_write_theirs() -> None:
    day = date(2022, 6, 30)
    assert [period_of(day, every).text for every in ("week", "month", "quarter", "half", "year")] == [
        "2022-06-27..2022-07-03", "2022-06", "2022-04-01..2022-06-30", "2022-01-01..2022-06-30", "2022",
    ]  # fmt: skip
    assert period_of(day, "month") == Stretch(date(2022, 6, 1), day, "month")
