"""What the reader tells of a workbook, read in this process: a night without a warehouse."""

import tempfile
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import polars as pl

from connectors.child import ChunkRead, Job, ReadSettings, read_chunk
from flows.instance import SHIPPED
from tests.sheets import AS_OF

Rows = Sequence[Sequence[Any]]


class Told(NamedTuple):
    rule: str
    cell: str
    got: str
    detail: str


def read(folder: Path, sheets: Rows | dict[str, Rows], file: str = "台账.xlsx", unit: str = "330802100", seen: date = AS_OF) -> list[Told]:
    """The findings of one workbook sent by 石梁镇, in order; `sheets` are the cells of one sheet or of several by name."""
    path = folder / file
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (sheets if isinstance(sheets, dict) else {"Sheet1": sheets}).items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    return read_file(path, folder, unit, seen)


@cache
def _staging() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="saima-told-")


def chunk_of(path: Path, unit: str = "330802100", seen: date = AS_OF) -> ChunkRead:
    """One workbook, read; the county's setting is read once a process."""
    return read_chunk(ReadSettings(SHIPPED, Path(_staging().name), "柯城区"), [Job(1, path, path.name, unit, seen)])


def read_file(path: Path, folder: Path, unit: str = "330802100", seen: date = AS_OF) -> list[Told]:
    found = chunk_of(path, unit, seen)
    if "told" not in found.frames:
        return []
    return [Told(r["rule"], r["cell"], r["got"], r["detail"]) for r in pl.read_ipc_stream(found.frames["told"]).iter_rows(named=True)]


def rules(told: Sequence[Told]) -> list[str]:
    return [found.rule for found in told]
