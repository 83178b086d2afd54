"""Small, nasty counties from a seed: every date on an edge, every blank blank, fractions that collide as floats.

Ids, names and codes are unique in a county; whatever else the forms allow may be missing, late, or just past a bound.
Lost (失联) projects are always formally signed and not terminated, as forms.md has it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from tests.oracle import GROUPS, is_active
from tests.oracle_rows import Project, Receipt, Target, Unit

DAYS = """
2020-02-29 2021-01-01 2021-01-31 2021-02-28 2021-12-31 2022-01-01 2022-02-28 2022-06-30 2022-07-01 2022-12-31 2023-01-01 2023-02-28
2023-03-01 2023-12-31 2024-02-29 2024-03-01
"""
AS_OF = [date.fromisoformat(day) for day in DAYS.split()]
PREFIXES = {"township": "TW", "department": "DP", "station": "ST", "platform": "PL", "bureau": "ZS"}
TITLES = {"township": "第{}街道", "department": "第{}局", "station": "第{}驻点招商组", "platform": "第{}园区中心", "bureau": "第{}招商局"}
CUSTOM_GROUPS = [""] * 6 + ["东片", "西片", "乡镇街道"]
NEAR = ["330800", "330802", "330803", "330881", "330000", "330100", "330700", "340800"]  # the city, its province, a like number
FAR = ["310000", "440300", "000000", "710000", "810000", "820000"]
REGIONS = [None, None, *NEAR, *FAR]
INDUSTRIES = [None, "制造业", "制造业", "制造业", "服务业", "农业", "文旅", "其他"]
KINDS = ["产业项目", "产业项目", "产业项目", "税源项目", "外贸项目", "人才项目"]
LAND_MODES = [None, "新增用地", "新增用地", "购买厂房", "租用厂房", "无需用地"]
AGREEMENTS = [None, "意向书", "框架协议", "补充协议"] + ["正式协议"] * 8
REVIEWS = [None, "通过", "通过", "通过", "暂缓", "不通过"]
STATUSES = ["推进中"] * 5 + ["暂缓", "暂缓", "终止"]
BLOCKERS = [None, None, "土地", "用能", "资金", "配套", "征迁", "审批", "市场", "其他"]
MONEY = [None, 0, 1, 30_000_000, 10**12, 10**13 - 1, 10**13, *(bound + d for bound in (10**8, 5 * 10**8) for d in (-1, 0, 1))]
AMOUNTS = [0, 1, 1_234_567, 50_000_000, 10**8, 10**12, 10**13 - 1, -1, -20_000_000]
INDICATORS = {
    "签约项目数": ["个", None],
    "亿元以上签约项目数": ["个", None],
    "开工项目数": ["个", None],
    "落地项目数": ["个", None],
    "市外到位资金": ["亿元", "万元", "元", None],
    "制造业到位资金": ["亿元", "万元", "元", None],
}
TARGETS = [Fraction(0), Fraction(1), Fraction(3), Fraction(12), Fraction(5, 2), Fraction(67, 10), Fraction(100_000)]
NOBODY = [None, "XX99"]  # introduced by no unit, or by one that units.csv does not hold
SHARES = [None, None, Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)]

Planted = tuple[Project, Receipt]


@dataclass(frozen=True)
class County:
    as_of: date
    units: list[Unit]
    projects: list[Project]
    receipts: list[Receipt]
    targets: list[Target]


def choose_as_of(rng: Random) -> date:
    """Mostly an edge of a month or a year, else any day of 2021–2023; 2020 is before the backlogs begin."""
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
        group = rng.choice(CUSTOM_GROUPS)
        name = TITLES[kind].format(number)
        units.append(Unit(f"{PREFIXES[kind]}{number:02}", name, kind, group, since, until))
    return units


def make_project(rng: Random, as_of: date, units: list[Unit], number: int) -> Project:
    codes = [*NOBODY, *(u.code for u in units)]
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


def choose_peers(rng: Random, units: list[Unit], as_of: date) -> list[str]:
    """Two to five ranked units of the largest group, in any order; none where no group has two."""
    groups: dict[str, list[str]] = {}
    for u in (u for u in units if u.kind in GROUPS and is_active(u, as_of)):
        groups.setdefault(u.group or GROUPS[u.kind], []).append(u.code)
    largest = max(groups.values(), key=len, default=[])
    return rng.sample(largest, k=rng.randint(2, min(5, len(largest)))) if len(largest) > 1 else []


def plant(rng: Random, as_of: date, number: int, unit: str, yuan: int | None, paid: int, started: bool) -> Planted:
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


def plant_collision(rng: Random, as_of: date, peers: list[str]) -> list[Planted]:
    """Two funds rates, n/d and (n+1)/(d+1), that differ as fractions and are one float."""
    yuan, missing = 10**13 - rng.randrange(10**6), rng.randint(1, 10**6)
    return [plant(rng, as_of, 901 + i, peers[i], yuan + i, yuan + i - missing, i == 0) for i in range(2)]


def plant_ladder(rng: Random, as_of: date, peers: list[str]) -> list[Planted]:
    """Start, landing and funds rates of 1/2, 2/4, 1/3, 2/2, 0/1, for as many as there are: ranks 1, 1, 3 or 1, 2, 2, 4, 5."""
    yuan = rng.choice([3, 10**8, 5 * 10**12 + 1])
    ladder = zip(peers, [(1, 2), (2, 4), (1, 3), (2, 2), (0, 1)], strict=False)
    rungs = [(unit, i < top) for unit, (top, bottom) in ladder for i in range(bottom)]
    return [plant(rng, as_of, 911 + n, unit, yuan, yuan * done, done) for n, (unit, done) in enumerate(rungs)]


def plant_extremes(rng: Random, as_of: date, peers: list[str]) -> list[Planted]:
    """Funds rates above 1, below 0 by a refund, and of money without any investment: not ranked."""
    extremes = rng.sample([(100, 250), (10**12, -3), (None, 7)], k=min(3, len(peers)))
    return [plant(rng, as_of, 931 + i, peers[i], yuan, paid, i == 0) for i, (yuan, paid) in enumerate(extremes)]


def county(seed: int) -> County:
    """The county of this seed: 3–14 units, 0–40 projects, 0–60 receipts, 0–10 targets."""
    rng = Random(seed)
    as_of = choose_as_of(rng)
    units = make_units(rng, as_of)
    projects = [make_project(rng, as_of, units, n) for n in range(1, 1 + rng.choice([0, 1, 2, 5, 10, 20, 25, 28]))]
    receipts = [make_receipt(rng, as_of, projects) for _ in range(rng.choice([0, 1, 3, 10, 25, 40, 48]))]
    peers = choose_peers(rng, units, as_of)
    if peers and rng.random() < 0.85:
        others = [*NOBODY, *(u.code for u in units if u.code not in peers)]
        projects = [replace(p, introduced_by=rng.choice(others)) if p.introduced_by in peers else p for p in projects]
        planted = rng.choice([plant_collision, plant_ladder, plant_extremes])(rng, as_of, peers)
        projects += [project for project, _ in planted]
        receipts += [receipt for _, receipt in planted]
    lines = rng.sample([(u.code, i) for u in units for i in INDICATORS], k=rng.randint(0, 10))
    targets = [Target(u, i, rng.choice(TARGETS), rng.choice(INDICATORS[i])) for u, i in lines]
    rng.shuffle(projects)
    rng.shuffle(receipts)
    return County(as_of, units, projects, receipts, targets)
