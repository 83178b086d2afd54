"""The four rates by unit, and their rankings: integers in the warehouse, exact fractions compared here."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from schemas.indicators import Definition, Indicators
from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.earlier import issued_before
from warehouse.measure_tables import RATE
from warehouse.parts import Parts, count_parts, signed_targets
from warehouse.predicates import Moment
from warehouse.ranks import Place, Score, by_group, interval, rank_units

RANKED = ("township", "department", "station", "platform")
#: Parts that are money: a share of them has no interval of counts.
_MONEY = ("invested", "arrived", "arrived_outside_city", "arrived_this_year", "expected_this_year")


def ranked_units(units: Iterable[Unit], batch: Batch) -> list[Unit]:
    return [u for u in units if u.kind in RANKED and u.active(batch.as_of)]


def place_units(definition: Definition, parts: Parts, units: Iterable[Unit], indicators: Indicators) -> list[Place]:
    """Every unit's place under a definition, ranked within its group; a group that the definition is not for is left out."""
    top, bottom = parts[definition.numerator], parts[definition.denominator]
    scores = [Score(u, top.get(u.code, 0), bottom.get(u.code, 0)) for u in units if definition.takes(u.group_name)]
    board = indicators.boards
    return [place for group in by_group(scores).values() for place in rank_units(group, board.red, board.black)]


def parts_for(
    connection: Connection,
    batch: Batch,
    at: Moment,
    definitions: Iterable[Definition],
    lines: Mapping[tuple[str, str], float],
    indicators: Indicators,
) -> dict[str, Parts]:
    """The parts by cohort, for the cohorts in use; `lines` are the standing targets by unit and indicator."""
    wanted = {"signed", *(d.cohort for d in definitions)}
    targets = signed_targets(lines, indicators.targets)
    return {name: {**count_parts(connection, batch, at, name), "signed_target": targets} for name in sorted(wanted)}


def store_rates(
    connection: Connection, batch: Batch, indicators: Indicators, units: Iterable[Unit], lines: Mapping[tuple[str, str], float]
) -> Parts:
    """Store a row for each active ranked unit and rate; returns the parts of the year's signings, which other measures use."""
    ranked = ranked_units(units, batch)
    used = indicators.in_force(batch.as_of)
    parts = parts_for(connection, batch, Moment(batch.as_of), used, lines, indicators)
    before = _previous_ranks(connection, batch)
    rows = []
    for group in sorted({u.group_name for u in ranked}):
        members = [u for u in ranked if u.group_name == group]
        for definition in indicators.in_force(batch.as_of, group):
            places = place_units(definition, parts[definition.cohort], members, indicators)
            rows += [_row(batch, definition, place, before, indicators.boards.small) for place in places]
    if rows:
        connection.execute(insert(RATE), rows)
    return parts["signed"]


def _row(
    batch: Batch, d: Definition, place: Place, before: Mapping[tuple[str, str, str], int | None], small: Mapping[str, int]
) -> dict[str, Any]:
    score = place.score
    between = None if d.numerator in _MONEY or d.rate == "signing" else interval(score.numerator, score.denominator)
    low, high = between or (None, None)
    value, to_next, to_first = (None if v is None else float(v) for v in (score.value, place.gap_to_next, place.gap_to_first))
    return {
        "batch_id": batch.id, "rate": d.rate, "definition": d.definition, "group_name": score.unit.group_name, "unit_code": score.unit.code,
        "numerator": score.numerator, "denominator": score.denominator, "value": value, "rank": place.rank,
        "previous_rank": before.get((score.unit.code, d.rate, d.definition)), "gap_to_next": to_next, "gap_to_first": to_first, "list": place.list,
        "cohort": d.cohort, "is_small": 0 < score.denominator < small.get(d.rate, 0), "interval_low": low, "interval_high": high,
    }  # fmt: skip


def _previous_ranks(connection: Connection, batch: Batch) -> dict[tuple[str, str, str], int | None]:
    """Ranks on the last issued board before as-of; of what is not on it, those in the latest published batch with an earlier as-of."""
    found: dict[tuple[str, str, str], int | None] = {}
    for number in issued_before(connection, batch):
        rows = connection.execute(select(RATE.c.unit_code, RATE.c.rate, RATE.c.definition, RATE.c.rank).where(RATE.c.batch_id == number))
        found |= {(unit, rate, definition): rank for unit, rate, definition, rank in rows}
    return found
