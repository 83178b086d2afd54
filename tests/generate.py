"""Small, nasty counties from a seed: every date on an edge, every blank blank, fractions that collide as floats.

Ids, names and codes are unique in a county; whatever else the forms allow may be missing, late, or just past a bound.
Lost (失联) projects are always formally signed and not terminated, as forms.md has it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from random import Random

from tests.oracle import GROUPS, Project, Receipt, Target, Unit, is_active

AS_OF = [
    date(2021, 1, 1),
    date(2021, 1, 31),
    date(2021, 2, 28),
    date(2021, 12, 31),
    date(2022, 1, 1),
    date(2022, 2, 28),
    date(2022, 6, 30),
    date(2022, 7, 1),
    date(2022, 12, 31),
    date(2023, 1, 1),
    date(2023, 2, 28),
    date(2023, 3, 1),
    date(2023, 12, 31),
]
PREFIXES = {"township": "TW", "department": "DP", "station": "ST", "platform": "PL", "bureau": "ZS"}
TITLES = {"township": "第{}街道", "department": "第{}局", "station": "第{}驻点招商组", "platform": "第{}园区中心", "bureau": "第{}招商局"}
CUSTOM_GROUPS = [""] * 6 + ["东片", "西片", "乡镇街道"]
REGIONS = [None, None, "330802", "330800", "330881", "330100", "330000", "440300", "310000", "000000", "710000", "810000", "820000"]
INDUSTRIES = [None, "制造业", "制造业", "制造业", "服务业", "农业", "文旅", "其他"]
KINDS = ["产业项目", "产业项目", "产业项目", "税源项目", "外贸项目", "人才项目"]
LAND_MODES = [None, "新增用地", "新增用地", "购买厂房", "租用厂房", "无需用地"]
AGREEMENTS = [None, "意向书", "框架协议", "补充协议"] + ["正式协议"] * 8
REVIEWS = [None, "通过", "通过", "通过", "暂缓", "不通过"]
STATUSES = ["推进中"] * 5 + ["暂缓", "暂缓", "终止"]
BLOCKERS = [None, None, "土地", "用能", "资金", "配套", "征迁", "审批", "市场", "其他"]
MONEY = [
    None,
    0,
    1,
    99_999_999,
    100_000_000,
    100_000_001,
    499_999_999,
    500_000_000,
    500_000_001,
    30_000_000,
    9_999_999_999_999,
    10_000_000_000_000,
]
AMOUNTS = [0, 1, 1_234_567, 50_000_000, 100_000_000, 9_999_999_999_999, -1, -20_000_000]
INDICATORS = {
    "签约项目数": ["个", None],
    "亿元以上签约项目数": ["个", None],
    "开工项目数": ["个", None],
    "落地项目数": ["个", None],
    "市外到位资金": ["亿元", "万元", "元", None],
    "制造业到位资金": ["亿元", "万元", "元", None],
}
TARGETS = [Fraction(0), Fraction(1), Fraction(3), Fraction(12), Fraction(5, 2), Fraction(67, 10), Fraction(100_000)]
SHARES = [None, None, Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)]


@dataclass(frozen=True)
class County:
    as_of: date
    units: list[Unit]
    projects: list[Project]
    receipts: list[Receipt]
    targets: list[Target]


def choose_as_of(rng: Random) -> date:
    """Mostly an edge of a month or a year, else any day of 2021–2023."""
    return rng.choice(AS_OF) if rng.random() < 0.7 else date(2021, 1, 1) + timedelta(days=rng.randrange(3 * 365))


def choose_day_of_year(rng: Random, as_of: date) -> date:
    """A day of Y: its first, its last, or one between."""
    new_year = date(as_of.year, 1, 1)
    between = new_year + timedelta(days=rng.randint(0, (as_of - new_year).days))
    return rng.choice([new_year, as_of, between, between])


def choose_day(rng: Random, as_of: date) -> date | None:
    """A day in Y, none, or one at a bound of Y, of the backlog's span or of an age band."""
    if rng.random() < 0.55:
        return choose_day_of_year(rng, as_of)
    waits = [-366, -1, -1, -31, 1, 89, 90, 91, 180, 181, 365, 366, 367, 500]
    edges = [date(as_of.year - 1, 12, 31), date(2020, 12, 31), date(2021, 1, 1), date(2020, 2, 29)]
    return rng.choice([None] * 6 + edges + [as_of - timedelta(days=days) for days in waits])


def make_units(rng: Random, as_of: date) -> list[Unit]:
    """3 to 14 units, at most one bureau, some beginning or ending about as-of."""
    day = timedelta(days=1)
    kinds = rng.choices(rng.sample([*GROUPS], k=rng.randint(1, 4)), k=rng.randint(3, 14))
    if rng.random() < 0.6:
        kinds[rng.randrange(len(kinds))] = "bureau"
    units = []
    for number, kind in enumerate(kinds, 1):
        since = rng.choice([None] * 6 + [date(2019, 5, 1), date(as_of.year, 1, 1), as_of, as_of + day])
        until = rng.choice([None] * 9 + [as_of - day, as_of, as_of + day])
        if since and until and until <= since:
            until = None
        group = rng.choice(CUSTOM_GROUPS) if kind in GROUPS else ""
        name = TITLES[kind].format(number)
        units.append(Unit(f"{PREFIXES[kind]}{number:02}", name, kind, group, since, until))
    return units


def make_project(rng: Random, as_of: date, units: list[Unit], number: int) -> Project:
    codes = [None, *(u.code for u in units)]
    platforms = [None, *(u.code for u in units if u.kind == "platform")]
    shared = rng.choice(SHARES)
    project = Project(
        project_id=f"P{number:03}",
        project_name=f"第{number:03}号零部件",
        investor_region_code=rng.choice(REGIONS),
        industry=rng.choice(INDUSTRIES),
        project_kind=rng.choice(KINDS),
        total_investment=rng.choice(MONEY),
        introduced_by=rng.choice(codes),
        first_talk_unit=rng.choice(codes) if shared is not None else None,
        first_talk_share=shared,
        platform=rng.choice(platforms),
        land_mode=rng.choice(LAND_MODES),
        agreement_type=rng.choice(AGREEMENTS),
        reviewed_on=choose_day(rng, as_of),
        review_result=rng.choice(REVIEWS),
        signed_on=choose_day(rng, as_of),
        registered_on=choose_day(rng, as_of),
        land_supplied_on=rng.choice([None, choose_day(rng, as_of)]),
        plant_secured_on=choose_day(rng, as_of),
        started_on=rng.choice([None, choose_day(rng, as_of)]),
        enrolled_on=choose_day(rng, as_of),
        status=rng.choice(STATUSES),
        blocker_kind=rng.choice(BLOCKERS),
        planned_start_on=choose_day(rng, as_of),
    )
    formal = project.agreement_type == "正式协议" and project.signed_on and project.status != "终止"
    return replace(project, lost=bool(formal) and rng.random() < 0.15)


def choose_month(rng: Random, as_of: date) -> str:
    """As-of's month, one of Y, the next or the last one, or one of another year."""
    now, former = f"{as_of:%Y-%m}", as_of.replace(day=1) - timedelta(days=1)
    following = as_of.replace(day=28) + timedelta(days=4)
    in_year = f"{as_of.year}-{rng.randint(1, as_of.month):02}"
    others = [
        f"{as_of.year}-01",
        f"{former:%Y-%m}",
        f"{following:%Y-%m}",
        f"{as_of.year - 1}-12",
        f"{as_of.year}-12",
        f"{as_of.year - 1}-01",
        "2019-07",
        f"{as_of.year + 1}-{as_of.month:02}",
    ]
    return rng.choice([now, now, now, in_year, in_year, in_year, *others])


def make_receipt(rng: Random, as_of: date, projects: list[Project]) -> Receipt:
    matched = rng.choice(projects).project_id if projects and rng.random() < 0.8 else None
    status = rng.choice(["实际到位", "实际到位", "实际到位", "预计到位"])
    amount = rng.choice(AMOUNTS) if rng.random() < 0.7 else rng.randrange(10**9)
    return Receipt(matched, choose_month(rng, as_of), amount, status, rng.choice(REGIONS), rng.choice(INDUSTRIES))


def choose_pair(rng: Random, units: list[Unit], as_of: date) -> tuple[str, str] | None:
    """Two ranked units of one group, else None."""
    ranked = [u for u in units if u.kind in GROUPS and is_active(u, as_of)]
    pairs = [(a.code, b.code) for a, b in combinations(ranked, 2) if (a.group or GROUPS[a.kind]) == (b.group or GROUPS[b.kind])]
    return rng.choice(pairs) if pairs else None


def plant(rng: Random, as_of: date, number: int, unit: str, yuan: int, paid: int, started: bool) -> tuple[Project, Receipt]:
    """A project of this year's cohort with a known contribution to the unit's rates."""
    day = choose_day_of_year(rng, as_of)
    project = Project(
        f"P{number:03}",
        f"第{number:03}号零部件",
        "440300",
        "制造业",
        total_investment=yuan,
        introduced_by=unit,
        land_mode="租用厂房",
        agreement_type="正式协议",
        reviewed_on=day,
        review_result="通过",
        signed_on=day,
        plant_secured_on=as_of if started else None,
        started_on=day if started else None,
    )
    return project, Receipt(project.project_id, f"{as_of:%Y-%m}", paid)


def plant_collision(rng: Random, as_of: date, first: str, second: str) -> list[tuple[Project, Receipt]]:
    """Two funds rates, n/d and (n+1)/(d+1), that differ as fractions and are one float."""
    yuan, missing = 10**13 - rng.randrange(10**6), rng.randint(1, 10**6)
    return [plant(rng, as_of, 901, first, yuan, yuan - missing, True), plant(rng, as_of, 902, second, yuan + 1, yuan + 1 - missing, False)]


def plant_tie(rng: Random, as_of: date, first: str, second: str) -> list[tuple[Project, Receipt]]:
    """Start, landing and funds rates that are 1/2 for the one and 2/4 for the other unit."""
    yuan = rng.choice([3, 10**8, 5 * 10**12 + 1])
    return [plant(rng, as_of, 911 + i, first if i < 2 else second, yuan, yuan * (i % 2), i % 2 == 1) for i in range(6)]


def county(seed: int) -> County:
    """The county of this seed: 3–14 units, 0–40 projects, 0–60 receipts, 0–10 targets."""
    rng = Random(seed)
    as_of = choose_as_of(rng)
    units = make_units(rng, as_of)
    projects = [make_project(rng, as_of, units, n) for n in range(1, 1 + rng.choice([0, 1, 2, 5, 10, 20, 30, 34]))]
    receipts = [make_receipt(rng, as_of, projects) for _ in range(rng.choice([0, 1, 3, 10, 25, 40, 54]))]
    pair = choose_pair(rng, units, as_of)
    if pair and rng.random() < 0.6:
        projects = [replace(p, introduced_by=None) if p.introduced_by in pair else p for p in projects]
        planted = rng.choice([plant_collision, plant_tie])(rng, as_of, *pair)
        projects += [project for project, _ in planted]
        receipts += [receipt for _, receipt in planted]
    lines = rng.sample([(u.code, i) for u in units for i in INDICATORS], k=rng.randint(0, 10))
    targets = [Target(u, i, rng.choice(TARGETS), rng.choice(INDICATORS[i])) for u, i in lines]
    rng.shuffle(projects)
    rng.shuffle(receipts)
    return County(as_of, units, projects, receipts, targets)
