"""Nights over a folder: what waits, what is missed, what comes back, and what a mended mail stands for."""

import os
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from connectors.pull import pull
from connectors.pulling import Puller
from connectors.source import Listed, Nil, Remembered, Source
from connectors.stores import Folder
from flows.answering import answer_all
from flows.instance import SHIPPED, Instance
from flows.night import Night, begin, prepare
from flows.pulling import pull_sources
from flows.source_report import silent_desks, source_lines, source_rows
from schemas.units import read_units
from tests.sheets import AS_OF, Home, project
from warehouse.deliveries import Arrived, note_arrivals, to_read
from warehouse.sources import note_nils, remember, remembered, waiting_files


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, f"sqlite:///{tmp_path / 'warehouse.db'}")


def digest(home: Home) -> str:
    return sorted((home.folder / "var" / "outbox").glob("*"))[-1].read_text(encoding="utf-8")


def test_four_nights_of_a_folder(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits is listed with its reason; source_incomplete, file_empty and source_unreachable are told when they should be, and no longer."""
    gone, fetch = home.ledger("航埠镇", [project("乙")]), Puller._fetch
    home.ledger("石梁镇", [project("甲")])
    (home.inbox / "石梁镇" / "~$石梁镇6月台账.xlsx").write_bytes(b"lock")
    (home.inbox / "航埠镇" / "空.xlsx").write_bytes(b"")

    def after_removal(self: Puller, store: Folder, fresh: list[Listed]) -> None:
        gone.unlink(missing_ok=True)
        fetch(self, store, fresh)

    with monkeypatch.context() as patched:
        patched.setattr(Puller, "_fetch", after_removal)
        night = home.night()
    assert (home.names(), home.rules()) == ({"甲"}, {"source_incomplete"})
    message = home.rows("SELECT message FROM bi_finding")[0]["message"]
    assert "有1个文件今晚没有取到" in message and "航埠镇/航埠镇6月台账.xlsx（列出以后不见了）" in message
    line = source_lines(night)[0]
    assert (line.listed, line.fetched, line.came, line.missed, len(line.waiting), line.trouble) == (4, 1, 1, 1, 2, "")
    assert source_rows(night)[0]["waiting"] == 2
    assert "航埠镇/空.xlsx：文件是空的，可能还没有传完" in digest(home) and "有人正打开这个文件" in digest(home)
    home.night()
    assert home.findings() == [("航埠镇", "file_empty", "")]

    away = home.folder / "away"
    home.inbox.rename(away)
    home.night()
    assert (home.names(), home.rules()) == ({"甲"}, {"file_empty", "source_unreachable"})
    assert "没有读成：没有这个目录" in digest(home) and "上次读到（从未）" not in digest(home)
    away.rename(home.inbox)
    assert home.night().arrived == [] and home.rules() == {"file_empty"}


def test_a_change_under_an_old_time_and_size_is_seen(tmp_path: Path) -> None:
    path, units = tmp_path / "inbox" / "台账.xlsx", read_units(SHIPPED / "units.csv")
    path.parent.mkdir()
    path.write_bytes(b"PK one")
    time.sleep(0.15)
    source, before = Source("inbox", str(path.parent)), path.stat()
    memory = pull(source, tmp_path / "archive", units, {}, {}).memory
    assert pull(source, tmp_path / "archive", units, memory, {}).fetched == 0
    path.write_bytes(b"PK two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert pull(source, tmp_path / "archive", units, memory, {}).fetched == 1


def started(home: Home) -> Night:
    night = prepare(home.instance, AS_OF)
    begin(night)
    return night


def test_two_mails_of_a_night_with_one_name_stand_in_their_order(home: Home) -> None:
    night = started(home)

    def note(*hashes: str) -> list[str]:
        found = [Arrived("mail", "a@b.cn/台账.xlsx", "台账.xlsx", "330802100", sha256, 9) for sha256 in hashes]
        note_arrivals(night.db, night.at, found, AS_OF, [])
        return [a.sha256 for a in to_read(night.db, "rules")]

    assert note("wrong", "mended") == ["mended"]
    assert note("wrong", "mended") == ["mended"]  # sent again: still the last one stands
    assert note("mended") == ["mended"]


def test_memory_of_a_source(url: str, tmp_path: Path) -> None:
    """On both databases: what changed replaces what was, and a listing that broke off forgets nothing."""
    home = Home(tmp_path, url)
    night = started(home)

    def hold(*files: Remembered, whole: bool = True) -> set[tuple[str, str]]:
        remember(night.db, "nas", files, whole=whole)
        return {(f.path, f.stamp) for f in remembered(night.db, "nas")}

    book, pack = Remembered("a.xlsx", "1", sha256="x"), Remembered("b.zip", "1", sha256="y")
    inside = Remembered("b.zip/c.xlsx", "", sha256="z", within="b.zip")
    assert hold(book, pack, inside) == {("a.xlsx", "1"), ("b.zip", "1"), ("b.zip/c.xlsx", "")}
    newer = Remembered("b.zip", "2", sha256="v")
    assert hold(newer, whole=False) == {("a.xlsx", "1"), ("b.zip", "2")}  # its member went with it
    assert hold(Remembered("a.xlsx", "3", "waiting", "还在变化")) == {("a.xlsx", "3")}
    assert waiting_files(night.db) == [{"source": "nas", "path": "a.xlsx", "why": "还在变化"}]
    nil: Iterable[Nil] = [Nil("330802100", "projects", "无变化", None, "7/1")]
    note_nils(night.db, night.at, "mail", nil, date(2022, 6, 30))
    note_nils(night.db, night.at, "mail", nil, date(2022, 7, 1))
    assert len(home.rows("SELECT * FROM nil_note")) == 1


def test_a_place_that_checks_is_left_alone_and_says_so(tmp_path: Path) -> None:
    text = 'inbox = ["inbox"]\n[[source]]\nname = "self-check"\nurl = "drop"\nmode = "check"\n'
    (tmp_path / "saima.toml").write_text(text, encoding="utf-8")
    (tmp_path / "drop").mkdir()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "drop" / "石梁镇.xlsx").write_bytes(b"PK")
    night = prepare(Instance(tmp_path, warehouse_url=f"sqlite:///{tmp_path / 'warehouse.db'}"), AS_OF)
    begin(night)
    pull_sources(night)
    assert night.arrived == [] and [p.source for p in night.sources] == [str(tmp_path / "inbox")]
    assert [(row["source"], row["trouble"]) for row in source_rows(night)] == [
        (str(tmp_path / "inbox"), ""),
        ("self-check", "只核对，不入库"),
    ]
    assert [name for name, why in silent_desks(night) if "从未" in why] == ["self-check"]
    (polled,) = answer_all(night.instance)
    assert silent_desks(night) == []
    assert list(polled.answers) == [("石梁镇.xlsx", "需修改")]
    row, line = source_rows(night)[-1], source_lines(night)[-1]
    assert row["read_at"] and (row["listed"], row["fetched"], row["came"], row["trouble"]) == (1, 1, 0, "只核对，不入库；共答复1份")
    assert (line.name, line.answered, line.trouble, line.waiting) == (
        "self-check",
        "只核对，不入库；共答复1份",
        "",
        [],
    ) and night.arrived == []
