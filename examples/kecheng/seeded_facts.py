"""Facts of a random county: the same kinds of objects, with dates on edges, blanks, and amounts just past a bound."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from examples.kecheng.facts import Activity, Lead, Link, Officer, Place, Space, Task, Yield
from examples.kecheng.names import CITIES, PARTNERS, PROGRESS, SOURCES, STEMS, THINGS, TRADES
from examples.kecheng.objects import (
    BOUGHT,
    BUREAU,
    DEPARTMENTS,
    FORMAL,
    FRAMEWORK,
    INTENT,
    NEW_LAND,
    NO_LAND,
    PLACES,
    PLATFORMS,
    RENTED,
    STATIONS,
    SUPPLEMENT,
    TOWNSHIPS,
    Project,
    Receipt,
    Target,
    mu,
    wan,
)  # fmt: skip
from examples.kecheng.truth_stations import before, last_day, month_of

_AMOUNTS = (None, 1, 800, 3000, 9999, 10000, 10001, 26000, 49999, 50000, 50001, 120000, 385000)
_KINDS = ("产业项目", "产业项目", "产业项目", "税源项目", "外贸项目", "人才项目")
_BLOCKERS = ("土地", "用能", "资金", "配套", "征迁", "审批", "市场", "其他")
_ACTIVITIES = (
    "外出招商",
    "外出招商",
    "接待客商",
    "专题夜学",
    "驻点培训",
    "线上学习",
    "项目推进会",
    "工作例会",
    "邀请领导外出考察",
    "邀请客商来访",
)
_RANKS = ("主要领导", "分管领导", "其他", None)
_ITEMS = {
    "整治企业数": "家",
    "腾出用地": "亩",
    "标准厂房": "平方米",
    "商务楼宇": "平方米",
    "可供用地": "亩",
    "规划面积": "平方公里",
    "入驻企业数": "个",
}


@dataclass
class Draw:
    """One random county's dice: the day it is seen on, its year's months, and who sends anything at all."""

    rng: Random
    as_of: date
    number: int = 0

    @property
    def months(self) -> list[str]:
        """January to as-of's month."""
        return [f"{self.as_of:%Y}-{n:02d}" for n in range(1, self.as_of.month + 1)]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randint(0, max(0, (last - first).days)))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def name(self, industry: str) -> str:
        """A name that nothing else in the county bears."""
        self.number += 1
        stem = self.rng.choice(STEMS)
        return (
            f"{stem}{self.rng.choice(THINGS.get(industry, THINGS['制造业']))}{'一二三四五六七八九十'[self.number % 10]}号{self.number}项目"
        )

    def company(self, industry: str) -> str:
        city = self.rng.choice(self.rng.choice(list(CITIES.values())))[0]
        self.number += 1
        return f"{city}{self.rng.choice(STEMS)}{self.rng.choice(TRADES.get(industry, ('科技',)))}{self.number}有限公司"


def project(draw: Draw, senders: list[str]) -> Project:
    """A project somewhere between first talks and production, or given up."""
    rng, industry = draw.rng, draw.rng.choice([*TRADES, "制造业", "其他"])
    amount, mode = rng.choice(_AMOUNTS), rng.choice((NEW_LAND, NEW_LAND, BOUGHT, RENTED, NO_LAND, None))
    owner = rng.choice(senders)
    listed = {owner, *(rng.choice(senders) for _ in range(rng.choice((0, 0, 1, 2))))}
    day = draw.day(date(draw.as_of.year - 2, 9, 1), draw.as_of + timedelta(days=10))
    if draw.chance(0.5):
        day = draw.day(date(draw.as_of.year, 1, 1), draw.as_of)
    signed = rng.choice((day, day, day, None, draw.as_of, date(draw.as_of.year, 1, 1), date(draw.as_of.year - 1, 1, 1)))
    steps = _steps(draw, signed, mode)
    return Project(
        draw.name(industry), draw.company(industry), owner, tuple(sorted(listed)), industry, wan(amount) if amount else None,
        fixed_investment=wan(rng.randint(0, amount)) if amount and draw.chance(0.6) else None,
        investor_region=rng.choice(list(PLACES)), project_kind=rng.choice(_KINDS), land_mode=mode,
        land_area=mu(rng.randint(5, 200)) if mode == NEW_LAND else None,
        agreement_type=rng.choice((FORMAL, FORMAL, FORMAL, FORMAL, FRAMEWORK, INTENT, SUPPLEMENT)) if signed else None,
        status=rng.choice(("推进中",) * 5 + ("暂缓", "终止")), service_officer=f"专员{rng.randint(1, 20):02d}",
        platform=rng.choice(PLATFORMS) if draw.chance(0.4) else None, blocker_kind=rng.choice(_BLOCKERS) if draw.chance(0.2) else None,
        progress=rng.choice(PROGRESS), **steps)  # fmt: skip


def _steps(draw: Draw, signed: date | None, mode: str | None) -> dict[str, Any]:
    """The dates of a project's life; each may be missing, and some lie before they should."""
    rng, start = draw.rng, signed or draw.day(date(draw.as_of.year, 1, 1), draw.as_of)

    def after(share: float, low: int, high: int) -> date | None:
        return start + timedelta(days=rng.randint(low, high)) if signed and draw.chance(share) else None

    reviewed = start - timedelta(days=rng.randint(0, 60)) if draw.chance(0.85) else None
    return {
        "reviewed_on": reviewed,
        "review_result": rng.choice(("通过", "通过", "通过", "暂缓", "不通过")) if reviewed else None,
        "signed_on": signed,
        "registered_on": after(0.5, -5, 40),
        "land_supplied_on": after(0.6, 5, 200) if mode == NEW_LAND or draw.chance(0.05) else None,
        "plant_secured_on": after(0.7, 0, 90) if mode in (BOUGHT, RENTED) else None,
        "planned_start_on": after(0.3, 30, 400),
        "started_on": after(0.6, 10, 250),
        "enrolled_on": after(0.4, 20, 300),
    }


def receipts(draw: Draw, projects: list[Project], senders: list[str]) -> list[Receipt]:
    """Money of some projects in some months, refunds too; one in ten of a project that no ledger knows."""
    found, months = {}, [*(before(month_of(draw.as_of), n) for n in range(4)), f"{draw.as_of.year - 1}-12", draw.months[0]]
    for _ in range(draw.rng.randint(0, 40)):
        stray = not projects or draw.chance(0.1)
        name = draw.name("制造业") if stray else draw.rng.choice(projects).project_name
        region = draw.rng.choice(list(PLACES)) if stray or draw.chance(0.3) else None
        status = draw.rng.choice(("实际到位", "实际到位", "预计到位"))
        month, sender = draw.rng.choice(months), draw.rng.choice(senders)
        amount = wan(-draw.rng.randint(1, 90)) if status == "实际到位" and draw.chance(0.08) else wan(draw.rng.randint(1, 9000))
        receipt = Receipt(
            month, name, amount, sender, status, region, "制造业" if stray else None, "进账单", investor=draw.company("制造业")
        )
        found[month, name, sender, region, status] = receipt
    return list(found.values())


def targets(draw: Draw, senders: list[str]) -> list[Target]:
    indicators = ("签约项目数", "亿元以上签约项目数", "市外到位资金", "制造业到位资金", "开工项目数", "落地项目数")
    lines = draw.rng.sample([(unit, name) for unit in senders if unit != BUREAU for name in indicators], k=min(8, 6 * len(senders) - 6))
    return [
        Target(unit, name, Decimal(draw.rng.choice(("0.5", "2.5", "6") if name.endswith("资金") else ("1", "3", "8"))))
        for unit, name in lines
    ]


def leads(draw: Draw) -> list[Lead]:
    """What four stations heard since last November, now and then the same twice."""
    found: list[Lead] = []
    for number in range(draw.as_of.month + 2):
        month = before(month_of(draw.as_of), number)
        for station in STATIONS:
            found += [
                _lead(draw, station, draw.day(date.fromisoformat(f"{month}-01"), last_day(month))) for _ in range(draw.rng.randint(0, 5))
            ]
    for lead in draw.rng.sample(found, k=min(4, len(found))):
        other = draw.rng.choice([s for s in STATIONS if s != lead.station])
        later = lead.lead_on + timedelta(days=draw.rng.randint(1, 40))
        found.append(Lead(later, lead.title, lead.investor, other, lead.industry, "其他", None, lead.review_result, lead.lead_kind))
    return sorted(found, key=lambda lead: (lead.lead_on, lead.station, lead.title))


def _lead(draw: Draw, station: str, day: date) -> Lead:
    rng, industry = draw.rng, draw.rng.choice(list(TRADES))
    return Lead(
        day, draw.name(industry), draw.company(industry), station, industry, rng.choice(SOURCES), rng.choice((None, wan(500), wan(12000))),
        rng.choice(("通过", "通过", "暂缓", "不通过", None)), rng.choice(_KINDS), partner=rng.choice(PARTNERS) if draw.chance(0.3) else None,
        needs_land=mu(rng.randint(5, 90)) if draw.chance(0.2) else None, progress=rng.choice(PROGRESS))  # fmt: skip


def activities(draw: Draw, senders: list[str]) -> list[Activity]:
    """At most one of a kind, rank, day and office, as a sheet tells them apart."""
    found = {}
    for _ in range(draw.rng.randint(5, 60)):
        day, sender = draw.day(date(draw.as_of.year - 1, 12, 1), last_day(month_of(draw.as_of))), draw.rng.choice(senders)
        activity, rank = draw.rng.choice(_ACTIVITIES), draw.rng.choice(_RANKS)
        cost = wan(draw.rng.randint(1, 9)) if draw.chance(0.3) else None
        found[day, activity, rank, sender] = Activity(
            day, activity, sender, draw.rng.choice((1, 1, 2, 5)), rank, draw.rng.randint(2, 40), cost
        )
    return sorted(found.values(), key=lambda a: (a.held_on, a.sent_by, a.activity))


def officers(draw: Draw) -> list[Officer]:
    """Five a station or fewer; some not yet there, some gone, on as-of itself too."""
    found = []
    for number in range(draw.rng.randint(8, 20)):
        since = draw.day(date(draw.as_of.year - 1, 3, 1), draw.as_of)
        until = draw.rng.choice((None, None, None, draw.as_of, draw.as_of + timedelta(days=1), draw.as_of - timedelta(days=1)))
        left = until if until and until >= since else None
        found.append(
            Officer(
                f"专员{number + 1:02d}",
                STATIONS[number % 4],
                since,
                left,
                draw.rng.choice((*TOWNSHIPS, *DEPARTMENTS)),
                f"13800000{number:03d}",
            )
        )
    return found


def plans(draw: Draw, projects: list[Project], senders: list[str]) -> list[Task]:
    tasks = ("图审", "桩基施工", "主体封顶", "设备进场", "试生产", "验收")
    chosen = draw.rng.sample(projects, k=min(4, len(projects)))
    return [
        Task(p.project_name, task, draw.rng.choice(senders), due := draw.day(draw.as_of - timedelta(days=90), draw.as_of + timedelta(days=60)),
             draw.rng.choice((None, due + timedelta(days=draw.rng.randint(-20, 30)))), f"专员{draw.rng.randint(1, 20):02d}", draw.rng.choice(TOWNSHIPS))
        for p in chosen for task in draw.rng.sample(tasks, k=3)
    ]  # fmt: skip


def space(draw: Draw, platforms: list[str]) -> list[Space]:
    found = []
    for platform in platforms:
        items = draw.rng.sample(list(_ITEMS), k=4)
        goals = {item: draw.rng.choice((None, Decimal(draw.rng.randint(1, 400)))) for item in items}
        found += [
            Space(
                platform,
                month,
                item,
                _ITEMS[item],
                goals[item],
                Decimal(draw.rng.randint(0, 4000)) / 10,
                draw.rng.choice((None, Decimal(30))),
            )
            for month in draw.months[-2:]
            for item in items
        ]
    return found


def league(draw: Draw) -> list[Place]:
    counties = ("柯城区", "衢江区", "龙游县", "江山市", "常山县", "开化县")
    values = {(m, c): Decimal(draw.rng.randint(50, 99)) for m in draw.months[-2:] for c in counties}
    return [Place(m, c, "综合得分", v, 1 + sum(values[m, o] > v for o in counties)) for (m, c), v in values.items()]


def chains(draw: Draw, projects: list[Project]) -> list[Link]:
    nodes, states = ("光学元件", "显示模组", "整机", "材料"), ("未对接", "已对接", "在谈", "已签约", "已落地", None)
    names = [None, None, *(p.project_name for p in draw.rng.sample(projects, k=min(5, len(projects))))]
    return [
        Link(
            "光电",
            draw.rng.choice(nodes),
            draw.company("制造业"),
            None,
            draw.rng.choice(list(PLACES)),
            draw.rng.choice(states),
            draw.rng.choice(names),
        )
        for _ in range(draw.rng.randint(1, 12))
    ]


def yields(draw: Draw, projects: list[Project], senders: list[str]) -> list[Yield]:
    found = {}
    for p in draw.rng.sample(projects, k=min(5, len(projects))):
        for month in draw.months[-2:]:
            sender = draw.rng.choice(senders)
            amounts = [wan(draw.rng.randint(0, 5000)) if draw.chance(0.7) else None for _ in range(3)]
            found[month, p.project_name, sender] = Yield(month, p.project_name, sender, *amounts)
    return list(found.values())
