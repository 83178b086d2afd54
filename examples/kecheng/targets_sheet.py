"""The year's targets, laid out like F6: a block header an indicator, 合计 above what it sums, units in vertical merges."""

from datetime import date
from pathlib import Path

from examples.kecheng import truth
from examples.kecheng.county import TARGETS
from examples.kecheng.objects import BUREAU, PLATFORMS, STATIONS, TOWNSHIPS, UNITS
from examples.kecheng.sheets import new_book, put_header, put_line, put_row, save
from examples.kecheng.spelling import YUAN, Written, number, place

#: The indicators and the unit their header names.
INDICATORS = {
    "签约项目数": "个", "亿元以上签约项目数": "个", "市外到位资金": "亿元", "制造业到位资金": "亿元", "开工项目数": "个", "落地项目数": "个",
}  # fmt: skip
HEADER = (
    ("单位",), ("类别",),
    *((f"{indicator}（{unit}）", leaf) for indicator, unit in INDICATORS.items() for leaf in ("目标值", "完成值")),
)  # fmt: skip
_GROUPS = {"驻点招商组": STATIONS, "平台": PLATFORMS, "乡镇街道": TOWNSHIPS}


def target(indicator: str, unit: str | None = None) -> int | float | None:
    """The target of a unit; of the district (None) the sum of its units, which the bureau answers for."""
    values = [t.value for t in TARGETS if t.indicator == indicator and unit in (None, t.unit)]
    return number(float(sum(values))) if values else None


def _done(indicator: str, unit: str | None) -> int | float | None:
    if target(indicator, unit) is None:
        return None
    done = truth.done(indicator, unit)
    return number(done / YUAN[INDICATORS[indicator]]) if INDICATORS[indicator] in YUAN else done


def _line(label: str, kind: str | None, units: tuple[str | None, ...]) -> list[Written]:
    """A row: the values of one unit, or a sum over several that leaves out what nobody is asked."""
    cells: list[Written] = [label, kind]
    for indicator in INDICATORS:
        for value in (target, _done):
            said = [v for unit in units if (v := value(indicator, unit)) is not None]
            cells.append(number(sum(said)) if said else None)
    return cells


def write_targets(path: Path) -> None:
    """合计, the district's line under the bureau's name, then a 小计 and the units of each group."""
    book, page = new_book("目标任务")
    put_line(page, 1, len(HEADER), "柯城区2022年度招商引资目标任务分解表", size=16, centred=True, height=30)
    row = put_header(page, 2, HEADER, (22, 12, *(11 for _ in HEADER[2:])))
    rows = [_line("合计", None, (None,)), _line(UNITS[BUREAU], "全区", (None,))]
    merges: list[tuple[int, int]] = []
    for kind, units in _GROUPS.items():
        rows.append(_line(f"小计（{kind}）", None, units))
        merges.append((row + len(rows) + 1, row + len(rows) + len(units)))
        rows += [_line(place(unit, short=False) if unit in STATIONS else UNITS[unit], kind, (unit,)) for unit in units]
    for number_, cells in enumerate(rows, start=row + 1):
        put_row(page, number_, cells)
    for first, last in merges:
        page.merge_cells(start_row=first, start_column=2, end_row=last, end_column=2)
    save(book, path, date(2022, 6, 28))
