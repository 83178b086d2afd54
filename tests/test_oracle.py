"""The oracle by hand: each case is a sentence of outputs.md with figures small enough to count on fingers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from tests.generate import County, county
from tests.oracle import backlog, backlog_summary, headline, is_active, rates, targets
from tests.oracle_rows import Project, Rate, Receipt, Target, Unit

AS_OF = date(2022, 6, 30)
NEW_YEAR = date(2022, 1, 1)
UNITS = [
    Unit("A", "甲", "township"),
    Unit("B", "乙", "township"),
    Unit("C", "丙", "township"),
    Unit("S", "沪", "station"),
    Unit("Z", "局", "bureau"),
]


def sign(project_id: str, unit: str | None = "A", on: date = NEW_YEAR, **fields: Any) -> Project:
    """A formal signing of 2022; fields change it."""
    project = Project(project_id, project_id, introduced_by=unit, agreement_type="正式协议", signed_on=on)
    return replace(project, **fields)


def find(rows: list[Rate], rate: str, unit: str) -> Rate:
    return next(r for r in rows if (r.rate, r.unit_code) == (rate, unit))


def test_a_row_for_every_active_ranked_unit_and_rate() -> None:
    rows = rates([*UNITS, Unit("D", "丁", "department", until=AS_OF), Unit("Y", "原局", "bureau", "乡镇街道")], [], [], AS_OF)
    assert Counter(r.unit_code for r in rows) == {"A": 4, "B": 4, "C": 4, "S": 4}
    assert {(r.numerator, r.denominator, r.value, r.rank, r.gap_to_next, r.gap_to_first) for r in rows} == {(0, 0, None, None, None, None)}
    assert {r.group_name for r in rows} == {"乡镇街道", "驻点组"}


@pytest.mark.parametrize(
    ("since", "until", "active"),
    [(None, None, True), (AS_OF, None, True), (date(2022, 7, 1), None, False), (None, AS_OF, False), (None, date(2022, 7, 1), True)],
)
def test_active_from_since_until_before_until(since: date | None, until: date | None, active: bool) -> None:
    assert is_active(Unit("A", "甲", "station", since=since, until=until), AS_OF) is active


def test_equal_fractions_tie_and_the_next_is_third() -> None:
    started = [
        sign(f"{u}{i}", u, started_on=AS_OF if i < top else None)
        for u, top, bottom in (("A", 1, 2), ("B", 2, 4), ("C", 1, 3))
        for i in range(bottom)
    ]
    rows = [r for r in rates(UNITS, started, [], AS_OF) if r.rate == "start" and r.group_name == "乡镇街道"]
    assert [(r.numerator, r.denominator, r.rank, r.gap_to_next, r.gap_to_first) for r in rows] == [
        (1, 2, 1, 0, 0),
        (2, 4, 1, 0, 0),
        (1, 3, 3, Fraction(1, 6), Fraction(1, 6)),
    ]


def test_gap_to_next_is_the_nearest_better() -> None:
    started = [sign(f"{u}{i}", u, started_on=AS_OF if i < top else None) for u, top in (("A", 4), ("B", 3), ("C", 1)) for i in range(4)]
    row = find(rates(UNITS, started, [], AS_OF), "start", "C")
    assert (row.rank, row.gap_to_next, row.gap_to_first) == (3, Fraction(1, 2), Fraction(3, 4))


def test_two_seconds_leave_no_third() -> None:
    units = [*UNITS[:3], Unit("D", "丁", "township"), Unit("E", "戊", "township")]
    parts = {"A": (1, 2), "B": (2, 4), "C": (1, 3), "D": (2, 2), "E": (0, 1)}
    started = [
        sign(f"{unit}{i}", unit, started_on=AS_OF if i < top else None) for unit, (top, bottom) in parts.items() for i in range(bottom)
    ]
    rows = {r.unit_code: r[7:] for r in rates(units, started, [], AS_OF) if r.rate == "start"}
    half, sixth = Fraction(1, 2), Fraction(1, 6)
    assert rows == {"D": (1, 0, 0), "A": (2, half, half), "B": (2, half, half), "C": (4, sixth, 4 * sixth), "E": (5, 2 * sixth, 1)}


def test_a_refund_ranks_below_nothing_and_above_the_whole_is_no_bound() -> None:
    projects = [sign(unit, unit, total_investment=100) for unit in "ABC"]
    rows = rates(UNITS, projects, [Receipt("A", "2022-06", -30), Receipt("B", "2022-06", 250)], AS_OF)
    values = [(r.value, r.rank) for r in (find(rows, "funds", unit) for unit in "ABC")]
    assert values == [(Fraction(-3, 10), 3), (Fraction(5, 2), 1), (0, 2)]


def test_a_custom_group_ranks_across_kinds() -> None:
    units = [Unit("A", "甲", "township", "东片"), Unit("S", "沪", "station", "东片")]
    rows = rates(units, [sign("1", "A", started_on=AS_OF), sign("2", "S")], [], AS_OF)
    assert (find(rows, "start", "A").rank, find(rows, "start", "S").rank) == (1, 2)


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({}, 1),
        ({"status": "暂缓"}, 1),
        ({"status": "终止"}, 0),
        ({"agreement_type": "框架协议"}, 0),
        ({"agreement_type": None}, 0),
        ({"signed_on": None}, 0),
        ({"signed_on": AS_OF}, 1),
        ({"signed_on": date(2022, 7, 1)}, 0),
        ({"signed_on": date(2021, 12, 31)}, 0),
        ({"project_kind": "人才项目"}, 1),
        ({"lost": True}, 1),
        ({"introduced_by": None}, 0),
    ],
)
def test_the_cohort(fields: dict[str, Any], counted: int) -> None:
    assert find(rates(UNITS, [replace(sign("1"), **fields)], [], AS_OF), "start", "A").denominator == counted


def test_signing_divides_two_counts_of_different_projects() -> None:
    reviewed = Project("3", "3", introduced_by="A", reviewed_on=NEW_YEAR, review_result="通过", status="终止")
    others = [
        replace(reviewed, project_id="4", review_result="暂缓"),
        replace(reviewed, project_id="5", reviewed_on=date(2021, 12, 31)),
        replace(reviewed, project_id="6", introduced_by="B", first_talk_unit="A", first_talk_share=Fraction(1)),
    ]
    rows = rates(UNITS, [sign("1"), sign("2"), reviewed, *others], [], AS_OF)
    assert [find(rows, "signing", unit)[4:7] for unit in "AB"] == [(2, 1, Fraction(2)), (0, 1, Fraction(0))]


@pytest.mark.parametrize(
    ("mode", "field", "landed"),
    [
        ("新增用地", "land_supplied_on", 1),
        ("新增用地", "plant_secured_on", 0),
        ("购买厂房", "plant_secured_on", 1),
        ("租用厂房", "plant_secured_on", 1),
        ("租用厂房", "land_supplied_on", 0),
        ("无需用地", "registered_on", 1),
        ("无需用地", "started_on", 0),
        (None, "registered_on", 0),
    ],
)
def test_landed_by_the_date_of_its_land_mode(mode: str | None, field: str, landed: int) -> None:
    for day, expected in ((AS_OF, landed), (date(2020, 5, 1), landed), (date(2022, 7, 1), 0), (None, 0)):
        project = replace(sign("1", land_mode=mode), **dict[str, Any]({field: day}))
        assert find(rates(UNITS, [project], [], AS_OF), "landing", "A").numerator == expected


def test_funds_counts_any_origin_and_year_of_the_cohort_only() -> None:
    projects = [sign("1", total_investment=100), sign("2"), sign("3", status="终止", total_investment=900)]
    receipts = [
        Receipt("1", "2022-06", 10, funder_region_code="330802"),
        Receipt("1", "2020-03", 5),
        Receipt("2", "2022-01", 20),
        Receipt("1", "2022-05", -1),
        Receipt("1", "2022-07", 1000),
        Receipt("1", "2022-06", 2000, "预计到位"),
        Receipt("3", "2022-06", 4000),
        Receipt(None, "2022-06", 8000),
    ]
    row = find(rates(UNITS, projects, receipts, AS_OF), "funds", "A")
    assert (row.numerator, row.denominator) == (34, 100)


def test_funds_without_investment_is_not_ranked_but_its_money_shows() -> None:
    row = find(rates(UNITS, [sign("1")], [Receipt("1", "2022-06", 7)], AS_OF), "funds", "A")
    assert (row.numerator, row.denominator, row.value, row.rank, row.gap_to_first) == (7, 0, None, None, None)


def test_headline_counts() -> None:
    made: dict[str, Any] = {"industry": "制造业", "total_investment": 500_000_000}
    projects = [
        sign("1", total_investment=100_000_000),
        sign("2", total_investment=99_999_999),
        sign("3", "S", **made),
        sign("4", None, **made),
        sign("5", "S", project_kind="税源项目"),
        sign("6", "S", project_kind="外贸项目"),
        sign("7", "S", project_kind="人才项目"),
        sign("8", "S", status="终止", **made),
    ]
    done = headline(UNITS, projects, [], AS_OF)
    assert (done["signed_100m"], done["signed_500m_manufacturing"]) == (3, 2)
    assert done["station_signed_500m_manufacturing"] == 1
    assert (done["station_tax_trade_signed"], done["stations"]) == (2, 1)
    assert done["share_manufacturing_signed"] == Fraction(1_000_000_000, 1_199_999_999)


def test_land_and_enrolment_whatever_the_status_and_signing() -> None:
    bare = Project("1", "1", status="终止", land_supplied_on=NEW_YEAR, enrolled_on=AS_OF, land_mode="新增用地")
    others = [
        replace(bare, project_id="2", land_mode="购买厂房"),
        replace(bare, project_id="3", land_mode=None),
        replace(bare, project_id="4", land_supplied_on=date(2021, 12, 31), enrolled_on=date(2022, 7, 1)),
    ]
    done = headline(UNITS, [bare, *others], [], AS_OF)
    assert (done["land_supplied"], done["enrolled"]) == (1, 3)


@pytest.mark.parametrize(
    ("own", "investor", "counted"),
    [
        ("440300", None, 1),
        (None, "440300", 1),
        ("330802", "440300", 0),
        ("330100", "330802", 1),
        (None, None, 0),
        ("000000", None, 1),
        ("810000", None, 1),
        ("330800", None, 0),
        (None, "330881", 0),
        ("330803", "440300", 0),
        ("330000", "330802", 1),
        ("330700", None, 1),
        ("340800", None, 1),
        ("", "440300", 1),
        ("", "", 0),
    ],
)
def test_outside_the_city_by_funder_else_investor(own: str | None, investor: str | None, counted: int) -> None:
    project = Project("1", "1", investor_region_code=investor, status="终止", industry="制造业")
    done = headline(UNITS, [project], [Receipt("1", "2022-06", 1, funder_region_code=own, industry="农业")], AS_OF)
    assert (done["funds_outside_city"], done["funds_manufacturing"]) == (counted, counted)


def test_county_funds_by_month_status_and_industry() -> None:
    def receipt(month: str, amount: int, status: str = "实际到位", industry: str | None = None) -> Receipt:
        return Receipt(None, month, amount, status, "440300", industry)

    done = headline(
        UNITS,
        [],
        [
            receipt("2022-01", 1),
            receipt("2022-06", 2, industry="制造业"),
            receipt("2021-12", 4),
            receipt("2022-07", 8),
            receipt("2022-06", 16, "预计到位", "制造业"),
            receipt("2022-06", 32, "预计到位"),
            receipt("2022-05", 64, "预计到位"),
        ],
        AS_OF,
    )
    assert (done["funds_outside_city"], done["funds_manufacturing"]) == (3, 2)
    assert (done["funds_forecast_month"], done["funds_forecast_month_manufacturing"]) == (48, 16)
    assert (done["share_manufacturing_funds"], done["share_manufacturing_signed"]) == (Fraction(2, 3), None)


def test_the_month_of_as_of_counts_whole() -> None:
    done = headline(
        UNITS, [], [Receipt(None, month, 1, "实际到位", "440300") for month in ("2022-01", "2022-06", "2022-07")], date(2022, 6, 1)
    )
    assert done["funds_outside_city"] == 2


def test_backlogs() -> None:
    projects = [
        sign("both", land_mode="新增用地", land_supplied_on=date(2022, 7, 1), total_investment=5),
        sign("land", on=date(2021, 1, 1), land_mode="新增用地", started_on=AS_OF),
        sign("start", "B", on=AS_OF, land_mode="无需用地", project_kind="人才项目", registered_on=NEW_YEAR, lost=True),
        sign("early", on=date(2020, 12, 31)),
        sign("late", on=date(2022, 7, 1)),
        sign("ended", status="终止"),
    ]
    assert {tuple(row) for row in backlog(UNITS, projects, AS_OF)} == {
        ("land", "both", "A", 180, "91–180", "start"),
        ("start", "both", "A", 180, "91–180", "land"),
        ("land", "land", "A", 545, ">365", None),
        ("start", "start", "B", 0, "0–90", None),
    }
    summary = {row[:3]: row[3:] for row in backlog_summary(UNITS, projects, AS_OF)}
    assert summary["land", "全部", "全部"] == summary["land", "unit", "A"] == (2, 5)
    assert summary["start", "land_mode", "无需用地"] == (1, 0)
    done = headline(UNITS, projects, [], AS_OF)
    assert (done["backlog_land"], done["backlog_start"], done["vanished_signed"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("days", "band"), [(0, "0–90"), (90, "0–90"), (91, "91–180"), (180, "91–180"), (181, "181–365"), (365, "181–365"), (366, ">365")]
)
def test_age_bands(days: int, band: str) -> None:
    assert backlog(UNITS, [sign("1", on=AS_OF - timedelta(days=days))], AS_OF)[0].age_band == band


def test_waiting_over_a_leap_day() -> None:
    projects = [sign("1", on=date(2023, 2, 28)), sign("2", on=date(2023, 3, 1))]
    assert [row[3:5] for row in backlog(UNITS, projects, date(2024, 2, 29))] == [(366, ">365"), (365, "181–365")]


def test_no_backlog_before_its_first_day() -> None:
    assert backlog(UNITS, [sign("1", on=date(2020, 2, 28))], date(2020, 2, 29)) == []


def test_a_backlog_keeps_the_projects_of_no_ranked_unit() -> None:
    projects = [sign(str(i), unit) for i, unit in enumerate([None, "XX99", "Z"])]
    assert [row.unit_code for row in backlog(UNITS, projects, AS_OF)] == [None, "XX99", "Z"]
    assert {row.member: row.projects for row in backlog_summary(UNITS, projects, AS_OF) if row.dimension == "unit"} == {
        None: 1,
        "XX99": 1,
        "Z": 1,
    }


def test_targets_take_the_figure_of_their_name() -> None:
    projects = [
        sign("1", industry="制造业", total_investment=10**8, land_mode="无需用地", registered_on=AS_OF),
        sign("2", "Z", total_investment=10**8 - 1, started_on=AS_OF),
        sign("3", "B", on=date(2021, 6, 30), industry="制造业"),
    ]
    receipts = [Receipt(p, "2022-06", amount, "实际到位", "440300", "制造业") for p, amount in (("1", 1), ("2", 2), ("3", 4), (None, 8))]
    names = ["签约项目数", "落地项目数", "开工项目数", "亿元以上签约项目数", "市外到位资金", "制造业到位资金"]
    lines = [Target(unit, name, Fraction(1), "元") for unit in "ABZ" for name in names]
    done = [row.done for row in targets(UNITS, projects, receipts, lines, AS_OF)]
    assert (done[:6], done[6:12], done[12:]) == ([1, 1, 0, 1, 1, 1], [0, 0, 0, 0, 4, 4], [2, 1, 1, 1, 15, 13])


def test_targets_of_a_unit_and_of_the_county() -> None:
    projects = [sign("1", total_investment=10**8, started_on=AS_OF), sign("2", "B"), sign("3", None, status="终止")]
    receipts = [Receipt(p, "2022-06", 10**8, "实际到位", "440300") for p in ("1", "2", "3", None)]
    lines = [
        Target("A", "签约项目数", Fraction(4)),
        Target("A", "开工项目数", Fraction(0)),
        Target("Z", "签约项目数", Fraction(2)),
        Target("A", "市外到位资金", Fraction(20_000), "万元"),
        Target("Z", "市外到位资金", Fraction(2), None),
    ]
    rows = targets(UNITS, projects, receipts, lines, AS_OF)
    assert [r.done for r in rows] == [1, 1, 2, 10_000, 4]
    assert [r.rate for r in rows] == [Fraction(1, 4), None, Fraction(1), Fraction(1, 2), Fraction(2)]
    assert [r.points for r in rows] == [Fraction(-25), None, Fraction(50), Fraction(0), Fraction(150)]
    assert {r.elapsed for r in rows} == {Fraction(1, 2)}


def test_counties_stay_small_and_are_the_same_again() -> None:
    for seed in range(300):
        made = county(seed)
        assert made == county(seed)
        assert 3 <= len(made.units) <= 14 and len(made.projects) <= 40 and len(made.receipts) <= 60
        assert len(made.targets) <= 10 and len({p.project_id for p in made.projects}) == len(made.projects)
        assert all(p.agreement_type == "正式协议" and p.signed_on for p in made.projects if p.lost)


def compare_rates(made: County) -> Iterator[str]:
    """The hard cases among the rates of a county."""
    rows = rates(made.units, made.projects, made.receipts, made.as_of)
    for a, b in combinations(rows, 2):
        if a[:2] == b[:2] and a.value and b.value:
            if a.value == b.value and a.denominator != b.denominator:
                yield f"{a.rate}: equal, of different denominators"
            if a.value != b.value and float(a.value) == float(b.value):
                yield "one float, two fractions"
    for row in rows:
        if row.value is None:
            yield f"{row.rate}: money or signings over 0" if row.numerator else f"{row.rate}: 0 over 0"
        elif not 0 <= row.value <= 1:
            yield f"{row.rate}: above 1" if row.value > 1 else f"{row.rate}: below 0"
        elif row.gap_to_next != row.gap_to_first:
            yield "the next is not the first"


def look_at_projects(made: County) -> Iterator[str]:
    """The hard cases among the formal signings of a county."""
    known = {u.code: u for u in made.units}
    for p in (p for p in made.projects if p.agreement_type == "正式协议"):
        days = (made.as_of - p.signed_on).days if p.signed_on else None
        yield f"signed {days} days ago" if p.status != "终止" else "terminated"
        unit = known.get(p.introduced_by or "")
        if unit is None or unit.kind == "bureau" or not is_active(unit, made.as_of):
            yield "of no ranked unit"
        if p.land_mode in ("购买厂房", "租用厂房") and p.land_supplied_on and not p.plant_secured_on:
            yield "a plant with only a land date"
        if p.land_mode == "新增用地" and p.plant_secured_on and not p.land_supplied_on:
            yield "land with only a plant date"
        if p.first_talk_share == 1 and p.first_talk_unit not in (None, p.introduced_by) and p.review_result == "通过":
            yield "all credit to the first to talk"


def test_counties_hold_the_hard_cases() -> None:
    counties = [county(seed) for seed in range(300)]
    found = Counter(case for made in counties for case in {*compare_rates(made), *look_at_projects(made)})
    ratios = [f"{rate}: equal, of different denominators" for rate in ("signing", "landing", "start", "funds")]
    bounds = [
        "signing: above 1",
        "funds: above 1",
        "funds: below 0",
        "signing: money or signings over 0",
        "funds: money or signings over 0",
    ]
    days = [f"signed {days} days ago" for days in (-1, 0, 90, 91, 180, 181, 365, 366, None)]
    others = ["of no ranked unit", "land with only a plant date", "a plant with only a land date", "all credit to the first to talk"]
    cases = [*ratios, *bounds, *days, *others, "one float, two fractions", "the next is not the first", "terminated"]
    assert {case: found[case] for case in cases if found[case] < 15} == {}
    assert {(2020, 2, 29), (2021, 12, 31), (2022, 1, 1), (2024, 2, 29)} <= {made.as_of.timetuple()[:3] for made in counties}
