"""What letters say of every rule: nothing that an office does not have."""

import pytest

from schemas.rule import Rule
from schemas.rule_catalogue import RULES


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_that_speaks_of_a_template_says_whom_to_ask_for_it(rule: Rule) -> None:
    said = rule.title + rule.expected + rule.how + rule.why
    assert ("模板" in said) == ("向数据管理员索取空白模板" in said)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_what_is_wrong_what_is_expected_and_how_to_mend_it(rule: Rule) -> None:
    parts = {f"detail_{n}": "某某" for n in range(4)}
    what, expected, how = rule.said(got="某某", detail="某某。", title="某列", words="甲、乙", **parts)
    assert what and expected and how.endswith("。") and "，应为" not in what
    assert rule.message(where="某处", got="") == f"某处：{rule.said(got='')[0]}，应为{rule.said(got='')[1]}。{rule.said(got='')[2]}"
