"""What people ask about the warehouse itself: the last batches, what waits, what stands, a restated date."""

from datetime import date

from sqlalchemy import select

from warehouse.batches import pointed
from warehouse.board import Row, rows
from warehouse.database import Database
from warehouse.deliveries import held
from warehouse.headline import LABELS
from warehouse.tables import BATCH

_DELIVERIES = (
    "SELECT d.id, u.name AS unit, d.form, d.period, a.file, {count} FROM delivery d JOIN arrival a ON a.id = d.arrival_id"
    " LEFT JOIN unit u ON u.code = d.unit_code WHERE {which} ORDER BY d.unit_code, d.form, d.period, d.id"
)

_HEADLINE = "SELECT key, label, CAST(number AS DOUBLE PRECISION) / over AS value, measure, status FROM measure_headline WHERE batch_id = :b"


def last_batches(db: Database) -> list[Row]:
    return rows(db, "SELECT id, kind, state, as_of, started_at, finished_at, because FROM batch ORDER BY id DESC LIMIT 10")


def waiting(db: Database) -> list[Row]:
    """Deliveries that a person must accept or withdraw."""
    with db.engine.connect() as connection:
        numbers = held(connection, pointed(connection) or 0)
    return rows(db, _DELIVERIES.format(count="d.rows_read", which=f"d.id IN ({', '.join(map(str, numbers)) or 'NULL'})"))


def standing(db: Database) -> list[Row]:
    return rows(db, _DELIVERIES.format(count="d.rows_loaded", which="d.id IN (SELECT delivery_id FROM claim WHERE to_batch IS NULL)"))


def shown_on(db: Database, day: date) -> tuple[int, date]:
    """The batch, and its date, that was published for a day: the last one not after it, else the one published now."""
    query = select(BATCH.c.id, BATCH.c.as_of).where(BATCH.c.state == "published", BATCH.c.kind != "restate")
    with db.engine.connect() as connection:
        found = connection.execute(query.where(BATCH.c.as_of <= day).order_by(BATCH.c.as_of.desc(), BATCH.c.id.desc())).first()
        found = found or connection.execute(query.where(BATCH.c.id == pointed(connection))).one()
    return found.id, found.as_of


def restated(db: Database, batch: int, published: int) -> list[Row]:
    """The headline of a batch that nobody published beside a published one's: key, label, value, published, difference, measure, status."""
    found = {
        number: {row["key"]: row for row in rows(db, _HEADLINE, b=number)} for number in (batch, published)
    }  # fmt: skip
    beside = []
    for key, row in sorted(found[batch].items(), key=lambda item: list(LABELS).index(item[0])):
        value, shown = row["value"], found[published].get(key, {}).get("value")
        difference = None if value is None or shown is None else value - shown
        beside.append({"key": key, "label": row["label"], "value": value, "published": shown, "difference": difference,
                       "measure": row["measure"], "status": row["status"]})  # fmt: skip
    return beside


_SUBMISSIONS = """
SELECT b.as_of, s.batch_id, s.unit_code, u.name AS unit_name, s.form, s.period, s.due, s.received, s.state FROM measure_submission s
  JOIN batch b ON b.id = s.batch_id LEFT JOIN unit u ON u.code = s.unit_code
 WHERE s.batch_id = :b ORDER BY s.form, s.unit_code, s.due, s.period"""


def submissions_of(db: Database, batch: int) -> list[Row]:
    """bi_submission of a batch, published or not."""
    return rows(db, _SUBMISSIONS, b=batch)


def counts(db: Database, batch: int) -> list[Row]:
    """What was read of each unit's forms in a batch, published or not."""
    return rows(db, "SELECT * FROM measure_quality WHERE batch_id = :b", b=batch)
