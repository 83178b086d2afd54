"""Each field of each form is read from two layouts or more, filled, and every header means what its column shows."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import examples.kecheng
from examples.kecheng import funds_sheets, targets_sheet
from examples.kecheng.columns import CONTENT, SERIAL, STRAY, Column
from examples.kecheng.first_half import KECHENG
from examples.kecheng.funds_sheets import Funds
from examples.kecheng.ledger import Ledger
from examples.kecheng.listing import Listing
from examples.kecheng.wide import Wide
from schemas.forms import FORMS
from schemas.headers import is_ignored, match

SHEETS = [sheet for book in KECHENG.workbooks for sheet in book.sheets]
FUND_HEADERS = {
    funds_sheets.two_level: funds_sheets.TWO_LEVEL,
    funds_sheets.plain: funds_sheets.PLAIN,
    funds_sheets.long: funds_sheets.LONG,
}
#: Fields of which the county has one layout on purpose: only the bureau's long sheet has a 口径 and a note, split columns stand once.
ONCE = {"funds": {"status", "remark", "outside_city", "outside_province", "since_start", "manufacturing"}}
#: Targets are one sheet a year: its other layout is in the seeded counties.
YEARLY = "targets"
#: What a report's figure would look like, were it typed in: 亿元, yuan, 万元, and the two counts that are no everyday number.
HEADLINES = {6.7, 3.3, 670_000_000, 330_000_000, 220_000_000, 160_000_000, 67_000, 33_000, 22_000, 16_000, 94, 54}


def columns() -> Iterator[tuple[str, Column]]:
    """Form and column of every ledger and listing."""
    for sheet in SHEETS:
        if isinstance(sheet, Ledger):
            yield from (("projects", column) for column in sheet.all_columns(KECHENG))
        elif isinstance(sheet, Listing):
            yield from ((sheet.form, column) for column in sheet.columns)


def layouts() -> dict[tuple[str, str], set[object]]:
    """By form and field, the layouts whose column for it is filled in some row."""
    found: dict[tuple[str, str], set[object]] = defaultdict(set)
    for sheet in SHEETS:
        page = sheet.draw(KECHENG)
        paths: tuple[tuple[str, ...], ...] = ()
        if isinstance(sheet, Ledger):
            paths = tuple(c.path for c in sheet.all_columns(KECHENG))
        elif isinstance(sheet, Listing):
            paths = tuple(c.path for c in sheet.columns)
        elif isinstance(sheet, Funds):
            paths = FUND_HEADERS[sheet.style]
        elif isinstance(sheet, Wide):
            for field in ("held_on", "activity", "leader_rank", "times", *(("cost",) if sheet.cost else ())):
                found["activities", field].add(sheet.headers)
        for index, path in enumerate(paths, start=1):
            field = match(FORMS[sheet.form], path)
            if field and any(
                column == index and row > page.frozen and value is not None for (row, column), (value, _) in page.cells.items()
            ):
                found[sheet.form, field.id].add(paths)
    return found


def test_every_header_means_its_field() -> None:
    for form, column in columns():
        found = match(FORMS[form], column.path)
        if column.field in (SERIAL, CONTENT, STRAY):
            assert found is None, (form, column.path)
            assert is_ignored(column.path) == (column.field != STRAY), (form, column.path)
        else:
            assert found is not None and found.id == column.field, (form, column.path)


def test_funds_and_targets_headers_mean_fields() -> None:
    known = [match(FORMS["funds"], path) for header in FUND_HEADERS.values() for path in header]
    assert sum(found is None for found in known) == 3  # the three 序号
    assert {f.id for f in known if f} >= {"amount", "forecast", "ytd", "outside_city", "outside_province", "status", "month"}
    assert all(match(FORMS["targets"], path[1:]) for path in targets_sheet.HEADER[2:])


@pytest.mark.parametrize("form", [f for f in FORMS if f != YEARLY])
def test_each_field_is_filled_in_two_layouts(form: str) -> None:
    found = layouts()
    thin = {f.id: len(found[form, f.id]) for f in FORMS[form].fields if len(found[form, f.id]) < 2}
    assert set(thin) <= ONCE.get(form, set()), thin


def test_no_headline_figure_is_typed_in() -> None:
    """They come out of objects; a total of this size, or a count of leads, stands nowhere as a literal."""
    folder = Path(examples.kecheng.__file__).parent
    for module in folder.glob("*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        typed = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, int | float)}
        assert not typed & HEADLINES, module.name
