"""What `make soak` saw, kept: `--evidence FILE` writes the cases that passed and failed of each test into a JSON file.

An entry stands for one test function and is replaced when that test runs again; the others stay, so that a soak may be run in parts.
"""

import json
import os
import shlex
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from benchmarks.machine import describe

_outcomes: dict[str, Counter[str]] = defaultdict(Counter)
_began, _load = time.monotonic(), os.getloadavg()[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--evidence", type=Path, help="a JSON file for the outcome of each test function")


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
    about = {"command": command, **dict(describe("", _load)), "seconds": round(time.monotonic() - _began)}
    about.pop("PostgreSQL")
    known |= {test: {**outcomes, **about} for test, outcomes in _outcomes.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
