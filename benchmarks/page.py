"""What was measured, as Markdown: the tables that `make bench` prints and that docs/benchmarks.md keeps."""

from collections.abc import Mapping, Sequence

from benchmarks.stages import Measured
from benchmarks.workbooks import ROWS, TITLES

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
#: Read to load may take so many times the bare read, and a night so many megabytes.
MOST_TIMES, MOST_MB = 4.0, 1_200.0
_BEYOND = ("publish", "tell")
_PART = "of it "

_INTRO = f"""# Benchmarks

Written by `make bench`; nothing here is typed by hand. A county's workbooks, {ROWS} rows × {len(TITLES)} columns each, one a unit, go
through the night's own steps (`flows/night.py`, without Prefect's server) into an empty warehouse: what two children have read is loaded
while they read on. The baselines ran in the same process and minutes:

* (a) **bare read**: calamine's `to_python` of every sheet, in the same warm pool of two children, chunks of 25, cells dropped in the child;
* (b) **bare read and insert**: (a), then the same typed rows into a table without keys or indexes (ADBC on SQLite, COPY on PostgreSQL);
* (c) **the analyst's loop**: `pandas.read_excel` by openpyxl, pandera, `to_sql`, a file at a time in one process, scaled to the size.

Bare read, `open_workbook` alone ("read"), `read_chunk` ("read and type") and the night's own step ("read to load") took turns, as often as "turns"
says, each over a pool just started whose children had read no workbook. "type", "check" (the pandera passes) and "load" are parts of read to
load: their wall seconds overlap, so "load" has the wall that reading and typing alone do not take. CPU seconds are of all processes together and of the database server where it runs on this machine. Memory is PSS of this process and its children, looked at ten
times a second, Prefect's client and Great Expectations imported; the database server is counted apart. Generating the
workbooks, starting Python and laying an empty schema are not timed.
"""


def write_page(facts: Sequence[tuple[str, str]], nights: Mapping[tuple[int, str], Measured], loops: Mapping[str, Measured]) -> str:
    """The whole page. `nights` are by size and database, `loops` by database."""
    parts = [_INTRO, "\n".join(f"* {name}: {value}" for name, value in facts)]
    for size in sorted({size for size, _ in nights}):
        found = {kind: nights[size, kind] for kind in KINDS if (size, kind) in nights}
        parts.append(f"## {size:,} workbooks")
        parts.append("\n".join(f"* {KINDS[kind]}: {_did(m)}" for kind, m in found.items()))
        parts += [_stages(found), _baselines(size, found, loops), _turns(found), _verdict(found)]
    return "\n\n".join(parts) + "\n"


def read_to_load(m: Measured) -> float:
    """Wall seconds of read, type, check and load together."""
    return m.stages["read to load"].wall


def _rows(m: Measured) -> dict[str, tuple[float, float, float]]:
    """Wall, CPU and peak by printed stage, in the order of the night."""
    of = {name: (s.wall, s.cpu, s.peak) for name, s in m.stages.items()}
    load = _less(of["read to load"], of["read and type"])
    load = (load[0], load[1] - of["check"][1], load[2])
    shown = {"pull": of["pull"], "**read to load**": of["read to load"], f"{_PART}read": of["cells"],
             f"{_PART}type": _less(of["read and type"], of["cells"]), f"{_PART}check": (0.0, of["check"][1], 0.0), f"{_PART}load": load,
             "claim": of["claim"]}  # fmt: skip
    shown |= {f"**{name}**": of[name] for name in ("master", "measure")} | {"import GX": of["import GX"], "**audit**": of["audit"]}
    return shown | {name: of[name] for name in _BEYOND}


def _less(whole: tuple[float, float, float], part: tuple[float, float, float]) -> tuple[float, float, float]:
    return whole[0] - part[0], whole[1] - part[1], whole[2]


def _stages(found: Mapping[str, Measured]) -> str:
    by = {kind: _rows(m) for kind, m in found.items()}
    head = "| stage |" + "".join(f" {KINDS[k]} wall s | CPU s | peak MB |" for k in found)
    lines = [head, "|---|" + "---:|---:|---:|" * len(found)]
    for stage in next(iter(by.values())):
        lines.append(f"| {stage} |" + "".join(f" {w:.2f} | {c:.2f} | {p:,.0f} |" for w, c, p in (rows[stage] for rows in by.values())))
    whole = [[row for name, row in rows.items() if not name.startswith(_PART)] for rows in by.values()]
    sums = [(sum(r[0] for r in rows), sum(r[1] for r in rows), max(r[2] for r in rows)) for rows in whole]
    lines.append("| the night |" + "".join(f" {w:.2f} | {c:.2f} | {p:,.0f} |" for w, c, p in sums))
    return "\n".join(lines)


def _baselines(size: int, found: Mapping[str, Measured], loops: Mapping[str, Measured]) -> str:
    """Read to load beside the three baselines; the ratio is of wall seconds."""
    lines = [
        "| | " + " | ".join(f"{KINDS[k]} wall s | CPU s | read to load is" for k in found) + " |",
        "|---|" + "---:|---:|---:|" * len(found),
    ]
    cells: dict[str, list[str]] = {}
    for kind, m in found.items():
        ours, s = read_to_load(m), m.stages
        bare, insert = s["bare read"], s["bare insert"]
        loop, files = loops[kind].stages["analyst"], int(str(loops[kind].facts["files"]))
        shown = {
            "read to load": (ours, s["read to load"].cpu), "(a) bare read": (bare.wall, bare.cpu),
            "(b) bare read and insert": (bare.wall + insert.wall, bare.cpu + insert.cpu),
            f"(c) the analyst's loop ({files} files, scaled)": (loop.wall * size / files, loop.cpu * size / files),
        }  # fmt: skip
        for name, (wall, cpu) in shown.items():
            times = "" if name == "read to load" else f"{ours / wall:.2f}×"
            cells.setdefault(name, []).append(f"{wall:.2f} | {cpu:.2f} | {times}")
    return "\n".join([*lines, *(f"| {name} | " + " | ".join(said) + " |" for name, said in cells.items())])


def _turns(found: Mapping[str, Measured]) -> str:
    """The alternations: median and range of wall seconds, and how often the bare read fits into each."""
    lines = ["| taken in turn | database | wall s, median | range | CPU s | × (a) |", "|---|---|---:|---:|---:|---:|"]
    for kind, m in found.items():
        bare = m.stages["bare read"].wall
        for name, stage in (
            ("(a) bare read", "bare read"),
            ("read (`open_workbook`)", "cells"),
            ("read and type (`read_chunk`)", "read and type"),
            ("read to load", "read to load"),
        ):
            s = m.stages[stage]
            least, most = s.spread
            lines.append(f"| {name} | {KINDS[kind]} | {s.wall:.2f} | {least:.2f}–{most:.2f} | {s.cpu:.2f} | {s.wall / bare:.2f} |")
    return "\n".join(lines)


def _did(m: Measured) -> str:
    f = m.facts
    said = f"{f['deliveries']:,} deliveries, {f['rows']:,} rows loaded, {f['rejected']:,} rejected, {f['findings']:,} findings of cells and rows"
    troubles = [f"stopped files: {f['stopped']}"] if f["stopped"] else []
    troubles += [f"audit: {name}" for name in [*_list(f["failed"]), *_list(f["warned"])]]
    return f"{said}; starting the pool {m.stages['pool start'].wall:.1f} s; the memory watch took {m.meter_cpu:.1f} CPU s" + "".join(
        f"; **{t}**" for t in troubles
    )


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _verdict(found: Mapping[str, Measured]) -> str:
    lines = []
    for kind, m in found.items():
        times = read_to_load(m) / m.stages["bare read"].wall
        cpu = m.stages["read to load"].cpu / m.stages["bare read"].cpu
        lines.append(f"* {KINDS[kind]}: read to load is {times:.2f}× the bare read ({cpu:.2f}× in CPU seconds; at most {MOST_TIMES:.0f}×: {_kept(times <= MOST_TIMES)}), "
                     f"peak {m.peak:,.0f} MB (at most {MOST_MB:,.0f} MB: {_kept(m.peak <= MOST_MB)})"
                     + (f", the server beside it {m.server_peak:,.0f} MB" if m.server_peak else ""))  # fmt: skip
    return "\n".join(lines)


def _kept(kept: bool) -> str:
    return "kept" if kept else "**missed**"
