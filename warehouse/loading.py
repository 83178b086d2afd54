"""From staging to the warehouse: deliveries get their ids, rows are loaded, rejected or ignored, and all are counted."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, delete, insert, select

from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.frames import failed_rules
from schemas.gathering import tell_rules
from schemas.grammar import Form
from schemas.rule_catalogue import SEVERITY
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, PERSONAL_TABLES, STATED
from warehouse.replaced import DraftLike, spans, widened
from warehouse.tables import DELIVERY, READING, SET_ASIDE

_AT_ONCE = 20_000  # rows a pandera pass


@dataclass
class Loaded:
    """What a night's load put into the warehouse."""

    deliveries: dict[tuple[int, int], int] = field(default_factory=dict)  # (arrival, draft) → delivery id
    rows: int = 0
    rejected: int = 0
    told: list[pl.DataFrame] = field(default_factory=list)  # findings of row rules, as the reader's
    findings: list[tuple[int, Finding]] = field(default_factory=list)  # of deliveries: a period widened

    @property
    def is_large(self) -> bool:
        """Enough rows for PostgreSQL's plans to go wrong without fresh statistics."""
        return self.rows >= 1_000


def load_chunks(
    db: Database, batch: Batch, drafts: Sequence[DraftLike], stopped: dict[int, str], arrivals: Iterable[int],
    frames: dict[str, list[Path]], fingerprint: str,
) -> Loaded:  # fmt: skip
    """Load everything that was read in this batch; one transaction a bulk load, one for the deliveries."""
    done = Loaded()
    with db.engine.begin() as connection:
        first = db.next_id(connection, DELIVERY)
        _sweep(connection, first)
        next_row = {form: db.next_id(connection, FORM_TABLES[form]) for form in FORMS}
    ordered = sorted(drafts, key=lambda d: (d.arrival, d.draft))
    done.deliveries = {(d.arrival, d.draft): first + i for i, d in enumerate(ordered)}
    ids = pl.DataFrame([(*at, number) for at, number in done.deliveries.items()],
                       schema={"arrival": pl.Int64, "draft": pl.Int64, "delivery_id": pl.Int64}, orient="row")  # fmt: skip
    halted = ids.filter(pl.col("delivery_id").is_in([done.deliveries[d.arrival, d.draft] for d in ordered if d.stopped]))
    counts = _Counts()
    for form in FORMS.values():
        for rows in _batches(frames.get(form.id, []), _AT_ONCE):
            next_row[form.id] += _load_rows(
                db, form, rows.join(ids, on=["arrival", "draft"], maintain_order="left"), halted, ordered, next_row[form.id], counts, done
            )
    for draft in ordered:
        number = done.deliveries[draft.arrival, draft.draft]
        form = FORMS[draft.form]
        if form.standing == "period" and not draft.stopped and (extra := widened(draft, counts.days[number])):
            done.findings.append((number, Finding("period_widened", field=form.own_date or "", got=extra)))
    ignored = _load_ignored(db, frames.get("aside", []), ids)
    with db.engine.begin() as connection:
        readings = [{"arrival_id": a, "batch_id": batch.id, "fingerprint": fingerprint, "stopped": stopped.get(a)} for a in arrivals]
        if readings:
            connection.execute(insert(READING), readings)
        records = [_delivery(d, done.deliveries[d.arrival, d.draft], batch, counts, ignored) for d in ordered]
        if records:
            connection.execute(insert(DELIVERY), records)
    if done.is_large:
        db.analyze()
    return done


def _sweep(connection: Connection, first: int) -> None:
    """Delete the rows of an interrupted load: no delivery tells of them, and the next one would get their number."""
    for form, table in FORM_TABLES.items():
        left = table.c.delivery_id >= first
        if form in PERSONAL_TABLES:
            personal = PERSONAL_TABLES[form]
            connection.execute(delete(personal).where(personal.c.row_id.in_(select(table.c.id).where(left))))
        connection.execute(delete(table).where(left))
    connection.execute(delete(SET_ASIDE).where(SET_ASIDE.c.delivery_id >= first))


@dataclass
class _Counts:
    """By delivery: sheet rows loaded and rejected (a row of several parts is loaded if one is), and its rows' own dates by lane."""

    loaded: dict[int, int] = field(default_factory=dict)
    rejected: dict[int, int] = field(default_factory=dict)
    days: dict[int, dict[str, set[date]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))


def _batches(paths: Iterable[Path], size: int) -> Iterator[pl.DataFrame]:
    waiting: list[pl.DataFrame] = []
    for path in paths:
        waiting.append(pl.read_ipc(path))
        if sum(f.height for f in waiting) >= size:
            yield pl.concat(waiting)
            waiting = []
    if waiting:
        yield pl.concat(waiting)


def _load_rows(
    db: Database,
    form: Form,
    rows: pl.DataFrame,
    halted: pl.DataFrame,
    drafts: Sequence[DraftLike],
    first: int,
    counts: _Counts,
    done: Loaded,
) -> int:
    broken = failed_rules(form, rows)
    hard = [code for code in broken["rule"].unique().to_list() if SEVERITY[code] == "reject"]
    rejected = broken.filter(pl.col("rule").is_in(hard))["index"].unique()
    number = pl.int_range(pl.len())
    stops = pl.col("delivery_id").is_in(halted["delivery_id"].implode())
    rows = rows.with_columns(rejected=pl.col("rejected") | number.is_in(rejected.implode()) | stops)
    done.told.append(tell_rules(form, rows, broken))
    bad = rows.filter("rejected")
    good = rows.filter(~pl.col("rejected")).with_columns(id=first + pl.int_range(pl.len(), dtype=pl.Int64))
    flags = [pl.col(f.id).is_not_null().alias(f"has_{f.id}") for f in form.personal_fields]
    db.load(FORM_TABLES[form.id], good.with_columns(flags))
    if form.id in PERSONAL_TABLES:
        personal = [f.id for f in form.personal_fields]
        kept = good.filter(pl.any_horizontal(pl.col(n).is_not_null() for n in personal))
        db.load(PERSONAL_TABLES[form.id], kept.select(pl.col("id").alias("row_id"), *personal))
    db.load(STATED, _stated(form, good))
    db.load(SET_ASIDE, bad.select("delivery_id", "sheet", "row", pl.lit("rejected").alias("kind"), pl.lit("有未通过的单元格").alias("reason"),
                                  "row_key", pl.col("raw").alias("text")))  # fmt: skip
    _count(form, rows, counts)
    done.rows += good.height
    done.rejected += bad.height
    return good.height


def _stated(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns that are compared and not loaded, a row a filled cell."""
    said = rows.select(pl.col("id").alias("row_id"), *(pl.col(name).cast(pl.Float64) for name in form.checked))
    return said.unpivot(index="row_id", variable_name="field").drop_nulls().with_columns(form=pl.lit(form.id))


def _count(form: Form, rows: pl.DataFrame, counts: _Counts) -> None:
    lines = rows.group_by("delivery_id", "sheet", "row").agg(pl.col("rejected").all())
    for delivery, lost, read in lines.group_by("delivery_id").agg(pl.col("rejected").sum(), pl.len()).iter_rows():
        counts.loaded[delivery], counts.rejected[delivery] = read - lost, lost
    if form.standing == "period":
        for delivery, lane, day in rows.select("delivery_id", "lane", "own_date").unique().iter_rows():
            counts.days[delivery][lane].add(day)


def _load_ignored(db: Database, paths: Iterable[Path], ids: pl.DataFrame) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for rows in _batches(paths, _AT_ONCE):
        joined = rows.join(ids, on=["arrival", "draft"]).with_columns(kind=pl.lit("ignored"))
        db.load(SET_ASIDE, joined)
        for delivery, count in joined.group_by("delivery_id").len().iter_rows():
            counts[delivery] += count
    return counts


def _delivery(draft: DraftLike, number: int, batch: Batch, counts: _Counts, ignored: dict[int, int]) -> dict[str, object]:
    return {
        "id": number, "batch_id": batch.id, "arrival_id": draft.arrival, "unit_code": draft.unit, "form": draft.form,
        "period": draft.period, "period_from": draft.period_from, "period_to": draft.period_to, "filled_on": draft.filled_on,
        "delivered_on": draft.delivered_on, "saved_at": draft.saved_at, "column_map": draft.column_map,
        "spans": json.dumps(spans(draft, counts.days[number])), "rows_read": draft.rows_read,
        "rows_loaded": counts.loaded.get(number, 0), "rows_rejected": counts.rejected.get(number, 0),
        "rows_ignored": ignored.get(number, 0), "stopped": draft.stopped, "held": False,
    }  # fmt: skip
