"""One server of each kind for all the tests of a module: starting them costs seconds."""

from collections.abc import Iterator

import pytest

from tests.sources.servers import KINDS, Served


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def served(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with KINDS[kind](tmp_path_factory.mktemp(kind) / "server") as server:
        yield server
