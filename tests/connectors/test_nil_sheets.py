"""Sheets that say 本月无变化 instead of rows, below a header or without one: a nil report, told nothing, and never a row."""

from pathlib import Path
from typing import Any

import pytest

from connectors.child import DraftRead
from tests.connectors.told import chunk_of, read_file, rules
from tests.sheets import ledger, project, write

Rows = list[list[Any]]


def drafts(tmp_path: Path, rows: Rows, file: str = "报表.xlsx") -> list[DraftRead]:
    return chunk_of(write(tmp_path / file, rows)).drafts


@pytest.mark.parametrize(
    "rows",
    [
        [*ledger("石梁镇", []), ["本月无变化"]],
        [*ledger("石梁镇", []), [1, "本月无新增项目"]],
        [*ledger("石梁镇", []), [], ["无", "/"], ["备注：本月无变化"]],
        [["2022年6月招商项目台账"], ["填报单位：石梁镇"], [], ["本月无变化"]],
        [["石梁镇2022年6月招商项目台账：本月没有变动"]],
        [["招商项目台账"], ["填报单位：石梁镇", "填报时间：2022年6月28日"], ["截至目前，我镇招商项目无变化"], ["填表人：甲", "审核：乙"]],
    ],
)
def test_a_nil_report(rows: Rows, tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, rows)
    assert (draft.form, draft.unit, draft.period, draft.stopped) == ("projects", "330802100", "2022-06", "") and draft.nil
    chunk = chunk_of(tmp_path / "报表.xlsx")
    assert "projects" not in chunk.rows or not chunk.rows["projects"]
    assert rules(read_file(tmp_path / "报表.xlsx", tmp_path / "again")) == []


@pytest.mark.parametrize("rows", [[], [["无"]], [["填报单位：石梁镇"]]])
def test_a_file_whose_name_says_so(rows: Rows, tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, rows, "石梁镇2022年6月招商项目台账（无变化）.xlsx")
    assert (draft.form, draft.unit, draft.period) == ("projects", "330802100", "2022-06") and draft.nil


@pytest.mark.parametrize(
    "rows",
    [
        [*ledger("石梁镇", [project("甲")])],
        [*ledger("石梁镇", [project("甲")]), ["本月无新增"]],
        [*ledger("石梁镇", [project("无变化科技")])],
    ],
)
def test_a_sheet_with_rows_is_no_nil(rows: Rows, tmp_path: Path) -> None:
    (draft,) = drafts(tmp_path, rows)
    assert not draft.nil and chunk_of(tmp_path / "报表.xlsx").rows["projects"] == 1


def test_a_workbook_is_nil_where_none_of_its_sheets_has_rows(tmp_path: Path) -> None:
    """A second table with rows makes the delivery a list; its first line is set aside."""
    (draft,) = drafts(tmp_path, [*ledger("石梁镇", []), ["本月无变化"], [], *ledger("石梁镇", [project("甲")])])
    assert not draft.nil


@pytest.mark.parametrize(
    "rows",
    [
        [["本月无变化"]],
        [["2022年6月招商项目台账"], ["填报单位：东京组"], ["本月无变化"]],
        [["到位资金明细表和招商项目台账"], ["填报单位：石梁镇"], ["有无变化"]],
    ],
)
def test_a_line_of_nothing_known_is_told(rows: Rows, tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", rows)
    assert chunk_of(path, unit="").drafts == [] and rules(read_file(path, tmp_path / "again", unit="")) == ["form_unknown"]
