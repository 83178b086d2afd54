"""The command line as tests use it: what was said, and how it ended."""

import atexit
import json
import os
import select
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from tests.processes import PATIENCE, ROOT, free_port, kill, running, wait_for

SAIMA = Path(sys.executable).parent / "saima"


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def bare_environment() -> dict[str, str]:
    """Ours, without what a developer may have set for Saima and Prefect."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SAIMA_", "PREFECT_"))}


def saima(*words: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """The command in a process of its own, forked where its libraries are imported already; its flows are told to a server that runs."""
    with tempfile.TemporaryDirectory(prefix="saima-said-") as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        out.touch(), err.touch()
        server = {} if words[:1] != ("run",) else {"PREFECT_API_URL": prefect_api()}
        order = {"words": list(map(str, words)), "cwd": str(cwd or Path.cwd()), "environment": bare_environment() | server | environment,
                 "out": str(out), "err": str(err)}  # fmt: skip
        code = _command_server().run(order)
        return Said(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def saima_alone(*words: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """The command as an office types it: nothing is imported, and no server runs."""
    done = subprocess.run([SAIMA, *words], cwd=cwd, env=bare_environment() | environment, capture_output=True, text=True, timeout=280)
    return Said(done.returncode, done.stdout, done.stderr)


class _CommandServer:
    """tests/command_server.py; one that does not answer in time ends with all that it started, and the next order has a new one."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.command_server"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=bare_environment()
        )
        self._orders = 0
        atexit.register(self.end)

    def run(self, order: dict[str, Any]) -> int:
        """The exit code of the command."""
        self._orders += 1
        try:
            assert self._process.stdin and self._process.stdout
            self._process.stdin.write(json.dumps(order | {"number": self._orders}) + "\n")
            self._process.stdin.flush()
            ready = select.select([self._process.stdout], [], [], PATIENCE)[0]
            number, code = self._process.stdout.readline().split() if ready else (0, 0)
            assert int(number) == self._orders, f"no answer in {PATIENCE} s: {order['words']}"
            return int(code)
        except BaseException:
            self.end()
            _command_server.cache_clear()
            raise

    def end(self) -> None:
        kill(self._process)


@cache
def _command_server() -> _CommandServer:
    return _CommandServer()


@cache
def prefect_api() -> str:
    """The address of a Prefect server that runs as long as this process."""
    rest = ExitStack()
    atexit.register(rest.close)
    folder, port = Path(rest.enter_context(tempfile.TemporaryDirectory(prefix="saima-prefect-"))), free_port()
    quiet = {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_UI_ENABLED": "false",
    }
    command = [sys.executable, "-m", "flows.prefect_server", "--host", "127.0.0.1", "--port", str(port)]
    log = folder / "server.log"
    server = rest.enter_context(running(command, bare_environment() | quiet | {"SAIMA_HOME": str(folder)}, ROOT, log))
    api = f"http://127.0.0.1:{port}/api"
    wait_for("the server's start", lambda: httpx.get(f"{api}/health").is_success, (server, log))
    return api
