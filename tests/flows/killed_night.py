"""The night that is killed: a server that has everything imported forks a night an order, in a process group of its own.

`python -m tests.flows.killed_night` reads an order a line and answers each with a line, as JSON; it ends with its input.
A night tells each point it reaches through a pipe: "prepare", the steps by name, "tell", "end"; and beside them "commit"
before a commit, "create" before a table or view is made. A kill names one of them.
"""

import json
import os
import select
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from expectations.audit import run_audit
from expectations.suite import suite
from flows.instance import SHIPPED, Instance
from flows.night import STEPS, prepare
from flows.telling import tell
from schemas.indicators import read_indicators
from warehouse.database import Database
from warehouse.schema import migrate

POINTS = ("prepare", *(step.__name__ for step in STEPS), "tell", "end")
_HUNG_AFTER = 120.0


@dataclass(frozen=True)
class Kill:
    """SIGKILL to the whole group: right before a point is passed for the nth time, or `seconds` after."""

    point: str
    nth: int = 1
    seconds: float | None = None


@dataclass(frozen=True)
class Order:
    """A night over an instance's folder, as of a day (ISO)."""

    home: str
    url: str
    inbox: str
    as_of: str
    kill: Kill | None = None


@dataclass(frozen=True)
class Ended:
    """How a night ended: its group's number, "done", "killed" or "failed", and each point reached with its second."""

    group: int
    how: str
    said: str
    points: list[tuple[str, float]] = field(default_factory=list)

    def second(self, point: str) -> float:
        return next(second for name, second in self.points if name == point)

    @property
    def last_step(self) -> str:
        return next(name for name, _ in reversed(self.points) if name in POINTS)


def walk(order: Order, reached: Callable[[str], None]) -> bool:
    """The night that the flow walks, under its lock; True when it was published."""
    reached("prepare")
    night = prepare(Instance(Path(order.home), warehouse_url=order.url, inbox=[order.inbox]), date.fromisoformat(order.as_of))
    night.today = night.as_of
    published = False
    with night.db.night_lock(night.instance.var), night.db.kept_open():
        for step in STEPS:
            reached(step.__name__)
            published = bool(step(night))
        reached("tell")
        tell(night, published)
        reached("end")
    return published


def watch_commits(reached: Callable[[str], None]) -> None:
    """Report what SQLAlchemy and the bulk loads are about to make durable."""
    event.listen(Engine, "commit", lambda connection: reached("commit"))

    def creating(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().startswith("CREATE"):
            reached("create")

    event.listen(Engine, "before_cursor_execute", creating)
    load = Database.load

    def loading(db: Database, table: Any, frame: Any) -> None:
        if db.dialect == "sqlite" and not frame.is_empty():  # by ADBC, of which SQLAlchemy hears nothing
            reached("commit")
        load(db, table, frame)

    Database.load = loading  # type: ignore[method-assign]


def child(order: Order, pipe: int) -> None:
    """A night in a group of its own; never returns."""
    os.setsid()
    Path(order.home).mkdir(parents=True, exist_ok=True)
    log = os.open(Path(order.home) / "killed_night.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream, target in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(target, stream)
    passed: Counter[str] = Counter()

    def reached(point: str) -> None:
        os.write(pipe, f"{point}\n".encode())
        passed[point] += 1
        if (kill := order.kill) and kill.seconds is None and (kill.point, kill.nth) == (point, passed[point]):
            os.killpg(0, signal.SIGKILL)

    try:
        watch_commits(reached)
        published = walk(order, reached)
        os.write(pipe, f"{'published' if published else 'withheld'}\n".encode())
        os._exit(0)
    except BaseException:  # whatever it was, this process must not go on as a second server
        os.write(2, traceback.format_exc().encode())
        os._exit(1)


def run(order: Order) -> Ended:
    """Fork the night, gather its points, kill its group when its time has come, and reap it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        child(order, writing)
    os.close(writing)
    began = time.monotonic()
    points: list[tuple[str, float]] = []
    due, kill = began + _HUNG_AFTER, order.kill
    while True:
        if not select.select([reading], [], [], max(0.0, due - time.monotonic()))[0]:
            os.killpg(pid, signal.SIGKILL)  # not yet reaped: the number is still the child's
            due = time.monotonic() + _HUNG_AFTER
            continue
        said = os.read(reading, 1 << 16)
        if not said:
            break
        for point in said.decode().split():
            points.append((point, time.monotonic() - began))
            if kill and kill.seconds is not None and point == kill.point and sum(p == point for p, _ in points) == kill.nth:
                due = time.monotonic() + kill.seconds
    os.close(reading)
    status = os.waitpid(pid, 0)[1]
    how = {0: "done", -signal.SIGKILL: "killed"}.get(os.waitstatus_to_exitcode(status), "failed")
    log = Path(order.home) / "killed_night.log"
    return Ended(pid, how, log.read_text(errors="replace")[-4000:] if how == "failed" else "", points)


def warm_up() -> None:
    """Once, before any fork, what takes a process seconds: GX's import, its first audit, and the compiled views. No polars: it has threads."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{folder}/warehouse.db")
        migrate(db)
        run_audit(db.url, suite(read_indicators(SHIPPED / "indicators.toml").largest_fall, []), Path(folder) / "docs")


def main() -> None:
    warm_up()
    for line in sys.stdin:
        asked = json.loads(line)
        kill = asked.pop("kill")
        print(json.dumps(asdict(run(Order(**asked, kill=Kill(**kill) if kill else None)))), flush=True)


if __name__ == "__main__":
    main()
