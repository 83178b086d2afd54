"""config/calendar.toml: what it says of each unit, and that whatever is wrong in it is one line that names it."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from flows.instance import SHIPPED
from schemas.calendar_file import read_calendar
from schemas.owed import Calendar
from schemas.units import Unit, Units, read_units
from schemas.workdays import SHIPPED as HOLIDAYS
from schemas.workdays import read_workdays

UNITS = read_units(SHIPPED / "units.csv")
WORKDAYS = read_workdays(HOLIDAYS)
MONTHLY = '[[expect]]\nform = "leads"\nkinds = ["station"]\nevery = "month"\ndue = "次月5日 17:00"\n'
BEIJING = UNITS.by_code["ST01"]


def read(tmp_path: Path, text: str, units: Units = UNITS) -> Calendar:
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    return read_calendar(path, units, WORKDAYS)


def periods(calendar: Calendar, unit: Unit, as_of: date, since: date = date(2022, 1, 1)) -> list[tuple[str, str, str]]:
    return [(o.form, o.period.text, f"{o.due:%m-%d %H:%M}") for o in calendar.listed(unit, as_of, since) if o.due]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('expects = []\n', "expects is none of mending, expect, exempt"),
        (MONTHLY.replace("[[expect]]", "[expect]"), r"expect: write it as \[\[expect\]\]"),
        (MONTHLY.replace('"leads"', '"lead"'), "expect 1: 'lead' is no form"),
        (MONTHLY.replace("every", "each"), "expect 1: each is none of form, kinds"),
        (MONTHLY.replace('"month"', '"day"'), r"expect 1 \(leads\): every 'day' is none of week, month"),
        (MONTHLY.replace('due = "次月5日 17:00"\n', ""), "expect 1: due is missing"),
        (MONTHLY.replace("次月5日 17:00", "次月5日"), r"expect 1 \(leads\): due '次月5日' is no time of a month"),
        (MONTHLY.replace("station", "stations"), "stations is no kind of unit"),
        (MONTHLY.replace('kinds = ["station"]', 'kinds = "station"'), "kinds 'station' is no list"),
        (MONTHLY.replace('kinds = ["station"]\n', ""), "kinds or units, one of them"),
        (MONTHLY.replace("kinds", 'units = ["ST01"]\nkinds'), "kinds or units, one of them"),
        (MONTHLY.replace('kinds = ["station"]', 'units = ["东京组"]'), "'东京组' is no unit of units.csv"),
        (MONTHLY + 'since = "2022"\n', "since '2022' is no date"),
        (MONTHLY + "since = 2022-03-01\nuntil = 2022-03-01\n", "since 2022-03-01 is not before until"),
        (MONTHLY + MONTHLY, "expect 2: leads of station is owed twice at the same time"),
        ('[mending]\nworkdays = "3"\n', "mending: workdays '3' is no number of days"),
        ('[mending]\nworkdays = 3\nat = "五点"\n', "mending: at '五点' is no time"),
        ('[[exempt]]\nunit = "ST01"\nsince = 2022-02-01\nuntil = 2022-03-01\n', "exempt 1: reason is missing"),
        ('[[exempt]]\nunit = "ST01"\nreason = "封控"\nsince = 2022-02-01\n', "exempt 1: since and until are dates"),
        ('[[exempt]]\nunit = "ST01"\nform = "x"\nreason = "封控"\nsince = 2022-02-01\nuntil = 2022-03-01\n', "exempt 1: 'x' is no form"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said) as error:
        read(tmp_path, text)
    assert str(tmp_path / "calendar.toml") in str(error.value) and "\n" not in str(error.value)


def test_the_shipped_calendar_asks_what_the_roster_asked(tmp_path: Path) -> None:
    calendar = read_calendar(SHIPPED / "calendar.toml", UNITS, WORKDAYS)
    asked = {
        kind: {e.form for e in calendar.expected if kind in e.kinds} for kind in ("township", "station", "platform", "bureau", "department")
    }
    assert asked == {
        "township": {"projects"}, "station": {"projects", "leads", "activities", "officers"}, "platform": {"projects", "space"}, "bureau": {"targets"},
        "department": set(),
    }  # fmt: skip


def test_what_is_listed_at_the_end_of_a_day(tmp_path: Path) -> None:
    """The day's own month whatever its due time, and what fell due this year since somebody looks."""
    calendar = read(tmp_path, MONTHLY)
    assert periods(calendar, BEIJING, date(2022, 3, 3)) == [
        ("leads", "2021-12", "01-05 17:00"), ("leads", "2022-01", "02-07 17:00"), ("leads", "2022-02", "03-07 17:00"), ("leads", "2022-03", "04-06 17:00"),
    ]  # fmt: skip
    assert periods(calendar, BEIJING, date(2022, 6, 30), since=date(2022, 6, 30)) == [("leads", "2022-06", "07-05 17:00")]
    assert periods(calendar, BEIJING, date(2023, 1, 1))[0] == ("leads", "2022-12", "01-05 17:00"), "last year's are done with"


def test_dates_in_force_and_a_closed_unit(tmp_path: Path) -> None:
    """A unit that ends in a month owes nothing for it; one that begins within a month owes the whole."""
    calendar = read(tmp_path, MONTHLY + "since = 2022-02-01\nuntil = 2022-06-01\n")
    assert [p for _, p, _ in periods(calendar, BEIJING, date(2022, 8, 1))] == ["2022-02", "2022-03", "2022-04", "2022-05"]
    short = Unit("ST09", "成都驻点招商组", "station", since=date(2022, 3, 20), until=date(2022, 5, 31))
    assert [p for _, p, _ in periods(calendar, short, date(2022, 8, 1))] == ["2022-03", "2022-04"]


def test_a_single_units_line_goes_before_its_kinds(tmp_path: Path) -> None:
    weekly = '[[expect]]\nform = "leads"\nunits = ["北京组"]\nevery = "week"\ndue = "每周五 10:00"\nsince = 2022-06-01\n'
    calendar = read(tmp_path, MONTHLY + weekly)
    found = [p for _, p, _ in periods(calendar, BEIJING, date(2022, 6, 12), since=date(2022, 5, 20))]
    assert found == ["2022-05", "2022-05-30..2022-06-05", "2022-06-06..2022-06-12"]
    assert [p for _, p, _ in periods(calendar, UNITS.by_code["ST02"], date(2022, 6, 12), since=date(2022, 6, 7))] == ["2022-06"]


def test_exemptions_have_a_reason_and_end(tmp_path: Path) -> None:
    let_off = '[[exempt]]\nunit = "ST01"\nreason = "封控"\nsince = 2022-02-01\nuntil = 2022-04-01\n'
    calendar = read(tmp_path, MONTHLY + let_off)
    assert [(o.period.text, o.exempt) for o in calendar.listed(BEIJING, date(2022, 4, 20), date(2022, 1, 1))] == [
        ("2021-12", ""), ("2022-01", ""), ("2022-02", "封控"), ("2022-03", "封控"), ("2022-04", "")
    ]  # fmt: skip
    assert not any(o.exempt for o in calendar.listed(UNITS.by_code["ST02"], date(2022, 4, 20), date(2022, 1, 1)))


def test_what_is_due_next_and_by_when_a_sheet_is_mended(tmp_path: Path) -> None:
    told = datetime(2022, 9, 30)
    with_days = read(tmp_path, MONTHLY + "[mending]\nworkdays = 3\n")
    assert with_days.mend_by(BEIJING, ["leads"], told) == datetime(2022, 10, 10, 17), "8, 9 and 10 October: a holiday lies between"
    without = read(tmp_path, MONTHLY)
    assert without.mend_by(BEIJING, ["leads"], told) == datetime(2022, 10, 8, 17)
    assert without.mend_by(BEIJING, ["projects"], told) is None and with_days.mend_by(BEIJING, ["leads"], datetime(2026, 12, 31)) is None
    (owed,) = without.next_due(BEIJING, told, {("leads", "2022-09")})
    assert (owed.period.text, owed.due) == ("2022-10", datetime(2022, 11, 7, 17))


def test_a_year_without_a_table_has_no_due_times(tmp_path: Path) -> None:
    owed = read(tmp_path, MONTHLY).listed(BEIJING, date(2027, 2, 20), date(2022, 1, 1))
    assert [(o.period.text, o.due) for o in owed] == [("2027-01", None), ("2027-02", None)]


def test_the_examples_of_the_page_are_read(tmp_path: Path) -> None:
    page = (SHIPPED.parent / "docs" / "calendar.md").read_text(encoding="utf-8")
    calendar = read(tmp_path, "\n".join(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)))
    assert {e.form for e in calendar.expected} == {"leads", "projects", "chains", "targets"} and calendar.mending.workdays == 3
    assert [o.period.text for o in calendar.listed(BEIJING, date(2022, 7, 6), date(2022, 7, 1)) if not o.exempt] == ["2022-06-27..2022-07-03", "2022-07-04..2022-07-10"]  # fmt: skip
    own = tmp_path / "holidays.csv"
    own.write_text(re.findall(r"```csv\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    assert 2027 in read_workdays(HOLIDAYS, own).years
