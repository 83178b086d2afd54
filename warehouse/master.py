"""The project master of a batch: rows that stand, gathered by identity, each field decided by authority."""

import json
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Insert, Text, and_, case, cast, func, insert, literal, null, select, update

from schemas.findings import Finding
from schemas.places import tables
from schemas.profiles import Profiles
from warehouse.authority import DEFAULTS, Authority, disagreements, merge
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES
from warehouse.frames import polars_schema
from warehouse.identity import project_ids
from warehouse.measure_tables import PROJECT, SOURCE
from warehouse.standing import standing
from warehouse.tables import CARRIED, DELIVERY, UNIT

_ROWS = FORM_TABLES["projects"]
_IDENTITY = {
    "row_id": pl.Int64(), "delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "code_key": pl.String(), "uscc": pl.String(),
    "name_key": pl.String(), "investor_key": pl.String(), "mark": pl.String(),
}  # fmt: skip
#: Who counts as the introducer where no ledger says it: the first of these kinds that lists the project.
_INTRODUCERS = ("station", "department", "township", "platform")


@dataclass
class Mastered:
    """`members` has a row for each standing ledger row: row_id, delivery_id, project_id, keys, mark, counts."""

    members: pl.DataFrame
    findings: list[tuple[int, Finding]] = field(default_factory=list)


def build_master(
    db: Database, batch: Batch, vanished: list[int], closed: frozenset[str], authority: Authority, profiles: Profiles
) -> Mastered:
    """Assign projects, settle what is 失联, and store measure_source and measure_project."""
    found = _members(db, batch, vanished)
    found = (
        _settle_lost(db, batch, found, closed) if batch.kind != "restate" else found.filter(~pl.col("lost") | pl.col("mark").is_not_null())
    )
    counted = pl.col("row_id") == pl.col("row_id").max().over("delivery_id", "project_id")  # rows are loaded in sheet order
    found = found.with_columns(counts=counted).with_columns(sole=pl.col("counts").sum().over("project_id") == 1)
    db.load(SOURCE, found.select(
        pl.lit(batch.id).alias("batch_id"), pl.lit("projects").alias("form"), "row_id", "project_id", "mark",
        pl.col("sole") & pl.col("counts"), "counts"))  # fmt: skip
    with db.engine.begin() as connection:
        connection.execute(_insert_sole(batch))
    done = Mastered(found)
    _merge_several(db, batch, found, authority, profiles, done)
    _tell_repeats(db, found, done)
    return done


def _members(db: Database, batch: Batch, vanished: list[int]) -> pl.DataFrame:
    columns = ["id", "delivery_id", "sheet", "row", "code_key", "investor_uscc", "name_key", "investor_key"]
    frame = db.frame(standing("projects", batch.claims, columns), _IDENTITY)
    lost = pl.DataFrame(schema=_IDENTITY)
    if vanished:
        gone = select(*(_ROWS.c[name] for name in columns), cast(null(), Text).label("mark")).where(_ROWS.c.id.in_(vanished))
        lost = db.frame(gone, _IDENTITY)
    rows = pl.concat([frame.with_columns(lost=pl.col("mark").eq("失联").fill_null(False)), lost.with_columns(lost=True)])
    rows = rows.unique("row_id", keep="first", maintain_order=True)
    rows = rows.with_columns(uscc_key=pl.col("uscc").fill_null("").str.replace_all(r"\s", "").str.to_uppercase())
    return project_ids(rows)


def _settle_lost(db: Database, batch: Batch, rows: pl.DataFrame, closed: frozenset[str]) -> pl.DataFrame:
    """A formally signed project that no ledger lists any more keeps counting, marked 失联; one listed again is itself."""
    alone = rows.with_columns(alone=pl.col("lost").all().over("project_id"))
    candidates = alone.filter(pl.col("lost"))
    if candidates.is_empty():
        return rows
    query = select(_ROWS.c.id, _ROWS.c.agreement_type, _ROWS.c.signed_on, _ROWS.c.status)
    facts = db.frame(query.where(_ROWS.c.id.in_(candidates["row_id"].to_list())),
                     {"row_id": pl.Int64(), "agreement": pl.String(), "signed": pl.Date(), "status": pl.String()})  # fmt: skip
    known = candidates.join(facts, on="row_id", how="left")
    formal = (pl.col("agreement").eq("正式协议") & pl.col("signed").is_not_null()).fill_null(False).any().over("project_id")
    ended = pl.col("status").eq("终止").fill_null(False).any().over("project_id")
    stays = known.filter(pl.col("alone"), formal, ~ended, ~pl.col("project_id").is_in(sorted(closed)))
    keep = set(stays["row_id"].to_list())
    with db.engine.begin() as connection:
        mine = (CARRIED.c.form == "projects") & (CARRIED.c.mark == "失联") & CARRIED.c.to_batch.is_(None)
        is_open = {r.row_id: r.id for r in connection.execute(select(CARRIED).where(mine))}
        for row in set(is_open) - keep:
            connection.execute(update(CARRIED).where(CARRIED.c.id == is_open[row]).values(to_batch=batch.id))
        for row in sorted(keep - set(is_open)):
            unit = select(DELIVERY.c.unit_code).join(_ROWS, _ROWS.c.delivery_id == DELIVERY.c.id).where(_ROWS.c.id == row)
            connection.execute(insert(CARRIED).values(
                unit_code=unit.scalar_subquery(), form="projects", row_id=row, mark="失联", from_batch=batch.id))  # fmt: skip
    lost = pl.col("row_id").is_in(sorted(keep))
    kept = rows.filter(~pl.col("lost") | lost)
    return kept.with_columns(mark=pl.when(lost).then(pl.lit("失联")).otherwise("mark"))


def project_columns() -> list[str]:
    """The columns that a ledger row and its project share."""
    return [c.name for c in PROJECT.columns if c.name in _ROWS.c]


def _insert_sole(batch: Batch) -> Insert:
    """Most projects stand in one ledger: their row is the project, without leaving the database."""
    rows = _ROWS
    chosen: list[ColumnElement[Any]] = []
    for name in project_columns():
        column = rows.c[name]
        if name == "introduced_by":
            listed = case((UNIT.c.kind.in_(_INTRODUCERS), DELIVERY.c.unit_code))
            chosen.append(func.coalesce(column, listed))
        elif name in DEFAULTS:
            chosen.append(func.coalesce(column, DEFAULTS[name]))
        else:
            chosen.append(column)
    query = (
        select(literal(batch.id), SOURCE.c.project_id, *chosen, SOURCE.c.mark, UNIT.c.name)
        .join(SOURCE, and_(SOURCE.c.row_id == rows.c.id, SOURCE.c.form == "projects", SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == rows.c.delivery_id)
        .outerjoin(UNIT, UNIT.c.code == DELIVERY.c.unit_code)
        .where(SOURCE.c.sole)
    )
    return insert(PROJECT).from_select(["batch_id", "project_id", *project_columns(), "mark", "reported_by"], query)


def _merge_several(db: Database, batch: Batch, found: pl.DataFrame, authority: Authority, profiles: Profiles, done: Mastered) -> None:
    several = found.filter(pl.col("counts"), ~pl.col("sole"))
    if several.is_empty():
        return
    wanted = project_columns()
    schema = {"row_id": pl.Int64(), **polars_schema(_ROWS, wanted), "unit": pl.String(), "unit_name": pl.String(), "kind": pl.String(),
              "period_to": pl.Date(), "filled_on": pl.Date(), "delivery_id": pl.Int64(), "sheet": pl.String(), "row": pl.Int64()}  # fmt: skip
    query = (
        select(_ROWS.c.id, *(_ROWS.c[n] for n in wanted), DELIVERY.c.unit_code, UNIT.c.name, UNIT.c.kind, DELIVERY.c.period_to,
               DELIVERY.c.filled_on, DELIVERY.c.id, _ROWS.c.sheet, _ROWS.c.row)
        .join(DELIVERY, DELIVERY.c.id == _ROWS.c.delivery_id)
        .outerjoin(UNIT, UNIT.c.code == DELIVERY.c.unit_code)
        .join(SOURCE, and_(SOURCE.c.row_id == _ROWS.c.id, SOURCE.c.form == "projects", SOURCE.c.batch_id == batch.id))
        .where(SOURCE.c.counts, SOURCE.c.sole.is_(False))
    )  # fmt: skip
    rows = db.frame(query, schema).join(several.select("row_id", "project_id", "mark"), on="row_id")
    given, rows = rows, _written(db, rows, profiles)
    merged = merge(rows, wanted, authority, _INTRODUCERS)
    if given is not rows:  # a default stands where nobody wrote anything
        filled = merge(given, wanted, authority, _INTRODUCERS)
        merged = merged.select(pl.coalesce(name, filled[name]).alias(name) for name in merged.columns)
    db.load(PROJECT, merged.with_columns(batch_id=pl.lit(batch.id)))
    with db.engine.connect() as connection:
        names = {row.code: row.name for row in connection.execute(select(UNIT.c.code, UNIT.c.name))}
    done.findings += disagreements(rows, merged, wanted, names)


def _written(db: Database, rows: pl.DataFrame, profiles: Profiles) -> pl.DataFrame:
    """The rows without what only a unit's profile says of them: a default gives way to whatever another office wrote."""
    units = {unit: profile.defaults for (unit, form), profile in profiles.items() if form == "projects" and profile.defaults}
    theirs = rows.filter(pl.col("unit").is_in(list(units)))["delivery_id"].unique().to_list()
    if not theirs:
        return rows
    with db.engine.connect() as connection:
        maps = connection.execute(select(DELIVERY.c.id, DELIVERY.c.column_map).where(DELIVERY.c.id.in_(theirs))).all()
    for number, column_map in maps:
        for sheet, first, end, fields in tables(json.loads(column_map)):
            here = (pl.col("delivery_id") == number) & (pl.col("sheet") == sheet) & pl.col("row").ge(first) & pl.col("row").lt(end)
            given = [name for name, where in fields.items() if "default" in where and name in rows.columns]
            rows = rows.with_columns(pl.when(~here).then(pl.col(name)).alias(name) for name in given)
    return rows


def _tell_repeats(db: Database, found: pl.DataFrame, done: Mastered) -> None:
    """Twice in one delivery: the last row counts, and the office hears which ones were passed over."""
    for row in found.filter(~pl.col("counts"), pl.col("mark").is_null()).iter_rows(named=True):
        key = f"{row['name_key']}|{row['investor_key']}"
        done.findings.append((row["delivery_id"], Finding("project_repeated", form="projects", sheet=row["sheet"], row=row["row"], field="project_name",
                                                          row_key=key, got=row["name_key"])))  # fmt: skip


def match_project(members: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` (row_id, code_key, name_key, investor_key) with the one project each means, or NULL; `several` tells why.

    By its code; else by name and investor; else by name, where exactly one project bears it and the row or that project
    has no investor. A row with a code never means a project that has another.
    """
    known = members.with_columns(
        uncoded=(pl.col("code_key") == "").all().over("project_id"), anonymous=(pl.col("investor_key") == "").all().over("project_id")
    )
    ids = pl.col("project_id")
    coded = known.filter(pl.col("code_key") != "").group_by("code_key").agg(by_code=ids.unique())
    full = known.filter(pl.col("investor_key") != "").group_by("name_key", "investor_key")
    named = known.group_by("name_key")
    joined = (
        rows.with_columns(pl.col("code_key", "name_key", "investor_key").fill_null(""))
        .join(coded, on="code_key", how="left")
        .join(full.agg(by_full=ids.unique(), uncoded_full=ids.filter("uncoded").unique()), on=["name_key", "investor_key"], how="left")
        .join(named.agg(by_name=ids.unique(), uncoded_name=pl.col("uncoded").all(), anonymous=pl.col("anonymous").all()), on="name_key", how="left")
    )  # fmt: skip
    no_code, no_investor, one = pl.col("code_key") == "", pl.col("investor_key") == "", pl.col("by_name").list.len() == 1
    by_full = pl.when(no_code).then("by_full").otherwise("uncoded_full")
    by_name = pl.when(one & (no_investor | pl.col("anonymous")) & (no_code | pl.col("uncoded_name")) | ~one & no_investor).then("by_name")
    return joined.with_columns(hits=pl.coalesce("by_code", by_full, by_name)).with_columns(
        project_id=pl.when(pl.col("hits").list.len() == 1).then(pl.col("hits").list.first()),
        several=(pl.col("hits").list.len() > 1).fill_null(False),
    ).drop("by_code", "by_full", "uncoded_full", "by_name", "uncoded_name", "anonymous", "hits")  # fmt: skip
