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


def _hash() -> str:
    """Of all that tables and views are made of: to compile the views for a comparison takes half a second."""
    digest, here = hashlib.sha256(sqlalchemy.__version__.encode()), Path(__file__).parent
    for folder in (here, here / "migrations" / "versions", here.parent / "schemas"):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


_CODE = _hash()  # now: an upgrade may put other files there while this process lives
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
    shown = [view.name for view in VIEWS] + [f"{view.name}_history" for view in VIEWS if view.history] + ["bi_dictionary"]
    with db.engine.begin() as connection:
        installed = _installed(connection)
        if installed.get("code") == _CODE:
            return db.grant_reader(connection, shown) if db.awaits_grants(connection, shown[0]) else ""
    statements = _view_statements(db.engine.url.drivername)
    wanted = hashlib.sha256("\n".join([*statements.values(), *_comments()]).encode()).hexdigest()
    with db.whole() as connection:
        if installed.get("views") == wanted and _revision(connection) == _head(connection):
            _note(connection, code=_CODE)  # other code, the same views: what others granted and built on them stays
            return db.grant_reader(connection, shown) if db.awaits_grants(connection, shown[0]) else ""
        if installed:
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
        _note(connection, views=wanted, code=_CODE)
        return db.grant_reader(connection, shown)


def revisions(db: Database) -> tuple[str, str]:
    """The warehouse's revision ('' of an empty one), and that of this code."""
    with db.engine.connect() as connection:
        return _revision(connection), _head(connection)


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _head(connection: Connection) -> str:
    return ScriptDirectory.from_config(alembic_config(connection)).get_current_head() or ""


def _installed(connection: Connection) -> Mapping[str, str]:
    """The hash of the views that are in place, and of the code that was last here; nothing in an empty warehouse."""
    if not inspect(connection).has_table("meta"):
        return {}
    return dict(connection.execute(select(META.c.key, META.c.value).where(META.c.key.in_(("views", "code")))).tuples().all())


def _note(connection: Connection, **hashes: str) -> None:
    connection.execute(delete(META).where(META.c.key.in_(hashes)))
    connection.execute(insert(META), [{"key": key, "value": value} for key, value in hashes.items()])


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
