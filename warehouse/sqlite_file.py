"""The file of an embedded warehouse, opened by two libraries in turn: Python's sqlite3 for statements, ADBC for bulk.

Each carries a SQLite of its own; both in one process must never hold the file at once, or the file locks of one are dropped by the other's
close ("disk I/O error"). To open the file costs ten milliseconds, in which the views are parsed, and a night opens it seventy times: while
it is `kept`, a connection that is done with waits for the next of its kind, and is closed before one of the other is made.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from adbc_driver_sqlite.dbapi import AdbcSqliteConnection
from adbc_driver_sqlite.dbapi import connect as open_bulk

#: Of every connection: it waits for whoever reads the board (first of all: after a killed night the next statement may
#: find the log being recovered), and is safe over a killed process and, in WAL, a lost machine.
_PRAGMAS = ("busy_timeout = 60000", "synchronous = NORMAL")


class _Statements(sqlite3.Connection):
    """A connection that its file takes back."""

    file: "SqliteFile"

    def close(self) -> None:
        self.file.take_back(self)


class SqliteFile:
    """A file by its path; one a process, so that it knows of all who work with it."""

    def __init__(self, path: str) -> None:
        self.path, self._kept = path, 0
        self._lent: set[int] = set()  # connections at work with statements
        self._bulks = 0  # … with bulk
        self._statements: _Statements | None = None
        self._bulk: AdbcSqliteConnection | None = None

    def connect(self) -> sqlite3.Connection:
        """For statements; its close() gives it back. RuntimeError while bulk is at work."""
        if self._bulks:
            raise RuntimeError("a bulk load is at work: SQLite statements and bulk loads need the file for themselves")
        made, self._statements = self._statements, None
        if made is None:
            self.close()
            made = sqlite3.connect(self.path, factory=_Statements, check_same_thread=False)
            made.file = self
            for pragma in ("journal_mode = WAL", *_PRAGMAS):
                made.execute(f"PRAGMA {pragma}")
        self._lent.add(id(made))
        return made

    def take_back(self, connection: _Statements) -> None:
        if id(connection) not in self._lent:  # closed twice
            return
        self._lent.discard(id(connection))
        if self._kept and self._statements is None:
            with suppress(sqlite3.Error):
                connection.rollback()
                self._statements = connection
                return
        sqlite3.Connection.close(connection)

    @contextmanager
    def bulk(self) -> Iterator[AdbcSqliteConnection]:
        """For bulk; what was not committed is undone. RuntimeError while a connection is lent, or another bulk is at work."""
        if self._lent or self._bulks:
            raise RuntimeError("a statement's connection is open: SQLite bulk loads and frames need the file for themselves")
        raw, self._bulk = self._bulk or self._open_bulk(), None
        self._bulks += 1
        try:
            yield raw
            raw.rollback()  # what it sees next is of then
        except BaseException:
            raw.close()
            raise
        finally:
            self._bulks -= 1
        if self._kept:
            self._bulk = raw
        else:
            raw.close()

    def _open_bulk(self) -> AdbcSqliteConnection:
        self.close()
        raw = open_bulk(self.path)
        raw.adbc_connection.set_autocommit(True)  # how safe commits are cannot be said within a transaction
        with raw.cursor() as cursor:
            for pragma in _PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
        raw.adbc_connection.set_autocommit(False)
        return raw

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Within it nothing else of this process opens the file, or `close` comes before."""
        self._kept += 1
        try:
            yield
        finally:
            self._kept -= 1
            if not self._kept:
                self.close()

    def close(self) -> None:
        """Close what waits."""
        if self._statements:
            sqlite3.Connection.close(self._statements)
        if self._bulk:
            self._bulk.close()
        self._statements = self._bulk = None
