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


#: In one statement: a night may publish between two, and a board would be compared with itself.
_HEADLINE = """
SELECT h.key, h.label, h.value, h.measure, h.period_start, h.period_end, h.status, h.as_of, b.value AS previous, h.value - b.value AS change,
       y.value_year_before AS year_before
  FROM bi_headline h LEFT JOIN bi_year_on_year y ON y.key = h.key LEFT JOIN bi_headline_history b ON b.key = h.key AND b.batch_id = (
  SELECT batch_id FROM bi_headline_history WHERE as_of < (SELECT MAX(as_of) FROM bi_headline) ORDER BY as_of DESC, batch_id DESC LIMIT 1)
"""


def headline(db: Database) -> list[Row]:
    """In the order of the report, not of the keys; `previous` is the published value of an earlier date, `change` from it,
    `year_before` what today's rows say of the same days a year ago."""
    return sorted(rows(db, _HEADLINE), key=lambda row: list(LABELS).index(row["key"]))


def trends(db: Database) -> list[Row]:
    """Series of leads that have fallen for three months or more, the steepest first within each kind of series."""
    order = ["county", "industry", "station", "station_industry"]
    found = rows(
        db,
        "SELECT t.*, u.unit_name FROM bi_trend t LEFT JOIN bi_unit u ON t.member = u.unit_code OR t.member LIKE u.unit_code || '/%' WHERE t.alert",
    )
    return sorted(found, key=lambda row: (order.index(row["series"]), row["to_value"] - row["from_value"], row["member"]))


def submissions(db: Database) -> list[Row]:
    """By form, unit and period, the earliest first."""
    return rows(db, "SELECT * FROM bi_submission ORDER BY form, unit_code, due, period")


def discipline(db: Database) -> list[Row]:
    """By group and rank; who has no rank comes last."""
    return rows(db, "SELECT * FROM bi_discipline ORDER BY group_name, CASE WHEN rank IS NULL THEN 1 ELSE 0 END, rank, unit_code")


def scores(db: Database) -> list[Row]:
    """By group and rank; a unit without a score comes last."""
    return _in_groups(rows(db, "SELECT * FROM bi_score ORDER BY CASE WHEN rank IS NULL THEN 1 ELSE 0 END, rank, unit_code"))


def rankings(db: Database) -> list[Row]:
    """By rate, group and rank, as the board shows them; a unit without a rank comes last."""
    found = rows(db, "SELECT * FROM bi_rate_ranking ORDER BY CASE WHEN rank IS NULL THEN 1 ELSE 0 END, rank, unit_code")
    return sorted(_in_groups(found), key=lambda row: list(RATES).index(row["rate"]))


def _in_groups(found: list[Row]) -> list[Row]:
    """The usual groups first, then those of the register's own."""
    usual = list(GROUPS.values())
    place = {name: number for number, name in enumerate([*usual, *sorted({row["group_name"] for row in found} - set(usual))])}
    return sorted(found, key=lambda row: place[row["group_name"]])


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
