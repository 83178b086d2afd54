"""Every row rule's own cases are run through pandera, and every other rule has a test that names it."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas import rules_rows, rules_rows_others
from schemas.forms import FORMS
from schemas.frame_types import frame_schema
from schemas.frames import failed_rules
from schemas.rule import Rule
from schemas.rule_catalogue import RULES
from schemas.rules_rows import ROW_RULES
from schemas.rules_rows_others import OTHER_ROW_RULES

ALL = (*ROW_RULES, *OTHER_ROW_RULES)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_its_cases(rule: Rule) -> None:
    """The cases of a rule as rows of one frame, validated together as a night does."""
    for form in {case.field: FORMS[case.field] for case in rule.cases}.values():
        mine: list[dict[str, Any]] = [dict(case.given) for case in rule.cases if case.field == form.id and isinstance(case.given, dict)]
        schema = frame_schema(form)
        rows = pl.DataFrame([{name: row.get(name) for name in schema} for row in mine], schema=schema)
        spoke = failed_rules(form, rows).filter(pl.col("rule") == rule.code)["index"].to_list()
        assert [n in spoke for n in range(len(mine))] == [case.hits for case in rule.cases if case.field == form.id]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_rule_has_a_hit_and_a_miss(rule: Rule) -> None:
    assert {case.hits for case in rule.cases} == {True, False}


def test_each_condition_has_its_rule() -> None:
    assert set(rules_rows.conditions()) == {rule.code for rule in ROW_RULES} - {"out_of_bounds"}
    others = rules_rows_others.conditions()
    assert {code for rules in others.values() for code in rules} == {rule.code for rule in OTHER_ROW_RULES}


def test_every_other_rule_has_a_test_that_names_it() -> None:
    """A rule of a sheet, a file or the county has no cell to stand in a table: its cases are sheets."""
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("test_*.py"))
    others = {rule.code for rule in RULES.values() if rule.scope in ("sheet", "file", "county")}
    assert {code for code in others if f'"{code}"' not in tests} == set()
