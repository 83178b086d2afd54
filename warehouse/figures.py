"""Every figure of a batch's board as plain values: what an issued board freezes, and what two boards are compared by."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from warehouse.followed_tables import SCORE, SCORE_ITEM
from warehouse.measure_tables import BACKLOG, BACKLOG_SUMMARY, HEADLINE, RATE, TARGET, TREND

#: Each measure of the board, and the columns that name its rows.
BOARD: dict[str, tuple[Table, tuple[str, ...]]] = {
    "headline": (HEADLINE, ("key",)),
    "rates": (RATE, ("rate", "unit_code")),
    "scores": (SCORE, ("unit_code",)),
    "score_items": (SCORE_ITEM, ("unit_code", "item")),
    "backlog": (BACKLOG, ("backlog", "project_id")),
    "backlog_summary": (BACKLOG_SUMMARY, ("backlog", "dimension", "member")),
    "targets": (TARGET, ("unit_code", "indicator")),
    "trends": (TREND, ("series", "member")),
}
#: What depends on other boards, and not on the batch alone.
BESIDE = ("previous_rank",)
Figures = dict[str, list[dict[str, Any]]]


def read_figures(connection: Connection, batch: int) -> Figures:
    """The stored figures of a batch in one order, dates as ISO text."""
    found: Figures = {}
    for name, (table, key) in BOARD.items():
        query = (
            select(*(c for c in table.columns if c.name != "batch_id"))
            .where(table.c.batch_id == batch)
            .order_by(*(table.c[k] for k in key))
        )
        rows = [{k: str(v) if isinstance(v, date) else v for k, v in row.items()} for row in connection.execute(query).mappings()]
        found[name] = sorted(rows, key=lambda row: [str(row[k]) for k in key])  # databases sort Chinese each in its own way
    return found


def as_bytes(figures: Figures) -> bytes:
    """The same figures are the same bytes, on either database."""
    return json.dumps(figures, ensure_ascii=False, sort_keys=True, indent=1).encode()


def compare(before: Figures, after: Figures, beside: bool = True) -> Iterator[dict[str, Any]]:
    """What differs: figure, row, field, before, after; field '' for a row that came or went. Without `beside`, previous ranks are left out."""
    for name, (_, key) in BOARD.items():
        old, new = ({tuple(row[k] for k in key): row for row in figures.get(name, [])} for figures in (before, after))
        for row in sorted({*old, *new}, key=lambda k: [str(part) for part in k]):
            said = "/".join(str(part) for part in row)
            if row not in old or row not in new:
                yield {"figure": name, "row": said, "field": "", "before": _told(row in old), "after": _told(row in new)}
                continue
            yield from _fields(name, said, old[row], new[row], beside)


def _fields(name: str, said: str, old: Mapping[str, Any], new: Mapping[str, Any], beside: bool) -> Iterator[dict[str, Any]]:
    for field in new:
        if old.get(field) != new[field] and (beside or field not in BESIDE):
            yield {"figure": name, "row": said, "field": field, "before": old.get(field), "after": new[field]}


def _told(there: bool) -> str:
    return "有" if there else ""
