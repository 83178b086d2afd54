"""Zip archives of workbooks: opened within limits, or refused with a reason that their sender reads."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from connectors.magic import Unreadable
from connectors.precheck import MAX_FILE
from connectors.zipped import leads_outside, open_archive, why_not, workbooks
from flows.night import begin, prepare
from flows.pulling import pull_sources
from tests.sheets import AS_OF, Home, ledger, project

BOOK = b"PK\x03\x04 not read here"


def packed(*members: tuple[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip; with another encoding its names have no UTF-8 flag, as Windows tools write them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members):
            info = zipfile.ZipInfo(name if encoding == "utf-8" else chr(65 + number) * len(name.encode(encoding)))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    data = buffer.getvalue()
    if encoding != "utf-8":
        for number, (name, _) in enumerate(members):
            raw = name.encode(encoding)
            data = data.replace(bytes([65 + number]) * len(raw), raw, 2)
    return data


def names(data: bytes) -> list[str]:
    with open_archive(io.BytesIO(data)) as archive:
        return [name for name, _ in workbooks(archive, len(data))]


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught, open_archive(io.BytesIO(data)) as archive:
        workbooks(archive, len(data))
    return caught.value.rule, caught.value.text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_names_are_read_as_they_were_meant(encoding: str) -> None:
    assert names(packed(("石梁镇/六月台账.xlsx", BOOK), encoding=encoding)) == ["石梁镇/六月台账.xlsx"]


def test_what_is_no_workbook_is_left(tmp_path: Path) -> None:
    data = packed(("a.xlsx", BOOK), ("__MACOSX/a.xlsx", b""), ("照片.jpg", b""), ("~$a.xlsx", b""), ("夹\\b.xls", BOOK))
    assert names(data) == ["a.xlsx", "夹/b.xls"]


@pytest.mark.parametrize("name", ["../../x.xlsx", "a/../../x.xlsx", "/etc/x.xlsx", "C:\\x.xlsx", "..\\x.xlsx"])
def test_a_name_that_leads_outside_refuses_the_archive(name: str) -> None:
    assert leads_outside(name.replace("\\", "/"))
    assert refused(packed(("good.xlsx", BOOK), (name, BOOK))) == ("file_unreadable", "压缩包里有指向外部的路径")


def with_size(data: bytes, size: int) -> bytes:
    """The zip with another stated size of its first member, in the directory."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def test_a_stated_size_beyond_all_measure_is_refused_unread() -> None:
    big = with_size(packed(("a.xlsx", BOOK)), 0xFFFFFFFE)
    assert refused(big) == ("file_too_large", "压缩包解开后有 4095 MB，太大")
    ten_gigabytes = packed(("a.xlsx", BOOK))
    at = ten_gigabytes.index(b"PK\x01\x02")
    extra = struct.pack("<HHQ", 1, 8, 10 << 30)  # ZIP64: the true size stands beside
    entry = bytearray(ten_gigabytes[at:])
    struct.pack_into("<I", entry, 24, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, len(extra))
    entry[46 + 6 : 46 + 6] = extra
    end = entry.index(b"PK\x05\x06")
    struct.pack_into("<I", entry, end + 12, end)
    assert refused(ten_gigabytes[:at] + bytes(entry)) == ("file_too_large", "压缩包解开后有 10240 MB，太大")


def test_a_member_longer_than_it_states_and_a_bomb_are_refused() -> None:
    assert why_not(with_size(packed(("a.xlsx", b"x" * 5000)), 10)).rule in ("file_too_large", "file_unreadable")
    assert refused(packed(("a.xlsx", b"\0" * (40 << 20))))[0] == "file_too_large"
    assert MAX_FILE < 10 << 30


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([("b.zip", packed(("a.xlsx", BOOK)))], "压缩包里还有压缩包（b.zip），请解压后再发"),
        ([("说明.docx", b"")], "压缩包里没有工作簿"),
        ([(f"{n}.xlsx", b"x") for n in range(501)], "压缩包里有501个文件，超过500个"),
    ],
    ids=["nested", "none", "many"],
)
def test_other_archives_are_refused_with_their_reason(members: list[tuple[str, bytes]], reason: str) -> None:
    assert refused(packed(*members))[1] == reason
    assert why_not(packed(*members)).text == reason


def test_a_broken_archive_is_refused() -> None:
    data = packed(("a.xlsx", bytes(range(256)) * 40))
    assert why_not(data[: len(data) // 2]).text == "压缩包已损坏，打不开"
    assert why_not(data[:60] + b"\xff" * 20 + data[80:]).rule == "file_unreadable"


def book(rows: list[list[object]]) -> bytes:
    made, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    made.save(buffer)
    return buffer.getvalue()


def test_a_night_reads_an_archive_and_tells_its_office_of_one_that_it_refused(tmp_path: Path) -> None:
    home = Home(tmp_path, f"sqlite:///{tmp_path / 'warehouse.db'}")
    make: Callable[[str, str], bytes] = lambda unit, name: book(ledger(unit, [project(name)]))  # noqa: E731
    (home.inbox / "石梁镇").mkdir()
    path = home.inbox / "石梁镇" / "六月.zip"
    path.write_bytes(packed(("台账.xlsx", make("石梁镇", "甲")), ("航埠镇/台账.xlsx", make("航埠镇", "乙")), encoding="gb18030"))
    time.sleep(0.2)  # one that came in the moment of the look is looked at once more
    home.night()
    assert (home.names(), home.findings()) == ({"甲", "乙"}, [])
    night = prepare(home.instance, AS_OF)
    begin(night)
    pull_sources(night)  # all of a night that this needs; the next one undoes it
    assert night.arrived == [] and night.sources[0].fetched == 0, "neither fetched nor read again"
    path.write_bytes(packed(("../台账.xlsx", make("石梁镇", "丙"))))
    home.night()
    assert home.findings() == [("石梁镇", "file_unreadable", "")]
    assert home.names() == {"甲", "乙"}
    assert any("压缩包里有指向外部的路径" in letter.read_text(encoding="utf-8") for letter in home.letters)
