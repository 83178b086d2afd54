"""Pulling a folder: what is kept, block by block, and what is too large to be taken in."""

import hashlib
import io
from pathlib import Path

import pytest

from connectors import archive
from connectors.archive import BLOCK, keep, kept_path, pull
from connectors.precheck import MAX_FILE
from flows.instance import SHIPPED
from schemas.units import read_units
from tests.sheets import Home, project

UNITS = read_units(SHIPPED / "units.csv")


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class Counted(io.BytesIO):
    """A stream that notes how much was asked of it at once."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.asked: list[int | None] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked.append(size)
        return super().read(size)


def test_a_file_is_kept_in_blocks_under_its_hash(tmp_path: Path) -> None:
    content = Counted(b"x" * (2 * BLOCK + 7))
    sha256, size = keep(tmp_path, content)
    assert (sha256, size) == (hashlib.sha256(content.getvalue()).hexdigest(), 2 * BLOCK + 7)
    assert set(content.asked) == {BLOCK}
    assert kept_path(tmp_path, sha256).read_bytes() == content.getvalue()
    assert keep(tmp_path, io.BytesIO(content.getvalue())) == (sha256, size)
    assert kept(tmp_path) == [sha256]


def test_a_stream_that_grows_beyond_the_limit_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILE", 10)
    monkeypatch.setattr(archive, "BLOCK", 4)
    content = Counted(b"x" * 1000)
    assert keep(tmp_path, content)[1] > 10
    assert content.tell() < 20
    assert kept(tmp_path) == []


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "台账.xlsx").write_bytes(b"x")
    with (inbox / "录像.xlsx").open("wb") as large:
        large.truncate(MAX_FILE + 1)  # a hole: it takes no room on the disk
    found = {file.file: file for file in pull(str(inbox), tmp_path / "archive", UNITS)}
    assert (found["录像.xlsx"].size, found["录像.xlsx"].sha256) == (MAX_FILE + 1, f"too large: {MAX_FILE + 1} bytes")
    assert kept(tmp_path / "archive") == [found["台账.xlsx"].sha256]


def test_file_too_large(tmp_path: Path) -> None:
    """The night goes on, the office is told, and the file is tried again only when it changes."""
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'warehouse.db'}")
    path = home.inbox / "航埠镇" / "录像.xlsx"
    path.parent.mkdir()
    with path.open("wb") as large:
        large.truncate(MAX_FILE + 1)
    home.night()
    assert home.findings() == [("航埠镇", "file_too_large", "")]
    assert "文件有 256 MB，太大" in home.letters[0].read_text(encoding="utf-8")
    assert home.night().arrived == []
    path.unlink()
    home.ledger("航埠镇", [project("甲")])
    home.night()
    assert home.findings() == [] and home.names() == {"甲"}
