"""What a reviewer found wrong: a test named for every defect that was mended."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from sqlalchemy import text

from flows import decisions
from flows.wrong_setting import WrongSetting
from tests.sheets import Home, funds, ledger, project
from tests.warehouses import new_database
from warehouse.database import Busy, Database
from warehouse.identity import KEYS, project_ids
from warehouse.master import match_project

Key = tuple[str, str, str]  # code, name, investor


def send_sheets(home: Home, unit: str, first: Sequence[Sequence[Any]], second: Sequence[Sequence[Any]]) -> None:
    """A workbook of two sheets of one form: one delivery, in sheet order."""
    path = home.send(unit, "两张.xlsx", first)
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("续表")
    for row in second:
        sheet.append(list(row))
    book.save(path)


def test_the_last_row_is_that_of_the_last_sheet_not_the_largest_line_number(home: Home) -> None:
    """Line 5 of the first sheet and line 4 of the second: the second sheet's counts."""
    send_sheets(home, "石梁镇", ledger("石梁镇", [project("乙"), project("甲", 备注="前")]), ledger("石梁镇", [project("甲", 备注="后")]))
    home.night()
    assert home.rows("SELECT remark FROM bi_project WHERE project_name = '甲'") == [{"remark": "后"}]


def test_the_last_target_is_that_of_the_last_sheet(home: Home) -> None:
    header = [["2022年度目标任务分解表"], ["填报单位：区招商局"], ["单位", "签约项目数"]]
    send_sheets(home, "区招商局", [*header, ["航埠镇", 1], ["石梁镇", 6]], [*header, ["石梁镇", 7]])
    home.night()
    assert home.rows("SELECT target FROM bi_target WHERE unit_name = '石梁镇'") == [{"target": 7}]


ONE, NONE, SEVERAL = "one", "none", "several"


@pytest.mark.parametrize(
    ("expected", "receipt", "ledger_rows"),
    [
        (ONE, ("C1", "b", "y"), [("C1", "a", "x")]),
        (ONE, ("", "a", "x"), [("C1", "a", "x")]),
        (ONE, ("C1", "a", "x"), [("", "a", "x")]),
        (NONE, ("C2", "a", "x"), [("C1", "a", "x")]),  # two codes are never one project
        (NONE, ("C2", "a", ""), [("C1", "a", "x")]),
        (ONE, ("C2", "a", "x"), [("", "a", "x"), ("C1", "a", "z")]),
        (SEVERAL, ("", "a", "x"), [("C1", "a", "x"), ("C2", "a", "x")]),
        (NONE, ("C3", "a", "x"), [("C1", "a", "x"), ("C2", "a", "x")]),
        (ONE, ("", "a", ""), [("", "a", "x")]),
        (SEVERAL, ("", "a", ""), [("", "a", "x"), ("", "a", "z")]),
        (ONE, ("", "a", "y"), [("", "a", "")]),  # a blank investor matches when exactly one project bears the name
        (ONE, ("C1", "a", "y"), [("", "a", "")]),
        (NONE, ("C2", "a", "y"), [("C1", "a", "")]),
        (NONE, ("", "a", "y"), [("", "a", "x")]),
        (NONE, ("", "a", "y"), [("", "a", ""), ("", "a", "x")]),  # one project, and it has an investor
        (NONE, ("", "a", "y"), [("C1", "a", ""), ("C1", "b", "x")]),
        (NONE, ("", "a", "y"), [("", "a", ""), ("", "a", "x"), ("", "a", "z")]),
        (NONE, ("", "c", "x"), [("", "a", "x")]),
    ],
)
def test_a_receipt_means_the_project_that_it_would_be_one_with(expected: str, receipt: Key, ledger_rows: list[Key]) -> None:
    members = project_ids(pl.DataFrame([(c, "", n, i) for c, n, i in ledger_rows], schema=dict.fromkeys(KEYS, pl.String), orient="row"))
    keys = {"row_id": pl.Int64, **dict.fromkeys(("code_key", "name_key", "investor_key"), pl.String)}
    found = match_project(members, pl.DataFrame([(1, *receipt)], schema=keys, orient="row")).row(0, named=True)
    assert found["several"] is (expected == SEVERAL)
    assert (found["project_id"] is not None) is (expected == ONE)


def quality(home: Home) -> dict[str, int]:
    query = "SELECT rows_read, loaded, rejected, ignored FROM bi_quality WHERE unit_code = '330802100' AND form = 'projects'"
    return home.rows(query)[0]


def test_rows_that_only_wait_are_not_told_as_accepted(home: Home) -> None:
    names = [f"项目{i}" for i in range(10)]
    home.ledger("石梁镇", [project(n) for n in names])
    home.night()
    home.ledger("石梁镇", [project(n) for n in names[:3]])  # held: it would close seven
    home.night()
    assert quality(home) == {"rows_read": 10, "loaded": 10, "rejected": 0, "ignored": 0}
    assert "招商项目台账10行" in home.letters[0].read_text(encoding="utf-8")
    home.ledger("石梁镇", [project("旧")], month=5)  # late: June stands
    home.night()
    assert quality(home)["loaded"] == 10
    stopped = ledger("石梁镇", [project("甲"), project("乙")], month=7)
    stopped[2] = [c.replace("（亿元）", "") for c in stopped[2]]
    home.send("石梁镇", "7月.xlsx", stopped)
    home.night()
    assert quality(home) == {"rows_read": 12, "loaded": 10, "rejected": 2, "ignored": 0}


def arrived(home: Home) -> list[str]:
    return [r["month"] for r in home.rows("SELECT month FROM bi_funds WHERE month > '2022-05' ORDER BY month")]


def test_a_rollback_of_a_withdrawal_stays_rolled_back(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send("石梁镇", "5月.xlsx", funds([["2022-05", "甲", "甲投资公司", i] for i in range(1, 11)], month=5, unit="石梁镇"))
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 100]], month=6))
    first = home.night()
    sent = home.rows("SELECT id FROM delivery WHERE form = 'funds' AND unit_code = 'ZS01'")[0]["id"]
    withdrawal, published = decisions.withdraw(home.instance, sent)
    assert published, withdrawal.failed
    assert arrived(home) == []
    with pytest.raises(WrongSetting, match=f"delivery {sent} is withdrawn already"):
        decisions.withdraw(home.instance, sent)
    decisions.rollback(home.instance, first.at.id, "不该撤回")
    assert arrived(home) == ["2022-06"]
    home.send("区招商局", "7月.xlsx", funds([["2022-07", "甲", "甲投资公司", 30]], month=7))
    home.night()
    assert arrived(home) == ["2022-06", "2022-07"]
    decisions.rollback(home.instance, withdrawal.at.id, "还是该撤回")  # takes the first rollback back
    assert arrived(home) == []
    home.send("区招商局", "8月.xlsx", funds([["2022-08", "甲", "甲投资公司", 20]], month=8))
    home.night()
    assert arrived(home) == ["2022-08"]


def test_a_delivery_that_was_rolled_back_does_not_come_back_by_a_withdrawal(home: Home) -> None:
    others = [f"别的{i}" for i in range(5)]
    home.ledger("航埠镇", [project(name) for name in others])
    home.ledger("石梁镇", [project("甲")])
    first = home.night()
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.night()
    decisions.rollback(home.instance, first.at.id, "拿错了文件")
    shown = home.rows("SELECT delivery_id FROM claim WHERE to_batch IS NULL AND unit_code = '330802100'")
    night, published = decisions.withdraw(home.instance, shown[0]["delivery_id"])
    assert published, night.failed
    assert home.names() == set(others)


def test_a_rollback_of_an_acceptance_lets_the_delivery_wait_again(home: Home) -> None:
    names = [f"项目{i}" for i in range(10)]
    home.ledger("石梁镇", [project(n) for n in names])
    home.night()
    home.ledger("石梁镇", [project(n) for n in names[:3]])
    second = home.night()
    held = home.rows("SELECT id FROM delivery WHERE held")[0]["id"]
    decisions.accept(home.instance, held)
    decisions.rollback(home.instance, second.at.id, "不该采用")
    home.ledger("航埠镇", [project("别的")])
    home.night()
    assert home.names() == {*names, "别的"}
    assert decisions.accept(home.instance, held)[1]


def test_two_instances_on_one_sqlite_warehouse_exclude_one_another(tmp_path: Path) -> None:
    one, other = (Database(f"sqlite:///{tmp_path / 'warehouse.db'}") for _ in range(2))
    with one.night_lock(tmp_path / "one"), pytest.raises(Busy, match="on this warehouse"), other.night_lock(tmp_path / "other"):
        pass
    with other.night_lock(tmp_path / "other"):
        pass


def test_the_lock_of_postgresql_holds_no_transaction_and_outlives_its_connection(postgres: str, tmp_path: Path) -> None:
    db, other = (Database(new_database(postgres)) for _ in range(2))
    other.close()
    other = Database(db.url)
    about = text("SELECT pid, state FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%'"
                 " AND pid <> pg_backend_pid()")  # fmt: skip
    with db.night_lock(tmp_path / "one"):
        with pytest.raises(Busy), other.night_lock(tmp_path / "other"):
            pass
        other.close()
        with other.engine.begin() as connection:
            pid, state = connection.execute(about).one()
            assert state == "idle"
            connection.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": pid})
    with other.night_lock(tmp_path / "other"):
        pass
    db.close()
    other.close()


def digest(home: Home) -> str:
    return max((home.instance.var / "outbox").iterdir()).read_text(encoding="utf-8")


def test_the_digest_lists_the_files_of_no_known_office(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", 签约时间="已签约")])
    home.night()
    assert "不明单位的文件" not in digest(home)
    home.send("某某办", "某某办台账.xlsx", ledger("某某办", [project("乙")]))
    home.night()
    part = digest(home).split("不明单位的文件：\n")[1].split("\n\n")[0]
    assert "某某办台账.xlsx" in part and "石梁镇" not in part


def test_a_default_share_is_nought_whether_one_ledger_lists_a_project_or_two(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.ledger("航埠镇", [project("乙")])
    home.night()
    assert {r["project_name"]: r["first_talk_share"] for r in home.rows("SELECT project_name, first_talk_share FROM bi_project")} == {
        "甲": 0.0,
        "乙": 0.0,
    }


def test_a_township_cannot_lower_its_own_target(home: Home) -> None:
    """Its sheet is read and told; where the bureau gave a target, the bureau's stands, whichever came last."""
    header = ["单位", "签约项目数", "开工项目数"]
    home.send("区招商局", "目标.xlsx", [["2022年度目标任务分解表"], ["填报单位：区招商局"], header[:2], ["石梁镇", 6], ["航埠镇", 4]])
    home.night()
    home.send("石梁镇", "目标.xlsx", [["2022年度目标任务分解表"], ["填报单位：石梁镇"], header, ["石梁镇", 1, 2]])
    home.night()
    found = home.rows("SELECT unit_name, indicator, target FROM bi_target ORDER BY indicator, unit_code")
    assert [(r["unit_name"], r["indicator"], r["target"]) for r in found] == [
        ("石梁镇", "开工项目数", 2), ("石梁镇", "签约项目数", 6), ("航埠镇", "签约项目数", 4)
    ]  # fmt: skip
    assert ("石梁镇", "sender_unusual", "") in home.findings()
