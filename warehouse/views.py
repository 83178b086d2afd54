"""The stable views that BI binds to: thin selects over stored measures of the published batch, commented in Chinese.

Each view has as_of and batch_id. A `…_history` twin shows every published batch.
"""

from datetime import date

from sqlalchemy import ColumnElement, Date, Float, and_, case, cast, func, literal, null, or_, select, union_all

from schemas.forms import FORMS
from schemas.projects import MILESTONES, PLANNED
from warehouse.batches import open_at
from warehouse.database import Query
from warehouse.followed_views import FOLLOWED_VIEWS
from warehouse.form_tables import FORM_TABLES
from warehouse.form_views import FORM_VIEWS
from warehouse.measure_tables import BACKLOG, BACKLOG_SUMMARY, HEADLINE, PROJECT, QUALITY, RATE, RECEIPT, SOURCE, TARGET
from warehouse.notices import NOTICE
from warehouse.predicates import landed_on
from warehouse.tables import BATCH, DAY, FINDING, POINTER, UNIT
from warehouse.view import View, dated, days_between, in_yi

_PLANS = FORM_TABLES["plans"].c
#: Until its signing a project is its introducer's; from then on the platform's where it has one.
_BEFORE_SIGNING = MILESTONES[: MILESTONES.index("signed_on")]


def _headline() -> Query:
    h = HEADLINE.c
    value = case((h.number.is_(None), None), else_=cast(h.number, Float) / h.over).label("value")
    return dated(HEADLINE, h.key, h.label, value, h.measure, h.period_start, h.period_end, h.status)


def _rate_ranking() -> Query:
    r = RATE.c
    return dated(
        RATE, r.rate, r.definition, r.group_name, r.unit_code, UNIT.c.name.label("unit_name"), r.numerator, r.denominator,
        r.value, r.rank, r.previous_rank, r.gap_to_next, r.gap_to_first, r.list, r.is_small, r.interval_low, r.interval_high, names=UNIT)  # fmt: skip


def _backlog() -> Query:
    b, p = BACKLOG.c, PROJECT.c
    source = (
        BACKLOG.join(BATCH, BATCH.c.id == b.batch_id)
        .join(PROJECT, and_(p.batch_id == b.batch_id, p.project_id == b.project_id))
        .outerjoin(UNIT, UNIT.c.code == b.unit_code)
    )
    return select(
        BATCH.c.as_of, b.batch_id, b.backlog, b.project_id, p.project_name, b.unit_code, UNIT.c.name.label("unit_name"),
        p.platform, p.industry, p.land_mode, p.signed_on, b.waiting_days, b.age_band, b.light, p.blocker_kind,
        p.planned_start_on, in_yi(p.total_investment), b.also_in).select_from(source)  # fmt: skip


def _backlog_summary() -> Query:
    b = BACKLOG_SUMMARY.c
    return dated(BACKLOG_SUMMARY, b.backlog, b.dimension, b.member, b.projects, in_yi(b.total_investment))


def _stage() -> ColumnElement[str]:
    return case((PROJECT.c.status == "终止", "终止"), *((on <= BATCH.c.as_of, name) for on, name in _reached()), else_="信息").label(
        "stage"
    )


def _reached() -> tuple[tuple[ColumnElement[date], str], ...]:
    """Stages, the last first, each with the day it was reached."""
    p = PROJECT.c
    return (
        (p.full_capacity_on, "达产"), (p.production_on, "投产"), (p.completed_on, "竣工"), (p.enrolled_on, "入库"),
        (p.started_on, "开工"), (landed_on(), "落地"), (p.filed_on, "备案"), (p.registered_on, "注册"), (p.signed_on, "签约"),
        (p.approved_on, "过会"), (p.reviewed_on, "研判"), (p.negotiated_on, "在谈"),
    )  # fmt: skip


def _stage_since() -> ColumnElement[date]:
    """The day the stage was reached; NULL for 终止 and 信息, which no date marks."""
    p = PROJECT.c
    return case((p.status == "终止", None), *((on <= BATCH.c.as_of, on) for on, _ in _reached()), else_=p.first_contact_on)


def _project() -> Query:
    p = PROJECT.c
    size = case((p.total_investment.is_(None), None), (p.total_investment >= 1_000_000_000, "10亿元以上"),
                (p.total_investment >= 500_000_000, "5亿–10亿元"), (p.total_investment >= 100_000_000, "1亿–5亿元"), else_="1亿元以下")  # fmt: skip
    fields = [c for f in FORMS["projects"].open_fields for c in ([p[f.id], *([p[f.companion]] if f.companion else [])])]
    return dated(
        PROJECT, p.project_id, *fields, _stage(), days_between(_stage_since(), BATCH.c.as_of).label("days_in_stage"), landed_on().label("landed_on"),
        days_between(landed_on(), p.production_on).label("days_landing_to_production"), size.label("size_class"),
        p.has_service_officer, p.mark, p.reported_by, days_between(p.changed_on, BATCH.c.as_of).label("days_unchanged"), _overdue().label("days_past_planned_start"),
        _planned(func.min(_PLANS.due_on), or_(_PLANS.done_on.is_(None), _PLANS.done_on > BATCH.c.as_of)).label("plan_due"),
        _planned(func.max(_PLANS.done_on), _PLANS.done_on <= BATCH.c.as_of).label("plan_done"))  # fmt: skip


def _overdue() -> ColumnElement[int]:
    """Days by which a formal project that has not started is past its planned start; NULL where it is not."""
    p, as_of = PROJECT.c, BATCH.c.as_of
    waits = and_(p.status != "终止", p.signed_on <= as_of, p.planned_start_on < as_of, or_(p.started_on.is_(None), p.started_on > as_of))
    return case((waits, days_between(p.planned_start_on, as_of)))


def _planned(day: ColumnElement[date], condition: ColumnElement[bool]) -> ColumnElement[date]:
    """A day out of the project's plan, over its tasks that meet the condition."""
    mine = and_(SOURCE.c.batch_id == PROJECT.c.batch_id, SOURCE.c.project_id == PROJECT.c.project_id, SOURCE.c.form == "plans")
    return select(day).where(mine, SOURCE.c.row_id == _PLANS.id, condition).scalar_subquery()


def _milestone() -> Query:
    """Each milestone, how long the project stayed in its stage (until the next one reached, or as-of), and the unit that held it."""
    p = PROJECT.c
    parts = []
    for place, name in enumerate(MILESTONES):
        planned = p[PLANNED[name]] if name in PLANNED else cast(null(), Date)
        title = FORMS["projects"][name].title
        later = [case((p[n] <= BATCH.c.as_of, p[n])) for n in MILESTONES[place + 1 :]]
        until = func.coalesce(*later, case((p.status != "终止", BATCH.c.as_of)), cast(null(), Date))
        held = p.introduced_by if name in _BEFORE_SIGNING else func.coalesce(p.platform, p.introduced_by)
        part = dated(PROJECT, p.project_id, p.project_name, p.introduced_by.label("unit_code"), literal(title).label("milestone"),
                      planned.label("planned_on"), p[name].label("on"), p[f"{name}_precision"].label("precision"), p.reported_by,
                      until.label("until"), held.label("held_by"))  # fmt: skip
        parts.append(part.where(p[name].is_not(None) | planned.is_not(None)) if name in PLANNED else part.where(p[name].is_not(None)))
    m = union_all(*parts).subquery("milestones").c
    stayed = case((and_(m.on <= m.as_of, m.until >= m.on), days_between(m.on, m.until))).label("days_in_stage")
    return select(*(stayed if column is m.until else column for column in m))


def _funds() -> Query:
    r = RECEIPT.c
    return dated(RECEIPT, r.month, r.unit_code, r.project_id, r.project_name, r.status, r.origin_code, r.outside_city,
                  r.outside_province, r.industry, r.is_new, in_yi(r.amount))  # fmt: skip


def _target() -> Query:
    t = TARGET.c
    rate = case((t.target == 0, None), else_=t.done / t.target)
    return dated(TARGET, t.unit_code, UNIT.c.name.label("unit_name"), t.indicator, t.target, t.measure, t.done, rate.label("rate"),
                  t.elapsed, (100 * (rate - t.elapsed)).label("points"), names=UNIT)  # fmt: skip


def _quality() -> Query:
    q = QUALITY.c
    return dated(QUALITY, q.unit_code, q.form, q.rows_read, q.loaded, q.rejected, q.ignored, q.stops, q.rejects, q.warns)


def _finding() -> Query:
    f = FINDING.c
    state = case(
        (f.explained_by.is_not(None), "已说明"), (and_(f.from_batch == BATCH.c.id, f.first_seen == BATCH.c.as_of), "新增"), else_="仍在"
    ).label("state")
    source = FINDING.join(BATCH, open_at(FINDING, BATCH.c.claims_id)).join(
        POINTER, and_(POINTER.c.name == "published", POINTER.c.batch_id == BATCH.c.id)
    )
    return select(BATCH.c.as_of, BATCH.c.id.label("batch_id"), f.unit_code, f.form, f.rule, f.severity, f.file, f.sheet, f.cell, f.got, f.message,
                  f.first_seen, BATCH.c.as_of.label("last_seen"), state).select_from(source)  # fmt: skip


def _notice() -> Query:
    """Of every night, withheld ones too: what was not delivered is no figure that waits for a better night."""
    n = NOTICE.c
    return select(BATCH.c.as_of, n.batch_id, n.name.label("recipient"), n.channel, n.subject, n.state, n.tries, n.sent_at).select_from(
        NOTICE.join(BATCH, BATCH.c.id == n.batch_id))  # fmt: skip


def _unit() -> Query:
    return select(BATCH.c.as_of, BATCH.c.id.label("batch_id"), UNIT.c.code.label("unit_code"), UNIT.c.name.label("unit_name"), UNIT.c.kind,
                  UNIT.c.group_name, UNIT.c.since, UNIT.c.until).select_from(UNIT.join(POINTER, POINTER.c.name == "published").join(BATCH, BATCH.c.id == POINTER.c.batch_id))  # fmt: skip


def _date() -> Query:
    return select(BATCH.c.as_of, BATCH.c.id.label("batch_id"), DAY.c.day, DAY.c.year, DAY.c.quarter, DAY.c.month, DAY.c.weekday).select_from(
        DAY.join(POINTER, POINTER.c.name == "published").join(BATCH, BATCH.c.id == POINTER.c.batch_id))  # fmt: skip


VIEWS: tuple[View, ...] = (
    View("bi_headline", "要目：全县主要指标", _headline, HEADLINE.c.batch_id, True),
    View("bi_rate_ranking", "四率排名", _rate_ranking, RATE.c.batch_id, True),
    View("bi_backlog", "签约未供地、未开工项目", _backlog, BACKLOG.c.batch_id, True),
    View("bi_backlog_summary", "签约未供地、未开工汇总", _backlog_summary, BACKLOG_SUMMARY.c.batch_id, True),
    View("bi_project", "项目总表", _project, PROJECT.c.batch_id),
    View("bi_milestone", "项目节点", _milestone, None, stacked=True),
    View("bi_funds", "到位资金", _funds, RECEIPT.c.batch_id, True),
    View("bi_target", "年度目标与序时进度", _target, TARGET.c.batch_id, True),
    View("bi_quality", "报送质量", _quality, QUALITY.c.batch_id, True),
    *FORM_VIEWS,
    *FOLLOWED_VIEWS,
    View("bi_finding", "当前问题", _finding, None),
    View("bi_notice", "通知", _notice, None),
    View("bi_unit", "单位", _unit, None),
    View("bi_date", "日期", _date, None),
)


def published(view: View) -> Query:
    """The view's rows of the published batch."""
    query = view.build()
    if view.stacked:
        return query.join(POINTER, and_(POINTER.c.name == "published", POINTER.c.batch_id == query.selected_columns.batch_id))
    if view.batch is None:
        return query
    return query.join(POINTER, and_(POINTER.c.name == "published", POINTER.c.batch_id == view.batch))


def every_published(view: View) -> Query:
    """The twin's rows: every night and rollback that was published."""
    return view.build().where(BATCH.c.state == "published", BATCH.c.kind != "restate")
