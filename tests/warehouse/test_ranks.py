"""Ranks, lists and intervals by their bounds; lights by their days; definitions by their dates."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from flows.instance import SHIPPED
from schemas.indicators import Indicators, read_indicators
from warehouse.backlogs import light
from warehouse.lead_times import half_year, p90
from warehouse.ranks import interval, list_ranks, rank_values

INDICATORS = read_indicators(SHIPPED / "indicators.toml")


def values(*said: str) -> list[Fraction | None]:
    return [Fraction(v) if v else None for v in said]


def test_ranks_are_1_1_3_and_none_is_none() -> None:
    assert rank_values(values("1/2", "", "2/4", "1/3")) == [1, None, 1, 3]


def test_a_list_is_at_most_a_third_of_the_group_and_equals_are_not_split() -> None:
    assert list_ranks(values("9", "8", "7", "6", "5", "4", "3", "2", "1"), 3, 3) == ["红"] * 3 + [None] * 3 + ["黑"] * 3
    assert list_ranks(values("4", "3", "2", "1"), 3, 3) == ["红", None, None, "黑"]
    assert list_ranks(values("2", "1"), 3, 3) == [None, None]
    assert list_ranks(values("3", "3", "2", "1", "0", "0"), 1, 1) == [None] * 6
    assert list_ranks(values("3", "", "2", "1"), 1, 0) == ["红", None, None, None]


def test_wilsons_interval() -> None:
    """8 of 10: 0.4902 to 0.9433 (the textbook's); no share of counts has none."""
    found = interval(8, 10)
    assert found is not None and (round(found[0], 4), round(found[1], 4)) == (0.4902, 0.9433)
    assert interval(3, 2) is None and interval(0, 0) is None and interval(-1, 2) is None
    assert interval(0, 1) == pytest.approx((0.0, 0.79346), abs=1e-4)


@pytest.mark.parametrize(
    ("backlog", "mode", "days", "overdue", "colour"),
    [("land", "新增用地", 60, 0, "绿"), ("land", "新增用地", 61, 0, "黄"), ("land", "新增用地", 90, 0, "黄"), ("land", "新增用地", 91, 0, "红"),
     ("land", "新增用地", 10, 500, "绿"), ("start", "租用厂房", 30, 0, "绿"), ("start", "租用厂房", 31, 0, "黄"), ("start", "租用厂房", 61, 0, "红"),
     ("start", "租用厂房", 5, 1, "黄"), ("start", "租用厂房", 5, 92, "黄"), ("start", "租用厂房", 5, 93, "红"), ("start", None, 91, -5, "红"),
     ("land", None, 500, 0, None)],
)  # fmt: skip
def test_lights(backlog: str, mode: str | None, days: int, overdue: int, colour: str | None) -> None:
    assert light(INDICATORS, backlog, mode, days, overdue) == colour


def test_nine_in_ten_took_no_longer() -> None:
    assert p90(list(range(1, 11))) == 9 and p90([7]) == 7 and p90([1, 100]) == 100
    assert (half_year(date(2022, 6, 30)), half_year(date(2022, 7, 1))) == ("2022H1", "2022H2")


def changed(tmp_path: Path, more: str) -> Indicators:
    path = tmp_path / "indicators.toml"
    path.write_text(f"{(SHIPPED / 'indicators.toml').read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    return read_indicators(path)


_NEW = '[[rate]]\nrate = "start"\ndefinition = "start-v2"\nsince = 2022-07-01\ncohort = "planned"\nnumerator = "started"\ndenominator = "signed"\nexplanation = ""\n'


def test_a_definition_is_in_force_from_its_day_and_for_its_groups(tmp_path: Path) -> None:
    assert [d.definition for d in INDICATORS.in_force(date(2022, 6, 30))] == ["signing-v1", "landing-v1", "start-v1", "funds-v1"]
    assert INDICATORS.in_force(date(2019, 1, 1)) == []
    later = changed(tmp_path, _NEW)
    assert [d.definition for d in later.in_force(date(2022, 6, 30), "部门")][2] == "start-v1"
    assert [d.definition for d in later.in_force(date(2022, 7, 1), "部门")][2] == "start-v2"
    stations = changed(tmp_path, _NEW + 'groups = ["驻点组"]\n')
    assert [[d.definition for d in stations.in_force(date(2022, 7, 1), g)][2] for g in ("部门", "驻点组")] == ["start-v1", "start-v2"]
    assert [d.definition for d in stations.in_force(date(2022, 7, 1))] == ["signing-v1", "landing-v1", "start-v1", "start-v2", "funds-v1"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("start-v2", "start-v1", "start-v1 is there twice"), ('cohort = "planned"', 'cohort = "all"', "cohort of signed, planned"),
     ('rate = "start"', 'rate = "luck"', "rate of signing")],
)  # fmt: skip
def test_a_slip_in_a_definition_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        changed(tmp_path, _NEW.replace(old, new))
