"""The year's targets, laid out like F6: a block header an indicator, 合计 above what it sums, units in vertical merges."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from examples.kecheng import truth
from examples.kecheng.books import save
from examples.kecheng.county import County
from examples.kecheng.objects import BUREAU, DEPARTMENTS, PLATFORMS, STATIONS, TOWNSHIPS, UNITS, Target
from examples.kecheng.page import TITLE, Page
from examples.kecheng.spelling import YUAN, Written, number, place

#: The indicators and the unit their header names.
INDICATORS = {
    "签约项目数": "个", "亿元以上签约项目数": "个", "市外到位资金": "亿元", "制造业到位资金": "亿元", "开工项目数": "个", "落地项目数": "个",
}  # fmt: skip
HEADER = (
    ("单位",), ("类别",),
    *((f"{indicator}（{unit}）", leaf) for indicator, unit in INDICATORS.items() for leaf in ("目标值", "完成值")),
)  # fmt: skip
_GROUPS = {"驻点招商组": STATIONS, "平台": PLATFORMS, "乡镇街道": TOWNSHIPS, "部门": DEPARTMENTS}


def target(county: County, indicator: str, unit: str | None = None) -> int | float | None:
    """The target of a unit; of the district (None) the sum of its units, which the bureau answers for."""
    values = [t.value for t in county.targets if t.indicator == indicator and unit in (None, t.unit)]
    return number(float(sum(values))) if values else None


def _done(county: County, indicator: str, unit: str | None) -> int | float | None:
    if target(county, indicator, unit) is None:
        return None
    done = truth.done(indicator, unit, county)
    return number(done / YUAN[INDICATORS[indicator]]) if INDICATORS[indicator] in YUAN else done


def _line(county: County, label: str, kind: str | None, units: tuple[str | None, ...]) -> list[Written]:
    """A row: the values of one unit, or a sum over several that leaves out what nobody is asked."""
    cells: list[Written] = [label, kind]
    for indicator in INDICATORS:
        for value in (target, _done):
            said = [v for unit in units if (v := value(county, indicator, unit)) is not None]
            cells.append(number(sum(said)) if said else None)
    return cells


@dataclass(frozen=True)
class Targets:
    """The bureau's sheet of one year, wide; or long, a row a unit and indicator."""

    filled_on: date
    wide: bool = True
    unit: str = BUREAU
    form: str = "targets"

    @property
    def span(self) -> tuple[date, date]:
        return date(self.filled_on.year, 1, 1), date(self.filled_on.year, 12, 31)

    def facts(self, county: County) -> tuple[Target, ...]:
        return county.targets

    def draw(self, county: County) -> Page:
        return _wide(self, county) if self.wide else _long(self, county)


def _wide(sheet: Targets, county: County) -> Page:
    """合计, the district's line under the bureau's name, then a 小计 and the units of each group."""
    page = Page("目标任务")
    page.line(1, len(HEADER), f"柯城区{sheet.filled_on.year}年度招商引资目标任务分解表", TITLE)
    row = page.header(2, HEADER, (22, 12, *(11 for _ in HEADER[2:])))
    rows = [_line(county, "合计", None, (None,)), _line(county, UNITS[BUREAU], "全区", (None,))]
    for kind, members in _GROUPS.items():
        units = [unit for unit in members if any(t.unit == unit for t in county.targets)]
        if not units:
            continue
        rows.append(_line(county, f"小计（{kind}）", None, tuple(units)))
        if len(units) > 1:
            page.merge(row + len(rows) + 1, 2, row + len(rows) + len(units), 2)
        rows += [_line(county, place(unit, short=False) if unit in STATIONS else UNITS[unit], kind, (unit,)) for unit in units]
    for number_, cells in enumerate(rows, start=row + 1):
        page.row(number_, cells)
    return page


def _long(sheet: Targets, county: County) -> Page:
    """A row a unit and indicator, the district's lines first."""
    page, titles = Page("Sheet1"), ("序号", "责任单位", "考核指标", "年度目标", "计量单位", "累计完成")
    page.line(1, len(titles), f"{sheet.filled_on.year}年招商引资目标任务分解表", TITLE)
    row = page.header(2, [(title,) for title in titles], (6, 24, 22, 12, 10, 12))
    lines: list[tuple[str | None, str]] = [(None, indicator) for indicator in INDICATORS if target(county, indicator) is not None]
    lines += [(t.unit, t.indicator) for t in county.targets]
    for serial, (unit, indicator) in enumerate(lines, start=1):
        cells = target(county, indicator, unit), INDICATORS[indicator], _done(county, indicator, unit)
        page.row(row + serial, [serial, UNITS[unit or BUREAU], indicator, *cells])
    return page


def write_targets(path: Path, county: County | None = None) -> None:
    """The wide sheet of the Kecheng county, or of another, as a file."""
    sheet = Targets(date(2022, 6, 28))
    save([sheet.draw(county or truth.kecheng())], path, sheet.filled_on)
