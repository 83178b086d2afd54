"""The hundredth part of `make soak`, by the same code."""

from pathlib import Path

import pytest

from tests.conftest import some
from tests.soak import SEED, soak
from tests.warehouses import new_database


@pytest.mark.parametrize("database", some(["sqlite", "postgresql"], 1))
def test_two_nights_killed_equal_two_nights_spared(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if database == "sqlite":
        urls = (f"sqlite:///{tmp_path}/calm.db", f"sqlite:///{tmp_path}/restless.db")
    else:
        server = request.getfixturevalue("postgres")
        urls = (new_database(server), new_database(server))
    found = soak(tmp_path / "soak", urls, 2, SEED, lambda tally: None)
    assert (found.nights, found.differences) == (2, [])
