"""What makes a row count in a headline figure, by the figure's key: projects, receipts, activities, leads, officers."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_

from warehouse.criteria import Criteria, Criterion, all_of, large, made, outside, signed_this_year
from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import PROJECT, RECEIPT, SOURCE
from warehouse.predicates import Moment, enrolled, land_supplied
from warehouse.tables import DELIVERY

Conditions = dict[str, ColumnElement[bool]]
ACTIVITIES, LEADS, OFFICERS = (FORM_TABLES[name] for name in ("activities", "leads", "officers"))


def _conditions(criteria: dict[str, Criteria]) -> Conditions:
    return {key: all_of(of) for key, of in criteria.items()}


def project_criteria(at: Moment, stations: Iterable[str]) -> dict[str, Criteria]:
    """On a project."""
    signed = signed_this_year(at)
    big = (*signed, large(500_000_000, "5亿元"), made())
    stationed = Criterion(PROJECT.c.introduced_by.in_(list(stations)), "不是驻点组引进")
    return {
        "signed_100m": (*signed, large(100_000_000, "1亿元")),
        "signed_500m_manufacturing": big,
        "station_signed_500m_manufacturing": (*big, stationed),
        "station_tax_trade_signed": (
            *signed,
            Criterion(PROJECT.c.project_kind.in_(("税源项目", "外贸项目")), "不是税源、外贸项目"),
            stationed,
        ),
        "land_supplied": (Criterion(land_supplied(at), "不是新增用地，或供地时间不在本年（截至统计日）"),),
        "enrolled": (Criterion(enrolled(at), "入库时间不在本年（截至统计日）"),),
    }


def project_measures(at: Moment, stations: Iterable[str]) -> Conditions:
    """Conditions on a project."""
    return _conditions(project_criteria(at, stations))


def money_criteria(at: Moment) -> dict[str, Criteria]:
    """On a receipt, whose amount is added; 市外 only."""
    year = RECEIPT.c.month.between(f"{at.as_of.year}-01", at.month)
    actual = (Criterion(RECEIPT.c.status == "实际到位", "口径为预计到位"), Criterion(year, "到位月份不在本年（截至统计月）"), outside())
    expected = (
        Criterion(RECEIPT.c.status == "预计到位", "口径为实际到位"),
        Criterion(RECEIPT.c.month == at.month, "不是统计月的预计"),
        outside(),
    )
    made_there = Criterion(RECEIPT.c.industry == "制造业", "产业类别不是制造业")
    return {
        "funds_outside_city": actual,
        "funds_manufacturing": (*actual, made_there),
        "funds_forecast_month": expected,
        "funds_forecast_month_manufacturing": (*expected, made_there),
    }


def money_measures(at: Moment) -> Conditions:
    """Conditions on a receipt."""
    return _conditions(money_criteria(at))


def activity_criteria(at: Moment, stations: Iterable[str]) -> dict[str, Criteria]:
    """On a row of activities, whose times are added; its delivery joined."""
    a = ACTIVITIES.c
    held = Criterion(at.in_year(a.held_on), "日期不在本年（截至统计日）")
    stationed = Criterion(DELIVERY.c.unit_code.in_(list(stations)), "不是驻点组报送")

    def of(kind: str) -> Criteria:
        return (Criterion(a.activity == kind, f"活动类型不是{kind}"), held)

    def led_by(rank: str) -> Criterion:
        return Criterion(a.leader_rank == rank, f"领导层级不是{rank}")

    return {
        "trips_principal": (*of("外出招商"), led_by("主要领导")),
        "trips_deputy": (*of("外出招商"), led_by("分管领导")),
        "visitors_received": of("接待客商"),
        "night_classes": of("专题夜学"),
        "station_trainings": of("驻点培训"),
        "online_classes": of("线上学习"),
        "leaders_invited": (*of("邀请领导外出考察"), stationed),
        "investors_invited": (*of("邀请客商来访"), stationed),
    }


def activity_measures(at: Moment, stations: Iterable[str]) -> Conditions:
    """Conditions on a row of activities; its delivery joined."""
    return _conditions(activity_criteria(at, stations))


def lead_criteria(at: Moment) -> dict[str, Criteria]:
    """On a lead and its source; `counts` is a station's valid lead, told by two once (warehouse/gathered.py)."""
    valid = (
        Criterion(LEADS.c.valid.is_(True), "不是有效信息"), Criterion(SOURCE.c.counts, "不是驻点组报送，或另一组先报"),
        Criterion(at.in_year(LEADS.c.lead_on), "日期不在本年（截至统计日）"),
    )  # fmt: skip
    return {"valid_leads": valid, "talent_leads": (*valid, Criterion(LEADS.c.lead_kind == "人才项目", "信息类型不是人才项目"))}


def lead_measures(at: Moment) -> Conditions:
    """Conditions on a lead and its source."""
    return _conditions(lead_criteria(at))


def officer_criteria(at: Moment) -> Criteria:
    o = OFFICERS.c
    return (Criterion(o.since <= at.as_of, "到岗时间晚于统计日，或未填"), Criterion(or_(o.until.is_(None), o.until > at.as_of), "已离岗"))


def in_post(at: Moment) -> ColumnElement[bool]:
    """An officer who has arrived and not left."""
    return all_of(officer_criteria(at))
