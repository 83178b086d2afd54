"""`make bench`: the night's stages in seconds and megabytes on both databases, beside three baselines of the same run.

python -m benchmarks.night [--size N]... [--database KIND]... [--rounds N] [--analyst FILES] [--write docs/benchmarks.md]
"""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

from benchmarks import machine, servers
from benchmarks.meter import Cost
from benchmarks.page import KINDS, write_page
from benchmarks.stages import Measured, Place, Told, measure_analyst, measure_night
from benchmarks.workbooks import write_county

T = TypeVar("T")
_PROGRESS = Console(stderr=True)


def _tell(heading: str, name: str, cost: Cost) -> None:
    text = f"  {heading} · {name}: {cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.peak:,.0f} MB"
    _PROGRESS.print(text, highlight=False, markup=False, soft_wrap=True)


def _apart(measure: Callable[[Told], T], heading: str) -> T:
    """Measure in a fresh process, whose memory holds nothing of the measurements before it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, partial(_tell, heading)).result()


def _generate(folder: Path, size: int) -> Path:
    home = folder / f"{size}"
    with Progress(console=_PROGRESS, transient=True) as progress:
        bar = progress.add_task(f"writing {size:,} workbooks", total=size)
        write_county(home, size, lambda done: progress.update(bar, completed=done))
    return home


def _night(home: Path, kind: str, server: str, pid: int | None, size: int, rounds: int) -> Measured:
    url = servers.fresh(kind, home, server)
    place = Place(home, url, pid if kind == "postgresql" else None)
    try:
        return _apart(partial(measure_night, place, rounds), f"{size:,} · {KINDS[kind]}")
    finally:
        shutil.rmtree(home / "var", ignore_errors=True)
        servers.drop(url, server)


def _loop(home: Path, kind: str, server: str, pid: int | None, files: int) -> Measured:
    (home / "var").mkdir()
    url = servers.fresh(kind, home, server)
    place = Place(home, url, pid if kind == "postgresql" else None)
    try:
        return _apart(partial(measure_analyst, place, files), f"the analyst · {KINDS[kind]}")
    finally:
        shutil.rmtree(home / "var", ignore_errors=True)
        servers.drop(url, server)


def bench(
    size: Annotated[list[int] | None, typer.Option(help="Workbooks; may be given several times (500 and 2000).")] = None,
    database: Annotated[list[str] | None, typer.Option(help="sqlite or postgresql; both by default.")] = None,
    rounds: Annotated[int, typer.Option(help="How often the bare read and the night's reading take turns.")] = 5,
    analyst: Annotated[int, typer.Option(help="Files of the analyst's loop.")] = 200,
    write: Annotated[Path | None, typer.Option(help="Also write the page here.")] = None,
) -> None:
    """Measure, print Markdown, and write it where asked."""
    load = os.getloadavg()[0]
    nights, loops = {}, {}
    kinds = [kind for kind in KINDS if not database or kind in database]
    with servers.postgres() as server, TemporaryDirectory(prefix="saima-bench-") as folder:
        version, pid = servers.describe(server)
        for number in sorted(size or (500, 2000)):
            home = _generate(Path(folder), number)
            for kind in kinds:
                nights[number, kind] = _night(home, kind, server, pid, number, rounds)
                if kind not in loops:
                    loops[kind] = _loop(home, kind, server, pid, min(analyst, number))
            shutil.rmtree(home)
        watched = "" if pid else ", not on this machine: its CPU seconds and memory are not counted"
        facts = [*machine.describe(version + watched, load), ("turns", str(rounds))]
        page = write_page(facts, nights, loops)
    print(page)
    if write:
        write.parent.mkdir(parents=True, exist_ok=True)
        write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    typer.run(bench)
