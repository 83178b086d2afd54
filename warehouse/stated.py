"""What offices say of themselves against what their rows give: cumulative columns, 其中 columns, 完成值.

Such cells are kept aside in `stated` and never counted; where they contradict the rows, the office is told.
"""

from collections.abc import Iterator
from typing import Any

import polars as pl
from sqlalchemy import and_, select

from schemas.findings import Finding, named
from warehouse.batches import Batch, open_at
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, STATED
from warehouse.measure_tables import RECEIPT, TARGET
from warehouse.tables import CLAIM, DELIVERY, UNIT

Told = list[tuple[int, Finding]]
_FUNDS, _TARGETS = FORM_TABLES["funds"], FORM_TABLES["targets"]
_SLACK = 1e-3  # printed digits are rounded
_WHO = {"unit": pl.String(), "name_key": pl.String(), "investor_key": pl.String()}
_SAID = {
    "row_id": pl.Int64(), "field": pl.String(), "value": pl.Float64(), "delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(),
    "row_key": pl.String(), "amount": pl.Int64(), "outside_city": pl.Boolean(), "outside_province": pl.Boolean(), "industry": pl.String(),
    "name": pl.String(),
}  # fmt: skip
_PART = {"month": pl.String(), "origin_code": pl.String()}


def check_stated(db: Database, batch: Batch) -> Told:
    """Findings `cumulative_differs`, `split_differs` and `done_differs` of what stands at the batch."""
    who = (DELIVERY.c.unit_code, _FUNDS.c.name_key, _FUNDS.c.investor_key, RECEIPT.c.month, RECEIPT.c.origin_code)
    matched = and_(RECEIPT.c.row_id == _FUNDS.c.id, RECEIPT.c.batch_id == batch.id)
    said = db.frame(
        select(STATED.c.row_id, STATED.c.field, STATED.c.value, _FUNDS.c.delivery_id, _FUNDS.c.sheet, _FUNDS.c.row, _FUNDS.c.row_key,
               RECEIPT.c.amount, RECEIPT.c.outside_city, RECEIPT.c.outside_province, RECEIPT.c.industry, RECEIPT.c.project_name, *who)
        .join(_FUNDS, and_(_FUNDS.c.id == STATED.c.row_id, STATED.c.form == "funds"))
        .join(RECEIPT, matched).join(DELIVERY, DELIVERY.c.id == _FUNDS.c.delivery_id),
        {**_SAID, **_WHO, **_PART})  # fmt: skip
    told = list(_splits(said.filter(pl.col("field").is_in(["outside_city", "outside_province", "manufacturing"]))))
    sums = said.filter(pl.col("field").is_in(["ytd", "since_start"]))
    if sums.height:
        rows = select(*who, RECEIPT.c.amount).join(_FUNDS, matched).join(DELIVERY, DELIVERY.c.id == _FUNDS.c.delivery_id)
        given = db.frame(rows.where(RECEIPT.c.status == "实际到位"), {**_WHO, **_PART, "given": pl.Int64()})
        told += _cumulative(sums, given, _months_known(db, batch))
    return told


def _splits(said: pl.DataFrame) -> Iterator[tuple[int, Finding]]:
    """其中市外 is the whole amount or nothing, by the money's origin; 其中制造业 by the project's industry."""
    made = pl.col("industry") == "制造业"
    part = (
        pl.when(pl.col("field") == "outside_city")
        .then("outside_city")
        .when(pl.col("field") == "outside_province")
        .then("outside_province")
        .otherwise(made)
    )
    expected = pl.when(part).then("amount").otherwise(0)
    for row in (
        said.with_columns(expected=pl.when(part.is_not_null()).then(expected))
        .filter(pl.col("expected").is_not_null())
        .iter_rows(named=True)
    ):
        if not _near(row["value"], row["expected"]):
            yield _finding("split_differs", row, _yi(row["expected"]))


def _cumulative(said: pl.DataFrame, given: pl.DataFrame, known: dict[str, set[str]]) -> Iterator[tuple[int, Finding]]:
    """A sum may be of the project, or of one origin of its money; months that never came may explain a larger one."""
    joined = said.join(given, on=list(_WHO), suffix="_given").filter(pl.col("month_given") <= pl.col("month"))
    this_year = pl.col("month_given").str.head(4) == pl.col("month").str.head(4)
    joined = joined.filter((pl.col("field") != "ytd") | this_year)
    own = pl.col("origin_code_given").eq_missing(pl.col("origin_code"))
    sums = joined.group_by("row_id", "field").agg(whole=pl.col("given").sum(), own=pl.col("given").filter(own).sum())
    for row in said.join(sums, on=["row_id", "field"]).iter_rows(named=True):
        least = min(row["whole"], row["own"])
        if _near(row["value"], row["whole"]) or _near(row["value"], row["own"]):
            continue
        months = {f"{row['month'][:4]}-{m:02}" for m in range(1, int(row["month"][5:]) + 1)}
        complete = row["field"] == "ytd" and months <= known.get(row["unit"], set())
        if row["value"] < least or complete:
            yield _finding("cumulative_differs", row, _yi(row["whole"]))


def _months_known(db: Database, batch: Batch) -> dict[str, set[str]]:
    """By unit the months for which a fund sheet of it stands."""
    query = select(CLAIM.c.unit_code, CLAIM.c.span_from, CLAIM.c.span_to).where(
        CLAIM.c.form == "funds", CLAIM.c.lane == "实际到位", open_at(CLAIM, batch.claims)
    )
    known: dict[str, set[str]] = {}
    with db.engine.connect() as connection:
        for unit, first, last in connection.execute(query):
            months = pl.date_range(first.replace(day=1), last, "1mo", eager=True).dt.to_string("%Y-%m")
            known.setdefault(unit, set()).update(months)
    return known


def check_done(db: Database, batch: Batch) -> Told:
    """完成值 of a targets sheet filled in as-of's month against what the sheets give."""
    query = (
        select(STATED.c.value, STATED.c.field, _TARGETS.c.delivery_id, _TARGETS.c.sheet, _TARGETS.c.row, _TARGETS.c.row_key, TARGET.c.done,
               (UNIT.c.name + " " + _TARGETS.c.indicator).label("name"))
        .join(_TARGETS, and_(_TARGETS.c.id == STATED.c.row_id, STATED.c.form == "targets"))
        .join(TARGET, and_(TARGET.c.unit_code == _TARGETS.c.unit, TARGET.c.indicator == _TARGETS.c.indicator, TARGET.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == _TARGETS.c.delivery_id)
        .join(UNIT, UNIT.c.code == _TARGETS.c.unit)
        .where(DELIVERY.c.filled_on.between(batch.as_of.replace(day=1), batch.as_of), TARGET.c.done.is_not(None))
    )  # fmt: skip
    with db.engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    return [
        _finding("done_differs", row, f"{row['done']:g}", "targets", f"{row['value']:g}")
        for row in rows
        if not _near(row["value"], row["done"])
    ]


def _near(said: float, given: float) -> bool:
    return abs(said - given) <= _SLACK * max(abs(said), abs(given))


def _yi(yuan: float) -> str:
    return f"{yuan / 1e4:g}万元"


def _finding(rule: str, row: dict[str, Any], expected: str, form: str = "funds", got: str = "") -> tuple[int, Finding]:
    return row["delivery_id"], Finding(rule, form=form, sheet=row["sheet"], row=row["row"], field=row["field"], row_key=row["row_key"],
                                       got=got or _yi(row["value"]), detail=expected, name=named([row["name"]]))  # fmt: skip
