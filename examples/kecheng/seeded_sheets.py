"""Who writes a random county's facts down, and how: the layouts, hands, files and habits of the Kecheng offices, drawn by lot."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from examples.kecheng import columns_others as layout
from examples.kecheng import funds_sheets
from examples.kecheng.columns import BARE, CLOSE, ENROLMENT, FILING, PLAIN, PRODUCTION, STATION, two_level
from examples.kecheng.draw import Draw
from examples.kecheng.funds_sheets import Funds
from examples.kecheng.grid import Grid
from examples.kecheng.layouts import bare_layout, office_layout, plain_layout, station_layout, two_level_layout
from examples.kecheng.ledger import Ledger
from examples.kecheng.listing import Listing, Look
from examples.kecheng.objects import BUREAU, STATIONS, UNITS, Project, Receipt
from examples.kecheng.spelling import Hand
from examples.kecheng.targets_sheet import Targets
from examples.kecheng.truth_stations import before, last_day, month_of
from examples.kecheng.wide import Wide
from examples.kecheng.workbooks import Span, Workbook

_STYLES = ("iso", "slash", "dot", "chinese", "excel")
_KEYS = (
    ("外出招商", "主要领导"), ("外出招商", "分管领导"), ("接待客商", None), ("专题夜学", None), ("驻点培训", None), ("线上学习", None),
    ("邀请领导外出考察", None), ("邀请客商来访", None),
)  # fmt: skip
_HEADERS = (
    ("外出招商（次）", "主要领导"), ("外出招商（次）", "分管领导"), ("接待客商（次）",), ("专题夜学（次）",), ("驻点培训（次）",), ("线上学习（次）",),
    ("邀请领导外出考察（次）",), ("邀请客商来访（次）",),
)  # fmt: skip
_LEADS = (layout.LEADS_WEEKLY, layout.LEADS_MONTHLY, layout.LEADS_PLAIN)
PLANS = (layout.PLANS_FULL, layout.PLANS_SHORT)
SPACES = (layout.SPACE_FULL, layout.SPACE_SHORT, layout.SPACE_GROUPED)
LEAGUES = (layout.LEAGUE_LONG, layout.LEAGUE_BLOCKS)
TREES = (layout.CHAINS_FULL, layout.CHAINS_TREE)
YIELDS = (layout.YIELDS_FULL,)
ROSTERS = (layout.OFFICERS_FULL, layout.OFFICERS_SHORT, layout.OFFICERS_GROUPED)


def span_of(month: str) -> Span:
    return date.fromisoformat(f"{month}-01"), last_day(month)


def hand(draw: Draw) -> Hand:
    styles = tuple(draw.rng.sample(_STYLES, k=2))
    return Hand(
        styles, draw.rng.choice((None, "/", "—", "无")), short_places=draw.chance(0.3), months=draw.rng.choice(("iso", "chinese", "dot"))
    )


def filled(draw: Draw, month: str) -> date:
    """A day late in the month; in as-of's month a day or two about as-of."""
    if month != month_of(draw.as_of):
        return last_day(month) - timedelta(days=draw.rng.randint(0, 4))
    return min(last_day(month), max(span_of(month)[0], draw.as_of + timedelta(days=draw.rng.randint(-2, 4))))


def _file(draw: Draw, text: str) -> str:
    return f"{text}.{draw.rng.choice(('xlsx', 'xlsx', 'xlsx', 'xls'))}"


def _chinese(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"


def ledger(draw: Draw, unit: str, month: str, mistakes: dict[tuple[str, str], Any], lists: str = "") -> Workbook:
    """One unit's ledger of a month in a layout that it might use."""
    name, when = UNITS[unit], _chinese(month)
    title, file = f"{name}{when}招商项目台账", f"{name}招商项目台账（{when}）"
    money = draw.rng.choice(("亿元", "万元"))
    if lists:
        columns, draws = {"enrolled_on": ENROLMENT, "filed_on": FILING}.get(lists, PRODUCTION), office_layout
    else:
        columns, draws = draw.rng.choice(
            (
                (STATION if unit in STATIONS else PLAIN, station_layout if unit in STATIONS else plain_layout),
                (two_level(draw.rng.choice((f"投资规模（{money}）", "投资规模")), money), two_level_layout),
                (PLAIN, plain_layout),
                (BARE, bare_layout),
                (CLOSE, two_level_layout),
            )
        )
    stages = draws in (station_layout, plain_layout)
    sheet = Ledger(unit, title, columns, hand(draw), filled(draw, month), 1, draws, span_of(month), stages, lists, mistakes)
    return Workbook(unit, _file(draw, file), (sheet,))


def mistaken(draw: Draw, unit: str, projects: Sequence[Project]) -> dict[tuple[str, str], Any]:
    """Values of a unit that contradict another kind of office's: whose word counts, the authority says."""
    wrong: dict[tuple[str, str], Any] = {}
    for p in projects:
        kinds = {other[:2] for other in p.listed_by}
        if unit in p.listed_by and len(kinds) == len(p.listed_by) > 1 and draw.chance(0.3):
            field, value = draw.rng.choice((
                ("total_investment", (p.total_investment or 0) + 10**8), ("status", "终止" if p.status != "终止" else "推进中"),
                ("signed_on", p.signed_on and p.signed_on - timedelta(days=200))))  # fmt: skip
            if value is not None:
                wrong[p.project_name, field] = value
    return wrong


def funds(draw: Draw, receipts: Sequence[Receipt]) -> list[Workbook]:
    """A sheet a sender and month; sometimes all of a sender's in one workbook."""
    books = []
    for sender in sorted({r.sent_by for r in receipts}):
        style = draw.rng.choice((funds_sheets.two_level, funds_sheets.plain, funds_sheets.long))
        months = sorted({r.month for r in receipts if r.sent_by == sender})
        sheets = [Funds(sender, m, style, name=_chinese(m)) for m in months]
        if draw.chance(0.5):
            books.append(Workbook(sender, _file(draw, f"{UNITS[sender]}到位资金明细表汇总"), tuple(sheets)))
        else:
            books += [Workbook(sender, _file(draw, f"{_chinese(s.month)}到位资金明细表"), (s,)) for s in sheets]
    return books


def goals(draw: Draw) -> Workbook:
    return Workbook(
        BUREAU, _file(draw, f"{draw.as_of.year}年度目标任务分解表"), (Targets(filled(draw, month_of(draw.as_of)), draw.chance(0.5)),)
    )


def _listing(draw: Draw, form: str, unit: str, title: str, columns: Any, month: str, name: str, **more: Any) -> Listing:
    look = Look(draw.rng.choice(("reporter", "summary", "title")), draw.rng.choice(("", "last", "first")))
    return Listing(form, unit, title, columns, hand(draw), filled(draw, month), span_of(month), look, name, **more)


def leads(draw: Draw) -> list[Workbook]:
    """Months in a workbook each or together, some never sent; one station sends as-of's month by the week."""
    books, weekly = [], draw.rng.choice((*STATIONS, ""))
    months = [before(month_of(draw.as_of), n) for n in range(draw.as_of.month + 1, -1, -1)]
    for station in STATIONS:
        columns = draw.rng.choice(_LEADS)
        sent = [m for m in months if draw.chance(0.9) and not (station == weekly and m == months[-1])]
        sheets = [_listing(draw, "leads", station, f"{UNITS[station]}{_chinese(m)}招商信息表", columns, m, _chinese(m)) for m in sent]
        if sheets and draw.chance(0.7):
            books.append(Workbook(station, _file(draw, f"{UNITS[station]}招商信息表"), tuple(sheets)))
        else:
            books += [
                Workbook(station, _file(draw, f"{UNITS[station]}招商信息表{_chinese(m)}"), (s,)) for m, s in zip(sent, sheets, strict=True)
            ]
    return books + ([_by_week(draw, weekly, months[-1])] if weekly else [])


def _by_week(draw: Draw, station: str, month: str) -> Workbook:
    """The weeks of a month up to as-of, Monday to Sunday, the first with the last days of the month before."""
    first, columns = span_of(month)[0], draw.rng.choice(_LEADS)
    monday, sheets = first - timedelta(days=first.weekday()), []
    while monday <= draw.as_of:
        sunday = monday + timedelta(days=6)
        when = f"{monday.year}年{monday.month}月{monday.day}日-{sunday.month}月{sunday.day}日"
        sheets.append(
            Listing(
                "leads",
                station,
                f"驻点招商项目信息采集表（{when}）",
                columns,
                hand(draw),
                sunday,
                (monday, sunday),
                Look(),
                f"{monday:%m%d}",
            )
        )
        monday += timedelta(days=7)
    return Workbook(station, _file(draw, f"{UNITS[station]}信息采集表周报"), tuple(sheets))


def activities(draw: Draw, senders: Sequence[str]) -> list[Workbook]:
    """A year's sheet to as-of's month, wide or long, or a sheet a month."""
    books, now = [], month_of(draw.as_of)
    for unit in senders:
        span = date(draw.as_of.year, 1, 1), last_day(now)
        when = draw.rng.choice((f"{now[:4]}年1-{span[1].month}月", f"{now[:4]}年1月1日至{span[1].month}月{span[1].day}日"))
        title = f"{UNITS[unit]}招商活动统计表（{when}）"
        match draw.rng.choice(("wide", "months", "long", "monthly")):
            case "wide":
                sheets: list[Any] = [Wide(unit, title, _KEYS, _HEADERS, filled(draw, now), span, cost=draw.rng.choice(("", "万元")))]
            case "months":
                sheets = [Wide(unit, title, _KEYS, _HEADERS, filled(draw, now), span, by_month=True, total="first", cost="元")]
            case "long":
                sheets = [Listing("activities", unit, title, layout.ACTIVITIES_LONG, hand(draw), filled(draw, now), span)]
            case _:
                sheets = [
                    _listing(draw, "activities", unit, f"{UNITS[unit]}{_chinese(m)}招商活动统计表", layout.ACTIVITIES_BARE, m, _chinese(m))
                    for m in draw.months
                ]
        books.append(Workbook(unit, _file(draw, f"{UNITS[unit]}招商活动统计表"), tuple(sheets)))
    return books


def grids(draw: Draw, form: str, name: str, senders: Sequence[str]) -> list[Workbook]:
    """The same as `tables`, wide."""
    return [
        Workbook(unit, _file(draw, f"{UNITS[unit]}{name}"), tuple(
            Grid(form, unit, f"{UNITS[unit]}{_chinese(m)}{name}", filled(draw, m), span_of(m), _chinese(m)) for m in draw.months[-2:]))
        for unit in senders
    ]  # fmt: skip


def tables(draw: Draw, form: str, name: str, layouts: Sequence[Any], senders: Sequence[str], months: Sequence[str]) -> list[Workbook]:
    """The plain forms: a workbook a sender, a sheet a month."""
    books = []
    for unit in senders:
        columns = draw.rng.choice(layouts)
        sheets = [_listing(draw, form, unit, f"{UNITS[unit]}{_chinese(m)}{name}", columns, m, _chinese(m)) for m in months]
        books.append(Workbook(unit, _file(draw, f"{UNITS[unit]}{name}"), tuple(sheets)))
    return books
