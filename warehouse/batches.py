"""A batch's life: begun as a candidate, published by one UPDATE of a pointer, or withheld and undone.

Claims, carried rows and findings are open over a range of batches. Undoing a batch deletes what it opened and
reopens what it closed, so that no row of a withheld batch can surface later.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from warehouse.database import Database
from warehouse.tables import BATCH, CARRIED, CLAIM, DECISION, FINDING, POINTER, UNDONE

INTERRUPTED = "interrupted"
INTERVALS: tuple[Table, ...] = (CLAIM, CARRIED, FINDING)


@dataclass(frozen=True)
class Batch:
    id: int
    parent: int | None  # the batch published when this one began
    claims: int  # whose claims it shows
    as_of: date
    kind: str


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def pointed(connection: Connection, name: str = "published") -> int | None:
    return connection.execute(select(POINTER.c.batch_id).where(POINTER.c.name == name)).scalar_one_or_none()


def as_of(connection: Connection, batch_id: int | None) -> date | None:
    return connection.execute(select(BATCH.c.as_of).where(BATCH.c.id == batch_id)).scalar_one_or_none()


def begin(db: Database, as_of: date, kind: str, config_hash: str, version: str, claims: int | None = None) -> Batch:
    """Open a candidate; what an interrupted night left behind is undone first."""
    with db.engine.begin() as connection:
        left = connection.execute(select(BATCH.c.id).where(BATCH.c.state == "candidate")).scalars().all()
        for batch_id in left:
            undo(connection, batch_id, INTERRUPTED)
        parent = pointed(connection)
        number = db.next_id(connection, BATCH)
        connection.execute(insert(BATCH).values(
            id=number, parent_id=parent, claims_id=claims or number, as_of=as_of, kind=kind, state="candidate",
            config_hash=config_hash, code_version=version, started_at=now()))  # fmt: skip
        _point(connection, "candidate", number)
    return Batch(number, parent, claims or number, as_of, kind)


def _point(connection: Connection, name: str, batch_id: int | None) -> None:
    moved = connection.execute(update(POINTER).where(POINTER.c.name == name).values(batch_id=batch_id))
    if not moved.rowcount:
        connection.execute(insert(POINTER).values(name=name, batch_id=batch_id))


def publish(db: Database, batch: Batch, because: str | None = None, also: Callable[[Connection], None] | None = None) -> None:
    """What everybody sees changes here, in one transaction, and nowhere else; `also` is written in the same."""
    with db.engine.begin() as connection:
        _publish(connection, batch, because)
        if also:
            also(connection)


def _publish(connection: Connection, batch: Batch, because: str | None) -> None:
    _finish(connection, batch.id, "published", because)
    if batch.kind != "restate":
        _point(connection, "published", batch.id)


def withhold(db: Database, batch: Batch, because: str, also: Callable[[Connection], None] | None = None) -> None:
    """The former figures stand; the batch's claims go, and its files are tried again next night."""
    with db.engine.begin() as connection:
        undo(connection, batch.id, because)
        if also:
            also(connection)


def undo(connection: Connection, batch_id: int, because: str) -> None:
    changes = {}
    for table in INTERVALS:
        opened = connection.execute(select(table).where(table.c.from_batch == batch_id)).mappings().all()
        closed = connection.execute(select(table.c.id).where(table.c.to_batch == batch_id)).scalars().all()
        changes[table.name] = {"opened": [_plain(dict(row)) for row in opened], "closed": list(closed)}
        connection.execute(delete(table).where(table.c.from_batch == batch_id))
        connection.execute(update(table).where(table.c.to_batch == batch_id).values(to_batch=None))
    connection.execute(insert(UNDONE).values(batch_id=batch_id, changes=json.dumps(changes, ensure_ascii=False)))
    _finish(connection, batch_id, "withheld", because)


def redo(db: Database, batch: Batch, because: str) -> None:
    """Publish a withheld batch after all. Its measures are stored; its claims come back as they were."""
    with db.engine.begin() as connection:
        query = select(UNDONE).where(UNDONE.c.batch_id == batch.id).order_by(UNDONE.c.id.desc()).limit(1)
        kept = connection.execute(query).mappings().one()
        changes = json.loads(kept["changes"])
        for table in INTERVALS:
            for row in changes[table.name]["opened"]:
                row.pop("id")
                connection.execute(insert(table).values(**_typed(table, row)))
            for number in changes[table.name]["closed"]:
                connection.execute(update(table).where(table.c.id == number).values(to_batch=batch.id))
        connection.execute(delete(UNDONE).where(UNDONE.c.batch_id == batch.id))
        record(connection, batch.id, "publish", batch.id, because)
        _publish(connection, batch, because)


def restore(connection: Connection, batch: Batch, target: int) -> None:
    """Rollback: close what stands now and not at `target`, open again what stood at `target`."""
    for table in INTERVALS:
        at_target = {row["id"]: dict(row) for row in connection.execute(select(table).where(open_at(table, target))).mappings()}
        is_open = set(connection.execute(select(table.c.id).where(table.c.to_batch.is_(None))).scalars())
        gone = is_open - set(at_target)
        for number in gone:
            connection.execute(update(table).where(table.c.id == number).values(to_batch=batch.id))
        for number in sorted(set(at_target) - is_open):
            row = at_target[number] | {"from_batch": batch.id, "to_batch": None}
            row.pop("id")  # a copy with a number of its own
            connection.execute(insert(table).values(**row))


def open_at(table: Table, batch_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """The rows of an interval table that are open at a batch."""
    return (table.c.from_batch <= batch_id) & (table.c.to_batch.is_(None) | (table.c.to_batch > batch_id))


def record(connection: Connection, batch_id: int, kind: str, subject: int, because: str) -> None:
    """Keep what a person decided, and why."""
    connection.execute(insert(DECISION).values(
        batch_id=batch_id, kind=kind, subject=subject, because=because, decided_at=now()))  # fmt: skip


def find(db: Database, batch_id: int) -> tuple[Batch, str] | None:
    """A batch and its state."""
    with db.engine.connect() as connection:
        row = connection.execute(select(BATCH).where(BATCH.c.id == batch_id)).mappings().one_or_none()
    if row is None:
        return None
    return Batch(row["id"], row["parent_id"], row["claims_id"], row["as_of"], row["kind"]), row["state"]


def why_withheld(connection: Connection, batch: Batch) -> str:
    return connection.execute(select(BATCH.c.because).where(BATCH.c.id == batch.id)).scalar_one() or ""


def is_complete(db: Database, batch: Batch) -> bool:
    """True when the batch got as far as its audit: it was withheld by it, not interrupted."""
    with db.engine.connect() as connection:
        because: str | None = connection.execute(select(BATCH.c.because).where(BATCH.c.id == batch.id)).scalar_one()
    return because != INTERRUPTED


def _finish(connection: Connection, batch_id: int, state: str, because: str | None) -> None:
    values = {"state": state, "finished_at": now(), "because": because}
    connection.execute(update(BATCH).where(BATCH.c.id == batch_id).values(**values))


def _plain(row: dict[str, object]) -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


def _typed(table: Table, row: dict[str, object]) -> dict[str, object]:
    dates = {c.name for c in table.columns if c.type.python_type is date}
    return {k: date.fromisoformat(str(v)) if k in dates and v else v for k, v in row.items()}
