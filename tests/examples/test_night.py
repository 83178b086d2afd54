"""The night over Kecheng gives the figures that its objects imply, on both databases; none of them is an input."""

from datetime import date
from fractions import Fraction

import pytest

from examples.kecheng import mess, truth
from examples.kecheng.first_half import KECHENG
from tests.examples.compared import differences
from tests.examples.test_kecheng import REPORT
from tests.sheets import Home

pytestmark = pytest.mark.xdist_group("kecheng")  # one night a database serves them all, in order
YUAN = {"亿元": 100_000_000}


@pytest.fixture
def home(kecheng: Home) -> Home:
    return kecheng


def test_every_figure_is_what_the_objects_imply(home: Home) -> None:
    assert differences(home, KECHENG) == {}


def test_the_headline_is_the_reports(home: Home) -> None:
    shown = {r["key"]: round(r["value"] * YUAN.get(r["measure"], 1)) for r in home.rows("SELECT * FROM bi_headline")}
    assert {key: shown[key] for key in REPORT} == REPORT


def test_dongjukang_took_a_hundred_days(home: Home) -> None:
    row = home.rows("SELECT days_landing_to_production AS days FROM bi_project WHERE project_name LIKE '东巨康%'")[0]
    assert row["days"] == 100


def test_leads_fall_three_months_running_and_most_in_tourism(home: Home) -> None:
    alerts = {(r["series"], r["member"]) for r in home.rows("SELECT * FROM bi_trend WHERE alert")}
    assert ("county", "全部") in alerts
    assert [member for series, member in alerts if series == "industry"] == ["文旅"]


def test_targets_are_measured_against_the_years_time(home: Home) -> None:
    assert {round(r["elapsed"], 6) for r in home.rows("SELECT elapsed FROM bi_target")} == {0.5}


def test_every_slip_is_found_where_it_stands_and_nothing_else_costs_a_row(home: Home) -> None:
    found = home.rows("SELECT unit_code, rule, severity FROM bi_finding")
    told = {(f["unit_code"], f["rule"]) for f in found}
    assert {(slip.unit, slip.rule) for slip in mess.SLIPS} <= told
    rejects = sorted((f["unit_code"], f["rule"]) for f in found if f["severity"] == "reject")
    assert rejects == sorted((slip.unit, slip.rule) for slip in mess.SLIPS if slip.severity == "reject")
    assert not [f for f in found if f["severity"] == "stop"]


def test_what_is_wide_or_half_a_year_long_is_read_for_its_own_months(home: Home) -> None:
    """Only the bureau reports money of another month than its sheet's."""
    widened = home.rows("SELECT unit_code, form FROM bi_finding WHERE rule = 'period_widened'")
    assert [(r["unit_code"], r["form"]) for r in widened] == [("ZS01", "funds")]


def test_the_same_inbox_the_next_night_is_silent(home: Home) -> None:
    before, findings = home.figures(), home.findings()
    night = home.night()
    assert (night.arrived, home.letters) == ([], [])
    assert (home.figures(), home.findings()) == (before, findings)


def test_a_later_day_counts_what_has_happened_by_then(home: Home) -> None:
    """As-of selects events by their dates: nothing new arrived, and the days waited grow."""
    before = {r["project_id"]: r["waiting_days"] for r in home.rows("SELECT * FROM bi_backlog WHERE backlog = 'land'")}
    home.night(date(2022, 7, 10), today=date(2022, 7, 10))
    after = {r["project_id"]: r["waiting_days"] for r in home.rows("SELECT * FROM bi_backlog WHERE backlog = 'land'")}
    assert after == {project: days + 10 for project, days in before.items()}
    ranks = home.rows("SELECT rate, unit_code, numerator, denominator, rank, previous_rank FROM bi_rate_ranking WHERE rank IS NOT NULL")
    assert all(r["previous_rank"] == r["rank"] for r in ranks)
    assert any(Fraction(r["numerator"], r["denominator"]) == 0 for r in ranks)
    assert truth.rates()["signing", "330802010"] in {(r["numerator"], r["denominator"]) for r in ranks}
