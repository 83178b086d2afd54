"""Which rows are one project (forms.md, "One project, one row"): a case a sentence, whatever the order of arrival."""

from itertools import permutations

import polars as pl
import pytest

from schemas.identity import code_key, name_key
from warehouse.identity import KEYS, project_ids

Key = tuple[str, str, str, str]  # code, credit code, name, investor


def ids(*keys: Key) -> list[str]:
    """Project ids of rows, in the order given."""
    made = [(code_key(c), u, name_key(n), name_key(i)) for c, u, n, i in keys]
    found = project_ids(pl.DataFrame(made, schema=dict.fromkeys(KEYS, pl.String), orient="row"))
    return found["project_id"].to_list()


ONE = "one"
SEVERAL = "several"


@pytest.mark.parametrize(
    ("expected", "one", "other"),
    [
        (ONE, ("2106-330802-04-01-123456", "", "甲", "A"), ("2106-330802-04-01-123456", "", "乙", "B")),
        (ONE, ("", "", "甲项目", "A有限公司"), ("", "", "甲", "A")),
        (ONE, ("", "", "甲（一期）", "Ａ 公司"), ("", "", "甲(一期)", "a公司")),
        (ONE, ("", "", "甲", "A有限责任公司"), ("", "", "甲", "A有限公司")),
        (ONE, ("2106", "", "甲", "A"), ("", "", "甲", "A")),
        (SEVERAL, ("", "", "甲一期", "A"), ("", "", "甲二期", "A")),
        (SEVERAL, ("", "", "年产3000万件", "A"), ("", "", "年产6000万件", "A")),
        (SEVERAL, ("", "", "甲", "A"), ("", "", "甲", "B")),
        (SEVERAL, ("2106", "", "甲", "A"), ("2107", "", "甲", "A")),
        (SEVERAL, ("", "91330800AAAA", "甲", "A"), ("", "91330800BBBB", "甲", "A")),
        (ONE, ("", "", "甲", ""), ("", "", "甲", "A")),
        (ONE, ("", "", "甲", ""), ("", "", "甲", "")),
    ],
)
def test_two_rows(expected: str, one: Key, other: Key) -> None:
    for rows in ((one, other), (other, one)):
        assert len(set(ids(*rows))) == (1 if expected == ONE else 2)


def test_a_blank_investor_matches_when_exactly_one_project_bears_the_name() -> None:
    blank, a, b = ("", "", "甲", ""), ("", "", "甲", "A"), ("", "", "甲", "B")
    assert len(set(ids(blank, a))) == 1
    assert len(set(ids(blank, a, b))) == 3


def test_a_code_joins_rows_whose_names_differ_and_keeps_them_from_others() -> None:
    found = ids(("2106", "", "甲", "A"), ("2106", "", "甲厂房", "A"), ("2107", "", "甲", "A"), ("", "", "甲厂房", "A"))
    assert found[0] == found[1] == found[3] != found[2]


def test_ids_do_not_hang_on_the_order_of_arrival() -> None:
    rows: list[Key] = [("2106", "", "甲", "A"), ("", "", "甲", "A"), ("2107", "", "甲", "A"), ("", "", "甲", ""), ("", "91", "乙", "B")]
    first = dict(zip(rows, ids(*rows), strict=True))
    for order in permutations(rows):
        assert dict(zip(order, ids(*order), strict=True)) == first


def test_a_project_keeps_its_id_when_others_come() -> None:
    rows: list[Key] = [("", "", "甲", "A")]
    assert ids(*rows)[0] == ids(*rows, ("", "", "乙", "B"), ("", "", "甲", "C"))[0]
