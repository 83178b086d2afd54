"""The same days of the year before, counted from the rows that stand today: what a half-year is measured against (同期)."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Select, and_, func, insert, literal, select

from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.counted import ACTIVITIES, LEADS, activity_measures, lead_measures, money_measures, project_measures
from warehouse.followed_tables import YEAR_BEFORE
from warehouse.headline import figures_of_year
from warehouse.measure_tables import PROJECT, RECEIPT, SOURCE
from warehouse.months import last_day
from warehouse.predicates import Moment, arrived_this_year, month_text


def year_before(day: date) -> date:
    """The same day a year ago; the 28th for 29 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def store_year_before(connection: Connection, batch: Batch, units: Iterable[Unit]) -> None:
    """Every figure of the year so far; where the rows do not reach back so far it is unknown, and not 0."""
    at = Moment(year_before(batch.as_of))
    forms, known = _forms(at), {form for form, reaches in _reach(batch, at).items() if connection.execute(reaches).scalar_one()}
    connection.execute(insert(YEAR_BEFORE), [
        {"batch_id": batch.id, "key": f.key, "number": f.number if forms[f.key] in known else None, "over": f.over,
         "period_start": f.start, "period_end": f.end}
        for f in figures_of_year(connection, batch, at, units) if f.status == "实际"
    ])  # fmt: skip


def _forms(at: Moment) -> dict[str, str]:
    """By key the form that its rows come from."""
    of = {
        "projects": project_measures(at, ()),
        "funds": money_measures(at),
        "activities": activity_measures(at, ()),
        "leads": lead_measures(at),
    }
    shares = {"share_manufacturing_signed": "projects", "share_manufacturing_funds": "funds"}
    return {key: form for form, keys in of.items() for key in keys} | shares


def _reach(batch: Batch, at: Moment) -> dict[str, Select[bool]]:
    """By form whether rows reach back: no month is without a row (a ledger's are signings); receipts are told by the month, and compared at its end."""
    standing = {
        table: select(month_text(day).label("month"))
        .select_from(table.join(SOURCE, and_(SOURCE.c.form == table.name, SOURCE.c.row_id == table.c.id, SOURCE.c.batch_id == batch.id)))
        .where(at.in_year(day))
        for table, day in ((ACTIVITIES, ACTIVITIES.c.held_on), (LEADS, LEADS.c.lead_on))
    }
    at_the_end = literal(batch.as_of == last_day(f"{batch.as_of:%Y-%m}"))
    received = select(RECEIPT.c.month.label("month")).where(RECEIPT.c.batch_id == batch.id, arrived_this_year(at), at_the_end)
    signed = select(month_text(PROJECT.c.signed_on).label("month")).where(PROJECT.c.batch_id == batch.id, at.in_year(PROJECT.c.signed_on))
    of = {"projects": signed, "funds": received} | {table.name: months for table, months in standing.items()}
    return {form: _no_gap(months, at) for form, months in of.items()}


def _no_gap(months: Select[str], at: Moment) -> Select[bool]:
    of = months.subquery()
    return select(func.count(of.c.month.distinct()) == at.as_of.month)
