"""Conditions that say why a row does not count: a figure counts the rows that meet all of its criteria."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, and_, case, cast, false, func, not_, null

from warehouse.measure_tables import PROJECT as P
from warehouse.measure_tables import RECEIPT as R
from warehouse.predicates import Moment, alive, at_least, formal, landed, manufacturing, passed_review, started


@dataclass(frozen=True)
class Criterion:
    condition: ColumnElement[bool]
    otherwise: str


Criteria = tuple[Criterion, ...]


def all_of(criteria: Iterable[Criterion]) -> ColumnElement[bool]:
    return and_(*(criterion.condition for criterion in criteria))


def why_not(criteria: Iterable[Criterion]) -> ColumnElement[str]:
    """The first criterion that a row misses, in Chinese; NULL where it counts. An unknown is a miss."""
    missed = [(not_(func.coalesce(c.condition, false())), c.otherwise) for c in criteria]
    return case(*missed, else_=cast(null(), Text)) if missed else cast(null(), Text)


def signed_this_year(at: Moment) -> Criteria:
    """cohort: formally signed this year and not terminated."""
    return (
        Criterion(formal(), "不是正式协议，或没有签约时间"), Criterion(at.in_year(P.c.signed_on), "签约时间不在本年（截至统计日）"),
        Criterion(alive(), "项目已终止"),
    )  # fmt: skip


def to_start_this_year(at: Moment) -> Criteria:
    """planned: formally signed, not terminated, planned to start this year."""
    return (
        Criterion(formal(), "不是正式协议，或没有签约时间"), Criterion(P.c.signed_on <= at.as_of, "签约时间晚于统计日"), Criterion(alive(), "项目已终止"),
        Criterion(at.in_year(P.c.planned_start_on), "计划开工时间不在本年（截至统计日）"),
    )  # fmt: skip


def large(yuan: int, said: str) -> Criterion:
    return Criterion(at_least(yuan), f"总投资不足{said}，或未填")


def made() -> Criterion:
    return Criterion(manufacturing(), "产业类别不是制造业")


def has_landed(at: Moment) -> Criterion:
    return Criterion(landed(at), "尚未落地（供地、厂房落实或公司注册），或未填用地方式")


def has_started(at: Moment) -> Criterion:
    return Criterion(started(at), "尚未开工")


def was_reviewed(at: Moment) -> Criterion:
    return Criterion(passed_review(at), "本年没有研判通过")


def outside() -> Criterion:
    return Criterion(R.c.outside_city.is_(True), "资金来源地在本市或不明")
