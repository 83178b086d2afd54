"""Findings over time: which are open at a batch, which are new, which are mended."""

import json
from collections import defaultdict
from collections.abc import Iterable

import polars as pl
from sqlalchemy import Connection, RowMapping, func, insert, select, update

from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.rule_catalogue import RULES, SEVERITY
from schemas.rules_sheets import COUNTY_RULES
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.deliveries import decided
from warehouse.tables import ARRIVAL, BATCH, CLAIM, DELIVERY, FINDING, READING

#: Found when claims are laid; they live until the same unit and form are settled again.
SETTLED = frozenset({"order_tie", "delivery_late", "delivery_held", "row_vanished"})
#: Found over the whole county every night, and gone when not found again.
EVERY_NIGHT = frozenset({rule.code for rule in COUNTY_RULES} | {"project_repeated"})
#: A rule that misses a whole column says so once a sheet, not once a row.
_BY_COLUMN = ("signed_without_", "started_not_enrolled", "finished_without_start")


class Found:
    """Gathers the findings of a batch as rows of the finding table; `about` are the deliveries they speak of."""

    def __init__(self, db: Database, batch: Batch, about: Iterable[int]) -> None:
        self.batch = batch
        self.rows: list[dict[str, object]] = []
        with db.engine.connect() as connection:
            query = select(DELIVERY, ARRIVAL.c.file).join(ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id).where(DELIVERY.c.id.in_(about))
            self.deliveries = {r["id"]: r for r in connection.execute(query).mappings()}
            self.files = {r.id: r for r in connection.execute(select(ARRIVAL))}
        self._maps: dict[int, dict[str, dict[str, dict[str, str]]]] = {}

    def add_told(self, told: Iterable[pl.DataFrame], deliveries: dict[tuple[int, int], int]) -> None:
        """The reader's and the row rules' findings: (arrival, draft, rule, sheet, cell, row, field, got, row_key, detail)."""
        once: set[tuple[object, ...]] = set()
        unread: set[tuple[object, ...]] = set()  # cells that cost their row: what a row rule says of them only follows
        for frame in told:
            for row in frame.iter_rows(named=True):
                number = deliveries.get((row["arrival"], row["draft"]))
                place = (number, row["sheet"], row["row"], row["field"])
                if RULES[row["rule"]].scope == "row" and place in unread:
                    continue
                if SEVERITY[row["rule"]] == "reject":
                    unread.add(place)
                sheet = self._columns(number).get(row["sheet"], {}) if number else {}
                if number and row["rule"].startswith(_BY_COLUMN) and row["field"] not in sheet:
                    key = (number, row["sheet"], row["rule"])
                    if key in once:
                        continue
                    once.add(key)
                    row |= {"row": 0, "row_key": "", "got": ""}
                column = sheet.get(row["field"], {}).get("column", "")
                cell = row["cell"] or (f"{column}{row['row']}" if column and row["row"] else "")
                finding = Finding(row["rule"], sheet=row["sheet"], cell=cell, row=row["row"], field=row["field"], got=row["got"],
                                  row_key=row["row_key"], detail=row["detail"])  # fmt: skip
                self.add(number, finding, arrival=row["arrival"])

    def add(self, delivery: int | None, finding: Finding, arrival: int | None = None) -> None:
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
            "message": _message(form, file.file if file else "", finding, cell),
        })  # fmt: skip

    def _columns(self, delivery: int | None) -> dict[str, dict[str, dict[str, str]]]:
        if delivery is None:
            return {}
        if delivery not in self._maps:
            self._maps[delivery] = json.loads(self.deliveries[delivery]["column_map"])
        return self._maps[delivery]

    def _cell(self, delivery: int | None, finding: Finding) -> str:
        column = self._columns(delivery).get(finding.sheet, {}).get(finding.field, {}).get("column", "")
        return f"{column}{finding.row}" if column and finding.row else ""


def _message(form: str, file: str, finding: Finding, cell: str) -> str:
    where = "".join(part for part in (f"《{file}》" if file else "", f"“{finding.sheet}”" if finding.sheet else "", cell))
    if not cell and finding.row:
        where += f"第{finding.row}行"
    spec = next((f for f in FORMS[form].fields if f.id == finding.field), None) if form else None
    title = spec.title if spec else ""
    parts = {f"detail_{i}": part for i, part in enumerate(finding.detail.split("|"))}
    rule = RULES[finding.rule]
    return rule.message(where=f"{where}{title and '（' + title + '）'}", got=finding.got, title=title, detail=finding.detail, **parts)


def settle_findings(db: Database, batch: Batch, found: Found, touched: set[tuple[str, str]]) -> None:
    """Open what is new, keep what is still there, close what is mended or belongs to a sheet that stands no more."""
    with db.engine.begin() as connection:
        standing = _live_deliveries(connection)
        latest = select(func.max(ARRIVAL.c.id)).group_by(ARRIVAL.c.source, ARRIVAL.c.path)
        paths = set(connection.execute(latest).scalars())
        read = set(connection.execute(select(READING.c.arrival_id).where(READING.c.batch_id == batch.id)).scalars())
        known = connection.execute(select(FINDING).where(FINDING.c.to_batch.is_(None))).mappings().all()
        fresh = [row for row in found.rows if _lives(row, standing, paths)]
        by_print: dict[str, list[dict[str, object]]] = defaultdict(list)
        for row in fresh:
            by_print[str(row["fingerprint"])].append(row)
        first_seen = {row["fingerprint"]: row["first_seen"] for row in known}
        for old in known:
            again = by_print.get(old["fingerprint"])
            if again and _same(again[0], old):
                again.pop(0)
                continue
            recurs = old["rule"] in EVERY_NIGHT or (old["rule"] in SETTLED and (old["unit_code"], old["form"]) in touched)
            if recurs or old["arrival_id"] in read or not _lives(old, standing, paths):
                connection.execute(update(FINDING).where(FINDING.c.id == old["id"]).values(to_batch=batch.id))
        rows = [
            {**row, "first_seen": first_seen.get(row["fingerprint"], batch.as_of), "from_batch": batch.id}
            for left in by_print.values() for row in left
        ]  # fmt: skip
        for start in range(0, len(rows), 5_000):
            connection.execute(insert(FINDING), rows[start : start + 5_000])


def _same(fresh: dict[str, object], known: RowMapping) -> bool:
    return all(fresh[name] == known[name] for name in ("delivery_id", "cell", "sheet", "message"))


def _lives(row: dict[str, object] | RowMapping, standing: set[int], paths: set[int]) -> bool:
    delivery, arrival = row["delivery_id"], row["arrival_id"]
    if delivery is not None:
        return delivery in standing or row["rule"] == "delivery_late"
    return arrival is None or arrival in paths


def _live_deliveries(connection: Connection) -> set[int]:
    """Deliveries whose office should hear of them: those that stand, are held, or are stopped and not yet replaced."""
    stands = set(connection.execute(select(CLAIM.c.delivery_id).where(CLAIM.c.to_batch.is_(None))).scalars())
    latest = select(func.max(ARRIVAL.c.id)).group_by(ARRIVAL.c.source, ARRIVAL.c.path)
    query = (
        select(*(DELIVERY.c[name] for name in ("id", "batch_id", "arrival_id", "unit_code", "form", "period_to", "stopped", "held")), ARRIVAL.c.seen_batch).join(ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id)
        .join(BATCH, BATCH.c.id == DELIVERY.c.batch_id).where(BATCH.c.state != "withheld")
    )  # fmt: skip
    rows = connection.execute(query).mappings().all()
    newest: dict[tuple[str, str], tuple[object, int]] = {}
    for row in rows:
        if row["id"] in stands:
            key = (row["unit_code"], row["form"])
            newest[key] = max(newest.get(key, (row["period_to"], 0)), (row["period_to"], row["seen_batch"]))
    current = set(connection.execute(latest).scalars())
    latest_reading = {row["arrival_id"]: row["batch_id"] for row in sorted(rows, key=lambda r: r["id"])}
    done = set(connection.execute(decided(connection, "accept", "withdraw")).scalars())
    waiting = {
        row["id"] for row in rows
        if (row["stopped"] or row["held"]) and row["id"] not in done and row["arrival_id"] in current and row["batch_id"] == latest_reading[row["arrival_id"]]
        and (row["held"] or (row["period_to"], row["seen_batch"]) >= newest.get((row["unit_code"], row["form"]), (row["period_to"], 0)))
    }  # fmt: skip
    return stands | waiting
