"""Lines among the rows of a table that are no project: headings of groups, notes, signatures, numbers and units of columns."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from connectors.child import ChunkRead
from tests.connectors.told import chunk_of, read, read_file, rules
from tests.sheets import LEDGER, ledger, project

WIDTH = len(LEDGER)


def chunk(folder: Path) -> ChunkRead:
    return chunk_of(folder / "台账.xlsx")


def projects(folder: Path) -> list[object]:
    return list(pl.read_ipc_stream(chunk(folder).frames["projects"])["project_name"])


def reasons(folder: Path) -> list[tuple[int, str]]:
    frames = chunk(folder).frames
    return [(r["row"], r["reason"]) for r in pl.read_ipc_stream(frames["aside"]).iter_rows(named=True)] if "aside" in frames else []


def numbered(*lines: Sequence[Any]) -> list[list[Any]]:
    """A ledger whose first column is 序号; a line is its label and the ledger's cells by title, or bare cells."""
    rows = ledger("石梁镇", [])
    return [*rows[:2], ["序号", *LEDGER], *([label, *([cells.get(c) for c in LEDGER] if isinstance(cells, dict) else cells)] for label, *cells_ in lines
            for cells in ([cells_[0]] if len(cells_) == 1 and isinstance(cells_[0], dict) else [cells_]))]  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "北京市（92所）",
        "一、制造业项目",
        "（二）在谈项目",
        "二、亿元以上项目",
        "制造业项目",
        "石梁镇",
        "在谈项目",
        "深圳市",
        "其他项目",
        "第一批",
    ],
)
def test_a_heading_of_a_group_is_no_project(tmp_path: Path, heading: str) -> None:
    rows = ledger("石梁镇", [project("甲")])
    assert read(tmp_path, [*rows[:3], [heading], *rows[3:], [heading], [project("乙").get(c) for c in LEDGER]]) == []
    assert projects(tmp_path) == ["甲", "乙"]
    assert reasons(tmp_path) == [(4, "分组行"), (6, "分组行")]


@pytest.mark.parametrize("heading", ["重点推进", "光电产业", "柯城片区项目情况"])
def test_what_is_merged_across_a_table_is_no_project(tmp_path: Path, heading: str) -> None:
    rows = ledger("石梁镇", [project("甲")])
    read(tmp_path, [*rows[:3], [heading], *rows[3:]])
    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    book.worksheets[0].merge_cells("A4:N4")
    book.save(tmp_path / "台账.xlsx")
    assert read_file(tmp_path / "台账.xlsx", tmp_path) == []
    assert projects(tmp_path) == ["甲"] and reasons(tmp_path) == [(4, "分组行")]


def test_a_group_may_be_numbered_and_summed(tmp_path: Path) -> None:
    sums = {"项目名称": "服务业", "总投资（亿元）": 1}
    rows = numbered(["一", {"项目名称": "制造业项目"}], [1, project("甲")], [2, project("乙")], ["二", sums], [3, project("丙")])
    assert read(tmp_path, rows) == []
    assert projects(tmp_path) == ["甲", "乙", "丙"]
    assert reasons(tmp_path) == [(4, "分组行"), (7, "合计行")]
    wrong = numbered(["一", {"项目名称": "制造业项目"}], [1, project("甲")], ["二", {**sums, "总投资（亿元）": 9}], [3, project("丙")])
    assert rules(read(tmp_path, wrong)) == ["total_mismatch"]


@pytest.mark.parametrize("left", ["签约时间", "产业类别", "投资方所在地", "投资方"])
def test_a_project_whose_name_was_left_out_is_no_sum(tmp_path: Path, left: str) -> None:
    """Though its investment is the next row's."""
    nameless = {"总投资（亿元）": 1, left: project("乙")[left]}
    told = read(tmp_path, ledger("石梁镇", [project("甲"), nameless, project("丙")]))
    assert ("required_blank", "A5") in [(f.rule, f.cell) for f in told]
    assert projects(tmp_path) == ["甲", None, "丙"] and reasons(tmp_path) == []
    assert read(tmp_path, ledger("石梁镇", [project("甲"), {"总投资（亿元）": 1}, project("丙")])) == []
    assert reasons(tmp_path) == [(5, "合计行")]


def test_a_sum_without_the_word_may_bear_the_month_of_its_rows(tmp_path: Path) -> None:
    rows = [["2022年6月到位资金明细表"], ["填报单位：石梁镇"], ["项目名称", "到位资金（万元）", "口径", "到位月份"], ["甲", 5, "实际到位", "2022-06"],
            ["乙", 7, "实际到位", "2022-06"], [None, 12, "实际到位", "2022-06"]]  # fmt: skip
    assert read(tmp_path, rows) == [] and reasons(tmp_path) == [(6, "合计行")]


def test_a_header_of_two_columns_is_repeated_among_the_rows(tmp_path: Path) -> None:
    head = ["月\u3000份", "项\n目\n名\n称"]
    assert read(tmp_path, [["2022年6月项目产出表"], ["填报单位：石梁镇"], head, ["2022-05", "甲"], head, ["2022-06", "乙"]]) == []
    assert reasons(tmp_path) == [(5, "重复表头")]


def test_words_for_amounts_after_a_gap_are_a_row_and_no_table(tmp_path: Path) -> None:
    """面议 and 上半年 in one row, below a blank one: its 口径 says whose row it is."""
    rows = [["2022年6月到位资金明细表"], ["填报单位：石梁镇"], ["项目名称", "到位资金（万元）", "口径", "到位月份"], ["甲", 5, "实际到位", "2022-06"],
            [None], ["乙", "面议", "实际到位", "上半年"], ["丙", 5, "实际到位", "2022-06"]]  # fmt: skip
    assert sorted((f.cell, f.rule) for f in read(tmp_path, rows)) == [("B6", "money_unreadable"), ("D6", "month_unreadable")]


def test_row_bare(tmp_path: Path) -> None:
    """A name alone may be a heading: it is read as a project, and said so."""
    rows = ledger("石梁镇", [project("甲")])
    told = read(tmp_path, [*rows, ["某某智能制造"], [project("乙").get(c) for c in LEDGER]])
    assert [(f.rule, f.cell, f.got) for f in told] == [("row_bare", "A5", "某某智能制造")]
    assert projects(tmp_path) == ["甲", "某某智能制造", "乙"]
    assert read(tmp_path, [*rows, ["某某智能制造", "某公司"]]) == []


@pytest.mark.parametrize("line", [
    ["单位（盖章）：石梁镇人民政府"], ["填表人：某某"], ["审核：某某"], ["联系人：某某    联系电话：13800000000"], ["签字："], ["注：本表每月报送"], ["注1：含续建"], ["*为重点"],
    ["（以上数据截至6月底）"], ["备注：1.略"], ["说明", "本表由各乡镇填报"], ["填表人：某某", None, "审核人：某某", None, "日期：2022年6月28日"], ["单位负责人（签字）：", None, None, "填表人：某某"],
    ["分管领导签字：", "", "", "（盖章）"], ["1.本表所列项目均为本年度新签约的招商引资项目"], ["※保密"], ["填报日期：2022-06-28"],
])  # fmt: skip
def test_a_line_at_the_foot_is_no_project(tmp_path: Path, line: list[object]) -> None:
    assert read(tmp_path, ledger("石梁镇", [project("甲")], extra=[line])) == []
    assert projects(tmp_path) == ["甲"] and reasons(tmp_path) == [(5, "说明行")]
    assert read(tmp_path, numbered([1, project("甲")], line)) == []
    assert projects(tmp_path) == ["甲"] and reasons(tmp_path) == [(5, "说明行")]


def test_points_of_the_notes_are_notes(tmp_path: Path) -> None:
    assert read(tmp_path, ledger("石梁镇", [project("甲")], extra=[["说明："], ["1、按月报送"], ["（2）如无不填"], ["③盖章"]])) == []
    assert reasons(tmp_path) == [(n, "说明行") for n in (5, 6, 7, 8)]


def test_names_that_look_like_notes_are_projects(tmp_path: Path) -> None:
    names = ["审核系统软件开发项目", "联系人工智能机器人项目", "日期蜜饯加工项目", "电话机生产项目", "1.5万吨铝箔项目", "一、二期厂房项目", "（一期）光电项目", "签字笔生产项目", "注塑机项目", "手机镜片项目",
             "上海", "制造业"]  # fmt: skip
    assert read(tmp_path, ledger("石梁镇", [project(name) for name in names])) == []
    assert projects(tmp_path) == names and reasons(tmp_path) == []
    starred = ["★甲", "*乙", "1.某某年产三千万件光学镜片生产线项目", "※丙"]
    assert read(tmp_path, ledger("石梁镇", [project(name) for name in starred])) == []
    assert projects(tmp_path) == starred
    assert read(tmp_path, numbered(*([mark, project(name)] for mark, name in zip(["★", "*2", "※", "（1）"], names, strict=False)))) == []
    assert projects(tmp_path) == names[:4]


@pytest.mark.parametrize("label", ["其中：制造业", "其中省外资金", "占比", "同比增长（%）", "完成率", "较上年同期"])
def test_what_is_said_of_a_sum_is_no_project(tmp_path: Path, label: str) -> None:
    rows = [project("甲"), {"项目名称": "合计", "总投资（亿元）": 1}, {"项目名称": label, "总投资（亿元）": 0.5}]
    assert read(tmp_path, ledger("石梁镇", rows)) == []
    assert projects(tmp_path) == ["甲"] and reasons(tmp_path) == [(5, "合计行"), (6, "其中行")]


@pytest.mark.parametrize("label", ["本月无新增项目", "无新增", "暂无项目", "本周无变化", "截至目前没有新签约项目"])
def test_that_there_is_nothing_to_report_is_no_project(tmp_path: Path, label: str) -> None:
    assert read(tmp_path, ledger("石梁镇", [project("甲")], extra=[[label]])) == []
    assert projects(tmp_path) == ["甲"]


def test_projects_may_be_numbered_in_characters(tmp_path: Path) -> None:
    """Only among rows numbered 1, 2, 3 is 一 the number of a group."""
    rows = [["2022年6月到位资金明细表"], ["填报单位：石梁镇"], ["序号", "项目名称", "到位资金（万元）"], ["一", "甲", 1], ["二", "乙", 2]]
    assert read(tmp_path, rows) == []
    assert list(pl.read_ipc_stream(chunk(tmp_path).frames["funds"])["project_name"]) == ["甲", "乙"]


@pytest.mark.parametrize(
    "label", ["合计", "石梁镇小计", "一、制造业合计：", "本页小计（1个）", "合计1个项目", "总计（共1个）", "全区合计", "共计"]
)
def test_a_total_word_may_say_of_what_and_how_many(tmp_path: Path, label: str) -> None:
    total = {"项目名称": label, "总投资（亿元）": 1}
    assert read(tmp_path, ledger("石梁镇", [project("甲"), total])) == []
    assert projects(tmp_path) == ["甲"] and reasons(tmp_path) == [(5, "合计行")]
    assert read(tmp_path, numbered([1, project("甲")], ["合计", {**total, "项目名称": "1个"}])) == []
    assert projects(tmp_path) == ["甲"]


def test_a_running_sum_is_no_total_of_the_rows(tmp_path: Path) -> None:
    assert read(tmp_path, ledger("石梁镇", [project("甲"), {"项目名称": "本年累计", "总投资（亿元）": 99}])) == []
    assert reasons(tmp_path) == [(5, "累计行")]


def test_names_that_look_like_totals_are_projects(tmp_path: Path) -> None:
    names = [
        "工业设计中心项目",
        "计量仪器生产项目",
        "小计量泵项目",
        "合计科技总部",
        "总计划平台",
        "累计算力中心",
        "本田零部件项目",
        "全自动装配线",
    ]
    assert read(tmp_path, ledger("石梁镇", [project(name) for name in names])) == []
    assert projects(tmp_path) == names


@pytest.mark.parametrize(
    "name", ["石梁镇小计（2个）", "石梁镇合计（万元）", "石梁镇合计：", "完成率", "负责人：张三", "领导签字：", "比重", "总计：34990万元"]
)
def test_what_is_no_project_is_none_among_the_later_rows_either(tmp_path: Path, name: str) -> None:
    """Most rows are known by a look at their name's ends: what may be a total or a note is looked at whole."""
    told = read(tmp_path, ledger("石梁镇", [*(project(f"项目{n}") for n in range(8)), {"项目名称": name, "总投资（亿元）": 8}]))
    assert "region_unknown" not in rules(told)
    assert projects(tmp_path) == [f"项目{n}" for n in range(8)]
    assert [row for row, _ in reasons(tmp_path)] == [12]


def test_projects_whose_names_hold_such_words_are_projects(tmp_path: Path) -> None:
    names = ["设计中心", "计算机生产线", "完美日记工厂", "领航无人机", "比亚迪配套", "负氧离子康养", "会计服务中心"]
    read(tmp_path, ledger("石梁镇", [project(f"{name}项目") for name in names] + [project(name) for name in names]))
    assert projects(tmp_path) == [*(f"{name}项目" for name in names), *names]
