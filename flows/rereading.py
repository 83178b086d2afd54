"""The rows behind a figure, read once more from the kept originals: does the warehouse hold what stands in the sheets?

Read under today's rules, profiles and corrections: a row that was read under others may differ, and is named with both values.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from connectors.reader import Read, open_sandbox, read_all
from flows.night import Night, jobs_of, read_settings
from flows.progress import tell_progress
from schemas.findings import quote
from schemas.forms import FORMS
from schemas.frame_types import whole
from warehouse.cells import Origin
from warehouse.deliveries import arrivals
from warehouse.stored_rows import PLACE, facts, stored_rows

_NOTHING = "（空）"


@dataclass(frozen=True)
class Difference:
    """A field of a row: what the warehouse holds, and what the sheet says now; "" for a row that is no more read."""

    where: str
    title: str
    stored: str
    read: str


@dataclass
class Reread:
    """`files` and `rows` that were read again, how many could not be, and what differs."""

    files: int = 0
    rows: int = 0
    unread: int = 0
    differ: list[Difference] = field(default_factory=list)


def read_again(night: Night, origins: Iterable[Origin]) -> Reread:
    """Read the files of these rows from the archive; an original that is not kept any more is left out (`Origin.kept` says so)."""
    by_form: dict[str, dict[int, Origin]] = defaultdict(dict)
    for origin in origins:
        by_form[origin.form][origin.row_id] = origin
    found = arrivals(night.db, {origin.arrival for rows in by_form.values() for origin in rows.values()})
    jobs = [job for job in jobs_of(night, found) if job.path.is_file()]
    done = Reread(unread=len(found) - len(jobs))
    if not jobs:
        return done
    with tempfile.TemporaryDirectory(prefix="saima-explain-") as staging:
        settings = read_settings(night.instance, Path(staging))
        with open_sandbox(night.instance.settings.workers, len(jobs)) as sandbox:
            read = read_all(jobs, settings, sandbox, progress=lambda number: tell_progress("reread", number, len(jobs)))
        kept = {job.arrival for job in jobs} - {arrival for arrival, rule in read.stopped.items() if rule == "file_kills_reader"}
        done.files, done.unread = len(kept), len(found) - len(kept)
        for form, rows in by_form.items():
            stored = stored_rows(night.db, form, rows).filter(pl.col("arrival").is_in(kept))
            done.rows += stored.height
            done.differ += _differences(form, stored, _frame(read, form), {_place(o): o for o in rows.values()})
    return done


def _frame(read: Read, form: str) -> pl.DataFrame:
    """All that was read of a form, not rejected and of no delivery that is stopped."""
    frames = [whole(FORMS[form], pl.read_ipc_stream(path)) for path in read.frames.get(form, [])]
    names, stopped = [*PLACE, *facts(FORMS[form])], [d.arrival for d in read.drafts if d.stopped and d.form == form]
    rows = [frame.filter(~pl.col("rejected") & ~pl.col("arrival").is_in(stopped)).select(names) for frame in frames]
    return pl.concat(rows) if rows else pl.DataFrame(schema=names)


def _place(origin: Origin) -> tuple[int, str, int]:
    return origin.arrival, origin.sheet, origin.row


def _differences(form: str, stored: pl.DataFrame, read: pl.DataFrame, origins: dict[tuple[int, str, int], Origin]) -> Iterator[Difference]:
    titles = {name: f.title for f in FORMS[form].open_fields for name in (f.id, f.companion or f.id)}
    again = {tuple(row[name] for name in PLACE): row for row in read.iter_rows(named=True)}
    for row in stored.iter_rows(named=True):
        origin = origins[row["arrival"], row["sheet"], row["row"]]
        where = f"《{origin.file}》“{origin.sheet}”第{origin.row}行"
        now = again.get(tuple(row[name] for name in PLACE))
        if now is None:
            yield Difference(where, "", "", "")
            continue
        for name, title in titles.items():
            if row[name] != now[name]:
                yield Difference(where, title, _said(row[name]), _said(now[name]))


def _said(value: object) -> str:
    return _NOTHING if value is None else quote(str(value))
