"""One workbook fewer: exactly the figures that it carries change, and who has not sent is known."""

from collections.abc import Set
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from examples.kecheng import truth
from examples.kecheng.county import County
from examples.kecheng.first_half import KECHENG
from examples.kecheng.workbooks import write
from tests.conftest import some
from tests.examples.compared import differences
from tests.sheets import Home

#: A workbook, the keys that change without it, and the unit and form that are then missing.
CASES: tuple[tuple[str, Set[str], tuple[str, str] | None], ...] = (
    ("北京驻点招商组/驻北京招商组专员名册.xlsx", {"officers"}, ("ST01", "officers")),
    ("深圳驻点招商组/驻深圳组项目信息采集表（6月周报）.xlsx", {"valid_leads", "talent_leads"}, ("ST04", "leads")),
    ("区招商局/6月招商活动统计表.xlsx", {"trips_principal", "trips_deputy", "visitors_received", "online_classes"}, ("ZS01", "activities")),
    ("上海驻点招商组/上海组招商活动统计表.xlsx", {"leaders_invited", "investors_invited"}, ("ST02", "activities")),
    ("区服务业发展中心/到位资金2022年1-6月.xlsx", {"funds_outside_city", "funds_forecast_month"}, None),
    (
        "双港街道/双港街道招商项目台账（1-6月）.xls",
        {"land_supplied", "funds_outside_city", "funds_manufacturing", "funds_forecast_month"},
        ("330802010", "projects"),
    ),
    ("石梁镇/石梁镇招商项目5月.xlsx", set(), None),
    ("区招商局/全市招商引资排名（6月）.xls", set(), ("ZS01", "league")),
)


@cache
def without(path: str) -> County:
    """Kecheng without one workbook."""
    left = tuple(book for book in KECHENG.workbooks if book.path != path)
    assert len(left) == len(KECHENG.workbooks) - 1, path
    return replace(KECHENG, workbooks=left)


@pytest.mark.parametrize(("path", "keys", "missing"), some(CASES, 3))
def test_exactly_what_it_carries_changes(path: str, keys: set[str], missing: tuple[str, str] | None, tmp_path: Path) -> None:
    county = without(path)
    changed = {key for key, value in truth.headline(county).items() if value != truth.headline()[key]}
    assert changed == keys
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'warehouse.db'}")
    write(county, home.inbox)
    assert home.night().failed == []
    assert differences(home, county) == {}
    unsent = {(r["unit_code"], r["form"]) for r in home.rows("SELECT unit_code, form FROM bi_submission WHERE state = '未报'")}
    assert unsent == ({missing} if missing else set())
