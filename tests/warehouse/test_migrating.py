"""Bringing a warehouse up to date: over the views of another version, and with a login that may not create roles."""

import uuid

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from tests.warehouses import empty_database
from warehouse import database
from warehouse.database import Database
from warehouse.schema import drift, migrate, revisions


def test_the_views_of_another_version_are_replaced(url: str) -> None:
    """Some stand on others: they are dropped and made in their order."""
    db = Database(url)
    migrate(db)
    with db.engine.begin() as connection:
        before = set(inspect(connection).get_view_names())
        connection.execute(text("UPDATE meta SET value = 'of another version' WHERE key IN ('views', 'code')"))
    assert migrate(db) == ""
    with db.engine.begin() as connection:
        assert set(inspect(connection).get_view_names()) == before and {"audit_batch", "audit_rates", "bi_headline"} <= before
        assert connection.execute(text("SELECT COUNT(*) FROM audit_rates")).scalar_one() == 0
        assert connection.execute(text("SELECT value FROM meta WHERE key = 'views'")).scalar_one() != "of another version"
    db.close()


def test_other_code_with_the_same_views_leaves_them(url: str) -> None:
    """What others granted and built on them stays."""
    db = Database(url)
    migrate(db)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE meta SET value = 'of another version' WHERE key = 'code'"))
        connection.execute(text("CREATE VIEW theirs AS SELECT key FROM bi_headline"))
    assert migrate(db) == ""
    with db.engine.begin() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM theirs")).scalar_one() == 0
        assert connection.execute(text("SELECT value FROM meta WHERE key = 'code'")).scalar_one() != "of another version"
        connection.execute(text("DROP VIEW theirs"))
    db.close()


def test_a_revision_alone_is_brought(url: str) -> None:
    """No view asks for it yet."""
    db = Database(url)
    migrate(db)
    with db.engine.begin() as connection:
        for view in ("bi_year_on_year_history", "bi_year_on_year"):
            connection.execute(text(f"DROP VIEW {view}"))
        connection.execute(text("DROP TABLE measure_year_before"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0043'"))
        connection.execute(text("UPDATE meta SET value = 'of another version' WHERE key = 'code'"))
    migrate(db)
    assert len(set(revisions(db))) == 1 and drift(db) == []
    db.close()


def test_without_createrole_the_views_are_there_and_an_administrator_is_asked(postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = uuid.uuid4().hex[:8]
    reader, owner = f"reader_{name}", f"owner_{name}"
    monkeypatch.setattr(database, "READER", reader)
    url = make_url(empty_database(postgres))
    admin = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {owner} LOGIN PASSWORD 'x'"))
        connection.execute(text(f"ALTER DATABASE {url.database} OWNER TO {owner}"))
        connection.execute(text(f"GRANT ALL ON SCHEMA public TO {owner}"))
    db = Database(url.set(username=owner, password="x").render_as_string(hide_password=False))
    assert migrate(db) == f"CREATE ROLE {reader} NOLOGIN"
    assert migrate(db) == ""  # said once; nothing is wrong with the warehouse
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM bi_headline")).scalar_one() == 0
    with admin.connect() as connection:
        connection.execute(text(f"CREATE ROLE {reader} NOLOGIN"))
        sees = text(f"SELECT has_table_privilege('{reader}', 'bi_headline', 'SELECT')")
        assert connection.execute(sees).scalar_one() is False
        assert migrate(db) == ""
        assert connection.execute(sees).scalar_one() is True
    db.close()
    admin.dispose()
