"""What people ask about the warehouse itself: the last batches, what waits, what stands, a restated date."""

from warehouse.batches import pointed
from warehouse.board import Row, rows
from warehouse.database import Database
from warehouse.deliveries import held

_DELIVERIES = (
    "SELECT d.id, u.name AS unit, d.form, d.period, a.file, {count} FROM delivery d JOIN arrival a ON a.id = d.arrival_id"
    " LEFT JOIN unit u ON u.code = d.unit_code WHERE {which} ORDER BY d.unit_code, d.form, d.period, d.id"
)


def last_batches(db: Database) -> list[Row]:
    return rows(db, "SELECT id, kind, state, as_of, started_at, finished_at, because FROM batch ORDER BY id DESC LIMIT 10")


def waiting(db: Database) -> list[Row]:
    """Deliveries that a person must accept or withdraw."""
    with db.engine.connect() as connection:
        numbers = held(connection, pointed(connection) or 0)
    return rows(db, _DELIVERIES.format(count="d.rows_read", which=f"d.id IN ({', '.join(map(str, numbers)) or 'NULL'})"))


def standing(db: Database) -> list[Row]:
    return rows(db, _DELIVERIES.format(count="d.rows_loaded", which="d.id IN (SELECT delivery_id FROM claim WHERE to_batch IS NULL)"))


def restated(db: Database, batch: int) -> list[Row]:
    """The headline of a batch that nobody published."""
    return rows(
        db,
        "SELECT key, label, CAST(number AS DOUBLE PRECISION) / over AS value, measure, status FROM measure_headline"
        " WHERE batch_id = :b ORDER BY key",
        b=batch,
    )


def counts(db: Database, batch: int) -> list[Row]:
    """What was read of each unit's forms in a batch, published or not."""
    return rows(db, "SELECT * FROM measure_quality WHERE batch_id = :b", b=batch)
