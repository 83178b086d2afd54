"""Every kind of source against a real server: what is read, what is not read again, and each way it can fail."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from connectors.archive import kept_path
from connectors.pull import pull as pull_source
from connectors.pulling import CHANGING, EMPTY, VANISHED, Puller
from connectors.source import Pulled, Remembered, Source, SourceRefused
from connectors.stores import Store
from connectors.trouble import NOT_THERE, OPEN
from flows.instance import SHIPPED
from schemas.units import read_units
from tests.sources.many import CHANGED, measure
from tests.sources.servers import PASSWORD, Served, cut_off, silent

pytestmark = pytest.mark.xdist_group("sources")
UNITS = read_units(SHIPPED / "units.csv")
AWKWARD = "石梁镇/台账 6月#1（50%）.xlsx"


def pull(source: Source, archive: Path, known: Mapping[str, Remembered] | None = None) -> Pulled:
    return pull_source(source, archive, UNITS, known or {}, {})


@pytest.fixture(autouse=True)
def emptied(served: Served) -> None:
    """Each test begins with one file."""
    for path in list_all(served):
        served.remove(path)
    served.put(AWKWARD, b"PK one")


def list_all(served: Served) -> list[str]:
    if served.bucket is not None:
        found = served.bucket.list_objects_v2(Bucket="sheets").get("Contents", [])
        return [item["Key"].removeprefix("inbox/") for item in found]
    return [path.relative_to(served.folder).as_posix() for path in served.folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_with_its_office(served: Served, tmp_path: Path) -> None:
    pulled = pull(served.source(), tmp_path)
    assert pulled.trouble is None and pulled.missed == {}
    assert [(k.source, k.path, k.file, k.folder_unit) for k in pulled.kept] == [("来源", AWKWARD, AWKWARD[4:], "330802100")]
    assert kept_path(tmp_path, pulled.kept[0].sha256).read_bytes() == b"PK one"
    assert pull(served.source(unit="ST01"), tmp_path).kept[0].folder_unit == "ST01"
    served.put("值班表.docx", b"x")
    assert len(pull(served.source(pattern="*.XLSX"), tmp_path).kept) == 1


def test_only_what_changed_is_fetched(served: Served, kind: str, tmp_path: Path) -> None:
    """The hundredth part of docs/evidence/listing.json, by the same code."""
    served.remove(AWKWARD)
    found = measure(kind, served, 100, tmp_path)
    assert (found.fetched, found.others) == (CHANGED, 0)


def test_an_archive_that_lost_its_file_fetches_it_again(served: Served, tmp_path: Path) -> None:
    first = pull(served.source(), tmp_path)
    kept_path(tmp_path, first.kept[0].sha256).unlink()
    assert pull(served.source(), tmp_path, first.memory).fetched == 1


def test_locks_drafts_and_empty_files_wait(served: Served, tmp_path: Path) -> None:
    served.put("石梁镇/~$台账.xlsx", b"lock")
    served.put("石梁镇/台账.xlsx.TMP", b"half")
    served.put("石梁镇/新.xlsx", b"")
    first = pull(served.source(), tmp_path)
    assert [k.path for k in first.kept] == [AWKWARD]
    assert set(first.waiting.values()) == {OPEN, EMPTY, "还没有写完的临时文件"}
    again = pull(served.source(), tmp_path, first.memory)  # empty two nights: its office should hear of it
    assert {k.file: k.size for k in again.kept}["新.xlsx"] == 0


def test_a_file_that_changes_while_it_is_read_waits(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look_again = Puller._look_again

    def then_grow(self: Puller, store: Store, fresh: Any) -> None:
        served.put(AWKWARD, b"PK one and more", age=5)
        look_again(self, store, fresh)

    monkeypatch.setattr(Puller, "_look_again", then_grow)
    pulled = pull(served.source(), tmp_path)
    assert (pulled.kept, pulled.waiting, pulled.trouble) == ([], {AWKWARD: CHANGING}, None)
    monkeypatch.undo()
    after = pull(served.source(), tmp_path, pulled.memory)
    assert kept_path(tmp_path, after.kept[0].sha256).read_bytes() == b"PK one and more"


def test_a_vanished_file_is_missed_and_the_others_are_read(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served.put("九华乡/乙.xlsx", b"PK two")
    fetch = Puller._fetch

    def after_removal(self: Puller, store: Store, fresh: Any) -> None:
        served.remove(AWKWARD)
        fetch(self, store, fresh)

    monkeypatch.setattr(Puller, "_fetch", after_removal)
    pulled = pull(served.source(), tmp_path)
    assert (pulled.trouble, pulled.missed, [k.file for k in pulled.kept]) == (None, {AWKWARD: VANISHED}, ["乙.xlsx"])


def test_no_such_folder(served: Served, tmp_path: Path) -> None:
    trouble = pull(served.source(url=served.url.replace("/inbox", "/nowhere")), tmp_path).trouble
    assert isinstance(trouble, SourceRefused) and trouble.why == NOT_THERE


def test_a_wrong_password_is_tried_once_and_stays_secret(served: Served, kind: str, tmp_path: Path) -> None:
    if kind == "folder":
        return
    pulled = pull(served.source(password="Falsch-4711", tries=3, wait=100), tmp_path)  # the test would take longer than it may
    assert isinstance(pulled.trouble, SourceRefused) and "口令" in str(pulled.trouble)
    assert "4711" not in str(pulled.trouble) and PASSWORD not in str(pulled.trouble)
    assert pulled.kept == []


def test_what_may_pass_is_tried_again_and_costs_its_time_and_no_more(served: Served, kind: str, tmp_path: Path) -> None:
    """Trying again is one code for all kinds; test_nights.py has each of them refuse and be silent."""
    if kind != "webdav":
        return
    began = time.monotonic()
    pulled = pull(served.source(**served.at_port(1), tries=2, wait=0.5), tmp_path)
    assert pulled.trouble and pulled.trouble.why == "连不上" and not isinstance(pulled.trouble, SourceRefused)
    assert time.monotonic() - began > 0.5 and not pulled.forgets
    with silent() as port:
        pulled = pull(served.source(**served.at_port(port), timeout=1), tmp_path)
    assert pulled.trouble and pulled.trouble.why == "很久没有应答"


def test_a_connection_cut_in_the_middle_keeps_what_was_whole(served: Served, kind: str, tmp_path: Path) -> None:
    if kind == "folder":
        return
    served.put("花园街道/大.xlsx", os.urandom(400_000))
    with cut_off(served.port, 200_000) as port:
        pulled = pull(served.source(**served.at_port(port), timeout=5), tmp_path)
    assert pulled.trouble and not pulled.forgets
    assert "大.xlsx" not in [k.file for k in pulled.kept]
    whole = pull(served.source(), tmp_path, pulled.memory)
    assert whole.trouble is None and {k.size for k in whole.kept} == {6, 400_000}


def test_a_host_whose_key_is_not_known_is_told_no_password(served: Served, kind: str, tmp_path: Path) -> None:
    if kind != "sftp":
        return
    (tmp_path / "known_hosts").write_text("")
    for known in ("known_hosts", "none"):
        trouble = pull(served.source(known_hosts=str(tmp_path / known)), tmp_path).trouble
        assert isinstance(trouble, SourceRefused) and trouble.why.startswith("主机密钥没有登记")
