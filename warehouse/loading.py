"""From staging to the warehouse: deliveries get their ids, rows are loaded, rejected or ignored, and all are counted."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import polars as pl
from sqlalchemy import insert

from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.frames import failed_rules
from schemas.grammar import Form
from schemas.rule_catalogue import RULES, SEVERITY
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, PERSONAL_TABLES, STATED
from warehouse.tables import DELIVERY, READING, SET_ASIDE

_AT_ONCE = 20_000  # rows a pandera pass


class DraftLike(Protocol):
    """A delivery as the reader describes it (connectors.child.DraftRead)."""

    @property
    def arrival(self) -> int: ...
    @property
    def draft(self) -> int: ...
    @property
    def form(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def period_from(self) -> date: ...
    @property
    def period_to(self) -> date: ...
    @property
    def filled_on(self) -> date | None: ...
    @property
    def delivered_on(self) -> date: ...
    @property
    def saved_at(self) -> str: ...
    @property
    def stopped(self) -> str: ...
    @property
    def rows_read(self) -> int: ...
    @property
    def column_map(self) -> str: ...


@dataclass
class Loaded:
    """What a night's load put into the warehouse."""

    deliveries: dict[tuple[int, int], int] = field(default_factory=dict)  # (arrival, draft) → delivery id
    rows: int = 0
    rejected: int = 0
    told: list[pl.DataFrame] = field(default_factory=list)  # findings of row rules, as the reader's
    findings: list[tuple[int, Finding]] = field(default_factory=list)  # of deliveries: a period widened


def load_chunks(
    db: Database, batch: Batch, drafts: Sequence[DraftLike], stopped: dict[int, str], arrivals: Iterable[int],
    frames: dict[str, list[Path]], fingerprint: str,
) -> Loaded:  # fmt: skip
    """Load everything that was read in this batch; one transaction a bulk load, one for the deliveries."""
    done = Loaded()
    with db.engine.connect() as connection:
        first = db.next_id(connection, DELIVERY)
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
                db, form, rows.join(ids, on=["arrival", "draft"]), halted, ordered, next_row[form.id], counts, done
            )
    for draft in ordered:
        number = done.deliveries[draft.arrival, draft.draft]
        if FORMS[draft.form].standing == "period" and not draft.stopped and (extra := _widened(draft, counts.months[number])):
            done.findings.append((number, Finding("period_widened", field="month", got=extra)))
    ignored = _load_ignored(db, frames.get("aside", []), ids)
    with db.engine.begin() as connection:
        readings = [{"arrival_id": a, "batch_id": batch.id, "fingerprint": fingerprint, "stopped": stopped.get(a)} for a in arrivals]
        if readings:
            connection.execute(insert(READING), readings)
        records = [_delivery(d, done.deliveries[d.arrival, d.draft], batch, counts, ignored) for d in ordered]
        if records:
            connection.execute(insert(DELIVERY), records)
    return done


@dataclass
class _Counts:
    """By delivery: sheet rows loaded and rejected (a row of several parts is loaded if one is), and months by lane."""

    loaded: dict[int, int] = field(default_factory=dict)
    rejected: dict[int, int] = field(default_factory=dict)
    months: dict[int, dict[str, set[date]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))


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
    done.told.append(_told(form, rows, broken))
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
        for delivery, lane, day in rows.select("delivery_id", "lane", pl.col("own_date").dt.month_start()).unique().iter_rows():
            counts.months[delivery][lane].add(day)


def _told(form: Form, rows: pl.DataFrame, broken: pl.DataFrame) -> pl.DataFrame:
    """Findings of row rules in the reader's columns; the field to mend is the rule's first."""
    lead = {code: (RULES[code].fields or ("",))[0] for code in broken["rule"].unique()}
    at = rows.with_row_index("index").select(pl.col("index").cast(pl.Int64), "arrival", "draft", "sheet", "row", "row_key")
    named = pl.when(pl.col("field") != "").then("field").otherwise(pl.col("rule").replace_strict(lead, default="", return_dtype=pl.String))
    found = broken.with_columns(field=named).join(at, on="index")
    shown = {f: rows[f].cast(pl.String) for f in found["field"].unique().to_list() if f in rows.columns and not form[f].personal}
    got = [(shown[f][i] or "") if f in shown else "" for f, i in zip(found["field"], found["index"], strict=True)]
    return found.with_columns(cell=pl.lit(""), got=pl.Series(got, dtype=pl.String), detail=pl.lit("")).drop("index")


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
        "spans": json.dumps(spans(draft, counts.months[number])), "rows_read": draft.rows_read,
        "rows_loaded": counts.loaded.get(number, 0), "rows_rejected": counts.rejected.get(number, 0),
        "rows_ignored": ignored.get(number, 0), "stopped": draft.stopped, "held": False,
    }  # fmt: skip


def _widened(draft: DraftLike, months: dict[str, set[date]]) -> str:
    """Months outside the stated period that its rows list in the main lane: they are replaced too, and told."""
    main = main_lane(FORMS[draft.form])
    return "、".join(f"{m:%Y-%m}" for m in sorted(months.get(main, set()) - set(_month_starts(draft.period_from, draft.period_to))))


def main_lane(form: Form) -> str:
    return form[form.lane].default or "" if form.lane else ""


def spans(draft: DraftLike, months: dict[str, set[date]]) -> list[tuple[str, str, str]]:
    """What the delivery replaces: always everything for a snapshot; its period, widened to the months it lists, by lane."""
    form = FORMS[draft.form]
    if form.standing == "snapshot":
        return [("", "0001-01-01", "9999-12-31")]
    own = {day.replace(day=1) for day in _month_starts(draft.period_from, draft.period_to)}
    main = main_lane(form)
    wanted = {lane: set(days) for lane, days in months.items()}
    if main in wanted or not wanted:
        wanted[main] = wanted.get(main, set()) | own
    return [(lane, *span) for lane in sorted(wanted) for span in _runs(sorted(wanted[lane]))]


def _month_starts(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = _next_month(day)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _runs(months: Sequence[date]) -> Iterator[tuple[str, str]]:
    """Unbroken runs of months as first and last day."""
    start: date | None = None
    for month, following in zip(months, [*months[1:], None], strict=False):
        start = start or month
        if following != _next_month(month):
            last = date.fromordinal(_next_month(month).toordinal() - 1)
            yield start.isoformat(), last.isoformat()
            start = None
