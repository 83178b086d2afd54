"""The file of an embedded warehouse, opened by two libraries in turn: Python's sqlite3 for statements, ADBC for bulk.

Each carries a SQLite of its own; both in one process must never hold the file at once, or the file locks of one are dropped by the other's
close ("disk I/O error"). To open the file costs ten milliseconds, in which the views are parsed, and a night opens it seventy times: while
it is `kept`, a connection that is done with waits for the next of its kind, and is closed before one of the other is made.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

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
    """A file by its path; `lent` counts the connections at work with statements."""

    def __init__(self, path: str) -> None:
        self.path, self.lent, self._kept = path, 0, False
        self._statements: _Statements | None = None
        self._bulk: AdbcSqliteConnection | None = None

    def connect(self) -> sqlite3.Connection:
        """For statements; its close() gives it back."""
        made, self._statements = self._statements, None
        if made is None:
            self.close()
            made = sqlite3.connect(self.path, factory=_Statements, check_same_thread=False)
            made.file = self
            for pragma in ("journal_mode = WAL", *_PRAGMAS):
                made.execute(f"PRAGMA {pragma}")
        self.lent += 1
        return made

    def take_back(self, connection: _Statements) -> None:
        self.lent -= 1
        if self._kept and self._statements is None:
            connection.rollback()
            self._statements = connection
        else:
            sqlite3.Connection.close(connection)

    @contextmanager
    def bulk(self) -> Iterator[AdbcSqliteConnection]:
        """For bulk; what was not committed is undone. RuntimeError while a connection is lent."""
        if self.lent:
            raise RuntimeError("a statement's connection is open: SQLite bulk loads and frames need the file for themselves")
        raw, self._bulk = self._bulk, None
        if raw is None:
            self.close()
            raw = open_bulk(self.path)
            raw.adbc_connection.set_autocommit(True)  # how safe commits are cannot be said within a transaction
            with raw.cursor() as cursor:
                for pragma in _PRAGMAS:
                    cursor.execute(f"PRAGMA {pragma}")
            raw.adbc_connection.set_autocommit(False)
        try:
            yield raw
            raw.rollback()  # what it sees next is of then
        except BaseException:
            raw.close()
            raise
        if self._kept:
            self._bulk = raw
        else:
            raw.close()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Within it nothing else of this process opens the file, or `close` comes before."""
        self._kept = True
        try:
            yield
        finally:
            self._kept = False
            self.close()

    def close(self) -> None:
        """Close what waits."""
        if self._statements:
            sqlite3.Connection.close(self._statements)
        if self._bulk:
            self._bulk.close()
        self._statements = self._bulk = None
