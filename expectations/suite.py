"""What must hold before anything is published: each expectation a view, a column, a bound, and what a failure does.

`withhold`: rows lost or doubled, money in ≠ money shown, a broken ranking, a fall in volume. Everything else is `warn`: a
first batch, a county with four forms, absent units and months must publish.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from schemas.indicators import RATES, Definition

Severity = Literal["withhold", "warn"]


@dataclass(frozen=True)
class Expectation:
    """`kind` is Great Expectations' name of it; `arguments` are that one's; `meaning` is ours, in Chinese."""

    name: str
    view: str
    kind: str
    meaning: str
    severity: Severity = "withhold"
    arguments: dict[str, object] = field(default_factory=dict)


def _between(name: str, view: str, column: str, meaning: str, severity: Severity = "withhold", **bounds: float) -> Expectation:
    return Expectation(name, view, "ExpectColumnValuesToBeBetween", meaning, severity, {"column": column, **bounds})


def _zero(name: str, view: str, column: str, meaning: str) -> Expectation:
    return _between(name, view, column, meaning, min_value=0, max_value=0)


def _no_rows(name: str, view: str, meaning: str) -> Expectation:
    return Expectation(name, view, "ExpectTableRowCountToEqual", meaning, "withhold", {"value": 0})


def _unique(name: str, view: str, column: str, meaning: str) -> Expectation:
    return Expectation(name, view, "ExpectColumnValuesToBeUnique", meaning, "withhold", {"column": column})


def _filled(name: str, view: str, column: str, meaning: str, severity: Severity = "withhold", **mostly: float) -> Expectation:
    return Expectation(name, view, "ExpectColumnValuesToNotBeNull", meaning, severity, {"column": column, **mostly})


def _among(name: str, view: str, column: str, meaning: str, *values: str) -> Expectation:
    return Expectation(name, view, "ExpectColumnValuesToBeInSet", meaning, "withhold", {"column": column, "value_set": list(values)})


def suite(largest_fall: float, ranked: Sequence[Definition]) -> tuple[Expectation, ...]:
    """The expectations. Projects or receipts may fall by the share `largest_fall` of the last batch; `ranked` are the rates
    that units are ranked by today, none where no unit is."""
    return (
        # rows lost or doubled
        _zero("rows_accounted", "audit_delivery_rows", "difference", "读到的行都有去处：入库、退回或略过"),
        _zero("rows_kept", "audit_delivery_rows", "kept_difference", "入库、退回、略过的行都留存在库里"),
        _zero("rows_stored", "audit_loaded_rows", "difference", "采用中的报送，入库的行都在库里"),
        _no_rows("rows_stand_once", "audit_rows_stand_once", "没有一行被算两次"),
        _no_rows("other_rows_listed", "audit_rows_unlisted", "其他报表采用的每一行都算得到"),
        _no_rows("ledger_rows_kept", "audit_ledger_rows_lost", "台账的每一行都进入项目总表"),
        _no_rows("projects_listed", "audit_projects_unfounded", "项目总表的每个项目都出自台账"),
        _unique("projects_once", "audit_projects", "project_id", "项目总表中每个项目一行"),
        _filled("projects_named", "audit_projects", "project_name", "每个项目都有名称"),
        _among("projects_status", "audit_projects", "status", "项目状态是三种之一，都算得到", "推进中", "暂缓", "终止"),
        _filled("backlog_known", "audit_backlogs", "known", "清单中的项目都在项目总表里"),
        _among("backlog_formal", "audit_backlogs", "agreement_type", "清单中只有正式协议", "正式协议"),
        _zero("backlog_waits", "audit_backlogs", "settled", "清单中的项目确实未供地、未开工"),
        _between("backlog_days", "audit_backlogs", "waiting_days", "等待天数不为负", min_value=0),
        _zero("headline_recounted", "audit_headline", "difference", "主要指标与另算一遍的结果一致"),
        # money in is money shown
        _zero("money_shown", "audit_money", "difference", "各月报来的资金与展示的资金相等"),
        _zero("receipts_shown", "audit_money", "rows_difference", "各月报来的笔数与展示的笔数相等"),
        _unique("receipts_once", "audit_receipts", "row_id", "每笔资金只算一次"),
        _no_rows("investment_shown", "audit_investment_changed", "项目的总投资与台账所报一致"),
        # rankings complete and as 1, 1, 3, of parts counted again
        _no_rows("ranks_complete", "audit_ranks_missing", "每个在册单位在各榜上各一行，有分母的才有名次"),
        _zero("ranks_competition", "audit_ranks", "gap", "名次按1、1、3排列"),
        _zero("ranks_ordered", "audit_ranks", "misplaced", "数值高的名次在前，相同的并列"),
        _between("rates_divided", "audit_rates", "value_error", "比率等于分子除以分母", min_value=0, max_value=1e-9),
        *_rates(ranked),
        # volume
        _between("volume_holds", "audit_volume", "fall", "项目数和资金笔数没有大幅下降", max_value=largest_fall),
        # missing, late or thin: told, and published
        _between("rates_not_negative", "audit_rates", "numerator", "分子不为负", "warn", min_value=0),
        _filled("receipts_matched", "audit_receipts", "project_id", "资金大多能对上项目", "warn", mostly=0.9),
        _filled("units_known", "audit_projects", "known_unit", "引进单位在单位名录中", "warn", mostly=0.95),
    )  # fmt: skip


def _rates(ranked: Sequence[Definition]) -> Iterator[Expectation]:
    """Both parts of every rate in force, against the columns of audit_rates that its definition names."""
    if ranked:
        yield Expectation("ranks_every_rate", "audit_rates", "ExpectColumnDistinctValuesToContainSet", "各项比率都有榜", "withhold",
                          {"column": "rate", "value_set": [d.rate for d in ranked]})  # fmt: skip
    for d in ranked:
        for side, part, said in (("numerator", d.numerator, "分子"), ("denominator", d.denominator, "分母")):
            yield Expectation(f"{d.rate}_{side}", "audit_rates", "ExpectColumnPairValuesToBeEqual", f"{RATES[d.rate]}的{said}与另算一遍的结果一致", "withhold",
                              {"column_A": side, "column_B": part, "row_condition": f'col("rate")=="{d.rate}"',
                               "condition_parser": "great_expectations"})  # fmt: skip
