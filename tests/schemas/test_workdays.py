"""The shipped table of holidays: every day as chinesecalendar has it, well known days as the notices have them, and no plain week beyond."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from schemas.workdays import AHEAD, SHIPPED, NoTable, Workdays, read_workdays
from tests.holiday_table import last_year, table

WORKDAYS = read_workdays(SHIPPED)
EVERY_DAY = [date(2020, 1, 1) + timedelta(n) for n in range((date(2027, 1, 1) - date(2020, 1, 1)).days)]
#: From the State Council's notices, by hand: the long breaks' first and last days off, and weekend days worked instead.
OFF = ("2020-01-31", "2020-02-02", "2020-05-05", "2020-10-08", "2021-02-17", "2021-05-05", "2021-09-21", "2022-01-31", "2022-02-06", "2022-05-04",
       "2022-06-03", "2022-09-12", "2022-10-07", "2023-01-27", "2023-04-05", "2023-06-22", "2023-10-06", "2024-02-17", "2024-09-17", "2025-02-04",
       "2025-10-08", "2026-02-23", "2026-10-07")  # fmt: skip
WORKED = ("2020-01-19", "2020-06-28", "2020-10-10", "2021-02-07", "2021-09-26", "2022-01-29", "2022-04-24", "2022-10-08", "2022-10-09", "2023-01-28",
          "2023-06-25", "2023-10-07", "2024-02-04", "2024-09-14", "2025-01-26", "2025-09-28", "2026-01-04", "2026-02-28")  # fmt: skip


def test_every_day_is_as_the_library_has_it() -> None:
    assert [day for day in EVERY_DAY if WORKDAYS.is_workday(day) is not chinese_calendar.is_workday(day)] == []
    assert sum(map(WORKDAYS.is_workday, (d for d in EVERY_DAY if d.year == 2022))) == 249


def test_well_known_days_are_as_the_notices_have_them() -> None:
    assert [day for day in OFF if WORKDAYS.is_workday(date.fromisoformat(day))] == []
    assert [day for day in WORKED if not WORKDAYS.is_workday(date.fromisoformat(day))] == []


def test_the_table_is_what_its_command_writes() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == table()
    assert max(WORKDAYS.years) == last_year()


def test_a_year_without_a_table_is_no_plain_week() -> None:
    assert WORKDAYS.years == set(range(2020, 2027))
    for ask in (WORKDAYS.is_workday, WORKDAYS.slide, lambda day: WORKDAYS.after(day, 1)):
        with pytest.raises(NoTable):
            ask(date(2027, 3, 3))
    with pytest.raises(NoTable):
        WORKDAYS.after(date(2026, 12, 30), 2)


def test_the_end_of_the_table_is_told_ahead_and_loudly_beyond() -> None:
    last = date(2026, 12, 31)
    assert WORKDAYS.warning(last - timedelta(days=AHEAD)) == ""
    assert "2027年" in WORKDAYS.warning(last - timedelta(days=AHEAD - 1)) and "到时" in WORKDAYS.warning(last)
    assert "迟报和未报不能判定" in WORKDAYS.warning(date(2027, 1, 1))
    assert "2019年" in WORKDAYS.warning(date(2019, 6, 1))
    assert Workdays({}, frozenset()).warning(date(2022, 6, 30)) != ""


def test_working_days_are_counted_over_holidays() -> None:
    assert WORKDAYS.slide(date(2022, 6, 3)) == date(2022, 6, 6)
    assert WORKDAYS.slide(date(2022, 10, 8)) == date(2022, 10, 8)  # a Saturday that is worked
    assert WORKDAYS.after(date(2022, 9, 30), 3) == date(2022, 10, 10)  # 8, 9, 10
    assert WORKDAYS.between(date(2022, 9, 30), date(2022, 10, 9)) == 2
    assert WORKDAYS.between(date(2022, 7, 5), date(2022, 7, 5)) == 0


def test_an_instance_adds_a_year_and_changes_a_day(tmp_path: Path) -> None:
    own = tmp_path / "holidays.csv"
    own.write_text(
        "day,kind,holiday\n# 2027\n2027-01-01,休,元旦\n2027-01-30,班,春节\n2027-10-01,休,国庆节\n2022-08-12,休\n", encoding="utf-8"
    )
    both = read_workdays(SHIPPED, own)
    assert both.years == {*WORKDAYS.years, 2027} and both.is_workday(date(2027, 1, 30)) and not both.is_workday(date(2022, 8, 12))


@pytest.mark.parametrize("line", ["2027-01-01", "2027-01-01,假", "2027年1月1日,休", "2027-02-30,休"])
def test_a_wrong_line_is_named(line: str, tmp_path: Path) -> None:
    own = tmp_path / "holidays.csv"
    own.write_text(f"day,kind,holiday\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"holidays\.csv:2: "):
        read_workdays(own)


def test_a_table_cut_off_before_october_is_no_table(tmp_path: Path) -> None:
    own = tmp_path / "holidays.csv"
    own.write_text("2026-12-31,休,元旦\n2027-01-01,休,元旦\n", encoding="utf-8")
    assert 2027 not in read_workdays(SHIPPED, own).years
