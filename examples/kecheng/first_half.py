"""柯城区 on the evening of 2022-06-30: every project, receipt, target, lead and the rest, and the sheets that tell of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from examples.kecheng import mess, resources
from examples.kecheng.county import County
from examples.kecheng.desk_ledgers import BESIDE, LEDGERS
from examples.kecheng.desk_money import MONEY
from examples.kecheng.desk_others import OTHERS
from examples.kecheng.doings import ACTIVITIES
from examples.kecheng.earlier import EARLIER
from examples.kecheng.goals import GOALS
from examples.kecheng.heard import LEADS
from examples.kecheng.objects import Project, Target
from examples.kecheng.receipts import RECEIPTS
from examples.kecheng.signed import SIGNED
from examples.kecheng.talks import TALKS
from examples.kecheng.trees import CHAINS
from examples.kecheng.villages import DETAILS, VILLAGES

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


def staffed(projects: tuple[Project, ...], first: int) -> tuple[Project, ...]:
    """The projects with a contact and a telephone, both numbers and obviously nobody's."""
    return tuple(
        p if p.investor in _NAMED else replace(p, contact=f"联系人{n:02d}", phone=f"13800000{n:03d}")
        for n, p in enumerate(projects, start=first)
    )


def _detailed(projects: tuple[Project, ...], details: Mapping[str, Mapping[str, Any]]) -> tuple[Project, ...]:
    return tuple(replace(p, **details.get(p.project_name, {})) for p in projects)


PROJECTS = _detailed(staffed((*SIGNED, *EARLIER, *TALKS, *VILLAGES), first=101), DETAILS)
SPOILED = staffed(mess.SPOILED, first=171)
TARGETS = tuple(
    Target(unit, indicator, Decimal(value))
    for unit, values in GOALS.items()
    for indicator, value in values.items()
)  # fmt: skip
KECHENG = County(
    as_of=AS_OF,
    projects=(*PROJECTS, *SPOILED),
    receipts=RECEIPTS,
    targets=TARGETS,
    leads=tuple(sorted((*LEADS, *mess.SPOILED_LEADS), key=lambda lead: lead.lead_on)),
    activities=(*ACTIVITIES, *mess.SPOILED_ACTIVITIES),
    plans=(*resources.PLANS, *mess.SPOILED_PLANS),
    space=(*resources.SPACE, *mess.SPOILED_SPACE),
    league=(*resources.LEAGUE, *mess.SPOILED_LEAGUE),
    officers=resources.OFFICERS,
    chains=CHAINS,
    yields=(*resources.YIELDS, *mess.SPOILED_YIELDS, mess.EMPTY_YIELD),
    workbooks=(*LEDGERS, *BESIDE, *MONEY, *OTHERS),
    slips=mess.SLIPS,
    wording=mess.WORDING,
)
