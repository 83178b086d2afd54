"""A real Prefect server and a real process worker run the repository's deployment."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from tests.sheets import Home, project

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PATIENCE = 200  # seconds until any one thing happens; a loaded machine starts slowly


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own; it and all its descendants, whatever their group, are gone afterwards."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=out, stderr=out, start_new_session=True)
    try:
        yield process
    finally:
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for member in family:
                if member.is_running():
                    member.send_signal(sign)
            _, family = psutil.wait_procs(family, timeout=10)
        process.wait(10)


def wait_for(what: str, look: Callable[[], Any], *alive: tuple[subprocess.Popen[bytes], Path]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for process, log in alive:
            if process.poll() is not None:
                pytest.fail(f"{what}: a process ended with {process.returncode}\n{log.read_text()[-3000:]}")
        try:
            if found := look():
                return found
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    return pytest.fail(f"{what} did not happen in {PATIENCE} s\n" + "\n".join(log.read_text()[-3000:] for _, log in alive))


@pytest.mark.timeout(600)
def test_the_nightly_deployment_is_scheduled_and_publishes(tmp_path: Path) -> None:
    home = Home(tmp_path / "county", f"sqlite:///{tmp_path / 'county' / 'var' / 'warehouse.db'}")
    home.ledger("石梁镇", [project("甲", 供地时间="2022-05-01"), project("乙")])
    home.ledger("航埠镇", [project("丙", 开工时间="已开工")])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    api = f"http://127.0.0.1:{free_port()}/api"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "SAIMA_"))} | {
        "PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_API_URL": api, "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_SERVER_UI_ENABLED": "false",
        "SAIMA_HOME": str(home.folder),
    }  # fmt: skip
    server_log, worker_log = tmp_path / "server.log", tmp_path / "worker.log"

    def prefect(*words: str) -> None:
        done = subprocess.run([BIN / "prefect", *words], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stdout + done.stderr

    server_command = [sys.executable, "-m", "flows.prefect_server", "--host", "127.0.0.1", "--port", api.split(":")[2].split("/")[0]]
    worker_command = [str(BIN / "prefect"), "worker", "start", "--pool", "saima"]
    with httpx.Client(base_url=api, timeout=60) as http, running(server_command, environment, elsewhere, server_log) as server:

        def ask(path: str, **said: object) -> Any:
            return http.post(path, json=said).raise_for_status().json()

        wait_for("the server's start", lambda: http.get("/health").is_success, (server, server_log))
        prefect("work-pool", "create", "saima", "--type", "process")
        prefect("--no-prompt", "deploy", "--all")
        deployment = http.get("/deployments/name/nightly/nightly").raise_for_status().json()
        assert (deployment["entrypoint"], deployment["pull_steps"]) == ("flows.nightly.nightly", [])
        with running(worker_command, environment, elsewhere, worker_log) as worker:
            alive = (server, server_log), (worker, worker_log)
            run = ask(f"/deployments/{deployment['id']}/create_flow_run", parameters={"as_of": "2022-06-30"})

            def ended() -> Any:
                state = http.get(f"/flow_runs/{run['id']}").raise_for_status().json()["state"]
                return state if state["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED") else None

            state = wait_for("the night's end", ended, *alive)
            assert (state["type"], state["name"]) == ("COMPLETED", "Completed"), state["message"] + worker_log.read_text()[-3000:]

        mine = {"flow_run_id": {"any_": [run["id"]]}}
        artifacts = {a["key"]: a for a in ask("/artifacts/filter", artifacts=mine)}
        assert artifacts["rankings"]["type"] == "table"
        assert {"石梁镇", "航埠镇"} <= {row["unit"] for row in json.loads(artifacts["rankings"]["data"])}
        assert artifacts["findings"]["type"] == "markdown" and "航埠镇" in artifacts["findings"]["data"]

        def planned() -> Any:
            runs = ask(
                "/flow_runs/filter",
                flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}},
                deployments={"id": {"any_": [deployment["id"]]}},
            )
            return sorted(r["expected_start_time"] for r in runs)

        first = wait_for("the schedule's first night", planned, (server, server_log))[0]
        assert "T18:00:00" in first, "02:00 in Asia/Shanghai"
    assert home.names() == {"甲", "乙"}, "丙 says only 已开工 and is rejected"
    assert (home.headline()["signed_100m"], home.headline()["backlog_land"]) == (2, 1)
    assert (home.folder / "var" / "outbox").is_dir() and not list(elsewhere.iterdir())
