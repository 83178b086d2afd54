"""Functions for sandboxed children: they must live in a module that imports little."""

import os
import signal
import sys
import time
from collections.abc import Sequence


class Odd(BaseException):
    """Cannot be unpickled: its arguments are not its own."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(one)


def act(items: Sequence[str]) -> list[str]:
    """Each item in upper case; some words are orders."""
    return [_act(item) for item in items]


def _act(item: str) -> str:
    if item == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "hog":
        return str(len(bytearray(8 << 30)))
    if item == "sleep":
        time.sleep(60)
    if item == "panic":
        raise Odd(1, 2)
    if item == "exit":
        sys.exit(3)
    return item.upper()


def list_modules(items: Sequence[str]) -> list[str]:
    return sorted({name.partition(".")[0] for name in sys.modules})


def report_pid(items: Sequence[str]) -> int:
    with open(items[0], "a") as file:
        print(os.getpid(), file=file)
    while True:  # stuck, and deaf to everything
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGALRM})
        time.sleep(1)
