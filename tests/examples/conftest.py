"""The Kecheng county after its night, one a database for all tests of it."""

from pathlib import Path

import pytest

from examples.kecheng.inbox import build
from tests.sheets import Home
from tests.warehouses import new_database


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kecheng(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Tests that change it come last: the night of another inbox is in test_night."""
    folder: Path = tmp_path_factory.mktemp("kecheng")
    url = f"sqlite:///{folder / 'warehouse.db'}" if request.param == "sqlite" else new_database(request.getfixturevalue("postgres"))
    home = Home(folder, url)
    build(home.inbox)
    assert home.night().failed == []
    return home
