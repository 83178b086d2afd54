"""Reading many kept workbooks: chunks of 25 through the sandbox, gathered into one result."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import polars as pl

from connectors.child import ChunkRead, DraftRead, Job, ReadSettings, read_chunk
from connectors.columns import Told
from connectors.precheck import file_size
from connectors.sandbox import Death, Sandbox
from schemas.frame_types import TOLD_TYPES

CHUNK = 25
PRELOAD = ("connectors.child",)


@dataclass
class Read:
    """What all chunks gave: deliveries, files stopped with their rule, and frames on disk by form, "aside" and "told"."""

    drafts: list[DraftRead] = field(default_factory=list)
    stopped: dict[int, str] = field(default_factory=dict)
    frames: dict[str, list[Path]] = field(default_factory=dict)
    told: list[pl.DataFrame] = field(default_factory=list)
    rows: int = 0
    explained: list[tuple[int, str, str]] = field(default_factory=list)  # arrival, a finding's print, the office's reason
    deaths: list[str] = field(default_factory=list)  # for operators: which kept file killed its reader, and how

    def add(self, chunk: ChunkRead) -> None:
        self.drafts += chunk.drafts
        self.stopped |= chunk.stopped
        self.explained += chunk.explained
        for kind, path in chunk.frames.items():
            if kind == "told":
                self.told.append(pl.read_ipc(path))
            else:
                self.frames.setdefault(kind, []).append(path)
        self.rows += sum(n for kind, n in chunk.rows.items() if kind not in ("told", "aside"))

    def refuse(self, sizes: dict[int, int]) -> None:
        """Stop the arrivals that are too large to be taken in, each with its finding; `sizes` in bytes."""
        told = Told()
        for arrival, size in sizes.items():
            self.stopped[arrival] = "file_too_large"
            told.add((arrival, -1), "file_too_large", detail=file_size(size))
        if sizes:
            self.told.append(_frame(told))


def open_sandbox(workers: int) -> Sandbox:
    return Sandbox(workers=workers, preload=PRELOAD)


def read_all(jobs: Sequence[Job], settings: ReadSettings, sandbox: Sandbox, progress: Callable[[int], None] = lambda done: None) -> Read:
    """Read every job; a file that kills its reader is a finding, and its neighbours are read all the same."""
    result = Read()
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    done = 0
    for items, outcome in sandbox.map(partial(read_chunk, settings), chunks):
        if isinstance(outcome, Death):
            told = Told()
            for job in items:
                result.stopped[job.arrival] = "file_kills_reader"
                result.deaths.append(f"{job.path}: {outcome.reason}\n{outcome.detail}")
                told.add((job.arrival, -1), "file_kills_reader", detail=outcome.reason)
            result.told.append(_frame(told))
        else:
            result.add(outcome)
        done += len(items)
        progress(done)
    result.drafts.sort(key=lambda d: (d.arrival, d.draft))
    for paths in result.frames.values():
        paths.sort(key=_first_arrival)
    return result


def _frame(told: Told) -> pl.DataFrame:
    return pl.DataFrame(told.rows, schema=dict(zip(Told.COLUMNS, TOLD_TYPES, strict=True)), orient="row")


def _first_arrival(path: Path) -> int:
    """Frames in the order of their first row's arrival, so that two equal nights load in the same order."""
    first = pl.scan_ipc(path).select("arrival").first().collect()
    return int(first["arrival"][0])
