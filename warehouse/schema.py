"""Bringing a warehouse up to date: one Alembic line of tables, then the views of this version of the code."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, insert, inspect, select, text
from sqlalchemy.engine import make_url

from schemas.units import Units
from warehouse import measure_tables, notices, sources  # noqa: F401  # METADATA knows a table once its module is imported
from warehouse.audit_views import AUDIT_VIEWS
from warehouse.database import Database
from warehouse.dictionary import dictionary
from warehouse.tables import DAY, DICTIONARY, META, METADATA, UNIT
from warehouse.views import VIEWS, every_published, published

_FIRST_DAY, _LAST_DAY = date(2010, 1, 1), date(2040, 12, 31)


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def migrate(db: Database) -> str:
    """Tables to head, views and dictionary of this code, all or nothing; nothing happens where all is in place.

    Returns '' or the statement that an administrator of PostgreSQL has to run, so that BI tools can log in.
    """
    wanted, shown = _code(), [view.name for view in VIEWS] + [f"{view.name}_history" for view in VIEWS if view.history] + ["bi_dictionary"]
    with db.engine.begin() as connection:
        if _installed(connection) == wanted:
            return db.grant_reader(connection, shown) if db.awaits_grants(connection, shown[0]) else ""
    statements = _view_statements(db.engine.url.drivername)
    with db.whole() as connection:
        if _installed(connection):
            theirs = [name for name in inspect(connection).get_view_names() if name.startswith(("bi_", "audit_"))]
            for name in sorted(theirs, key=lambda name: name == "audit_batch"):  # the last: the others stand on it
                connection.execute(text(f'DROP VIEW "{name}"'))
        command.upgrade(alembic_config(connection), "head")
        for name, statement in statements.items():
            connection.exec_driver_sql(f'CREATE VIEW "{name}" AS {statement}')
        if db.keeps_comments:
            for comment in _comments():
                connection.exec_driver_sql(comment)
        _fill(connection)
        connection.execute(delete(META).where(META.c.key == "views"))
        connection.execute(insert(META).values(key="views", value=wanted))
        return db.grant_reader(connection, shown)


def revisions(db: Database) -> tuple[str, str]:
    """The warehouse's revision ('' of an empty one), and that of this code."""
    with db.engine.connect() as connection:
        head = ScriptDirectory.from_config(alembic_config(connection)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() or "", head or ""


def _installed(connection: Connection) -> str | None:
    """Which code made the views that are in place; None in an empty warehouse."""
    if not inspect(connection).has_table("meta"):
        return None
    return connection.execute(select(META.c.value).where(META.c.key == "views")).scalar_one_or_none()


@cache
def _code() -> str:
    """The hash of all that views are made of. To compile them for a comparison would take every command half a second."""
    digest = hashlib.sha256(sqlalchemy.__version__.encode())
    for room in ("warehouse", "schemas"):
        for path in sorted((Path(__file__).parents[1] / room).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _view_statements(driver: str) -> Mapping[str, str]:
    """Every view's SELECT, by name. Compiled once a dialect and process."""
    queries = {view.name: published(view) for view in VIEWS}
    queries |= {f"{view.name}_history": every_published(view) for view in VIEWS if view.history}
    queries["bi_dictionary"] = select(*DICTIONARY.c)
    queries |= {name: build() for name, build in AUDIT_VIEWS.items()}
    dialect = make_url(f"{driver}://").get_dialect()()
    compiled = {name: str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True})) for name, query in queries.items()}
    return {name: sql.replace("%%", "%") for name, sql in compiled.items()}


@cache
def _comments() -> Sequence[str]:
    """COMMENT ON statements, so that a BI tool shows Chinese labels."""
    said = [f"COMMENT ON VIEW \"{view.name}\" IS '{view.meaning}'" for view in VIEWS]
    for row in dictionary():
        words = f"{row['label']}：{row['meaning']}".replace("'", "''")
        said.append(f'COMMENT ON COLUMN "{row["view"]}"."{row["column"]}" IS \'{words}\'')
    return said


def _fill(connection: Connection) -> None:
    connection.execute(delete(DICTIONARY))
    connection.execute(insert(DICTIONARY), dictionary())
    if connection.execute(select(DAY.c.day).limit(1)).first() is None:
        days = (_FIRST_DAY + timedelta(n) for n in range((_LAST_DAY - _FIRST_DAY).days + 1))
        connection.execute(insert(DAY), [
            {"day": d, "number": d.toordinal(), "year": d.year, "quarter": (d.month + 2) // 3, "month": f"{d:%Y-%m}", "weekday": d.isoweekday()}
            for d in days
        ])  # fmt: skip


def store_units(db: Database, units: Units) -> None:
    """The register of offices as configured today."""
    rows = [
        {"code": u.code, "name": u.name, "kind": u.kind, "group_name": u.group_name, "since": u.since, "until": u.until}
        for u in units.by_code.values()
    ]  # fmt: skip
    with db.engine.begin() as connection:
        connection.execute(delete(UNIT))
        connection.execute(insert(UNIT), rows)


def drift(db: Database) -> list[object]:
    """What the tables lack against the declarations; empty when the migrations are complete."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        return [d for d in compare_metadata(context, METADATA) if not isinstance(d, list)]
