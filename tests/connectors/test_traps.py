"""The traps of real sheets that have no test of their own elsewhere.

T-1, T-10, T-13, T-14, T-17, T-19: test_skeletons. T-2, T-16, T-18: test_tables_in_a_sheet. T-8: column_repeated, column_contradicts.
T-15: test_formats. T-20 from stage to stage: tests/warehouse/test_identity.
"""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from tests.connectors.told import Rows, chunk_of, read, read_file, rules
from tests.sheets import LEDGER, ledger, project

UNIT = ["填报单位：石梁镇"]


def column(folder: Path, form: str, name: str) -> list[object]:
    return list(pl.read_ipc_stream(chunk_of(folder / "台账.xlsx").frames[form])[name])


def merged(folder: Path, rows: Rows, *ranges: str) -> list[str]:
    read(folder, rows)
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    for cells in ranges:
        book.worksheets[0].merge_cells(cells)
    book.save(folder / "台账.xlsx")
    return rules(read_file(folder / "台账.xlsx", folder))


def test_t3_a_vertical_merge_is_filled_within_itself_only(tmp_path: Path) -> None:
    rows = [
        ["2022年6月招商项目台账"],
        UNIT,
        ["产业类别", "项目名称", "投资方"],
        ["制造业", "甲", "甲公司"],
        ["", "乙", "乙公司"],
        ["", "丙", "丙公司"],
    ]
    assert merged(tmp_path, rows, "A4:A5") == []
    assert column(tmp_path, "projects", "industry") == ["制造业", "制造业", None]


@pytest.mark.parametrize("place", ["first", "last", "groups"])
def test_t4_totals_stand_anywhere(tmp_path: Path, place: str) -> None:
    def total(word: str, amount: float) -> list[Any]:
        return [{"项目名称": word, "总投资（亿元）": amount}.get(c) for c in LEDGER]

    one, two, three = ([project(name).get(c) for c in LEDGER] for name in "甲乙丙")
    lines = {
        "first": [total("合计", 3), one, two, three], "last": [one, two, three, total("总计：", 3)],
        "groups": [one, two, total("小计", 2), three, total("小计", 1), total("合计", 3)],
    }  # fmt: skip
    assert read(tmp_path, [*ledger("石梁镇", []), *lines[place]]) == []
    assert column(tmp_path, "projects", "project_name") == ["甲", "乙", "丙"]


def test_t5_percents_are_fractions_however_they_are_written(tmp_path: Path) -> None:
    header = ["项目名称", "投资方", "首谈单位", "首谈占比(100%)"]
    shares = [0.1, "10%", "10.0%", 10, "１０％"]
    rows = [["2022年6月招商项目台账"], UNIT, header, *([f"{n}号", "某公司", "石梁镇", share] for n, share in enumerate(shares))]
    assert read(tmp_path, rows) == []
    assert column(tmp_path, "projects", "first_talk_share") == [0.1] * 5


def test_t6_each_column_has_the_nearest_unit(tmp_path: Path) -> None:
    header = ["项目名称", "投资方", "总投资（亿元）", "固定资产投资", "需用土地（亩）"]
    for area, metres in (("需用土地（亩）", 2000.0), ("需用土地（平方米）", 3.0), ("需用土地（千平方米）", 3000.0)):
        rows = [["2022年6月招商项目台账（单位：万元）"], UNIT, [*header[:4], area], ["甲", "某公司", 3, 20000, 3]]
        assert read(tmp_path, rows) == []
        assert column(tmp_path, "projects", "total_investment") == [300_000_000]
        assert column(tmp_path, "projects", "fixed_investment") == [200_000_000]
        assert column(tmp_path, "projects", "land_area") == [metres]


def test_t7_spaces_breaks_and_widths_in_headers_do_not_matter(tmp_path: Path) -> None:
    header = ["项 目\n名　称", " 投资方 ", "总投资(亿元)", "固定资产投资（ 万元 ）", "备 注", "签约\n时间"]
    rows = [["2022年6月招商项目台账"], UNIT, header, ["甲", "某公司", 3, 20000, "略", "2022-03-01"]]
    assert read(tmp_path, rows) == []
    assert column(tmp_path, "projects", "fixed_investment") == [200_000_000]
    assert column(tmp_path, "projects", "signed_on") == [date(2022, 3, 1)]


def test_t9_dates_of_every_kind_are_one_date(tmp_path: Path) -> None:
    dates = ["2022-06-16", "2022/6/16", "2022.6.16", "20220616", "2022年6月16日", "6月16日", "6.16", date(2022, 6, 16)]
    assert read(tmp_path, ledger("石梁镇", [project(f"{n}号", 签约时间=day) for n, day in enumerate(dates)])) == []
    assert column(tmp_path, "projects", "signed_on") == [date(2022, 6, 16)] * len(dates)
    told = read(tmp_path, ledger("石梁镇", [project("甲", 签约时间="已签约"), project("乙", 签约时间="预计年底")]))
    assert [f.cell for f in told] == ["G4", "G5"]
    assert column(tmp_path, "projects", "signed_on") == [None, None]


def test_t11_yes_and_no(tmp_path: Path) -> None:
    said = ["是", "√", "1", 1, "否", "×", "0"]
    rows = [
        ["2022年6月驻点招商信息表"],
        ["填报单位：北京组"],
        ["日期", "项目名称", "投资方", "是否有效"],
        *(["2022-06-01", f"{n}号", "某公司", s] for n, s in enumerate(said)),
    ]
    assert read(tmp_path, rows, unit="ST01") == []
    assert column(tmp_path, "leads", "valid") == [True] * 4 + [False] * 3


def test_t12_a_date_of_the_offices_own_library_is_no_enrolment(tmp_path: Path) -> None:
    header = [
        "ID",
        "项目名称",
        "项目国别",
        "注册企业名称",
        "投资金额（亿元）",
        "首谈地",
        "首谈地联系人",
        "流转方向",
        "流转状态",
        "项目入库时间",
    ]
    rows = [["招商项目台账"], header, [1, "甲", "中国", "某公司", 3, "石梁镇", "", "", "", "2022-05-01"]]
    assert rules(read(tmp_path, rows)) == ["form_foreign"], "known by its columns, whatever its title"


def test_t17_telephone_numbers_at_the_foot_are_in_no_finding(tmp_path: Path) -> None:
    foot = ["填表人：某某 13800000000", "", "很多"]
    told = read(tmp_path, ledger("石梁镇", [project("甲")], extra=[foot, ["联系电话：13800000000"], ["某某 13800000000"]]))
    assert not any("13800000000" in part for found in told for part in found)
    assert [f.rule for f in told] == ["row_bare"]
