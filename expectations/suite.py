"""What must hold before anything is published: each expectation a view, a column, a bound, and what a failure does.

`withhold`: rows lost or doubled, money in ≠ money shown, a broken ranking, a fall in volume. Everything else is `warn`: a
first batch, a county with four forms, absent units and months must publish.
"""

from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["withhold", "warn"]


@dataclass(frozen=True)
class Expectation:
    """`kind` is Great Expectations' name of it; `where` limits the rows; `meaning` is ours, in Chinese."""

    name: str
    view: str
    kind: str
    meaning: str
    severity: Severity = "withhold"
    arguments: dict[str, object] = field(default_factory=dict)


def _zero(name: str, view: str, column: str, meaning: str) -> Expectation:
    return Expectation(name, view, "ExpectColumnValuesToBeBetween", meaning, "withhold", {"column": column, "min_value": 0, "max_value": 0})


def _no_rows(name: str, view: str, meaning: str) -> Expectation:
    return Expectation(name, view, "ExpectTableRowCountToEqual", meaning, "withhold", {"value": 0})


def suite(largest_fall: float) -> tuple[Expectation, ...]:
    """The expectations; `largest_fall` is the share by which projects or receipts may fall against the last batch."""
    return (
        _zero("rows_accounted", "audit_delivery_rows", "difference", "读到的行都有去处：入库、退回或略过"),
        _zero("rows_stored", "audit_loaded_rows", "difference", "入库的行都在库里"),
        _no_rows("rows_stand_once", "audit_rows_stand_once", "没有一行被算两次"),
        _no_rows("ledger_rows_kept", "audit_ledger_rows_lost", "台账的每一行都进入项目总表"),
        Expectation("projects_once", "audit_projects", "ExpectColumnValuesToBeUnique", "项目总表中每个项目一行", "withhold", {"column": "project_id"}),
        Expectation("projects_named", "audit_projects", "ExpectColumnValuesToNotBeNull", "每个项目都有名称", "withhold", {"column": "project_name"}),
        Expectation("projects_status", "audit_projects", "ExpectColumnValuesToBeInSet", "项目状态是三种之一", "withhold",
                    {"column": "status", "value_set": ["推进中", "暂缓", "终止"]}),
        _zero("money_shown", "audit_money", "difference", "报来的资金与展示的资金相等"),
        _zero("receipts_shown", "audit_money", "rows_difference", "报来的笔数与展示的笔数相等"),
        Expectation("receipts_once", "audit_receipts", "ExpectColumnValuesToBeUnique", "每笔资金只算一次", "withhold", {"column": "row_id"}),
        _zero("headline_recounted", "audit_headline", "difference", "主要指标与另算一遍的结果一致"),
        _zero("ranks_competition", "audit_ranks", "gap", "名次按1、1、3排列"),
        _zero("ranks_ordered", "audit_ranks", "misplaced", "数值高的名次在前"),
        _no_rows("ranks_complete", "audit_ranks_missing", "每个在册单位都在榜上"),
        Expectation("rates_not_negative", "audit_ranks", "ExpectColumnValuesToBeBetween", "分子不为负", "warn", {"column": "numerator", "min_value": 0}),
        Expectation("backlog_known", "audit_backlogs", "ExpectColumnValuesToNotBeNull", "清单中的项目都在项目总表里", "withhold", {"column": "known"}),
        Expectation("backlog_formal", "audit_backlogs", "ExpectColumnValuesToBeInSet", "清单中只有正式协议", "withhold",
                    {"column": "agreement_type", "value_set": ["正式协议"]}),
        Expectation("backlog_days", "audit_backlogs", "ExpectColumnValuesToBeBetween", "等待天数不为负", "withhold", {"column": "waiting_days", "min_value": 0}),
        Expectation("volume_holds", "audit_volume", "ExpectColumnValuesToBeBetween", "项目数和资金笔数没有大幅下降", "withhold",
                    {"column": "fall", "max_value": largest_fall}),
        Expectation("receipts_matched", "audit_receipts", "ExpectColumnValuesToNotBeNull", "资金大多能对上项目", "warn",
                    {"column": "project_id", "mostly": 0.9}),
        Expectation("units_known", "audit_projects", "ExpectColumnValuesToNotBeNull", "引进单位在单位名录中", "warn", {"column": "known_unit", "mostly": 0.95}),
    )  # fmt: skip
