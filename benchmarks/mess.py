"""What offices write into one row in twenty-five: spans for dates, units in cells, words for numbers, a slip of the pen."""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

Cells = list[object]


def _month_only(row: Cells, at: Mapping[str, int]) -> None:
    if isinstance(day := row[at["签约时间"]], date):
        row[at["签约时间"]] = f"{day.year}年{day.month}月"


def _own_unit(row: Cells, at: Mapping[str, int]) -> None:
    row[at["总投资（万元）"]] = f"{_total(row, at) / 10_000:.5f}亿元"


def _thousands(row: Cells, at: Mapping[str, int]) -> None:
    row[at["总投资（万元）"]] = f"{_total(row, at):,.1f}"


def _about(row: Cells, at: Mapping[str, int]) -> None:
    row[at["总投资（万元）"]] = f"约{_total(row, at):.1f}"


def _forgotten(row: Cells, at: Mapping[str, int]) -> None:
    row[at["用地方式"]] = row[at["服务专员"]] = ""


def _early(row: Cells, at: Mapping[str, int]) -> None:
    if isinstance(day := row[at["开工时间"]], date):
        row[at["开工时间"]] = day.replace(year=day.year - 2, day=1)


def _unknown_place(row: Cells, at: Mapping[str, int]) -> None:
    row[at["投资方所在地"]] = "长三角地区"


def _said_not_dated(row: Cells, at: Mapping[str, int]) -> None:
    if row[at["开工时间"]]:
        row[at["开工时间"]] = "已开工"


def _more_fixed_than_total(row: Cells, at: Mapping[str, int]) -> None:
    row[at["固定资产投资（万元）"]] = round(_total(row, at) * 10, 1)


def _total(row: Cells, at: Mapping[str, int]) -> float:
    total = row[at["总投资（万元）"]]
    return float(total) if isinstance(total, int | float) else 0.0


#: The last two reject the row, one in 275 each; the others are read, most with a question to the office.
KINDS: tuple[Callable[[Cells, Mapping[str, int]], None], ...] = (
    _month_only, _own_unit, _thousands, _thousands, _about, _forgotten, _early, _unknown_place, _unknown_place, _said_not_dated,
    _more_fixed_than_total,
)  # fmt: skip


def meddle(row: Cells, r: Random, at: Mapping[str, int]) -> Cells:
    """The row as the office wrote it; blanks of dates are sometimes a slash or a word."""
    if r.random() < 0.04:
        r.choice(KINDS)(row, at)
    if not row[at["供地时间"]] and r.random() < 0.1:
        row[at["供地时间"]] = r.choice(("/", "无", "待定"))
    return row
