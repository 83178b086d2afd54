"""What holds projects up, since when, and what no longer does: compared with the latest published batch of an earlier date."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from warehouse.batches import Batch
from warehouse.earlier import earlier_batch
from warehouse.followed_tables import BLOCKER
from warehouse.measure_tables import PROJECT
from warehouse.predicates import alive


def store_blockers(connection: Connection, batch: Batch) -> None:
    """Store measure_blocker: a row for each open blocker, and for each that was closed in the as-of year."""
    p, b = PROJECT.c, BLOCKER.c
    query = select(p.project_id, p.project_name, p.introduced_by, p.platform, p.blocker_kind, p.blocker_since, p.total_investment).where(
        p.batch_id == batch.id, p.blocker_kind.is_not(None), alive())  # fmt: skip
    found = {(row.project_id, row.blocker_kind): row for row in connection.execute(query)}
    before = connection.execute(select(BLOCKER).where(b.batch_id == earlier_batch(connection, batch))).mappings().all()
    known = {(row["project_id"], row["blocker_kind"]): row["since"] for row in before if row["closed_on"] is None}
    rows = []
    for (project, kind), row in found.items():
        since = min(row.blocker_since or known.get((project, kind)) or batch.as_of, batch.as_of)
        rows.append({"project_id": project, "project_name": row.project_name, "unit_code": row.introduced_by, "platform": row.platform, "blocker_kind": kind,
                     "since": since, "days_open": (batch.as_of - since).days, "closed_on": None, "total_investment": row.total_investment})  # fmt: skip
    rows += [closed for row in before if (closed := _closed(dict(row), found, batch.as_of))]
    if rows:
        connection.execute(insert(BLOCKER), [{**row, "batch_id": batch.id} for row in rows])


def _closed(row: dict[str, Any], found: dict[tuple[str, str], Any], as_of: date) -> dict[str, Any] | None:
    """A former blocker that is closed: today, or earlier this year."""
    if row["closed_on"] is not None:
        return row if row["closed_on"].year == as_of.year else None
    if (row["project_id"], row["blocker_kind"]) in found:
        return None
    return {**row, "closed_on": as_of, "days_open": (as_of - row["since"]).days}
