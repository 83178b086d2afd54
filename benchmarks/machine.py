"""The machine and the versions that a figure belongs to; without them a measurement says nothing."""

import os
import platform
import subprocess
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import psutil

_LIBRARIES = (
    "polars",
    "python-calamine",
    "pandera",
    "sqlalchemy",
    "adbc-driver-sqlite",
    "psycopg",
    "great-expectations",
    "pandas",
    "openpyxl",
)


def describe(server_version: str, load: float) -> list[tuple[str, str]]:
    """What to print above the tables; `load` is the machine's load average before the run."""
    return [
        ("commit", _commit()),
        ("date", f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}"),
        ("machine", f"{os.cpu_count()} cores ({_processor()}), {psutil.virtual_memory().total / 1e9:.0f} GB, {platform.system()}"),
        ("load average before the run", f"{load:.2f}"),
        ("Python", platform.python_version()),
        ("libraries", ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)),
        ("PostgreSQL", server_version),
    ]


def _commit() -> str:
    root = Path(__file__).resolve().parent.parent
    try:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=root, capture_output=True, text=True, check=True)
        changed = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=no"], cwd=root, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown (no git)"
    return commit.stdout.strip() + (" with uncommitted changes" if changed.stdout.strip() else "")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
