"""Chunks come back as children finish them; they are handed on in the order of jobs, and a file that kills its reader holds nobody up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from connectors.child import ChunkRead, Job, ReadSettings
from connectors.reader import CHUNK, read_all
from connectors.sandbox import Death, Sandbox
from tests.sheets import AS_OF

JOBS = [Job(arrival, Path(f"{arrival}.xlsx"), "", "", AS_OF) for arrival in range(1, 3 * CHUNK + 2)]
SETTINGS = ReadSettings(Path(), Path(), "")
KILLER = 7


class Shuffled:
    """The last chunk first; the first one dies and comes back file by file, last file first."""

    def map(self, function: Callable[..., Any], chunks: Iterable[Sequence[Job]]) -> Iterator[tuple[Sequence[Job], ChunkRead | Death]]:
        first, *others = chunks
        for chunk in [*reversed(others), *([job] for job in reversed(first))]:
            dies = chunk[0].arrival == KILLER
            yield chunk, Death("memory") if dies else ChunkRead(rows={"projects": len(chunk)}, stopped={chunk[0].arrival: "form_unknown"})


def test_what_was_read_is_handed_on_in_the_order_of_jobs() -> None:
    taken: list[int] = []
    done: list[int] = []
    read = read_all(JOBS, SETTINGS, cast(Sandbox, Shuffled()), lambda chunk: taken.extend(chunk.stopped), done.append)
    assert taken == [n for n in range(1, CHUNK + 1) if n != KILLER] + [CHUNK + 1, 2 * CHUNK + 1, 3 * CHUNK + 1]
    assert read.rows == len(JOBS) - 1 and done[-1] == len(JOBS)
    assert read.stopped[KILLER] == "file_kills_reader" and read.told[0]["arrival"].to_list() == [KILLER]


def test_chunks_do_not_wait_for_later_ones() -> None:
    taken: list[int] = []

    class InOrder(Shuffled):
        def map(self, function: Callable[..., Any], chunks: Iterable[Sequence[Job]]) -> Iterator[tuple[Sequence[Job], ChunkRead | Death]]:
            for n, chunk in enumerate(chunks):
                assert len(taken) == n
                yield chunk, ChunkRead()

    read_all(JOBS, SETTINGS, cast(Sandbox, InOrder()), lambda chunk: taken.append(1))
    assert len(taken) == 4
