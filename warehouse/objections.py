"""Objections (异议): what an office says against a figure, kept with the project it speaks of until the data officer settles it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, insert, select, update

from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.issued import read_board
from warehouse.measure_tables import PROJECT
from warehouse.tables import METADATA

OBJECTION = Table(
    "objection",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("batch_id", ForeignKey("batch.id"), nullable=False, comment="the board that it speaks of"),
    Column("board", Text, nullable=False, comment="the number of an issued board, or ''"),
    Column("project_id", Text, nullable=False),
    Column("project_name", Text, nullable=False),
    Column("unit_code", Text, nullable=False, comment="who objects"),
    Column("raised_on", Date, nullable=False),
    Column("about", Text, nullable=False),
    Column("settled_on", Date),
    Column("outcome", Text, nullable=False, comment="what was decided and why, or ''"),
    comment="objections to figures, with the project that each speaks of; they change no figure",
)


class NoSuchObjection(ValueError):
    """There is no such objection to settle, or no such project to object about."""


def raise_objection(db: Database, batch: Batch, number: str, project: str, unit: str, about: str, today: date) -> Mapping[str, Any]:
    """Keep an objection to the figures of `batch`, or of the issued board `number`. Raises NoSuchObjection, NotIssued."""
    with db.engine.begin() as connection:
        at = read_board(connection, number).batch if number else batch.id
        p = PROJECT.c
        found = connection.execute(
            select(p.project_id, p.project_name).where(p.batch_id == at, (p.project_id == project) | (p.project_name == project))
        ).all()
        if not found:
            raise NoSuchObjection(f"no project {project} stands in {number or f'batch {at}'}")
        if len(found) > 1:
            raise NoSuchObjection(
                f"{len(found)} projects are named {project}: give one by its id, {', '.join(r.project_id for r in found)}"
            )
        kept = insert(OBJECTION).values(
            batch_id=at, board=number, project_id=found[0].project_id, project_name=found[0].project_name, unit_code=unit,
            raised_on=today, about=about, outcome="").returning(*OBJECTION.c)  # fmt: skip
        return dict(connection.execute(kept).mappings().one())


def settle_objection(db: Database, number: int, outcome: str, today: date) -> Mapping[str, Any]:
    """Write down what was decided, once. Raises NoSuchObjection."""
    with db.engine.begin() as connection:
        open_one = (OBJECTION.c.id == number) & OBJECTION.c.settled_on.is_(None)
        settled = connection.execute(
            update(OBJECTION).where(open_one).values(settled_on=today, outcome=outcome).returning(*OBJECTION.c)
        ).mappings().one_or_none()  # fmt: skip
    if settled is None:
        raise NoSuchObjection(f"no open objection {number}; `saima objections list` shows those there are")
    return dict(settled)


def read_objections(db: Database, projects: Iterable[str] | None = None, *, only_open: bool = False) -> list[Mapping[str, Any]]:
    """Objections in the order in which they were raised, of all projects or of some."""
    query = select(OBJECTION).order_by(OBJECTION.c.id)
    if projects is not None:
        query = query.where(OBJECTION.c.project_id.in_(sorted(projects)))
    if only_open:
        query = query.where(OBJECTION.c.settled_on.is_(None))
    with db.engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]
