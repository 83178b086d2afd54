"""Amounts off by ten thousand (万元 for 亿元): against the office's own past, another office, the contract. Proposed, never changed."""

from collections.abc import Iterator
from typing import Any

import polars as pl
from sqlalchemy import and_, func, select

from schemas.findings import Finding
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import PROJECT, RECEIPT, SOURCE
from warehouse.tables import BATCH, DELIVERY, UNIT

Told = list[tuple[int, Finding]]
#: By form, the amount that is compared.
_AMOUNTS = {"projects": "total_investment", "funds": "amount"}
#: A slip is a factor of 10,000, roughly: the figure may have moved meanwhile.
_LEAST, _MOST = 5_000, 20_000
#: A single receipt this many times the contract is no matter of a late amendment.
_TIMES = 10
_NOW = {
    "row_id": pl.Int64(), "delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "row_key": pl.String(), "amount": pl.Int64(),
    "name": pl.String(), "project_id": pl.String(), "unit": pl.String(), "unit_name": pl.String(),
}  # fmt: skip


def check_slips(db: Database, batch: Batch) -> Told:
    """Findings `amount_slipped`, `offices_slipped` and `receipt_slipped` of what stands at the batch."""
    told: Told = []
    for form, name in _AMOUNTS.items():
        now = _standing(db, batch, form, name)
        told += _against_past(db, batch, form, name, now)
        if form == "projects":
            told += _against_others(now)
    return told + _against_contract(db, batch)


def is_slip(one: int, other: int) -> bool:
    """Whether two amounts differ by about ten thousand."""
    least, most = sorted((abs(one), abs(other)))
    return least > 0 and _LEAST * least <= most <= _MOST * least


def _standing(db: Database, batch: Batch, form: str, name: str) -> pl.DataFrame:
    t = FORM_TABLES[form].c
    query = (
        select(t.id, t.delivery_id, t.sheet, t.row, t.row_key, t[name], t.project_name, SOURCE.c.project_id, DELIVERY.c.unit_code, UNIT.c.name)
        .join(SOURCE, and_(SOURCE.c.row_id == t.id, SOURCE.c.form == form, SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == t.delivery_id).outerjoin(UNIT, UNIT.c.code == DELIVERY.c.unit_code)
        .where(SOURCE.c.counts, t[name].is_not(None), t[name] != 0)
    )  # fmt: skip
    return db.frame(query, _NOW)


def _against_past(db: Database, batch: Batch, form: str, name: str, now: pl.DataFrame) -> Iterator[tuple[int, Finding]]:
    """The last other figure that the office wrote for the row before; one that goes back to what it was is a mended slip."""
    if now.is_empty() or batch.parent is None:
        return
    t = FORM_TABLES[form].c
    query = (
        select(t.delivery_id, t.row_key, t[name], DELIVERY.c.unit_code)
        .join(DELIVERY, DELIVERY.c.id == t.delivery_id).join(BATCH, BATCH.c.id == DELIVERY.c.batch_id)
        .where(BATCH.c.state == "published", t[name].is_not(None), t[name] != 0)
    )  # fmt: skip
    past = db.frame(query, {"before": pl.Int64(), "row_key": pl.String(), "former": pl.Int64(), "unit": pl.String()})
    both = now.join(past, on=["unit", "row_key"]).filter(pl.col("before") < pl.col("delivery_id"), pl.col("former") != pl.col("amount"))
    ratio = pl.col("former") / pl.col("amount")
    both = both.filter(~ratio.is_between(0.5, 2).any().over("row_id"))
    for row in both.sort("before").unique("row_id", keep="last", maintain_order=True).iter_rows(named=True):
        if is_slip(row["amount"], row["former"]):
            yield _finding("amount_slipped", form, name, row, f"{row['name']}|{money(row['former'])}")


def _against_others(now: pl.DataFrame) -> Iterator[tuple[int, Finding]]:
    pairs = now.join(now.select("project_id", "unit", "unit_name", "amount"), on="project_id", suffix="_other")
    for row in pairs.filter(pl.col("unit") != pl.col("unit_other")).sort("row_id", "unit_other").iter_rows(named=True):
        if is_slip(row["amount"], row["amount_other"]):
            other = row["unit_name_other"] or row["unit_other"]
            yield _finding("offices_slipped", "projects", "total_investment", row, f"{row['name']}|{other}|{money(row['amount_other'])}")


def _against_contract(db: Database, batch: Batch) -> Told:
    funds = FORM_TABLES["funds"].c
    query = (
        select(funds.delivery_id, funds.sheet, funds.row, funds.row_key, funds.amount, func.coalesce(PROJECT.c.project_name, funds.project_name).label("name"),
               PROJECT.c.total_investment)
        .join(RECEIPT, and_(RECEIPT.c.row_id == funds.id, RECEIPT.c.batch_id == batch.id))
        .join(PROJECT, and_(PROJECT.c.project_id == RECEIPT.c.project_id, PROJECT.c.batch_id == batch.id))
        .where(PROJECT.c.total_investment > 0, funds.amount > _TIMES * PROJECT.c.total_investment,
               funds.amount <= 10_000 * PROJECT.c.total_investment)
        .order_by(funds.id)
    )  # fmt: skip
    with db.engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return [
        _finding(
            "receipt_slipped", "funds", "amount", row, f"{row['name']}|{money(row['total_investment'])}|{money(row['amount'] / 10_000)}"
        )
        for row in rows
    ]


def money(yuan: float) -> str:
    return f"{yuan / 1e8:g}亿元" if abs(yuan) >= 1e8 else f"{yuan / 1e4:g}万元"


def _finding(rule: str, form: str, name: str, row: dict[str, Any], detail: str) -> tuple[int, Finding]:
    return row["delivery_id"], Finding(rule, form=form, sheet=row["sheet"], row=row["row"], field=name, row_key=row["row_key"],
                                       got=money(row["amount"]), detail=detail)  # fmt: skip
