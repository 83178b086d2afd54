"""Back up, lose the machine, restore: the figures are equal, and the next night goes on as if nothing had been."""

import io
import json
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

from flows.backing_up import back_up
from flows.instance import SHIPPED
from flows.restoring import bring_back
from flows.wrong_setting import WrongSetting
from tests.sheets import Home, project
from tests.warehouses import empty_database
from warehouse.board import rows
from warehouse.database import Busy, Database


@dataclass
class Kept:
    """A county of one night and its archive, its figures, and how to come by another empty database of its kind."""

    home: Home
    archive: Path
    figures: dict[str, Any]


@pytest.fixture(scope="module")
def kept(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("lost")
    url = shared_url if shared_url.startswith("postgresql") else f"sqlite:///{folder / 'county' / 'var' / 'warehouse.db'}"
    home = Home(folder / "county", url)
    shutil.copytree(SHIPPED, folder / "etc")
    (home.folder / "config").symlink_to(folder / "etc")  # some keep it where all configuration lies
    (home.folder / "saima.toml").write_text('inbox = ["inbox"]\n', encoding="utf-8")
    home.ledger("石梁镇", [project("甲", 供地时间="2022-05-01"), project("乙")])
    home.ledger("航埠镇", [project("丙", 开工时间="已开工"), project("丁'\\N|，")])
    home.night()
    at_work = home.folder / "var" / "answered" / "drop.now"
    at_work.mkdir(parents=True)
    (at_work / "别人的表.xlsx").write_bytes(b"PK")
    (folder / "safe").mkdir()
    archive, _ = back_up(home.instance, folder / "safe")
    return Kept(home, archive, home.figures())


@pytest.fixture
def url(kept: Kept, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the same kind."""
    if kept.home.url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'new' / 'var' / 'warehouse.db'}"
    return empty_database(request.getfixturevalue("postgres"))


def everything(db: Database) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    names = inspect(db.engine).get_table_names()
    return {name: sorted(str(tuple(row.values())) for row in rows(db, f'SELECT * FROM "{name}"')) for name in names}


def test_a_lost_machine_comes_back_with_every_row_and_the_next_night_goes_on(kept: Kept, url: str, tmp_path: Path) -> None:
    before, files = (
        everything(Database(kept.home.url)),
        sorted(p.name for p in (kept.home.folder / "var" / "archive").rglob("*") if p.is_file()),
    )
    bring_back(kept.archive, tmp_path / "new", warehouse_url=url)
    home = Home(tmp_path / "new", url)
    assert everything(Database(url)) == before
    assert home.figures() == kept.figures and "丁'\\N|，" in {r["project_name"] for r in home.rows("SELECT project_name FROM bi_project")}
    assert sorted(p.name for p in (home.folder / "var" / "archive").rglob("*") if p.is_file()) == files
    assert (home.folder / "config" / "units.csv").read_bytes() == (kept.home.folder / "config" / "units.csv").read_bytes()
    home.ledger("航埠镇", [project("丙", 开工时间="2022-06-02")])
    home.night()
    assert "丙" in home.names() and "甲" in home.names()
    assert home.rows("SELECT COUNT(*) AS n FROM batch WHERE state = 'published'") == [{"n": 2}]


def test_nothing_is_overwritten(kept: Kept, url: str, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine.txt").write_text("mine")
    with pytest.raises(WrongSetting, match="is not empty"):
        bring_back(kept.archive, tmp_path / "new", warehouse_url=url)
    if not url.startswith("sqlite"):
        with pytest.raises(WrongSetting, match="is not empty: restore into a new database"):
            bring_back(kept.archive, tmp_path / "other", warehouse_url=kept.home.url)
        with pytest.raises(WrongSetting, match="the back-up is of PostgreSQL"):
            bring_back(kept.archive, tmp_path / "other", warehouse_url=f"sqlite:///{tmp_path / 'w.db'}")
        assert not (tmp_path / "other").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["new"] and [p.name for p in (tmp_path / "new").iterdir()] == ["mine.txt"]


def cut(archive: Path, copy: Path) -> None:
    copy.write_bytes(archive.read_bytes()[:-2000])


def change(archive: Path, copy: Path) -> None:
    """One kept file's bytes."""
    with tarfile.open(archive) as old, tarfile.open(copy, "w:gz") as new:
        for member in old.getmembers():
            content = old.extractfile(member)
            assert content is not None
            read = content.read()
            new.addfile(member, io.BytesIO(read[:-1] + b"?" if member.name == "home/saima.toml" else read))


def lead_outside(archive: Path, copy: Path) -> None:
    with tarfile.open(copy, "w:gz") as new:
        new.addfile(tarfile.TarInfo("../outside.txt"))


@pytest.mark.parametrize(("harm", "said"), [
    (cut, "no back-up that can be restored"), (change, "home/saima.toml is not as it was backed up"), (lead_outside, "no back-up that can be restored"),
    (lambda _, copy: copy.write_text("text"), "no back-up that can be restored"), (lambda _, copy: tarfile.open(copy, "w:gz").close(), "it has no MANIFEST"),
])  # fmt: skip
def test_an_archive_that_was_harmed_is_not_restored(
    kept: Kept, url: str, tmp_path: Path, harm: Callable[[Path, Path], object], said: str
) -> None:
    harm(kept.archive, tmp_path / "harmed.tar.gz")
    with pytest.raises(WrongSetting, match=said):
        bring_back(tmp_path / "harmed.tar.gz", tmp_path / "new", warehouse_url=url)
    assert [p.name for p in tmp_path.iterdir()] == ["harmed.tar.gz"]


def test_what_is_in_it_and_what_is_not(kept: Kept) -> None:
    with tarfile.open(kept.archive) as archive:
        names = archive.getnames()
        said = archive.extractfile("MANIFEST.json")
        assert said is not None and set(json.load(said)["sha256"]) == {*names} - {"MANIFEST.json"}
    assert {"home/saima.toml", "home/config/units.csv", "home/inbox/石梁镇/石梁镇6月台账.xlsx", "dump.json"} <= set(names)
    assert any(name.startswith("var/returns/") for name in names) and any(name.startswith("var/archive/") for name in names)
    assert not [
        name
        for name in names
        if name.endswith((".lock", "-wal")) or name.startswith(("var/prefect", "var/staging", "var/warehouse.db", "var/answered/drop.now"))
    ]
    assert kept.archive.stat().st_mode & 0o077 == 0, "it names persons"


def test_a_running_night_and_a_wrong_place_are_refused(kept: Kept, tmp_path: Path) -> None:
    with Database(kept.home.url).night_lock(kept.home.folder / "var"), pytest.raises(Busy):
        back_up(kept.home.instance, tmp_path)
    with pytest.raises(WrongSetting, match="would be lost with it"):
        back_up(kept.home.instance, kept.home.folder / "var")
    with pytest.raises(WrongSetting, match="no-such"):
        back_up(kept.home.instance, tmp_path / "no-such" / "a.tar.gz")
    assert list(tmp_path.iterdir()) == []


def test_old_archives_of_ours_go_and_others_stay(kept: Kept, tmp_path: Path) -> None:
    named = ("saima-signed.tar.gz", "holiday.tar.gz", "saima-2022-03.tar.gz")
    for name in ("saima-20200101-010101.tar.gz", "saima-20210101-010101.tar.gz", *named):
        (tmp_path / name).touch()
    new, gone = back_up(kept.home.instance, tmp_path, keep=2)
    assert [p.name for p in gone] == ["saima-20200101-010101.tar.gz"]
    assert {p.name for p in tmp_path.iterdir()} == {new.name, "saima-20210101-010101.tar.gz", *named}
