"""A proposal names what a header may mean, and is silent where nothing is like it."""

import pytest

from schemas.forms import FORMS
from schemas.headers import match
from schemas.proposals import propose


@pytest.mark.parametrize(("form", "header", "field"), [
    ("projects", "项目投资总额（亿元）", "total_investment"), ("projects", "总投资规模（万元）", "total_investment"), ("projects", "正式签约日期", "signed_on"),
    ("projects", "投资方企业名称", "investor"), ("projects", "统一信用代码", "investor_uscc"), ("projects", "预计投产日期", "planned_production_on"),
    ("funds", "实际到位资金额（万元）", "amount"), ("leads", "项目信息来源", "source"),
])  # fmt: skip
def test_a_likely_field_is_named(form: str, header: str, field: str) -> None:
    assert match(FORMS[form], (header,)) is None, "an alias needs no proposal"
    found = propose(FORMS[form], (header,), frozenset())
    assert found is not None and found.id == field


def test_what_is_like_nothing_gets_none() -> None:
    for header in ("结对班子成员", "是否上会", "值班电话安排人", "年末在职人数"):
        assert propose(FORMS["projects"], (header,), frozenset()) is None, header


def test_a_field_that_has_its_column_is_not_proposed() -> None:
    found = propose(FORMS["projects"], ("项目投资总额（亿元）",), frozenset({"total_investment"}))
    assert found is None or found.id != "total_investment"


def test_a_time_is_no_amount_and_an_amount_no_time() -> None:
    found = propose(FORMS["projects"], ("总投资时间",), frozenset())
    assert found is None or found.kind == "date"
