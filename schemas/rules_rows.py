"""Rules over several cells of one ledger row. Each is a Boolean column (true: in order), checked by pandera afterwards.

`EXPRESSIONS` holds the condition by rule code; a condition that cannot be decided (a cell is blank) is in order.
"""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from schemas.rule import Case, Rule

if TYPE_CHECKING:
    import polars as pl

_D = date
#: Signing, land or plant, start, completion, production, full capacity: each not before those ahead of it.
ORDER = (
    "signed_on", "land_supplied_on", "plant_secured_on", "started_on", "completed_on", "production_on", "full_capacity_on",
)  # fmt: skip
_ROW = "projects"

ROW_RULES: tuple[Rule, ...] = (
    Rule(
        "dates_out_of_order", "warn", "row", "时间先后不合常理", "签约、供地（厂房落实）、开工、竣工、投产、达产依次不早于前一项",
        "请核对这几个时间，改正写错的一个；如确实如此，请在备注中说明。", "先后颠倒多半是年份或月份写错",
        (
            Case(_ROW, {"signed_on": _D(2022, 3, 1), "started_on": _D(2022, 2, 1)}),
            Case(_ROW, {"signed_on": _D(2022, 3, 1), "started_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {"signed_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {"started_on": _D(2022, 3, 1), "production_on": _D(2022, 2, 28)}),
            Case(_ROW, {"filed_on": _D(2022, 1, 1), "signed_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {"land_supplied_on": _D(2022, 3, 2), "plant_secured_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {"signed_on": _D(2022, 3, 2), "plant_secured_on": _D(2022, 3, 1)}),
        ),
        ORDER,
    ),
    Rule(
        "plant_date_on_new_land", "warn", "row", "新增用地项目填了厂房落实时间", "新增用地填供地时间，购买、租用厂房填厂房落实时间",
        "请核对用地方式；如用地方式无误，请删去厂房落实时间。", "供地与厂房落实是两种落地，填错会使落地率失真",
        (
            Case(_ROW, {"land_mode": "新增用地", "plant_secured_on": _D(2022, 3, 1)}),
            Case(_ROW, {"land_mode": "租用厂房", "plant_secured_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {"land_mode": "新增用地"}, hits=False),
            Case(_ROW, {"plant_secured_on": _D(2022, 3, 1)}, hits=False),
        ),
        ("plant_secured_on", "land_mode"),
    ),
    Rule(
        "land_date_on_plant", "warn", "row", "购买或租用厂房的项目填了供地时间", "购买、租用厂房填厂房落实时间，新增用地填供地时间",
        "请核对用地方式；如用地方式无误，请把日期移到厂房落实时间一栏。", "租用厂房的项目不需要供地",
        (
            Case(_ROW, {"land_mode": "租用厂房", "land_supplied_on": _D(2022, 3, 1)}),
            Case(_ROW, {"land_mode": "购买厂房", "land_supplied_on": _D(2022, 3, 1)}),
            Case(_ROW, {"land_mode": "新增用地", "land_supplied_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {"land_mode": "租用厂房"}, hits=False),
            Case(_ROW, {"land_supplied_on": _D(2022, 3, 1)}, hits=False),
        ),
        ("land_supplied_on", "land_mode"),
    ),
    Rule(
        "finished_without_start", "warn", "row", "已竣工或投产，却没有开工时间", "竣工、投产的项目都有开工时间",
        "请补填开工时间。", "没有开工时间的项目会被列入签约未开工",
        (
            Case(_ROW, {"production_on": _D(2022, 3, 1)}),
            Case(_ROW, {"completed_on": _D(2022, 3, 1)}),
            Case(_ROW, {"production_on": _D(2022, 3, 1), "started_on": _D(2022, 1, 1)}, hits=False),
            Case(_ROW, {"completed_on": _D(2022, 3, 1), "production_on": _D(2022, 3, 1)}),
            Case(_ROW, {"started_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {}, hits=False),
        ),
        ("started_on", "completed_on", "production_on"),
    ),
    Rule(
        "started_not_enrolled", "warn", "row", "开工已超过31天，还没有入库时间", "开工后31天内纳入投资统计库",
        "如已入库，请补填入库时间；如未入库，请尽快与统计部门联系。", "开工而未入库的投资不进入统计",
        (
            Case(_ROW, {"started_on": _D(2022, 5, 29), "own_date": _D(2022, 6, 30), "project_kind": "产业项目"}),
            Case(_ROW, {"started_on": _D(2022, 5, 30), "own_date": _D(2022, 6, 30), "project_kind": "产业项目"}, hits=False),
            Case(_ROW, {"started_on": _D(2022, 1, 1), "own_date": _D(2022, 6, 30), "enrolled_on": _D(2022, 3, 1)}, hits=False),
            Case(_ROW, {"started_on": _D(2022, 1, 1), "own_date": _D(2022, 6, 30)}),
            *(Case(_ROW, {"started_on": _D(2022, 1, 1), "own_date": _D(2022, 6, 30), "project_kind": kind}, hits=False)
              for kind in ("税源项目", "外贸项目", "人才项目")),
            Case(_ROW, {"started_on": _D(2022, 1, 1), "own_date": _D(2022, 6, 30), "land_mode": "无需用地"}, hits=False),
            Case(_ROW, {"started_on": _D(2022, 1, 1), "own_date": _D(2022, 6, 30), "project_kind": "产业项目", "land_mode": "租用厂房"}),
        ),
        ("enrolled_on", "started_on"),
    ),
    Rule(
        "fixed_exceeds_total", "reject", "row", "固定资产投资大于总投资", "固定资产投资不大于总投资",
        "请核对两项金额及其单位（万元、亿元）；暂时没有固定资产投资的请留空。", "固定资产投资是总投资的一部分",
        (
            Case(_ROW, {"total_investment": 100, "fixed_investment": 101}),
            Case(_ROW, {"total_investment": 100, "fixed_investment": 100}, hits=False),
            Case(_ROW, {"total_investment": 100, "fixed_investment": 99}, hits=False),
            Case(_ROW, {"fixed_investment": 100}, hits=False),
        ),
        ("fixed_investment", "total_investment"),
    ),
    Rule(
        "out_of_bounds", "reject", "row", "数值超出可能的范围", "合理范围内的数值（比例在0%到100%之间，金额不为负），如 50%",
        "请改正这个数值。", "超出范围的数值不能汇总",
        (
            Case(_ROW, {"first_talk_share": 1.01}),
            Case(_ROW, {"first_talk_share": 1.0}, hits=False),
            Case(_ROW, {"total_investment": -1}),
            Case(_ROW, {"total_investment": 0}, hits=False),
        ),
    ),
    *(
        Rule(
            f"signed_without_{field}", "warn", "row", f"已签约的项目没有填{title}", f"签约项目填写{title}",
            f"请补填{title}。", why,
            (
                Case(_ROW, {"signed_on": _D(2022, 3, 1), field: None}),
                Case(_ROW, {"signed_on": _D(2022, 3, 1), field: given}, hits=False),
                Case(_ROW, {"signed_on": None, field: None}, hits=False),
            ),
            (field, "signed_on"),
        )
        for field, title, given, why in (
            ("total_investment", "总投资", 1, "签约金额和资金到位率要用总投资"),
            ("land_mode", "用地方式", "租用厂房", "落地按用地方式认定，空白不计落地"),
            ("agreement_type", "协议性质", "正式协议", "只有正式协议计入签约"),
            ("service_officer", "服务专员", "专员01", "每个签约项目一名服务专员"),
        )
    ),
)  # fmt: skip


def conditions() -> Mapping[str, "pl.Expr"]:
    """For each row rule the condition under which a ledger row is in order; null means undecided."""
    import polars as pl

    c = pl.col
    ordered = [c(a) <= c(b) for a, b in combinations(ORDER, 2) if (a, b) != ("land_supplied_on", "plant_secured_on")]
    opens = c("project_kind").is_in(["税源项目", "外贸项目", "人才项目"]) | (c("land_mode") == "无需用地")
    wanted = {
        f"signed_without_{name}": c("signed_on").is_null() | c(name).is_not_null()
        for name in ("total_investment", "land_mode", "agreement_type", "service_officer")
    }
    return {
        "dates_out_of_order": pl.all_horizontal(expression.fill_null(True) for expression in ordered),
        "plant_date_on_new_land": (c("land_mode") != "新增用地") | c("plant_secured_on").is_null(),
        "land_date_on_plant": ~c("land_mode").is_in(["购买厂房", "租用厂房"]) | c("land_supplied_on").is_null(),
        "finished_without_start": (c("completed_on").is_null() & c("production_on").is_null()) | c("started_on").is_not_null(),
        "started_not_enrolled": c("enrolled_on").is_not_null() | opens.fill_null(False)
        | ((c("own_date") - c("started_on")).dt.total_days() <= 31),
        "fixed_exceeds_total": c("fixed_investment") <= c("total_investment"),
        **wanted,
    }  # fmt: skip
