"""saima doctor and saima service install, as an operator runs them."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from flows.deployed import AUTOMATIONS, LATE
from flows.doctor import examine, look_at_holidays
from flows.instance import Instance, init
from tests.commands import Said, saima
from tests.processes import free_port
from tests.warehouses import empty_database
from warehouse.database import Database
from warehouse.schema import migrate


@pytest.fixture
def home(tmp_path: Path) -> Path:
    init(tmp_path / "county")
    return tmp_path / "county"


def lines(said: Said) -> dict[str, tuple[str, str, str]]:
    """By what was looked at: level, what was seen, what to do."""
    assert said.err == "", said.err
    return {row["what"]: (row["level"], row["said"], row["advice"]) for row in said.json}


def doctor(home: Path, **environment: str) -> tuple[int, dict[str, tuple[str, str, str]]]:
    """As an operator runs it."""
    said = saima("doctor", "--json", "--home", home, **environment)
    return said.code, lines(said)


def look(home: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> dict[str, tuple[str, str, str]]:
    """In this process, which is quicker."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return {one.what: (one.level, one.said, one.advice) for one in examine(home, lambda: Instance(home))}


def test_a_new_instance_is_well_and_told_what_is_to_come(home: Path) -> None:
    code, seen = doctor(home)
    assert code == 0
    assert seen["设置"][0] == seen["来源 inbox"][0] == "ok"
    assert seen["数据库"] == ("warn", "还没有建", "第一次 saima run 会建立")
    assert "PREFECT_API_URL" in seen["Prefect 服务"][1]
    assert not (home / "var" / "warehouse.db").exists(), "a look makes nothing"
    said = saima("doctor", "--home", home)
    assert "✓ 正常  设置" in said.out and "→ 第一次 saima run 会建立" in said.out


def test_what_is_wrong_is_a_line_with_what_to_do_and_no_password(home: Path) -> None:
    with (home / "saima.toml").open("a", encoding="utf-8") as toml:
        toml.write('[mail]\nserver = "smtp://127.0.0.1:9"\nsender = "a@b.cn"\npassword = "MAIL_PASSWORD"\n'
                   '[[source]]\nname = "nas"\nurl = "sftp://127.0.0.1:9/in"\npassword = "NAS_PASSWORD"\n'
                   '[[source]]\nname = "disk"\nurl = "away"\n')  # fmt: skip
    shutil.rmtree(home / "inbox")
    code, seen = doctor(
        home, PREFECT_API_URL="http://127.0.0.1:9/api", SAIMA_WAREHOUSE_URL="postgresql://x:geheim@127.0.0.1:9/db", NAS_PASSWORD="geheim",
    )  # fmt: skip
    assert code == 1
    wrong = {what for what, (level, *_) in seen.items() if level == "bad"}
    assert wrong == {"数据库", "Prefect 服务", "mail", "来源 inbox", "来源 nas", "来源 disk"}
    assert all(seen[what][2] for what in wrong), "each says what to do"
    assert "MAIL_PASSWORD" in seen["mail"][1] and "geheim" not in str(seen)


def test_settings_that_cannot_be_read_are_a_line_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "config" / "units.csv").write_text("code,name,kind\nX,某镇,planet\n", encoding="utf-8")
    level, said, _ = look(home, monkeypatch)["设置"]
    assert level == "bad" and "units.csv:2" in said
    (home / "saima.toml").write_text("workers = 0\n", encoding="utf-8")
    level, said, _ = look(home, monkeypatch)["设置"]
    assert level == "bad" and "workers" in said
    level, said, _ = look(home.parent / "nowhere", monkeypatch)["设置"]
    assert level == "bad" and "no such folder" in said


def test_an_empty_postgres_is_told_apart_from_an_older_one(home: Path, postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = empty_database(postgres)
    seen = look(home, monkeypatch, SAIMA_WAREHOUSE_URL=url)
    assert seen["数据库"][0] == "ok" and seen["表结构"][2] == "第一次 saima run 会建立"
    db = Database(url)
    migrate(db)
    assert look(home, monkeypatch)["表结构"][0] == "ok" and look(home, monkeypatch)["最近一次汇总"][1] == "还没有公布过数据"
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    level, said, advice = look(home, monkeypatch)["表结构"]
    assert level == "warn" and said.startswith("是0001") and "saima backup" in advice


@pytest.mark.parametrize(("day", "level"), [("2026-06-30", "ok"), ("2026-12-01", "warn"), ("2027-01-04", "bad")])
def test_a_table_of_holidays_that_runs_out_is_told(day: str, level: str, home: Path) -> None:
    (looked,) = look_at_holidays(Instance(home), date.fromisoformat(day))
    assert (looked.level, looked.said) == (level, "到2026年")
    assert ("2027年" in looked.advice) is (level != "ok")


def test_a_wrong_table_of_holidays_is_one_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "config" / "holidays.csv").write_text("day,kind\n2027-01-01,holiday\n", encoding="utf-8")
    level, said, _ = look(home, monkeypatch)["节假日表"]
    assert level == "bad" and "holidays.csv:2: day,kind" in said


class Prefect:
    """What a Prefect server of ours answers; a test changes it."""

    def __init__(self) -> None:
        schedule = {"active": True, "schedule": {"cron": "0 2 * * *"}}
        self.says: dict[str, Any] = {
            "admin/version": version("prefect"), "deployments/name/nightly/nightly": {"paused": False, "schedules": [schedule]},
            "automations/filter": [{"name": name, "enabled": True} for name in AUTOMATIONS], "work_pools/saima": {"name": "saima"},
            "work_pools/saima/workers/filter": [{"name": "w", "status": "ONLINE"}],
        }  # fmt: skip

    @contextmanager
    def serving(self) -> Iterator[str]:
        says = self.says

        class Api(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802
                said = says.get(self.path.removeprefix("/api/"))
                self.send_response(404 if said is None else 200)
                self.end_headers()
                self.wfile.write(json.dumps(said).encode())

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", free_port()), Api)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api"
        finally:
            server.shutdown()
            server.server_close()


NO_WORKER = {"work_pools/saima/workers/filter": [{"name": "w", "status": "OFFLINE"}]}
PAUSED = {"deployments/name/nightly/nightly": {"paused": True, "schedules": []}}


@pytest.mark.parametrize(("says", "what", "level", "advice"), [
    ({}, "执行程序", "ok", ""), (NO_WORKER, "执行程序", "bad", "saima-worker"), (PAUSED, "夜间任务", "bad", "saima service deploy"),
    ({"deployments/name/nightly/nightly": None, "work_pools/saima": None}, "夜间任务", "bad", "saima service deploy"),
    ({"automations/filter": []}, "告警", "warn", "saima service deploy"), ({}, "告警", "ok", ""),
    ({"automations/filter": [{"name": name, "enabled": name != LATE} for name in AUTOMATIONS]}, "告警", "warn", "saima service deploy"), ({"admin/version": "2.0.0"}, "Prefect 服务", "warn", "saima-server"),
])  # fmt: skip
def test_what_a_server_answers(
    home: Path, monkeypatch: pytest.MonkeyPatch, says: dict[str, Any], what: str, level: str, advice: str
) -> None:
    """The server's side of these answers is seen in test_deployment.py; here it is a server that answers as it did."""
    prefect = Prefect()
    prefect.says |= says
    with prefect.serving() as api:
        seen = look(home, monkeypatch, PREFECT_API_URL=api)
    assert seen[what][0] == level and advice in seen[what][2]


def test_units_are_written_verified_and_written_once(home: Path, tmp_path: Path) -> None:
    odd = home.rename(tmp_path / "a county 100% $HOME")
    words = (
        "service",
        "install",
        "--home",
        odd,
        "--dir",
        tmp_path / "units",
        "--etc",
        tmp_path / "etc",
        "--user",
        "daemon",
        "--port",
        "4299",
    )
    first = saima(*words)
    assert first.code == 0, first
    written = sorted(path.name for path in (tmp_path / "units").iterdir())
    assert written == ["saima-server.service", "saima-watchdog.service", "saima-watchdog.timer", "saima-worker.service"]
    environment = tmp_path / "etc" / "saima.env"
    assert environment.stat().st_mode & 0o027 == 0 and f"SAIMA_HOME='{odd}'" in environment.read_text(encoding="utf-8")
    assert "postgresql+asyncpg://daemon@/prefect" in environment.read_text(encoding="utf-8")
    environment.write_text("MINE=1\n", encoding="utf-8")
    again = saima(*words)
    assert again.out.count("unchanged") == 4 and "saima.env: kept" in again.out
    assert environment.read_text(encoding="utf-8") == "MINE=1\n"
    server = (tmp_path / "units" / "saima-server.service").read_text(encoding="utf-8")
    assert "-m flows.prefect_server --host 127.0.0.1 --port 4299" in server and "User=daemon" in server and "100%% $HOME" in server


@pytest.mark.system
def test_systemd_has_nothing_against_the_units(home: Path, tmp_path: Path) -> None:
    odd = home.rename(tmp_path / "a county 100% $HOME")
    assert saima("service", "install", "--home", odd, "--dir", tmp_path / "units", "--etc", tmp_path / "etc", "--user", "daemon").code == 0
    found = [str(path) for path in (tmp_path / "units").iterdir()]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *found], capture_output=True, text=True, timeout=60)
    assert not [line for line in done.stderr.splitlines() if "saima" in line], done.stderr


def test_a_folder_that_cannot_be_written_is_one_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = saima("service", "install", "--home", home, "--dir", tmp_path / "file", "--etc", tmp_path / "etc")
    assert said.code == 2 and said.err.count("\n") == 1 and "--dir names another folder" in said.err


def test_deploying_needs_a_server(home: Path) -> None:
    assert "PREFECT_API_URL" not in os.environ
    said = saima("service", "deploy", "--home", home)
    assert said.code == 2 and said.err.startswith("saima: PREFECT_API_URL is not set") and said.err.count("\n") == 1
