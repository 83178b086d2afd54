"""A unit that keeps its workbooks under a password: its profile names it, and they are read like any other."""

import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from flows.checking import check_files, read_hints
from flows.doctor_network import look_at_passwords
from flows.instance import SHIPPED
from flows.night import prepare
from flows.replaying import replay
from flows.running import check_first
from flows.weekly import check_week
from flows.wrong_setting import WrongSetting
from tests.sheets import AS_OF, Home, project

NAME, PASSWORD = "SHILIANG_PASSWORD", "石梁Kecheng#1"


@pytest.fixture
def locked(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """石梁镇 and 航埠镇 lock their ledgers; the profile of 石梁镇 names the password."""
    shutil.copytree(SHIPPED, home.folder / "config")
    monkeypatch.setenv(NAME, PASSWORD)
    for unit in ("石梁镇", "航埠镇"):
        lock(home.ledger(unit, [project(f"{unit}项目")]))
    name(home, NAME)
    return home


def lock(path: Path) -> None:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(PASSWORD, out)
    path.write_bytes(out.getvalue())


def name(home: Home, reference: str) -> None:
    profile = home.instance.config / "profiles" / "石梁镇.toml"
    profile.parent.mkdir(exist_ok=True)
    said = reference if reference.startswith("[") else f'"{reference}"'
    profile.write_text(f"password = {said}\n[projects]\nexpected_rows = [1, 9]\n", encoding="utf-8")


def test_it_is_read_and_the_others_is_sent_back(locked: Home) -> None:
    night = locked.night()
    found = [
        r["rule"] for r in locked.rows("SELECT f.rule FROM bi_finding f JOIN bi_unit u USING (unit_code) WHERE u.unit_name = '航埠镇'")
    ]
    assert [r["project_name"] for r in locked.rows("SELECT project_name FROM bi_project")] == ["石梁镇项目"]
    assert found == ["file_encrypted"] == [r["rule"] for r in locked.rows("SELECT rule FROM bi_finding")]
    written = [p for p in night.instance.var.rglob("*") if p.is_file()] + [*locked.folder.rglob("*.db")]
    assert not any(PASSWORD.encode() in p.read_bytes() for p in written)


def test_the_list_of_a_locked_workbook_leaves_its_cells_locked(locked: Home) -> None:
    """Its copy would go about without the password: the list alone does."""
    lock(locked.ledger("石梁镇", [project("石梁镇项目", 协议性质="不知道", 备注="只有自己人知道")]))
    locked.night()
    (copy,) = [p for p in locked.letters[0].parents[1].rglob("石梁镇*.xlsx") if "台账" in p.name]
    book = openpyxl.load_workbook(copy)
    shown = str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    assert "协议性质" in shown and "只有自己人知道" not in shown


def test_check_reads_it_where_the_password_is_known(locked: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    hints, units = read_hints(locked.instance, None, "石梁镇", None)
    path = next((locked.inbox / "石梁镇").iterdir())

    def rules() -> list[str]:
        return [f.rule for f in check_files(locked.instance, [path], hints, units, None, AS_OF)[0].findings]

    assert rules() == []
    monkeypatch.delenv(NAME)
    assert rules() == ["file_encrypted"]


def test_the_right_password_is_tried_on_what_was_locked_to_us(locked: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """No fingerprint tells that a variable has another value."""
    monkeypatch.setenv(NAME, "an older one")
    locked.night()
    assert locked.rows("SELECT project_name FROM bi_project") == []
    assert locked.night().read.drafts == []
    monkeypatch.setenv(NAME, PASSWORD)
    assert replay(locked.instance).files == 1
    assert [r["project_name"] for r in locked.rows("SELECT project_name FROM bi_project")] == ["石梁镇项目"]


def test_one_units_lost_password_stops_nobody(locked: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    locked.ledger("航埠镇", [project("航埠镇项目")])
    monkeypatch.delenv(NAME)
    night = locked.night()
    assert [r["project_name"] for r in locked.rows("SELECT project_name FROM bi_project")] == ["航埠镇项目"]
    assert night.warned == [f"石梁镇加密的表打不开：没有找到口令（the environment has no {NAME}）"]
    with pytest.raises(WrongSetting, match=f"石梁镇.*{NAME}"):
        check_first(locked.instance, AS_OF)
    assert [(one.level, one.what) for one in look_at_passwords(locked.instance)] == [("bad", "石梁镇的表格口令")]


def test_the_weekly_check_reads_them_too(locked: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """And says where it could not: a station whose sheet lies there locked has not failed to send."""
    station, friday = "北京驻点招商组", date(2022, 7, 1)
    (locked.instance.config / "profiles" / "石梁镇.toml").rename(locked.instance.config / "profiles" / f"{station}.toml")
    profile = locked.instance.config / "profiles" / f"{station}.toml"
    profile.write_text(f'password = "{NAME}"\n', encoding="utf-8")
    lock(locked.send(station, "周报.xlsx", [
        ["2022年6月27日-7月3日驻点招商信息表"], [f"填报单位：{station}"], ["日期", "信息名称", "投资方", "信息类型"], ["2022-06-28", "信息", "某公司", "产业项目"],
    ]))  # fmt: skip
    assert [line.form for line in check_week(locked.instance, friday)[1] if not line.is_missing] == ["驻点招商信息表"]
    monkeypatch.delenv(NAME)
    path, lines = check_week(locked.instance, friday)
    assert all(line.is_missing for line in lines)
    assert f"{station}加密的表”现在读不到" in path.read_text(encoding="utf-8")


def test_a_unit_may_have_several(locked: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLD_PASSWORD", "older")
    name(locked, '["OLD_PASSWORD", "SHILIANG_PASSWORD"]')
    locked.night()
    assert [r["project_name"] for r in locked.rows("SELECT project_name FROM bi_project")] == ["石梁镇项目"]


@pytest.mark.parametrize("reference", ["石梁 Kecheng#1", "Kecheng2022", "KECHENG2022", "prefect:Big"])
def test_what_is_no_name_is_one_line_and_not_repeated(locked: Home, reference: str) -> None:
    name(locked, reference)
    with pytest.raises(WrongSetting) as raised:
        prepare(locked.instance, AS_OF)
    assert "石梁镇: password: name an environment variable" in str(raised.value) and "\n" not in str(raised.value)
    assert reference not in str(raised.value)
