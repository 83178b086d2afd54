"""Signings, rates, backlogs and money of a county as told, by the definitions of the outputs' contract, in plain Python."""

from collections.abc import Iterable
from datetime import date

from examples.kecheng.county import County
from examples.kecheng.objects import (
    BOUGHT,
    BUREAU,
    FORMAL,
    HOME_CITY,
    MADE,
    NEW_LAND,
    NO_LAND,
    PLACES,
    RENTED,
    STATIONS,
    Project,
    Receipt,
)  # fmt: skip

_BACKLOG_SINCE = date(2021, 1, 1)
_HUNDRED_MILLION = 10**8
_LANDING = {NEW_LAND: "land_supplied_on", BOUGHT: "plant_secured_on", RENTED: "plant_secured_on", NO_LAND: "registered_on"}


def in_year(county: County, day: date | None) -> bool:
    """From New Year to as-of."""
    return day is not None and date(county.as_of.year, 1, 1) <= day <= county.as_of


def by_now(county: County, day: date | None) -> bool:
    return day is not None and day <= county.as_of


def months(county: County) -> tuple[str, str]:
    """January of the year, and as-of's month."""
    return f"{county.as_of:%Y}-01", f"{county.as_of:%Y-%m}"


def _formal(project: Project) -> bool:
    return project.agreement_type == FORMAL and project.signed_on is not None and project.status != "终止"


def signed(county: County) -> list[Project]:
    """Formally signed since January and not ended: the cohort of all four rates."""
    return [p for p in county.projects if _formal(p) and in_year(county, p.signed_on)]


def landed_on(project: Project) -> date | None:
    """The one date that the project's land mode looks at."""
    field = _LANDING.get(project.land_mode or "")
    day: date | None = getattr(project, field) if field else None
    return day


def _landed(county: County, project: Project) -> bool:
    return by_now(county, landed_on(project))


def _from_outside(county: County, receipt: Receipt) -> bool:
    project = county.by_name(receipt.project_name)
    region = receipt.funder_region or (project.investor_region if project else None)
    return region is not None and not PLACES[region].startswith(HOME_CITY)


def _is_made(county: County, receipt: Receipt) -> bool:
    project = county.by_name(receipt.project_name)
    return (project.industry if project else receipt.industry) == MADE


def _money(county: County, receipts: Iterable[Receipt], *, made: bool = False) -> int:
    return sum(r.amount for r in receipts if _from_outside(county, r) and (_is_made(county, r) or not made))


def _arrived(county: County) -> list[Receipt]:
    first, last = months(county)
    return [r for r in county.receipts if r.status == "实际到位" and first <= r.month <= last]


def headline(county: County) -> dict[str, int]:
    """The keys that projects and money give; money in yuan."""
    cohort = signed(county)
    great = [p for p in cohort if (p.total_investment or 0) >= 5 * _HUNDRED_MILLION and p.industry == MADE]
    expected = [r for r in county.receipts if r.status == "预计到位" and r.month == months(county)[1]]
    return {
        "signed_100m": sum((p.total_investment or 0) >= _HUNDRED_MILLION for p in cohort),
        "signed_500m_manufacturing": len(great),
        "station_signed_500m_manufacturing": sum(p.introduced_by in STATIONS for p in great),
        "station_tax_trade_signed": sum(p.introduced_by in STATIONS and p.project_kind in ("税源项目", "外贸项目") for p in cohort),
        "land_supplied": sum(p.land_mode == NEW_LAND and in_year(county, p.land_supplied_on) for p in county.projects),
        "enrolled": sum(in_year(county, p.enrolled_on) for p in county.projects),
        "funds_outside_city": _money(county, _arrived(county)),
        "funds_manufacturing": _money(county, _arrived(county), made=True),
        "funds_forecast_month": _money(county, expected),
        "funds_forecast_month_manufacturing": _money(county, expected, made=True),
        "backlog_land": len(backlog(county, "land")),
        "backlog_start": len(backlog(county, "start")),
        "vanished_signed": 0,
    }


def shares(county: County) -> dict[str, tuple[int, int]]:
    """Numerator and denominator, in yuan, of the two 制造业 shares."""
    cohort = signed(county)
    made = sum(p.total_investment or 0 for p in cohort if p.industry == MADE)
    arrived = _arrived(county)
    return {
        "share_manufacturing_signed": (made, sum(p.total_investment or 0 for p in cohort)),
        "share_manufacturing_funds": (_money(county, arrived, made=True), _money(county, arrived)),
    }


def backlog(county: County, kind: str) -> dict[str, int]:
    """Projects signed since 2021 that wait for land ("land") or to start ("start"), and the days they have waited."""
    waiting = [p for p in county.projects if _formal(p) and p.signed_on and _BACKLOG_SINCE <= p.signed_on <= county.as_of]
    if kind == "land":
        left = [p for p in waiting if p.land_mode == NEW_LAND and not by_now(county, p.land_supplied_on)]
    else:
        left = [p for p in waiting if not by_now(county, p.started_on)]
    return {p.project_name: (county.as_of - p.signed_on).days for p in left if p.signed_on}


def rates(county: County) -> dict[tuple[str, str], tuple[int, int]]:
    """(numerator, denominator) by rate and unit; the bureau is not ranked."""
    found, last, cohort_of = {}, months(county)[1], signed(county)
    for unit in county.units:
        if unit == BUREAU:
            continue
        cohort = [p for p in cohort_of if p.introduced_by == unit]
        passed = [p for p in county.projects if p.introduced_by == unit and p.review_result == "通过" and in_year(county, p.reviewed_on)]
        names = {p.project_name for p in cohort}
        arrived = sum(r.amount for r in county.receipts if r.status == "实际到位" and r.month <= last and r.project_name in names)
        found["signing", unit] = len(cohort), len(passed)
        found["landing", unit] = sum(_landed(county, p) for p in cohort), len(cohort)
        found["start", unit] = sum(by_now(county, p.started_on) for p in cohort), len(cohort)
        found["funds", unit] = arrived, sum(p.total_investment or 0 for p in cohort)
    return found


def done(county: County, indicator: str, unit: str | None = None) -> int:
    """What a unit (None: the county) has done of a target's indicator; money in yuan."""
    cohort = [p for p in signed(county) if unit in (None, p.introduced_by)]
    names = {p.project_name for p in county.projects if unit in (None, p.introduced_by)}
    arrived = [r for r in _arrived(county) if unit is None or r.project_name in names]
    return {
        "签约项目数": len(cohort),
        "亿元以上签约项目数": sum((p.total_investment or 0) >= _HUNDRED_MILLION for p in cohort),
        "市外到位资金": _money(county, arrived),
        "制造业到位资金": _money(county, arrived, made=True),
        "开工项目数": sum(by_now(county, p.started_on) for p in cohort),
        "落地项目数": sum(_landed(county, p) for p in cohort),
    }[indicator]
