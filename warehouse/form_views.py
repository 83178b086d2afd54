"""The views that leads, activities, plans, space, league, chains and yields give by plain selection of the rows that stand."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, case, cast, func, or_, select

from warehouse.database import Query
from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import CHAIN, LEAD_MONTH, PROJECT, SOURCE, STATION, SUBMISSION, TREND
from warehouse.predicates import month_text
from warehouse.tables import BATCH, DELIVERY, UNIT
from warehouse.view import View, dated, days_between, in_yi


def _rows(form: str, *columns: ColumnElement[Any]) -> Query:
    """The rows of a form that stand, by batch; their delivery and their project's master row are at hand."""
    table, s = FORM_TABLES[form], SOURCE.c
    source = (
        SOURCE.join(BATCH, BATCH.c.id == s.batch_id).join(table, table.c.id == s.row_id).join(DELIVERY, DELIVERY.c.id == table.c.delivery_id)
        .outerjoin(PROJECT, and_(PROJECT.c.batch_id == s.batch_id, PROJECT.c.project_id == s.project_id))
    )  # fmt: skip
    return select(BATCH.c.as_of, s.batch_id, *columns).select_from(source).where(s.form == form)


def _lead() -> Query:
    f = FORM_TABLES["leads"].c
    return _rows(
        "leads", DELIVERY.c.unit_code, f.lead_on, f.title, f.investor, f.source, f.partner, f.industry, f.lead_kind, in_yi(f.intended_investment),
        f.review_result, f.valid, SOURCE.c.counts, f.needs_land, SOURCE.c.project_id, f.project_name, f.progress, f.remark)  # fmt: skip


def _activity() -> Query:
    f = FORM_TABLES["activities"].c
    return _rows("activities", DELIVERY.c.unit_code, f.held_on, f.activity, f.leader_rank, f.times, f.people, SOURCE.c.project_id, f.topic)


def _plan() -> Query:
    f, as_of = FORM_TABLES["plans"].c, BATCH.c.as_of
    open_still = or_(f.done_on.is_(None), f.done_on > as_of)
    end = case((open_still, as_of), else_=f.done_on)
    late = case((end > f.due_on, days_between(f.due_on, end)), else_=0).label("days_late")
    due = case((and_(open_still, f.due_on >= as_of, days_between(as_of, f.due_on) <= 7), True), else_=False).label("due_in_7")
    name = func.coalesce(PROJECT.c.project_name, f.project_name).label("project_name")
    return _rows("plans", SOURCE.c.project_id, name, f.task, f.owner_unit, f.due_on, f.done_on, late, due)


def _space() -> Query:
    f = FORM_TABLES["space"].c
    month = month_text(f.own_date)
    elapsed = cast(func.substr(month, 6, 2), Integer) / 12.0
    points = case((f.target > 0, 100 * (f.done / f.target - elapsed))).label("points")
    return _rows("space", f.platform, month.label("month"), f.item, f.measure, f.target, f.done, f.free, points)


def _league() -> Query:
    f = FORM_TABLES["league"].c
    month = month_text(f.own_date)
    group = (SOURCE.c.batch_id, month, f.indicator)
    best = [func.max(case((f.rank == n, f.value))).over(partition_by=group).label(f"value_at_{n}") for n in (1, 2, 3)]
    return _rows("league", month.label("month"), f.county, f.indicator, f.value, f.rank, *best)


def _yield() -> Query:
    f = FORM_TABLES["yields"].c
    return _rows("yields", f.month, SOURCE.c.project_id, in_yi(f.output), in_yi(f.trade), in_yi(f.tax))


def _chain() -> Query:
    c = CHAIN.c
    return dated(CHAIN, c.chain, c.node, c.companies, c.contacted, c.signed, c.projects, in_yi(c.total_investment), c.covered)


def _lead_month() -> Query:
    m = LEAD_MONTH.c
    return dated(LEAD_MONTH, m.station, m.industry, m.month, m.leads, m.valid, m.known)


def _trend() -> Query:
    t = TREND.c
    return dated(TREND, t.series, t.member, t.months_falling, t.from_month, t.from_value, t.to_value, t.alert)


def _station() -> Query:
    s = STATION.c
    return dated(
        STATION, s.station, s.month, s.officers, s.leads, s.valid, s.talent, s.leaders_invited, s.investors_invited, s.signed, s.cost_yuan
    )


def _submission() -> Query:
    s = SUBMISSION.c
    return dated(SUBMISSION, s.unit_code, UNIT.c.name.label("unit_name"), s.form, s.period, s.due, s.received, s.state, names=UNIT)


FORM_VIEWS: tuple[View, ...] = (
    View("bi_lead", "招商信息", _lead, SOURCE.c.batch_id),
    View("bi_lead_month", "各驻点组分产业分月信息数", _lead_month, LEAD_MONTH.c.batch_id),
    View("bi_trend", "信息数连月下降", _trend, TREND.c.batch_id, True),
    View("bi_activity", "招商活动", _activity, SOURCE.c.batch_id),
    View("bi_station", "各驻点组分月情况", _station, STATION.c.batch_id),
    View("bi_plan", "项目倒排计划", _plan, SOURCE.c.batch_id),
    View("bi_space", "平台要素保障", _space, SOURCE.c.batch_id),
    View("bi_league", "全市排名", _league, SOURCE.c.batch_id),
    View("bi_chain", "产业链图谱", _chain, CHAIN.c.batch_id),
    View("bi_yield", "项目产出", _yield, SOURCE.c.batch_id),
    View("bi_submission", "报送情况", _submission, SUBMISSION.c.batch_id, True),
)
