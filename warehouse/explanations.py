"""填报说明: a soft finding may stand with a written reason, kept until the value or the rule changes. Hard ones cannot be explained away."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from schemas.raw import squeeze
from schemas.rule_catalogue import RULES, SEVERITY
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.tables import ARRIVAL, BATCH, DELIVERY, EXPLANATION, FINDING

Row = Mapping[str, Any] | RowMapping
#: By unit and trouble: the explanation in force.
InForce = Mapping[tuple[str, str], int]


def trouble_mark(finding: Row) -> str:
    """What a reason speaks of: rule, form, field, row and value, whatever the period and the address."""
    parts = (
        finding["rule"],
        finding["form"],
        finding["field"],
        finding["row_key"],
        squeeze(finding["got"]),
        squeeze(finding["detail"] or ""),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def rule_mark(code: str) -> str:
    """What the rule says: one that says something else asks again."""
    rule = RULES[code]
    return hashlib.sha256("\x1f".join((rule.severity, rule.title, rule.expected)).encode()).hexdigest()[:12]


def keep_explanations(db: Database, batch: Batch, said: Iterable[tuple[int, str, str]]) -> None:
    """Keep what returned lists say, (arrival, a finding's print, reason); a reason that was taken out again ends it.

    Only the office that was told may explain, and only a warning.
    """
    told = list(said)
    if not told:
        return
    with db.engine.begin() as connection:
        senders = _senders(connection, {arrival for arrival, _, _ in told})
        known = _findings(connection, sorted({mark for _, mark, _ in told}))
        before = {key: reason for key, (_, reason) in _latest(connection).items()}
        rows = []
        for arrival, mark, reason in told:
            finding = known.get(mark)
            if finding is None or finding["unit_code"] not in senders[arrival] or SEVERITY.get(finding["rule"]) != "warn":
                continue
            key = (finding["unit_code"], trouble_mark(finding))
            if before.get(key, "") != reason:
                before[key] = reason
                rows.append({
                    "unit_code": key[0], "trouble": key[1], "rule": finding["rule"], "rule_mark": rule_mark(finding["rule"]),
                    "reason": reason, "said_on": batch.as_of, "arrival_id": arrival, "batch_id": batch.id,
                })  # fmt: skip
        if rows:
            connection.execute(insert(EXPLANATION), rows)


def in_force(connection: Connection) -> InForce:
    """The last word of every office on every trouble, where it is a reason and its rule still says the same."""
    return {key: number for key, (number, reason) in _latest(connection).items() if reason}


def explain(row: Row, reasons: InForce) -> int | None:
    """The explanation with which a finding stands; None for a hard one."""
    return reasons.get((row["unit_code"], trouble_mark(row))) if row["severity"] == "warn" else None


def reasons_of(db: Database, numbers: Iterable[int]) -> dict[int, str]:
    """What offices wrote, by explanation."""
    wanted = sorted(set(numbers))
    with db.engine.connect() as connection:
        return {row.id: row.reason for row in connection.execute(select(EXPLANATION).where(EXPLANATION.c.id.in_(wanted)))} if wanted else {}


def _latest(connection: Connection) -> dict[tuple[str, str], tuple[int, str]]:
    made = EXPLANATION.join(BATCH, BATCH.c.id == EXPLANATION.c.batch_id)
    query = select(EXPLANATION).select_from(made).where(BATCH.c.state != "withheld").order_by(EXPLANATION.c.id)
    return {
        (row.unit_code, row.trouble): (row.id, row.reason)
        for row in connection.execute(query)
        if row.rule in RULES and row.rule_mark == rule_mark(row.rule)
    }


def _senders(connection: Connection, arrivals: set[int]) -> dict[int, set[str]]:
    """The offices whose file it is: by its folder, and by what stands in it."""
    folders = select(ARRIVAL.c.id, ARRIVAL.c.folder_unit).where(ARRIVAL.c.id.in_(arrivals))
    sheets = select(DELIVERY.c.arrival_id, DELIVERY.c.unit_code).where(DELIVERY.c.arrival_id.in_(arrivals))
    found: dict[int, set[str]] = {arrival: set() for arrival in arrivals}
    for arrival, unit in [*connection.execute(folders), *connection.execute(sheets)]:
        found[arrival].add(unit or "")
    return found


def _findings(connection: Connection, marks: list[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for start in range(0, len(marks), 500):
        query = select(FINDING).where(FINDING.c.fingerprint.in_(marks[start : start + 500])).order_by(FINDING.c.id)
        found |= {row["fingerprint"]: row for row in connection.execute(query).mappings()}
    return found
