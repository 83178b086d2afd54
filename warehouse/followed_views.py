"""The views of what is followed over time, of the race, and of the boards that were issued."""

from sqlalchemy import Float, and_, case, cast, func, or_, select, union_all

from warehouse.database import Query
from warehouse.followed_tables import BLOCKER, CHANGE, DISCIPLINE, LEAD_TIME, SCORE, SCORE_ITEM, YEAR_BEFORE
from warehouse.measure_tables import HEADLINE, PROJECT, RECEIPT
from warehouse.objections import OBJECTION
from warehouse.predicates import month_text
from warehouse.tables import BATCH, ISSUED, UNIT
from warehouse.view import YI, View, dated, in_yi


def _score() -> Query:
    s = SCORE.c
    return dated(SCORE, s.group_name, s.unit_code, UNIT.c.name.label("unit_name"), s.score, s.rank, s.previous_rank, s.list, names=UNIT)


def _discipline() -> Query:
    d = DISCIPLINE.c
    return dated(DISCIPLINE, d.group_name, d.unit_code, UNIT.c.name.label("unit_name"), d.due.label("reports_due"), d.on_time, d.nil, d.late,
                 d.missing, d.exempt, d.rate, d.rank, names=UNIT)  # fmt: skip


def _score_item() -> Query:
    s = SCORE_ITEM.c
    return dated(
        SCORE_ITEM, s.group_name, s.unit_code, UNIT.c.name.label("unit_name"), s.item, s.raw, s.capped, s.weight, s.points, names=UNIT
    )


def _blocker() -> Query:
    b = BLOCKER.c
    return dated(
        BLOCKER,
        b.project_id,
        b.project_name,
        b.unit_code,
        b.platform,
        b.blocker_kind,
        b.since,
        b.days_open,
        b.closed_on,
        in_yi(b.total_investment),
    )


def _lead_time() -> Query:
    t = LEAD_TIME.c
    return dated(
        LEAD_TIME, t.cohort, t.from_milestone.label("from"), t.to_milestone.label("to"), t.land_mode, t.projects, t.median_days, t.p90_days
    )


def _change() -> Query:
    c = CHANGE.c
    return dated(CHANGE, c.project_id, c.project_name, c.field, c.before, c.after)


def _year_on_year() -> Query:
    """Growth is of the value before; a share changes in points, and from nothing nothing grows."""
    h, y = HEADLINE.c, YEAR_BEFORE.c
    value, before = (case((c.number.is_(None), None), else_=cast(c.number, Float) / c.over) for c in (h, y))
    both = HEADLINE.join(BATCH, BATCH.c.id == h.batch_id).join(YEAR_BEFORE, and_(y.batch_id == h.batch_id, y.key == h.key))
    growth = case((and_(h.measure != "比例", y.number > 0), (value - before) / before), else_=None)
    return select(
        BATCH.c.as_of, h.batch_id, h.key, h.label, h.measure, value.label("value"), before.label("value_year_before"),
        (value - before).label("change"), growth.label("growth"), y.period_start.label("start_year_before"),
        y.period_end.label("end_year_before")).select_from(both)  # fmt: skip


def _credit() -> Query:
    """Shares of a project that sum to 1: first_talk_share to the first-talk unit, the rest to the introducer."""
    p = PROJECT.c
    first = case((p.first_talk_unit.is_(None), 0.0), else_=func.coalesce(cast(p.first_talk_share, Float), 0.0))
    same = and_(p.first_talk_unit.is_not(None), p.first_talk_unit == p.introduced_by)
    rest = case((same, 1.0), else_=1.0 - first)
    named = or_(p.introduced_by.is_not(None), p.first_talk_unit.is_not(None))
    introduced = dated(PROJECT, p.project_id, p.introduced_by.label("unit_code"), rest.label("share")).where(named, rest > 0)
    other = or_(p.introduced_by.is_(None), p.first_talk_unit != p.introduced_by)
    talked = dated(PROJECT, p.project_id, p.first_talk_unit, first).where(first > 0, other)
    both = union_all(introduced, talked).subquery("credits")
    return select(*both.c)


def _forecast() -> Query:
    """What was expected for a month against what came; `settled` once the month is over."""
    r = RECEIPT.c
    expected, came = (func.coalesce(func.sum(case((r.status == status, r.amount))), 0) for status in ("预计到位", "实际到位"))
    settled = (r.month < month_text(BATCH.c.as_of)).label("settled")
    shown = [
        (cast(total, Float) / YI).label(name)
        for total, name in ((expected, "forecast_yi"), (came, "actual_yi"), (came - expected, "difference_yi"))
    ]
    query = dated(RECEIPT, r.month, r.outside_city, r.industry, *shown, settled)
    return query.group_by(BATCH.c.as_of, r.batch_id, r.month, r.outside_city, r.industry)


def _issued() -> Query:
    i = ISSUED.c
    return select(
        i.as_of, i.batch_id, i.number, i.signed_by, i.issued_on, i.figures_sha256, i.definitions_sha256, i.inputs_sha256, i.code_version
    )


def _objection() -> Query:
    """Of every board: an objection stays with its project when the figures have moved on."""
    o = OBJECTION.c
    named = OBJECTION.join(BATCH, BATCH.c.id == o.batch_id).outerjoin(UNIT, UNIT.c.code == o.unit_code)
    return select(BATCH.c.as_of, o.batch_id, o.board.label("number"), o.project_id, o.project_name, o.unit_code, UNIT.c.name.label("unit_name"),
                  o.raised_on, o.about, o.settled_on, o.outcome).select_from(named)  # fmt: skip


FOLLOWED_VIEWS: tuple[View, ...] = (
    View("bi_score", "赛马得分", _score, SCORE.c.batch_id, True),
    View("bi_score_item", "赛马得分明细", _score_item, SCORE_ITEM.c.batch_id, True),
    View("bi_discipline", "报送纪律", _discipline, DISCIPLINE.c.batch_id, True),
    View("bi_year_on_year", "与上年同期相比（按现有报表中上年同期的日期统计）", _year_on_year, HEADLINE.c.batch_id, True),
    View("bi_blocker", "项目堵点", _blocker, BLOCKER.c.batch_id),
    View("bi_lead_time", "各环节用时", _lead_time, LEAD_TIME.c.batch_id),
    View("bi_credit", "项目业绩分享", _credit, None, stacked=True),
    View("bi_change", "项目变化", _change, CHANGE.c.batch_id, True),
    View("bi_forecast", "预计到位与实际到位", _forecast, RECEIPT.c.batch_id, True),
    View("bi_issued", "印发的榜单", _issued, None),
    View("bi_objection", "异议", _objection, None),
)
