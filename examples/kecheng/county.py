"""The county as its ledgers ought to show it on 2022-06-30: every project, receipt and target, and nothing computed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from examples.kecheng.earlier import EARLIER
from examples.kecheng.objects import (
    BEIJING,
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
    Project,
    Target,
)  # fmt: skip
from examples.kecheng.receipts import RECEIPTS
from examples.kecheng.signed import SIGNED
from examples.kecheng.talks import TALKS

__all__ = ["AS_OF", "PROJECTS", "RECEIPTS", "TARGETS", "by_name", "staffed"]

AS_OF = date(2022, 6, 30)
#: Investors that the report names: no contact is invented for them.
_NAMED = {
    "东巨康",
    "百豪科技",
    "洲驰实业",
    "中唯精密工业有限公司",
    "勤鉴天下贸易有限公司",
    "浙江融欣再生资源有限公司",
    "上海旺沣瑞国际贸易有限公司",
}
_INDICATORS = ("签约项目数", "亿元以上签约项目数", "市外到位资金", "制造业到位资金", "开工项目数", "落地项目数")
_TARGETS = {
    BEIJING: ("5", "2", "0.5", "0.3", "3", "3"),
    SHANGHAI: ("6", "3", "1.2", "0.8", "4", "4"),
    HANGZHOU: ("7", "3", "1.5", "0.5", "5", "5"),
    SHENZHEN: ("6", "4", "3.6", "3.2", "4", "4"),
    INDUSTRY_PARK: ("4", "1", "0.8", "0.6", "4", "4"),
    SERVICE_CENTRE: ("4", "2", "3.5", None, "3", "3"),
    SHUANGGANG: ("4", "1", "0.8", "0.2", "3", "3"),
    HUAYUAN: ("3", "1", "0.4", None, "2", "2"),
    SHILIANG: ("3", None, "0.6", "0.1", "2", "2"),
    HANGBU: ("4", "1", "0.5", "0.3", "3", "3"),
    JIUHUA: ("2", None, "0.2", None, "1", "1"),
    GOUXI: ("2", None, "0.4", None, "1", "1"),
}


def staffed(projects: tuple[Project, ...], first: int) -> tuple[Project, ...]:
    """The projects with a contact and a telephone, both numbers and obviously nobody's."""
    return tuple(
        p if p.investor in _NAMED else replace(p, contact=f"联系人{n:02d}", phone=f"13800000{n:03d}")
        for n, p in enumerate(projects, start=first)
    )


PROJECTS = staffed((*SIGNED, *EARLIER, *TALKS), first=101)
TARGETS = tuple(
    Target(unit, indicator, Decimal(value))
    for unit, values in _TARGETS.items()
    for indicator, value in zip(_INDICATORS, values, strict=True)
    if value is not None
)


def by_name(name: str) -> Project | None:
    """The project of that name; a receipt may name one that no ledger knows."""
    return next((p for p in PROJECTS if p.project_name == name), None)
