"""Reading what is published, for people: the same views that BI reads."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from schemas.indicators import RATES
from schemas.units import GROUPS
from warehouse.database import Database
from warehouse.headline import LABELS

Row = dict[str, Any]


def rows(db: Database, query: str, **parameters: object) -> list[Row]:
    with db.engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query), parameters).mappings()]


def headline(db: Database) -> list[Row]:
    """In the order of the report, not of the keys."""
    found = rows(db, "SELECT key, label, value, measure, period_start, period_end, status, as_of FROM bi_headline")
    return sorted(found, key=lambda row: list(LABELS).index(row["key"]))


def rankings(db: Database) -> list[Row]:
    """By rate, group and rank, as the board shows them; a group of the register's own comes after the usual ones."""
    found = rows(db, "SELECT * FROM bi_rate_ranking ORDER BY CASE WHEN rank IS NULL THEN 1 ELSE 0 END, rank, unit_code")
    usual = list(GROUPS.values())
    place = {name: number for number, name in enumerate([*usual, *sorted({row["group_name"] for row in found} - set(usual))])}
    return sorted(found, key=lambda row: (list(RATES).index(row["rate"]), place[row["group_name"]]))


def backlog(db: Database) -> list[Row]:
    return rows(db, "SELECT * FROM bi_backlog ORDER BY backlog, waiting_days DESC, project_id")


def quality(db: Database) -> list[Row]:
    return rows(
        db,
        "SELECT u.unit_name, q.* FROM bi_quality q LEFT JOIN bi_unit u ON u.unit_code = q.unit_code ORDER BY q.stops DESC, q.rejects DESC, q.warns DESC, q.unit_code, q.form",
    )


def findings(db: Database) -> list[Row]:
    return rows(
        db,
        "SELECT f.*, u.unit_name FROM bi_finding f LEFT JOIN bi_unit u ON u.unit_code = f.unit_code ORDER BY f.unit_code, f.file, f.sheet, f.cell, f.rule",
    )


def targets(db: Database) -> list[Row]:
    return rows(db, "SELECT * FROM bi_target ORDER BY indicator, unit_code")


def lost_projects(db: Database) -> Sequence[str]:
    """失联 projects by name, each with the id by which `config/closed_projects.csv` closes it."""
    found = rows(db, "SELECT project_name, project_id FROM bi_project WHERE mark = '失联' ORDER BY project_name, project_id")
    return [f"{row['project_name']}（{row['project_id']}）" for row in found]
