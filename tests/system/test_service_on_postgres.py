"""The whole service as it is installed: Prefect's own database on PostgreSQL too. It asks for pg_trgm, which the wheel's lacks."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.test_deployment import run_the_service
from tests.warehouses import empty_database

pytestmark = pytest.mark.system


@pytest.fixture
def whole_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Debian's PostgreSQL on a socket of its own; it refuses to be root, so it is `postgres`."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path("/tmp") / f"saima-debian-pg-{os.getpid()}"  # pytest's own is closed to other accounts
    folder.mkdir()
    account = "postgres" if os.geteuid() == 0 else None
    if account:
        shutil.chown(folder, account)

    def run(*words: object) -> None:
        subprocess.run([*map(str, words)], user=account, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    run(binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale", "C.UTF-8")
    run(binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", f"-c listen_addresses='' -k {folder}", "start")
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        run(binaries / "pg_ctl", "-D", folder / "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.timeout(1500)
def test_prefect_and_the_warehouse_on_one_postgres(tmp_path: Path, whole_postgres: str) -> None:
    run_the_service(tmp_path, whole_postgres, empty_database(whole_postgres), whole=True)
