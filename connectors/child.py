"""What runs in the sandbox: a chunk of kept workbooks becomes typed columns in Arrow files, and small facts.

The child knows no database, flow or audit; frames go to disk, ids and counts travel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from uuid import uuid4

import polars as pl

from connectors.columns import Memo, Told
from connectors.corrected import tell_gone
from connectors.deliveries import Draft, Recognised
from connectors.explained import take_lists
from connectors.nil_sheets import or_nil
from connectors.recognising import recognise
from connectors.records import ASIDE_COLUMNS, Columns, Records, read_part
from connectors.setting import Setting
from connectors.told_columns import column_map, tell_columns
from connectors.unseen import tell_unseen
from connectors.whose import Origin
from connectors.workbook import Unreadable, Workbook, open_workbook
from schemas.currency import read_exchange
from schemas.forms import FORMS
from schemas.frame_types import ASIDE_TYPES, TOLD_TYPES, frame_schema
from schemas.indicators import read_indicators
from schemas.profiles import read_profiles
from schemas.regions import Regions
from schemas.units import read_units
from schemas.wide import wide_members


@dataclass(frozen=True)
class Job:
    """One kept file to read; `passwords` are its unit's, for a workbook that wants one."""

    arrival: int
    path: Path
    file: str
    folder_unit: str
    first_seen: date
    passwords: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ReadSettings:
    """Where the county's configuration lies, and where frames go."""

    config: Path
    staging: Path
    district: str


@dataclass(frozen=True)
class DraftRead:
    """A delivery as read: what it is, how many filled rows its sheets have, and where each field stood."""

    arrival: int
    draft: int
    form: str
    unit: str
    period: str
    period_from: date
    period_to: date
    filled_on: date | None
    delivered_on: date
    saved_at: str
    stopped: str
    rows_read: int
    column_map: str
    nil: str = ""  # what it says instead of rows; a ledger that does leaves the former one standing


@dataclass
class ChunkRead:
    """A chunk's result: `stopped` maps an arrival to the rule that stopped the whole file."""

    drafts: list[DraftRead] = field(default_factory=list)
    stopped: dict[int, str] = field(default_factory=dict)
    frames: dict[str, Path] = field(default_factory=dict)  # by form, and "aside", "told"
    rows: dict[str, int] = field(default_factory=dict)
    explained: list[tuple[int, str, str]] = field(default_factory=list)  # arrival, a finding's print, the office's reason


@lru_cache(maxsize=2)
def _setting(settings: ReadSettings) -> Setting:
    units = read_units(settings.config / "units.csv", settings.district)
    exchange = read_exchange(settings.config / "currency.toml")
    indicators = read_indicators(settings.config / "indicators.toml")
    return Setting(units, Regions(), exchange, wide_members(indicators.targets), read_profiles(settings.config / "profiles", units))


@lru_cache(maxsize=2)
def _memo(settings: ReadSettings) -> Memo:
    return Memo()


def read_chunk(settings: ReadSettings, jobs: Sequence[Job]) -> ChunkRead:
    """Read, recognise and type a chunk of workbooks; cells of one text in one context are parsed once a child."""
    setting, memo = _setting(settings), _memo(settings)
    memo.forget()
    result, told = ChunkRead(), Told()
    records = {form: Records() for form in FORMS}
    for job in jobs:
        try:
            book = open_workbook(job.path, job.passwords)
        except Unreadable as trouble:
            result.stopped[job.arrival] = trouble.rule
            told.add((job.arrival, -1), trouble.rule, detail=trouble.text)
            continue
        result.explained += [(job.arrival, *pair) for pair in take_lists(book)]
        origin = Origin(job.file, job.folder_unit, job.first_seen)
        found = or_nil(recognise(book, origin, setting), book, origin, setting)
        _tell_file(job, found, book, told, result)
        saved = book.saved_at.isoformat(timespec="seconds") if book.saved_at else ""
        for number, draft in enumerate(found.drafts):
            result.drafts.append(_read_draft((job.arrival, number), draft, book, saved, setting, memo, told, records[draft.form]))
        tell_gone(job.arrival, found.drafts, told)
    _write(settings.staging, records, told, result)
    return result


def _tell_file(job: Job, found: Recognised, book: Workbook, told: Told, result: ChunkRead) -> None:
    for f in found.findings:
        told.add((job.arrival, -1), f.rule, sheet=f.sheet, cell=f.cell, row=f.row, got=f.got, detail=f.detail)
    if not found.drafts:
        result.stopped[job.arrival] = found.findings[0].rule
    for sheet in book.sheets:
        if sheet.doubt:
            told.add((job.arrival, -1), "sheet_doubtful", sheet=sheet.name, detail=sheet.doubt)


def _read_draft(
    at: tuple[int, int], draft: Draft, book: Workbook, saved: str, setting: Setting, memo: Memo, told: Told, records: Records
) -> DraftRead:
    for f in draft.findings:
        told.add(at, f.rule, sheet=f.sheet, got=f.got, detail=f.detail)
    for part in draft.parts:
        tell_columns(at, draft, part, told)
        tell_unseen(at, part, told)
    read = 0
    for part in draft.parts:
        read += read_part(at, draft, part, book.date_1904, setting, memo, told, records)
    expected = draft.parts[0].table.profile.expected_rows if draft.has_rows or not draft.nil else None
    if expected and not expected[0] <= read <= expected[1]:
        told.add(at, "volume_unusual", got=str(read), detail=f"{expected[0]}|{expected[1]}")
    return DraftRead(
        *at, draft.form, draft.unit, draft.period.text, draft.period.first, draft.period.last, draft.filled_on, draft.on, saved,
        draft.stopped, read, column_map(draft), "" if draft.has_rows else draft.nil)  # fmt: skip


def _write(staging: Path, records: dict[str, Records], told: Told, result: ChunkRead) -> None:
    staging.mkdir(parents=True, exist_ok=True)
    name = uuid4().hex
    frames = {form: _frame(frame_schema(FORMS[form]), own.strips) for form, own in records.items() if own.strips}
    aside = [row for own in records.values() for row in own.aside]
    frames["aside"] = pl.DataFrame(aside, schema=dict(zip(ASIDE_COLUMNS, ASIDE_TYPES, strict=True)), orient="row")
    frames["told"] = pl.DataFrame(told.rows, schema=dict(zip(Told.COLUMNS, TOLD_TYPES, strict=True)), orient="row")
    for kind, frame in frames.items():
        if frame.height:
            result.frames[kind], result.rows[kind] = staging / f"{name}.{kind}.arrows", frame.height
            frame.write_ipc_stream(result.frames[kind])


def _frame(schema: dict[str, pl.DataType], strips: Sequence[Columns]) -> pl.DataFrame:
    """The strips of a chunk one below the other; a column that none of them has is left out."""
    own = {name: kind for name, kind in schema.items() if any(name in strip for strip in strips)}
    return pl.DataFrame([
        pl.Series(name, list(chain.from_iterable(strip[name] for strip in strips)), kind, strict=False) for name, kind in own.items()
    ])  # fmt: skip
