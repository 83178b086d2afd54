"""Which delivery stands (forms.md, "Deliveries"): a test a sentence."""

import shutil
from datetime import date

import pytest

from flows import decisions
from flows.county import read_closed
from flows.instance import SHIPPED
from tests.sheets import AS_OF, Home, funds, ledger, project


@pytest.fixture
def home(either_home: Home) -> Home:
    return either_home


def test_the_same_inbox_twice_tells_nobody_anything(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙", 开工时间="已开工")])
    home.night()
    assert home.letters
    before, findings = home.figures(), home.findings()
    night = home.night()
    assert night.arrived == []
    assert home.letters == []
    assert home.figures() == before
    assert home.findings() == findings


def test_one_workbook_changed_changes_only_its_figures(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.ledger("航埠镇", [project("乙")])
    home.night()
    home.ledger("石梁镇", [project("甲"), project("丙")])
    home.night()
    assert home.names() == {"甲", "乙", "丙"}
    rates = home.rows("SELECT unit_name, denominator FROM bi_rate_ranking WHERE rate = 'landing' AND denominator > 0 ORDER BY unit_name")
    assert [(r["unit_name"], r["denominator"]) for r in rates] == [("石梁镇", 2), ("航埠镇", 1)]
    assert [p.parent.name for p in home.letters] == ["330802100"]


def test_a_b_a_again_stands_as_a(home: Home) -> None:
    a, b = ledger("石梁镇", [project("甲")], filled="2022-06-20"), ledger("石梁镇", [project("甲"), project("乙")], filled="2022-06-25")
    for sheet, expected in ((a, {"甲"}), (b, {"甲", "乙"}), (a, {"甲"})):
        home.send("石梁镇", "台账.xlsx", sheet)
        home.night()
        assert home.names() == expected


def test_a_late_correction_of_may_does_not_replace_june(home: Home) -> None:
    home.ledger("石梁镇", [project("六月")], month=6)
    home.night()
    home.ledger("石梁镇", [project("五月")], month=5)
    home.night()
    assert home.names() == {"六月"}
    assert "delivery_late" in home.rules()


def test_filled_date_decides_within_a_period_then_the_saved_time_then_the_name(home: Home) -> None:
    home.send("石梁镇", "乙.xlsx", ledger("石梁镇", [project("早")], filled="2022-06-20"))
    home.send("石梁镇", "甲.xlsx", ledger("石梁镇", [project("晚")], filled="2022-06-25"))
    home.night()
    assert home.names() == {"晚"}
    home.send("航埠镇", "b.xlsx", ledger("航埠镇", [project("先存")]), saved=date(2022, 6, 1))
    home.send("航埠镇", "a.xlsx", ledger("航埠镇", [project("后存")]), saved=date(2022, 6, 2))
    home.night()
    assert home.names() == {"晚", "后存"}
    assert "order_tie" not in home.rules()


def test_a_tie_that_only_the_name_decides_is_told(home: Home) -> None:
    home.send("石梁镇", "a.xlsx", ledger("石梁镇", [project("甲")]), saved=date(2022, 6, 1))
    home.send("石梁镇", "b.xlsx", ledger("石梁镇", [project("乙")]), saved=date(2022, 6, 1))
    home.night()
    assert home.names() == {"乙"}
    assert ("石梁镇", "order_tie", "") in home.findings()


def test_a_period_form_replaces_only_its_period_and_forecasts_stand(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send(
        "区招商局", "5月.xlsx", funds([["2022-05", "甲", "甲投资公司", 100], ["2022-06", "甲", "甲投资公司", 50, "预计到位"]], month=5)
    )
    home.night()
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 30]], month=6))
    home.night()
    assert home.headline()["funds_outside_city"] == pytest.approx(0.013)
    assert home.headline()["funds_forecast_month"] == pytest.approx(0.005)


def test_rows_outside_the_stated_period_widen_it(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send("区招商局", "5月.xlsx", funds([["2022-05", "甲", "甲投资公司", 100]], month=5))
    home.night()
    home.send("区招商局", "6月.xlsx", funds([["2022-05", "甲", "甲投资公司", 70], ["2022-06", "甲", "甲投资公司", 30]], month=6))
    home.night()
    assert home.headline()["funds_outside_city"] == pytest.approx(0.01)
    assert "period_widened" in home.rules()


def test_a_delivery_that_closes_too_much_is_held_until_accepted(home: Home) -> None:
    names = [f"项目{i}" for i in range(10)]
    home.ledger("石梁镇", [project(n) for n in names])
    home.night()
    home.ledger("石梁镇", [project(n) for n in names[:3]], filled="2022-06-28")
    home.night()
    assert home.names() == set(names)
    assert ("石梁镇", "delivery_held", "") in home.findings()
    held = home.rows("SELECT id FROM delivery WHERE held")
    night, published = decisions.accept(home.instance, held[0]["id"])
    assert published, night.failed
    assert "delivery_held" not in home.rules()
    assert home.rows("SELECT COUNT(*) AS n FROM bi_project WHERE mark IS NULL")[0]["n"] == 3
    decisions.withdraw(home.instance, held[0]["id"])
    assert home.rows("SELECT COUNT(*) AS n FROM bi_project WHERE mark IS NULL")[0]["n"] == 10


def test_five_vanished_rows_are_told_and_not_held(home: Home) -> None:
    names = [f"项目{i}" for i in range(10)]
    home.ledger("石梁镇", [project(n) for n in names])
    home.night()
    home.ledger("石梁镇", [project(n) for n in names[:5]])
    home.night()
    assert [rule for _, rule, _ in home.findings()].count("row_vanished") == 5


def test_nobody_betters_a_rate_by_deleting_rows(home: Home) -> None:
    home.ledger("石梁镇", [project("开工", 开工时间="2022-05-01", 供地时间="2022-04-01"), project("未开工")])
    home.night()
    home.ledger("石梁镇", [project("开工", 开工时间="2022-05-01", 供地时间="2022-04-01")])
    home.night()
    assert {r["project_name"]: r["mark"] for r in home.rows("SELECT project_name, mark FROM bi_project")} == {
        "开工": None,
        "未开工": "失联",
    }
    start = home.rows("SELECT numerator, denominator FROM bi_rate_ranking WHERE rate = 'start' AND unit_name = '石梁镇'")[0]
    assert (start["numerator"], start["denominator"]) == (1, 2)
    assert home.headline()["vanished_signed"] == 1
    home.ledger("航埠镇", [project("未开工", 项目状态="终止")])
    home.night()
    assert home.headline()["vanished_signed"] == 0
    assert home.rows("SELECT denominator FROM bi_rate_ranking WHERE rate = 'start' AND unit_name = '石梁镇'")[0]["denominator"] == 1


def test_a_lost_project_that_is_listed_again_is_itself(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.night()
    home.ledger("石梁镇", [project("甲")])
    home.night()
    home.night()
    assert home.headline()["vanished_signed"] == 1
    home.ledger("石梁镇", [project("甲"), project("乙", 备注="又来")])
    home.night()
    assert home.headline()["vanished_signed"] == 0
    assert home.rows("SELECT remark FROM bi_project WHERE project_name = '乙'")[0]["remark"] == "又来"


def test_a_rejected_row_is_not_a_vanished_row(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", 备注="旧"), project("乙")])
    home.night()
    home.ledger("石梁镇", [project("甲", 备注="新", 签约时间="已签约"), project("乙")])
    home.night()
    row = home.rows("SELECT remark, mark FROM bi_project WHERE project_name = '甲'")[0]
    assert (row["remark"], row["mark"]) == ("旧", "待改")
    assert "row_vanished" not in home.rules()
    home.ledger("石梁镇", [project("甲", 备注="改好", 签约时间="2022-03-02"), project("乙")])
    home.night()
    row = home.rows("SELECT remark, mark FROM bi_project WHERE project_name = '甲'")[0]
    assert (row["remark"], row["mark"]) == ("改好", None)
    assert home.rules() == set()


def test_a_stopped_delivery_leaves_the_former_one(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.night()
    sheet = ledger("石梁镇", [project("甲"), project("乙")])
    sheet[2] = [c.replace("（亿元）", "") for c in sheet[2]]
    home.send("石梁镇", "石梁镇6月台账.xlsx", sheet)
    home.night()
    assert home.names() == {"甲"}
    assert "amount_unit_missing" in home.rules()
    quality = home.rows("SELECT rejected, loaded FROM bi_quality WHERE form = 'projects'")
    assert sum(r["rejected"] for r in quality) == 2


def test_a_rollback_stays_rolled_back(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    first = home.night()
    before = home.figures()
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.night()
    decisions.rollback(home.instance, first.at.id, "拿错了文件")
    assert home.figures() == before
    home.night()
    assert home.figures() == before
    home.ledger("石梁镇", [project("甲"), project("丙")])
    home.night()
    assert home.names() == {"甲", "丙"}


def test_a_restatement_moves_nothing(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙", 签约时间="2022-06-10")])
    home.night()
    before = home.figures()
    night = decisions.restate(home.instance, date(2022, 5, 31))
    value = home.rows("SELECT number FROM measure_headline WHERE batch_id = :b AND key = 'signed_100m'", b=night.at.id)
    assert value[0]["number"] == 1
    assert home.figures() == before
    home.night(AS_OF)
    assert home.figures() == before


def test_the_data_officer_closes_a_lost_project(home: Home) -> None:
    """By its id, which the digest names, in the shipped file; taking the line out again opens it."""
    closed = home.folder / "config" / "closed_projects.csv"
    shutil.copytree(SHIPPED, closed.parent)
    assert read_closed(closed) == frozenset()
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.night()
    home.ledger("石梁镇", [project("甲")])
    home.night()
    lost = home.rows("SELECT project_id FROM bi_project WHERE mark = '失联'")[0]["project_id"]
    digest = max((home.instance.var / "outbox").iterdir()).read_text(encoding="utf-8")
    assert f"乙（{lost}）" in digest and "closed_projects.csv" in digest
    shipped = closed.read_text(encoding="utf-8")
    closed.write_text(f"{shipped}{lost},乙,企业已注销\n", encoding="utf-8")
    home.night()
    assert [row["project_name"] for row in home.rows("SELECT project_name FROM bi_project")] == ["甲"]
