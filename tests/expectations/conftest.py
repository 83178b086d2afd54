"""A small county whose second night is measured and not yet audited, on both databases."""

from collections.abc import Iterator

import pytest

from expectations.suite import Expectation, suite
from flows.night import Night
from tests.planting import measured
from tests.sheets import Home, funds, project
from tests.warehouses import new_database


def county(home: Home) -> Home:
    """Three townships, one of them from a former night; two land alike, one has not; a rejected row, a total, money in two months."""
    home.ledger("石梁镇", [project("早先", 供地时间="2022-04-01", 开工时间="2022-05-01")])
    home.send("区招商局", "5月.xlsx", funds([["2022-05", "早先", "早先投资公司", 300]], month=5))
    return home


def tonight(home: Home) -> Home:
    home.ledger(
        "航埠镇", [project("也供地", 供地时间="2022-04-01"), project("退回", 签约时间="已签约"), {"项目名称": "合计", "总投资（亿元）": 2}]
    )
    home.ledger("九华乡", [project("未开工")])
    home.send("区招商局", "活动.xlsx", [["2022年6月招商活动统计表"], ["填报单位：区招商局"], ["日期", "活动类型", "领导层级", "次数"],
              ["2022-06-02", "外出招商", "主要领导", 2]])  # fmt: skip
    home.send("北京驻点招商组", "名册.xlsx", [["北京驻点招商组招商专员名册"], ["姓名", "到岗时间"], ["专员01", "2022-01-04"]])
    home.send(
        "区招商局",
        "6月.xlsx",
        funds([["2022-06", "也供地", "也供地投资公司", 100], ["2022-06", "未开工", "未开工投资公司", 50, "预计到位"]]),
    )
    return home


def asked(night: Night) -> tuple[Expectation, ...]:
    indicators = night.county.indicators
    return suite(indicators.largest_fall, indicators.in_force(night.as_of))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def candidate(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """One published batch and a measured candidate after it; a fault planted in it is taken out again."""
    folder = tmp_path_factory.mktemp("county")
    url = f"sqlite:///{folder / 'warehouse.db'}" if request.param == "sqlite" else new_database(request.getfixturevalue("postgres"))
    home = Home(folder, url)
    assert county(home).night().failed == []
    night = measured(tonight(home))
    yield night
    night.db.close()
