"""Figures stored a batch, of what is followed over time and of the race: changes, blockers, lead times, scores."""

from sqlalchemy import BigInteger, Column, Date, Float, Index, Integer, Table, Text
from sqlalchemy.schema import SchemaItem

from warehouse.tables import METADATA


def measure_table(name: str, *columns: SchemaItem, comment: str, by: tuple[str, ...] = ()) -> Table:
    """`by`: what rows of a batch are looked up by; without it SQLite scans the batch for every joined row."""
    return Table(
        name, METADATA, Column("batch_id", Integer, nullable=False), *columns,
        Index(f"{name}_batch", "batch_id", *by), comment=comment,
    )  # fmt: skip


CHANGE = measure_table(
    "measure_change",
    Column("project_id", Text, nullable=False),
    Column("project_name", Text),
    Column("field", Text, nullable=False, comment="a field of the master, or 项目 where it came or went"),
    Column("before", Text),
    Column("after", Text),
    comment="what changed since the latest published batch with an earlier as-of",
    by=("project_id",),
)
YEAR_BEFORE = measure_table(
    "measure_year_before",
    Column("key", Text, nullable=False, comment="of the headline"),
    Column("number", BigInteger, comment="count, or yuan; NULL where the rows do not reach back so far"),
    Column("over", BigInteger, nullable=False, comment="what the number is divided by when shown"),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    comment="headline figures of the same days of the year before, from the rows that stand today",
)
BLOCKER = measure_table(
    "measure_blocker",
    Column("project_id", Text, nullable=False),
    Column("project_name", Text),
    Column("unit_code", Text),
    Column("platform", Text),
    Column("blocker_kind", Text, nullable=False),
    Column("since", Date, nullable=False, comment="as the ledger says, else the first as-of that showed it"),
    Column("days_open", Integer, nullable=False),
    Column("closed_on", Date, comment="the first as-of that no longer showed it"),
    Column("total_investment", BigInteger),
    comment="what holds projects up: open, or closed in the as-of year",
)
LEAD_TIME = measure_table(
    "measure_lead_time",
    Column("cohort", Text, nullable=False, comment="the half-year of signing: 2022H1"),
    Column("from_milestone", Text, nullable=False),
    Column("to_milestone", Text, nullable=False),
    Column("land_mode", Text, nullable=False, comment="'' where none is given; 全部 for all"),
    Column("projects", Integer, nullable=False),
    Column("median_days", Float, nullable=False),
    Column("p90_days", Integer, nullable=False, comment="nine in ten took no longer"),
    comment="how long the way from one milestone to another took",
)
DISCIPLINE = measure_table(
    "measure_discipline",
    Column("group_name", Text, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("due", Integer, nullable=False, comment="reports whose due day has come, those let off not counted"),
    Column("on_time", Integer, nullable=False, comment="按时 and 零报"),
    Column("nil", Integer, nullable=False),
    Column("late", Integer, nullable=False),
    Column("missing", Integer, nullable=False),
    Column("exempt", Integer, nullable=False),
    Column("rate", Float, comment="on_time / due; NULL where nothing was due"),
    Column("rank", Integer),
    comment="how units keep the times of their reports, the year so far",
)
SCORE = measure_table(
    "measure_score",
    Column("group_name", Text, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("score", Float, comment="NULL: not ranked"),
    Column("rank", Integer),
    Column("previous_rank", Integer),
    Column("list", Text),
    comment="the race: the units' totals",
)
SCORE_ITEM = measure_table(
    "measure_score_item",
    Column("group_name", Text, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("raw", Float, comment="NULL: nothing to divide by, no points"),
    Column("capped", Float),
    Column("weight", Float, nullable=False),
    Column("points", Float, nullable=False),
    comment="the race: what each item gave",
)
