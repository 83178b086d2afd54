"""The night in one line: how many offices owe sheets, how many have sent them all, how many got something back."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.measure_tables import QUALITY, SUBMISSION

MISSING, EXEMPT = "未报", "免报"


@dataclass(frozen=True)
class Receipt:
    """Offices: `expected` sent a report or owe one whose due day has come, `whole` lack none, `returned` have something to mend."""

    batch: int
    as_of: date
    published: bool
    expected: int
    whole: int
    returned: int

    @property
    def line(self) -> str:
        """昨夜应报52家，收49家，退3家，未报3家；第12批已发布，数据截至2022-06-30。"""
        state = "已发布" if self.published else "未发布，上一次发布的数据保持不变"
        missing = self.expected - self.whole
        return f"昨夜应报{self.expected}家，收{self.whole}家，退{self.returned}家，未报{missing}家；第{self.batch}批{state}，数据截至{self.as_of}。"


def read_receipt(db: Database, batch: Batch, published: bool) -> Receipt:
    """Counted from what the batch measured, published or not."""
    s, q = SUBMISSION.c, QUALITY.c
    asked = s.due.is_not(None) & ((func.substr(s.due, 1, 10) <= batch.as_of.isoformat()) | (s.state != MISSING))
    with db.engine.connect() as connection:
        owed = connection.execute(select(s.unit_code, s.state).where(s.batch_id == batch.id, s.state != EXEMPT, asked)).all()
        returned = set(connection.execute(select(q.unit_code).where(q.batch_id == batch.id, q.stops + q.rejects > 0)).scalars())
    expected, missing = {row.unit_code for row in owed}, {row.unit_code for row in owed if row.state == MISSING}
    return Receipt(batch.id, batch.as_of, published, len(expected), len(expected - missing), len(returned - {""}))


def read_missing(db: Database, batch: Batch) -> list[tuple[str, str, str, str | None]]:
    """Unit, form, period and due time of every 未报."""
    s = SUBMISSION.c
    query = select(s.unit_code, s.form, s.period, s.due).where(s.batch_id == batch.id, s.state == MISSING)
    with db.engine.connect() as connection:
        return [(r.unit_code, r.form, r.period, r.due) for r in connection.execute(query.order_by(s.unit_code, s.form, s.period))]
