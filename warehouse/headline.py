"""The headline figures that ledgers and fund sheets give, as outputs.md defines them; money in integer yuan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import SupportsInt

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, insert, select

from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.measure_tables import HEADLINE, PROJECT, RECEIPT
from warehouse.predicates import (
    Moment,
    arrived_this_year,
    at_least,
    cohort,
    enrolled,
    expected_this_month,
    land_supplied,
    manufacturing,
    total,
)  # fmt: skip

YI = 100_000_000


@dataclass(frozen=True)
class Figure:
    """One headline: `over` divides the number when shown (10⁸ for 亿元, the whole for a share)."""

    key: str
    label: str
    number: int | None
    over: int
    measure: str
    start: date
    end: date
    status: str = "实际"


def project_measures(at: Moment, stations: Iterable[str]) -> dict[str, ColumnElement[bool]]:
    """Conditions on a project by the name of the measure that counts it."""
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


def money_measures(at: Moment) -> dict[str, ColumnElement[bool]]:
    """Conditions on a receipt by the name of the measure that sums it; 市外 only."""
    outside, made = RECEIPT.c.outside_city.is_(True), RECEIPT.c.industry == "制造业"
    return {
        "funds_outside_city": and_(arrived_this_year(at), outside),
        "funds_manufacturing": and_(arrived_this_year(at), outside, made),
        "funds_forecast_month": and_(expected_this_month(at), outside),
        "funds_forecast_month_manufacturing": and_(expected_this_month(at), outside, made),
    }


LABELS = {
    "signed_100m": "亿元以上签约项目", "signed_500m_manufacturing": "5亿元以上制造业签约项目",
    "station_signed_500m_manufacturing": "驻点组签约5亿元以上制造业项目", "station_tax_trade_signed": "驻点组签约税源、外贸项目",
    "land_supplied": "新供地项目", "enrolled": "新入库项目", "funds_outside_city": "到位市外资金",
    "funds_manufacturing": "制造业到位资金", "funds_forecast_month": "本月预计到位市外资金",
    "funds_forecast_month_manufacturing": "本月制造业预计到位资金", "stations": "驻点招商组",
    "share_manufacturing_signed": "制造业签约投资占比", "share_manufacturing_funds": "制造业到位资金占比",
    "backlog_land": "签约未供地项目", "backlog_start": "签约未开工项目", "vanished_signed": "失联的签约项目",
}  # fmt: skip


def store_headline(connection: Connection, batch: Batch, units: Iterable[Unit], backlogs: dict[str, int]) -> None:
    """Compute and store every key that projects and funds give."""
    at, p, r = Moment(batch.as_of), PROJECT, RECEIPT
    stations = [u.code for u in units if u.kind == "station"]
    active = sum(1 for u in units if u.kind == "station" and u.active(batch.as_of))
    counted = {key: func.count().filter(condition).label(key) for key, condition in project_measures(at, stations).items()}
    invested = func.coalesce(p.c.total_investment, 0)
    extra = {
        "vanished_signed": func.count().filter(p.c.mark == "失联").label("vanished_signed"),
        "invested": func.coalesce(func.sum(invested).filter(cohort(at)), 0).label("invested"),
        "invested_made": func.coalesce(func.sum(invested).filter(and_(cohort(at), manufacturing())), 0).label("invested_made"),
    }
    projects = connection.execute(select(*counted.values(), *extra.values()).where(p.c.batch_id == batch.id)).mappings().one()
    sums = [total(r.c.amount, condition).label(key) for key, condition in money_measures(at).items()]
    money = connection.execute(select(*sums).where(r.c.batch_id == batch.id)).mappings().one()
    figures = [*_counts(at, projects, counted), *_money(at, money)]
    today = (batch.as_of, batch.as_of)
    figures += [
        _share("share_manufacturing_signed", at, projects["invested_made"], projects["invested"]),
        _share("share_manufacturing_funds", at, money["funds_manufacturing"], money["funds_outside_city"]),
        Figure("stations", LABELS["stations"], active, 1, "个", *today),
        Figure("backlog_land", LABELS["backlog_land"], backlogs["land"], 1, "个", *today),
        Figure("backlog_start", LABELS["backlog_start"], backlogs["start"], 1, "个", *today),
        Figure("vanished_signed", LABELS["vanished_signed"], int(projects["vanished_signed"]), 1, "个", *today),
    ]
    connection.execute(insert(HEADLINE), [
        {"batch_id": batch.id, "key": f.key, "label": f.label, "number": f.number, "over": f.over, "measure": f.measure,
         "period_start": f.start, "period_end": f.end, "status": f.status}
        for f in figures
    ])  # fmt: skip


def _counts(at: Moment, found: RowMapping, keys: Iterable[str]) -> list[Figure]:
    return [Figure(key, LABELS[key], int(found[key]), 1, "个", at.year_start, at.as_of) for key in keys]


def _money(at: Moment, found: RowMapping) -> list[Figure]:
    figures = []
    for key in money_measures(at):
        expected = "forecast" in key
        start = at.as_of.replace(day=1) if expected else at.year_start
        end = at.as_of
        if expected:
            end = date(at.as_of.year + at.as_of.month // 12, at.as_of.month % 12 + 1, 1)
            end = date.fromordinal(end.toordinal() - 1)
        figures.append(Figure(key, LABELS[key], int(found[key]), YI, "亿元", start, end, "预计" if expected else "实际"))
    return figures


def _share(key: str, at: Moment, part: SupportsInt, whole: SupportsInt) -> Figure:
    """A share of nothing is unknown, not 0."""
    known = int(whole)
    return Figure(key, LABELS[key], int(part) if known else None, known or 1, "比例", at.year_start, at.as_of)
