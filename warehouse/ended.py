"""Findings that an office was told and that are open no more: mended, or only gone with their row.

A row that was deleted was not mended, and what a returned sheet or a rejected row would have mended nobody knows before it is read.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from schemas.forms import FORMS
from schemas.identity import name_key
from schemas.rule_catalogue import RULES
from warehouse.current import Current
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES
from warehouse.tables import DELIVERY, FINDING, SET_ASIDE, UNDONE

Row = Mapping[str, Any]
#: They end by a decision or a newer sheet: nothing was mended, and nothing is lost.
_DECIDED = frozenset({"delivery_held", "delivery_late"})
#: Their row key begins a row's key, or is a project's name; that of other rules of a sheet or the county is no row's.
_OF_ROWS = frozenset({
    "project_unmatched", "project_ambiguous", "offices_disagree", "receipt_unmatched", "receipt_ambiguous", "receipts_beyond_contract", "amount_slipped", "offices_slipped", "receipt_slipped", "signed_again",
    "cumulative_falls", "offices_contradict", "cumulative_differs", "split_differs",
    "done_differs", "project_repeated", "row_vanished",
})  # fmt: skip
_AT_ONCE = 500


@dataclass
class Ended:
    """Of one office: how many were mended, how many went with their row; fingerprints that wait for a sheet that is read."""

    mended: int = 0
    deleted: int = 0
    pending: list[str] = field(default_factory=list)
    still: set[tuple[str, str, str, str]] = field(default_factory=set)  # the same trouble is open in other words or of another period


def trouble(finding: Row) -> tuple[str, str, str, str]:
    """What a finding is about, whatever its period and text: rule, form, field, row."""
    return finding["rule"], finding["form"], finding["field"], finding["row_key"]


def ended(
    db: Database, now: Current, gone: Mapping[str, set[str]], open_now: Mapping[str, Iterable[Row]], changes: Collection[tuple[str, str]]
) -> dict[str, Ended]:
    """By unit: what became of its fingerprints `gone`, given the findings open now.

    Of `changes` (unit, form) a sheet lists only new and changed rows: one that it leaves out was neither mended nor deleted.
    """
    done: dict[str, Ended] = {}
    with db.engine.connect() as connection:
        told = _told(connection, {fingerprint for prints in gone.values() for fingerprint in prints})
        listed: dict[tuple[str, str], _Listed] = {}
        for unit, prints in gone.items():
            done[unit] = end = Ended()
            troubles = {trouble(row) for row in open_now.get(unit, ())}
            for row in (told[fingerprint] for fingerprint in sorted(prints) if fingerprint in told):
                if now.is_returned(row["arrival_id"], row["form"]):
                    end.pending.append(row["fingerprint"])
                elif trouble(row) in troubles:
                    end.still.add(trouble(row))
                elif row["rule"] in RULES and row["rule"] not in _DECIDED:
                    about = (unit, row["form"])
                    if about not in listed and row["form"]:
                        listed[about] = _read_listed(connection, now, *about)
                    rows = listed.get(about, _Listed())
                    deleted = _is_deleted(row, rows.loaded | rows.rejected, now)
                    if _is_of_rows(row) and {row["row_key"], name_key(row["row_key"])} & (rows.rejected - rows.loaded):
                        end.pending.append(row["fingerprint"])  # rules over a row are asked of whole ones
                    elif not deleted or about not in changes:
                        end.deleted, end.mended = end.deleted + deleted, end.mended + (not deleted)
    return done


def _told(connection: Connection, prints: set[str]) -> dict[str, Row]:
    """The findings as they were last told, by fingerprint; those of withheld batches were kept aside."""
    found: dict[str, Row] = {}
    ordered = sorted(prints)
    for start in range(0, len(ordered), _AT_ONCE):
        query = select(FINDING).where(FINDING.c.fingerprint.in_(ordered[start : start + _AT_ONCE])).order_by(FINDING.c.id)
        found |= {row["fingerprint"]: row for row in connection.execute(query).mappings()}
    if prints - found.keys():
        for changes in connection.execute(select(UNDONE.c.changes).order_by(UNDONE.c.id)).scalars():
            opened = json.loads(changes)[FINDING.name]["opened"]
            found |= {row["fingerprint"]: row for row in opened if row["fingerprint"] in prints - found.keys()}
    return found


@dataclass(frozen=True)
class _Listed:
    """The rows that a unit's current sheets of a form list: their keys, and what these begin with."""

    loaded: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()


def _read_listed(connection: Connection, now: Current, unit: str, form: str) -> _Listed:
    table = FORM_TABLES[form]
    mine = select(DELIVERY.c.id).where(DELIVERY.c.unit_code == unit, DELIVERY.c.form == form)
    current = sorted(set(connection.execute(mine).scalars()) & now.deliveries)
    loaded, rejected = set[str](), set[str]()
    for start in range(0, len(current), _AT_ONCE):
        some = current[start : start + _AT_ONCE]
        loaded.update(connection.execute(select(table.c.row_key).where(table.c.delivery_id.in_(some))).scalars())
        aside = select(SET_ASIDE.c.row_key).where(SET_ASIDE.c.delivery_id.in_(some), SET_ASIDE.c.row_key.is_not(None))
        rejected.update(connection.execute(aside).scalars())
    return _Listed(_with_beginnings(loaded), _with_beginnings(rejected))


def _is_of_rows(row: Row) -> bool:
    """True of a rule that is asked of a whole row."""
    return bool(row["row_key"]) and (RULES[row["rule"]].scope == "row" or row["rule"] in _OF_ROWS)


def _with_beginnings(keys: Iterable[str]) -> frozenset[str]:
    return frozenset("|".join(key.split("|")[:size]) for key in keys for size in range(1, key.count("|") + 2)) - {""}


def _is_deleted(row: Row, keys: frozenset[str], now: Current) -> bool:
    """True where its row is listed no more, or its file lies there no more."""
    rule, key = RULES[row["rule"]], row["row_key"]
    if not row["form"] or not key or not (rule.scope in ("cell", "row") or rule.code in _OF_ROWS):
        return row["delivery_id"] is None and row["arrival_id"] is not None and not now.lies_there(row["arrival_id"])
    identity = [f for f in FORMS[row["form"]].identity if f != "project_code"]
    parts = key.split("|")
    if row["field"] in identity:  # mending it changed the row's key: what else tells the row?
        other = [(i, part) for i, part in enumerate(parts) if part and i != identity.index(row["field"])]
        return bool(other) and not any(_lists(known.split("|"), other) for known in keys)
    return key not in keys and name_key(key) not in keys


def _lists(known: list[str], wanted: list[tuple[int, str]]) -> bool:
    return all(i < len(known) and known[i] == part for i, part in wanted)
