"""Faults planted by SQL between the measures and the audit of a night."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import text

from flows.auditing import audit_candidate
from flows.night import STEPS, Night, prepare
from flows.telling import tell
from tests.sheets import AS_OF, Home
from warehouse.database import Database


def measured(home: Home, as_of: date = AS_OF) -> Night:
    """A night up to its audit: the candidate is measured and nobody has looked at it."""
    night = prepare(home.instance, as_of)
    night.today = as_of
    for step in STEPS[: STEPS.index(audit_candidate)]:
        step(night)
    return night


def faulty_night(home: Home, *faults: str, as_of: date = AS_OF) -> tuple[Night, bool]:
    """A whole night with `faults` planted in its candidate (`:b`), and whether it was published."""
    night = measured(home, as_of)
    plant(night.db, night.at.id, *faults)
    published = False
    for step in STEPS[STEPS.index(audit_candidate) :]:
        published = bool(step(night))
    home.letters = [p for p in tell(night, published) if p.name == "letter.txt"]
    return night, published


def plant(db: Database, batch: int, *faults: str) -> None:
    with db.engine.begin() as connection:
        for fault in faults:
            done = connection.execute(text(fault), {"b": batch} if ":b" in fault else {})
            assert done.rowcount, f"plants nothing: {fault}"


@contextmanager
def planted(db: Database, batch: int, fault: str) -> Iterator[None]:
    """A fault that is gone afterwards: the table it touches is put back row for row."""
    touched = re.match(r"(?:UPDATE|INSERT INTO|DELETE FROM) (\w+)", fault)
    assert touched, fault
    table = touched.group(1)
    with db.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE kept AS SELECT * FROM {table}"))
    try:
        plant(db, batch, fault)
        yield
    finally:
        with db.engine.begin() as connection:
            connection.execute(text(f"DELETE FROM {table}"))
            connection.execute(text(f"INSERT INTO {table} SELECT * FROM kept"))
            connection.execute(text("DROP TABLE kept"))
