"""The headline figures as outputs.md defines them; money in integer yuan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import SupportsInt

from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, select

from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.counted import ACTIVITIES, LEADS, OFFICERS, activity_measures, in_post, lead_measures, money_measures, project_measures
from warehouse.measure_tables import HEADLINE, PROJECT, RECEIPT, SOURCE
from warehouse.months import last_day
from warehouse.predicates import Moment, cohort, manufacturing, total
from warehouse.tables import DELIVERY

YI = 100_000_000


@dataclass(frozen=True)
class Figure:
    """One headline: `over` divides the number when shown (10⁸ for 亿元, the whole for a share)."""

    key: str
    number: int | None
    over: int
    measure: str
    start: date
    end: date
    status: str = "实际"


#: In the order of the report.
LABELS = {
    "signed_100m": "亿元以上签约项目", "signed_500m_manufacturing": "5亿元以上制造业签约项目",
    "station_signed_500m_manufacturing": "驻点组签约5亿元以上制造业项目", "station_tax_trade_signed": "驻点组签约税源、外贸项目",
    "land_supplied": "新供地项目", "enrolled": "新入库项目", "funds_outside_city": "到位市外资金",
    "funds_manufacturing": "制造业到位资金", "funds_forecast_month": "本月预计到位市外资金",
    "funds_forecast_month_manufacturing": "本月制造业预计到位资金", "trips_principal": "主要领导外出招商",
    "trips_deputy": "分管领导外出招商", "visitors_received": "接待客商", "night_classes": "专题夜学", "station_trainings": "驻点培训",
    "online_classes": "线上学习", "stations": "驻点招商组", "officers": "在岗招商专员", "valid_leads": "有效信息", "talent_leads": "人才项目信息",
    "leaders_invited": "驻点组邀请领导外出考察", "investors_invited": "驻点组邀请客商来访",
    "share_manufacturing_signed": "制造业签约投资占比", "share_manufacturing_funds": "制造业到位资金占比",
    "backlog_land": "签约未供地项目", "backlog_start": "签约未开工项目", "vanished_signed": "失联的签约项目",
}  # fmt: skip
#: What a count counts, where it is not 个.
MEASURES = {
    "valid_leads": "条", "officers": "人",
    **dict.fromkeys(("trips_principal", "trips_deputy", "visitors_received", "night_classes", "station_trainings", "online_classes",
                     "leaders_invited", "investors_invited"), "次"),
}  # fmt: skip


def store_headline(connection: Connection, batch: Batch, units: Iterable[Unit], backlogs: dict[str, int]) -> None:
    """Compute and store every key."""
    at = Moment(batch.as_of)
    known = list(units)
    vanished = select(func.count()).where(PROJECT.c.batch_id == batch.id, PROJECT.c.mark == "失联")
    today = {
        "stations": sum(1 for u in known if u.kind == "station" and u.active(batch.as_of)), "officers": _officers(connection, batch),
        "backlog_land": backlogs["land"], "backlog_start": backlogs["start"],
        "vanished_signed": connection.execute(vanished).scalar_one(),
    }  # fmt: skip
    figures = [
        *(Figure(key, number, 1, MEASURES.get(key, "个"), at.as_of, at.as_of) for key, number in today.items()),
        *figures_of_year(connection, batch, at, known),
    ]
    connection.execute(insert(HEADLINE), [
        {"batch_id": batch.id, "key": f.key, "label": LABELS[f.key], "number": f.number, "over": f.over, "measure": f.measure,
         "period_start": f.start, "period_end": f.end, "status": f.status}
        for f in figures
    ])  # fmt: skip


def figures_of_year(connection: Connection, batch: Batch, at: Moment, units: Iterable[Unit]) -> list[Figure]:
    """What the batch's rows say of the year up to a day, and of that day's month; the day need not be the batch's."""
    p, r = PROJECT, RECEIPT
    stations = [u.code for u in units if u.kind == "station"]
    counted = {key: func.count().filter(condition).label(key) for key, condition in project_measures(at, stations).items()}
    invested = func.coalesce(p.c.total_investment, 0)
    extra = {
        "invested": func.coalesce(func.sum(invested).filter(cohort(at)), 0).label("invested"),
        "invested_made": func.coalesce(func.sum(invested).filter(and_(cohort(at), manufacturing())), 0).label("invested_made"),
    }
    projects = connection.execute(select(*counted.values(), *extra.values()).where(p.c.batch_id == batch.id)).mappings().one()
    sums = [total(r.c.amount, condition).label(key) for key, condition in money_measures(at).items()]
    money = connection.execute(select(*sums).where(r.c.batch_id == batch.id)).mappings().one()
    happened = {key: sum(by_unit.values()) for key, by_unit in activities_by_unit(connection, batch, stations, at).items()}
    told = {key: sum(by_unit.values()) for key, by_unit in leads_by_unit(connection, batch, at).items()}
    year = {**{key: int(projects[key]) for key in counted}, **happened, **told}
    return [
        *(Figure(key, number, 1, MEASURES.get(key, "个"), at.year_start, at.as_of) for key, number in year.items()),
        *(_money(key, at, int(money[key])) for key in money_measures(at)),
        _share("share_manufacturing_signed", at, projects["invested_made"], projects["invested"]),
        _share("share_manufacturing_funds", at, money["funds_manufacturing"], money["funds_outside_city"]),
    ]


def activities_by_unit(connection: Connection, batch: Batch, stations: Iterable[str], at: Moment) -> dict[str, dict[str | None, int]]:
    """Times of each activity measure by the unit that reports them."""
    conditions = activity_measures(at, stations)
    sums = [total(ACTIVITIES.c.times, condition).label(key) for key, condition in conditions.items()]
    return _by_unit(connection, batch, ACTIVITIES, conditions, sums)


def leads_by_unit(connection: Connection, batch: Batch, at: Moment) -> dict[str, dict[str | None, int]]:
    """Valid and talent leads by the station they count for."""
    conditions = lead_measures(at)
    return _by_unit(connection, batch, LEADS, conditions, [func.count().filter(c).label(key) for key, c in conditions.items()])


def _by_unit(
    connection: Connection, batch: Batch, table: Table, keys: Iterable[str], columns: Iterable[ColumnElement[int]]
) -> dict[str, dict[str | None, int]]:
    query = (
        select(DELIVERY.c.unit_code, *columns)
        .join(SOURCE, and_(SOURCE.c.row_id == table.c.id, SOURCE.c.form == table.name, SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == table.c.delivery_id).group_by(DELIVERY.c.unit_code)
    )  # fmt: skip
    rows = connection.execute(query).mappings().all()
    return {key: {row["unit_code"]: int(row[key]) for row in rows} for key in keys}


def _officers(connection: Connection, batch: Batch) -> int:
    mine = and_(SOURCE.c.row_id == OFFICERS.c.id, SOURCE.c.form == "officers", SOURCE.c.batch_id == batch.id)
    return connection.execute(
        select(func.count()).select_from(OFFICERS.join(SOURCE, mine)).where(in_post(Moment(batch.as_of)))
    ).scalar_one()


def _money(key: str, at: Moment, yuan: int) -> Figure:
    """A forecast is of as-of's month, whole; what arrived is of the year so far."""
    if "forecast" in key:
        return Figure(key, yuan, YI, "亿元", at.as_of.replace(day=1), last_day(at.month), "预计")
    return Figure(key, yuan, YI, "亿元", at.year_start, at.as_of)


def _share(key: str, at: Moment, part: SupportsInt, whole: SupportsInt) -> Figure:
    """A share of nothing is unknown, not 0."""
    known = int(whole)
    return Figure(key, int(part) if known else None, known or 1, "比例", at.year_start, at.as_of)
