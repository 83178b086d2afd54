"""One night on one database, stage by stage, in a process of its own so that no other night's memory is in its peak.

The steps are the night's own (flows.night); reading is done several times in turn with the bare read, over one warm pool.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import polars as pl

from benchmarks.baselines import Analyst, insert_bare, typed_rows
from benchmarks.meter import Cost, Meter, Stage
from benchmarks.sandboxed import read_bare, read_cells
from benchmarks.workbooks import AS_OF
from connectors.archive import kept_path
from connectors.child import Job
from connectors.reader import CHUNK, open_sandbox
from connectors.sandbox import Death, Sandbox
from flows.night import Night
from schemas.frames import failed_rules
from schemas.grammar import Form

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

    with ExitStack() as stack:
        meter = stack.enter_context(Meter(place.server, told))
        with meter.stage("pool start"):
            sandbox = stack.enter_context(open_sandbox(2))
            _warm(sandbox)
        night = steps.prepare(Instance(place.home, warehouse_url=place.url), AS_OF)
        night.today = AS_OF
        with meter.stage("pull"):
            steps.begin(night)
            pulling.pull_sources(night)
        _read(night, sandbox, meter, rounds)
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


def _warm(sandbox: Sandbox) -> None:
    """Children up and modules imported: one empty chunk a child and function is enough."""
    for function in (read_bare, read_cells):
        for _ in sandbox.map(function, [[]] * 4):
            pass


def _read(night: Night, sandbox: Sandbox, meter: Meter, rounds: int) -> None:
    from flows import night as steps

    archive = night.instance.var / "archive"
    jobs = [Job(a.id, kept_path(archive, a.sha256), a.file, a.folder_unit, a.seen_on) for a in night.arrived]
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    with patch.object(steps, "open_sandbox", lambda workers: nullcontext(sandbox)):
        steps.read_sheets(night)  # not timed: every child has read its configuration
        for _ in range(rounds):
            for name, function in (("bare read", read_bare), ("cells", read_cells)):
                with meter.stage(name):
                    deaths = sum(isinstance(outcome, Death) for _, outcome in sandbox.map(function, chunks))
                if deaths:
                    raise RuntimeError(f"{name}: {deaths} workbooks killed their child")
            shutil.rmtree(steps.staging(night))
            with meter.stage("read and type"):
                steps.read_sheets(night)


def _finish(night: Night, meter: Meter) -> None:
    from flows import night as steps
    from flows.telling import tell

    with _timing_checks(meter), meter.stage("check and load"):
        steps.load_rows(night)
    for name, step in (("claim", steps.lay_claims), ("master", steps.build_master), ("measure", steps.compute_measures)):
        with meter.stage(name):
            step(night)
    with meter.stage("import GX"):
        import great_expectations  # noqa: F401
    with meter.stage("audit"):
        steps.audit_candidate(night)
    with meter.stage("publish"):
        published = steps.publish_or_withhold(night)
    with meter.stage("tell"):
        tell(night, published)


@contextmanager
def _timing_checks(meter: Meter) -> Iterator[None]:
    """Time the pandera passes inside the load, summed into one run of the stage "check"."""
    inner = Meter(meter.server)

    def timed(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
        with inner.stage("check"):
            return failed_rules(form, rows)

    with patch("warehouse.loading.failed_rules", timed):
        yield
    runs = inner.stages["check"].runs
    meter.stages["check"] = Stage([Cost(sum(r.wall for r in runs), sum(r.cpu for r in runs), max(r.peak for r in runs))])


def _facts(night: Night) -> dict[str, object]:
    return {
        "deliveries": len(night.read.drafts), "rows": night.loaded.rows, "rejected": night.loaded.rejected, "stopped": len(night.read.stopped),
        "findings": sum(f.height for f in [*night.read.told, *night.loaded.told]), "failed": night.failed, "warned": night.warned,
    }  # fmt: skip
