"""What `make soak` saw, kept: `--evidence FILE` writes the cases that passed and failed of each test into a JSON file.

A command has an entry with the outcomes of each test; the same command again replaces its own. So a soak may be run in parts:
`--part 100:200` takes of every test's soaked cases, on each database, the hundredth to before the two-hundredth.
"""

import json
import os
import shlex
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.machine import describe

FOLDER = Path(__file__).parents[1] / "docs" / "evidence"
_outcomes: dict[str, Counter[str]] = defaultdict(Counter)
_began, _load = time.monotonic(), os.getloadavg()[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--evidence", type=Path, help="a JSON file for the outcome of each test function")
    parser.addoption("--part", help="FROM:TO of each test's soaked cases, counted from 0 on each database")


def keep_part(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the soaked cases outside --part out."""
    if not (part := config.getoption("--part")):
        return
    first, _, end = part.partition(":")
    asked, seen, kept = range(int(first), int(end)), Counter[str](), []
    for item in items:
        if item.get_closest_marker("soak") is None:
            continue
        test = item.nodeid.split("[")[0] + next((name for name in ("sqlite", "postgresql") if name in item.name), "")
        if seen[test] in asked:
            kept.append(item)
        seen[test] += 1
    items[:] = kept


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Each case once: by its call, or by what kept it from being called."""
    if report.when == "call" or report.outcome != "passed":
        _outcomes[report.nodeid.split("[")[0]][report.outcome] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    path: Path | None = session.config.getoption("--evidence")
    if path is None or hasattr(session.config, "workerinput"):  # a worker's reports reach the session that sent it
        return
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    command = shlex.join(["python", "-m", "pytest", *sys.argv[1:]])
    about: dict[str, object] = {**dict(describe("", _load)), "seconds": round(time.monotonic() - _began)}
    about.pop("PostgreSQL")
    known[command] = {**about, "tests": {test: dict(outcomes) for test, outcomes in sorted(_outcomes.items())}}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_evidence(path: Path, module: str, about: Mapping[str, object], found: Mapping[str, object]) -> None:
    """What a command of ours saw: `python -m MODULE …`, the machine it ran on, and what it found."""
    said = {"command": shlex.join(["python", "-m", module, *sys.argv[1:]]), **about, **found}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
