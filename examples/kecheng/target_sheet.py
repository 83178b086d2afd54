"""The year's targets: the units in a wide sheet after F6 (合计 first, two levels), the district in a long one."""

from decimal import Decimal

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from examples.kecheng import sheet as write
from examples.kecheng.cells import Cell
from examples.kecheng.county import BUREAU, NAMES, TARGETS, UNITS
from examples.kecheng.truth import cohort, has_started

FILE = "2022年度目标任务分解表.xlsx"
#: Indicators with 目标值, 完成值 and 完成进度% under them; the others are one column of targets.
_DETAILED = ("亿元以上签约项目数", "开工项目数")
_LEAVES = ("目标值", "完成值", "完成进度%")
WIDE = (("序号",), ("单位",), ("签约项目数（个）",), *((f"{i}（个）", leaf) for i in _DETAILED for leaf in _LEAVES),
        ("市外到位资金（亿元）",))  # fmt: skip
LONG = (("单位",), ("指标",), ("目标值",), ("计量单位",))
_SPELLED = {"ST01": "驻北京招商组", "ST02": "驻上海招商组", "ST03": "驻杭州招商组", "ST04": "驻深圳招商组"}


def workbook() -> Workbook:
    """分解表 for the units; 全区 for the district, whose line is the bureau's."""
    book = Workbook()
    _write_units(book.worksheets[0])
    _write_district(book.create_sheet("全区"))
    return book


def _target(unit: str, indicator: str) -> Decimal:
    return next(t.target for t in TARGETS if t.unit == unit and t.indicator == indicator)


def _done(unit: str, indicator: str) -> int:
    """What the unit has done of a detailed indicator, as the bureau counts it."""
    members = cohort(unit)
    if indicator == "开工项目数":
        return sum(map(has_started, members))
    return sum((p.total_investment or 0) >= 100_000_000 for p in members)


def _numbers(units: list[str]) -> list[Cell]:
    """A line's numbers for one unit, or summed over several: targets, and what is done of them."""
    cells: list[Cell] = [int(sum(_target(u, "签约项目数") for u in units))]
    for indicator in _DETAILED:
        target, done = int(sum(_target(u, indicator) for u in units)), sum(_done(u, indicator) for u in units)
        cells += [target, done, f"{100 * done / target:.1f}%" if target else "-"]
    return [*cells, float(sum(_target(u, "市外到位资金") for u in units))]


def _write_units(sheet: Worksheet) -> None:
    sheet.title = "分解表"
    write.merged(sheet, 1, "柯城区2022年度招商引资目标任务分解表", len(WIDE), bold=True)
    last = write.header(sheet, 2, WIDE)
    units = list(UNITS)
    write.data(sheet, last + 1, [None, "合计", *_numbers(units)])
    for number, unit in enumerate(units, start=1):
        write.data(sheet, last + 1 + number, [number, _SPELLED.get(unit, NAMES[unit]), *_numbers([unit])])


def _write_district(sheet: Worksheet) -> None:
    write.merged(sheet, 1, "柯城区2022年度招商引资目标任务（全区）", len(LONG), bold=True)
    last = write.header(sheet, 2, LONG)
    for row, target in enumerate((t for t in TARGETS if t.unit == BUREAU), start=last + 1):
        write.data(sheet, row, [NAMES[BUREAU], target.indicator, float(target.target), target.measure])
