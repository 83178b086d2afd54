"""Headers of several levels, several tables in a sheet, months as columns, one sheet a team: read by what is written, or told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from connectors.child import ChunkRead
from tests.connectors.told import Rows, Told, chunk_of, read, read_file, rules
from tests.sheets import LEDGER, ledger, project

TITLE = [["2022年6月到位资金明细表"], ["填报单位：石梁镇  单位：万元"]]
FUNDS = [*TITLE, ["项目名称", "投资方", "到位资金"], ["甲", "甲公司", 100], ["乙", "乙公司", 200]]


def chunk(folder: Path, unit: str = "330802100") -> ChunkRead:
    return chunk_of(folder / "台账.xlsx", unit)


def column(folder: Path, form: str, name: str) -> list[object]:
    return list(pl.read_ipc_stream(chunk(folder).frames[form])[name])


def merged(folder: Path, rows: Rows, *ranges: str) -> list[Told]:
    """The findings of a sheet some of whose cells are merged."""
    read(folder, rows)
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    for cells in ranges:
        book.worksheets[0].merge_cells(cells)
    book.save(folder / "台账.xlsx")
    return read_file(folder / "台账.xlsx", folder)


def test_a_second_table_is_read_by_its_own_header(tmp_path: Path) -> None:
    """Other columns, another order: by the first header 丙公司 would be a project."""
    for gap in ([[]], [], [["附：上月补报"]]):
        rows = [*FUNDS, *gap, ["投资方", "到位资金（亿元）", "项目名称"], ["丙公司", 0.5, "丙"]]
        assert read(tmp_path, rows) == []
        assert column(tmp_path, "funds", "project_name") == ["甲", "乙", "丙"]
        assert column(tmp_path, "funds", "amount") == [1_000_000, 2_000_000, 50_000_000]


def test_a_finding_in_a_second_table_names_its_own_column(tmp_path: Path) -> None:
    rows = [*FUNDS, [], ["投资方", "到位资金（亿元）", "项目名称"], ["丙公司", "很多", "丙"]]
    assert [(f.cell, f.got) for f in read(tmp_path, rows)] == [("B8", "很多")]


def test_a_second_table_of_another_form_is_another_delivery(tmp_path: Path) -> None:
    rows = [*ledger("石梁镇", [project("甲")]), [], *FUNDS]
    assert read(tmp_path, rows) == []
    found = chunk(tmp_path)
    assert [(d.form, d.unit, d.period, d.rows_read) for d in found.drafts] == [
        ("projects", "330802100", "2022-06", 1),
        ("funds", "330802100", "2022-06", 2),
    ]
    assert column(tmp_path, "funds", "row") == [9, 10]


def test_a_small_first_table_is_not_lost_above_a_fuller_one(tmp_path: Path) -> None:
    assert read(tmp_path, [*FUNDS, [], *ledger("石梁镇", [project("丙")])]) == []
    assert [(d.form, d.rows_read) for d in chunk(tmp_path).drafts] == [("funds", 2), ("projects", 1)]


def test_the_second_table_may_be_another_units(tmp_path: Path) -> None:
    rows = [*ledger("石梁镇", [project("甲")]), *ledger("航埠镇", [project("乙")])]
    assert read(tmp_path, rows) == []
    assert [(d.unit, d.rows_read) for d in chunk(tmp_path).drafts] == [("330802100", 1), ("330802101", 1)]


def test_a_header_printed_again_belongs_to_its_table(tmp_path: Path) -> None:
    rows = ledger("石梁镇", [project("甲")])
    assert read(tmp_path, [*rows, list(LEDGER), rows[-1][:0] or [project("乙").get(c) for c in LEDGER]]) == []
    assert [(d.form, d.rows_read) for d in chunk(tmp_path).drafts] == [("projects", 3)]
    assert column(tmp_path, "projects", "project_name") == ["甲", "乙"]


def test_a_second_tables_unit_of_money_is_its_own(tmp_path: Path) -> None:
    """单位：万元 above the first table says nothing of the second."""
    rows = [*FUNDS, [], ["投资方", "到位资金", "项目名称"], ["丙公司", 5, "丙"]]
    assert [(f.rule, f.cell) for f in read(tmp_path, rows)] == [("amount_unit_missing", "B7")]


def test_table_unknown(tmp_path: Path) -> None:
    rows = [*ledger("石梁镇", [project("甲")]), [], ["序号", "联系人", "备注", "值班电话"], [1, "某人", "", "88"]]
    told = read(tmp_path, rows)
    assert [(f.rule, f.cell) for f in told] == [("table_unknown", "A6")]
    assert column(tmp_path, "projects", "project_name") == ["甲"]


@pytest.mark.parametrize(
    "line",
    [["甲", "乙", 1, 2, 3], ["栏次", "", 1, 2, 3], ["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, 3, 4, 5], ["栏次", "1", "2", "3=1+2", "4"]],
)
def test_numbers_of_columns_are_no_project(tmp_path: Path, line: list[Any]) -> None:
    rows = ledger("石梁镇", [project("甲")])
    assert read(tmp_path, [*rows[:3], line, *rows[3:]]) == []
    assert column(tmp_path, "projects", "project_name") == ["甲"]


def test_a_row_of_units_gives_the_columns_their_units(tmp_path: Path) -> None:
    bare = [["2022年6月招商项目台账"], ["填报单位：石梁镇"], ["项目名称", "投资方", "总投资", "用地面积"]]
    for below in (
        [["", "", "万元", "亩"]],
        [["", "", "（万元）", "（亩）"], ["甲", "乙", "1", "2"]],
        [["甲", "乙", "1", "2"], ["", "", "万元", "亩"]],
    ):
        assert read(tmp_path, [*bare, *below, ["一号", "某公司", 500, 3]]) == []
        assert column(tmp_path, "projects", "total_investment") == [5_000_000]
        assert column(tmp_path, "projects", "land_area") == [2000.0]


def test_unit_contradicts(tmp_path: Path) -> None:
    rows = [
        ["2022年6月招商项目台账"],
        ["填报单位：石梁镇"],
        ["项目名称", "投资方", "总投资（亿元）"],
        ["", "", "万元"],
        ["甲", "甲公司", 5],
    ]
    assert [(f.rule, f.cell, f.detail) for f in read(tmp_path, rows)] == [("unit_contradicts", "C3", "万元")]
    assert chunk(tmp_path).drafts[0].stopped == "unit_contradicts"
    same = [*rows[:3], ["", "", "亿元"], rows[4]]
    assert read(tmp_path, same) == []


THREE = [
    ["项目名称", "投资方", "资金到位情况", "", "", "", "备注"],
    ["", "", "到位资金（万元）", "", "本年累计（万元）", "", ""],
    ["", "", "本月", "其中：省外", "合计", "其中：省外", ""],
    ["甲", "甲公司", 100, 40, 600, 300, ""],
]
MERGES = ("A3:A5", "B3:B5", "C3:F3", "C4:D4", "E4:F4", "G3:G5")


def test_three_levels_of_header_are_read(tmp_path: Path) -> None:
    """省外 stands twice: the one under 本年累计 is a part of the year's sum and no part of the month's amount."""
    assert merged(tmp_path, [*TITLE, *THREE], *MERGES) == []
    assert column(tmp_path, "funds", "amount") == [1_000_000]
    assert column(tmp_path, "funds", "outside_province") == [400_000]
    assert column(tmp_path, "funds", "ytd") == [6_000_000]


def test_a_title_that_reaches_down_shows_how_deep_a_narrow_header_is(tmp_path: Path) -> None:
    """Under 进展情况 stands one group as wide as itself: nothing but the merges beside it says that it goes on."""
    rows = [["进展情况", "", "投资方", "到位资金"], ["本月", "", "", ""], ["序号", "项目名称", "", ""], [1, "甲", "甲公司", 100]]
    assert merged(tmp_path, [*TITLE, *rows], "A3:B3", "A4:B4", "C3:C5", "D3:D5") == []
    assert column(tmp_path, "funds", "project_name") == ["甲"]


def test_a_title_merged_down_over_rows_of_text_eats_none(tmp_path: Path) -> None:
    """备注 reaches down over a row that was typed as text."""
    rows = [["项目名称", "投资方", "到位资金", "备注"], ["甲", "甲公司", "100万元", "同上"], ["乙", "乙公司", "200万元", ""]]
    assert merged(tmp_path, [*TITLE, *rows], "D3:D4") == []
    assert column(tmp_path, "funds", "project_name") == ["甲", "乙"]


def test_levels_without_merges_are_read_alike(tmp_path: Path) -> None:
    """As exports and CSV write them."""
    assert read(tmp_path, [*TITLE, *THREE]) == []
    assert column(tmp_path, "funds", "amount") == [1_000_000]
    assert column(tmp_path, "funds", "ytd") == [6_000_000]


def test_four_levels_of_header_are_read(tmp_path: Path) -> None:
    rows = [["招商引资项目", "", "", ""], *([*row[:4]] for row in THREE)]
    assert merged(tmp_path, [*TITLE, *rows], "A3:D3", "A4:A6", "B4:B6", "C4:D4", "C5:D5") == []
    assert column(tmp_path, "funds", "amount") == [1_000_000]


def test_column_unclear(tmp_path: Path) -> None:
    rows = [
        *TITLE,
        ["项目名称", "投资方", "一期", "", "二期", ""],
        ["", "", "本月到位资金", "备注", "本月到位资金", "备注"],
        ["甲", "甲公司", 1, "", 2, ""],
    ]
    told = merged(tmp_path, rows, "A3:A4", "B3:B4", "C3:D3", "E3:F3")
    assert ("column_unclear", "C4", "C、E") in [(f.rule, f.cell, f.detail) for f in told]
    assert chunk(tmp_path).drafts[0].stopped


def test_months_are_columns(tmp_path: Path) -> None:
    header = ["项目名称", "投资方", *(f"{m}月" for m in range(1, 13)), "合计"]
    rows = [
        ["2022年1-6月到位资金明细表"],
        ["填报单位：石梁镇  单位：万元"],
        header,
        ["甲", "甲公司", 10, "", 30, "", "", 60, *[""] * 6, 100],
        ["乙", "乙公司", *[""] * 13],
    ]
    assert rules(read(tmp_path, rows)) == ["column_unknown"]  # 合计
    assert column(tmp_path, "funds", "month") == ["2022-01", "2022-03", "2022-06"]
    assert column(tmp_path, "funds", "amount") == [100_000, 300_000, 600_000]
    rows[3][8] = 70
    assert [(f.rule, f.cell) for f in read(tmp_path, rows)] == [("column_unknown", "O3"), ("date_future", "I4")]


def test_months_under_a_parent_that_says_the_year(tmp_path: Path) -> None:
    rows = [["到位资金明细表"], ["填报单位：石梁镇 填报时间：2022-06-30"], ["项目名称", "投资方", "2021年到位资金（万元）", "", "2022年到位资金（万元）", ""],
            ["", "", "11月", "12月", "1月", "2月"], ["甲", "甲公司", 1, 2, 3, 4]]  # fmt: skip
    assert merged(tmp_path, rows, "A3:A4", "B3:B4", "C3:D3", "E3:F3") == []
    assert column(tmp_path, "funds", "month") == ["2021-11", "2021-12", "2022-01", "2022-02"]


def test_years_as_columns_are_not_read_by_guess(tmp_path: Path) -> None:
    rows = [*TITLE, ["项目名称", "投资方", "2021年", "2022年"], ["甲", "甲公司", 1, 2]]
    assert "column_missing" in rules(read(tmp_path, rows))


def test_one_sheet_a_team(tmp_path: Path) -> None:
    header, row = ["日期", "项目名称", "投资方", "信息来源"], ["2022-06-01", "某项目", "某公司", "商会"]
    sheets = {
        name: [["2022年6月驻点招商信息表"], header, [*row[:1], f"{name}项目", *row[2:]]]
        for name in ("北京组", "上海驻点组", "驻深圳招商组")
    }
    assert read(tmp_path, sheets, unit="ZS01") == []
    assert [(d.unit, d.rows_read) for d in chunk(tmp_path, "ZS01").drafts] == [("ST01", 1), ("ST02", 1), ("ST04", 1)]
    alone = {"北京组": sheets["北京组"]}
    assert rules(read(tmp_path, alone, unit="ST02")) == ["unit_conflict"]
    assert read(tmp_path, alone, unit="ST01") == []


CARD = [
    ["招商项目信息采集表"],
    ["项目名称", "甲", "投资方", "甲公司"],
    ["总投资（亿元）", 5, "产业类别", "制造业"],
    ["企业联系人", "某人", "联系电话", ""],
    ["进展情况", "在谈", "备注", ""],
]


@pytest.mark.parametrize("rows", [CARD, [[r[0], r[1]] for r in CARD[1:]] + [["投资方", "甲公司"]]])
def test_layout_card(tmp_path: Path, rows: Sequence[Sequence[Any]]) -> None:
    """A card's labels are no projects."""
    assert rules(read(tmp_path, rows)) == ["layout_card"]
    assert not chunk(tmp_path).drafts


def test_layout_transposed(tmp_path: Path) -> None:
    turned = [list(row) for row in zip(*(list(row) for row in ledger("石梁镇", [project("甲"), project("乙")])[2:]), strict=True)]
    assert rules(read(tmp_path, [["2022年6月招商项目台账"], *turned])) == ["layout_transposed"]


@pytest.mark.parametrize(
    "title", ["2018年驻点招商员月度绩效比拼表", "长三角片区拜访客商周报表", "首谈、流转项目清单", "目标责任完成情况自评表", "商务月报"]
)
def test_form_foreign(tmp_path: Path, title: str) -> None:
    """Its header may be a form's: its figures are defined otherwise."""
    rows = [[title], *ledger("石梁镇", [project("甲")])[1:]]
    assert [(f.rule, bool(f.got)) for f in read(tmp_path, rows, file="表.xlsx")] == [("form_foreign", True)]
    beside = read(tmp_path, {"台账": ledger("石梁镇", [project("甲")]), "别的": rows})
    assert rules(beside) == ["sheet_unknown"]


def test_column_contradicts(tmp_path: Path) -> None:
    header = [*TITLE, ["项目名称", "投资方", "本月到位资金", "当月到位资金"]]
    assert [(f.rule, f.cell, f.detail) for f in read(tmp_path, [*header, ["甲", "甲公司", 100, 600]])] == [
        ("column_contradicts", "D3", "C")
    ]
    assert chunk(tmp_path).drafts[0].stopped == "column_contradicts"
    assert rules(read(tmp_path, [*header, ["甲", "甲公司", 100, 100]])) == ["column_repeated"]


def test_a_table_of_no_known_column_below_a_gap(tmp_path: Path) -> None:
    rows = ledger("石梁镇", [project("甲")])
    strange = [["周次", "值班人", "班次", "岗位", "上午", "下午", "晚间", "地点"], ["第一周", "某人", "早", "门岗", 1, 2, 3, "大厅"]]
    for gap in ([[]], [["值班安排表"]]):
        assert rules(read(tmp_path, [*rows, *gap, *strange])) == ["table_unknown"], gap
        assert column(tmp_path, "projects", "project_name") == ["甲"]
    more = [project("乙", 签约时间="已签约", 供地时间="已供地").get(c) for c in LEDGER]
    assert "table_unknown" not in rules(read(tmp_path, [*rows, [], more])), "a project badly filled in is a project"


def test_column_unnamed(tmp_path: Path) -> None:
    rows = ledger("石梁镇", [project("甲"), project("乙")])
    assert [(f.rule, f.cell, f.got) for f in read(tmp_path, [*rows[:3], [*rows[3], "某", ""], [*rows[4], "某", 3]])] == [
        ("column_unnamed", "O3", "O")
    ]


TARGETS = [["2022年度目标任务分解表"], ["填报单位：区招商局"]]


@pytest.mark.parametrize(("rows", "ranges"), [
    ([["单位", "签约项目数", "", "开工项目数", ""], ["", "2021年", "2022年", "2021年目标", "2022年目标"], ["石梁镇", 1, 2, 3, 4]], ("A3:A4", "B3:C3", "D3:E3")),
    ([["单位", "2021年", "", "2022年", ""], ["", "签约项目数", "开工项目数", "签约项目数", "开工项目数"], ["石梁镇", 1, 3, 2, 4]], ("A3:A4", "B3:C3", "D3:E3")),
    ([["单位", "指标", "2021年目标", "2022年目标", "计量单位"], ["石梁镇", "签约项目数", 1, 2, "个"], ["石梁镇", "开工项目数", 3, 4, "个"]], ()),
])  # fmt: skip
def test_targets_of_several_years_are_those_of_the_sheets_year(tmp_path: Path, rows: Rows, ranges: Sequence[str]) -> None:
    assert merged(tmp_path, [*TARGETS, *rows], *ranges) == []
    assert column(tmp_path, "targets", "indicator") == ["签约项目数", "开工项目数"]
    assert column(tmp_path, "targets", "target") == [2.0, 4.0]


def test_a_target_of_another_year_alone_is_none(tmp_path: Path) -> None:
    assert rules(read(tmp_path, [*TARGETS, ["单位", "指标", "2021年目标"], ["石梁镇", "签约项目数", 1]])) == ["column_missing"]


def test_two_tables_side_by_side_are_not_read_as_one(tmp_path: Path) -> None:
    rows = [
        ["2022年6月招商项目台账"],
        ["填报单位：石梁镇"],
        ["项目名称", "投资方", "", "项目名称", "投资方"],
        ["甲", "甲公司", "", "乙", "乙公司"],
    ]
    assert rules(read(tmp_path, rows)) == ["column_contradicts", "column_repeated"]
    assert chunk(tmp_path).drafts[0].stopped == "column_contradicts"


def test_a_header_merged_over_two_columns_is_one(tmp_path: Path) -> None:
    rows = [["2022年6月招商项目台账"], ["填报单位：石梁镇"], ["项目名称", "", "投资方"], ["甲", "", "甲公司"]]
    assert merged(tmp_path, rows, "A3:B3", "A4:B4") == []


def test_a_second_table_may_have_levels(tmp_path: Path) -> None:
    rows = [*FUNDS, [], ["项目名称", "到位资金（万元）", "", "投资方"], ["", "本月", "本年累计", ""], ["丙", 5, 9, "丙公司"]]
    assert merged(tmp_path, rows, "A7:A8", "B7:C7", "D7:D8") == []
    assert column(tmp_path, "funds", "amount") == [1_000_000, 2_000_000, 50_000]


def test_months_as_columns_over_new_year(tmp_path: Path) -> None:
    rows = [["到位资金明细表"], ["填报单位：石梁镇 统计时间：2021年12月26日-2022年1月25日"], ["项目名称", "投资方", "12月（万元）", "1月（万元）"],
            ["甲", "甲公司", 1, 2]]  # fmt: skip
    assert read(tmp_path, rows) == []
    assert column(tmp_path, "funds", "month") == ["2021-12", "2022-01"]


def test_more_tables_than_are_read_are_told(tmp_path: Path) -> None:
    block = [["填报单位：石梁镇  单位：万元"], ["项目名称", "投资方", "到位资金"]]
    rows = [["2022年6月到位资金明细表"], *(row for n in range(52) for row in [*block, [f"项目{n}", "某公司", 1], []])]
    told = read(tmp_path, rows)
    assert [f.rule for f in told] == ["table_unknown"] and len(column(tmp_path, "funds", "amount")) == 50
