"""What letters are written from: findings open at a batch, and rows that stand, by office."""

import json
from collections import defaultdict

from sqlalchemy import func, select

from warehouse.batches import Batch, open_at
from warehouse.database import Database
from warehouse.measure_tables import QUALITY
from warehouse.tables import FINDING, UNDONE


def open_findings(db: Database, batch: Batch) -> dict[str, list[dict[str, object]]]:
    """By unit: the findings open at the batch; of a withheld batch, those it had found before it was undone."""
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    with db.engine.connect() as connection:
        undone = connection.execute(
            select(UNDONE.c.changes).where(UNDONE.c.batch_id == batch.id).order_by(UNDONE.c.id.desc()).limit(1)
        ).scalar_one_or_none()
        changes = json.loads(undone)[FINDING.name] if undone else {"opened": [], "closed": []}
        query = select(FINDING).where(open_at(FINDING, batch.claims), FINDING.c.id.not_in(changes["closed"] or [0]))
        rows = [dict(row) for row in connection.execute(query).mappings()]
    for row in [*rows, *changes["opened"]]:
        found[str(row["unit_code"])].append(row)
    return found


def accepted_rows(db: Database, batch: Batch) -> dict[str, dict[str, int]]:
    """By unit and form: rows loaded of the deliveries that stand."""
    accepted: dict[str, dict[str, int]] = defaultdict(dict)
    query = select(QUALITY.c.unit_code, QUALITY.c.form, func.sum(QUALITY.c.loaded)).where(
        QUALITY.c.batch_id == batch.id, QUALITY.c.form != ""
    )
    with db.engine.connect() as connection:
        for unit, form, rows in connection.execute(query.group_by(QUALITY.c.unit_code, QUALITY.c.form)):
            if rows:
                accepted[unit][form] = int(rows)
    return accepted
