"""What must move no rank: the order in which files come, a file that lies there twice, a unit's new name. Random counties of all the forms.

A case is a unit's place by one of the rates; a county has some two hundred.
"""

import shutil
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from examples.kecheng.county import County
from examples.kecheng.seeded import seeded
from examples.kecheng.workbooks import write
from flows.instance import SHIPPED
from tests.conftest import some
from tests.sheets import FIGURES, Home
from tests.warehouses import new_database
from warehouse import board

COUNTIES = 60
#: What a name, an instant or a number of a run may change.
_NAMED = {"batch_id", "unit_name", "previous_rank", "reported_by"}


def figures(home: Home, county: County) -> dict[str, list[str]]:
    """Every published figure of the county's night, by view, in an order of their own."""
    home.audits = False
    night = home.night(county.as_of, today=county.as_of + timedelta(days=20))
    read = {**FIGURES, "scores": board.scores}
    return {
        name: sorted(str({k: str(v) for k, v in row.items() if k not in _NAMED}) for row in rows(night.db)) for name, rows in read.items()
    }


def otherwise(folder: Path, url: str, inbox: Path, rng: Random) -> Home:
    """The same workbooks in two places, the second looked at first, a third of them in both; every third unit has a new name."""
    home = Home(folder, url)
    home.inboxes = [folder / "second", home.inbox]
    for path in sorted(p for p in inbox.rglob("*") if p.is_file()):
        where = rng.choice(([home.inboxes[0]], [home.inboxes[1]], home.inboxes))
        for place in where:
            copy = place / path.relative_to(inbox)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
    shutil.copytree(SHIPPED, folder / "config")
    units = folder / "config" / "units.csv"
    units.write_text("\n".join(renamed(line, rng) for line in units.read_text(encoding="utf-8").splitlines()), encoding="utf-8")
    return home


def renamed(line: str, rng: Random) -> str:
    code, name, kind, group, aliases, *days = line.split(",")
    if kind not in ("township", "department") or rng.random() > 1 / 3:
        return line
    return ",".join([code, f"新{name}", kind, group, "、".join(filter(None, (name, aliases))), *days])


@pytest.fixture
def beside(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> str:
    """A second warehouse on the same database."""
    return f"sqlite:///{tmp_path / 'beside.db'}" if url.startswith("sqlite") else new_database(request.getfixturevalue("postgres"))


@pytest.mark.parametrize("seed", some(range(3001, 3001 + COUNTIES), 1))
def test_no_figure_moves(seed: int, url: str, beside: str, tmp_path: Path) -> None:
    county = seeded(seed)
    first = Home(tmp_path / "one", url)
    write(county, first.inbox)
    as_sent = figures(first, county)
    as_moved = figures(otherwise(tmp_path / "other", beside, first.inbox, Random(seed)), county)
    assert len(as_sent["rankings"]) > 150
    assert as_moved == as_sent
