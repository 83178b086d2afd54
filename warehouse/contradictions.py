"""What only a whole county's sheets can show: a project signed again, sums that fall, offices that contradict each other."""

from collections.abc import Iterator
from typing import Any

import polars as pl
from sqlalchemy import and_, select

from schemas.findings import Finding
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, STATED
from warehouse.measure_tables import SOURCE
from warehouse.slips import money
from warehouse.tables import BATCH, DELIVERY, UNIT

Told = list[tuple[int, Finding]]
_LEDGER = FORM_TABLES["projects"].c
#: Signing again within so many months is the same signing.
_AGAIN = 36
#: A signing date that moves less was mended, not signed again.
_MENDED_DAYS = 31
_ROWS = {
    "row_id": pl.Int64(), "delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "row_key": pl.String(), "name": pl.String(),
    "name_key": pl.String(), "investor_key": pl.String(), "agreement": pl.String(), "signed": pl.Date(), "land_mode": pl.String(),
    "land": pl.Date(), "started": pl.Date(), "status": pl.String(), "project_id": pl.String(), "unit": pl.String(), "unit_name": pl.String(),
    "kind": pl.String(),
}  # fmt: skip


def check_contradictions(db: Database, batch: Batch) -> Told:
    """Findings `signed_again`, `offices_contradict` and `cumulative_falls` of what stands at the batch."""
    rows = _ledgers(db, batch)
    return [*_signed_twice(rows), *_signed_later(db, batch, rows), *_started_without_land(rows, batch), *_falling(db, batch)]


def _ledgers(db: Database, batch: Batch) -> pl.DataFrame:
    t = _LEDGER
    query = (
        select(t.id, t.delivery_id, t.sheet, t.row, t.row_key, t.project_name, t.name_key, t.investor_key, t.agreement_type, t.signed_on, t.land_mode,
               t.land_supplied_on, t.started_on, t.status, SOURCE.c.project_id, DELIVERY.c.unit_code, UNIT.c.name, UNIT.c.kind)
        .join(SOURCE, and_(SOURCE.c.row_id == t.id, SOURCE.c.form == "projects", SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == t.delivery_id).outerjoin(UNIT, UNIT.c.code == DELIVERY.c.unit_code)
        .where(SOURCE.c.counts)
    )  # fmt: skip
    return db.frame(query, _ROWS).with_columns(pl.col("unit_name").fill_null(pl.col("unit")))


def _formal(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("agreement") == "正式协议", pl.col("signed").is_not_null(), pl.col("status").fill_null("推进中") != "终止")


def _signed_twice(rows: pl.DataFrame) -> Iterator[tuple[int, Finding]]:
    """One name and investor under two project codes: the later signing is asked about."""
    signed = _formal(rows).filter(pl.col("investor_key") != "")
    other = signed.select("name_key", "investor_key", "project_id", pl.col("signed"))
    pairs = signed.join(other, on=["name_key", "investor_key"], suffix="_first")
    pairs = pairs.filter(pl.col("project_id") != pl.col("project_id_first"), pl.col("signed_first") < pl.col("signed"), _within())
    for row in pairs.sort("row_id", "signed_first").unique("row_id", keep="first", maintain_order=True).iter_rows(named=True):
        yield _again(row)


def _within() -> pl.Expr:
    return pl.col("signed") <= pl.col("signed_first").dt.offset_by(f"{_AGAIN}mo")


def _signed_later(db: Database, batch: Batch, rows: pl.DataFrame) -> Iterator[tuple[int, Finding]]:
    """The office's own former sheet had an earlier date of signing."""
    signed = _formal(rows)
    if signed.is_empty() or batch.parent is None:
        return
    query = (
        select(_LEDGER.delivery_id, _LEDGER.row_key, _LEDGER.signed_on, DELIVERY.c.unit_code)
        .join(DELIVERY, DELIVERY.c.id == _LEDGER.delivery_id).join(BATCH, BATCH.c.id == DELIVERY.c.batch_id)
        .where(BATCH.c.state == "published", _LEDGER.agreement_type == "正式协议", _LEDGER.signed_on.is_not(None))
    )  # fmt: skip
    past = db.frame(query, {"before": pl.Int64(), "row_key": pl.String(), "signed_first": pl.Date(), "unit": pl.String()})
    moved = (pl.col("signed") - pl.col("signed_first")).dt.total_days() > _MENDED_DAYS
    both = signed.join(past, on=["unit", "row_key"]).filter(pl.col("before") < pl.col("delivery_id"), moved, _within())
    for row in both.sort("row_id", "signed_first").unique("row_id", keep="first", maintain_order=True).iter_rows(named=True):
        yield _again(row)


def _again(row: dict[str, Any]) -> tuple[int, Finding]:
    return _finding("signed_again", row, "signed_on", row["signed"].isoformat(), f"{row['name']}|{row['signed_first'].isoformat()}")


def _started_without_land(rows: pl.DataFrame, batch: Batch) -> Iterator[tuple[int, Finding]]:
    """One office says 开工, and the one that answers for the land lists the project without 供地: both get the same sentence."""
    unsupplied = rows.with_columns(supplied=pl.col("land").is_not_null().any().over("project_id")).filter(~pl.col("supplied"))
    mine = unsupplied.filter(pl.col("started") <= batch.as_of, pl.col("land_mode").fill_null("新增用地") == "新增用地")
    lands = (pl.col("kind") == "platform") | pl.col("unit_name").str.contains("自然资源")
    theirs = unsupplied.filter(lands, pl.col("land_mode") == "新增用地", pl.col("started").is_null())
    pairs = mine.join(theirs, on="project_id", suffix="_land").filter(pl.col("unit") != pl.col("unit_land"))
    for row in pairs.sort("row_id", "row_id_land").iter_rows(named=True):
        detail = f"{row['name']}|{row['unit_name']}|{row['unit_name_land']}"
        yield _finding("offices_contradict", row, "started_on", row["started"].isoformat(), detail)
        land = {name: row[f"{name}_land"] for name in ("delivery_id", "sheet", "row", "row_key")}
        yield _finding("offices_contradict", land, "land_supplied_on", "", detail)


def _falling(db: Database, batch: Batch) -> Iterator[tuple[int, Finding]]:
    """本年累计 below that of an earlier month of the year, 开工以来累计 below that of any earlier month."""
    t = FORM_TABLES["funds"].c
    query = (
        select(t.delivery_id, t.sheet, t.row, t.row_key, t.month, t.name_key, t.investor_key, t.funder_region_code, STATED.c.field, STATED.c.value, DELIVERY.c.unit_code)
        .join(STATED, and_(STATED.c.row_id == t.id, STATED.c.form == "funds"))
        .join(SOURCE, and_(SOURCE.c.row_id == t.id, SOURCE.c.form == "funds", SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == t.delivery_id)
        .where(STATED.c.field.in_(("ytd", "since_start")), t.status == "实际到位")
    )  # fmt: skip
    schema = {"delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "row_key": pl.String(), "month": pl.String(),
              "name_key": pl.String(), "investor_key": pl.String(), "origin": pl.String(), "field": pl.String(), "value": pl.Float64(),
              "unit": pl.String()}  # fmt: skip
    year = pl.when(pl.col("field") == "ytd").then(pl.col("month").str.head(4)).otherwise(pl.lit("")).alias("year")
    who = ["unit", "name_key", "investor_key", "origin", "field", "year"]
    months = db.frame(query, schema).with_columns(year, pl.col("origin").fill_null("")).sort(*who, "month", "row")
    before = months.with_columns(
        former=pl.col("value").shift(1).over(who), former_month=pl.col("month").shift(1).over(who)
    )  # fmt: skip
    for row in before.filter(pl.col("former") > pl.col("value"), pl.col("former_month") < pl.col("month")).iter_rows(named=True):
        yield _finding("cumulative_falls", row, row["field"], money(row["value"]), f"{row['former_month']}|{money(row['former'])}", "funds")


def _finding(rule: str, row: dict[str, Any], name: str, got: str, detail: str, form: str = "projects") -> tuple[int, Finding]:
    return row["delivery_id"], Finding(rule, form=form, sheet=row["sheet"], row=row["row"], field=name, row_key=row["row_key"], got=got,
                                       detail=detail)  # fmt: skip
