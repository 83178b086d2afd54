"""Under which condition a row counts in a headline figure, by the figure's key: projects, receipts, activities, leads, officers."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_

from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import PROJECT, RECEIPT, SOURCE
from warehouse.predicates import (
    Moment,
    arrived_this_year,
    at_least,
    cohort,
    enrolled,
    expected_this_month,
    land_supplied,
    manufacturing,
)  # fmt: skip
from warehouse.tables import DELIVERY

Conditions = dict[str, ColumnElement[bool]]
ACTIVITIES, LEADS, OFFICERS = (FORM_TABLES[name] for name in ("activities", "leads", "officers"))


def project_measures(at: Moment, stations: Iterable[str]) -> Conditions:
    """Conditions on a project."""
    big = and_(cohort(at), at_least(500_000_000), manufacturing())
    stationed = PROJECT.c.introduced_by.in_(list(stations))
    return {
        "signed_100m": and_(cohort(at), at_least(100_000_000)),
        "signed_500m_manufacturing": big,
        "station_signed_500m_manufacturing": and_(big, stationed),
        "station_tax_trade_signed": and_(cohort(at), PROJECT.c.project_kind.in_(("税源项目", "外贸项目")), stationed),
        "land_supplied": land_supplied(at),
        "enrolled": enrolled(at),
    }


def money_measures(at: Moment) -> Conditions:
    """Conditions on a receipt, whose amount is added; 市外 only."""
    outside, made = RECEIPT.c.outside_city.is_(True), RECEIPT.c.industry == "制造业"
    return {
        "funds_outside_city": and_(arrived_this_year(at), outside),
        "funds_manufacturing": and_(arrived_this_year(at), outside, made),
        "funds_forecast_month": and_(expected_this_month(at), outside),
        "funds_forecast_month_manufacturing": and_(expected_this_month(at), outside, made),
    }


def activity_measures(at: Moment, stations: Iterable[str]) -> Conditions:
    """Conditions on a row of activities, whose times are added; its delivery joined."""
    a, held = ACTIVITIES.c, at.in_year(ACTIVITIES.c.held_on)
    stationed = DELIVERY.c.unit_code.in_(list(stations))
    trip = and_(held, a.activity == "外出招商")
    return {
        "trips_principal": and_(trip, a.leader_rank == "主要领导"),
        "trips_deputy": and_(trip, a.leader_rank == "分管领导"),
        "visitors_received": and_(held, a.activity == "接待客商"),
        "night_classes": and_(held, a.activity == "专题夜学"),
        "station_trainings": and_(held, a.activity == "驻点培训"),
        "online_classes": and_(held, a.activity == "线上学习"),
        "leaders_invited": and_(held, a.activity == "邀请领导外出考察", stationed),
        "investors_invited": and_(held, a.activity == "邀请客商来访", stationed),
    }


def lead_measures(at: Moment) -> Conditions:
    """Conditions on a lead and its source; `counts` is a station's valid lead, told by two once (warehouse/gathered.py)."""
    valid = and_(SOURCE.c.counts, at.in_year(LEADS.c.lead_on))
    return {"valid_leads": valid, "talent_leads": and_(valid, LEADS.c.lead_kind == "人才项目")}


def in_post(at: Moment) -> ColumnElement[bool]:
    """An officer who has arrived and not left."""
    o = OFFICERS.c
    return and_(o.since <= at.as_of, or_(o.until.is_(None), o.until > at.as_of))
