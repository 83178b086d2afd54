"""A real Prefect server, a real process worker and PostgreSQL run the repository's deployments, one of them through a kill."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.night import prepare
from tests.processes import PATIENCE, ROOT, free_port, kill, running, wait_for
from tests.sheets import AS_OF, Home, ledger, project, write
from tests.warehouses import empty_database
from warehouse.board import rows

#: As `saima service deploy` makes them, but a run that was assigned has no ten minutes to start.
IMPATIENT = """
from datetime import timedelta
from flows.automations import make_automations
make_automations(silence=timedelta(seconds=40), start=timedelta(seconds=90))
"""
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def county(folder: Path, url: str) -> Home:
    home = Home(folder, url)
    home.ledger("石梁镇", [project("甲", 供地时间="2022-05-01"), project("乙")])
    home.ledger("航埠镇", [project("丙", 开工时间="已开工")])
    return home


def more(home: Home) -> None:
    home.ledger("航埠镇", [project("丙", 开工时间="2022-06-02"), *(project(f"丁{n}") for n in range(40))])


@contextmanager
def webhook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An HTTP server that keeps what it is told."""
    heard: list[dict[str, str]] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/told", heard
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Server:
    """The API as the test asks it."""

    http: httpx.Client
    process: subprocess.Popen[bytes]
    log: Path

    def send(self, method: str, path: str, said: object = None) -> httpx.Response:
        """Once more while its database is busy: 503, as Prefect's own client takes it."""

        def answer() -> httpx.Response | None:
            reply = self.http.request(method, path, json=said)
            return None if reply.status_code == 503 else reply

        reply = self.until(f"an answer to {path}", answer)
        assert isinstance(reply, httpx.Response)
        return reply

    def ask(self, path: str, **said: object) -> Any:
        return self.send("POST", path, said).raise_for_status().json()

    def deployment(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.send("GET", f"/deployments/name/{name}").raise_for_status().json()
        return found

    def run(self, name: str, **parameters: str) -> str:
        return str(self.ask(f"/deployments/{self.deployment(name)['id']}/create_flow_run", parameters=parameters)["id"])

    def state(self, run: str) -> dict[str, str]:
        found: dict[str, str] = self.send("GET", f"/flow_runs/{run}").raise_for_status().json()["state"]
        return found

    def until(self, what: str, look: Callable[[], Any], *alive: tuple[subprocess.Popen[bytes], Path]) -> Any:
        return wait_for(what, look, (self.process, self.log), *alive)

    def ended(self, run: str, *alive: tuple[subprocess.Popen[bytes], Path]) -> dict[str, str]:
        state = self.until(f"the end of {run}", lambda: (s := self.state(run))["type"] in ENDED and s, *alive)
        assert isinstance(state, dict)
        return state

    def fire_soon(self, name: str, **parameters: str) -> str:
        """A run by a schedule beside the deployment's own, which fires once in a few seconds; the cron's next time is hours away."""
        place = f"/deployments/{self.deployment(name)['id']}/schedules"

        def near() -> list[str]:
            """On a busy machine the moment may be past when the scheduler looks, and the first run is tomorrow's: then once more."""
            first = datetime.now(UTC) + timedelta(seconds=10)
            once = {"schedule": {"interval": 86_400, "anchor_date": first.isoformat()}, "active": True, "parameters": parameters}
            made = self.send("POST", place, [once]).raise_for_status().json()[0]["id"]
            planned = self.until("the scheduler's look", lambda: [r for r in self.runs(name.split("/")[1]) if r["parameters"]])
            soon = [str(r["id"]) for r in planned if r["auto_scheduled"] and datetime.fromisoformat(r["expected_start_time"]) <= first]
            if not soon:
                self.send("DELETE", f"{place}/{made}").raise_for_status()
            return soon

        return str(self.until("a scheduled run", near)[0])

    def runs(self, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("/flow_runs/filter", deployments={"name": {"any_": [name]}}, sort="EXPECTED_START_TIME_ASC")
        return found


def prefect_on(database: str) -> dict[str, str]:
    return {"PREFECT_API_DATABASE_CONNECTION_URL": database.replace("postgresql://", "postgresql+asyncpg://")} if database else {}


@pytest.mark.timeout(1500)
def test_scheduled_nights_are_told_of_when_they_end_badly_and_the_next_one_makes_it_good(tmp_path: Path, postgres: str) -> None:
    run_the_service(tmp_path, postgres)


def run_the_service(tmp_path: Path, postgres: str, prefect_database: str = "", whole: bool = False) -> None:
    """Through a scheduled night, a kill and the night after it; `whole`: deployed twice, and through the other deployments too."""
    home = county(tmp_path / "county", empty_database(postgres))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    checks = '[[source]]\nname = "自查"\nurl = "自查"\nmode = "check"\nsettle = 0\n'
    (home.folder / "saima.toml").write_text(f'inbox = ["inbox"]\n{checks}', encoding="utf-8")
    write(home.folder / "自查" / "台账.xlsx", ledger("石梁镇", [project("丙", 开工时间="已开工")]))
    api = f"http://127.0.0.1:{free_port()}/api"
    server_command = [sys.executable, "-m", "flows.prefect_server", "--host", "127.0.0.1", "--port", api.split(":")[2].split("/")[0]]
    with webhook() as (told_at, heard), httpx.Client(base_url=api, timeout=60) as http:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "SAIMA_"))} | {
            "PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_API_URL": api, "PREFECT_WORKER_QUERY_SECONDS": "1",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_SERVER_UI_ENABLED": "false",
            "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "3",  # a schedule that was added is looked at once a minute
            "SAIMA_HOME": str(home.folder), "SAIMA_WAREHOUSE_URL": home.url, "TOLD_AT": told_at, **prefect_on(prefect_database),
        }  # fmt: skip
        with running(server_command, environment, elsewhere, tmp_path / "server.log") as process:
            server = Server(http, process, tmp_path / "server.log")
            server.until("the server's start", lambda: http.get("/health").is_success)
            for named in (
                (["--webhook", "TOLD_AT"], []) if whole else (["--webhook", "TOLD_AT"],)
            ):  # an upgrade deploys again, and keeps what was named
                deploy = [Path(sys.executable).parent / "saima", "service", "deploy", *named, "--silence", "40"]
                done = subprocess.run(deploy, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)
                assert done.returncode == 0, done.stdout + done.stderr
            assert_deployed(server, told_at)
            if whole:
                subprocess.run([sys.executable, "-c", IMPATIENT], env=environment, cwd=ROOT, check=True, timeout=PATIENCE)
            control = county(tmp_path / "control", empty_database(postgres))
            through_the_nights(server, home, control, heard, environment, elsewhere, whole)
    assert not list(elsewhere.iterdir())


def assert_deployed(server: Server, told_at: str) -> None:
    deployments = {d["name"]: d for d in server.ask("/deployments/filter")}
    assert set(deployments) == {"nightly", "stations-week", "month-close", "morning", "answer", "alarm"}
    assert deployments["nightly"]["entrypoint"] == "flows.nightly.nightly" and deployments["nightly"]["pull_steps"] == []
    crons = {name: [s["schedule"]["cron"] for s in d["schedules"]] for name, d in deployments.items()}
    assert crons == {
        "nightly": ["0 2 * * *"],
        "stations-week": ["0 10 * * 5"],
        "month-close": ["0 5 6 * *"],
        "morning": ["30 8 * * *"],
        "answer": ["*/5 * * * *"],
        "alarm": [],
    }
    automations = server.ask("/automations/filter")
    assert len({a["name"] for a in automations}) == len(automations) == 6
    assert told_at not in json.dumps(automations + server.ask("/block_documents/filter"))

    def planned() -> Any:
        return sorted(r["expected_start_time"] for r in server.runs("nightly") if r["state_type"] == "SCHEDULED")

    assert "T18:00:00" in server.until("the cron's first night", planned)[0], "02:00 in Asia/Shanghai"


def through_the_nights(
    server: Server, home: Home, control: Home, heard: list[dict[str, str]], environment: dict[str, str], folder: Path, whole: bool
) -> None:
    log = folder.parent / "worker.log"
    worker_command = [str(Path(sys.executable).parent / "prefect"), "worker", "start", "--pool", "saima"]

    with running(worker_command, environment, folder, log) as worker:
        first = server.fire_soon("nightly/nightly", as_of=str(AS_OF))
        control.night(AS_OF, today=prepare(home.instance).today)
        assert server.ended(first, (worker, log))["name"] == "Completed", log.read_text()[-3000:]
        assert home.figures() == control.figures()
        assert_shown(server, first)
        wrong = {"parameters": {"as_of": "31 June"}}
        refused = server.send("POST", f"/deployments/{server.deployment('nightly/nightly')['id']}/create_flow_run", wrong)
        assert refused.status_code == 409 and "as_of" in refused.text

        more(home)
        db = prepare(home.instance, AS_OF).db
        killed = server.run("nightly/nightly", as_of=str(AS_OF))
        server.until("the second night's batch", lambda: rows(db, "SELECT id FROM batch WHERE state = 'candidate'"), (worker, log))
        kill(worker)
        assert server.state(killed)["type"] == "RUNNING" and rows(db, "SELECT id FROM batch WHERE state = 'candidate'")
        assert home.figures() == control.figures(), "nothing of it is seen"

    bad = set(with_no_worker(server)) if whole else set()
    more(control)
    again = server.run("nightly/nightly", as_of=str(AS_OF))
    if whole:
        server.until("its lateness", lambda: server.state(again)["name"] == "Late")
        bad.add(("late", again))
    with running(worker_command, environment, folder, log) as worker:
        alive = (worker, log)
        control.night(AS_OF, today=prepare(home.instance).today)
        assert server.ended(again, alive)["name"] == "Completed", log.read_text()[-3000:]
        assert home.figures() == control.figures()
        assert server.ended(killed, alive)["type"] == "CRASHED"
        bad.add(("crashed", killed))
        if whole:
            bad |= {("failed", run) for run in through_the_rounds(server, home, alive)}

        def told() -> bool:
            """Each at least once, and nothing else."""
            names = {run["id"]: run["name"] for run in server.runs("nightly")}
            wanted = {(what, names[run]) for what, run in bad}
            files = {path.name[11:] for path in (home.folder / "var" / "outbox").glob("*-alarm-*.txt")}
            return {(said["what"], said["run"]) for said in heard} == wanted and files == {
                f"alarm-{what}-{name}.txt" for what, name in wanted
            }

        server.until("the alarms", told, alive)
        assert home.figures() == control.figures()


def with_no_worker(server: Server) -> Iterator[tuple[str, str]]:
    """A night that was assigned and never starts, and one that took longer than it may: what is told of it, and its run."""
    for what, state in (("stuck", {"type": "PENDING"}), ("failed", {"type": "FAILED", "name": "TimedOut"})):
        run = server.run("nightly/nightly", as_of=str(AS_OF))
        answer = server.ask(f"/flow_runs/{run}/set_state", state=state, force=True)
        assert answer["status"] == "ACCEPT"
        yield what, run


def through_the_rounds(server: Server, home: Home, alive: tuple[subprocess.Popen[bytes], Path]) -> list[str]:
    """The other deployments, and two nights that are refused, whose runs are returned."""
    db = prepare(home.instance, AS_OF).db
    to_come = server.run("nightly/nightly", as_of="2999-01-01")
    rounds = [
        server.run("stations-week/stations-week"),
        server.run("month-close/month-close", month="2022-05"),
        server.run("morning/morning"),
        server.run("answer/answer"),
    ]
    assert "has not come yet" in server.ended(to_come, alive)["message"]
    assert [server.ended(run, alive)["type"] for run in rounds] == ["COMPLETED"] * 4, alive[1].read_text()[-3000:]
    assert "【需修改】" in (home.folder / "自查" / "台账.检查结果.txt").read_text(encoding="utf-8-sig")
    assert rows(db, "SELECT CAST(as_of AS VARCHAR(10)) AS day FROM batch WHERE kind = 'restate'") == [{"day": "2022-05-31"}]
    with db.night_lock(home.instance.var):
        overlapping = server.run("nightly/nightly")
        assert "another night is running" in server.ended(overlapping, alive)["message"]
    return [to_come, overlapping]


def assert_shown(server: Server, run: str) -> None:
    artifacts = {a["key"]: a for a in server.ask("/artifacts/filter", artifacts={"flow_run_id": {"any_": [run]}})}
    figures = {row["figure"]: row["value"] for row in json.loads(artifacts["headline"]["data"])}
    assert figures["亿元以上签约项目"] == 2
    assert {"石梁镇", "航埠镇"} <= {row["unit"] for row in json.loads(artifacts["rankings"]["data"])}
    assert "航埠镇" in artifacts["findings"]["data"]
    assert "data_docs/index.html" in artifacts["links"]["data"] and "甲" not in json.dumps(artifacts, ensure_ascii=False)
