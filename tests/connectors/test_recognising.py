"""Which form, whose, of when, and what stands in it: a test named for what a real sheet taught."""

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from connectors.child import ChunkRead, Job, ReadSettings, read_chunk
from connectors.periods import find_period, months
from flows.instance import SHIPPED
from schemas.units import read_units
from tests.connectors.told import Rows, read, read_file, rules
from tests.sheets import AS_OF, LEDGER, ledger, project

LEDGER_ROWS = ledger("石梁镇", [project("甲"), project("乙")])
FUNDS = [["2022年6月到位资金明细表"], ["填报单位：石梁镇  单位：万元"]]
UNITS = read_units(SHIPPED / "units.csv")


def chunk(folder: Path, sheets: dict[str, Rows], file: str = "台账.xlsx", unit: str = "330802100", seen: date = AS_OF) -> ChunkRead:
    """What a workbook becomes: its deliveries and frames."""
    read(folder, sheets, file, unit, seen)
    return read_chunk(ReadSettings(SHIPPED, folder / "staging", "柯城区"), [Job(1, folder / file, file, unit, seen)])


def delivery(folder: Path, rows: Rows, file: str = "台账.xlsx", unit: str = "330802100", seen: date = AS_OF) -> tuple[str, str]:
    """Unit and period of a workbook's only delivery."""
    (draft,) = chunk(folder, {"Sheet1": rows}, file, unit, seen).drafts
    return draft.unit, draft.period


def column(found: ChunkRead, form: str, name: str) -> list[object]:
    return list(pl.read_ipc_stream(found.frames[form])[name])


def merge(path: Path, *ranges: str) -> None:
    book = openpyxl.load_workbook(path)
    for cells in ranges:
        book.worksheets[0].merge_cells(cells)
    book.save(path)


def test_a_stop_on_one_sheet_stops_the_whole_delivery(tmp_path: Path) -> None:
    """Half a snapshot would close the rows of the other half."""
    nameless = [
        [c for c, title in zip(row, LEDGER, strict=False) if title != "项目名称"] if i > 1 else row for i, row in enumerate(LEDGER_ROWS)
    ]
    for order in (("一", "二", "三"), ("二", "一", "三"), ("二", "三", "一")):
        sheets = {name: LEDGER_ROWS if name == "一" else nameless for name in order}
        found = chunk(tmp_path, sheets)
        assert [(d.unit, d.period, d.stopped, d.rows_read) for d in found.drafts] == [("330802100", "2022-06", "column_missing", 6)]
        assert rules(read(tmp_path, sheets)).count("column_missing") == 2


def test_a_sheet_of_nobody_is_a_delivery_of_its_own(tmp_path: Path) -> None:
    found = chunk(tmp_path, {"一": LEDGER_ROWS, "二": ledger("某某镇", [project("丙")]), "三": ledger("某某乡", [project("丁")])})
    assert [(d.unit, d.stopped, d.rows_read) for d in found.drafts] == [("330802100", "", 2), ("", "unit_unknown", 2)]


@pytest.mark.parametrize(
    "text", ["台账20220616.xlsx", "台账2022-06-16.xlsx", "台账2022.6.16.xlsx", "台账2022_06_16.xlsx", "台账202206.xlsx", "2022年6月16日"]
)
def test_a_full_date_means_its_month(text: str) -> None:
    assert find_period(text, AS_OF) == months(2022, 6, 6)


def test_a_number_that_is_no_date_is_no_month() -> None:
    assert find_period("台账（6.28）.xlsx", AS_OF) is None
    assert find_period("台账20221216.xlsx", AS_OF) == months(2022, 12, 12)
    for text in ("台账20229999.xlsx", "2022年台账.xlsx"):
        assert (found := find_period(text, AS_OF)) and found.coarse


def test_a_month_without_a_year_is_not_in_the_future(tmp_path: Path) -> None:
    december = [["招商项目台账（12月）"], *LEDGER_ROWS[1:]]
    assert delivery(tmp_path, december, seen=date(2023, 1, 5)) == ("330802100", "2022-12")
    assert delivery(tmp_path, december, seen=date(2022, 12, 1)) == ("330802100", "2022-12")
    filled = [december[0], ["填报单位：石梁镇 填报时间：2021年12月28日"], *december[2:]]
    assert delivery(tmp_path, filled, seen=date(2023, 1, 5)) == ("330802100", "2021-12")


def test_the_title_may_stand_below_another_line(tmp_path: Path) -> None:
    below = LEDGER_ROWS[1:]
    said = "截至目前共签约招商项目12个，2021年5月以来新签8个。"
    for above in ([["附件1"], ["2022年5月招商项目台账"]], [[said], ["2022年5月招商项目台账"]], [["2021年12月修订"], ["2022年5月招商项目台账"]],
                  [["2022年招商项目台账"], ["（5月）"]], [["2022年招商项目台账"], [said], ["统计时间：2022年5月"]]):  # fmt: skip
        assert delivery(tmp_path, [*above, *below], file="表.xlsx") == ("330802100", "2022-05"), above
    assert delivery(tmp_path, [["2022年招商项目台账"], [said], ["单位：万元"], *below], file="5月.xlsx") == ("330802100", "2022-05")


def test_a_place_in_a_file_name_is_no_office() -> None:
    """赴杭州招商项目台账 is 石梁镇's, 花园 may be a garden; the folder says whose they are."""
    for file in ("赴杭州招商项目台账.xlsx", "花园项目台账.xlsx", "驻杭招商项目台账（6.28）.xlsx", "石梁镇与航埠镇项目台账.xlsx"):
        assert UNITS.find_within(file) is None, file
    for file, code in (("上海组6月台账.xlsx", "ST02"), ("驻杭州招商项目台账.xlsx", "ST03"), ("杭州驻点6月.xlsx", "ST03"), ("生态工业园招商项目台账.xlsx", "PL01"),
                       ("花园街道办项目台账.xlsx", "330802013"), ("区招商局台账.xlsx", "ZS01"), ("石梁镇政府台账.xlsx", "330802100")):  # fmt: skip
        assert UNITS.find_within(file) == code, file
    assert [UNITS.find(who) for who in ("杭州", "花园", "花园（街道）", "柯城区花园街道")] == [
        "ST03",
        "330802013",
        "330802013",
        "330802013",
    ]


def test_the_folder_decides_where_the_file_names_a_place(tmp_path: Path) -> None:
    nameless = [LEDGER_ROWS[0], *LEDGER_ROWS[2:]]
    assert delivery(tmp_path, nameless, "赴杭州招商项目台账.xlsx") == ("330802100", "2022-06")
    assert delivery(tmp_path, nameless, "上海组6月台账.xlsx") == ("ST02", "2022-06")


def test_bare_arrived_funds_beside_month_and_year_are_no_months_amount(tmp_path: Path) -> None:
    for more, cells in (([], []), (["开工以来累计（万元）"], [900])):
        header = ["项目名称", "投资方", "到位资金（万元）", "本月到位资金（万元）", "本年累计（万元）", *more]
        rows = [*FUNDS, header, ["甲", "甲公司", 900, 100, 600, *cells]]
        assert read(tmp_path, rows) == []
        assert column(chunk(tmp_path, {"表": rows}), "funds", "amount") == [1_000_000]


def test_a_merged_amount_is_counted_once(tmp_path: Path) -> None:
    read(tmp_path, [*FUNDS, ["项目名称", "投资方", "到位资金（万元）"], ["甲", "甲公司", 100], ["乙", None, None], ["丙", "丙公司", 5]])
    merge(tmp_path / "台账.xlsx", "B4:B5", "C4:C5")
    assert [(f.rule, f.cell) for f in read_file(tmp_path / "台账.xlsx", tmp_path)] == [("required_blank", "C5")]
    found = read_chunk(
        ReadSettings(SHIPPED, tmp_path / "staging", "柯城区"), [Job(1, tmp_path / "台账.xlsx", "台账.xlsx", "330802100", AS_OF)]
    )
    assert column(found, "funds", "amount") == [1_000_000, None, 50_000]
    assert column(found, "funds", "investor") == ["甲公司", "甲公司", "丙公司"]


def test_an_ambiguous_sheet_beside_a_good_one_is_told(tmp_path: Path) -> None:
    header = ["项目名称", "投资方", "总投资（万元）", "用地方式", "到位月份", "到位资金（万元）"]
    either = [["2022年6月统计"], ["填报单位：石梁镇"], header, ["甲", "甲公司", 9, "租用厂房", "2022-06", 1]]
    sheets = {"一": LEDGER_ROWS, "二": either}
    assert rules(read(tmp_path, sheets, file="6月.xlsx")) == ["form_ambiguous"]
    found = chunk(tmp_path, sheets, file="6月.xlsx")
    assert ([(d.form, d.stopped) for d in found.drafts], found.stopped) == ([("projects", "")], {})


def test_a_hidden_report_is_told_and_a_hidden_dictionary_is_not(tmp_path: Path) -> None:
    def hide(*names: str) -> list[str]:
        read(tmp_path, {"台账": LEDGER_ROWS, "上月": LEDGER_ROWS, "字典": LEDGER_ROWS, "Sheet9": [["是"], ["否"]]})
        book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
        for name in names:
            book[name].sheet_state = "hidden"
        book.save(tmp_path / "台账.xlsx")
        return rules(read_file(tmp_path / "台账.xlsx", tmp_path))

    assert hide("上月", "字典", "Sheet9") == ["sheet_unknown"]
    read(tmp_path, {"台账": LEDGER_ROWS, "空": [["", ""]]})
    book = openpyxl.load_workbook(tmp_path / "台账.xlsx")
    book["台账"].sheet_state = "hidden"
    book.save(tmp_path / "台账.xlsx")
    assert rules(read_file(tmp_path / "台账.xlsx", tmp_path)) == ["form_unknown", "sheet_unknown"]


def test_a_unit_line_that_nobody_knows_contradicts_one_that_is_known(tmp_path: Path) -> None:
    def lines(*texts: str) -> list[str]:
        return rules(read(tmp_path, [LEDGER_ROWS[0], *([text] for text in texts), *LEDGER_ROWS[2:]]))

    assert lines("填报单位：石梁镇", "报送单位：某某镇经济办") == ["unit_conflict"]
    assert lines("填报单位：某某镇", "报送单位：某某乡") == ["unit_conflict"]
    assert lines("填报单位：某某镇", "报送单位：某某镇") == ["unit_unknown"]
    assert lines("填报单位：石梁镇", "报送单位：石梁镇政府") == []


def test_a_unit_line_is_quoted_without_a_telephone_number(tmp_path: Path) -> None:
    (found,) = read(tmp_path, ledger("某某镇13800000000", [project("甲")]))
    assert (found.rule, found.got) == ("unit_unknown", "某某镇138********")


@pytest.mark.parametrize(("title", "header", "month"), [
    ("2022年12月", "1月份预计到位", "2023-01"), ("2022年1月", "12月份预计到位", "2021-12"), ("2022年6月", "7月份预计到位", "2022-07"),
    ("2022年12月", "6月份预计到位", "2022-06"), ("2022年1-12月", "1月份预计到位", "2022-01"),
])  # fmt: skip
def test_a_forecasts_month_lies_within_half_a_year(tmp_path: Path, title: str, header: str, month: str) -> None:
    rows = [
        [f"{title}到位资金明细表"],
        FUNDS[1],
        ["项目名称", "投资方", "到位月份", "到位资金（万元）", f"{header}（万元）"],
        ["甲", "甲公司", "2022-01", 100, 50],
    ]
    found = chunk(tmp_path, {"表": rows}, seen=date(2023, 2, 1))
    assert column(found, "funds", "month") == ["2022-01", month]


def test_two_progress_columns_of_two_months_keep_the_listed_one(tmp_path: Path) -> None:
    both = [[*row, *(("5月进展", "6月进展") if i == 2 else ("旧", "新"))] if i > 1 else row for i, row in enumerate(LEDGER_ROWS)]
    assert column(chunk(tmp_path, {"表": both}), "projects", "progress") == ["新", "新"]
