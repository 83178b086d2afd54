"""How long the way from one milestone to another took, by half-year of signing and land mode: median and p90 of whole days."""

from collections import defaultdict
from datetime import date
from math import ceil
from statistics import median

from sqlalchemy import Connection, insert, select

from warehouse.batches import Batch
from warehouse.followed_tables import LEAD_TIME
from warehouse.measure_tables import PROJECT
from warehouse.predicates import alive, formal, landed_on

#: From, to: the ways that the report speaks of.
WAYS = (
    ("signed_on", "land_supplied_on"), ("signed_on", "landed_on"), ("signed_on", "started_on"), ("landed_on", "production_on"),
    ("started_on", "enrolled_on"), ("started_on", "production_on"), ("signed_on", "production_on"),
)  # fmt: skip
NAMES = {
    "signed_on": "签约",
    "land_supplied_on": "供地",
    "landed_on": "落地",
    "started_on": "开工",
    "enrolled_on": "入库",
    "production_on": "投产",
}


def half_year(day: date) -> str:
    return f"{day.year}H{1 if day.month <= 6 else 2}"


def p90(days: list[int]) -> int:
    """The shortest time that nine in ten took at most (nearest rank)."""
    return sorted(days)[ceil(0.9 * len(days)) - 1]


def store_lead_times(connection: Connection, batch: Batch) -> None:
    """Store measure_lead_time of formal signings that were not terminated; ends after as-of, or before their beginning, are no way."""
    p = PROJECT.c
    columns = [landed_on().label("landed_on") if name == "landed_on" else p[name] for name in NAMES]
    query = select(p.land_mode, *columns).where(p.batch_id == batch.id, formal(), alive(), p.signed_on <= batch.as_of)
    days: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        cohort = half_year(row["signed_on"])
        for start, end in WAYS:
            first, last = row[start], row[end]
            if first and last and first <= last <= batch.as_of:
                for mode in (row["land_mode"] or "", "全部"):
                    days[cohort, start, end, mode].append((last - first).days)
    rows = [
        {"batch_id": batch.id, "cohort": cohort, "from_milestone": NAMES[start], "to_milestone": NAMES[end], "land_mode": mode,
         "projects": len(taken), "median_days": float(median(taken)), "p90_days": p90(taken)}
        for (cohort, start, end, mode), taken in sorted(days.items())
    ]  # fmt: skip
    if rows:
        connection.execute(insert(LEAD_TIME), rows)
