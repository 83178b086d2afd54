"""The tables. Rows of forms are immutable and belong to a delivery; claims say which of them stand.

A table a form is derived from its declaration in warehouse/form_tables.py. Columns: `_on` a date, `_at` an instant
(UTC, ISO text), money in integer yuan, areas in m².
"""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

METADATA = MetaData()
#: The mark of carried rows of a unit whose sheets list changes only; no view shows it.
KEPT = "沿用"


def _table(name: str, *columns: SchemaItem, comment: str) -> Table:
    return Table(name, METADATA, *columns, comment=comment)


BATCH = _table(
    "batch",
    Column("id", Integer, primary_key=True),
    Column("parent_id", Integer, comment="the batch that was published when this one began"),
    Column("claims_id", Integer, nullable=False, comment="the batch whose claims it shows; itself but for restatements"),
    Column("as_of", Date, nullable=False),
    Column("kind", Text, nullable=False, comment="night, restate or rollback"),
    Column("state", Text, nullable=False, comment="candidate, published or withheld"),
    Column("config_hash", Text),
    Column("code_version", Text),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("because", Text),
    comment="one night, restatement or rollback",
)
POINTER = _table(
    "pointer",
    Column("name", Text, primary_key=True, comment="published or candidate"),
    Column("batch_id", Integer),
    comment="which batch the bi_ and the audit_ views show",
)
ARRIVAL = _table(
    "arrival",
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("folder_unit", Text),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("seen_batch", Integer, nullable=False),
    Column("seen_on", Date, nullable=False),
    Column("gone_on", Date, comment="since when its path no longer holds it"),
    Column("came_at", Text, comment="when its source says that it came, not before the last look; NULL: unknown"),
    Index("arrival_path", "source", "path"),
    comment="bytes that came to a path; other bytes at the same path are another arrival",
)
READING = _table(
    "reading",
    Column("id", Integer, primary_key=True),
    Column("arrival_id", ForeignKey("arrival.id"), nullable=False),
    Column("batch_id", ForeignKey("batch.id"), nullable=False),
    Column("fingerprint", Text, nullable=False, comment="of the rules and the configuration it was read under"),
    Column("stopped", Text, comment="the rule that stopped the whole file"),
    Index("reading_arrival", "arrival_id"),
    comment="an arrival read in a batch",
)
DELIVERY = _table(
    "delivery",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("batch_id", ForeignKey("batch.id"), nullable=False),
    Column("arrival_id", ForeignKey("arrival.id"), nullable=False),
    Column("unit_code", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("period_from", Date, nullable=False),
    Column("period_to", Date, nullable=False),
    Column("filled_on", Date),
    Column("delivered_on", Date, nullable=False),
    Column("saved_at", Text),
    Column("spans", Text, nullable=False, comment="JSON: [lane, from, to] that it replaces"),
    Column("column_map", Text, nullable=False, comment="JSON: sheet → field → column letter and header path"),
    Column("rows_read", Integer, nullable=False, comment="filled rows below the headers, counted by the reader"),
    Column("rows_loaded", Integer, nullable=False),
    Column("rows_rejected", Integer, nullable=False),
    Column("rows_ignored", Integer, nullable=False),
    Column("stopped", Text, nullable=False, comment="the rule that stopped it, or ''"),
    Column("held", Boolean, nullable=False, comment="waits for saima accept"),
    Column("nil", Text, comment="what it says instead of rows: 本月无变化"),
    Index("delivery_unit", "unit_code", "form"),
    comment="what one unit sent for one form and period",
)
SET_ASIDE = _table(
    "set_aside",
    Column("delivery_id", Integer, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Column("kind", Text, nullable=False, comment="rejected or ignored"),
    Column("reason", Text, nullable=False),
    Column("row_key", Text),
    Column("text", Text, comment="the row's cells; restricted: notes name people"),
    Index("set_aside_delivery", "delivery_id"),
    comment="rows read and not loaded: nothing is lost",
)
CLAIM = _table(
    "claim",
    Column("id", Integer, primary_key=True),
    Column("unit_code", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("delivery_id", Integer, nullable=False),
    Column("span_from", Date, nullable=False),
    Column("span_to", Date, nullable=False),
    Column("from_batch", Integer, nullable=False),
    Column("to_batch", Integer),
    Index("claim_delivery", "delivery_id"),
    comment="which delivery stands for which days, over which batches",
)
CARRIED = _table(
    "carried",
    Column("id", Integer, primary_key=True),
    Column("unit_code", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("mark", Text, nullable=False, comment="待改: its new version was rejected; 失联: no ledger lists it any more; 沿用: see KEPT"),
    Column("from_batch", Integer, nullable=False),
    Column("to_batch", Integer),
    comment="former rows that stand though their delivery's claim is closed",
)
FINDING = _table(
    "finding",
    Column("id", Integer, primary_key=True),
    Column("fingerprint", Text, nullable=False),
    Column("delivery_id", Integer),
    Column("arrival_id", Integer),
    Column("unit_code", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("cell", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("got", Text, nullable=False),
    Column("row_key", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("detail", Text, comment="what the finding adds to its rule's words; with name: from which the message is made again"),
    Column("name", Text, comment="how people name its row"),
    Column("explained_by", Integer, comment="the explanation with which it stands, if any"),
    Column("first_seen", Date, nullable=False),
    Column("from_batch", Integer, nullable=False),
    Column("to_batch", Integer),
    Index("finding_open", "to_batch", "unit_code"),
    comment="what is wrong, where, and what mends it",
)
EXPLANATION = _table(
    "explanation",
    Column("id", Integer, primary_key=True),
    Column("unit_code", Text, nullable=False, comment="who wrote it"),
    Column("trouble", Text, nullable=False, comment="hash of rule, form, row, field and value: another value is not explained by it"),
    Column("rule", Text, nullable=False),
    Column("rule_mark", Text, nullable=False, comment="hash of what the rule said: a rule that says something else asks again"),
    Column("reason", Text, nullable=False, comment="as the office wrote it"),
    Column("said_on", Date, nullable=False),
    Column("arrival_id", Integer, nullable=False, comment="the file in which it stood"),
    Column("batch_id", ForeignKey("batch.id"), nullable=False),
    Index("explanation_trouble", "trouble"),
    comment="why an office lets a soft finding stand (填报说明)",
)
UNDONE = _table(
    "undone",
    Column("id", Integer, primary_key=True),
    Column("batch_id", Integer, nullable=False),
    Column("changes", Text, nullable=False, comment="JSON: what the withheld batch opened and closed, for saima publish"),
    comment="a withheld batch's claims, kept aside",
)
DECISION = _table(
    "decision",
    Column("id", Integer, primary_key=True),
    Column("batch_id", Integer, nullable=False),
    Column("kind", Text, nullable=False, comment="accept, withdraw, rollback or publish"),
    Column("subject", Integer, nullable=False, comment="a delivery's or batch's id"),
    Column("because", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    comment="what people decided",
)
ISSUED = _table(
    "issued",
    Column("id", Integer, primary_key=True),
    Column("number", Text, nullable=False, unique=True, comment="as printed, 〔2022〕7号"),
    Column("batch_id", ForeignKey("batch.id"), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("figures", Text, nullable=False, comment="JSON: every figure of the board, as it was issued"),
    Column("figures_sha256", Text, nullable=False),
    Column("definitions_sha256", Text, nullable=False, comment="of the configuration that figures depend on"),
    Column("inputs_sha256", Text, nullable=False, comment="of the list of files whose rows stood"),
    Column("code_version", Text, nullable=False),
    comment="boards signed, numbered and frozen (印发)",
)
LETTER = _table(
    "letter",
    Column("unit_code", Text, primary_key=True),
    Column("digest", Text, nullable=False, comment="hash of what the last letter said: unchanged means silent"),
    comment="the last letter an office was sent",
)
UNIT = _table(
    "unit",
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("group_name", Text, nullable=False),
    Column("since", Date),
    Column("until", Date),
    comment="the offices, from config/units.csv",
)
DAY = _table(
    "day",
    Column("day", Date, primary_key=True),
    Column("number", Integer, nullable=False, comment="days since 0001-01-01: dates are subtracted by it"),
    Column("year", Integer, nullable=False),
    Column("quarter", Integer, nullable=False),
    Column("month", Text, nullable=False),
    Column("weekday", Integer, nullable=False, comment="1 Monday … 7 Sunday"),
    comment="calendar days",
)
DICTIONARY = _table(
    "dictionary",
    *(Column(name, Text, nullable=False) for name in ("view", "column", "type", "label", "meaning")),
    comment="what every column of the views means",
)
META = _table(
    "meta",
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    comment="which views are installed",
)
