"""Projects, money and targets of a random county, with dates on edges, blanks, and amounts just past a bound."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from examples.kecheng.draw import Draw
from examples.kecheng.names import PROGRESS, TRADES
from examples.kecheng.objects import (
    BOUGHT,
    BUREAU,
    FORMAL,
    FRAMEWORK,
    INTENT,
    NEW_LAND,
    NO_LAND,
    PLACES,
    PLATFORMS,
    RENTED,
    SUPPLEMENT,
    Project,
    Receipt,
    Target,
    mu,
    wan,
)  # fmt: skip
from examples.kecheng.truth_stations import before, month_of

_AMOUNTS = (None, 1, 800, 3000, 9999, 10000, 10001, 26000, 49999, 50000, 50001, 120000, 385000)
KINDS = ("产业项目", "产业项目", "产业项目", "税源项目", "外贸项目", "人才项目")
_BLOCKERS = ("土地", "用能", "资金", "配套", "征迁", "审批", "市场", "其他")


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
        investor_region=rng.choice(list(PLACES)), project_kind=rng.choice(KINDS), land_mode=mode,
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
