"""The words of the definitions as expressions over the project master and the receipts: formal, landed, started …"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Text, and_, case, cast, func

from warehouse.measure_tables import PROJECT as P
from warehouse.measure_tables import RECEIPT as R


@dataclass(frozen=True)
class Moment:
    """The day a figure speaks of, and the year up to it (Y)."""

    as_of: date

    @property
    def year_start(self) -> date:
        return date(self.as_of.year, 1, 1)

    @property
    def month(self) -> str:
        return f"{self.as_of:%Y-%m}"

    def in_year(self, column: ColumnElement[date]) -> ColumnElement[bool]:
        return column.between(self.year_start, self.as_of)


def formal() -> ColumnElement[bool]:
    return and_(P.c.agreement_type == "正式协议", P.c.signed_on.is_not(None))


def alive() -> ColumnElement[bool]:
    """Not 终止; 暂缓 counts like 推进中."""
    return P.c.status != "终止"


def cohort(at: Moment) -> ColumnElement[bool]:
    """Formally signed this year and not terminated; every size and kind."""
    return and_(formal(), alive(), at.in_year(P.c.signed_on))


def planned(at: Moment) -> ColumnElement[bool]:
    """Formally signed by as-of and not terminated, in whatever year, and to be started this year."""
    return and_(formal(), alive(), P.c.signed_on <= at.as_of, at.in_year(P.c.planned_start_on))


def landed_on() -> ColumnElement[date]:
    """By land mode: land supplied, plant secured, or company registered; a blank mode has not landed."""
    return case(
        (P.c.land_mode == "新增用地", P.c.land_supplied_on),
        (P.c.land_mode.in_(("购买厂房", "租用厂房")), P.c.plant_secured_on),
        (P.c.land_mode == "无需用地", P.c.registered_on),
    )


def landed(at: Moment) -> ColumnElement[bool]:
    return landed_on() <= at.as_of


def started(at: Moment) -> ColumnElement[bool]:
    return and_(P.c.started_on.is_not(None), P.c.started_on <= at.as_of)


def passed_review(at: Moment) -> ColumnElement[bool]:
    """研判通过 this year; terminated ones included."""
    return and_(P.c.review_result == "通过", at.in_year(P.c.reviewed_on))


def land_supplied(at: Moment) -> ColumnElement[bool]:
    return and_(P.c.land_mode == "新增用地", at.in_year(P.c.land_supplied_on))


def land_supplied_by(at: Moment) -> ColumnElement[bool]:
    return and_(P.c.land_supplied_on.is_not(None), P.c.land_supplied_on <= at.as_of)


def enrolled(at: Moment) -> ColumnElement[bool]:
    return at.in_year(P.c.enrolled_on)


def manufacturing() -> ColumnElement[bool]:
    return P.c.industry == "制造业"


def at_least(yuan: int) -> ColumnElement[bool]:
    return P.c.total_investment >= yuan


def in_backlog(at: Moment, backlog: str, since: date) -> ColumnElement[bool]:
    """Formally signed since `since`, not terminated, and without land (新增用地 only) or not started at as-of."""
    signed = and_(formal(), alive(), P.c.signed_on.between(since, at.as_of))
    if backlog == "land":
        return and_(signed, P.c.land_mode == "新增用地", ~land_supplied_by(at))
    return and_(signed, ~started(at))


def arrived(at: Moment) -> ColumnElement[bool]:
    """Actual receipts up to as-of's month, of any year."""
    return and_(R.c.status == "实际到位", R.c.month <= at.month)


def arrived_this_year(at: Moment) -> ColumnElement[bool]:
    """Actual receipts of the months of Y."""
    return and_(R.c.status == "实际到位", R.c.month.between(f"{at.as_of.year}-01", at.month))


def expected_this_month(at: Moment) -> ColumnElement[bool]:
    return and_(R.c.status == "预计到位", R.c.month == at.month)


def expected_this_year(at: Moment) -> ColumnElement[bool]:
    """Forecasts for the months of Y."""
    return and_(R.c.status == "预计到位", R.c.month.between(f"{at.as_of.year}-01", at.month))


def total(column: ColumnElement[int], condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column).filter(condition), 0)


def year_text(day: ColumnElement[date]) -> ColumnElement[str]:
    """The year of a date as text, alike on both databases."""
    return func.substr(cast(day, Text), 1, 4)


def month_text(day: ColumnElement[date]) -> ColumnElement[str]:
    return func.substr(cast(day, Text), 1, 7)
