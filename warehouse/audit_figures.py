"""What the audit looks at, figures: headline, rates, ranks and backlogs counted again from rows, in other words than the measures'."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import ColumnElement, Float, TableClause, and_, case, cast, column, func, literal, or_, select, true, union_all

from warehouse.database import Query
from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import BACKLOG, HEADLINE, PROJECT, RATE, RECEIPT, SOURCE
from warehouse.predicates import month_text, year_text
from warehouse.tables import BATCH, POINTER, UNIT

#: The candidate, a view that the others name: SQLite reads all views again for every connection, and each names it many times.
_AUDITED = ("id", "parent_id", "claims_id", "as_of")
CANDIDATE, _PARENT, CLAIMS, AS_OF = (
    select(TableClause("audit_batch", column(name, BATCH.c[name].type)).c[name]).scalar_subquery() for name in _AUDITED
)


def _batch() -> Query:
    return select(*(BATCH.c[name] for name in _AUDITED)).join(
        POINTER, and_(POINTER.c.name == "candidate", POINTER.c.batch_id == BATCH.c.id)
    )


def _signed() -> ColumnElement[bool]:
    p = PROJECT.c
    return and_(
        p.agreement_type == "正式协议", p.status.in_(("推进中", "暂缓")), year_text(p.signed_on) == year_text(AS_OF), p.signed_on <= AS_OF
    )


def _headline() -> Query:
    """Stored headline figures against the same figures counted again; one that is missing or twice there differs too."""
    p, r, h = PROJECT.c, RECEIPT.c, HEADLINE.c
    year = year_text(AS_OF)
    arrived = and_(r.status == "实际到位", func.substr(r.month, 1, 4) == year, r.month <= month_text(AS_OF), r.outside_city.is_(True))
    expected = and_(r.status == "预计到位", r.month == month_text(AS_OF), r.outside_city.is_(True))
    made = and_(p.industry == "制造业", p.total_investment >= 5 * 10**8)
    counted = {
        "signed_100m": and_(_signed(), p.total_investment >= 10**8), "signed_500m_manufacturing": and_(_signed(), made),
        "land_supplied": and_(p.land_mode == "新增用地", year_text(p.land_supplied_on) == year, p.land_supplied_on <= AS_OF),
        "enrolled": and_(year_text(p.enrolled_on) == year, p.enrolled_on <= AS_OF), "vanished_signed": p.mark == "失联",
    }  # fmt: skip
    added = {"funds_outside_city": arrived, "funds_manufacturing": and_(arrived, r.industry == "制造业"), "funds_forecast_month": expected}
    again = union_all(
        *(select(literal(key).label("key"), func.count().label("number")).select_from(PROJECT).where(p.batch_id == CANDIDATE, condition)
          for key, condition in counted.items()),
        *(select(literal(key), func.coalesce(func.sum(r.amount), 0)).where(r.batch_id == CANDIDATE, condition) for key, condition in added.items()),
        *(select(literal(f"backlog_{name}"), func.count()).select_from(BACKLOG).where(BACKLOG.c.batch_id == CANDIDATE, BACKLOG.c.backlog == name)
          for name in ("land", "start")),
        *_of_other_forms(year),
    ).subquery()  # fmt: skip
    stored = (
        select(h.key, func.count().label("times"), func.sum(h.number).label("number"))
        .where(h.batch_id == CANDIDATE)
        .group_by(h.key)
        .subquery()
    )
    once = and_(stored.c.times == 1, stored.c.number.is_not(None))
    return select(again.c.key, stored.c.number, again.c.number.label("again"),
                  case((once, func.abs(stored.c.number - again.c.number)), else_=1).label("difference")).select_from(
        again.outerjoin(stored, stored.c.key == again.c.key))  # fmt: skip


def _of_other_forms(year: ColumnElement[str]) -> Iterator[Query]:
    """Activities, leads and officers counted from the rows that the night lists as standing, each by its key and number."""
    a, o, s = FORM_TABLES["activities"].c, FORM_TABLES["officers"].c, SOURCE.c
    this_year = and_(year_text(a.held_on) == year, a.held_on <= AS_OF)
    listed = [select(s.row_id).where(s.batch_id == CANDIDATE, s.form == form) for form in ("activities", "officers")]
    ranked = {"trips_principal": ("外出招商", "主要领导"), "trips_deputy": ("外出招商", "分管领导"), "visitors_received": ("接待客商", None),
              "night_classes": ("专题夜学", None), "station_trainings": ("驻点培训", None), "online_classes": ("线上学习", None)}  # fmt: skip
    for key, (activity, rank) in ranked.items():
        wanted = and_(a.id.in_(listed[0]), this_year, a.activity == activity, true() if rank is None else a.leader_rank == rank)
        yield select(literal(key), func.coalesce(func.sum(a.times), 0)).where(wanted)
    there = and_(o.id.in_(listed[1]), o.since <= AS_OF, func.coalesce(o.until, date(9999, 12, 31)) > AS_OF)
    yield select(literal("officers"), func.count()).select_from(FORM_TABLES["officers"]).where(there)


def _planned() -> ColumnElement[bool]:
    p = PROJECT.c
    to_start = and_(year_text(p.planned_start_on) == year_text(AS_OF), p.planned_start_on <= AS_OF)
    return and_(p.agreement_type == "正式协议", p.status.in_(("推进中", "暂缓")), p.signed_on <= AS_OF, to_start)


def _parts(cohort: str, chosen: ColumnElement[bool]) -> tuple[Query, Query]:
    """The parts (schemas.indicators.PARTS) of a cohort by unit, from projects and from receipts."""
    p, r = PROJECT.c, RECEIPT.c
    ready = case((p.land_mode == "新增用地", p.land_supplied_on), (p.land_mode.in_(("购买厂房", "租用厂房")), p.plant_secured_on),
                 (p.land_mode == "无需用地", p.registered_on))  # fmt: skip
    reviewed = and_(p.review_result == "通过", year_text(p.reviewed_on) == year_text(AS_OF), p.reviewed_on <= AS_OF)
    parts = {"signed": chosen, "reviewed": reviewed, "landed": and_(chosen, ready <= AS_OF), "started": and_(chosen, p.started_on <= AS_OF)}
    counts = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in parts.items()]
    invested = func.sum(case((chosen, p.total_investment), else_=0)).label("invested")
    this_year = func.substr(r.month, 1, 4) == year_text(AS_OF)
    paid = {
        "arrived": r.status == "实际到位", "arrived_outside_city": and_(r.status == "实际到位", r.outside_city.is_(True)),
        "arrived_this_year": and_(r.status == "实际到位", this_year), "expected_this_year": and_(r.status == "预计到位", this_year),
    }  # fmt: skip
    sums = [func.sum(case((condition, r.amount), else_=0)).label(name) for name, condition in paid.items()]
    by_project = select(r.project_id, *sums).where(r.batch_id == CANDIDATE, r.month <= month_text(AS_OF)).group_by(r.project_id).subquery()
    money = select(literal(cohort).label("cohort"), p.introduced_by, *(func.sum(by_project.c[name]).label(name) for name in paid))
    named = select(literal(cohort).label("cohort"), p.introduced_by, *counts, invested)
    return (
        named.where(p.batch_id == CANDIDATE).group_by(p.introduced_by),
        money.join(by_project, by_project.c.project_id == p.project_id).where(p.batch_id == CANDIDATE, chosen).group_by(p.introduced_by),
    )


def _rates() -> Query:
    """Each rate beside the parts it may be made of, counted again by unit for its cohort; and its value's error."""
    x = RATE.c
    again = [_parts("signed", _signed()), _parts("planned", _planned())]
    counted, paid = (union_all(*(pair[side] for pair in again)).subquery() for side in (0, 1))
    mine = [and_(side.c.introduced_by == x.unit_code, side.c.cohort == x.cohort) for side in (counted, paid)]
    joined = RATE.outerjoin(counted, mine[0]).outerjoin(paid, mine[1])
    parts = [func.coalesce(c, 0).label(c.name) for side in (counted, paid) for c in side.c if c.name not in ("cohort", "introduced_by")]
    exact = cast(x.numerator, Float) / func.nullif(x.denominator, 0)
    wrong = case((and_(x.denominator == 0, x.value.is_(None)), 0.0), else_=func.coalesce(func.abs(x.value - exact), 1.0))
    return select(x.rate, x.definition, x.unit_code, x.numerator, x.denominator, *parts, wrong.label("value_error")).select_from(joined).where(
        x.batch_id == CANDIDATE)  # fmt: skip


def _ranks() -> Query:
    """How far each rank is from 1, 1, 3 among the ranks of its group, and from its value's place among the values.

    Values are floats of exact fractions: two fractions that are one float but not equal would be told, and differ by under 10⁻¹⁶.
    """
    r = RATE.c
    group = (r.batch_id, r.rate, r.group_name)
    by_rank = func.rank().over(partition_by=group, order_by=r.rank)
    by_value = func.rank().over(partition_by=group, order_by=r.value.desc())
    return select(r.rate, r.group_name, r.unit_code, r.numerator, r.denominator, r.rank, (r.rank - by_rank).label("gap"),
                  (r.rank - by_value).label("misplaced")).where(r.batch_id == CANDIDATE, r.denominator != 0)  # fmt: skip


def _ranks_missing() -> Query:
    """Active units that do not stand once under each rate, with a rank just where they have a denominator; and other units: none."""
    u, own = UNIT.c, RATE.alias("own")
    active = and_(u.kind != "bureau", u.since.is_(None) | (u.since <= AS_OF), u.until.is_(None) | (u.until > AS_OF))
    rates = select(RATE.c.rate).where(RATE.c.batch_id == CANDIDATE).distinct().subquery()
    joined = UNIT.join(rates, literal(1) == 1).outerjoin(
        own, and_(own.c.batch_id == CANDIDATE, own.c.rate == rates.c.rate, own.c.unit_code == u.code))  # fmt: skip
    wrong = or_(and_(own.c.denominator != 0, own.c.rank.is_(None)), and_(own.c.denominator == 0, own.c.rank.is_not(None)))
    missing = select(u.code, rates.c.rate).select_from(joined).where(active).group_by(u.code, rates.c.rate).having(
        or_(func.count(own.c.unit_code) != 1, func.sum(case((wrong, 1), else_=0)) > 0))  # fmt: skip
    strangers = select(RATE.c.unit_code, RATE.c.rate).where(
        RATE.c.batch_id == CANDIDATE, RATE.c.unit_code.not_in(select(u.code).where(active))
    )
    both = union_all(missing, strangers).subquery()
    return select(*both.c)


def _backlogs() -> Query:
    """Each waiting project beside the master; `settled` is 1 where it does not wait after all."""
    b, facts = BACKLOG.c, ("project_id", "agreement_type", "status", "land_mode", "land_supplied_on", "started_on")
    master = select(*(PROJECT.c[name] for name in facts)).where(PROJECT.c.batch_id == CANDIDATE).distinct().subquery()
    p = master.c  # distinct: SQLite builds an index of its own for it
    joined = BACKLOG.outerjoin(master, p.project_id == b.project_id)
    supplied = or_(func.coalesce(p.land_mode, "") != "新增用地", p.land_supplied_on <= AS_OF)
    settled = or_(p.status == "终止", and_(b.backlog == "land", supplied), and_(b.backlog == "start", p.started_on <= AS_OF))
    return select(b.backlog, b.project_id, p.project_id.label("known"), b.waiting_days, func.coalesce(p.agreement_type, "").label("agreement_type"),
                  case((settled, 1), else_=0).label("settled")).select_from(joined).where(b.batch_id == CANDIDATE)  # fmt: skip


def _volume() -> Query:
    """Projects and receipts now and in the last published batch, and the share by which they fell."""
    parts = []
    for name, table in (("projects", PROJECT), ("receipts", RECEIPT)):
        now = select(func.count()).select_from(table).where(table.c.batch_id == CANDIDATE).scalar_subquery()
        before = select(func.count()).select_from(table).where(table.c.batch_id == _PARENT).scalar_subquery()
        parts.append(select(literal(name).label("what"), before.label("before"), now.label("now"),
                            ((before - now) * 1.0 / func.nullif(before, 0)).label("fall")))  # fmt: skip
    both = union_all(*parts).subquery()
    return select(*both.c)


#: The others stand on the first.
FIGURE_VIEWS: dict[str, Callable[[], Query]] = {
    "audit_batch": _batch, "audit_headline": _headline, "audit_rates": _rates, "audit_ranks": _ranks, "audit_ranks_missing": _ranks_missing,
    "audit_backlogs": _backlogs, "audit_volume": _volume,
}  # fmt: skip
