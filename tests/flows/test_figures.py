"""Figures followed over three nights, on both databases: changes, blockers, lights, credit, explanations, an issued board."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.explaining import explained, shown_batch
from flows.issuing import difference, issue, make_again
from flows.night import prepare
from flows.wrong_setting import WrongSetting
from schemas.indicators import RATES
from tests.planting import planted
from tests.sheets import Home, funds
from warehouse.explain import explain
from warehouse.headline import LABELS

pytestmark = pytest.mark.xdist_group("figures")  # one home a database serves them all
HEADER = ("项目名称", "投资方", "投资方所在地", "产业类别", "总投资（亿元）", "协议性质", "签约时间", "用地方式", "供地时间", "厂房落实时间", "计划开工时间", "开工时间",
          "首谈单位", "首谈占比", "堵点类别", "堵点起始时间", "服务专员")  # fmt: skip
MAY, JUNE = date(2022, 5, 31), date(2022, 6, 30)
BOARD = "〔2022〕1号"


def ledger(unit: str, month: int, rows: Sequence[dict[str, Any]]) -> list[list[Any]]:
    usual = {
        "投资方所在地": "深圳市",
        "产业类别": "制造业",
        "总投资（亿元）": 6,
        "协议性质": "正式协议",
        "用地方式": "租用厂房",
        "服务专员": "专员01",
    }
    cells = [[{**usual, "投资方": f"{row['项目名称']}公司", **row}.get(name) for name in HEADER] for row in rows]
    return [[f"2022年{month}月招商项目台账"], [f"填报单位：{unit}"], list(HEADER), *cells]


FIRST = {"项目名称": "甲", "签约时间": "2022-03-01", "开工时间": "2022-04-01", "厂房落实时间": "2022-03-20"}
SECOND = {"项目名称": "乙", "签约时间": "2022-02-01", "计划开工时间": "2022-04-15"}
THIRD = {"项目名称": "丙", "签约时间": "2022-01-10", "开工时间": "2022-02-01"}
OLD = {
    "项目名称": "丁",
    "签约时间": "2021-06-01",
    "用地方式": "新增用地",
    "计划开工时间": "2022-05-01",
    "首谈单位": "上海驻点招商组",
    "首谈占比": "30%",
}


@pytest.fixture(scope="module")
def home(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"), shared_url)
    home.send("石梁镇", "5月.xlsx", ledger("石梁镇", 5, [FIRST, {**SECOND, "堵点类别": "配套", "堵点起始时间": "2022-04-20"}]))
    home.send("航埠镇", "5月.xlsx", ledger("航埠镇", 5, [THIRD, OLD]))
    home.send("区招商局", "5月.xlsx", funds([["2022-05", "甲", "甲公司", 6000], ["2022-05", "丙", "丙公司", 3000]], month=5))
    assert home.night(MAY).failed == []
    issue(home.instance, MAY, "张三", BOARD)
    home.send("航埠镇", "5月.xlsx", ledger("航埠镇", 5, [{**THIRD, "开工时间": None}, OLD]))  # the same day, corrected
    home.night(MAY)
    home.send("石梁镇", "6月.xlsx", ledger("石梁镇", 6, [
        FIRST, {**SECOND, "开工时间": "2022-05-20"}, {"项目名称": "戊", "签约时间": "2022-06-10"}]))  # fmt: skip
    home.send("航埠镇", "6月.xlsx", ledger("航埠镇", 6, [THIRD, OLD, {"项目名称": "己", "签约时间": "2022-06-05"}]))
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲公司", 1000], ["2022-06", "己", "己公司", 500, "预计到位"]]))
    assert home.night(JUNE).failed == []
    return home


def test_every_figure_is_explained_and_adds_up_from_its_rows(home: Home) -> None:
    night = prepare(home.instance)
    batch, indicators, units = shown_batch(night, None), night.county.indicators, list(night.county.units.by_code.values())
    with night.db.engine.connect() as connection:
        for measure in LABELS:
            assert explain(connection, batch, measure, units, indicators).agrees, measure
        for measure in RATES:
            for code in ("330802100", "330802101"):
                told = explain(connection, batch, measure, units, indicators, night.county.units.by_code[code])
                assert told.agrees and set(told.stored) == {"分子", "分母"}, (measure, code)
    assert explained(home.instance, "signed_100m", None, None)["originals_kept"]


def test_a_row_that_does_not_count_says_why_and_where_it_stands(home: Home) -> None:
    told = explained(home.instance, "start", "石梁镇", None)
    top = {row["name"]: (row["counts"], row["reason"]) for row in told["rows"] if row["section"] == "分子"}
    assert top == {"甲": (True, None), "乙": (True, None), "戊": (False, "尚未开工")}
    assert told["stored"] == told["again"] == {"分子": 2, "分母": 3}
    (origin,) = next(row for row in told["rows"] if row["name"] == "戊")["origins"]
    assert (origin["file"], origin["sheet"], dict(origin["cells"])["项目名称"], dict(origin["cells"])["开工时间"]) == (
        "6月.xlsx",
        "Sheet",
        "A6",
        "L6",
    )
    money = explained(home.instance, "funds_outside_city", None, None)
    assert {(row["name"], row["reason"]) for row in money["rows"] if not row["counts"]} == {("己", "口径为预计到位")}


def test_the_rows_are_read_once_more_from_the_originals(home: Home) -> None:
    again = explained(home.instance, "开工率", "石梁镇", None)["reread"]
    assert (again["files"], again["differ"]) == (1, []) and again["rows"] >= 3
    with planted(
        prepare(home.instance).db,
        0,
        "UPDATE projects SET started_on = '2022-04-04' WHERE project_name = '乙' AND started_on = '2022-05-20'",
    ):
        (told,) = explained(home.instance, "start", "石梁镇", None)["reread"]["differ"]
    assert told == {"where": "《6月.xlsx》“Sheet”第5行", "title": "开工时间", "stored": "2022-04-04", "read": "2022-05-20"}


def test_a_moved_rank_is_split_without_a_rest(home: Home) -> None:
    """石梁镇 was second of two on the issued board: what came late made it equal, a signing put it back, the other's signing made it first."""
    move = explained(home.instance, "start", "石梁镇", None)["move"]
    assert (move["before"], move["now"], move["since"]) == (2, 1, "2022-05-31")
    assert move["steps"] == {"definition": 0, "late_rows": 1, "own_numerator": 0, "own_denominator": -1, "others": 1}
    for rate in RATES:
        for unit in ("石梁镇", "航埠镇"):
            move = explained(home.instance, rate, unit, None)["move"]
            if move["before"] and move["now"]:
                assert sum(move["steps"].values()) == move["before"] - move["now"], (rate, unit)


def test_the_former_rank_is_that_of_the_issued_board(home: Home) -> None:
    """The corrected night of the same day ranked 石梁镇 first; the board that was issued says second."""
    rows = {r["unit_name"]: r for r in home.rows("SELECT * FROM bi_rate_ranking WHERE rate = 'start' AND rank IS NOT NULL")}
    assert {name: (r["rank"], r["previous_rank"]) for name, r in rows.items()} == {"石梁镇": (1, 2), "航埠镇": (2, 1)}
    assert all(r["is_small"] is (r["denominator"] < 3) or r["is_small"] == (r["denominator"] < 3) for r in rows.values())
    assert rows["石梁镇"]["interval_low"] < 2 / 3 < rows["石梁镇"]["interval_high"]


def test_an_issued_board_is_kept_and_comes_again_from_its_own_sheets(home: Home) -> None:
    (row,) = home.rows("SELECT * FROM bi_issued")
    assert (row["number"], row["signed_by"], str(row["as_of"]), row["batch_id"]) == (BOARD, "张三", "2022-05-31", 1)
    folder = home.instance.var / "issued" / BOARD
    kept = json.loads((folder / "figures.json").read_bytes())
    first = {r["unit_code"]: r["rank"] for r in kept["rates"] if r["rate"] == "start" and r["rank"]}
    assert first == {"330802100": 2, "330802101": 1}
    assert {p.name for p in folder.iterdir()} == {"figures.json", "inputs.tsv", "definitions.toml", "manifest.json"}
    assert json.loads((folder / "manifest.json").read_bytes())["figures"] == row["figures_sha256"]
    assert len((folder / "inputs.tsv").read_text(encoding="utf-8").splitlines()) == 3
    told = make_again(home.instance, BOARD)  # after two later nights
    assert told["is_whole"] and told["differences"] == []
    assert str(home.rows("SELECT as_of FROM bi_headline")[0]["as_of"]) == "2022-06-30"  # the published figures stand
    with pytest.raises(WrongSetting, match="issued already"):
        issue(home.instance, None, "李四", BOARD)
    with pytest.raises(WrongSetting, match="no figures of 2022-04-30"):
        issue(home.instance, date(2022, 4, 30), "李四", "〔2022〕2号")


def test_two_boards_are_compared(home: Home) -> None:
    told = difference(home.instance, BOARD, "3")
    rows = {(r["figure"], r["row"], r["field"]): (r["before"], r["after"]) for r in told["figures"]}
    assert rows["headline", "signed_100m", "number"] == (3, 5)
    assert rows["rates", "start/330802100", "rank"] == (2, 1)
    assert ("乙", "started_on", None, "2022-05-20") in {(r["project_name"], r["field"], r["before"], r["after"]) for r in told["projects"]}
    assert difference(home.instance, "3", "3") == {"before": "3", "after": "3", "figures": [], "projects": []}
    with pytest.raises(WrongSetting, match="no board 〔2022〕9号"):
        difference(home.instance, "〔2022〕9号", "3")


def test_changes_are_kept_by_batch(home: Home) -> None:
    rows = home.rows("SELECT project_name, field, before, after FROM bi_change ORDER BY project_name, field")
    found = {(r["project_name"], r["field"]): (r["before"], r["after"]) for r in rows}
    assert found["乙", "started_on"] == (None, "2022-05-20") and found["乙", "blocker_kind"] == ("配套", None)
    assert found["戊", "项目"] == ("", "有") and found["丙", "started_on"] == (None, "2022-02-01")
    assert not {name for name, _ in found} & {"甲", "丁"}
    days = {r["project_name"]: (r["days_unchanged"], r["days_past_planned_start"]) for r in home.rows("SELECT * FROM bi_project")}
    assert days["甲"] == (30, None) and days["乙"] == (0, None) and days["丁"] == (30, 60)


def test_blockers_open_and_close(home: Home) -> None:
    (row,) = home.rows("SELECT * FROM bi_blocker")
    assert (row["project_name"], row["blocker_kind"], str(row["since"]), str(row["closed_on"]), row["days_open"]) == (
        "乙", "配套", "2022-04-20", "2022-06-30", 71)  # fmt: skip


def test_lights_and_lead_times(home: Home) -> None:
    lights = {(r["backlog"], r["project_name"]): r["light"] for r in home.rows("SELECT * FROM bi_backlog")}
    assert lights == {("land", "丁"): "红", ("start", "丁"): "红", ("start", "戊"): "绿", ("start", "己"): "绿"}
    rows = home.rows("""SELECT * FROM bi_lead_time WHERE cohort = '2022H1' AND land_mode = '全部' AND "from" = '签约' AND "to" = '开工'""")
    assert [(r["projects"], r["median_days"], r["p90_days"]) for r in rows] == [(3, 31, 108)]


def test_a_stage_has_its_days_and_its_holder(home: Home) -> None:
    rows = {
        (r["project_name"], r["milestone"]): (r["days_in_stage"], r["held_by"])
        for r in home.rows('SELECT * FROM bi_milestone WHERE "on" IS NOT NULL')
    }
    assert rows["甲", "签约时间"] == (19, "330802100") and rows["甲", "开工时间"] == (90, "330802100")


def test_what_was_expected_stands_against_what_came(home: Home) -> None:
    rows = home.rows("SELECT month, SUM(forecast_yi) AS said, SUM(actual_yi) AS came, SUM(difference_yi) AS rest, MAX(CASE WHEN settled THEN 1 ELSE 0 END) AS over"
                     " FROM bi_forecast GROUP BY month ORDER BY month")  # fmt: skip
    assert [(r["month"], r["said"], r["came"], r["over"]) for r in rows] == [("2022-05", 0, 0.9, 1), ("2022-06", 0.05, 0.1, 0)]
    assert [r["rest"] for r in rows] == pytest.approx([0.9, 0.05])


def test_credit_sums_to_one(home: Home) -> None:
    rows = home.rows("SELECT p.project_name, c.unit_code, c.share FROM bi_credit c JOIN bi_project p ON p.project_id = c.project_id")
    assert {(r["unit_code"], r["share"]) for r in rows if r["project_name"] == "丁"} == {("330802101", 0.7), ("ST02", 0.3)}
    sums = home.rows("SELECT project_id, SUM(share) AS whole FROM bi_credit GROUP BY project_id")
    assert len(sums) == 6 and all(abs(r["whole"] - 1) < 1e-12 for r in sums)


def test_the_race_is_scored_item_by_item(home: Home) -> None:
    scores = {r["unit_name"]: r for r in home.rows("SELECT * FROM bi_score WHERE score IS NOT NULL")}
    assert {name: r["rank"] for name, r in scores.items()} == {"石梁镇": 1, "航埠镇": 2}
    items = {(r["unit_name"], r["item"]): r for r in home.rows("SELECT * FROM bi_score_item")}
    assert items["石梁镇", "开工率"]["points"] == pytest.approx(25 * 2 / 3)
    assert items["航埠镇", "红灯项目"]["points"] == -2  # 丁 is in both backlogs
    for name, row in scores.items():
        assert row["score"] == pytest.approx(sum(r["points"] for (unit, _), r in items.items() if unit == name))
    assert scores["石梁镇"]["previous_rank"] is not None


def test_a_definition_is_tried_before_it_takes_effect(home: Home) -> None:
    result = CliRunner().invoke(app, ["definitions", "start-planned", "--home", str(home.folder), "--warehouse", home.url, "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    rows = {r["unit_name"]: (r["numerator"], r["denominator"], r["tried_numerator"], r["tried_denominator"]) for r in told["rows"]}
    assert rows["石梁镇"] == (2, 3, 1, 1) and rows["航埠镇"] == (1, 2, 0, 1)
    assert told["in_force"] == ["start-v1"]
    assert {r["definition"] for r in home.rows("SELECT DISTINCT definition FROM bi_rate_ranking WHERE rate = 'start'")} == {"start-v1"}


@pytest.mark.parametrize(
    ("words", "said"),
    [(["explain", "luck"], "no figure 'luck'"), (["explain", "开工"], "is it 开工率?"), (["explain", "start", "--unit", "火星镇"], "no unit '火星镇'"), (["explain", "start", "--unit", "石梁乡"], "is it 石梁镇?"), (["diff", "1", "77"], "no batch 77"),
     (["definitions", "start-v9"], "no definition 'start-v9'"), (["restate", "〔2022〕9号"], "no board 〔2022〕9号")],
)  # fmt: skip
def test_a_slip_is_one_line(home: Home, words: list[str], said: str) -> None:
    result = CliRunner().invoke(app, [*words, "--home", str(home.folder), "--warehouse", home.url])
    assert isinstance(result.exception, WrongSetting) and said in str(result.exception)


def test_commands_print_for_people(home: Home, tmp_path: Path) -> None:
    for words, said in ((["explain", "start", "--unit", "石梁镇"], "尚未开工"), (["diff", "1", "3"], "亿元以上签约项目"), (["definitions"], "signing-target"),
                        (["definitions", "start-planned"], "石梁镇")):  # fmt: skip
        result = CliRunner().invoke(app, [*words, "--home", str(home.folder), "--warehouse", home.url])
        assert result.exit_code == 0 and said in result.output, words
