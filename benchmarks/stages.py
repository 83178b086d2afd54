"""One night on one database, stage by stage, in a process of its own so that no other night's memory is in its peak.

The steps are the night's own (flows.night); read to load is done several times in turn with the bare read, each over a pool just started.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from unittest.mock import patch

import polars as pl
from sqlalchemy import text

from benchmarks.baselines import Analyst, insert_bare, typed_rows
from benchmarks.meter import Cost, Meter, Stage
from benchmarks.sandboxed import read_bare, read_cells
from benchmarks.workbooks import AS_OF
from connectors.archive import kept_path
from connectors.child import Job, ReadSettings, read_chunk
from connectors.reader import CHUNK, open_sandbox
from connectors.sandbox import Death, Sandbox
from flows.auditing import audit_candidate
from flows.night import Night
from schemas.frames import failed_rules
from schemas.grammar import Form
from warehouse.form_tables import FORM_TABLES, PERSONAL_TABLES, STATED
from warehouse.tables import DELIVERY, READING, SET_ASIDE

Told = Callable[[str, Cost], None]


@dataclass(frozen=True)
class Place:
    """Where to measure: an instance's folder with its inbox, the warehouse's URL, the server's pid to be counted with."""

    home: Path
    url: str
    server: int | None


@dataclass
class Measured:
    """What a night cost, and what it did."""

    stages: dict[str, Stage]
    peak: float
    server_peak: float
    meter_cpu: float
    facts: dict[str, object] = field(default_factory=dict)


def measure_night(place: Place, rounds: int, told: Told) -> Measured:
    """A whole night; flows.nightly is imported for its weight in memory, its server is not started."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "False")
    from flows.instance import Instance
    from flows.prefect_home import settle_prefect

    (place.home / "var").mkdir()
    settle_prefect(place.home / "var")
    import flows.nightly  # noqa: F401
    from flows import night as steps
    from flows import pulling

    with Meter(place.server, told) as meter:
        night = steps.prepare(Instance(place.home, warehouse_url=place.url), AS_OF)
        night.today = AS_OF
        with meter.stage("pull"):
            steps.begin(night)
            pulling.pull_sources(night)
        for _ in range(rounds):
            _read(night, meter)
        _finish(night, meter)
        peak = meter.peak  # of the night and the bare read; the bare insert holds every row at once
        rows = typed_rows(night.read.frames["projects"])
        for _ in range(rounds):
            with meter.stage("bare insert"):
                insert_bare(place.url, rows)
        facts = _facts(night)
    return Measured(meter.stages, peak, meter.server_peak, meter.own_cpu, facts)


def measure_analyst(place: Place, files: int, told: Told) -> Measured:
    """The analyst's loop over the first `files` workbooks of the inbox."""
    loop = Analyst(place.url)
    with Meter(place.server, told) as meter:
        paths = sorted((place.home / "inbox").rglob("*.xlsx"))[:files]
        with meter.stage("analyst"):
            rows = sum(loop.load(path) for path in paths)
    return Measured(meter.stages, meter.peak, meter.server_peak, meter.own_cpu, {"files": len(paths), "rows": rows})


def _read(night: Night, meter: Meter) -> None:
    """A turn, over a fresh pool whose children have read the configuration and no workbook: each reading alone, then read to load."""
    from flows import night as steps

    _empty(night)
    archive = night.instance.var / "archive"
    jobs = [Job(a.id, kept_path(archive, a.sha256), a.file, a.folder_unit, a.seen_on) for a in night.arrived]
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    typing = partial(read_chunk, ReadSettings(night.instance.config, steps.staging(night), night.instance.settings.county))
    for name, function in (("bare read", read_bare), ("cells", read_cells), ("read and type", typing)):
        with _pool(meter, typing) as sandbox, meter.stage(name):
            deaths = sum(isinstance(outcome, Death) for _, outcome in sandbox.map(function, chunks))
        if deaths:
            raise RuntimeError(f"{name}: {deaths} workbooks killed their child")
    shutil.rmtree(steps.staging(night))
    with (
        _pool(meter, typing) as sandbox,
        patch.object(steps, "open_sandbox", lambda workers, files: nullcontext(sandbox)),
        _timing_checks(meter),
        meter.stage("read to load"),
    ):
        steps.read_and_load(night)


@contextmanager
def _pool(meter: Meter, typing: Callable[[Sequence[Job]], object]) -> Iterator[Sandbox]:
    """Children up, modules imported and configuration read: two empty chunks a child and function are enough."""
    with ExitStack() as stack:
        with meter.stage("pool start"):
            sandbox = stack.enter_context(open_sandbox(2, 2 * CHUNK))
            for function in (read_bare, read_cells, typing):
                for _ in sandbox.map(function, [[]] * 4):
                    pass
        yield sandbox


def _empty(night: Night) -> None:
    """No row, delivery or reading of the turn before."""
    word = "TRUNCATE" if night.db.dialect == "postgresql" else "DELETE FROM"
    with night.db.engine.begin() as connection:
        for table in (*FORM_TABLES.values(), *PERSONAL_TABLES.values(), STATED, SET_ASIDE, DELIVERY, READING):
            connection.execute(text(f"{word} {table.name}"))


def _finish(night: Night, meter: Meter) -> None:
    from flows import night as steps
    from flows.telling import tell

    for name, step in (("claim", steps.lay_claims), ("master", steps.build_master), ("measure", steps.compute_measures)):
        with meter.stage(name):
            step(night)
    with meter.stage("import GX"):
        import great_expectations  # noqa: F401
    with meter.stage("audit"):
        audit_candidate(night)
    with meter.stage("publish"):
        published = steps.publish_or_withhold(night)
    with meter.stage("tell"):
        tell(night, published)


@contextmanager
def _timing_checks(meter: Meter) -> Iterator[None]:
    """Time the pandera passes inside the load, summed into one run of the stage "check": this process's CPU seconds."""
    runs: list[Cost] = []

    def timed(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
        began, cpu = time.perf_counter(), time.process_time()
        found = failed_rules(form, rows)
        runs.append(Cost(time.perf_counter() - began, time.process_time() - cpu, 0.0))
        return found

    with patch("warehouse.loading.failed_rules", timed):
        yield
    whole = Cost(sum(r.wall for r in runs), sum(r.cpu for r in runs), max(r.peak for r in runs))
    meter.stages.setdefault("check", Stage()).runs.append(whole)


def _facts(night: Night) -> dict[str, object]:
    return {
        "deliveries": len(night.read.drafts), "rows": night.loaded.rows, "rejected": night.loaded.rejected, "stopped": len(night.read.stopped),
        "findings": sum(f.height for f in [*night.read.told, *night.loaded.told]), "failed": night.failed, "warned": night.warned,
    }  # fmt: skip
