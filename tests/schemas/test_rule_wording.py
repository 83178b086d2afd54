"""What letters say of every rule: nothing that an office does not have."""

import pytest

from schemas.rule import Rule
from schemas.rule_catalogue import RULES


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_no_rule_speaks_of_a_template(rule: Rule) -> None:
    """There is none yet: an office mends its own sheet."""
    assert "模板" not in rule.title + rule.expected + rule.how + rule.why
