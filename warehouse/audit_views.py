"""What the audit looks at: small views over the candidate batch, each with the two sides that must agree.

They are plain tables to Great Expectations; the candidate pointer decides the batch, and nobody else sees it.
"""

from sqlalchemy import Select, and_, func, literal, select, union_all

from schemas.forms import FORMS
from warehouse.batches import open_at
from warehouse.measure_tables import BACKLOG, HEADLINE, PROJECT, RATE, RECEIPT, SOURCE
from warehouse.predicates import month_text, year_text
from warehouse.tables import BATCH, CARRIED, CLAIM, DELIVERY, FORM_TABLES, POINTER, UNIT

Query = Select[tuple[object, ...]]
_CANDIDATE = select(POINTER.c.batch_id).where(POINTER.c.name == "candidate").scalar_subquery()
_CLAIMS = select(BATCH.c.claims_id).where(BATCH.c.id == _CANDIDATE).scalar_subquery()
_AS_OF = select(BATCH.c.as_of).where(BATCH.c.id == _CANDIDATE).scalar_subquery()
_PARENT = select(BATCH.c.parent_id).where(BATCH.c.id == _CANDIDATE).scalar_subquery()


def _delivery_rows() -> Query:
    """Rows the reader counted against rows accounted for, by delivery of this batch."""
    d = DELIVERY.c
    accounted = d.rows_loaded + d.rows_rejected + d.rows_ignored
    return select(
        d.id, d.unit_code, d.form, d.rows_read, accounted.label("rows_accounted"), (d.rows_read - accounted).label("difference")
    ).where(d.batch_id == _CANDIDATE)


def _loaded_rows() -> Query:
    """Sheet rows a delivery says it loaded against those in its table."""
    parts = []
    for form, table in FORM_TABLES.items():
        lines = select(table.c.delivery_id, table.c.sheet, table.c.row).distinct().subquery()
        counted = select(lines.c.delivery_id, func.count().label("rows")).group_by(lines.c.delivery_id).subquery()
        d = DELIVERY.c
        query = select(d.id, d.rows_loaded, func.coalesce(counted.c.rows, 0).label("rows_stored"),
                       (d.rows_loaded - func.coalesce(counted.c.rows, 0)).label("difference"))  # fmt: skip
        parts.append(
            query.select_from(DELIVERY.outerjoin(counted, counted.c.delivery_id == d.id)).where(d.batch_id == _CANDIDATE, d.form == form)
        )
    both = union_all(*parts).subquery()
    return select(*both.c)


def _standing_ids(form: str) -> Query:
    table = FORM_TABLES[form]
    claimed = select(table.c.id).join(CLAIM, and_(CLAIM.c.delivery_id == table.c.delivery_id, CLAIM.c.lane == table.c.lane)).where(
        table.c.own_date.between(CLAIM.c.span_from, CLAIM.c.span_to), open_at(CLAIM, _CLAIMS))  # type: ignore[arg-type]  # fmt: skip
    carried = select(CARRIED.c.row_id).where(CARRIED.c.form == form, open_at(CARRIED, _CLAIMS))  # type: ignore[arg-type]
    both = union_all(claimed, carried).subquery()
    return select(both.c.id)


def _rows_stand_once() -> Query:
    """Standing rows that more than one claim shows: none."""
    parts = []
    for form in FORMS:
        ids = _standing_ids(form).subquery()
        parts.append(select(literal(form).label("form"), ids.c.id).group_by(ids.c.id).having(func.count() > 1))
    both = union_all(*parts).subquery()
    return select(*both.c)


def _ledger_rows_lost() -> Query:
    """Standing ledger rows that no project of the master speaks for: none."""
    ids = _standing_ids("projects").subquery()
    source = select(SOURCE.c.row_id, SOURCE.c.project_id).where(SOURCE.c.batch_id == _CANDIDATE, SOURCE.c.form == "projects").subquery()
    project = select(PROJECT.c.project_id).where(PROJECT.c.batch_id == _CANDIDATE).subquery()
    joined = ids.outerjoin(source, source.c.row_id == ids.c.id).outerjoin(project, project.c.project_id == source.c.project_id)
    return select(ids.c.id).select_from(joined).where(project.c.project_id.is_(None))


def _projects() -> Query:
    p = PROJECT.c
    return select(p.project_id, p.project_name, p.status, p.total_investment, p.introduced_by, UNIT.c.code.label("known_unit")).select_from(
        PROJECT.outerjoin(UNIT, UNIT.c.code == p.introduced_by)).where(p.batch_id == _CANDIDATE)  # fmt: skip


def _money() -> Query:
    """Money of the fund rows that stand against money shown, by 口径."""
    f, r = FORM_TABLES["funds"].c, RECEIPT.c
    ids = _standing_ids("funds").subquery()
    entered = (
        select(f.status, func.count().label("rows"), func.sum(f.amount).label("amount"))
        .join(ids, ids.c.id == f.id)
        .group_by(f.status)
        .subquery()
    )
    shown = (
        select(r.status, func.count().label("rows"), func.sum(r.amount).label("amount"))
        .where(r.batch_id == _CANDIDATE)
        .group_by(r.status)
        .subquery()
    )
    joined = entered.outerjoin(shown, shown.c.status == entered.c.status)
    return select(entered.c.status, entered.c.rows.label("rows_in"), shown.c.rows.label("rows_shown"),
                  (entered.c.rows - func.coalesce(shown.c.rows, 0)).label("rows_difference"),
                  (entered.c.amount - func.coalesce(shown.c.amount, 0)).label("difference")).select_from(joined)  # fmt: skip


def _headline() -> Query:
    """Stored headline figures against the same figures counted again from rows in other words."""
    p, r, h = PROJECT.c, RECEIPT.c, HEADLINE.c
    year = year_text(_AS_OF)
    signed = and_(p.batch_id == _CANDIDATE, p.agreement_type == "正式协议", p.status.in_(("推进中", "暂缓")),
                  year_text(p.signed_on) == year, p.signed_on <= _AS_OF)  # fmt: skip
    arrived = and_(r.batch_id == _CANDIDATE, r.status == "实际到位", func.substr(r.month, 1, 4) == year)
    again = union_all(
        select(literal("signed_100m").label("key"), func.count().label("number")).select_from(PROJECT).where(signed, p.total_investment >= 10**8),
        select(literal("enrolled"), func.count()).select_from(PROJECT).where(p.batch_id == _CANDIDATE, year_text(p.enrolled_on) == year, p.enrolled_on <= _AS_OF),
        select(literal("funds_outside_city"), func.coalesce(func.sum(r.amount), 0)).where(
            arrived, r.outside_city.is_(True), r.month <= month_text(_AS_OF)),
        *(select(literal(f"backlog_{name}"), func.count()).select_from(BACKLOG).where(BACKLOG.c.batch_id == _CANDIDATE, BACKLOG.c.backlog == name)
          for name in ("land", "start")),
    ).subquery()  # fmt: skip
    return select(h.key, h.number, again.c.number.label("again"), (h.number - again.c.number).label("difference")).join(
        again, again.c.key == h.key).where(h.batch_id == _CANDIDATE)  # fmt: skip


def _ranks() -> Query:
    """Each rank against one more than the number of units of its group with a better value."""
    r = RATE.alias("r")
    better = RATE.alias("better")
    misplaced = select(func.count()).where(  # values are compared as floats: two that differ by less are in order
        better.c.batch_id == r.c.batch_id, better.c.rate == r.c.rate, better.c.group_name == r.c.group_name,
        better.c.value > r.c.value, better.c.rank >= r.c.rank).scalar_subquery()  # fmt: skip
    ahead = select(func.count()).where(
        better.c.batch_id == r.c.batch_id, better.c.rate == r.c.rate, better.c.group_name == r.c.group_name,
        better.c.rank < r.c.rank).scalar_subquery()  # fmt: skip
    return select(r.c.rate, r.c.group_name, r.c.unit_code, r.c.numerator, r.c.denominator, r.c.rank,
                  (r.c.rank - 1 - ahead).label("gap"), misplaced.label("misplaced")).where(
        r.c.batch_id == _CANDIDATE, r.c.denominator != 0)  # fmt: skip


def _ranks_missing() -> Query:
    """Active units without a row for a rate that others have, and units with a denominator and no rank: none."""
    active = and_(
        UNIT.c.kind != "bureau", (UNIT.c.since.is_(None)) | (UNIT.c.since <= _AS_OF), (UNIT.c.until.is_(None)) | (UNIT.c.until > _AS_OF)
    )
    rates = select(RATE.c.rate).where(RATE.c.batch_id == _CANDIDATE).distinct().subquery()
    own = RATE.alias("own")
    joined = UNIT.join(rates, literal(1) == 1).outerjoin(
        own, and_(own.c.batch_id == _CANDIDATE, own.c.rate == rates.c.rate, own.c.unit_code == UNIT.c.code))  # fmt: skip
    return select(UNIT.c.code, rates.c.rate).select_from(joined).where(
        active, own.c.unit_code.is_(None) | and_(own.c.denominator > 0, own.c.rank.is_(None)))  # fmt: skip


def _backlogs() -> Query:
    b, p = BACKLOG.c, PROJECT.c
    joined = BACKLOG.outerjoin(PROJECT, and_(p.batch_id == b.batch_id, p.project_id == b.project_id))
    return select(b.backlog, b.project_id, p.project_id.label("known"), b.waiting_days, b.age_band, p.agreement_type, p.status).select_from(
        joined).where(b.batch_id == _CANDIDATE)  # fmt: skip


def _volume() -> Query:
    """Projects and receipts now and in the last published batch, and the share by which they fell."""
    parts = []
    for name, table in (("projects", PROJECT), ("receipts", RECEIPT)):
        now = select(func.count()).select_from(table).where(table.c.batch_id == _CANDIDATE).scalar_subquery()
        before = select(func.count()).select_from(table).where(table.c.batch_id == _PARENT).scalar_subquery()
        parts.append(select(literal(name).label("what"), before.label("before"), now.label("now"),
                            (1.0 - now * 1.0 / func.nullif(before, 0)).label("fall")))  # fmt: skip
    both = union_all(*parts).subquery()
    return select(*both.c)


def _receipts() -> Query:
    r = RECEIPT.c
    return select(r.row_id, r.project_id, r.month, r.amount, r.unit_code).where(r.batch_id == _CANDIDATE)


AUDIT_VIEWS = {
    "audit_delivery_rows": _delivery_rows, "audit_loaded_rows": _loaded_rows, "audit_rows_stand_once": _rows_stand_once,
    "audit_ledger_rows_lost": _ledger_rows_lost, "audit_projects": _projects, "audit_money": _money, "audit_headline": _headline,
    "audit_ranks": _ranks, "audit_ranks_missing": _ranks_missing, "audit_backlogs": _backlogs, "audit_volume": _volume,
    "audit_receipts": _receipts,
}  # fmt: skip
