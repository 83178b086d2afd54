"""A place that only checks: a sheet dropped on every kind of store is answered beside itself, once, and nothing is loaded."""

import io
import json
import tempfile
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from connectors.stores import open_store
from flows.answering import Polled, answer_all
from flows.instance import Instance
from tests.sheets import ledger, project, write
from tests.sources.servers import PASSWORD, USER, Served

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


@pytest.fixture
def drop(served: Served, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    if kind == "http":
        pytest.skip("read-only: test_settings")
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


def test_a_dropped_sheet_is_answered_beside_itself_and_once(served: Served, drop: Instance) -> None:
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
