"""A place that only checks: a sheet dropped on every kind of store is answered beside itself, once, and nothing is loaded."""

import io
import json
import tempfile
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from connectors.source import Remembered
from connectors.stores import beside, open_store
from flows.answered import Answered
from flows.answering import Polled, Polling, alone, answer_all
from flows.answering_files import answer_name
from flows.instance import Instance
from flows.wrong_setting import WrongSetting
from tests.commands import saima
from tests.sheets import ledger, project, write
from tests.sources.servers import CLOSED, PASSWORD, USER, Served
from tests.sources.test_kinds import list_all

pytestmark = pytest.mark.xdist_group("sources")
BAD = [project("甲", 开工时间="已开工"), project("乙", 签约时间="2022年5月")]


def workbook(unit: str, rows: Sequence[dict[str, Any]]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / "表.xlsx", ledger(unit, rows)).read_bytes()


def text_of(content: bytes) -> str:
    """All that a workbook or a text says."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return "\n".join([*(str(cell.value) for cell in cells if cell.value), *(cell.comment.text for cell in cells if cell.comment)])


def desk(home: Path, served: Served, **other: Any) -> Instance:
    """An instance whose one source is a drop folder on the server."""
    said = {
        "name": "自查",
        "url": served.url,
        "mode": "check",
        "settle": 0,
        "tries": 1,
        "wait": 0,
        "timeout": 10,
        "user": USER,
        **served.options,
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in {**said, "password": "DROP_PASSWORD", **other}.items())
    home.mkdir(parents=True, exist_ok=True)
    (home / "saima.toml").write_text(f"[[source]]\n{lines}", encoding="utf-8")
    return Instance(home)


def poll(instance: Instance) -> Polled:
    (polled,) = answer_all(instance)
    assert polled.look.trouble == "", polled
    return polled


def clear(served: Served) -> None:
    for path in list_all(served):
        served.remove(path)


@pytest.fixture
def drop(served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    clear(served)
    monkeypatch.setenv("DROP_PASSWORD", served.options.get("password", PASSWORD))
    return desk(tmp_path / "home", served)


def content(served: Served, path: str) -> bytes:
    store = open_store(served.source())
    try:
        with store.open(path) as stream:
            return stream.read()
    finally:
        store.close()


def listed(served: Served) -> set[str]:
    store = open_store(served.source())
    try:
        return {one.path for one in store.look()}
    finally:
        store.close()


def test_a_dropped_sheet_is_answered_beside_itself_and_once(served: Served, kind: str, drop: Instance) -> None:
    if kind == "http":
        with pytest.raises(WrongSetting, match="read-only"):
            answer_all(drop)
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("内/台账.xlsx", workbook("航埠镇", [project("丙")]))
    served.put("石梁镇/台账 6月#1（50%）.xlsx", workbook("石梁镇", BAD))
    served.put("夹.zip", packed.getvalue())
    served.put("~$锁.xlsx", b"lock")
    time.sleep(0.15)  # the times of a folder are of now
    first = poll(drop)
    assert dict(first.answers) == {"夹.zip": "可以报送", "石梁镇/台账 6月#1（50%）.xlsx": "需修改"}
    assert first.look.unanswered == {"~$锁.xlsx": "有人正打开这个文件"}
    words, copy = (text_of(content(served, f"石梁镇/台账 6月#1（50%）.检查结果.{kind}")) for kind in ("txt", "xlsx"))
    assert words.startswith("【需修改】1个文件") and "石梁镇" in words and "只检查，不报送" in words and "J4" in words
    assert "问题清单" in copy and "已开工" in copy and "丙" not in words + copy
    good = text_of(content(served, "夹.zip.检查结果.txt"))
    assert good.startswith("【可以报送】") and "夹.zip.台账.检查结果.xlsx" in good and "甲" not in good
    seen = listed(served)
    assert len(seen) == 7 and not any(".tmp" in path for path in seen)

    again = poll(drop)
    assert (list(again.answers), again.look.fetched) == ([], 0)
    served.put("石梁镇/台账 6月#1（50%）.xlsx", workbook("石梁镇", [project("甲")]), age=30)
    assert dict(poll(drop).answers) == {"石梁镇/台账 6月#1（50%）.xlsx": "可以报送"}
    assert "没有发现问题" in text_of(content(served, "石梁镇/台账 6月#1（50%）.检查结果.xlsx"))
    assert listed(served) == seen
    assert sorted(path.name for path in drop.var.rglob("*") if path.is_file()) == [".lock", "自查.jsonl"], "nothing is kept"


def test_a_folder_that_is_closed_to_us_stops_no_other_and_a_wrong_password_stays_secret(served: Served, kind: str, drop: Instance) -> None:
    if kind != "sftp":
        return
    served.put(f"{CLOSED}/台账.xlsx", workbook("石梁镇", BAD))
    served.put("航埠镇/台账.xlsx", workbook("航埠镇", BAD))
    polled = poll(drop)
    assert dict(polled.answers) == {"航埠镇/台账.xlsx": "需修改"}
    assert "写不进去：用户名或口令不对，或没有权限" in polled.look.unanswered[f"{CLOSED}/台账.xlsx"]
    (again,) = answer_all(drop)
    assert "没有权限" in again.look.trouble, "nothing could be written: the data officer hears of it"
    desk(drop.home, served, password="WRONG_PASSWORD")
    said = saima("answer", "--home", drop.home, WRONG_PASSWORD="Falsch-4711")
    assert said.code == 1 and "没有读成：用户名或口令不对" in said.out
    kept = b"".join(path.read_bytes() for path in drop.var.rglob("*") if path.is_file())
    assert not any(secret.encode() in kept + (said.out + said.err).encode() for secret in ("Falsch-4711", PASSWORD))


def test_a_name_is_never_too_long_for_a_disk_and_no_two_answers_are_one() -> None:
    long = [f"单位/{'台账' * 40}{end}.xlsx" for end in ("一", "二")]
    names = [answer_name(path) for path in ("台账.xlsx", "台账.xls", "夹.zip", "台账.XLSX", *long)]
    assert names[:3] == ["台账.检查结果.txt", "台账.xls.检查结果.txt", "夹.zip.检查结果.txt"]
    assert len(set(names)) == 6 and all(len(beside(name).rpartition("/")[2].encode()) <= 255 for name in names)
    assert answer_name("夹.zip", ".xlsx", "台账（2）") == "夹.zip.台账（2）.检查结果.xlsx"


def test_a_line_that_a_crash_cut_short_is_not_read(tmp_path: Path) -> None:
    memory, day = Answered(tmp_path / "自查.jsonl"), date(2022, 6, 30)
    memory.note(Remembered("a.xlsx", "1", sha256="x"), day=day)
    with (tmp_path / "自查.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"path": "b.xls')
    memory = Answered(tmp_path / "自查.jsonl")
    memory.note(Remembered("c.xlsx", "1", sha256="y"), prints=["mail z"], day=day)
    again = Answered(tmp_path / "自查.jsonl")
    assert (sorted(again.files), again.prints) == (["a.xlsx", "c.xlsx"], {"mail z": "2022-06-30"})


def test_one_poll_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "drop").mkdir()
    (tmp_path / "saima.toml").write_text('[[source]]\nname = "自查"\nurl = "drop"\nmode = "check"\n', encoding="utf-8")
    with alone(tmp_path / "var" / "answered"), pytest.raises(Polling):
        answer_all(Instance(tmp_path))
    assert answer_all(Instance(tmp_path))[0].look.trouble == ""
    with pytest.raises(WrongSetting, match="no source has mode"):
        (tmp_path / "saima.toml").unlink()
        answer_all(Instance(tmp_path))
