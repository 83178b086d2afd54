"""What letters are written from: findings open at a batch, rows that stand, and what an office was last told."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from warehouse.batches import Batch, open_at
from warehouse.database import Database
from warehouse.deliveries import held
from warehouse.measure_tables import QUALITY
from warehouse.tables import ARRIVAL, CLAIM, DELIVERY, FINDING, LETTER, UNDONE


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


@dataclass(frozen=True)
class KeptFile:
    """A file as it arrived: its name, and the hash under which its bytes are kept."""

    file: str
    sha256: str


def kept_files(db: Database, arrivals: Iterable[int]) -> dict[int, KeptFile]:
    """By arrival, the file it brought."""
    wanted = sorted(set(arrivals))
    found: dict[int, KeptFile] = {}
    with db.engine.connect() as connection:
        for start in range(0, len(wanted), 500):
            query = select(ARRIVAL.c.id, ARRIVAL.c.file, ARRIVAL.c.sha256).where(ARRIVAL.c.id.in_(wanted[start : start + 500]))
            found |= {row.id: KeptFile(row.file, row.sha256) for row in connection.execute(query)}
    return found


def fates(db: Database, batch: Batch, findings: Mapping[str, Iterable[Mapping[str, object]]]) -> dict[int, str]:
    """Of the deliveries that findings speak of: "stopped" or "held" by id; those that stand are left out."""
    about = {int(str(f["delivery_id"])) for own in findings.values() for f in own if f["delivery_id"] is not None}
    stands = select(CLAIM.c.delivery_id).where(open_at(CLAIM, batch.claims))
    query = select(DELIVERY.c.id, DELIVERY.c.stopped).where(
        (DELIVERY.c.stopped != "") | DELIVERY.c.held, DELIVERY.c.id.not_in(stands)
    )  # fmt: skip
    with db.engine.connect() as connection:
        return {row.id: "stopped" if row.stopped else "held" for row in connection.execute(query) if row.id in about}


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


def last_told(db: Database) -> dict[str, str]:
    """By unit: what stood in its last letter, as `settle_told` kept it."""
    with db.engine.connect() as connection:
        return {row.unit_code: row.digest for row in connection.execute(select(LETTER))}


def held_deliveries(db: Database, batch: Batch) -> list[tuple[int, str, str]]:
    """Deliveries that wait for a decision at the batch: id, unit, form."""
    with db.engine.connect() as connection:
        waiting = held(connection, batch.claims)
        query = select(DELIVERY.c.id, DELIVERY.c.unit_code, DELIVERY.c.form).where(DELIVERY.c.id.in_(waiting))
        return [(row.id, row.unit_code, row.form) for row in connection.execute(query)]
