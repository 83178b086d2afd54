"""Killing nights: the server's client, instances that are copied, and a watcher of what is published."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import Any, Self

import psutil
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url

from tests.flows.killed_night import Ended, Kill, Order
from tests.sheets import FIGURES, shown
from warehouse import board
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, PERSONAL_TABLES
from warehouse.tables import BATCH, DELIVERY, LETTER, SET_ASIDE

_ROOT = Path(__file__).resolve().parents[2]
#: All that BI reads of a night: its figures, and what offices are told.
PUBLISHED = {**FIGURES, "quality": board.quality, "findings": board.findings}
Figures = dict[str, list[dict[str, str]]]


class Nights:
    """A context manager round the server of tests/flows/killed_night.py."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.flows.killed_night"]
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate()  # its input ends, and so does it

    def run(self, order: Order) -> Ended:
        """Walk a night; raises AssertionError when it failed of itself, or leaves a process behind."""
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps(asdict(order)) + "\n")
        self._server.stdin.flush()
        ended = Ended(**json.loads(self._server.stdout.readline()))
        assert ended.how == "done" or (ended.how == "killed" and order.kill), (ended.said, ended.points[-3:])
        assert survivors(ended.group) == []
        return ended


def survivors(group: int) -> list[str]:
    """Processes of a group that are still there once they had time to die; those nobody reaped are dead."""
    for _ in range(1000):
        found = [p for p in psutil.process_iter() if _group(p) == group]
        if not found:
            return []
        time.sleep(0.01)
    return [str(p) for p in found]


def _group(process: psutil.Process) -> int | None:
    try:
        return None if process.status() == psutil.STATUS_ZOMBIE else os.getpgid(process.pid)
    except (psutil.Error, ProcessLookupError):
        return None


@dataclass(frozen=True)
class Site:
    """An instance by its folder and warehouse; many share an inbox, whose address is part of what they know."""

    home: Path
    url: str
    inbox: Path

    def order(self, as_of: str, kill: Kill | None = None) -> Order:
        return Order(str(self.home), self.url, str(self.inbox), as_of, kill)

    @contextmanager
    def copied(self, folder: Path) -> Iterator["Site"]:
        """The same instance again, in a folder and a database of its own."""
        shutil.copytree(self.home, folder)
        if self.url.startswith("sqlite"):
            yield replace(self, home=folder, url=f"sqlite:///{folder / 'warehouse.db'}")
            return
        template, name = make_url(self.url).database, f"t{uuid.uuid4().hex[:12]}"
        _alone(self.url, f"CREATE DATABASE {name} TEMPLATE {template}", template)
        yield replace(self, home=folder, url=make_url(self.url).set(database=name).render_as_string(hide_password=False))
        _alone(self.url, f"DROP DATABASE {name} WITH (FORCE)", name)


def _alone(url: str, statement: str, database: str | None) -> None:
    """A statement that wants nobody in `database`: what a killed night's backends hold ends first."""
    away = make_url(url).set(drivername="postgresql+psycopg", database="postgres")
    engine = create_engine(away, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :d"), {"d": database})
        connection.execute(text(statement))
    engine.dispose()


def look(db: Database, name: str) -> list[dict[str, str]]:
    """A published view's rows, in an order of their own: two databases break ties as they like."""
    return sorted(shown(PUBLISHED[name](db)), key=lambda row: tuple(row.values()))


def published(db: Database) -> Figures:
    return {name: look(db, name) for name in PUBLISHED}


def kept(db: Database) -> dict[str, Any]:
    """What lies behind the figures and must be equal too: the last letters; and nothing half done."""
    with db.engine.connect() as connection:
        deliveries = select(DELIVERY.c.id)
        rows = [*FORM_TABLES.values(), SET_ASIDE]
        lost = {t.name: len(connection.execute(select(t.c.delivery_id).where(t.c.delivery_id.not_in(deliveries))).all()) for t in rows}
        for form, table in PERSONAL_TABLES.items():
            owners = select(FORM_TABLES[form].c.id)
            lost[table.name] = len(connection.execute(select(table.c.row_id).where(table.c.row_id.not_in(owners))).all())
        candidates = connection.execute(select(BATCH.c.id).where(BATCH.c.state == "candidate")).scalars().all()
        last = {row.unit_code: row.digest for row in connection.execute(select(LETTER))}
    return {"letters": last, "lost": {name: n for name, n in lost.items() if n}, "candidates": list(candidates)}


class Watcher:
    """Reads one published view after another while nights run; `strange` is what it saw and should not have.

    A view shows one of `allowed`, and once it showed a later one nothing earlier is shown again by any view.
    """

    def __init__(self, url: str, allowed: Sequence[Figures]) -> None:
        self.url, self.allowed = url, allowed
        self.at, self.reads, self.strange = 0, 0, list[str]()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        db = Database(self.url)
        try:
            for name in cycle(PUBLISHED):
                if self._stop.wait(0.02):
                    break
                self._compare(name, look(db, name))
                self.reads += 1
        except Exception as error:  # noqa: BLE001 - a reader that fails is what the test wants to hear of
            self.strange.append(repr(error))
        finally:
            db.close()

    def _compare(self, name: str, rows: list[dict[str, str]]) -> None:
        later = [i for i, figures in enumerate(self.allowed) if i >= self.at and figures[name] == rows]
        if later:
            self.at = later[0]
        else:
            self.strange.append(f"{name} after {self.at}: {rows[:3]}")
