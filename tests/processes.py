"""Processes that a test starts: ended with all their descendants, and waited for with patience."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

ROOT = Path(__file__).parents[1]
PATIENCE = 200  # seconds until any one thing happens; a loaded machine starts slowly


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own; it and all its descendants, whatever their group, are gone afterwards."""
    with log.open("ab") as out:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=out, stderr=out, start_new_session=True)
    try:
        yield process
    finally:
        family = _family(process)
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for member in family:
                if member.is_running():
                    member.send_signal(sign)
            _, family = psutil.wait_procs(family, timeout=10)
        process.wait(10)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to it and all its descendants: what the kernel does when memory is short, and systemd when a unit dies."""
    family = _family(process)
    for member in family:
        member.kill()
    psutil.wait_procs(family, timeout=10)
    process.wait(10)


def _family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []


def wait_for(what: str, look: Callable[[], Any], *alive: tuple[subprocess.Popen[bytes], Path]) -> Any:
    """What `look` finds at last; fails when one of `alive` ends, or patience does."""
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
        time.sleep(0.3)
    return pytest.fail(f"{what} did not happen in {PATIENCE} s\n" + "\n".join(log.read_text()[-3000:] for _, log in alive))
