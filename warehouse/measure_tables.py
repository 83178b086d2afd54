"""Figures stored a batch: the project master, receipts, and everything the views select. Nothing is ranked on read."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, Text

from schemas.forms import FORMS
from warehouse.followed_tables import BLOCKER, CHANGE, DISCIPLINE, LEAD_TIME, SCORE, SCORE_ITEM, YEAR_BEFORE, measure_table
from warehouse.form_tables import field_columns

_PROJECTS = FORMS["projects"]


SOURCE = measure_table(
    "measure_source",
    Column("form", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("project_id", Text, comment="NULL: a row that matches no project or several"),
    Column("mark", Text, comment="待改, 失联 or NULL"),
    Column("sole", Boolean, nullable=False, comment="the only row that speaks of its project"),
    Column("counts", Boolean, nullable=False, comment="false: repeated further down in the same delivery"),
    Index("measure_source_project", "batch_id", "project_id"),
    comment="which standing row speaks of which project: the way from a figure back to cells",
    by=("form", "row_id"),
)
PROJECT = measure_table(
    "measure_project",
    Column("project_id", Text, nullable=False),
    *field_columns(_PROJECTS.open_fields),
    *(Column(f"has_{f.id}", Boolean) for f in _PROJECTS.personal_fields),
    Column("mark", Text),
    Column("reported_by", Text, comment="units whose ledgers list it"),
    Column("changed_on", Date, comment="the last as-of on which anything of it changed"),
    comment="one row a project, by identity and authority",
    by=("project_id",),
)
RECEIPT = measure_table(
    "measure_receipt",
    Column("row_id", Integer, nullable=False),
    Column("project_id", Text),
    Column("project_name", Text),
    Column("unit_code", Text, comment="the project's introduced_by"),
    Column("month", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("origin_code", Text),
    Column("outside_city", Boolean),
    Column("outside_province", Boolean),
    Column("industry", Text),
    Column("is_new", Boolean, comment="its project was signed in the as-of year"),
    Column("amount", BigInteger, nullable=False),
    comment="arrived and expected funds, matched to projects",
)
RATE = measure_table(
    "measure_rate",
    Column("rate", Text, nullable=False),
    Column("definition", Text, nullable=False),
    Column("group_name", Text, nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("numerator", BigInteger, nullable=False),
    Column("denominator", BigInteger, nullable=False),
    Column("value", Float),
    Column("rank", Integer),
    Column("previous_rank", Integer),
    Column("gap_to_next", Float),
    Column("gap_to_first", Float),
    Column("list", Text),
    Column("cohort", Text, nullable=False, comment="which projects the definition looks at"),
    Column("is_small", Boolean, nullable=False, comment="its denominator is below the configured minimum"),
    Column("interval_low", Float, comment="Wilson's 95 %; NULL where the rate is no share of counts"),
    Column("interval_high", Float),
    comment="the four rates and their rankings",
)
HEADLINE = measure_table(
    "measure_headline",
    Column("key", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("number", BigInteger, comment="count, or yuan"),
    Column("over", BigInteger, nullable=False, comment="what the number is divided by when shown"),
    Column("measure", Text, nullable=False),
    Column("period_start", Date, nullable=False),
    Column("period_end", Date, nullable=False),
    Column("status", Text, nullable=False),
    comment="headline figures",
)
BACKLOG = measure_table(
    "measure_backlog",
    Column("backlog", Text, nullable=False),
    Column("project_id", Text, nullable=False),
    Column("unit_code", Text),
    Column("waiting_days", Integer, nullable=False),
    Column("age_band", Text, nullable=False),
    Column("light", Text),
    Column("also_in", Text),
    comment="signed projects without land, and not started",
)
BACKLOG_SUMMARY = measure_table(
    "measure_backlog_summary",
    Column("backlog", Text, nullable=False),
    Column("dimension", Text, nullable=False),
    Column("member", Text, nullable=False),
    Column("projects", Integer, nullable=False),
    Column("total_investment", BigInteger, nullable=False),
    comment="the backlogs added up",
)
TARGET = measure_table(
    "measure_target",
    Column("unit_code", Text, nullable=False),
    Column("indicator", Text, nullable=False),
    Column("target", Float, nullable=False),
    Column("measure", Text),
    Column("done", Float),
    Column("elapsed", Float, nullable=False),
    comment="annual targets against what is done",
)
QUALITY = measure_table(
    "measure_quality",
    Column("unit_code", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("loaded", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("ignored", Integer, nullable=False),
    Column("stops", Integer, nullable=False),
    Column("rejects", Integer, nullable=False),
    Column("warns", Integer, nullable=False),
    comment="what was read, loaded and found, by unit and form",
)
LEAD_MONTH = measure_table(
    "measure_lead_month",
    Column("station", Text, nullable=False),
    Column("industry", Text, nullable=False, comment="'' where the lead has none"),
    Column("month", Text, nullable=False),
    Column("leads", Integer, comment="NULL: no delivery, so unknown"),
    Column("valid", Integer),
    Column("known", Boolean, nullable=False, comment="a delivery of that month stands"),
    comment="the stations' leads by industry and month",
)
TREND = measure_table(
    "measure_trend",
    Column("series", Text, nullable=False, comment="station_industry, station, industry or county"),
    Column("member", Text, nullable=False),
    Column("months_falling", Integer, nullable=False),
    Column("from_month", Text),
    Column("from_value", Integer),
    Column("to_value", Integer),
    Column("alert", Boolean, nullable=False),
    comment="how long each series of leads has been falling",
)
STATION = measure_table(
    "measure_station",
    Column("station", Text, nullable=False),
    Column("month", Text, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in ("officers", "leads", "valid", "talent", "leaders_invited", "investors_invited", "signed")
    ),
    Column("cost_yuan", BigInteger, nullable=False),
    comment="what each station did in each month of the year",
)
CHAIN = measure_table(
    "measure_chain",
    Column("chain", Text, nullable=False),
    Column("node", Text, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("companies", "contacted", "signed", "projects")),
    Column("total_investment", BigInteger, nullable=False),
    Column("covered", Boolean, nullable=False),
    comment="the links of the industrial chains",
)
SUBMISSION = measure_table(
    "measure_submission",
    Column("unit_code", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("due", Text),
    Column("received", Text),
    Column("state", Text, nullable=False),
    comment="who has sent what for as-of's period",
)
MEASURES = (
    SOURCE, PROJECT, RECEIPT, RATE, HEADLINE, BACKLOG, BACKLOG_SUMMARY, TARGET, QUALITY, LEAD_MONTH, TREND, STATION, CHAIN, SUBMISSION,
    CHANGE, BLOCKER, LEAD_TIME, SCORE, SCORE_ITEM, DISCIPLINE, YEAR_BEFORE,
)  # fmt: skip
