"""Rules over several cells of one row, of the forms beside the ledger; true is in order, as in rules_rows."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from schemas.rule import Case, Rule

if TYPE_CHECKING:
    import polars as pl

_D = date

OTHER_ROW_RULES: tuple[Rule, ...] = (
    Rule(
        "valid_against_review", "warn", "row", "是否有效与研判结果不一致", "研判通过的为有效，未通过的不是",
        "请核对是否有效和研判结果，改正其中一项。", "有效信息数按“是否有效”统计",
        (
            Case("leads", {"valid": True, "review_result": "不通过"}),
            Case("leads", {"valid": False, "review_result": "通过"}),
            Case("leads", {"valid": True, "review_result": "通过"}, hits=False),
            Case("leads", {"valid": False, "review_result": "不通过"}, hits=False),
            Case("leads", {"valid": True}, hits=False),
            Case("leads", {"valid": False}, hits=False),
            Case("leads", {"review_result": "通过"}, hits=False),
        ),
        ("valid", "review_result"),
    ),
    Rule(
        "left_before_arriving", "warn", "row", "离岗时间早于到岗时间", "离岗不早于到岗",
        "请核对到岗和离岗时间；在岗的不填离岗时间。", "专员人数按在岗日期统计",
        (
            Case("officers", {"since": _D(2022, 3, 1), "until": _D(2022, 2, 28)}),
            Case("officers", {"since": _D(2022, 3, 1), "until": _D(2022, 3, 1)}, hits=False),
            Case("officers", {"since": _D(2022, 3, 1)}, hits=False),
        ),
        ("until", "since"),
    ),
    Rule(
        "rank_below_one", "reject", "row", "名次不是从1起的整数", "从1起的整数，如 1", "请改正名次。", "名次从第1名起",
        (
            Case("league", {"rank": 0}),
            Case("league", {"rank": 1}, hits=False),
            Case("league", {"rank": 2}, hits=False),
            Case("league", {}, hits=False),
        ),
        ("rank",),
    ),
    Rule(
        "landed_without_project", "warn", "row", "已签约或已落地，却没有写项目名称", "已签约、已落地的写明台账里的项目名称",
        "请补填项目名称，与台账一致。", "没有项目名称便看不出这个环节由哪个项目补上",
        (
            Case("chains", {"status": "已签约"}),
            Case("chains", {"status": "已落地"}),
            Case("chains", {"status": "已落地", "project_name": "东巨康项目"}, hits=False),
            Case("chains", {"status": "在谈"}, hits=False),
            Case("chains", {"status": "在谈", "project_name": "东巨康项目"}, hits=False),
            Case("chains", {}, hits=False),
        ),
        ("project_name", "status"),
    ),
    Rule(
        "yield_of_nothing", "warn", "row", "产值、贸易额、纳税额都没有填", "至少填一项，没有产出的填0",
        "请补填产值、贸易额或纳税额。", "空行看不出是没有产出还是漏填",
        (
            Case("yields", {}),
            Case("yields", {"tax": 0}, hits=False),
            Case("yields", {"output": 1}, hits=False),
            Case("yields", {"trade": 1}, hits=False),
            Case("yields", {"output": 1, "trade": 1, "tax": 1}, hits=False),
        ),
        ("output", "trade", "tax"),
    ),
)  # fmt: skip


def conditions() -> Mapping[str, Mapping[str, "pl.Expr"]]:
    """By form, for each rule the condition under which a row is in order; null means undecided."""
    import polars as pl

    c = pl.col
    return {
        "leads": {"valid_against_review": c("review_result").is_null() | (c("valid") == (c("review_result") == "通过"))},
        "officers": {"left_before_arriving": c("since") <= c("until")},
        "league": {"rank_below_one": c("rank") >= 1},
        "chains": {"landed_without_project": ~c("status").is_in(["已签约", "已落地"]) | c("project_name").is_not_null()},
        "yields": {"yield_of_nothing": pl.any_horizontal(c(name).is_not_null() for name in ("output", "trade", "tax"))},
    }
