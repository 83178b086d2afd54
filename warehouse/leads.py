"""Leads by station, industry and month, and which of the series are falling."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, func, insert, select

from schemas.units import Unit
from warehouse.batches import Batch, open_at
from warehouse.form_tables import FORM_TABLES
from warehouse.measure_tables import LEAD_MONTH, SOURCE, TREND
from warehouse.months import last_day, months_between
from warehouse.predicates import month_text
from warehouse.tables import CLAIM, DELIVERY

LEADS = FORM_TABLES["leads"]
_ALERT = 3  # falls in a row
Series = tuple[str, str]  # which series, which member of it


@dataclass(frozen=True)
class Fall:
    """How long a series has been falling up to as-of's month; a month without a delivery breaks a run."""

    months: int
    since: str | None
    start: int | None
    end: int | None


def store_leads(connection: Connection, batch: Batch, units: Iterable[Unit]) -> None:
    """Store measure_lead_month and measure_trend of the stations' leads, from January of the year before as-of."""
    stations = [u for u in units if u.kind == "station"]
    months = list(months_between(date(batch.as_of.year - 1, 1, 1), batch.as_of))
    known = _known(connection, batch, [u.code for u in stations])
    counted = _counted(connection, batch, [u.code for u in stations])
    start = min((month for of_station in known.values() for month in of_station), default=None)
    months = [m for m in months if start and m >= start]
    kinds = sorted({(station, industry) for station, industry, _ in counted})
    rows = []
    for station, industry in kinds:
        for month in months:
            leads, valid = counted.get((station, industry, month), (0, 0))
            is_known = month in known[station]
            rows.append({"batch_id": batch.id, "station": station, "industry": industry, "month": month, "known": is_known,
                         "leads": leads if is_known or leads else None, "valid": valid if is_known or valid else None})  # fmt: skip
    if rows:
        connection.execute(insert(LEAD_MONTH), rows)
    trends = [
        {"batch_id": batch.id, "series": series, "member": member, "months_falling": fall.months, "from_month": fall.since,
         "from_value": fall.start, "to_value": fall.end, "alert": fall.months >= _ALERT}
        for (series, member), fall in sorted(_trends(counted, known, stations, months).items())
    ]  # fmt: skip
    if trends:
        connection.execute(insert(TREND), trends)


def falling(months: Sequence[str], values: dict[str, int]) -> Fall:
    """The run of falls that ends in the last of `months`; `values` holds the known ones."""
    if not months or months[-1] not in values:
        return Fall(0, None, None, None)
    first = len(months) - 1
    while first > 0 and months[first - 1] in values and values[months[first - 1]] > values[months[first]]:
        first -= 1
    return Fall(len(months) - 1 - first, months[first], values[months[first]], values[months[-1]])


def _trends(
    counted: dict[tuple[str, str, str], tuple[int, int]], known: dict[str, set[str]], stations: list[Unit], months: list[str]
) -> dict[Series, Fall]:
    sums: dict[Series, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    reporting: dict[Series, set[str]] = defaultdict(set)
    sending = [s.code for s in stations if known[s.code]]
    for station in sending:
        reporting["station", station] = {station}
        reporting["county", "全部"] = set(sending)
    for (station, industry, month), (leads, _) in counted.items():
        for series in (("station_industry", f"{station}/{industry}"), ("station", station), ("industry", industry), ("county", "全部")):
            sums[series][month] += leads
        reporting["station_industry", f"{station}/{industry}"] = {station}
        reporting["industry", industry] = set(sending)
    by_code = {s.code: s for s in stations}
    found = {}
    for series, members in reporting.items():
        said = {m: sums[series][m] for m in months if all(m in known[c] or not _expected(by_code[c], known[c], m) for c in members)}
        found[series] = falling(months, said)
    return found


def _expected(station: Unit, known: set[str], month: str) -> bool:
    """A station that reports leads is expected to, from its first month on, while it is active."""
    return month >= min(known) and station.active(last_day(month))


def _known(connection: Connection, batch: Batch, stations: list[str]) -> dict[str, set[str]]:
    """By station the months for which a delivery of leads stands."""
    query = (
        select(DELIVERY.c.unit_code, DELIVERY.c.period_from, DELIVERY.c.period_to).distinct()
        .join(CLAIM, and_(CLAIM.c.delivery_id == DELIVERY.c.id, open_at(CLAIM, batch.claims)))
        .where(CLAIM.c.form == "leads", CLAIM.c.unit_code.in_(stations), CLAIM.c.span_from <= DELIVERY.c.period_to, CLAIM.c.span_to >= DELIVERY.c.period_from)
    )  # fmt: skip
    known: dict[str, set[str]] = {station: set() for station in stations}
    for unit, first, last in connection.execute(query):
        known[unit].update(months_between(first, last))
    return known


def _counted(connection: Connection, batch: Batch, stations: list[str]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """(station, industry or '', month) → leads, and valid ones that count."""
    month = month_text(LEADS.c.lead_on)
    industry = func.coalesce(LEADS.c.industry, "")
    query = (
        select(DELIVERY.c.unit_code, industry, month, func.count(), func.count().filter(SOURCE.c.counts))
        .join(SOURCE, and_(SOURCE.c.row_id == LEADS.c.id, SOURCE.c.form == "leads", SOURCE.c.batch_id == batch.id))
        .join(DELIVERY, DELIVERY.c.id == LEADS.c.delivery_id)
        .where(DELIVERY.c.unit_code.in_(stations), LEADS.c.lead_on.between(date(batch.as_of.year - 1, 1, 1), batch.as_of))
        .group_by(DELIVERY.c.unit_code, industry, month)
    )
    return {(unit, kind, at): (leads, valid) for unit, kind, at, leads, valid in connection.execute(query)}
