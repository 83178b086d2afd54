"""Every rule's own cases are run, and the catalogue has exactly the rules that the parsers can name."""

import ast
from pathlib import Path

import pytest

import schemas
from schemas.cells import parse
from schemas.rule import Case, Rule
from schemas.rules_cells import CELL_RULES
from tests.schemas.surroundings import field_of, with_unit

PARSERS = ("cells", "cell", "dates", "spans", "amounts", "measures", "words", "textual")
CASES = [(rule, case) for rule in CELL_RULES for case in rule.cases]
SPEAKING = [rule for rule in CELL_RULES if rule.scope == "cell"]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{r.code}-{c.given!r}-{c.hits}" for r, c in CASES])
def test_case(rule: Rule, case: Case) -> None:
    cell = parse(field_of(case.field), case.given, with_unit(case.unit))
    assert (cell.rule == rule.code) is case.hits, cell
    if cell.rule == rule.code and rule.severity == "reject":
        assert cell.value is None


@pytest.mark.parametrize("rule", SPEAKING, ids=lambda rule: rule.code)
def test_rule_has_a_hit_and_a_miss(rule: Rule) -> None:
    assert {case.hits for case in rule.cases} == {True, False}


def test_codes_are_unique() -> None:
    codes = [rule.code for rule in CELL_RULES]
    assert len(codes) == len(set(codes))


def test_only_the_missing_unit_stops() -> None:
    assert [rule.code for rule in CELL_RULES if rule.severity == "stop"] == ["amount_unit_missing"]


def test_catalogue_is_what_parsers_name() -> None:
    assert named_rules() == {rule.code for rule in SPEAKING}


def named_rules() -> set[str]:
    """Literals of the parsers' source that stand where a rule stands."""
    folder = Path(schemas.__file__).parent
    found: set[str] = set()
    for module in PARSERS:
        found |= _rules_of(ast.parse((folder / f"{module}.py").read_text(encoding="utf-8")))
    return found | {f"{rule}_text" for rule in found & {"error_value", "formula_uncached"}}


def _rules_of(tree: ast.Module) -> set[str]:
    catalogue = {rule.code for rule in CELL_RULES}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "rule":
            found |= _texts(node.value)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in catalogue:
            found.add(node.value)
    return found


def _texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


@pytest.mark.parametrize("rule", CELL_RULES, ids=lambda rule: rule.code)
def test_message_reads(rule: Rule) -> None:
    said = rule.message(where="D5 签约时间", got="已开工")
    assert said.startswith("D5 签约时间：") and said.endswith("。")
    assert "。。" not in said and "{" not in said
    assert "请" in rule.how and rule.why
