"""Crash safety: a night whose process group is killed −9 anywhere changes nothing that is published, and the next one is whole.

Between two nights of a small county a ledger changes, one comes, one is stopped, one is held, rows vanish, and money
arrives. The second night is killed at step boundaries, at seeded random instants, and before its commits: at some here, and in
the soak at every boundary, at 20 instants and before every commit.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from examples.kecheng.targets_sheet import write_targets
from tests.conftest import some
from tests.flows.killed_night import POINTS, Ended, Kill
from tests.flows.killing import Figures, Nights, Site, Watcher, kept, published
from tests.sheets import AS_OF, Home, funds, ledger, project
from tests.warehouses import empty_database
from warehouse.database import Database
from warehouse.schema import drift

DAY = AS_OF.isoformat()
INSTANTS, PARTS = 20, 20
#: Boundaries with most half done behind them.
MOST_HALF_DONE = ("read_and_load", "lay_claims", "build_master", "publish_or_withhold", "tell")
AMOUNT = "总投资（亿元）"
DATABASES = [pytest.param(name, marks=pytest.mark.xdist_group(f"kill-{name}")) for name in ("sqlite", "postgresql")]


def first_inbox(home: Home) -> None:
    good = {"供地时间": "2022-04-01", "开工时间": "2022-05-01"}
    home.ledger("石梁镇", [project("甲", **good), project("乙"), project("丙", 备注="旧")])
    home.ledger("航埠镇", [project(f"航埠{i}") for i in range(6)])
    home.ledger("九华乡", [project("九华一"), project("九华二", **good)])
    home.ledger("双港街道", [project(f"双港{i}") for i in range(10)])
    home.ledger("区经信局", [project("甲", 用地方式="租用厂房", **{AMOUNT: 2})])
    home.send(
        "区招商局",
        "5月到位资金.xlsx",
        funds([["2022-05", "甲", "甲投资公司", 3000], ["2022-06", "乙", "乙投资公司", 50, "预计到位"]], month=5),
    )
    write_targets(home.inbox / "区招商局" / "2022年度目标任务分解表.xlsx")


def second_inbox(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", **{AMOUNT: 3}), project("丁"), project("丙", 备注="新", 签约时间="已签约")])
    home.ledger("航埠镇", [project(f"航埠{i}") for i in range(3)])
    stopped = ledger("九华乡", [project("九华三")])
    stopped[2] = [title.replace("（亿元）", "") for title in stopped[2]]
    home.send("九华乡", "九华乡6月台账.xlsx", stopped)
    home.ledger("双港街道", [project(f"双港{i}") for i in range(2)])
    home.ledger("沟溪乡", [project("沟溪一"), project("乙", 开工时间="已开工")])
    home.send("区招商局", "6月到位资金.xlsx", funds([["2022-06", "乙", "乙投资公司", 700], ["2022-06", "无名", "", 40]], month=6))
    (home.inbox / "沟溪乡" / "不是表格.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))


@dataclass(frozen=True)
class Undisturbed:
    """An instance after its first night, the inbox already that of the second, and what undisturbed nights publish."""

    site: Site
    nights: Nights
    before: Figures
    after: Figures
    kept: dict[str, object]
    second: Ended


@pytest.fixture(scope="module")
def nights() -> Iterator[Nights]:
    with Nights() as server:
        yield server


@pytest.fixture(scope="module", params=DATABASES)
def county(request: pytest.FixtureRequest, nights: Nights, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    folder = tmp_path_factory.mktemp("kill")
    sender = Home(folder, "")
    home = folder / "home"
    url = f"sqlite:///{home / 'warehouse.db'}" if request.param == "sqlite" else empty_database(request.getfixturevalue("postgres"))
    site = Site(home, url, sender.inbox)
    first_inbox(sender)
    nights.run(site.order(DAY))
    second_inbox(sender)
    with site.copied(folder / "undisturbed") as copy:
        db = Database(copy.url)
        before = published(db)
        second = nights.run(copy.order(DAY))
        assert second.points[-1][0] == "published"
        after, behind = published(db), kept(db)
        nights.run(copy.order(DAY))
        assert (published(db), kept(db)) == (after, behind)
        db.close()
    assert all(before[view] != after[view] for view in ("headline", "rankings", "projects", "funds", "quality", "findings"))
    yield Undisturbed(site, nights, before, after, behind, second)


def kill_and_go_on(county: Undisturbed, folder: Path, kill: Kill, as_found: str = "either") -> Ended:
    """Kill the second night of a copy, look at what is published all the while, then walk the next night undisturbed."""
    shows = {"before": [county.before], "after": [county.after], "either": [county.before, county.after]}[as_found]
    with county.site.copied(folder / "home") as copy:
        db = Database(copy.url)
        with Watcher(copy.url, [county.before, county.after]) as watcher:
            ended = county.nights.run(copy.order(DAY, kill))
            assert published(db) in shows
            again = county.nights.run(copy.order(DAY))
        assert (again.points[-1][0], watcher.strange) == ("published", [])
        assert published(db) == county.after
        assert kept(db) == county.kept
        db.close()
    return ended


@pytest.mark.parametrize("point", some(sorted(POINTS, key=lambda point: point not in MOST_HALF_DONE), len(MOST_HALF_DONE)))
def test_killed_at_a_step_boundary(county: Undisturbed, tmp_path: Path, point: str) -> None:
    ended = kill_and_go_on(county, tmp_path, Kill(point), "after" if point in ("tell", "end") else "before")
    assert (ended.how, ended.last_step) == ("killed", point)


@pytest.mark.parametrize("instant", some(range(INSTANTS), 2))
def test_killed_at_a_random_instant(county: Undisturbed, tmp_path: Path, instant: int) -> None:
    fraction = random.Random(f"{DAY} {instant}").random()
    kill_and_go_on(county, tmp_path, Kill("prepare", seconds=fraction * county.second.second("end")))


@pytest.mark.parametrize("part", some(range(PARTS), 1))
def test_killed_before_each_commit(county: Undisturbed, tmp_path: Path, part: int) -> None:
    """All that a killed night can leave behind lies between two of its commits; PostgreSQL's, which are the same, by threes."""
    commits = sum(point == "commit" for point, _ in county.second.points)
    every = 1 if county.site.url.startswith("sqlite") else 3
    for nth in range(1 + every * part, commits + 1, every * PARTS):
        assert kill_and_go_on(county, tmp_path / str(nth), Kill("commit", nth)).how == "killed"


@pytest.fixture(params=DATABASES)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a table."""
    return f"sqlite:///{tmp_path / 'warehouse.db'}" if request.param == "sqlite" else empty_database(request.getfixturevalue("postgres"))


@pytest.mark.parametrize("nth", some((30, 2, 1, 9, 45), 1))
def test_a_first_night_killed_while_tables_are_made_begins_anew(bare_url: str, nights: Nights, tmp_path: Path, nth: int) -> None:
    sender = Home(tmp_path, "")
    sender.ledger("石梁镇", [project("甲")])
    site = Site(tmp_path / "home", bare_url, sender.inbox)
    assert nights.run(site.order(DAY, Kill("create", nth))).how == "killed"
    assert nights.run(site.order(DAY)).points[-1][0] == "published"
    db = Database(bare_url)
    assert drift(db) == []
    assert [row["project_name"] for row in published(db)["projects"]] == ["甲"]
    db.close()
