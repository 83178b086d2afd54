"""The command line as tests use it: what was said, and how it ended."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from tests.processes import ROOT, free_port, running, wait_for

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
        asked = _command_server()
        assert asked.stdin and asked.stdout
        asked.stdin.write(json.dumps(order) + "\n")
        asked.stdin.flush()
        code = asked.stdout.readline()
        return Said(int(code), out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def saima_alone(*words: str | Path, cwd: Path | None = None, **environment: str) -> Said:
    """The command as an office types it: nothing is imported, and no server runs."""
    done = subprocess.run([SAIMA, *words], cwd=cwd, env=bare_environment() | environment, capture_output=True, text=True, timeout=280)
    return Said(done.returncode, done.stdout, done.stderr)


@cache
def _command_server() -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.command_server"]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=bare_environment())
    atexit.register(server.communicate)  # its input ends, and so does it
    return server


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
