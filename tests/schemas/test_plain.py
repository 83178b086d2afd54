"""Two ways to read a cell, one result: what `plain` types at once is what `parse` says of each cell, and keys of a column are those of its texts."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.aside import Sorting
from connectors.notes import is_part, is_total_word, may_be_note
from connectors.setting import Setting
from connectors.tables import Column, Table
from schemas.cells import Cell, parse
from schemas.currency import Exchange
from schemas.forms import FORMS
from schemas.grammar import Field
from schemas.headers import _title_words, is_title, may_be, title_edges
from schemas.identity import code_key, code_keys, name_key, name_keys
from schemas.plain import plain
from schemas.raw import ErrorValue, is_blank, squeeze
from schemas.regions import Regions
from schemas.rules_cells import CELL_RULES
from tests.schemas.surroundings import UNITS as OFFICES
from tests.schemas.surroundings import with_unit

#: One field of each way to be read.
KINDS = {(f.kind, f.id if f.kind == "text" else "", f.required, f.refunds): f for form in FORMS.values() for f in form.fields}
FIELDS = [pytest.param(f, id=f"{f.id}") for f in KINDS.values() if f.kind in ("text", "money", "area")]
UNITS = [None, "万元", "亿元", "元", "万美元", "亩", "平方米", "千平方米", "家"]
CASES = [case.given for rule in CELL_RULES for case in rule.cases if not isinstance(case.given, dict)]
ODD: list[object] = [
    "", " ", "　", "待 定", "无", "/", "— —", "#N/A", "#1厂房", "＃REF!", "_x000D_", "甲_x000D_", "甲\n乙", " 甲乙丙", "甲乙丙 ", "甲乙丙\u3000", "甲\u200b乙丙",
    "e\u0301e\u0301", "①②③", "（一）期", "2106-330802-04-01-123456", "2113-330802-04-01-123456", "２106-330802-04-01-123456", "2106-330802-04-01-12345x",
    0.0, -0.0, 0.005, 0.015, 1e-9, 0.1 + 0.2, 1234.56785, 99999.995, 1e11, 1e13, 1e16, -3.0, float("inf"), float("nan"), 5, True,
    date(2022, 6, 1), datetime(2022, 6, 1), ErrorValue("#N/A"), None,
]  # fmt: skip
TEXTS = st.text(st.sampled_from("甲乙项目有限责任公司一期0Ａａ（）() \u3000\n\u200b\ufeffΣσßﾊﾟ\u0301合计注无待定#/-—"), max_size=12)
CELLS = st.one_of(
    TEXTS,
    st.floats(),
    st.floats(0, 1e6),
    st.integers(0, 10**9).map(lambda n: n / 10_000),
    st.integers(0, 10**7).map(lambda n: n / 200),
    st.sampled_from([*ODD, *CASES]),
)
SETTING = Setting(OFFICES, Regions(), Exchange(()), {}, {})
ALIKE = st.one_of(st.lists(TEXTS), st.lists(st.one_of(st.floats(0, 1e7), st.just(""))), st.lists(CELLS))


def agrees(field: Field, cells: Sequence[object], unit: str | None) -> None:
    found = plain(field, cells, set(map(type, cells)), unit)
    if found is None:
        return
    values, left = found
    context = with_unit(unit)
    for at in set(range(len(cells))).difference(left):
        said = parse(field, cells[at], context)
        assert (said, type(said.value)) == (Cell(values[at]), type(values[at])), (cells[at], unit)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("field", FIELDS)
def test_known_cells_are_read_alike(field: Field, unit: str | None) -> None:
    for cell in [*ODD, *CASES]:
        agrees(field, [cell], unit)
        agrees(field, [cell, 12.5, ""], unit)
        agrees(field, ["某某某项目", cell], unit)


@settings(max_examples=400, deadline=None)
@given(field=st.sampled_from(list(KINDS.values())), unit=st.sampled_from(UNITS), cells=ALIKE)
def test_any_cells_are_read_alike(field: Field, unit: str | None, cells: list[object]) -> None:
    agrees(field, cells, unit)


def test_most_plain_cells_are_typed_at_once() -> None:
    investment, area = FORMS["projects"]["total_investment"], FORMS["projects"]["land_area"]
    assert plain(investment, [120.5, "约3亿", 3.0], {float, str}, "万元") == ([1_205_000, None, 30_000], [1])
    assert plain(area, [1.0, ""], {float, str}, "亩") == ([666.67, None], [1])
    assert plain(FORMS["projects"]["project_name"], ["甲乙丙", "无"], {str}, None) == (["甲乙丙", "无"], [1])


@settings(max_examples=300, deadline=None)
@given(
    texts=st.lists(st.one_of(st.none(), TEXTS, st.sampled_from(["项目", "项目有限公司", "甲项目项目", "甲有限责任公司有限公司", "a\0b"])))
)
def test_keys_of_a_column_are_those_of_its_texts(texts: list[str | None]) -> None:
    assert name_keys(texts) == [name_key(text) for text in texts]
    assert code_keys(texts) == [code_key(text) for text in texts]


@given(text=TEXTS, header=st.sets(TEXTS.map(squeeze).filter(bool), max_size=3))
def test_a_name_is_neither_blank_nor_total_nor_note_nor_title(text: str, header: set[str]) -> None:
    name = Column(0, ("项目名称",), FORMS["projects"]["project_name"], None)
    said = is_blank(text) or is_total_word(text) or may_be_note(text) or is_part(text) or squeeze(text) in header
    table = Table(FORMS["projects"], 0, 0, [name, *(Column(n, (title,), None, None) for n, title in enumerate(header, 1))])
    assert Sorting(table, set(), SETTING).names_something([text]) == (not said)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        TEXTS.filter(bool), st.sampled_from(sorted(_title_words())), st.sampled_from(sorted(_title_words())).map("其中{}（万元）".format)
    )
)
def test_no_title_is_passed_over(text: str) -> None:
    assert may_be(text, title_edges()) or not is_title(text)
