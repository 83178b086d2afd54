"""New warehouses for tests. Migrating one costs a second, so they are copies of one that was migrated; the tests of migrating use empty ones."""

import tempfile
import uuid
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from warehouse.database import Database
from warehouse.schema import migrate


def empty_database(postgres: str, template: str = "template0") -> str:
    name = f"t{uuid.uuid4().hex[:12]}"
    engine = create_engine(make_url(postgres).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}"))
    engine.dispose()
    return make_url(postgres).set(database=name).render_as_string(hide_password=False)


def new_database(postgres: str) -> str:
    """A warehouse without a row, on a server: a copy of one that was migrated, which costs a second."""
    return empty_database(postgres, _migrated_database(postgres))


@cache
def _migrated_database(postgres: str) -> str:
    url = empty_database(postgres)
    _migrated(url)
    return make_url(url).database or ""


def new_file(url: str) -> None:
    """The same in a file, where there is none."""
    path = Path(make_url(url).database or "")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_migrated_file())


@cache
def _migrated_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.db"
        _migrated(f"sqlite:///{path}")
        return path.read_bytes()


def _migrated(url: str) -> None:
    db = Database(url)
    migrate(db)
    db.close()
