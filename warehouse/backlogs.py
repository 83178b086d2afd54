"""The two backlogs: signed projects that have no land yet, and signed projects that have not started."""

from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select

from schemas.indicators import Indicators
from warehouse.batches import Batch
from warehouse.measure_tables import BACKLOG, BACKLOG_SUMMARY, PROJECT
from warehouse.predicates import Moment, in_backlog

BACKLOGS = ("land", "start")
DIMENSIONS = ("unit", "platform", "industry", "land_mode", "age_band", "blocker_kind")


def age_band(days: int) -> str:
    """0–90, 91–180, 181–365, >365 days since signing."""
    return next((name for limit, name in ((90, "0–90"), (180, "91–180"), (365, "181–365")) if days <= limit), ">365")


def light(indicators: Indicators, backlog: str, land_mode: str | None, days: int, overdue: int) -> str | None:
    """绿, 黄 or 红 by days since signing and, for a start, by days past the planned one; NULL where no limit is configured."""
    limits = {lamp.land_mode: lamp for lamp in indicators.lights if lamp.backlog == backlog}
    limit = limits.get(land_mode or "") or limits.get("")
    if limit is None:
        return None
    late = overdue if backlog == "start" else 0
    if days > limit.red or late > indicators.overdue_red:
        return "红"
    return "黄" if days > limit.yellow or late > 0 else "绿"


def store_backlogs(connection: Connection, batch: Batch, indicators: Indicators) -> dict[str, int]:
    """Store both backlogs and their sums by dimension; returns how many projects are in each."""
    at, p = Moment(batch.as_of), PROJECT
    found: dict[str, dict[str, Row[*tuple[Any, ...]]]] = {}
    for backlog in BACKLOGS:
        query = select(p.c.project_id, p.c.introduced_by, p.c.signed_on, p.c.land_mode, p.c.planned_start_on).where(
            p.c.batch_id == batch.id, in_backlog(at, backlog, indicators.backlog_since))  # fmt: skip
        found[backlog] = {row.project_id: row for row in connection.execute(query)}
    rows = []
    for backlog, other in zip(BACKLOGS, reversed(BACKLOGS), strict=True):
        for project, waiting in found[backlog].items():
            days = (batch.as_of - waiting.signed_on).days
            overdue = (batch.as_of - (waiting.planned_start_on or batch.as_of)).days
            rows.append({
                "batch_id": batch.id, "backlog": backlog, "project_id": project, "unit_code": waiting.introduced_by,
                "waiting_days": days, "age_band": age_band(days), "light": light(indicators, backlog, waiting.land_mode, days, overdue),
                "also_in": other if project in found[other] else None,
            })  # fmt: skip
    if rows:
        connection.execute(insert(BACKLOG), rows)
    _summarise(connection, batch)
    return {backlog: len(found[backlog]) for backlog in BACKLOGS}


def _summarise(connection: Connection, batch: Batch) -> None:
    b, p = BACKLOG, PROJECT
    members = {"unit": b.c.unit_code, "age_band": b.c.age_band, **{d: p.c[d] for d in DIMENSIONS if d not in ("unit", "age_band")}}
    joined = b.join(p, and_(p.c.batch_id == b.c.batch_id, p.c.project_id == b.c.project_id))
    amount = func.coalesce(func.sum(p.c.total_investment), 0)
    for dimension in (*DIMENSIONS, "全部"):
        member = members.get(dimension)
        name = func.coalesce(member, "") if member is not None else None
        query = select(b.c.backlog, *([name] if name is not None else []), func.count(), amount).select_from(joined)
        query = query.where(b.c.batch_id == batch.id).group_by(b.c.backlog, *([member] if member is not None else []))
        rows = [
            {"batch_id": batch.id, "backlog": row[0], "dimension": dimension, "member": row[1] if name is not None else "全部",
             "projects": row[-2], "total_investment": int(row[-1])}
            for row in connection.execute(query)
        ]  # fmt: skip
        if rows:
            connection.execute(insert(BACKLOG_SUMMARY), rows)
