"""What offices should hear of: the deliveries that stand, those returned or held, and the files that lie there now.

A file is spoken of once: while its newer bytes were returned or are held, the sheet that it held before still counts,
but its cells are nowhere to be mended.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from schemas.forms import FORMS
from warehouse.deliveries import decided
from warehouse.tables import ARRIVAL, BATCH, CLAIM, DELIVERY, READING


@dataclass(frozen=True)
class Current:
    """`deliveries` stand or wait, and lie there as they were read; `arrivals` are what each path holds tonight.

    `returned` are (path, form) of files returned as they lie there now, the form "" where nothing of the file could be used.
    """

    deliveries: frozenset[int] = frozenset()
    arrivals: frozenset[int] = frozenset()
    returned: frozenset[tuple[str, str]] = frozenset()
    superseded: frozenset[int] = frozenset()  # they stand, and newer bytes at their path were returned or are held
    places: dict[int, str] = field(default_factory=dict)  # arrival → source and path

    def is_returned(self, arrival: int | None, form: str) -> bool:
        """True where the path of an arrival now holds bytes of which this form was returned."""
        place = self.places.get(arrival or 0, "")
        return (place, form) in self.returned or (place, "") in self.returned

    def lies_there(self, arrival: int) -> bool:
        """True where the path of an arrival holds a file."""
        return any(self.places[other] == self.places.get(arrival) for other in self.arrivals)


def read_current(connection: Connection) -> Current:
    """What offices should hear of now, the candidate's readings and claims among it."""
    arrivals = connection.execute(select(ARRIVAL.c.id, ARRIVAL.c.source, ARRIVAL.c.path, ARRIVAL.c.gone_on).order_by(ARRIVAL.c.id)).all()
    places = {row.id: f"{row.source}:{row.path}" for row in arrivals}
    latest = {places[row.id]: row.id for row in arrivals}
    there = frozenset(latest.values()) - {row.id for row in arrivals if row.gone_on}
    made = READING.join(BATCH, BATCH.c.id == READING.c.batch_id)
    query = select(READING.c.arrival_id, READING.c.batch_id, READING.c.stopped).select_from(made).where(BATCH.c.state != "withheld")
    readings = {row.arrival_id: row for row in connection.execute(query.order_by(READING.c.id))}
    stands = set(connection.execute(select(CLAIM.c.delivery_id).where(CLAIM.c.to_batch.is_(None))).scalars())
    rows = _deliveries(connection)
    waiting = _waiting(connection, rows, stands, frozenset(latest.values()), there)
    at_place: dict[str, list[RowMapping]] = defaultdict(list)
    for row in waiting:
        at_place[places[row["arrival_id"]]].append(row)
    unread = {place for place, arrival in latest.items() if arrival in there and arrival in readings and readings[arrival].stopped}
    standing = [row for row in rows if row["id"] in stands]
    superseded = {
        row["id"] for row in standing
        if (place := places[row["arrival_id"]]) in unread or any(_replaces(other, row) for other in at_place[place])
    }  # fmt: skip
    returned = {(place, "") for place in unread}
    returned |= {(places[row["arrival_id"]], row["form"]) for row in waiting if row["stopped"]}
    told = (stands - superseded) | {row["id"] for row in waiting}
    return Current(frozenset(told), there, frozenset(returned), frozenset(superseded), places)


def _deliveries(connection: Connection) -> list[RowMapping]:
    """Of every batch that was not withheld, with the batch in which the bytes were first seen."""
    names = ("id", "batch_id", "arrival_id", "unit_code", "form", "period", "period_to", "stopped", "held")
    query = (
        select(*(DELIVERY.c[name] for name in names), ARRIVAL.c.seen_batch)
        .join(ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id)
        .join(BATCH, BATCH.c.id == DELIVERY.c.batch_id)
        .where(BATCH.c.state != "withheld")
        .order_by(DELIVERY.c.id)
    )
    return list(connection.execute(query).mappings())


def _waiting(
    connection: Connection, rows: list[RowMapping], stands: set[int], latest: frozenset[int], there: frozenset[int]
) -> list[RowMapping]:
    """Stopped or held, by the last reading of what their path holds, undecided, and not outdated by one that stands."""
    last = {row["arrival_id"]: row["batch_id"] for row in rows}
    newest: dict[tuple[str, str], tuple[date, int]] = {}
    for row in rows:
        if row["id"] in stands:
            key = (row["unit_code"], row["form"])
            newest[key] = max(newest.get(key, _order(row)), _order(row))
    done = set(connection.execute(decided(connection, "accept", "withdraw")).scalars())
    return [
        row for row in rows
        if row["id"] not in done | stands and row["batch_id"] == last[row["arrival_id"]]
        and (row["held"] and row["arrival_id"] in latest
             or row["stopped"] and row["arrival_id"] in there and _order(row) >= newest.get((row["unit_code"], row["form"]), _order(row)))
    ]  # fmt: skip


def _order(row: RowMapping) -> tuple[date, int]:
    return row["period_to"], row["seen_batch"]


def _replaces(waiting: RowMapping, standing: RowMapping) -> bool:
    """True where the waiting delivery is a newer version of the standing one's sheet: both came to one path."""
    same_unit = waiting["unit_code"] in (standing["unit_code"], "")
    whole: Any = FORMS[standing["form"]].standing == "snapshot"
    return same_unit and waiting["form"] == standing["form"] and (whole or waiting["period"] == standing["period"])
