"""Receipts of a batch: the funds rows that stand, each matched to the one project it means, or to none."""

import polars as pl
from sqlalchemy import Insert, and_, case, func, insert, literal, select

from schemas.findings import Finding
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES
from warehouse.master import match_project
from warehouse.measure_tables import PROJECT, RECEIPT, SOURCE
from warehouse.predicates import Moment
from warehouse.standing import standing

_FUNDS = FORM_TABLES["funds"]
_KEYS = {
    "row_id": pl.Int64(), "delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "code_key": pl.String(), "name_key": pl.String(),
    "investor_key": pl.String(), "month": pl.String(), "mark": pl.String(),
}  # fmt: skip


def build_receipts(db: Database, batch: Batch, members: pl.DataFrame, home: str) -> list[tuple[int, Finding]]:
    """Store measure_source and measure_receipt for funds; unmatched receipts are told to their office."""
    columns = ["id", "delivery_id", "sheet", "row", "code_key", "name_key", "investor_key", "month"]
    rows = db.frame(standing("funds", batch.claims, columns), _KEYS)
    matched = match_project(members, rows).unique("row_id", maintain_order=True)
    db.load(SOURCE, matched.select(
        pl.lit(batch.id).alias("batch_id"), pl.lit("funds").alias("form"), "row_id", "project_id", "mark",
        pl.lit(False).alias("sole"), pl.lit(True).alias("counts")))  # fmt: skip
    with db.engine.begin() as connection:
        connection.execute(_insert(batch, home))
    found = []
    for row in matched.filter(pl.col("project_id").is_null()).iter_rows(named=True):
        rule = "receipt_ambiguous" if row["several"] else "receipt_unmatched"
        found.append((row["delivery_id"], Finding(rule, form="funds", sheet=row["sheet"], row=row["row"], field="project_name", got=row["name_key"],
                                                  row_key=f"{row['name_key']}|{row['investor_key']}|{row['month']}")))  # fmt: skip
    return found


def _insert(batch: Batch, home: str) -> Insert:
    at, f, p = Moment(batch.as_of), _FUNDS, PROJECT
    code = func.coalesce(f.c.funder_region_code, p.c.investor_region_code)
    outside_city = case((code.is_(None), None), else_=func.substr(code, 1, 4) != home[:4])
    outside_province = case((code.is_(None), None), else_=func.substr(code, 1, 2) != home[:2])
    industry = case((p.c.project_id.is_(None), f.c.industry), else_=p.c.industry)
    query = (
        select(
            literal(batch.id), f.c.id, SOURCE.c.project_id, func.coalesce(p.c.project_name, f.c.project_name),
            p.c.introduced_by, f.c.month, f.c.status, code, outside_city, outside_province, industry,
            case((p.c.signed_on.is_(None), None), else_=at.in_year(p.c.signed_on)), f.c.amount,
        )
        .join(SOURCE, and_(SOURCE.c.row_id == f.c.id, SOURCE.c.form == "funds", SOURCE.c.batch_id == batch.id))
        .outerjoin(p, and_(p.c.project_id == SOURCE.c.project_id, p.c.batch_id == batch.id))
    )  # fmt: skip
    names = [c.name for c in RECEIPT.columns]
    return insert(RECEIPT).from_select(names, query)


def beyond_contract(db: Database, batch: Batch) -> list[tuple[int, Finding]]:
    """Receipts that together exceed the project's total investment: told to each office that reports them."""
    r, p = RECEIPT, PROJECT
    actual = and_(r.c.batch_id == batch.id, r.c.status == "实际到位", r.c.project_id.is_not(None))
    over = (
        select(r.c.project_id, func.sum(r.c.amount).label("arrived"), func.min(p.c.total_investment).label("agreed"), func.min(p.c.project_name).label("name"))
        .join(p, and_(p.c.project_id == r.c.project_id, p.c.batch_id == batch.id))
        .where(actual).group_by(r.c.project_id)
        .having(func.sum(r.c.amount) > func.min(p.c.total_investment)).subquery()
    )  # fmt: skip
    query = (
        select(_FUNDS.c.delivery_id, over.c.name, over.c.arrived, over.c.agreed).distinct()
        .join(r, and_(r.c.row_id == _FUNDS.c.id, r.c.batch_id == batch.id))
        .join(over, over.c.project_id == r.c.project_id)
    )  # fmt: skip
    with db.engine.connect() as connection:
        return [
            (row.delivery_id, Finding("receipts_beyond_contract", form="funds", field="amount", row_key=row.name,
                                      got=f"{int(row.arrived) / 1e8:g}亿元", detail=f"{row.name}|{int(row.agreed) / 1e8:g}亿元"))
            for row in connection.execute(query)
        ]  # fmt: skip
