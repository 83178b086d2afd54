"""A warehouse as files and back again, with the driver alone: no client tools, one consistent moment.

A warehouse that is a file is copied by its own back-up; another is written table by table as COPY gives it, in one snapshot.
"""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from alembic import command
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData, delete, inspect, text

from warehouse.database import Database
from warehouse.schema import alembic_config, migrate, revisions
from warehouse.tables import META

FILE = "warehouse.db"
_BLOCK = 1 << 20


class NotRestorable(Exception):
    """The dump does not fit the warehouse, or this version of the code; one line says why."""


@dataclass(frozen=True)
class Dumped:
    """What a dump is: of a file or of tables (name → columns, in an order that foreign keys allow), at a revision."""

    is_file: bool
    revision: str
    tables: dict[str, list[str]]

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def dump(db: Database, folder: Path) -> Dumped:
    """Write the warehouse into `folder`; nights are locked out by the caller."""
    revision, _ = revisions(db)
    if db.is_file:
        with db.engine.connect() as connection:
            source, copy = connection.connection.driver_connection, sqlite3.connect(folder / FILE)
            assert isinstance(source, sqlite3.Connection)
            try:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a -wal beside it
            finally:
                copy.close()
        return Dumped(True, revision, {})
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        tables = _tables(connection)
        for name, columns in tables.items():
            driver = connection.connection.cursor()
            with (folder / f"{name}.copy").open("wb") as out, driver.copy(f'COPY "{name}" ({_listed(columns)}) TO STDOUT') as rows:
                for block in rows:
                    out.write(block)
    return Dumped(False, revision, tables)


def _tables(connection: Connection) -> dict[str, list[str]]:
    found = MetaData()
    found.reflect(connection)
    return {table.name: [column.name for column in table.columns] for table in found.sorted_tables if table.name != "alembic_version"}


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def check_empty(db: Database, dumped: Dumped) -> None:
    """Raises NotRestorable unless the warehouse is of the dump's kind and holds nothing yet."""
    if db.is_file != dumped.is_file:
        raise NotRestorable(f"the back-up is of {'a file (SQLite)' if dumped.is_file else 'PostgreSQL'}, and {db.shown_url} is not")
    if db.is_absent:
        return
    with db.engine.connect() as connection:
        if inspect(connection).get_table_names():
            raise NotRestorable(f"{db.shown_url} is not empty: restore into a new database, so that nothing is overwritten")


def restore(db: Database, folder: Path, dumped: Dumped) -> None:
    """Fill an empty warehouse from a dump, then bring it up to this code. Raises NotRestorable."""
    check_empty(db, dumped)
    if db.is_file:
        shutil.move(folder / FILE, db.path)
    else:
        with db.whole() as connection:
            try:
                command.upgrade(alembic_config(connection), dumped.revision)
            except CommandError:
                raise NotRestorable(
                    f"the back-up's revision {dumped.revision} is unknown here: it was made by a later version of saima"
                ) from None
            for statement in _emptied(dumped):
                connection.execute(text(statement))
            for name, columns in dumped.tables.items():
                _fill(connection, folder / f"{name}.copy", name, columns)
            connection.execute(delete(META).where(META.c.key.in_(("views", "code"))))  # the views are made anew
    migrate(db)
    db.analyze()


def _emptied(dumped: Dumped) -> Iterator[str]:
    return (f'DELETE FROM "{name}"' for name in reversed(dumped.tables))


def _fill(connection: Connection, path: Path, name: str, columns: list[str]) -> None:
    driver = connection.connection.cursor()
    with path.open("rb") as rows, driver.copy(f'COPY "{name}" ({_listed(columns)}) FROM STDIN') as copy:
        while block := rows.read(_BLOCK):
            copy.write(block)
    if "id" in columns:
        next_id = f'SELECT setval(s.name, COALESCE((SELECT MAX(id) FROM "{name}"), 0) + 1, false) FROM'
        connection.execute(text(f"{next_id} (SELECT pg_get_serial_sequence('\"{name}\"', 'id') AS name) s WHERE s.name IS NOT NULL"))
