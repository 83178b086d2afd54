"""Awkward sheets at random, with their truth: how many tables, what stands between, above and below their rows, in which order the columns are.

Everything here is something that a real sheet does (domain.md §2.3); nothing is wrong with any of them, so that a reader must tell nothing hard.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

Row = list[Any]
#: By form its columns: header spellings, and a value for the row of a number.
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "projects": {
        "project_name": ("项目名称", "项 目 名 称", "项目\n名称", "招商项目名称"), "investor": ("投资方", "投资主体", "投资方名称", " 投资方 "),
        "total_investment": ("总投资（万元）", "总投资(万元)", "项目总投资（ 万元 ）"), "industry": ("产业类别", "产业类型"),
        "signed_on": ("签约时间", "签约日期", "签约\n时间"), "remark": ("备注", "备 注"),
    },
    "funds": {
        "project_name": ("项目名称", "项 目 名 称"), "investor": ("投资方", "投资方名称"), "amount": ("到位资金（万元）", "本月到位资金（万元）", "当月到位资金(万元)"),
        "funder_region": ("资金来源地", "投资方所在地"), "evidence": ("凭证类型",), "remark": ("备注",),
    },
}  # fmt: skip
MONEY = {"projects": "total_investment", "funds": "amount"}
TITLES = {"projects": "招商项目台账", "funds": "到位资金明细表"}
GROUPS = ("一、制造业项目", "（二）在谈项目", "北京市（92所）", "二、亿元以上项目", "石梁镇", "制造业", "第三部分", "重点项目")
NOTES = (
    "备注：本表每月报送。",
    "填表人：某某",
    "注：金额以协议为准",
    "审核：某某    联系电话：略",
    "（以上为截至月底数）",
    "*为重点项目",
    "单位负责人（签字）：",
    "1.本表由各单位逐项核对后按月报送招商局",
)
SUMMARIES = ("共有项目若干个，其中制造业若干个。", "截至目前进展顺利，详见下表。")
KINDS = (
    "某某智能制造",
    "光电元件生产",
    "新材料基地",
    "冷链物流",
    "农产品加工",
    "设计中心",
    "计量仪器",
    "审核软件",
    "单位用品厂",
    "注塑机生产",
)


@dataclass
class Sheet:
    """Its cells, merges and the truth: of each row of data form, name and money in yuan, in sheet order."""

    rows: list[Row] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    truth: list[tuple[str, str, int]] = field(default_factory=list)

    def line(self, text: str, width: int, merge: bool) -> None:
        self.rows.append([text, *[None] * (width - 1)])
        if merge:
            self.merges.append(f"A{len(self.rows)}:{get_column_letter(width)}{len(self.rows)}")

    def write(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        page = book.worksheets[0]
        for row in self.rows:
            page.append(row)
        for cells in self.merges:
            page.merge_cells(cells)
        book.save(path)
        return path


def draw(rng: Random) -> Sheet:
    """One sheet: a table, or two one below the other."""
    sheet = Sheet()
    forms = rng.choice(
        [["projects"], ["funds"], ["projects", "funds"], ["funds", "projects"], ["funds", "funds"], ["projects", "projects"]]
    )
    for number, form in enumerate(forms):
        if number and rng.random() < 0.7:
            sheet.rows.append([])
        _table(rng, sheet, form, titled=not number or form != forms[0] or rng.random() < 0.5)
    return sheet


def _table(rng: Random, sheet: Sheet, form: str, titled: bool) -> None:
    fields = [
        "project_name",
        "investor",
        MONEY[form],
        *rng.sample([f for f in COLUMNS[form] if f not in ("project_name", "investor", MONEY[form])], 2),
    ]
    rng.shuffle(fields)
    serial = rng.random() < 0.6
    width, merge = len(fields) + serial, rng.random() < 0.6
    if titled:
        sheet.line(f"2022年6月{TITLES[form]}", width, merge)
        if rng.random() < 0.4:
            sheet.line(rng.choice(SUMMARIES), width, merge)
        if rng.random() < 0.6:
            sheet.line("填报单位：石梁镇    填报时间：2022年6月28日", width, merge)
    header = [*(["序号"] if serial else []), *(rng.choice(COLUMNS[form][f]) for f in fields)]
    sheet.rows.append(header)
    if rng.random() < 0.2:
        sheet.rows.append([*(str(n) for n in range(1, width + 1))])
    _rows(rng, sheet, form, fields, serial, header, merge)
    for note in rng.sample(NOTES, rng.choice([0, 0, 1, 2])):
        sheet.line(note, width, merge)


def _rows(rng: Random, sheet: Sheet, form: str, fields: Sequence[str], serial: bool, header: Row, merge: bool) -> None:
    amounts: list[int] = []
    total_first, count = rng.random() < 0.2, rng.randint(1, 7)
    values = [rng.randint(1, 900) * 10 for _ in range(count)]
    if total_first:
        sheet.rows.append(_total(fields, serial, form, "合计", sum(values)))
    for number, value in enumerate(values, start=1):
        if rng.random() < 0.2:
            sheet.line(rng.choice(GROUPS), len(header), merge)
        if number > 1 and rng.random() < 0.1:
            sheet.rows.append(list(header))
        name = f"{rng.choice(KINDS)}{len(sheet.rows)}号项目"
        cells = {"project_name": name, "investor": f"投资方{number}公司", MONEY[form]: value, "industry": "制造业", "signed_on": "2022-03-01", "remark": "略",
                 "funder_region": "深圳市", "evidence": "发票"}  # fmt: skip
        sheet.rows.append([*([number] if serial else []), *(cells[f] for f in fields)])
        sheet.truth.append((form, name, value * 10_000))
        amounts.append(value)
    if not total_first and rng.random() < 0.4:
        sheet.rows.append(_total(fields, serial, form, rng.choice(["合计", "总计：", "合计（万元）", "石梁镇合计"]), sum(amounts)))


def _total(fields: Sequence[str], serial: bool, form: str, word: str, value: int) -> Row:
    row: Row = [*([None] if serial else []), *(value if f == MONEY[form] else None for f in fields)]
    places = [i for i, cell in enumerate(row) if cell is None]
    row[places[0]] = word
    return row
