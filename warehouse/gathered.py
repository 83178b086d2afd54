"""The standing rows of the forms beside ledgers and funds: listed in measure_source, each matched to the project it means."""

import polars as pl
from sqlalchemy import select

from schemas.findings import Finding
from schemas.grammar import Form
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, GATHERED
from warehouse.master import match_project
from warehouse.measure_tables import SOURCE
from warehouse.standing import standing
from warehouse.tables import DELIVERY, UNIT

Told = list[tuple[int, Finding]]
#: Forms whose office hears that a row's project is in no ledger.
_MATCHED = ("plans", "activities", "yields")
_ROWS = {
    "row_id": pl.Int64(), "delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "row_key": pl.String(), "mark": pl.String(),
}  # fmt: skip
_KEYS = {"code_key": pl.String(), "name_key": pl.String(), "investor_key": pl.String(), "project_name": pl.String()}


def gather(db: Database, batch: Batch, members: pl.DataFrame) -> Told:
    """Store measure_source for each form; `members` are the ledger rows with their projects (master.Mastered)."""
    told: Told = []
    for form in GATHERED:
        rows = _standing(db, batch, form)
        if rows.is_empty():
            continue
        counts = _first_leads(db, rows) if form.id == "leads" else pl.lit(True)
        named = rows.filter(pl.col("name_key").fill_null("") != "")
        matched = match_project(members, named).unique("row_id", maintain_order=True).select("row_id", "project_id", "several")
        joined = rows.join(matched, on="row_id", how="left", maintain_order="left")
        db.load(SOURCE, joined.select(
            pl.lit(batch.id).alias("batch_id"), pl.lit(form.id).alias("form"), "row_id", "project_id", "mark",
            pl.lit(False).alias("sole"), counts.alias("counts")))  # fmt: skip
        if form.id in _MATCHED:
            told += _unmatched(form, joined)
    return told


def _standing(db: Database, batch: Batch, form: Form) -> pl.DataFrame:
    columns, schema = [name for name in _ROWS if name not in ("row_id", "mark")], dict(_ROWS)
    keys = {name: kind for name, kind in _KEYS.items() if name in FORM_TABLES[form.id].c}
    mark = schema.pop("mark")
    rows = db.frame(standing(form.id, batch.claims, ["id", *columns, *keys]), {**schema, **keys, "mark": mark})
    missing = [pl.lit("").alias(name) for name in _KEYS if name not in keys]
    return rows.with_columns(missing).sort("row_id")


def _unmatched(form: Form, rows: pl.DataFrame) -> Told:
    left = rows.filter(pl.col("project_id").is_null(), pl.col("name_key").fill_null("") != "")
    return [
        (row["delivery_id"], Finding("project_ambiguous" if row["several"] else "project_unmatched", form=form.id, sheet=row["sheet"],
                                     row=row["row"], field="project_name", got=row["project_name"] or "", row_key=row["row_key"]))
        for row in left.iter_rows(named=True)
    ]  # fmt: skip


def _first_leads(db: Database, rows: pl.DataFrame) -> pl.Expr:
    """True for a station's valid lead, once a year: told by two of them, it is the earlier one's."""
    leads = FORM_TABLES["leads"].c
    query = (
        select(leads.id, leads.lead_on, DELIVERY.c.unit_code)
        .join(DELIVERY, DELIVERY.c.id == leads.delivery_id)
        .join(UNIT, UNIT.c.code == DELIVERY.c.unit_code)
        .where(leads.valid.is_(True), UNIT.c.kind == "station")
    )
    valid = db.frame(query, {"row_id": pl.Int64(), "lead_on": pl.Date(), "unit": pl.String()})
    known = rows.select("row_id", "row_key").join(valid, on="row_id")
    first = known.sort("lead_on", "unit", "row_id").unique(["row_key", pl.col("lead_on").dt.year().alias("year")], keep="first")
    return pl.col("row_id").is_in(first["row_id"].implode())
