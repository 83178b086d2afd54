"""The four rates by unit, and their rankings: integers in the warehouse, exact fractions compared here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import ColumnElement, Connection, and_, case, func, insert, select

from schemas.indicators import Definition
from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.measure_tables import PROJECT, RATE, RECEIPT
from warehouse.predicates import Moment, cohort, landed, passed_review, started
from warehouse.tables import BATCH

RANKED = ("township", "department", "station", "platform")


@dataclass(frozen=True)
class Score:
    """A unit's rate: exact parts; `value` is None where the denominator is 0."""

    unit: Unit
    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Place:
    score: Score
    rank: int | None
    gap_to_next: Fraction | None
    gap_to_first: Fraction | None


def rank_units(scores: Sequence[Score]) -> list[Place]:
    """Ranks within one group, best first, 1, 1, 3; a unit without a denominator is not ranked."""
    values = sorted((s.value for s in scores if s.value is not None), reverse=True)
    places = []
    for score in scores:
        if score.value is None:
            places.append(Place(score, None, None, None))
            continue
        better = [v for v in values if v > score.value]
        nearest = min(better) - score.value if better else Fraction(0)
        places.append(Place(score, len(better) + 1, nearest, values[0] - score.value))
    return places


def count_parts(connection: Connection, batch: Batch) -> dict[str, dict[str, int]]:
    """For each part (signed, reviewed, landed, started, arrived, invested) its integer by unit."""
    at, p = Moment(batch.as_of), PROJECT

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.count().filter(condition)

    query = (
        select(
            p.c.introduced_by, count(cohort(at)).label("signed"), count(passed_review(at)).label("reviewed"),
            count(and_(cohort(at), landed(at))).label("landed"), count(and_(cohort(at), started(at))).label("started"),
            func.coalesce(func.sum(case((cohort(at), func.coalesce(p.c.total_investment, 0)), else_=0)), 0).label("invested"),
        )
        .where(p.c.batch_id == batch.id, p.c.introduced_by.is_not(None))
        .group_by(p.c.introduced_by)
    )  # fmt: skip
    parts: dict[str, dict[str, int]] = {n: {} for n in ("signed", "reviewed", "landed", "started", "arrived", "invested")}
    for row in connection.execute(query).mappings():
        for name in ("signed", "reviewed", "landed", "started", "invested"):
            parts[name][row["introduced_by"]] = int(row[name])
    funds = (
        select(p.c.introduced_by, func.sum(RECEIPT.c.amount))
        .join(p, and_(p.c.project_id == RECEIPT.c.project_id, p.c.batch_id == RECEIPT.c.batch_id))
        .where(RECEIPT.c.batch_id == batch.id, RECEIPT.c.status == "实际到位", RECEIPT.c.month <= at.month,
               cohort(at), p.c.introduced_by.is_not(None))
        .group_by(p.c.introduced_by)
    )  # fmt: skip
    parts["arrived"] = {unit: int(amount) for unit, amount in connection.execute(funds)}
    return parts


def store_rates(
    connection: Connection, batch: Batch, definitions: Iterable[Definition], units: Iterable[Unit]
) -> dict[str, dict[str, int]]:
    """Store a row for each active ranked unit and rate; returns the parts, which other measures use."""
    parts = count_parts(connection, batch)
    ranked = [u for u in units if u.kind in RANKED and u.active(batch.as_of)]
    before = _previous_ranks(connection, batch)
    rows = []
    for definition in definitions:
        groups: dict[str, list[Score]] = {}
        for unit in ranked:
            score = Score(unit, parts[definition.numerator].get(unit.code, 0), parts[definition.denominator].get(unit.code, 0))
            groups.setdefault(unit.group_name, []).append(score)
        for group, scores in groups.items():
            for place in rank_units(scores):
                value = place.score.value
                rows.append({
                    "batch_id": batch.id, "rate": definition.rate, "definition": definition.definition, "group_name": group,
                    "unit_code": place.score.unit.code, "numerator": place.score.numerator,
                    "denominator": place.score.denominator, "value": None if value is None else float(value),
                    "rank": place.rank,
                    "previous_rank": before.get((place.score.unit.code, definition.rate, definition.definition)),
                    "gap_to_next": None if place.gap_to_next is None else float(place.gap_to_next),
                    "gap_to_first": None if place.gap_to_first is None else float(place.gap_to_first), "list": None,
                })  # fmt: skip
    if rows:
        connection.execute(insert(RATE), rows)
    return parts


def _previous_ranks(connection: Connection, batch: Batch) -> dict[tuple[str, str, str], int]:
    """Ranks in the latest published batch with an earlier as-of."""
    earlier = (
        select(BATCH.c.id)
        .where(BATCH.c.state == "published", BATCH.c.kind != "restate", BATCH.c.as_of < batch.as_of)
        .order_by(BATCH.c.as_of.desc(), BATCH.c.id.desc())
        .limit(1)
    )
    query = select(RATE.c.unit_code, RATE.c.rate, RATE.c.definition, RATE.c.rank)
    found = connection.execute(query.where(RATE.c.batch_id == earlier.scalar_subquery(), RATE.c.rank.is_not(None)))
    return {(unit, rate, definition): rank for unit, rate, definition, rank in found}
