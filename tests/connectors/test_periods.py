"""What a title says about time, for sheets of a month and for sheets that may be of a week or a day."""

from datetime import date

import pytest

from connectors.periods import find_days, find_period

BY = date(2022, 6, 30)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022年6月20日-6月26日驻点招商信息表", (6, 20), (6, 26)), ("（6月20日—26日）", (6, 20), (6, 26)), ("2022.6.20-2022.6.26", (6, 20), (6, 26)),
        ("6.20-6.26", (6, 20), (6, 26)), ("2022年第25周信息表", (6, 20), (6, 26)), ("第25周", (6, 20), (6, 26)),
        ("2022年6月24日招商活动统计表", (6, 24), (6, 24)), ("2022-06-24", (6, 24), (6, 24)),
    ],
)  # fmt: skip
def test_days_and_weeks(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    found = find_days(text, BY, None, one=True)
    assert found
    assert (found.first, found.last) == (date(2022, *first), date(2022, *last))


@pytest.mark.parametrize(
    "text",
    [
        "2022年1-6月招商活动统计表",
        "2022年6月驻点招商信息表",
        "2022年上半年",
        "截至2022年6月24日",
        "2022-2023年",
        "2022年6月第4周信息表",
        "电话0570-3012345",
        "周报",
    ],
)
def test_no_days(text: str) -> None:
    assert find_days(text, BY, None, one=True) is None


def test_a_file_name_of_one_day_is_when_it_was_sent() -> None:
    assert find_days("北京组信息表2022.6.24.xlsx", BY, None, one=False) is None


def test_weeks_that_people_count_in_different_ways_are_the_one_it_was_filled_in() -> None:
    found = find_days("2022年6月第4周驻点招商信息表", BY, date(2022, 6, 24), one=True)
    assert found
    assert (found.first, found.last) == (date(2022, 6, 20), date(2022, 6, 26))


def test_a_stretch_without_a_year_lies_before_the_sheet() -> None:
    found = find_days("12月26日-1月1日", date(2022, 1, 4), None, one=True)
    assert found
    assert (found.first, found.last) == (date(2021, 12, 26), date(2022, 1, 1))


def test_months_stay_months() -> None:
    found = find_period("2022年1-6月招商活动统计表", BY)
    assert found
    assert (found.first, found.last) == (date(2022, 1, 1), date(2022, 6, 30))
