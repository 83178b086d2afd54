"""Findings over time: which are open at a batch, which are new, which are mended."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import polars as pl
from sqlalchemy import Connection, RowMapping, func, insert, select, update

from schemas.findings import Finding
from schemas.gathering import gather
from schemas.places import column_at
from schemas.rule_catalogue import SEVERITY
from schemas.rules_sheets import COUNTY_RULES
from schemas.saying import say
from warehouse.batches import Batch, open_at
from warehouse.current import Current, read_current
from warehouse.database import Database
from warehouse.explanations import explain, in_force
from warehouse.tables import ARRIVAL, CLAIM, DELIVERY, FINDING, READING

#: Found when claims are laid; they live until the same unit and form are settled again.
SETTLED = frozenset({"order_tie", "delivery_late", "delivery_held", "row_vanished"})
#: Found over the whole county every night, and gone when not found again.
EVERY_NIGHT = frozenset({rule.code for rule in COUNTY_RULES} | {"project_repeated"})


class Found:
    """Gathers the findings of a batch as rows of the finding table; `about` are the deliveries they speak of."""

    def __init__(self, db: Database, batch: Batch, about: Iterable[int], silent: Iterable[str] = ()) -> None:
        self.batch, self.silent = batch, frozenset(silent)
        self.rows: list[dict[str, object]] = []
        with db.engine.connect() as connection:
            query = select(DELIVERY, ARRIVAL.c.file).join(ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id).where(DELIVERY.c.id.in_(about))
            self.deliveries = {r["id"]: r for r in connection.execute(query).mappings()}
            self.files = {r.id: r for r in connection.execute(select(ARRIVAL))}
        self._maps: dict[int, dict[str, dict[str, dict[str, str]]]] = {}

    def add_told(self, told: Iterable[pl.DataFrame], deliveries: dict[tuple[int, int], int]) -> None:
        """The reader's and the row rules' findings: (arrival, draft, rule, sheet, cell, row, field, got, row_key, detail)."""
        maps = {at: self._columns(number) for at, number in deliveries.items() if number in self.deliveries}
        for found in gather(told, maps):
            self.add(deliveries.get(found.at), found.finding, arrival=found.at[0])

    def add(self, delivery: int | None, finding: Finding, arrival: int | None = None) -> None:
        if finding.rule in self.silent:
            return
        known = self.deliveries.get(delivery) if delivery else None
        arrival = known["arrival_id"] if known else arrival
        file = self.files[arrival] if arrival else None
        unit = (known["unit_code"] if known else "") or (file.folder_unit if file else "") or ""
        form, period = (known["form"], known["period"]) if known else ("", "")
        cell = finding.cell or self._cell(delivery, finding)
        whole = Finding(finding.rule, form=form, unit=unit, period=period, field=finding.field, got=finding.got, row_key=finding.row_key)
        self.rows.append({
            "fingerprint": whole.fingerprint, "delivery_id": delivery, "arrival_id": arrival, "unit_code": unit, "form": form,
            "period": period, "rule": finding.rule, "severity": SEVERITY[finding.rule], "file": file.file if file else "",
            "sheet": finding.sheet, "cell": cell, "field": finding.field, "got": finding.got, "row_key": finding.row_key,
            "detail": finding.detail, "name": finding.name,
            "message": say(replace(finding, form=form, file=file.file if file else "", cell=cell)).message,
        })  # fmt: skip

    def _columns(self, delivery: int | None) -> dict[str, dict[str, dict[str, str]]]:
        if delivery is None:
            return {}
        if delivery not in self._maps:
            self._maps[delivery] = json.loads(self.deliveries[delivery]["column_map"])
        return self._maps[delivery]

    def _cell(self, delivery: int | None, finding: Finding) -> str:
        column = column_at(self._columns(delivery), finding.sheet, finding.row, finding.field)
        return f"{column}{finding.row}" if column and finding.row else ""


def settle_findings(db: Database, batch: Batch, found: Found, touched: set[tuple[str, str]]) -> Current:
    """Open what is new, keep what is still there, close what is mended or belongs to a sheet that lies there no more.

    What the reader said of a delivery is open while that is current: it opens again with the delivery. Returns what is.
    """
    with db.engine.begin() as connection:
        now = read_current(connection)
        read = set(connection.execute(select(READING.c.arrival_id).where(READING.c.batch_id == batch.id)).scalars())
        known = connection.execute(select(FINDING).where(FINDING.c.to_batch.is_(None))).mappings().all()
        reasons = in_force(connection)
        fresh = [{**row, "explained_by": explain(row, reasons)} for row in found.rows if _lives(row, now)]
        by_print: dict[str, list[dict[str, object]]] = defaultdict(list)
        for row in fresh:
            by_print[str(row["fingerprint"])].append(row)
        first_seen = _seen_before(connection, batch) | {row["fingerprint"]: row["first_seen"] for row in known}
        kept: set[tuple[object, ...]] = set()
        for old in known:
            again = by_print.get(old["fingerprint"])
            if again and _same(again[0], old):
                again.pop(0)
                kept.add(_place(old))
                continue
            recurs = old["rule"] in EVERY_NIGHT or (old["rule"] in SETTLED and (old["unit_code"], old["form"]) in touched)
            anew = explain(old, reasons) != old["explained_by"]
            if goes := recurs or old["arrival_id"] in read or old["rule"] in found.silent or not _lives(old, now):
                anew = False
            if goes or anew:
                connection.execute(update(FINDING).where(FINDING.c.id == old["id"]).values(to_batch=batch.id))
            if anew:
                by_print[old["fingerprint"]].append(_copy(old, explained_by=explain(old, reasons)))
            if not goes:
                kept.add(_place(old))
        rows = [
            {**row, "first_seen": first_seen.get(row["fingerprint"], batch.as_of), "from_batch": batch.id}
            for left in by_print.values() for row in left
        ]  # fmt: skip
        rows += _open_again(connection, batch, now, kept | {_place(row) for row in fresh})
        for start in range(0, len(rows), 5_000):
            connection.execute(insert(FINDING), rows[start : start + 5_000])
    return now


def _seen_before(connection: Connection, batch: Batch) -> dict[str, date]:
    """When a finding of a sheet that stood until tonight was first seen, though its letters were silent on it for a while."""
    stood = select(CLAIM.c.delivery_id).where(open_at(CLAIM, batch.parent or 0))
    query = select(FINDING.c.fingerprint, func.min(FINDING.c.first_seen)).where(FINDING.c.delivery_id.in_(stood))
    return {row[0]: row[1] for row in connection.execute(query.group_by(FINDING.c.fingerprint))}


def _open_again(connection: Connection, batch: Batch, now: Current, known: set[tuple[object, ...]]) -> list[dict[str, object]]:
    """What the reader said of a delivery or file that is current again: a newer one was withdrawn, or a file came back."""
    reread = select(READING.c.id).where(READING.c.arrival_id == FINDING.c.arrival_id, READING.c.batch_id == FINDING.c.to_batch).exists()
    stands = select(CLAIM.c.delivery_id).where(CLAIM.c.to_batch.is_(None))
    waits = select(DELIVERY.c.id).where(DELIVERY.c.held | (DELIVERY.c.stopped != ""))
    file_level = FINDING.c.delivery_id.is_(None) & FINDING.c.arrival_id.is_not(None)
    query = select(FINDING).where(
        FINDING.c.to_batch < batch.id, FINDING.c.rule.not_in(SETTLED | EVERY_NIGHT), ~reread,
        FINDING.c.delivery_id.in_(stands) | FINDING.c.delivery_id.in_(waits) | file_level,
    )  # fmt: skip
    rows = []
    for old in connection.execute(query.order_by(FINDING.c.id)).mappings():
        if _lives(old, now) and _place(old) not in known:
            known.add(_place(old))
            rows.append({**_copy(old), "first_seen": old["first_seen"], "from_batch": batch.id, "to_batch": None})
    return rows


def _copy(row: RowMapping, **other: object) -> dict[str, object]:
    """A finding's row as it is found anew, without what its former one alone had."""
    return {name: value for name, value in row.items() if name not in ("id", "first_seen", "from_batch", "to_batch")} | other


def _place(row: dict[str, object] | RowMapping) -> tuple[object, ...]:
    return tuple(row[name] for name in ("fingerprint", "delivery_id", "arrival_id", "sheet", "cell"))


def _same(fresh: dict[str, object], known: RowMapping) -> bool:
    return all(fresh[name] == known[name] for name in ("delivery_id", "cell", "sheet", "message", "explained_by"))


def _lives(row: dict[str, object] | RowMapping, now: Current) -> bool:
    """Whether an office should hear of it still; what a decision must settle is told though the file was taken away."""
    delivery, arrival = row["delivery_id"], row["arrival_id"]
    if delivery is not None and row["rule"] != "delivery_late":
        return delivery in now.deliveries
    return arrival is None or arrival in now.arrivals
