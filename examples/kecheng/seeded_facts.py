"""What else a random county holds: leads, activities, officers, plans, space, the league, chains and yields."""

from datetime import date, timedelta
from decimal import Decimal

from examples.kecheng.draw import Draw
from examples.kecheng.facts import Activity, Lead, Link, Officer, Place, Space, Task, Yield
from examples.kecheng.names import PARTNERS, PROGRESS, SOURCES, TRADES
from examples.kecheng.objects import (
    DEPARTMENTS,
    PLACES,
    STATIONS,
    TOWNSHIPS,
    Project,
    mu,
    wan,
)  # fmt: skip
from examples.kecheng.seeded_projects import KINDS
from examples.kecheng.truth_stations import before, last_day, month_of

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
        rng.choice(("通过", "通过", "暂缓", "不通过", None)), rng.choice(KINDS), partner=rng.choice(PARTNERS) if draw.chance(0.3) else None,
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
