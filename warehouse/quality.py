"""What was read, loaded and found, by unit and form.

Rows are those of the deliveries that stand, and of stopped ones that wait for a better sheet: all of theirs are
rejected. A held or late delivery's rows count nowhere, so that loaded rows are accepted ones and the sums add up. Where
newer bytes of a file were returned or are held, only what still stands of the former ones counts: their loaded rows.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, and_, case, func, insert, literal, select

from warehouse.batches import Batch, open_at
from warehouse.measure_tables import QUALITY
from warehouse.tables import CLAIM, DELIVERY, FINDING


def store_quality(connection: Connection, batch: Batch, superseded: Iterable[int] = ()) -> None:
    """Counts over the deliveries with a claim at the batch or stopped, and the findings open at it.

    Of the deliveries `superseded` at their path only the loaded rows count.
    """
    stands = select(CLAIM.c.delivery_id).where(open_at(CLAIM, batch.claims))
    told = select(FINDING.c.delivery_id).where(open_at(FINDING, batch.claims), FINDING.c.delivery_id.is_not(None))
    d, former = DELIVERY, DELIVERY.c.id.in_(sorted(superseded))
    read = case((former, d.c.rows_loaded), else_=d.c.rows_read).label("rows_read")
    refused = (case((former, 0), else_=d.c[n]).label(n) for n in ("rows_rejected", "rows_ignored"))
    rows = (
        select(d.c.unit_code, d.c.form, *(func.sum(c).label(c.name) for c in (read, d.c.rows_loaded, *refused)))
        .where(d.c.id.in_(stands) | d.c.id.in_(told) & (d.c.stopped != "")).group_by(d.c.unit_code, d.c.form).subquery()
    )  # fmt: skip
    f = FINDING
    counts = (
        select(f.c.unit_code, f.c.form, *(func.sum(case((f.c.severity == s, 1), else_=0)).label(s) for s in ("stop", "reject", "warn")))
        .where(open_at(f, batch.claims)).group_by(f.c.unit_code, f.c.form).subquery()
    )  # fmt: skip
    both = rows.join(counts, and_(rows.c.unit_code == counts.c.unit_code, rows.c.form == counts.c.form), isouter=True)
    found = [func.coalesce(counts.c[s], 0) for s in ("stop", "reject", "warn")]
    loaded = select(literal(batch.id), rows.c.unit_code, rows.c.form, rows.c.rows_read, rows.c.rows_loaded, rows.c.rows_rejected,
                    rows.c.rows_ignored, *found).select_from(both)  # fmt: skip
    names = ["batch_id", "unit_code", "form", "rows_read", "loaded", "rejected", "ignored", "stops", "rejects", "warns"]
    connection.execute(insert(QUALITY).from_select(names, loaded))
    other = counts.join(rows, and_(rows.c.unit_code == counts.c.unit_code, rows.c.form == counts.c.form), isouter=True)
    unread = select(literal(batch.id), counts.c.unit_code, counts.c.form, *(literal(0),) * 4, counts.c.stop, counts.c.reject, counts.c.warn)
    connection.execute(insert(QUALITY).from_select(names, unread.select_from(other).where(rows.c.unit_code.is_(None))))
