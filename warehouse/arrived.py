"""What came of a stretch of days, for the checks between nights."""

from datetime import date

from sqlalchemy import and_, or_, select

from warehouse.batches import open_at, pointed
from warehouse.database import Database
from warehouse.sources import NIL_NOTE
from warehouse.tables import ARRIVAL, CLAIM, DELIVERY, READING


def came_between(db: Database, first: date, last: date) -> list[tuple[str, str, str]]:
    """Unit, form and file of what stands in the published batch, was first seen since `first`, and is of a period that touches the days.

    And what said that nothing changed, in a mail or by a file's name: its form is '' where it speaks of all.
    """
    with db.engine.connect() as connection:
        batch = pointed(connection) or 0
        query = (
            select(DELIVERY.c.unit_code, DELIVERY.c.form, ARRIVAL.c.file)
            .join(CLAIM, and_(CLAIM.c.delivery_id == DELIVERY.c.id, open_at(CLAIM, batch)))
            .join(ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id)
            .where(ARRIVAL.c.seen_on >= first, DELIVERY.c.period_from <= last, DELIVERY.c.period_to >= first)
            .order_by(ARRIVAL.c.id)
        )
        n = NIL_NOTE.c
        touches = or_(n.period_from.is_(None), and_(n.period_from <= last, n.period_to >= first))
        nils = select(n.unit_code, n.form, n.said.label("file")).where(n.seen_batch <= batch, n.seen_on >= first, touches).order_by(n.id)
        return [(r.unit_code, r.form, r.file) for r in [*connection.execute(nils), *connection.execute(query)]]


def files_read(db: Database) -> set[str]:
    """The sha256 of every file that a night has read."""
    query = select(ARRIVAL.c.sha256).join(READING, READING.c.arrival_id == ARRIVAL.c.id).distinct()
    with db.engine.connect() as connection:
        return set(connection.execute(query).scalars())
