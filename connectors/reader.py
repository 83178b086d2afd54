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
                self.told.append(pl.read_ipc_stream(path))
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


def open_sandbox(workers: int, files: int) -> Sandbox:
    """So many children, but none without a chunk of the files to read: it would be stopped in mid-start, and say so."""
    return Sandbox(workers=max(1, min(workers, -(-files // CHUNK))), preload=PRELOAD)


def read_all(
    jobs: Sequence[Job], settings: ReadSettings, sandbox: Sandbox,
    take: Callable[[ChunkRead], None] = lambda chunk: None, progress: Callable[[int], None] = lambda done: None,
) -> Read:  # fmt: skip
    """Read every job; a file that kills its reader is a finding, and its neighbours are read all the same.

    `take` is given what was read as soon as all before it is in: in the order of jobs, while others are still read.
    """
    result = Read()
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    number = {job.arrival: n for n, chunk in enumerate(chunks) for job in chunk}
    left, parts = [len(chunk) for chunk in chunks], [dict[int, ChunkRead]() for _ in chunks]
    done = turn = 0
    for items, outcome in sandbox.map(partial(read_chunk, settings), chunks):
        at = number[items[0].arrival]
        if isinstance(outcome, Death):
            _bury(items, outcome, result)
        else:
            parts[at][items[0].arrival] = outcome
        left[at] -= len(items)
        while turn < len(chunks) and not left[turn]:
            for _, part in sorted(parts[turn].items()):
                result.add(part)
                take(part)
            turn += 1
        done += len(items)
        progress(done)
    return result


def _bury(items: Sequence[Job], death: Death, result: Read) -> None:
    told = Told()
    for job in items:
        result.stopped[job.arrival] = "file_kills_reader"
        result.deaths.append(f"{job.path}: {death.reason}\n{death.detail}")
        told.add((job.arrival, -1), "file_kills_reader", detail=death.reason)
    result.told.append(_frame(told))


def _frame(told: Told) -> pl.DataFrame:
    return pl.DataFrame(told.rows, schema=dict(zip(Told.COLUMNS, TOLD_TYPES, strict=True)), orient="row")
