"""What the audit looks at, rows and money: small views over the candidate batch, each with the two sides that must agree.

They are plain tables to Great Expectations; the candidate pointer decides the batch, and nobody else sees it. The
views over figures are in warehouse/audit_figures.py. What is missing is asked by EXCEPT and IN, which stay fast: SQLite
would answer an outer join between two tables of measures row by row through the index on their batch.
"""

from sqlalchemy import and_, except_, func, literal, or_, select, union, union_all

from schemas.forms import FORMS
from warehouse.audit_figures import CANDIDATE, CLAIMS, FIGURE_VIEWS
from warehouse.batches import open_at
from warehouse.database import Query
from warehouse.form_tables import FORM_TABLES, GATHERED
from warehouse.measure_tables import PROJECT, RECEIPT, SOURCE
from warehouse.tables import CARRIED, CLAIM, DELIVERY, SET_ASIDE, UNIT


def _delivery_rows() -> Query:
    """Rows the reader counted against rows accounted for, by delivery of this batch; and those against the rows stored."""
    d = DELIVERY.c
    accounted = d.rows_loaded + d.rows_rejected + d.rows_ignored
    mine = select(d.id).where(d.batch_id == CANDIDATE)
    kept = [select(t.c.delivery_id, t.c.sheet, t.c.row).where(t.c.delivery_id.in_(mine)) for t in (*FORM_TABLES.values(), SET_ASIDE)]
    lines = union(*kept).subquery()  # a line of two parts, one rejected, is in both
    stored = select(lines.c.delivery_id, func.count().label("rows")).group_by(lines.c.delivery_id).subquery()
    rows = func.coalesce(stored.c.rows, 0)
    return select(
        d.id, d.unit_code, d.form, d.rows_read, accounted.label("rows_accounted"), rows.label("rows_kept"),
        (d.rows_read - accounted).label("difference"), (accounted - rows).label("kept_difference"),
    ).select_from(DELIVERY.outerjoin(stored, stored.c.delivery_id == d.id)).where(d.batch_id == CANDIDATE)  # fmt: skip


def _loaded_rows() -> Query:
    """Sheet rows a delivery says it loaded against those in its table: deliveries of this batch, and all that stand."""
    d = DELIVERY.c
    stands = select(CLAIM.c.delivery_id).where(open_at(CLAIM, CLAIMS))
    parts = []
    for form, table in FORM_TABLES.items():
        wanted = and_(d.form == form, or_(d.batch_id == CANDIDATE, d.id.in_(stands)))
        lines = (
            select(table.c.delivery_id, table.c.sheet, table.c.row)
            .where(table.c.delivery_id.in_(select(d.id).where(wanted)))
            .distinct()
            .subquery()
        )
        counted = select(lines.c.delivery_id, func.count().label("rows")).group_by(lines.c.delivery_id).subquery()
        rows = func.coalesce(counted.c.rows, 0)
        query = select(d.id, d.rows_loaded, rows.label("rows_stored"), (d.rows_loaded - rows).label("difference"))
        parts.append(query.select_from(DELIVERY.outerjoin(counted, counted.c.delivery_id == d.id)).where(wanted))
    both = union_all(*parts).subquery()
    return select(*both.c)


def _standing_ids(form: str) -> Query:
    table = FORM_TABLES[form]
    claimed = select(table.c.id).join(CLAIM, and_(CLAIM.c.delivery_id == table.c.delivery_id, CLAIM.c.lane == table.c.lane)).where(
        table.c.own_date.between(CLAIM.c.span_from, CLAIM.c.span_to), open_at(CLAIM, CLAIMS))  # fmt: skip
    carried = select(CARRIED.c.row_id).where(CARRIED.c.form == form, open_at(CARRIED, CLAIMS))
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
    mastered = select(PROJECT.c.project_id).where(PROJECT.c.batch_id == CANDIDATE)
    spoken = select(SOURCE.c.row_id).where(SOURCE.c.batch_id == CANDIDATE, SOURCE.c.form == "projects", SOURCE.c.project_id.in_(mastered))
    lost = except_(select(ids.c.id), spoken).subquery()
    return select(*lost.c)


def _projects_unfounded() -> Query:
    """Projects of the master that no standing ledger row lists: none."""
    listed = select(SOURCE.c.project_id).where(
        SOURCE.c.batch_id == CANDIDATE, SOURCE.c.form == "projects", SOURCE.c.row_id.in_(_standing_ids("projects")))  # fmt: skip
    unfounded = except_(select(PROJECT.c.project_id).where(PROJECT.c.batch_id == CANDIDATE), listed).subquery()
    return select(*unfounded.c)


def _investment_changed() -> Query:
    """Projects whose total investment none of their ledger rows states: none."""
    p, rows = PROJECT.c, FORM_TABLES["projects"].c
    stated = select(SOURCE.c.project_id, rows.total_investment).join(FORM_TABLES["projects"], rows.id == SOURCE.c.row_id).where(
        SOURCE.c.batch_id == CANDIDATE, SOURCE.c.form == "projects")  # fmt: skip
    changed = except_(select(p.project_id, p.total_investment).where(p.batch_id == CANDIDATE), stated).subquery()
    return select(*changed.c)


def _projects() -> Query:
    p = PROJECT.c
    return select(
        p.project_id, p.project_name, func.coalesce(p.status, "").label("status"), p.introduced_by, UNIT.c.code.label("known_unit")
    ).select_from(PROJECT.outerjoin(UNIT, UNIT.c.code == p.introduced_by)).where(p.batch_id == CANDIDATE)  # fmt: skip


def _money() -> Query:
    """Money of the fund rows that stand against money shown, by 口径 and month; what only one side knows is a difference too."""
    f, r = FORM_TABLES["funds"].c, RECEIPT.c
    ids = _standing_ids("funds").subquery()
    entered = select(f.status, f.month, literal(1).label("rows_in"), literal(0).label("rows_shown"), f.amount, literal(0).label("shown")).join(
        ids, ids.c.id == f.id)  # fmt: skip
    shown = select(r.status, r.month, literal(0), literal(1), literal(0), r.amount).where(r.batch_id == CANDIDATE)
    both = union_all(entered, shown).subquery()
    b = both.c
    return select(b.status, b.month, func.sum(b.rows_in - b.rows_shown).label("rows_difference"),
                  func.sum(b.amount - b.shown).label("difference")).group_by(b.status, b.month)  # fmt: skip


def _receipts() -> Query:
    r = RECEIPT.c
    return select(r.row_id, r.project_id, r.month, r.amount, r.unit_code).where(r.batch_id == CANDIDATE)


def _rows_unlisted() -> Query:
    """Standing rows of the forms beside ledgers and targets that no measure can see: none."""
    parts = []
    for form in ("funds", *(form.id for form in GATHERED)):
        seen = select(SOURCE.c.row_id).where(SOURCE.c.batch_id == CANDIDATE, SOURCE.c.form == form)
        lost = except_(_standing_ids(form), seen).subquery()
        parts.append(select(literal(form).label("form"), *lost.c))
    both = union_all(*parts).subquery()
    return select(*both.c)


AUDIT_VIEWS = {
    **FIGURE_VIEWS,
    "audit_delivery_rows": _delivery_rows, "audit_loaded_rows": _loaded_rows, "audit_rows_stand_once": _rows_stand_once,
    "audit_ledger_rows_lost": _ledger_rows_lost, "audit_projects_unfounded": _projects_unfounded, "audit_projects": _projects,
    "audit_investment_changed": _investment_changed, "audit_money": _money, "audit_receipts": _receipts,
    "audit_rows_unlisted": _rows_unlisted,
}  # fmt: skip
