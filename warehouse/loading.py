"""From staging to the warehouse: deliveries get their ids, rows are loaded, rejected or ignored, and all are counted."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, Table, delete, insert, select

from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.frame_types import whole
from schemas.frames import failed_rules
from schemas.gathering import tell_rules
from schemas.grammar import Form
from schemas.rule_catalogue import SEVERITY
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, PERSONAL_TABLES, STATED
from warehouse.replaced import DraftLike, spans, widened
from warehouse.tables import DELIVERY, READING, SET_ASIDE

_AT_ONCE = 50_000  # rows a pandera pass: its schema costs as much for one row as for many
#: What claims and master join on, and so need statistics of.
_JOINED = (
    "id",
    "delivery_id",
    "own_date",
    "lane",
    "row_key",
    "code_key",
    "name_key",
    "investor_key",
    "arrival_id",
    "batch_id",
    "unit_code",
    "form",
)


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


@dataclass
class _Counts:
    """By delivery: sheet rows loaded, rejected (a row of several parts is loaded if one is) and ignored, and its rows' own dates by lane."""

    loaded: dict[int, int] = field(default_factory=dict)
    rejected: dict[int, int] = field(default_factory=dict)
    ignored: dict[int, int] = field(default_factory=dict)
    days: dict[int, dict[str, set[date]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))


class Loading:
    """A night's load, chunk by chunk in the order of arrival while others are still read: rows are bulk loads of their own, the
    deliveries and readings that make them known come last, in one transaction."""

    def __init__(self, db: Database, batch: Batch) -> None:
        self.db, self.batch = db, batch
        self.done = Loaded()
        with db.engine.begin() as connection:
            self._next_delivery = db.next_id(connection, DELIVERY)
            _sweep(connection, self._next_delivery)
            self._next_row = {form: db.next_id(connection, FORM_TABLES[form]) for form in FORMS}
        self._drafts: list[DraftLike] = []
        self._counts = _Counts()
        self._waiting: dict[str, list[pl.DataFrame]] = defaultdict(list)
        self._filled: dict[str, Table] = {}

    def add(self, drafts: Sequence[DraftLike], frames: Mapping[str, Path]) -> None:
        """Take a chunk in; rows go to the warehouse as soon as there are enough for one check and one bulk load."""
        first = self._next_delivery
        numbers = {(d.arrival, d.draft): first + i for i, d in enumerate(drafts)}
        self._next_delivery += len(drafts)
        self._drafts += drafts
        self.done.deliveries |= numbers
        ids = pl.DataFrame([(d.arrival, d.draft, numbers[d.arrival, d.draft], bool(d.stopped)) for d in drafts],
                           schema={"arrival": pl.Int64, "draft": pl.Int64, "delivery_id": pl.Int64, "stops": pl.Boolean}, orient="row")  # fmt: skip
        for kind in (kind for kind in [*FORMS, "aside"] if kind in frames):
            waiting = self._waiting[kind]
            read = pl.read_ipc_stream(frames[kind])
            known = read.select("arrival", "draft").join(ids, on=["arrival", "draft"], maintain_order="left")
            waiting.append(read.hstack(known.select("delivery_id", "stops")))  # joined whole, every column would be copied
            if sum(frame.height for frame in waiting) >= _AT_ONCE:
                self._load(kind)

    def finish(self, stopped: Mapping[int, str], arrivals: Iterable[int], fingerprint: str) -> Loaded:
        """Load what still waits, and tell the warehouse of it all."""
        for kind in [*FORMS, "aside"]:
            if self._waiting[kind]:
                self._load(kind)
        for draft in self._drafts:
            number, form = self.done.deliveries[draft.arrival, draft.draft], FORMS[draft.form]
            if form.standing == "period" and not draft.stopped and (extra := widened(draft, self._counts.days[number])):
                self.done.findings.append((number, Finding("period_widened", field=form.own_date or "", got=extra)))
        with self.db.engine.begin() as connection:
            readings = [
                {"arrival_id": a, "batch_id": self.batch.id, "fingerprint": fingerprint, "stopped": stopped.get(a)} for a in arrivals
            ]
            if readings:
                connection.execute(insert(READING), readings)
            records = [_delivery(d, self.done.deliveries[d.arrival, d.draft], self.batch, self._counts) for d in self._drafts]
            if records:
                connection.execute(insert(DELIVERY), records)
        if self.done.is_large:
            self.db.analyze(
                {table.name: [c.name for c in table.columns if c.name in _JOINED] for table in (*self._filled.values(), DELIVERY, READING)}
            )
        return self.done

    def _load(self, kind: str) -> None:
        rows = pl.concat(self._waiting.pop(kind), how="diagonal")
        if kind == "aside":
            self.db.load(SET_ASIDE, rows.with_columns(kind=pl.lit("ignored")))
            self._counts.ignored.update(dict(rows.group_by("delivery_id").len().iter_rows()))
        else:
            self._load_rows(FORMS[kind], rows)

    def _load_rows(self, form: Form, read: pl.DataFrame) -> None:
        rows = whole(form, read)
        broken = failed_rules(form, rows)
        hard = [code for code in broken["rule"].unique().to_list() if SEVERITY[code] == "reject"]
        rejected = broken.filter(pl.col("rule").is_in(hard))["index"].unique()
        rows = rows.with_columns(rejected=pl.col("rejected") | pl.col("stops") | pl.int_range(pl.len()).is_in(rejected.implode()))
        self.done.told.append(tell_rules(form, rows, broken))
        bad = rows.filter("rejected")
        good = rows.filter(~pl.col("rejected"))
        good = good.with_columns(id=self._next_row[form.id] + pl.int_range(pl.len(), dtype=pl.Int64))
        self._next_row[form.id] += good.height
        flags = [pl.col(f.id).is_not_null().alias(f"has_{f.id}") for f in form.personal_fields]
        self.db.load(FORM_TABLES[form.id], good.select("id", *read.columns, *flags))  # what no sheet had stays NULL by itself
        if form.id in PERSONAL_TABLES:
            personal = [f.id for f in form.personal_fields]
            kept = good.filter(pl.any_horizontal(pl.col(n).is_not_null() for n in personal))
            self.db.load(PERSONAL_TABLES[form.id], kept.select(pl.col("id").alias("row_id"), *personal))
        self.db.load(STATED, _stated(form, good))
        self.db.load(SET_ASIDE, bad.select("delivery_id", "sheet", "row", pl.lit("rejected").alias("kind"), pl.lit("有未通过的单元格").alias("reason"),
                                           "row_key", pl.col("raw").alias("text")))  # fmt: skip
        _count(form, rows, self._counts)
        self._filled[form.id] = FORM_TABLES[form.id]
        self.done.rows += good.height
        self.done.rejected += bad.height


def _sweep(connection: Connection, first: int) -> None:
    """Delete the rows of an interrupted load: no delivery tells of them, and the next one would get their number."""
    for form, table in FORM_TABLES.items():
        left = table.c.delivery_id >= first
        if form in PERSONAL_TABLES:
            personal = PERSONAL_TABLES[form]
            connection.execute(delete(personal).where(personal.c.row_id.in_(select(table.c.id).where(left))))
        connection.execute(delete(table).where(left))
    connection.execute(delete(SET_ASIDE).where(SET_ASIDE.c.delivery_id >= first))


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


def _delivery(draft: DraftLike, number: int, batch: Batch, counts: _Counts) -> dict[str, object]:
    return {
        "id": number, "batch_id": batch.id, "arrival_id": draft.arrival, "unit_code": draft.unit, "form": draft.form,
        "period": draft.period, "period_from": draft.period_from, "period_to": draft.period_to, "filled_on": draft.filled_on,
        "delivered_on": draft.delivered_on, "saved_at": draft.saved_at, "column_map": draft.column_map,
        "spans": json.dumps(spans(draft, counts.days[number])), "rows_read": draft.rows_read,
        "rows_loaded": counts.loaded.get(number, 0), "rows_rejected": counts.rejected.get(number, 0),
        "rows_ignored": counts.ignored.get(number, 0), "stopped": draft.stopped, "held": False, "nil": draft.nil or None,
    }  # fmt: skip
