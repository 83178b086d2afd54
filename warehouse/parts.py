"""What the rates are made of, counted by unit for a cohort: schemas.indicators.PARTS, and nothing else."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Connection, and_, case, func, select

from warehouse.batches import Batch
from warehouse.measure_tables import PROJECT, RECEIPT
from warehouse.predicates import (
    Moment,
    arrived,
    arrived_this_year,
    cohort,
    expected_this_year,
    landed,
    passed_review,
    planned,
    started,
    total,
)

#: Named conditions on a project, by the names of schemas.indicators.COHORTS.
COHORTS = {"signed": cohort, "planned": planned}
Parts = dict[str, dict[str, int]]


def count_parts(connection: Connection, batch: Batch, at: Moment, within: str = "signed") -> Parts:
    """For each part its integer by unit, from the batch's projects and receipts as of `at`; all but signed_target."""
    p, of = PROJECT, COHORTS[within](at)
    counts = {"signed": of, "landed": and_(of, landed(at)), "started": and_(of, started(at)), "reviewed": passed_review(at)}
    invested = func.coalesce(func.sum(case((of, func.coalesce(p.c.total_investment, 0)), else_=0)), 0).label("invested")
    query = (
        select(p.c.introduced_by, *(func.count().filter(condition).label(name) for name, condition in counts.items()), invested)
        .where(p.c.batch_id == batch.id, p.c.introduced_by.is_not(None))
        .group_by(p.c.introduced_by)
    )
    rows = connection.execute(query).mappings().all()
    parts: Parts = {name: {row["introduced_by"]: int(row[name]) for row in rows} for name in (*counts, "invested")}
    return parts | _money(connection, batch, at, within)


def _money(connection: Connection, batch: Batch, at: Moment, within: str) -> Parts:
    p, r = PROJECT, RECEIPT
    sums = {
        "arrived": arrived(at), "arrived_outside_city": and_(arrived(at), r.c.outside_city.is_(True)),
        "arrived_this_year": arrived_this_year(at), "expected_this_year": expected_this_year(at),
    }  # fmt: skip
    mine = [total(r.c.amount, condition).label(name) for name, condition in sums.items()]
    paid = select(r.c.project_id, *mine).where(r.c.batch_id == batch.id, r.c.project_id.is_not(None)).group_by(r.c.project_id).subquery()
    query = (  # added up by project first: joined row by row, SQLite looks at every receipt for every project
        select(p.c.introduced_by, *(func.sum(paid.c[name]).label(name) for name in sums))
        .join(paid, paid.c.project_id == p.c.project_id)
        .where(p.c.batch_id == batch.id, COHORTS[within](at), p.c.introduced_by.is_not(None))
        .group_by(p.c.introduced_by)
    )
    rows = connection.execute(query).mappings().all()
    return {name: {row["introduced_by"]: int(row[name]) for row in rows} for name in sums}


def signed_targets(lines: Mapping[tuple[str, str], float], targets: Mapping[str, str]) -> dict[str, int]:
    """The units' targets of the indicator that counts formal signings; a target of 2.5 projects is 3."""
    return {
        unit: int(Decimal(str(target)).quantize(Decimal(1), ROUND_HALF_UP))
        for (unit, indicator), target in lines.items()
        if targets.get(indicator.strip()) == "signed"
    }
