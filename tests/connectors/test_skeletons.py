"""Each real sheet's skeleton is read as what it is, or set aside by name: never as something else."""

import json
from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from connectors.child import ChunkRead
from tests.connectors import reading_page
from tests.connectors.skeletons import ALL, Skeleton
from tests.connectors.told import chunk_of

#: By skeleton the rule that sets it aside whole.
ASIDE = {
    "F3": "form_foreign", "F5": "form_foreign", "F8": "form_unknown", "F13": "form_foreign", "F15": "form_ambiguous", "F16": "form_foreign",
    "F18": "form_foreign",
}  # fmt: skip
#: Form, unit and period of the others, and what returns them: a column that only somebody who knows the sheet can name.
READ = {
    "F1": ("leads", "ST01", "2022-06", ""), "F2": ("projects", "330802100", "2022-06", ""), "F4": ("activities", "ZS01", "2018-01", ""),
    "F6": ("targets", "ZS01", "2022-06", "column_missing"), "F7": ("targets", "ZS01", "2022", "column_missing"),
    "F9": ("funds", "ZS01", "2022-06", "column_missing"), "F10": ("projects", "330802100", "2022-06", "amount_unit_missing"),
    "F11": ("projects", "330802100", "2022-06", ""), "F12": ("projects", "330802100", "2022-06", ""), "F14": ("projects", "330802100", "2022-06", ""),
    "F17": ("funds", "ZS01", "2022-06", ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ChunkRead]]:
    folder = tmp_path_factory.mktemp("skeletons")
    yield {s.id: chunk_of(s.write(folder), s.unit) for s in ALL}


@pytest.mark.parametrize("skeleton", ALL, ids=lambda s: s.id)
def test_a_skeleton_is_read_as_what_it_is(skeleton: Skeleton, found: dict[str, ChunkRead]) -> None:
    chunk = found[skeleton.id]
    if skeleton.id in ASIDE:
        assert (chunk.drafts, chunk.stopped) == ([], {1: ASIDE[skeleton.id]})
        told = pl.read_ipc_stream(chunk.frames["told"])
        assert list(told["rule"]) == [ASIDE[skeleton.id]]
    else:
        assert [(d.form, d.unit, d.period, d.stopped) for d in chunk.drafts] == [READ[skeleton.id]]


def values(found: dict[str, ChunkRead], skeleton: str, form: str, field: str) -> list[object]:
    return list(pl.read_ipc_stream(found[skeleton].frames[form])[field])


def test_a_weekly_sheet_under_three_lines_and_over_four_notes(found: dict[str, ChunkRead]) -> None:
    """T-1, T-14, T-17, T-19: the notes' staff and rules are no leads."""
    assert values(found, "F1", "leads", "title") == ["光学镜片项目", "动漫项目"]
    assert values(found, "F1", "leads", "lead_on") == [date(2022, 6, 24)] * 2
    assert set(pl.read_ipc_stream(found["F1"].frames["aside"])["reason"]) == {"说明行"}


def test_signed_projects_belong_to_the_groups_that_they_name(found: dict[str, ChunkRead]) -> None:
    assert values(found, "F2", "projects", "introduced_by") == ["ST01", "ST02"]
    assert values(found, "F2", "projects", "total_investment") == [300_000_000, 150_000_000]


def test_text_mixes_are_no_numbers(found: dict[str, ChunkRead]) -> None:
    """T-10, T-13: 3批12人次 counts nowhere and is told; a 累计 column beside 本月 is not added to it."""
    told = pl.read_ipc_stream(found["F4"].frames["told"])
    assert list(told["rule"]) == ["count_unreadable"] * 3
    assert values(found, "F4", "activities", "rejected") == [True] * 3


def test_repeated_leaves_are_told_apart_by_their_paths(found: dict[str, ChunkRead]) -> None:
    """T-2: 合计 stands three times in F9, 省外 thrice."""
    fields = {v["column"]: name for name, v in json.loads(found["F9"].drafts[0].column_map)["Sheet1"].items()}
    assert fields == {
        "A": "project_code",
        "B": "project_name",
        "D": "investor",
        "M": "funder_region",
        "P": "industry",
        "AA": "since_start",
        "AG": "ytd",
    }


def test_months_sums_and_sums_since_the_start_are_three_things(found: dict[str, ChunkRead]) -> None:
    assert [values(found, "F17", "funds", f) for f in ("amount", "ytd", "since_start")] == [[10_000_000], [50_000_000], [80_000_000]]


def test_units_in_either_width_of_brackets(found: dict[str, ChunkRead]) -> None:
    """T-6, T-7."""
    assert [values(found, "F11", "projects", f) for f in ("total_investment", "fixed_investment")] == [[300_000_000], [200_000_000]]
    assert values(found, "F14", "projects", "total_investment") == [300_000_000]


def test_every_header_of_a_skeleton_is_accounted_for() -> None:
    """The page's part: run `python -m tests.connectors.reading_page` after a change of aliases."""
    assert reading_page.split(reading_page.PAGE.read_text(encoding="utf-8"))[0] == reading_page.skeletons().rstrip("\n") + "\n"
