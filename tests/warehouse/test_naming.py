"""Whoever compares two boards reads words, and no names of columns."""

import re

import pytest

from warehouse.figures import BOARD
from warehouse.naming import field_label
from warehouse.project_changes import compared_columns

SHOWN = [(figure, c.name) for figure, (table, _) in BOARD.items() for c in table.columns if c.name != "batch_id"]


@pytest.mark.parametrize(("figure", "field"), [*SHOWN, *(("", c.name) for c in compared_columns())])
def test_every_field_that_may_differ_has_a_name(figure: str, field: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", field_label(field, figure)), (figure, field)


def test_a_name_is_that_of_its_figure() -> None:
    assert (field_label("number", "headline"), field_label("status", "headline"), field_label("status")) == ("数值", "口径", "项目状态")
    assert (field_label("项目"), field_label("")) == ("项目", "")
