"""What the night must find: the report's figures and the four rates, computed from the objects in plain Python.

The definitions are those of the outputs' contract; the rows of `mess` that a ledger spoils beyond reading are no
part of `county.PROJECTS` and count nowhere.
"""

from datetime import date

from examples.kecheng.county import AS_OF, PROJECTS, RECEIPTS, by_name
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
    UNITS,
    Project,
    Receipt,
)  # fmt: skip

_JANUARY = date(AS_OF.year, 1, 1)
_BACKLOG_SINCE = date(2021, 1, 1)
_MONTH, _FIRST_MONTH = f"{AS_OF:%Y-%m}", f"{AS_OF:%Y}-01"
_LANDING = {NEW_LAND: "land_supplied_on", BOUGHT: "plant_secured_on", RENTED: "plant_secured_on", NO_LAND: "registered_on"}


def _in_year(day: date | None) -> bool:
    return day is not None and _JANUARY <= day <= AS_OF


def _by_now(day: date | None) -> bool:
    return day is not None and day <= AS_OF


def _formal(project: Project) -> bool:
    return project.agreement_type == FORMAL and project.signed_on is not None and project.status != "终止"


def signed_this_year() -> list[Project]:
    """Formally signed since January and not ended: the cohort of all four rates."""
    return [p for p in PROJECTS if _formal(p) and _in_year(p.signed_on)]


def _landed(project: Project) -> bool:
    day = _LANDING.get(project.land_mode or "")
    return day is not None and _by_now(getattr(project, day))


def _from_outside(receipt: Receipt) -> bool:
    project = by_name(receipt.project_name)
    region = receipt.funder_region or (project.investor_region if project else None)
    return region is not None and not PLACES[region].startswith(HOME_CITY)


def _is_made(receipt: Receipt) -> bool:
    project = by_name(receipt.project_name)
    return (project.industry if project else receipt.industry) == MADE


def _money(receipts: list[Receipt], *, made: bool = False) -> int:
    return sum(r.amount for r in receipts if _from_outside(r) and (_is_made(r) or not made))


def _arrived_this_year() -> list[Receipt]:
    return [r for r in RECEIPTS if r.status == "实际到位" and _FIRST_MONTH <= r.month <= _MONTH]


def headline() -> dict[str, int]:
    """Counts, and money in yuan, by the keys of `bi_headline` that four forms can fill."""
    signed = signed_this_year()
    great = [p for p in signed if p.total_investment >= 500_000_000 and p.industry == MADE]
    expected = [r for r in RECEIPTS if r.status == "预计到位" and r.month == _MONTH]
    return {
        "signed_100m": sum(p.total_investment >= 100_000_000 for p in signed),
        "signed_500m_manufacturing": len(great),
        "station_signed_500m_manufacturing": sum(p.introduced_by in STATIONS for p in great),
        "station_tax_trade_signed": sum(p.introduced_by in STATIONS and p.project_kind in ("税源项目", "外贸项目") for p in signed),
        "land_supplied": sum(p.land_mode == NEW_LAND and _in_year(p.land_supplied_on) for p in PROJECTS),
        "enrolled": sum(_in_year(p.enrolled_on) for p in PROJECTS),
        "funds_outside_city": _money(_arrived_this_year()),
        "funds_manufacturing": _money(_arrived_this_year(), made=True),
        "funds_forecast_month": _money(expected),
        "funds_forecast_month_manufacturing": _money(expected, made=True),
        "backlog_land": len(backlog("land")),
        "backlog_start": len(backlog("start")),
    }


def backlog(kind: str) -> set[str]:
    """Names of the projects signed since 2021 that wait for land ("land") or to start ("start")."""
    waiting = [p for p in PROJECTS if _formal(p) and p.signed_on and _BACKLOG_SINCE <= p.signed_on <= AS_OF]
    if kind == "land":
        return {p.project_name for p in waiting if p.land_mode == NEW_LAND and not _by_now(p.land_supplied_on)}
    return {p.project_name for p in waiting if not _by_now(p.started_on)}


def days_landing_to_production(name: str) -> int:
    """Days from landing to production of one project."""
    project = by_name(name)
    if project is None or project.production_on is None or project.land_mode is None:
        raise KeyError(name)
    landed: date = getattr(project, _LANDING[project.land_mode])
    return (project.production_on - landed).days


def rates() -> dict[tuple[str, str], tuple[int, int]]:
    """(numerator, denominator) by rate and unit; units that report nothing have 0 and 0 and are left out."""
    found = {}
    for unit in UNITS:
        if unit == BUREAU:
            continue
        cohort = [p for p in signed_this_year() if p.introduced_by == unit]
        passed = [p for p in PROJECTS if p.introduced_by == unit and p.review_result == "通过" and _in_year(p.reviewed_on)]
        names = {p.project_name for p in cohort}
        arrived = sum(r.amount for r in RECEIPTS if r.status == "实际到位" and r.month <= _MONTH and r.project_name in names)
        found["signing", unit] = len(cohort), len(passed)
        found["landing", unit] = sum(map(_landed, cohort)), len(cohort)
        found["start", unit] = sum(_by_now(p.started_on) for p in cohort), len(cohort)
        found["funds", unit] = arrived, sum(p.total_investment for p in cohort)
    return found


def done(indicator: str, unit: str | None = None) -> int:
    """What a unit (None: the county) has done of a target's indicator; money in yuan."""
    cohort = [p for p in signed_this_year() if unit in (None, p.introduced_by)]
    names = {p.project_name for p in PROJECTS if unit in (None, p.introduced_by)}
    arrived = [r for r in _arrived_this_year() if unit is None or r.project_name in names]
    return {
        "签约项目数": len(cohort),
        "亿元以上签约项目数": sum(p.total_investment >= 100_000_000 for p in cohort),
        "市外到位资金": _money(arrived),
        "制造业到位资金": _money(arrived, made=True),
        "开工项目数": sum(_by_now(p.started_on) for p in cohort),
        "落地项目数": sum(map(_landed, cohort)),
    }[indicator]
