"""The inbox as it lies there on the evening of 2022-06-30: a folder a unit, its files as it would name them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from examples.kecheng.columns import BARE, PLAIN, STATION, two_level
from examples.kecheng.funds_sheets import months_of, write_long, write_plain, write_two_level
from examples.kecheng.layouts import Layout, bare_layout, plain_layout, station_layout, two_level_layout
from examples.kecheng.ledger import Ledger
from examples.kecheng.objects import (
    BEIJING,
    BUREAU,
    GOUXI,
    HANGBU,
    HANGZHOU,
    HUAYUAN,
    INDUSTRY_PARK,
    JIUHUA,
    SERVICE_CENTRE,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    SHUANGGANG,
    UNITS,
)  # fmt: skip
from examples.kecheng.spelling import Hand, month
from examples.kecheng.targets_sheet import write_targets

_SECTORS = {"制造业": "二产", "服务业": "三产", "农业": "一产"}
_BRIEF = {"正式协议": "正式", "框架协议": "框架", "意向书": "意向", "租用厂房": "租赁", "购买厂房": "购厂"}


def _station(unit: str, file: str, day: int, reporter: int, *dates: str) -> tuple[Ledger, Layout]:
    hand = Hand(dates, words=_SECTORS, short_places=True)
    title = f"柯城区{UNITS[unit]}签约在谈项目台账（2022年6月）"
    return Ledger(unit, file, title, STATION, hand, date(2022, 6, day), reporter, stages=True), station_layout


def _two_level(unit: str, file: str, day: int, reporter: int, parent: str, money: str, hand: Hand) -> tuple[Ledger, Layout]:
    title = f"{UNITS[unit]}招商项目台账（2022年1-6月）"
    return Ledger(unit, file, title, two_level(parent, money), hand, date(2022, 6, day), reporter), two_level_layout


def _plain(unit: str, file: str, reporter: int, hand: Hand) -> tuple[Ledger, Layout]:
    title = f"{UNITS[unit]}2022年6月招商引资项目台账"
    return Ledger(unit, file, title, PLAIN, hand, date(2022, 6, 30), reporter, stages=True), plain_layout


LEDGERS: tuple[tuple[Ledger, Layout], ...] = (
    _station(BEIJING, "驻北京招商组项目台账20220627.xlsx", 27, 1, "chinese", "short"),
    _station(SHANGHAI, "上海组6月台账.xlsx", 28, 6, "dot", "iso"),
    _station(HANGZHOU, "驻杭招商项目台账（6.28）.xlsx", 28, 11, "short", "slash"),
    _station(SHENZHEN, "深圳驻点组项目台账.xlsx", 29, 16, "excel", "chinese", "iso"),
    _two_level(HANGBU, "航埠镇招商项目台账2022年6月.xlsx", 26, 3, "投资规模", "万元", Hand(("slash", "excel"), "/")),
    _two_level(SHUANGGANG, "双港街道招商项目台账（1-6月）.xlsx", 27, 5, "投资规模", "万元", Hand(("chinese", "dot"), "—")),
    _two_level(JIUHUA, "九华乡台账2022.6.xlsx", 28, 9, "投资规模", "亿元", Hand(("iso",))),
    _plain(SHILIANG, "石梁镇招商项目6月.xlsx", 2, Hand(("dot", "chinese"), words=_BRIEF)),
    _plain(HUAYUAN, "花园街道办项目台账.xlsx", 4, Hand(("iso", "short"), "-", _BRIEF, short_places=True)),
    _plain(GOUXI, "沟溪乡2022年6月台账.xlsx", 10, Hand(("excel",), words=_BRIEF | _SECTORS)),
    _two_level(INDUSTRY_PARK, "生态工业园招商项目台账（截至6月底）.xlsx", 29, 19, "投资规模（亿元）", "亿元",
               Hand(("excel", "iso", "dot"), "/")),
    (Ledger(SERVICE_CENTRE, "区服务业发展中心招商项目台账（2022年6月）.xlsx", "", BARE,
            Hand(("iso", "chinese", "excel"), words={"服务业": "三产"}), date(2022, 6, 30), 20), bare_layout),
)  # fmt: skip
_FUNDS: dict[str, Callable[[str, Path], None]] = {
    INDUSTRY_PARK: write_two_level,
    SERVICE_CENTRE: write_plain,
    BUREAU: write_long,
}
TARGETS_FILE = "2022年度目标任务分解表.xlsx"


def files() -> Iterator[str]:
    """The inbox's paths, folder/file, in the order they are written."""
    yield from (f"{UNITS[ledger.unit]}/{ledger.file}" for ledger, _ in LEDGERS)
    for sender in _FUNDS:
        yield from (f"{UNITS[sender]}/{_funds_file(sheet)}" for sheet in months_of(sender))
    yield f"{UNITS[BUREAU]}/{TARGETS_FILE}"


def _funds_file(sheet: str) -> str:
    return f"{month(sheet, 'chinese')}到位资金明细表.xlsx"


def build(folder: Path) -> None:
    """Write the inbox below `folder`; two builds give the same bytes."""
    for ledger, layout in LEDGERS:
        layout(ledger, folder / UNITS[ledger.unit] / ledger.file)
    for sender, write in _FUNDS.items():
        for sheet in months_of(sender):
            write(sheet, folder / UNITS[sender] / _funds_file(sheet))
    write_targets(folder / UNITS[BUREAU] / TARGETS_FILE)
