"""Two libraries never hold an embedded warehouse's file at once, and a night opens it a few times."""

from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from warehouse.database import Database
from warehouse.sqlite_file import SqliteFile


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'w.db'}")


def ask(db: Database) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("SELECT 1"))


def test_neither_library_opens_it_while_the_other_is_at_work(db: Database, tmp_path: Path) -> None:
    same = Database(f"sqlite:///{tmp_path / '.' / 'w.db'}")  # another spelling of the path
    with db.engine.connect(), pytest.raises(RuntimeError, match="for themselves"), same._file.bulk():
        pass
    with db._file.bulk(), pytest.raises(RuntimeError, match="bulk load is at work"):
        ask(same)
    with db._file.bulk(), pytest.raises(RuntimeError), db._file.bulk():
        pass
    ask(db)


def test_a_connection_is_kept_and_closed_before_one_of_the_other_kind(tmp_path: Path) -> None:
    file = SqliteFile(str(tmp_path / "w.db"))
    with file.kept():
        first = file.connect()
        first.execute("CREATE TABLE t (x)")
        first.close()
        first.close()  # twice is once
        assert file.connect() is first
        first.close()
        with file.kept(), file.bulk() as raw, pytest.raises(Exception, match="closed"):
            first.execute("SELECT 1")
        with file.bulk() as again:
            assert again is raw
        assert file.connect() is not first
    assert file._statements is file._bulk is None


def test_what_a_kept_connection_did_not_commit_is_undone_and_others_work_is_seen(tmp_path: Path) -> None:
    file = SqliteFile(str(tmp_path / "w.db"))
    with file.kept():
        with file.bulk() as raw, raw.cursor() as cursor:
            cursor.adbc_ingest("t", pl.DataFrame({"x": [1]}).to_arrow(), mode="create")
            raw.commit()
        one = file.connect()
        one.execute("INSERT INTO t VALUES (2)")
        one.close()
        with file.bulk() as raw, raw.cursor() as cursor:
            cursor.execute("SELECT x FROM t")
            assert cursor.fetchall() == [(1,)]
        with pytest.raises(ValueError, match="broke"), file.bulk() as raw, raw.cursor() as cursor:
            cursor.adbc_ingest("t", pl.DataFrame({"x": [3]}).to_arrow(), mode="append")
            raise ValueError("broke")
        other = file.connect()
        assert other.execute("SELECT x FROM t").fetchall() == [(1,)]
        other.close()


def test_a_files_url_takes_no_options(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="takes no options"):
        Database(f"sqlite:///{tmp_path / 'w.db'}?timeout=3")
