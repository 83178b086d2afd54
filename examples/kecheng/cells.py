"""How an office writes a value into a cell: its dates, its amounts, its words for the codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from examples.kecheng.objects import NAMES, Project

Cell = str | int | float | datetime | None


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == 2022 else _chinese(day)


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


DATES: dict[str, Callable[[date], Cell]] = {
    "iso": date.isoformat,
    "slash": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dot": lambda day: f"{day.year}.{day.month}.{day.day}",
    "chinese": _chinese,
    "short": _short,
    "compact": lambda day: f"{day:%Y%m%d}",
    "excel": lambda day: datetime(day.year, day.month, day.day),
}

#: Cells that say it in their own way, by unit ("*": everywhere), project and field. Imprecise dates end on the day they mean.
OWN_WAY: dict[tuple[str, str, str], str] = {
    ("*", "百豪科技项目", "planned_start_on"): "9月底",
    ("*", "石梁溪谷康养度假项目", "planned_start_on"): "2022年12月",
    ("*", "激光微加工设备项目", "planned_start_on"): "2022.11",
    ("*", "沟溪古村民宿集群项目", "planned_start_on"): "2022年3月",
    ("*", "石梁预制菜中央厨房项目", "land_supplied_on"): "5月底",
    ("*", "九华稻渔共生数字农场项目", "land_supplied_on"): "4月中旬",
    ("*", "东巨康年产6000万件手机生产线项目", "planned_production_on"): "6月底",
    ("PL01", "中唯精密年产3000万只杯壶抛光加工及1000台套等离子纳米抛光设备项目", "total_investment"): "5.5亿元",
    ("PL01", "东巨康年产6000万件手机生产线项目", "total_investment"): "38.5亿",
    ("ST04", "洲驰实业项目", "registered_on"): "待定",
    ("330802100", "石梁再生塑料造粒项目", "land_mode"): "/",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """A unit's habits: `dates` are taken in turn, `amounts` is the unit of money, `words` its spellings."""

    unit: str
    dates: tuple[str, ...]
    amounts: str  # 亿元 or 万元
    words: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def day(self, day: date) -> Cell:
        return DATES[self.dates[day.toordinal() % len(self.dates)]](day)

    def money(self, yuan: int) -> float | int:
        return amount(yuan, self.amounts)

    def office(self, code: str) -> str:
        return self.units.get(code, NAMES[code])


def amount(yuan: int, unit: str) -> float | int:
    """Yuan as a number of 亿元 or 万元, whole where it can be."""
    scale = {"亿元": 100_000_000, "万元": 10_000}[unit]
    return yuan // scale if yuan % scale == 0 else yuan / scale


def written(project: Project, field_id: str, style: Style) -> Cell:
    """What the unit's ledger holds for a field of a project."""
    for unit in (style.unit, "*"):
        if (own := OWN_WAY.get((unit, project.project_name, field_id))) is not None:
            return own
    value = getattr(project, field_id)
    if isinstance(value, date):
        return style.day(value)
    if value is not None and field_id in ("total_investment", "fixed_investment"):
        return style.money(value)
    if value is not None and field_id in ("introduced_by", "platform"):
        return style.office(value)
    if isinstance(value, str):
        return style.words.get(value, value)
    return value if isinstance(value, int) else None
