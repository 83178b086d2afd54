"""What each station did in each month of the year: officers, leads, invitations, signings, cost."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Date, and_, func, insert, literal, or_, select

from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.database import Query
from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import PROJECT, SOURCE, STATION
from warehouse.months import last_day, months_between
from warehouse.predicates import Moment, cohort, month_text
from warehouse.tables import DELIVERY

_LEADS, _ACTIVITIES, _OFFICERS = (FORM_TABLES[name] for name in ("leads", "activities", "officers"))
_ADDED = ("leads", "valid", "talent", "leaders_invited", "investors_invited", "cost_yuan", "signed")


def store_stations(connection: Connection, batch: Batch, units: Iterable[Unit]) -> None:
    """Store measure_station: a row for every active station and month of Y; officers are those in post at the month's end."""
    at = Moment(batch.as_of)
    months = list(months_between(at.year_start, batch.as_of))
    stations = [u.code for u in units if u.kind == "station" and u.active(batch.as_of)]
    rows = {
        (s, m): {"batch_id": batch.id, "station": s, "month": m, "officers": 0, **dict.fromkeys(_ADDED, 0)}
        for s in stations
        for m in months
    }
    for query in (_leads(batch, at), _activities(batch, at), _signed(batch, at)):
        for found in connection.execute(query).mappings():
            if row := rows.get((found["station"], found["month"])):
                row |= {name: int(found[name] or 0) for name in _ADDED if name in found}
    for month in months:
        for station, officers in connection.execute(_officers(batch, min(last_day(month), batch.as_of))):
            if row := rows.get((station, month)):
                row["officers"] = officers
    if rows:
        connection.execute(insert(STATION), list(rows.values()))


def _leads(batch: Batch, at: Moment) -> Query:
    talent = and_(SOURCE.c.counts, _LEADS.c.lead_kind == "人才项目")
    month = month_text(_LEADS.c.lead_on)
    return (
        select(DELIVERY.c.unit_code.label("station"), month.label("month"), func.count().label("leads"),
               func.count().filter(SOURCE.c.counts).label("valid"), func.count().filter(talent).label("talent"))
        .join(SOURCE, and_(SOURCE.c.row_id == _LEADS.c.id, SOURCE.c.form == "leads", SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == _LEADS.c.delivery_id)
        .where(at.in_year(_LEADS.c.lead_on)).group_by(DELIVERY.c.unit_code, month)
    )  # fmt: skip


def _activities(batch: Batch, at: Moment) -> Query:
    a, month = _ACTIVITIES.c, month_text(_ACTIVITIES.c.held_on)
    times = {name: func.sum(a.times).filter(a.activity == word).label(name)
             for name, word in (("leaders_invited", "邀请领导外出考察"), ("investors_invited", "邀请客商来访"))}  # fmt: skip
    return (
        select(DELIVERY.c.unit_code.label("station"), month.label("month"), *times.values(), func.sum(a.cost).label("cost_yuan"))
        .join(SOURCE, and_(SOURCE.c.row_id == a.id, SOURCE.c.form == "activities", SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == a.delivery_id)
        .where(at.in_year(a.held_on)).group_by(DELIVERY.c.unit_code, month)
    )  # fmt: skip


def _signed(batch: Batch, at: Moment) -> Query:
    p, month = PROJECT.c, month_text(PROJECT.c.signed_on)
    return (
        select(p.introduced_by.label("station"), month.label("month"), func.count().label("signed"))
        .where(p.batch_id == batch.id, cohort(at)).group_by(p.introduced_by, month)
    )  # fmt: skip


def _officers(batch: Batch, day: date) -> Query:
    o, on = _OFFICERS.c, literal(day, Date)
    return (
        select(o.station, func.count())
        .join(SOURCE, and_(SOURCE.c.row_id == o.id, SOURCE.c.form == "officers", SOURCE.c.batch_id == batch.id))
        .where(o.since <= on, or_(o.until.is_(None), o.until > on)).group_by(o.station)
    )  # fmt: skip
