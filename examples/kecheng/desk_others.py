"""Who sends which sheet of the other forms in the first half of 2022: monthly, weekly and by the day."""

from calendar import monthrange
from datetime import date, timedelta

from examples.kecheng import columns_others as layout
from examples.kecheng.grid import Grid
from examples.kecheng.listing import Listing, Look
from examples.kecheng.objects import (
    BEIJING,
    BUREAU,
    FARM_PARK,
    HANGBU,
    HANGZHOU,
    INDUSTRY_PARK,
    SERVICE_CENTRE,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    TOURISM,
    UNITS,
)  # fmt: skip
from examples.kecheng.spelling import Hand
from examples.kecheng.wide import Wide
from examples.kecheng.workbooks import Span, Workbook

_HALF = date(2022, 1, 1), date(2022, 6, 30)
_NOTES = (
    "备注：1.本表由各招商组组长认真审核后统一上报；",
    "2.有新增信息或者信息有进度更新时都需要填写本表，如无不需填写；",
    "3.此表每周五上午十点前报送，节假日顺延。",
)
_WEEKS = ((5, 30), (6, 6), (6, 13), (6, 20))
_BY_RANK = (("外出招商（次）", "主要领导"), ("外出招商（次）", "分管领导"))
_BUREAU_KEYS = (
    ("外出招商", "主要领导"), ("外出招商", "分管领导"), ("接待客商", None), ("专题夜学", None), ("驻点培训", None), ("线上学习", None),
    ("工作例会", None),
)  # fmt: skip


def month_span(number: int) -> Span:
    return date(2022, number, 1), date(2022, number, monthrange(2022, number)[1])


def _monthly(number: int) -> date:
    """The day a month's sheet is filled in; June's on the 28th."""
    return date(2022, number, 28)


def _week(month: int, day: int) -> Span:
    monday = date(2022, month, day)
    return monday, monday + timedelta(days=6)


def _days(span: Span) -> str:
    first, last = span
    return f"{first.year}年{first.month}月{first.day}日-{last.month}月{last.day}日"


def _leads_of_shanghai(number: int) -> Listing:
    hand = Hand(("dot", "iso"), words={"制造业": "工业", "文旅": "旅游", "True": "是"})
    return Listing("leads", SHANGHAI, f"上海驻点招商组2022年{number}月招商信息表", layout.LEADS_MONTHLY, hand, _monthly(number), month_span(number),
                   Look(total="last"), f"{number}月", 6)  # fmt: skip


def _leads_of_hangzhou(span: Span, title: str, filled: date) -> Listing:
    hand = Hand(("excel", "short"), words={"驻点招商": "驻点"})
    return Listing("leads", HANGZHOU, title, layout.LEADS_MONTHLY, hand, filled, span, Look("summary", "first"), "信息", 11)


def _leads_of_shenzhen(span: Span, title: str, filled: date, name: str, stretch: str = "") -> Listing:
    hand = Hand(("chinese", "slash"), words={"制造业": "二产", "服务业": "三产", "农业": "一产"})
    return Listing(
        "leads", SHENZHEN, title, layout.LEADS_WEEKLY, hand, filled, span, Look("summary", notes=_NOTES), name, 16, stretch=stretch
    )


def _weekly_leads() -> tuple[Listing, ...]:
    """Each week of June in a sheet of its own, and its last days one by one."""
    weeks = [_week(*monday) for monday in _WEEKS]
    sheets = [
        _leads_of_shenzhen(w, f"柯城区驻点招商项目信息采集表（{_days(w)}）", w[0] + timedelta(days=4), f"第{n}周")
        for n, w in enumerate(weeks, 1)
    ]
    for day in (date(2022, 6, 27), date(2022, 6, 29)):
        stretch = f"{day.year}年{day.month}月{day.day}日"
        sheets.append(_leads_of_shenzhen((day, day), "柯城区驻点招商项目信息采集表", day, f"{day.month}.{day.day}", stretch))
    return tuple(sheets)


LEADS: tuple[Workbook, ...] = (
    Workbook(BEIJING, "北京组有效信息汇总（1-6月）.xlsx", (
        Listing("leads", BEIJING, "驻北京招商组2022年1-6月招商信息表", layout.LEADS_PLAIN, Hand(("iso", "chinese")), date(2022, 6, 29), _HALF,
                Look(), "汇总", 1),)),
    Workbook(SHANGHAI, "驻沪招商信息2022.xlsx", tuple(_leads_of_shanghai(number) for number in range(1, 7))),
    Workbook(HANGZHOU, "杭州组招商信息表1-5月.xls", (
        _leads_of_hangzhou((date(2022, 1, 1), date(2022, 5, 31)), "杭州驻点招商组招商信息表（2022年1-5月）", date(2022, 5, 31)),)),
    Workbook(HANGZHOU, "杭州组招商信息表6月.xls", (_leads_of_hangzhou(month_span(6), "杭州驻点招商组招商信息表（2022年6月）", date(2022, 6, 28)),)),
    Workbook(SHENZHEN, "驻深圳组项目信息采集表（1-5月）.xlsx", tuple(
        _leads_of_shenzhen(month_span(n), f"2022年柯城区驻点招商项目信息采集表（2022年{n}月）", date(2022, n, 30 if n != 2 else 28), f"{n}月")
        for n in range(1, 6))),
    Workbook(SHENZHEN, "驻深圳组项目信息采集表（6月周报）.xlsx", _weekly_leads()),
)  # fmt: skip


def _activities_of_shenzhen(span: Span, title: str, filled: date, name: str, stretch: str = "") -> Listing:
    hand = Hand(("slash",), words={"邀请客商来访": "邀请客商来柯考察", "邀请领导外出考察": "邀请区领导外出考察"})
    return Listing("activities", SHENZHEN, title, layout.ACTIVITIES_LONG, hand, filled, span, Look(total="last"), name, 16, stretch=stretch)


ACTIVITIES: tuple[Workbook, ...] = (
    Workbook(BUREAU, "招商活动统计表（1-5月）.xlsx", (
        Wide(BUREAU, "柯城区2022年1-5月招商活动统计表", _BUREAU_KEYS,
             (*_BY_RANK, ("接待客商（次）",), ("专题夜学（次）",), ("驻点培训（次）",), ("线上学习（次）",), ("工作例会（次）",)), date(2022, 5, 31),
             (date(2022, 1, 1), date(2022, 5, 31)), dates="dot"),)),
    Workbook(BUREAU, "6月招商活动统计表.xlsx", (
        Listing("activities", BUREAU, "柯城区2022年6月招商活动统计表", layout.ACTIVITIES_LONG, Hand(("chinese", "iso")), date(2022, 6, 30),
                month_span(6), Look(total="first"), "6月"),)),
    Workbook(BEIJING, "北京组活动统计.xlsx", (
        Wide(BEIJING, "北京驻点招商组招商活动统计表（2022年1-6月）", (("邀请领导外出考察", None), ("邀请客商来访", None)),
             (("邀请区领导外出考察(次)",), ("邀请客商来柯考察(次)",)), date(2022, 6, 29), _HALF, by_month=True, total="first", cost="万元"),)),
    Workbook(HANGZHOU, "杭州组招商活动统计表上半年.xls", (
        Wide(HANGZHOU, "杭州驻点招商组2022年上半年招商活动统计表", (("邀请领导外出考察", None), ("邀请客商来访", None)),
             (("活动次数", "邀请领导外出考察"), ("活动次数", "邀请客商来访")), date(2022, 6, 28), _HALF, by_month=True, cost="元"),)),
    Workbook(SHANGHAI, "上海组招商活动统计表.xlsx", tuple(
        Listing("activities", SHANGHAI, f"上海驻点招商组{n}月招商活动统计表（2022年{n}月）", layout.ACTIVITIES_BARE, Hand(("iso", "short")), _monthly(n),
                month_span(n), Look(), f"{n}月", 6) for n in range(1, 7))),
    Workbook(SHENZHEN, "深圳组招商活动（1-5月）.xlsx", (
        _activities_of_shenzhen((date(2022, 1, 1), date(2022, 5, 31)), "深圳驻点招商组招商活动统计表（2022年1-5月）", date(2022, 5, 31), "1-5月"),)),
    Workbook(SHENZHEN, "深圳组招商活动周报（6月）.xlsx", (
        *(_activities_of_shenzhen(w, f"深圳驻点招商组招商活动统计周报（{_days(w)}）", w[1], f"{w[0].month}.{w[0].day}周")
          for w in (_week(6, 6), _week(6, 13))),
        _activities_of_shenzhen((date(2022, 6, 21),) * 2, "深圳驻点招商组招商活动统计表", date(2022, 6, 21), "6.21", "2022年6月21日"))),
    Workbook(INDUSTRY_PARK, "生态工业园招商活动统计表.xlsx", (
        Listing("activities", INDUSTRY_PARK, "生态工业园2022年1-6月招商活动统计表", layout.ACTIVITIES_LONG, Hand(("excel",)), date(2022, 6, 29), _HALF,
                Look(), reporter=19),)),
    Workbook(TOURISM, "文旅局招商活动统计表.xls", (
        Listing("activities", TOURISM, "区文旅局2022年1-6月招商活动统计表", layout.ACTIVITIES_BARE, Hand(("chinese",)), date(2022, 6, 28), _HALF, Look(),
                reporter=13),)),
    Workbook(SHILIANG, "石梁镇招商活动统计表2022年1-6月.xlsx", (
        Listing("activities", SHILIANG, "", layout.ACTIVITIES_BARE, Hand(("iso",)), date(2022, 6, 30), _HALF, Look("bare"), "招商活动"),)),
    Workbook(HANGBU, "航埠镇招商活动统计表.xlsx", (
        Listing("activities", HANGBU, "航埠镇2022年1-6月招商活动统计表", layout.ACTIVITIES_LONG, Hand(("slash",)), date(2022, 6, 30), _HALF,
                Look("title")),)),
)  # fmt: skip

_ORDER = Look(merged=("project_name", "project_code"))
PLANS: tuple[Workbook, ...] = (
    Workbook(BUREAU, "重点项目倒排计划表.xlsx", (
        Listing("plans", BUREAU, "柯城区重点项目倒排计划表（2022年6月）", layout.PLANS_FULL, Hand(("short", "iso")), date(2022, 6, 30), month_span(6),
                Look(), "倒排"),)),
    Workbook(INDUSTRY_PARK, "园区项目倒排计划.xlsx", (
        Listing("plans", INDUSTRY_PARK, "生态工业园项目倒排计划表（2022年6月）", layout.PLANS_SHORT, Hand(("chinese",)), date(2022, 6, 29), month_span(6), _ORDER,
                reporter=19),)),
    Workbook(TOURISM, "灵鹫山项目倒排计划表.xls", (
        Listing("plans", TOURISM, "灵鹫山旅游度假区项目倒排计划表（2022年6月）", layout.PLANS_SHORT, Hand(("excel",)), date(2022, 6, 28), month_span(6), _ORDER,
                reporter=13),)),
)  # fmt: skip


def _space(unit: str, number: int, columns: tuple[layout.Column, ...], day: int, lines: str = "reporter") -> Listing:
    title = f"{UNITS[unit]}2022年{number}月平台要素保障表"
    merged = ("platform",) if columns is layout.SPACE_GROUPED else ()
    return Listing(
        "space",
        unit,
        title,
        columns,
        Hand(("iso",)),
        date(2022, number, day),
        month_span(number),
        Look(lines, merged=merged),
        f"{number}月",
    )


SPACE: tuple[Workbook, ...] = (
    Workbook(INDUSTRY_PARK, "园区要素保障表3-6月.xlsx", tuple(_space(INDUSTRY_PARK, n, layout.SPACE_FULL, 28) for n in range(3, 7))),
    Workbook(SERVICE_CENTRE, "服务业平台要素保障.xlsx", tuple(_space(SERVICE_CENTRE, n, layout.SPACE_SHORT, 29) for n in range(3, 7))),
    Workbook(TOURISM, "度假区要素保障表.xls", tuple(_space(TOURISM, n, layout.SPACE_GROUPED, 28) for n in range(3, 7))),
    Workbook(
        FARM_PARK,
        "科创园要素保障表.xlsx",
        tuple(
            Grid("space", FARM_PARK, f"数字农业科创园2022年{n}月平台要素保障表", date(2022, n, 30), month_span(n), f"{n}月")
            for n in range(3, 7)
        ),
    ),
)


def _league(number: int, columns: tuple[layout.Column, ...], look: Look) -> Listing:
    title = f"衢州市2022年{number}月招商引资全市排名表"
    return Listing("league", BUREAU, title, columns, Hand(("iso",)), date(2022, number, 28), month_span(number), look, f"{number}月")


LEAGUE: tuple[Workbook, ...] = (
    Workbook(
        BUREAU,
        "一季度全市排名.xlsx",
        (Grid("league", BUREAU, "衢州市2022年3月招商引资全市排名表", date(2022, 3, 31), month_span(3), "3月"),),
    ),
    Workbook(BUREAU, "全市排名4-5月.xlsx", tuple(_league(n, layout.LEAGUE_LONG, Look()) for n in (4, 5))),
    Workbook(BUREAU, "全市招商引资排名（6月）.xls", (_league(6, layout.LEAGUE_BLOCKS, Look(merged=("indicator",))),)),
)


def _roster(unit: str, file: str, columns: tuple[layout.Column, ...], day: int, hand: Hand, look: Look) -> Workbook:
    title = f"{UNITS[unit]}招商专员名册（2022年6月）"
    return Workbook(unit, file, (Listing("officers", unit, title, columns, hand, date(2022, 6, day), month_span(6), look, "名册"),))


OFFICERS: tuple[Workbook, ...] = (
    _roster(BEIJING, "驻北京招商组专员名册.xlsx", layout.OFFICERS_FULL, 30, Hand(("chinese",)), Look()),
    _roster(SHANGHAI, "上海组招商专员名单.xlsx", layout.OFFICERS_SHORT, 28, Hand(("dot", "iso"), "/"), Look()),
    _roster(HANGZHOU, "杭州组专员名册.xls", layout.OFFICERS_GROUPED, 30, Hand(("excel",)), Look(merged=("station",))),
    _roster(SHENZHEN, "深圳驻点组专员名册6月.xlsx", layout.OFFICERS_FULL, 29, Hand(("slash",)), Look("title")),
)
CHAINS: tuple[Workbook, ...] = (
    Workbook(BUREAU, "产业链图谱（光电、轴承）.xlsx", (
        Listing("chains", BUREAU, "柯城区光电产业链图谱表（2022年6月）", layout.CHAINS_FULL, Hand(("iso",)), date(2022, 6, 24), month_span(6), Look(), "光电", only="光电"),
        Listing("chains", BUREAU, "柯城区轴承产业链图谱表（2022年6月）", layout.CHAINS_TREE, Hand(("iso",), short_places=True), date(2022, 6, 24), month_span(6),
                Look(merged=("chain", "parent", "node")), "轴承", only="轴承"))),
)  # fmt: skip


OTHERS: tuple[Workbook, ...] = (*LEADS, *ACTIVITIES, *PLANS, *SPACE, *LEAGUE, *OFFICERS, *CHAINS)
