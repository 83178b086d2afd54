"""What changed in the project master between two batches, field by field; and since when a project has not changed."""

from typing import Any

from sqlalchemy import Column, Connection, and_, case, insert, or_, select, update
from sqlalchemy import exists as any_row

from warehouse.batches import Batch
from warehouse.earlier import earlier_batch
from warehouse.followed_tables import CHANGE
from warehouse.measure_tables import PROJECT

#: Words of offices about a project, and where it was listed; a change of them alone is a change too.
_NOT_COMPARED = ("batch_id", "project_id", "changed_on")


def compared_columns() -> list[Column[Any]]:
    return [c for c in PROJECT.columns if c.name not in _NOT_COMPARED]


def read_changes(connection: Connection, before: int, after: int) -> list[dict[str, Any]]:
    """Rows of project_id, project_name, field, before, after; a project that came or went is one row of field 项目."""
    old, new = PROJECT.alias("old"), PROJECT.alias("new")
    names = [c.name for c in compared_columns()]
    differs = or_(*(new.c[name].is_distinct_from(old.c[name]) for name in names))
    both = select(new.c.project_id, *(new.c[n].label(f"new_{n}") for n in names), *(old.c[n].label(f"old_{n}") for n in names)).join(
        old, and_(old.c.project_id == new.c.project_id, old.c.batch_id == before)).where(new.c.batch_id == after, differs)  # fmt: skip
    rows = [
        {"project_id": row["project_id"], "project_name": row["new_project_name"], "field": n, "before": _text(row[f"old_{n}"]), "after": _text(row[f"new_{n}"])}
        for row in connection.execute(both.order_by(new.c.project_id)).mappings()
        for n in names
        if row[f"old_{n}"] != row[f"new_{n}"]
    ]  # fmt: skip
    for number, other, sides in ((after, before, ("", "有")), (before, after, ("有", ""))):
        mine, theirs = PROJECT.alias("mine"), PROJECT.alias("theirs")
        there = any_row().where(theirs.c.batch_id == other, theirs.c.project_id == mine.c.project_id)
        query = select(mine.c.project_id, mine.c.project_name).where(mine.c.batch_id == number, ~there).order_by(mine.c.project_id)
        rows += [
            {"project_id": i, "project_name": name, "field": "项目", "before": sides[0], "after": sides[1]}
            for i, name in connection.execute(query)
        ]
    return rows


def _text(value: object) -> str | None:
    """A value as the views show it; money stays whole yuan."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def store_changes(connection: Connection, batch: Batch) -> None:
    """Store measure_change, and in measure_project since when each project has been as it is."""
    before = earlier_batch(connection, batch)
    p = PROJECT
    if before is None:
        connection.execute(update(p).where(p.c.batch_id == batch.id).values(changed_on=batch.as_of))
        return
    rows = read_changes(connection, before, batch.id)
    if rows:
        connection.execute(insert(CHANGE), [{"batch_id": batch.id, **row} for row in rows])
    old = p.alias("old")
    since = select(old.c.changed_on).where(old.c.batch_id == before, old.c.project_id == p.c.project_id).scalar_subquery()
    moved = any_row().where(CHANGE.c.batch_id == batch.id, CHANGE.c.project_id == p.c.project_id)
    value = case((moved, batch.as_of), (since.is_(None), batch.as_of), else_=since)
    connection.execute(update(p).where(p.c.batch_id == batch.id).values(changed_on=value))
