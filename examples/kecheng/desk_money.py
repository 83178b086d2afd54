"""Who reports money in the first half of 2022: what arrived, what projects brought, and the year's targets."""

from datetime import date

from examples.kecheng import columns_others as layout
from examples.kecheng import funds_sheets
from examples.kecheng.desk_others import month_span
from examples.kecheng.funds_sheets import Funds
from examples.kecheng.listing import Listing, Look
from examples.kecheng.objects import BUREAU, COMMERCE, ECONOMY, INDUSTRY_PARK, SERVICE_CENTRE, TAX, UNITS
from examples.kecheng.spelling import Hand
from examples.kecheng.targets_sheet import Targets
from examples.kecheng.workbooks import Workbook

TARGETS_FILE = "2022年度目标任务分解表.xlsx"


def _yields(unit: str, number: int, columns: tuple[layout.Column, ...], look: Look) -> Listing:
    title = f"{UNITS[unit]}2022年{number}月招商项目产出表"
    hand = Hand(("iso",), months={TAX: "iso", COMMERCE: "short"}.get(unit, "chinese"))
    return Listing("yields", unit, title, columns, hand, date(2022, number, 28), month_span(number), look, f"{number}月")


YIELDS: tuple[Workbook, ...] = (
    Workbook(TAX, "税务局项目纳税情况4-6月.xlsx", tuple(_yields(TAX, n, layout.YIELDS_TAX, Look(total="last")) for n in (4, 5, 6))),
    Workbook(ECONOMY, "经信局项目产值（5-6月）.xlsx", tuple(_yields(ECONOMY, n, layout.YIELDS_OUTPUT, Look()) for n in (5, 6))),
    Workbook(COMMERCE, "商务局贸易额统计.xls", tuple(_yields(COMMERCE, n, layout.YIELDS_TRADE, Look(unit="万元")) for n in (5, 6))),
    Workbook(
        SERVICE_CENTRE,
        "服务业项目产出表5-6月.xlsx",
        tuple(_yields(SERVICE_CENTRE, n, layout.YIELDS_FULL, Look(total="first")) for n in (5, 6)),
    ),
)


def _funds_file(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月到位资金明细表.xlsx"


_MONTHS = tuple(f"2022-{n:02d}" for n in range(1, 7))
FUNDS: tuple[Workbook, ...] = (
    *(Workbook(INDUSTRY_PARK, _funds_file(m), (Funds(INDUSTRY_PARK, m, funds_sheets.two_level),)) for m in ("2021-12", *_MONTHS)),
    Workbook(SERVICE_CENTRE, "到位资金2022年1-6月.xlsx", tuple(
        Funds(SERVICE_CENTRE, m, funds_sheets.plain, name=f"{int(m[5:])}月") for m in _MONTHS)),
    Workbook(BUREAU, "招商局到位资金明细（2022年上半年）.xlsx", tuple(
        Funds(BUREAU, m, funds_sheets.long, ("2021-12",) if m == "2022-01" else (), f"{int(m[5:])}月") for m in _MONTHS)),
)  # fmt: skip
GOALS = (Workbook(BUREAU, TARGETS_FILE, (Targets(date(2022, 6, 28)),)),)
MONEY: tuple[Workbook, ...] = (*FUNDS, *GOALS, *YIELDS)
