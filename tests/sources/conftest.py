"""One server of each kind for all the tests of a worker: starting them costs seconds."""

from collections.abc import Iterator

import pytest

from tests.sources.servers import KINDS, Served


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def served(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with KINDS[kind](tmp_path_factory.mktemp(kind) / "server") as server:
        yield server
