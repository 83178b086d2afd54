"""A withheld night: the former figures stand, everybody is told, and nothing of it surfaces later."""

from pathlib import Path

import pytest

from flows import decisions
from flows.night import Night
from flows.wrong_setting import WrongSetting
from tests.planting import faulty_night
from tests.sheets import Home, project

FAULT = "UPDATE measure_headline SET number = number + 1 WHERE batch_id = :b AND key = 'signed_100m'"
SAID = "主要指标与另算一遍的结果一致（headline_recounted"


@pytest.fixture
def home(tmp_path: Path, either_url: str) -> Home:
    return Home(tmp_path / "home", either_url)


def list_projects(home: Home, *names: str, unit: str = "石梁镇") -> None:
    home.ledger(unit, [project(name) for name in names])


def withheld(home: Home) -> Night:
    night, published = faulty_night(home, FAULT)
    assert not published
    return night


def digest(home: Home, night: Night) -> str:
    return next((home.folder / "var" / "outbox").glob(f"{night.at.id:06d}-*")).read_text(encoding="utf-8")


def test_the_former_figures_stand_and_offices_and_the_officer_are_told(home: Home) -> None:
    list_projects(home, "甲")
    home.night()
    before, findings = home.figures(), home.findings()
    home.ledger("石梁镇", [project("甲"), project("乙"), project("丙", 签约时间="已签约")])
    night = withheld(home)
    assert home.figures() == before
    assert home.findings() == findings
    assert [path.parent.name for path in home.letters] == ["330802100"]
    assert "G6" in home.letters[0].read_text(encoding="utf-8")
    assert "未发布" in digest(home, night) and SAID in digest(home, night)
    again = home.night()  # the same bytes are read again, and nobody is told the same twice
    assert [a.file for a in again.arrived] == ["石梁镇6月台账.xlsx"]
    assert home.names() == {"甲", "乙"}
    assert home.letters == []
    assert "已发布" in digest(home, again)
    assert home.night().arrived == []
    assert [row["state"] for row in home.rows("SELECT state FROM batch ORDER BY id")] == ["published", "withheld", "published", "published"]


def test_rows_of_a_withheld_batch_never_surface(home: Home) -> None:
    list_projects(home, "甲")
    home.night()
    before = home.figures()
    for name in ("乙", "丙"):
        list_projects(home, "甲", name)
        withheld(home)
    list_projects(home, "甲")
    for _ in range(2):
        home.night()
        assert home.figures() == before
        assert home.findings() == []
    list_projects(home, "戊", unit="航埠镇")
    home.night()
    assert home.names() == {"甲", "戊"}
    gone = {row["id"] for row in home.rows("SELECT id FROM batch WHERE state = 'withheld'")}
    for view in ("bi_headline_history", "bi_rate_ranking_history", "bi_backlog_history", "bi_quality_history"):
        shown = {row["batch_id"] for row in home.rows(f"SELECT DISTINCT batch_id FROM {view}")}
        assert shown and not shown & gone, view
    for table in ("claim", "carried", "finding"):
        assert [row for row in home.rows(f"SELECT from_batch, to_batch FROM {table}") if {*row.values()} & gone] == []


def test_a_person_publishes_it_after_all(home: Home) -> None:
    list_projects(home, "甲")
    home.night()
    list_projects(home, "甲", "乙")
    night = withheld(home)
    decisions.publish_withheld(home.instance, night.at.id, "已与统计局核对")
    assert home.names() == {"甲", "乙"}
    assert home.headline()["signed_100m"] == 3  # with the planted one: what the person let through
    assert home.rows("SELECT kind, subject, because FROM decision") == [
        {"kind": "publish", "subject": night.at.id, "because": "已与统计局核对"}
    ]
    batch = home.rows("SELECT state, because FROM batch WHERE id = :b", b=night.at.id)
    assert batch == [{"state": "published", "because": "已与统计局核对"}]
    assert home.night().arrived == []  # its files were read
    assert home.names() == {"甲", "乙"}
    assert home.headline()["signed_100m"] == 2
    assert home.letters == []


def test_only_the_last_word_can_be_published_after_all(home: Home) -> None:
    list_projects(home, "甲")
    first = home.night()
    list_projects(home, "甲", "乙")
    night = withheld(home)
    later = home.night()
    for number, why in ((night.at.id, "newer"), (first.at.id, "not withheld"), (later.at.id, "not withheld"), (99, "not withheld")):
        with pytest.raises(WrongSetting, match=why) as refused:
            decisions.publish_withheld(home.instance, number, "无论如何")
        assert "\n" not in str(refused.value)
    assert home.rows("SELECT * FROM decision") == []


def test_restatement_and_rollback_work_after_it(home: Home) -> None:
    list_projects(home, "甲")
    first = home.night()
    list_projects(home, "甲", "乙")
    home.night()
    before = home.figures()
    list_projects(home, "甲", "乙", "丙")
    night = withheld(home)
    restated = decisions.restate(home.instance, night.as_of)
    assert home.figures() == before
    signed = home.rows("SELECT number FROM measure_headline WHERE batch_id = :b AND key = 'signed_100m'", b=restated.at.id)
    assert signed == [{"number": 2}]
    with pytest.raises(WrongSetting, match="never published"):
        decisions.rollback(home.instance, night.at.id, "")
    decisions.rollback(home.instance, first.at.id, "拿错了文件")
    assert home.names() == {"甲"}
    home.night()
    assert home.names() == {"甲"}  # what came since, withheld or not, stays aside until its path changes
    list_projects(home, "甲", "丁")
    home.night()
    assert home.names() == {"甲", "丁"}


def test_a_held_delivery_keeps_its_former_rows_over_withheld_nights(home: Home) -> None:
    names = [f"项目{i}" for i in range(10)]
    list_projects(home, *names)
    home.night()
    list_projects(home, *names[:3])
    for _ in range(2):
        night = withheld(home)
        assert home.names() == set(names)
        unseen = home.rows("SELECT id FROM delivery WHERE held AND batch_id = :b", b=night.at.id)[0]["id"]
        with pytest.raises(WrongSetting):
            decisions.accept(home.instance, unseen)  # its batch was never published: the file is read again
    published = home.night()
    assert home.names() == set(names)
    assert ("石梁镇", "delivery_held", "") in home.findings()
    waits = home.rows("SELECT id FROM delivery WHERE held AND batch_id = :b", b=published.at.id)[0]["id"]
    assert f"saima accept {waits} " in digest(home, published)
    assert decisions.accept(home.instance, waits)[1]
    assert home.rows("SELECT COUNT(*) AS n FROM bi_project WHERE mark IS NULL")[0]["n"] == 3


def test_a_county_that_shrinks_is_let_through_once(home: Home) -> None:
    units = ("石梁镇", "航埠镇", "九华乡")
    for unit in units:
        home.ledger(unit, [project(f"{unit}{i}", 协议性质="意向书") for i in range(4)])
    home.night()
    for unit in units:
        home.ledger(unit, [project(f"{unit}0", 协议性质="意向书")])
    night = home.night()
    assert [said.split("：")[0] for said in night.failed] == ["项目数和资金笔数没有大幅下降（volume_holds"]
    assert len(home.names()) == 12
    decisions.publish_withheld(home.instance, night.at.id, "清理了意向项目")
    assert home.names() == {f"{unit}0" for unit in units}
    assert home.night().failed == []
    assert home.names() == {f"{unit}0" for unit in units}


def test_a_decision_whose_batch_is_withheld_decides_nothing(home: Home) -> None:
    names = [f"项目{i}" for i in range(10)]
    home.ledger("石梁镇", [project(name, 协议性质="意向书") for name in names])
    home.night()
    home.ledger("石梁镇", [project(name, 协议性质="意向书") for name in names[:3]])
    waits = f"saima accept {home.night().loaded.deliveries.popitem()[1]} "
    number = int(waits.split()[2])
    night, published = decisions.accept(home.instance, number)
    assert not published and "volume_holds" in night.failed[0]
    assert home.names() == set(names)
    assert waits in digest(home, home.night())  # it still waits
    again, published = decisions.accept(home.instance, number)
    assert not published
    decisions.publish_withheld(home.instance, again.at.id, "清理了意向项目")
    assert home.names() == set(names[:3])
    last = home.night()
    assert last.arrived == [] and waits not in digest(home, last)
    assert home.names() == set(names[:3])
    assert "delivery_held" not in home.rules()
