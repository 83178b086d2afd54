"""Every row rule's own cases are run as one ledger through pandera, and every other rule has a test that names it."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas import rules_rows, rules_rows_others
from schemas.forms import FORMS
from schemas.frame_types import frame_schema
from schemas.frames import failed_rules
from schemas.rule import Case, Rule
from schemas.rule_catalogue import RULES
from schemas.rules_rows import ROW_RULES
from schemas.rules_rows_others import OTHER_ROW_RULES

ALL = (*ROW_RULES, *OTHER_ROW_RULES)
CASES = [(rule, case) for rule in ALL for case in rule.cases]


@pytest.fixture(scope="module")
def broken() -> set[tuple[int, str]]:
    """(position of the case, rule that spoke), all cases of a form validated at once as a night does."""
    found = set()
    for form in FORMS.values():
        mine: list[tuple[int, dict[str, Any]]] = [
            (n, dict(case.given)) for n, (_, case) in enumerate(CASES) if case.field == form.id and isinstance(case.given, dict)
        ]
        schema = frame_schema(form)
        rows = pl.DataFrame([{name: row.get(name) for name in schema} for _, row in mine], schema=schema)
        found |= {(mine[index][0], rule) for index, rule in failed_rules(form, rows).select("index", "rule").iter_rows()}
    return found


@pytest.mark.parametrize(
    ("number", "rule", "case"), [(n, r, c) for n, (r, c) in enumerate(CASES)], ids=[f"{r.code}-{n}" for n, (r, _) in enumerate(CASES)]
)
def test_case(number: int, rule: Rule, case: Case, broken: set[tuple[int, str]]) -> None:
    assert ((number, rule.code) in broken) is case.hits


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
