"""Who keeps which ledger on the evening of 2022-06-30, and what lies beside it that should not count."""

from datetime import date
from typing import Any

from examples.kecheng.columns import BARE, CLOSE, ENROLMENT, FILING, PLAIN, PRODUCTION, STATION, two_level
from examples.kecheng.layouts import bare_layout, office_layout, plain_layout, station_layout, two_level_layout
from examples.kecheng.ledger import Ledger
from examples.kecheng.objects import (
    BAIYUN,
    BEIJING,
    ECONOMY,
    FARM_PARK,
    FARMING,
    FUSHAN,
    GOUXI,
    HANGBU,
    HANGZHOU,
    HEHUA,
    HUANGJIA,
    HUASHU,
    HUAYUAN,
    INDUSTRY_PARK,
    JIANGJIASHAN,
    JIUHUA,
    QILI,
    QUHUA,
    REFORM,
    SCIENCE,
    SERVICE_CENTRE,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    SHISHI,
    SHUANGGANG,
    STATISTICS,
    TOURISM,
    UNITS,
    WANTIAN,
    XINAN,
    XINXIN,
    yi,
)  # fmt: skip
from examples.kecheng.spelling import Hand
from examples.kecheng.workbooks import Workbook

_SECTORS = {"制造业": "二产", "服务业": "三产", "农业": "一产"}
_BRIEF = {"正式协议": "正式", "框架协议": "框架", "意向书": "意向", "租用厂房": "租赁", "购买厂房": "购厂"}
JUNE, MAY = (date(2022, 6, 1), date(2022, 6, 30)), (date(2022, 5, 1), date(2022, 5, 31))
HALF = date(2022, 1, 1), date(2022, 6, 30)


def _book(file: str, ledger: Ledger) -> Workbook:
    return Workbook(ledger.unit, file, (ledger,))


def _station(unit: str, file: str, day: int, reporter: int, *dates: str) -> Workbook:
    hand = Hand(dates, words=_SECTORS, short_places=True)
    title = f"柯城区{UNITS[unit]}签约在谈项目台账（2022年6月）"
    return _book(file, Ledger(unit, title, STATION, hand, date(2022, 6, day), reporter, station_layout, JUNE, stages=True))


def _two_level(unit: str, file: str, day: int, reporter: int, parent: str, money: str, hand: Hand) -> Workbook:
    title = f"{UNITS[unit]}招商项目台账（2022年1-6月）"
    return _book(file, Ledger(unit, title, two_level(parent, money), hand, date(2022, 6, day), reporter, two_level_layout, HALF))


def _plain(unit: str, file: str, reporter: int, hand: Hand, day: int = 30, **more: Any) -> Workbook:
    title = f"{UNITS[unit]}2022年6月招商引资项目台账"
    return _book(file, Ledger(unit, title, PLAIN, hand, date(2022, 6, day), reporter, plain_layout, JUNE, stages=True, **more))


def _close(unit: str, file: str, day: int, reporter: int, hand: Hand) -> Workbook:
    title = f"{UNITS[unit]}招商引资项目清单（截至2022年6月）"
    return _book(file, Ledger(unit, title, CLOSE, hand, date(2022, 6, day), reporter, two_level_layout, JUNE, stages=True))


def _list(unit: str, file: str, title: str, columns: Any, hand: Hand, day: int, lists: str) -> Workbook:
    return _book(file, Ledger(unit, title, columns, hand, date(2022, 6, day), 1, office_layout, JUNE, lists=lists))


_SHILIANG = Hand(("dot", "chinese"), words=_BRIEF)
_GOUXI = Hand(("excel",), words=_BRIEF | _SECTORS)
_HUAYUAN = _plain(HUAYUAN, "花园街道办项目台账.xlsx", 4, Hand(("iso", "short"), "-", _BRIEF, short_places=True))

LEDGERS: tuple[Workbook, ...] = (
    _station(BEIJING, "驻北京招商组项目台账20220627.xlsx", 27, 1, "chinese", "short"),
    _station(SHANGHAI, "上海组6月台账.xls", 28, 6, "dot", "iso"),
    _station(HANGZHOU, "驻杭招商项目台账（6.28）.xlsx", 28, 11, "short", "slash"),
    _station(SHENZHEN, "深圳驻点组项目台账.xlsx", 29, 16, "excel", "chinese", "iso"),
    _two_level(HANGBU, "航埠镇招商项目台账2022年6月.xlsx", 26, 3, "投资规模", "万元", Hand(("slash", "excel"), "/")),
    _two_level(SHUANGGANG, "双港街道招商项目台账（1-6月）.xls", 27, 5, "投资规模", "万元", Hand(("chinese", "dot"), "—")),
    _two_level(JIUHUA, "九华乡台账2022.6.xlsx", 28, 9, "投资规模", "亿元", Hand(("iso",))),
    _two_level(BAIYUN, "白云街道项目台账.xls", 29, 14, "投资规模（万元）", "万元", Hand(("excel", "slash"))),
    _two_level(QILI, "七里乡招商项目台账（上半年）.xlsx", 28, 15, "投资规模（万元）", "万元", Hand(("iso", "chinese"), "无")),
    _two_level(FARMING, "区农业农村局招商项目台账.xlsx", 29, 12, "投资规模", "万元", Hand(("dot",), words=_SECTORS)),
    _two_level(SCIENCE, "区科技局人才项目台账2022年6月.xlsx", 30, 18, "投资规模（万元）", "万元", Hand(("iso",))),
    _plain(SHILIANG, "石梁镇招商项目6月.xlsx", 2, _SHILIANG),
    _HUAYUAN,
    _plain(XINXIN, "新新街道招商引资项目台账.xls", 14, Hand(("chinese",), words=_BRIEF)),
    _plain(FUSHAN, "府山街道项目台账202206.xlsx", 15, Hand(("slash", "dot"), "无", _SECTORS)),
    _plain(HEHUA, "荷花街道6月项目台账.xlsx", 14, Hand(("excel",), words=_BRIEF)),
    _plain(XINAN, "信安街道招商项目台账.xlsx", 15, Hand(("iso",), "/", short_places=True)),
    _plain(QUHUA, "衢化街道项目台账.xls", 14, Hand(("dot",), words=_SECTORS)),
    _plain(HUANGJIA, "黄家乡招商项目台账6月.xlsx", 15, Hand(("chinese", "iso"), words=_SECTORS)),
    _plain(HUASHU, "华墅乡项目台账.xlsx", 14, Hand(("slash",))),
    _plain(JIANGJIASHAN, "姜家山乡2022年6月招商项目.xlsx", 14, Hand(("iso", "excel"), "—", _BRIEF)),
    _plain(WANTIAN, "万田乡招商项目台账.xlsx", 15, Hand(("chinese",), "暂无")),
    _plain(SHISHI, "石室乡台账（6月）.xls", 14, Hand(("excel", "iso"), words=_SECTORS)),
    _two_level(INDUSTRY_PARK, "生态工业园招商项目台账（截至6月底）.xlsx", 29, 19, "投资规模（亿元）", "亿元",
               Hand(("excel", "iso", "dot"), "/")),
    _book("区服务业发展中心招商项目台账（2022年6月）.xlsx",
          Ledger(SERVICE_CENTRE, "", BARE, Hand(("iso", "chinese", "excel"), words={"服务业": "三产"}), date(2022, 6, 30), 20,
                 bare_layout, JUNE)),
    _close(TOURISM, "灵鹫山旅游度假区项目清单6月.xlsx", 28, 13, Hand(("iso", "slash"), "/")),
    _close(FARM_PARK, "数字农业科创园招商项目清单.xls", 29, 12, Hand(("excel", "chinese"))),
    _list(REFORM, "发改局备案项目清单.xlsx", "柯城区招商项目备案清单（2022年6月）", FILING, Hand(("iso",)), 28, "filed_on"),
    _list(ECONOMY, "重点工业项目投产情况.xlsx", "柯城区重点工业招商项目投产情况表（2022年6月）", PRODUCTION, Hand(("chinese", "dot")), 29,
          "planned_production_on"),
    _list(STATISTICS, "统计入库项目清单（6月）.xlsx", "柯城区统计入库招商项目清单（2022年6月）", ENROLMENT, Hand(("excel",)), 30, "enrolled_on"),
)  # fmt: skip

#: Beside them: last month's, a list sent twice and amended the second time, and the same workbook under two names.
BESIDE: tuple[Workbook, ...] = (
    _book("石梁镇招商项目5月.xlsx",
          Ledger(SHILIANG, "石梁镇2022年5月招商引资项目台账", PLAIN, _SHILIANG, date(2022, 5, 30), 2, plain_layout, MAY, stages=True)),
    _plain(GOUXI, "沟溪乡2022年6月台账.xlsx", 10, _GOUXI, day=28,
           mistakes={("本草源数字化中药材种植加工项目", "total_investment"): yi(12), ("岭上高山蔬菜基地项目", "review_result"): "通过"}),
    _plain(GOUXI, "沟溪乡2022年6月台账(修改).xlsx", 10, _GOUXI),
    Workbook(HUAYUAN, "花园街道办项目台账 - 副本.xlsx", _HUAYUAN.sheets),
)  # fmt: skip
