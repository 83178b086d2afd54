"""The night over the small Kecheng gives the figures that its objects imply, on both databases; none of them is an input."""

from datetime import date
from fractions import Fraction

import pytest

from examples.kecheng import mess, truth
from examples.kecheng.county import TARGETS
from examples.kecheng.inbox import build
from tests.sheets import Home

pytestmark = pytest.mark.xdist_group("kecheng")  # one night a database serves them all, in order
YUAN = {"亿元": 100_000_000}


@pytest.fixture(scope="module")
def home(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("kecheng"), shared_url)
    build(home.inbox)
    night = home.night()
    assert night.failed == []
    return home


def test_every_figure_is_what_the_objects_imply(home: Home) -> None:
    shown = {r["key"]: round(r["value"] * YUAN.get(r["measure"], 1)) for r in home.rows("SELECT * FROM bi_headline")}
    assert {key: shown[key] for key in truth.headline()} == truth.headline()
    rates = {(r["rate"], r["unit_code"]): (r["numerator"], r["denominator"]) for r in home.rows("SELECT * FROM bi_rate_ranking")}
    assert {key: rates[key] for key in truth.rates()} == truth.rates()
    for backlog in ("land", "start"):
        listed = home.rows("SELECT project_name FROM bi_backlog WHERE backlog = :b", b=backlog)
        assert {r["project_name"] for r in listed} == truth.backlog(backlog)


def test_targets_are_measured_by_unit_and_for_the_county(home: Home) -> None:
    shown = {(r["unit_code"], r["indicator"]): r for r in home.rows("SELECT * FROM bi_target")}
    for goal in TARGETS:
        row = shown[goal.unit, goal.indicator]
        assert row["done"] * YUAN.get(row["measure"], 1) == pytest.approx(truth.done(goal.indicator, goal.unit)), goal
        assert row["elapsed"] == pytest.approx(6 / 12)


def test_every_slip_is_found_where_it_stands_and_nothing_else_costs_a_row(home: Home) -> None:
    found = home.rows("SELECT unit_code, rule, severity FROM bi_finding")
    told = {(f["unit_code"], f["rule"]) for f in found}
    assert {(slip.unit, slip.rule) for slip in mess.SLIPS} <= told
    rejects = [f for f in found if f["severity"] == "reject"]
    assert len(rejects) == sum(slip.severity == "reject" for slip in mess.SLIPS)
    assert not [f for f in found if f["severity"] == "stop"]


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
