"""Which batch a batch is compared with."""

from sqlalchemy import Connection, select

from warehouse.batches import Batch
from warehouse.tables import BATCH, ISSUED


def earlier_batch(connection: Connection, batch: Batch) -> int | None:
    """The latest published batch with an earlier as-of, restatements aside; two nights of one day have the same one."""
    query = (
        select(BATCH.c.id)
        .where(BATCH.c.state == "published", BATCH.c.kind != "restate", BATCH.c.as_of < batch.as_of)
        .order_by(BATCH.c.as_of.desc(), BATCH.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def issued_before(connection: Connection, batch: Batch) -> list[int]:
    """Whose ranks are the previous ones, the last counting: the earlier batch, and the last board issued for an earlier day."""
    issued = select(ISSUED.c.batch_id).where(ISSUED.c.as_of < batch.as_of).order_by(ISSUED.c.as_of.desc(), ISSUED.c.id.desc()).limit(1)
    both = (earlier_batch(connection, batch), connection.execute(issued).scalar_one_or_none())
    return [number for number in both if number is not None]
