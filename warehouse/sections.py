"""What a figure is made of: which rows it looks at, by which criteria they count, and what is added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from schemas.indicators import Definition, Indicators
from schemas.units import Unit
from warehouse.counted import activity_criteria, lead_criteria, money_criteria, officer_criteria, project_criteria
from warehouse.criteria import (
    Criteria,
    Criterion,
    has_landed,
    has_started,
    made,
    outside,
    signed_this_year,
    to_start_this_year,
    was_reviewed,
)
from warehouse.measure_tables import PROJECT, RECEIPT
from warehouse.predicates import Moment, alive, formal, land_supplied_by, started

Rows = Literal["projects", "funds", "activities", "leads", "officers"]
Sum = Literal["1", "total_investment", "amount", "times"]


@dataclass(frozen=True)
class Section:
    """One part of a figure: rows of a form (of `projects`, the master's), their criteria, and what of each is added up."""

    label: str
    rows: Rows
    criteria: Criteria
    adds: Sum = "1"


def headline_sections(key: str, at: Moment, indicators: Indicators, units: Iterable[Unit]) -> tuple[Section, ...]:
    """Of a bi_headline key; () for one that no row stands behind (stations). KeyError for none."""
    stations = [u.code for u in units if u.kind == "station"]
    projects, money = project_criteria(at, stations), money_criteria(at)
    if key in projects:
        return (Section("计入", "projects", projects[key]),)
    if key in money:
        return (Section("计入", "funds", money[key], "amount"),)
    if key in (activities := activity_criteria(at, stations)):
        return (Section("计入", "activities", activities[key], "times"),)
    if key in (leads := lead_criteria(at)):
        return (Section("计入", "leads", leads[key]),)
    signed = signed_this_year(at)
    return {
        "officers": (Section("计入", "officers", officer_criteria(at)),),
        "stations": (),
        "backlog_land": (Section("计入", "projects", backlog_criteria(at, "land", indicators)),),
        "backlog_start": (Section("计入", "projects", backlog_criteria(at, "start", indicators)),),
        "vanished_signed": (Section("计入", "projects", (Criterion(PROJECT.c.mark == "失联", "仍有单位报送"),)),),
        "share_manufacturing_signed": (
            Section("分子", "projects", (*signed, made()), "total_investment"), Section("分母", "projects", signed, "total_investment"),
        ),
        "share_manufacturing_funds": (
            Section("分子", "funds", money["funds_manufacturing"], "amount"), Section("分母", "funds", money["funds_outside_city"], "amount"),
        ),
    }[key]  # fmt: skip


def backlog_criteria(at: Moment, backlog: str, indicators: Indicators) -> Criteria:
    """As predicates.in_backlog has it, criterion by criterion."""
    since = indicators.backlog_since
    waits = (
        Criterion(formal(), "不是正式协议，或没有签约时间"), Criterion(PROJECT.c.signed_on.between(since, at.as_of), f"签约时间不在{since}至统计日"),
        Criterion(alive(), "项目已终止"),
    )  # fmt: skip
    if backlog == "land":
        return (*waits, Criterion(PROJECT.c.land_mode == "新增用地", "用地方式不是新增用地"), Criterion(~land_supplied_by(at), "已供地"))
    return (*waits, Criterion(~started(at), "已开工"))


def rate_sections(d: Definition, at: Moment) -> tuple[Section, ...]:
    """Numerator and denominator of a definition; a target has no rows of its own here."""
    of = signed_this_year(at) if d.cohort == "signed" else to_start_this_year(at)
    year = Criterion(RECEIPT.c.month.between(f"{at.as_of.year}-01", at.month), "到位月份不在本年（截至统计月）")
    actual, expected = (
        Criterion(RECEIPT.c.status == "实际到位", "口径为预计到位"),
        Criterion(RECEIPT.c.status == "预计到位", "口径为实际到位"),
    )
    so_far = Criterion(RECEIPT.c.month <= at.month, "到位月份晚于统计月")
    theirs = tuple(Criterion(c.condition, f"所属项目{c.otherwise}") for c in of)
    parts: dict[str, tuple[Rows, Criteria, Sum]] = {
        "signed": ("projects", of, "1"), "landed": ("projects", (*of, has_landed(at)), "1"), "started": ("projects", (*of, has_started(at)), "1"),
        "reviewed": ("projects", (was_reviewed(at),), "1"), "invested": ("projects", of, "total_investment"),
        "arrived": ("funds", (actual, so_far, *theirs), "amount"), "arrived_outside_city": ("funds", (actual, so_far, outside(), *theirs), "amount"),
        "arrived_this_year": ("funds", (actual, year, *theirs), "amount"), "expected_this_year": ("funds", (expected, year, *theirs), "amount"),
    }  # fmt: skip
    sides = (("分子", d.numerator), ("分母", d.denominator))
    return tuple(Section(label, *parts[part]) for label, part in sides if part in parts)
