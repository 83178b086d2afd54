"""The one file that names dialects: opening a warehouse, bulk loads, frames, the night's lock, the reader role.

SQLite is the embedded default (ADBC for bulk), PostgreSQL the production warehouse (COPY for bulk).
"""

import fcntl
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from sqlalchemy import Connection, Engine, Select, Table, create_engine, func, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError
from sqlalchemy.pool import NullPool

from warehouse.sqlite_file import SqliteFile

#: A select whose columns follow a declaration: no checker can count them.
Query = Select[*tuple[Any, ...]]
READER = "saima_reader"
_LOCK_KEY = 0x5341494D41  # "SAIMA"
_BUSY = "another night is running on this warehouse"


class Busy(Exception):
    """Another night holds the lock."""


class Database:
    """A warehouse by URL; `engine` for statements, `load` and `frame` for bulk."""

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
        except ArgumentError:  # its own message may quote the password
            raise ValueError("the warehouse is no URL like sqlite:////path/warehouse.db or postgresql://user@host/name") from None
        if parsed.get_backend_name() == "postgresql" and parsed.drivername != "postgresql+psycopg":
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.url = parsed.render_as_string(hide_password=False)
        self.shown_url = parsed.render_as_string(hide_password=True)
        self.dialect = parsed.get_backend_name()
        if self.dialect not in ("sqlite", "postgresql"):
            raise ValueError(f"warehouse {self.shown_url}: sqlite or postgresql, not {self.dialect}")
        self.path = parsed.database or ""
        if self.dialect == "sqlite" and self.path in ("", ":memory:"):
            raise ValueError(f"warehouse {self.shown_url}: a file is needed, as in sqlite:////path/warehouse.db")
        if self.dialect == "sqlite" and parsed.query:
            raise ValueError(f"warehouse {self.shown_url}: a file's URL takes no options")
        if self.dialect == "sqlite":
            Path(self.path).parent.mkdir(parents=True, exist_ok=True)
            self._file, self.engine = _open_file(str(Path(self.path).resolve()))
        else:
            self.engine = create_engine(parsed)

    @property
    def is_file(self) -> bool:
        """True of a warehouse that is one file, which can be copied whole."""
        return self.dialect == "sqlite"

    @property
    def is_absent(self) -> bool:
        """True of a file that is not there: to open it would make it."""
        return self.is_file and not Path(self.path).exists()

    @property
    def keeps_comments(self) -> bool:
        """True where COMMENT ON is known, so that a BI tool shows Chinese labels."""
        return self.dialect == "postgresql"

    def close(self) -> None:
        """Close what is open and not at work; what is asked next opens it again."""
        self.engine.dispose()
        if self.dialect == "sqlite":
            self._file.close()

    def next_id(self, connection: Connection, table: Table) -> int:
        """The id after the largest; ids are given out by the one night that holds the lock."""
        return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1

    def load(self, table: Table, frame: pl.DataFrame) -> None:
        """Append a frame whose columns are columns of `table`; its own transaction."""
        if frame.is_empty():
            return
        columns = [c.name for c in table.columns if c.name in frame.columns]
        frame = frame.select(columns)
        if self.dialect == "sqlite":
            ready = frame.rechunk().with_columns(pl.col(pl.Date).dt.to_string("iso"), pl.col(pl.Boolean).cast(pl.Int64))
            with self._file.bulk() as raw, raw.cursor() as cursor:
                cursor.adbc_ingest(table.name, ready.to_arrow(), mode="append")
                raw.commit()
            return
        names = ", ".join(f'"{name}"' for name in columns)
        with self.engine.begin() as connection:
            driver = connection.connection.cursor()
            with driver.copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT csv)') as copy:
                for part in frame.iter_slices(50_000):
                    buffer = io.BytesIO()  # a text of it, encoded again, takes four times as long
                    part.write_csv(buffer, include_header=False, quote_style="non_numeric", null_value="")
                    copy.write(buffer.getbuffer())

    def analyze(self, columns: Mapping[str, Sequence[str]] | None = None) -> None:
        """Statistics of what was just loaded: without them PostgreSQL plans a batch's joins as if its tables were empty.

        Of all tables, or of some columns by table: a form's texts take longer to look at than to load.
        """
        if self.dialect != "postgresql":
            return
        quoted = (f'"{table}" ({", ".join(names)})' for table, names in (columns or {}).items())
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"ANALYZE {', '.join(quoted)}"))

    def frame(self, query: Query, schema: dict[str, pl.DataType]) -> pl.DataFrame:
        """The rows of `query` as a frame of `schema` (its column names, in order)."""
        statement = str(query.compile(self.engine, compile_kwargs={"literal_binds": True}))
        if self.dialect == "sqlite":
            with self._file.bulk() as raw, raw.cursor() as cursor:
                cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": "65536"})
                cursor.execute(statement)
                found = pl.from_arrow(cursor.fetch_arrow_table())
            assert isinstance(found, pl.DataFrame)
            found.columns = list(schema)
            return found.select(_cast(name, kind, found.schema[name]) for name, kind in schema.items())
        buffer = io.BytesIO()
        with self.engine.connect() as connection:
            driver = connection.connection.cursor()
            with driver.copy(f"COPY ({statement.replace('%%', '%')}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)") as copy:
                for block in copy:
                    buffer.write(block)
        if not buffer.tell():
            return pl.DataFrame(schema=schema)
        buffer.seek(0)
        text_like = {n: pl.String() if k == pl.Boolean else k for n, k in schema.items()}
        read = pl.read_csv(buffer, has_header=False, schema=text_like)
        return read.with_columns(pl.col(n) == "t" for n, k in schema.items() if k == pl.Boolean)

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """While a night asks much, its connections are not made anew each time; nothing else of this process opens the warehouse meanwhile."""
        with self._file.kept() if self.dialect == "sqlite" else nullcontext():
            yield

    @contextmanager
    def night_lock(self, folder: Path) -> Iterator[None]:
        """One night at a time, in an instance and on a warehouse; the lock dies with its process. Raises Busy."""
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as locks:
            locks.enter_context(_file_lock(folder / "night.lock", "another night is running in this instance"))
            if self.dialect == "sqlite":
                locks.enter_context(_file_lock(Path(f"{Path(self.path).resolve()}.lock"), _BUSY))
            else:
                locks.enter_context(self._advisory_lock())
            yield

    @contextmanager
    def _advisory_lock(self) -> Iterator[None]:
        """PostgreSQL's, on a connection of its own that holds no transaction open all night."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if not connection.execute(select(func.pg_try_advisory_lock(_LOCK_KEY))).scalar_one():
                raise Busy(_BUSY)
            try:
                yield
            finally:  # the connection goes back to the pool, and the lock would go with it
                with suppress(OperationalError):  # a connection that is gone has no lock
                    connection.execute(select(func.pg_advisory_unlock(_LOCK_KEY)))

    @contextmanager
    def whole(self) -> Iterator[Connection]:
        """A transaction that takes tables and views in: Python's sqlite3 begins one only at the first row written."""
        with self.engine.begin() as connection:
            if self.dialect == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def grant_reader(self, connection: Connection, views: list[str]) -> str:
        """On PostgreSQL the role READER sees the bi_ views and nothing else.

        Returns '' or, where this login may not create roles, the statement for an administrator; the grants follow once it was run.
        """
        if self.dialect != "postgresql":
            return ""
        if not self._has_reader(connection):
            creates = f"CREATE ROLE {READER} NOLOGIN"
            try:
                with connection.begin_nested():
                    connection.execute(text(creates))
            except ProgrammingError:  # without CREATEROLE; only the role is given up, not the migration
                return creates
        for view in views:
            connection.execute(text(f'GRANT SELECT ON "{view}" TO {READER}'))
        return ""

    def awaits_grants(self, connection: Connection, view: str) -> bool:
        """True where an administrator has made the role since, and it does not see the views yet."""
        if self.dialect != "postgresql" or not self._has_reader(connection):
            return False
        sees = text(f"SELECT has_table_privilege('{READER}', '{view}', 'SELECT')")
        return not connection.execute(sees).scalar_one()

    @staticmethod
    def _has_reader(connection: Connection) -> bool:
        return connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": READER}).first() is not None


@cache
def _open_file(path: str) -> tuple[SqliteFile, Engine]:
    """One a process: an engine keeps what it has compiled, a quarter of a small night's time, and a file knows of all who work with it."""
    file = SqliteFile(path)
    return file, create_engine(URL.create("sqlite", database=path), poolclass=NullPool, creator=file.connect)


@contextmanager
def _file_lock(path: Path, busy: str) -> Iterator[None]:
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(busy) from None
        yield


def _cast(name: str, kind: pl.DataType, found: pl.DataType) -> pl.Expr:
    if kind == pl.Date and found == pl.String:
        return pl.col(name).str.to_date("%Y-%m-%d")
    return pl.col(name).cast(kind)
