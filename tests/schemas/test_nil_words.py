"""零报 in words: what says that nothing changed, and what only looks like it."""

import pytest

from schemas.nil_words import nil_row, says_nothing_changed


@pytest.mark.parametrize(
    "said",
    ["本月无变化", "无变化", "6月无新增", "本月无新增项目。", "本周无新增招商信息", "零报告", "零报", "2022年6月份没有变化", "截至目前，我镇招商项目暂无变动", "本月 无 更新",
     "备注：本月无变化", "本月无招商活动", "12月没有到位资金", "目前暂无新增信息"],
)  # fmt: skip
def test_a_row_that_says_nothing_changed(said: str) -> None:
    assert nil_row([said]) == said
    assert nil_row(["", 1, said, None, "/"]) == said
    assert nil_row([said, "石梁镇"]) == "", "another word beside it"


@pytest.mark.parametrize(
    "said",
    [
        "无变化科技公司",
        "有无变化",
        "本月无",
        "无",
        "新增用地",
        "本月有变化",
        "无新增用地项目",
        "智能制造零报价项目",
        "项目",
        "本月无人机项目",
        "本月新增2个",
    ],
)
def test_a_row_that_says_something_else(said: str) -> None:
    assert nil_row([said]) == ""


@pytest.mark.parametrize(
    ("name", "says"), [("石梁镇6月台账（无变化）", True), ("本月无新增用地台账", False), ("有无变化情况表", False), ("零报-航埠镇", True)]
)
def test_the_name_of_a_file(name: str, says: bool) -> None:
    assert says_nothing_changed(name) is says
