"""The home of most tests of nights: in a file, audited when the test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sheets import Home


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with Home(tmp_path / "home", f"sqlite:///{tmp_path / 'warehouse.db'}").audited_at_the_end() as home:
        yield home


@pytest.fixture
def either_home(tmp_path: Path, either_url: str) -> Iterator[Home]:
    """The same on either database."""
    with Home(tmp_path / "home", either_url).audited_at_the_end() as home:
        yield home
