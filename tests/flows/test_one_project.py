"""One project out of several ledgers, field by field (forms.md, "Authority"): one night, a project a sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.sheets import Home

HEADER = ("项目名称", "投资方", "总投资（亿元）", "引进单位", "供地时间", "入库时间", "项目类型", "责任单位", "项目状态")
SENT: dict[str, tuple[str, Sequence[dict[str, Any]]]] = {
    "北京驻点招商组": ("2022-06-28", [
        {"项目名称": "按单位", "总投资（亿元）": 1, "引进单位": "北京驻点招商组", "供地时间": "2022-01-01", "入库时间": "2022-02-01"},
        {"项目名称": "默认让写明", "项目类型": "税源项目"}, {"项目名称": "无人写引进"}, {"项目名称": "状态"}]),
    "石梁镇": ("2022-06-20", [
        {"项目名称": "按单位", "总投资（亿元）": 2, "引进单位": "石梁镇", "供地时间": "2022-01-02", "入库时间": "2022-02-02"},
        {"项目名称": "空白让写明"}, {"项目名称": "新的一份", "总投资（亿元）": 5}, {"项目名称": "默认让写明"}, {"项目名称": "无人写引进"},
        {"项目名称": "责任单位不算", "责任单位": "航埠镇"}]),
    "航埠镇": ("2022-06-25", [{"项目名称": "新的一份", "总投资（亿元）": 6}, {"项目名称": "空白让写明", "总投资（亿元）": 7}, {"项目名称": "状态", "项目状态": "终止"}]),
    "区生态工业服务中心": ("2022-06-10", [
        {"项目名称": "按单位", "总投资（亿元）": 3, "引进单位": "石梁镇", "供地时间": "2022-01-03", "入库时间": "2022-02-03"}]),
    "区统计局": ("2022-06-01", [{"项目名称": "按单位", "总投资（亿元）": 4, "入库时间": "2022-02-04"}, {"项目名称": "无人写引进"}]),
}  # fmt: skip


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("authority")
    home = Home(folder, f"sqlite:///{folder / 'warehouse.db'}")
    for unit, (filled, rows) in SENT.items():
        lines = [[row.get(title, f"{row['项目名称']}公司" if title == "投资方" else None) for title in HEADER] for row in rows]
        home.send(unit, "台账.xlsx", [["2022年6月招商项目台账"], [f"填报单位：{unit}  填报时间：{filled}"], list(HEADER), *lines])
    home.night()
    return {row["project_name"]: row for row in home.rows("SELECT * FROM bi_project")}


def test_a_department_goes_before_a_platform_a_township_and_a_station(projects: dict[str, dict[str, Any]]) -> None:
    assert projects["按单位"]["total_investment"] == 400_000_000


def test_introduced_by_is_the_stations_word_before_the_townships(projects: dict[str, dict[str, Any]]) -> None:
    assert projects["按单位"]["introduced_by"] == "ST01"


def test_land_dates_are_the_platforms(projects: dict[str, dict[str, Any]]) -> None:
    assert str(projects["按单位"]["land_supplied_on"]) == str(date(2022, 1, 3))


def test_enrolment_is_the_statistics_offices(projects: dict[str, dict[str, Any]]) -> None:
    assert str(projects["按单位"]["enrolled_on"]) == str(date(2022, 2, 4))


def test_a_written_value_beats_a_blank_and_a_default(projects: dict[str, dict[str, Any]]) -> None:
    assert projects["空白让写明"]["total_investment"] == 700_000_000
    assert projects["默认让写明"]["project_kind"] == "税源项目"
    assert projects["状态"]["status"] == "终止"
    assert projects["空白让写明"]["project_kind"] == "产业项目"


def test_within_a_kind_the_newer_delivery_counts(projects: dict[str, dict[str, Any]]) -> None:
    assert projects["新的一份"]["total_investment"] == 600_000_000


def test_where_no_ledger_says_who_introduced_it_the_station_that_lists_it_did(projects: dict[str, dict[str, Any]]) -> None:
    assert projects["无人写引进"]["introduced_by"] == "ST01"
    assert projects["新的一份"]["introduced_by"] == "330802100"  # two townships: the smaller code
    assert projects["责任单位不算"]["introduced_by"] == "330802100"


def test_everyone_who_lists_it_is_named(projects: dict[str, dict[str, Any]]) -> None:
    assert set(str(projects["按单位"]["reported_by"]).split("、")) == {"北京驻点招商组", "石梁镇", "区生态工业服务中心", "区统计局"}
