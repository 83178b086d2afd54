"""Why a unit's rank moved between two batches: steps that lead from the one to the other, one after another, and so sum to the move.

1. the definition changed: the former figures under the new one; 2. late and corrected rows: the former day as today's rows
show it; 3. the unit's own numerator; 4. its own denominator; 5. all other units, and who is in the group.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection, and_, select

from schemas.indicators import Definition, Indicators
from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.measure_tables import RATE
from warehouse.parts import count_parts, signed_targets
from warehouse.predicates import Moment
from warehouse.ranks import rank_values
from warehouse.targets import read_targets

#: numerator and denominator of each unit of the group.
State = Mapping[str, tuple[int, int]]
STEPS = ("definition", "late_rows", "own_numerator", "own_denominator", "others")


@dataclass(frozen=True)
class Move:
    """`steps`: by how many places each moved the unit, up is positive; they sum to before − now.

    A unit without a denominator stands behind every ranked one here; `before` and `now` are None where it is not ranked.
    """

    unit: str
    rate: str
    before: int | None
    now: int | None
    steps: dict[str, int]


def split_move(
    connection: Connection, former: Batch, latter: Batch, rate: str, unit: str, units: Sequence[Unit], indicators: Indicators
) -> Move | None:
    """None where the unit is not on both boards."""
    first, last = (_board(connection, batch, rate, unit) for batch in (former, latter))
    if first is None or last is None:
        return None
    (old_name, start), (new_name, end) = first, last
    changed = old_name != new_name
    definition = indicators.named(new_name)
    defined = _state(connection, former, Moment(former.as_of), definition, start, units, indicators) if changed else start
    restated = _state(connection, latter, Moment(former.as_of), definition, start, units, indicators)
    own = end[unit]
    numerator = {**restated, unit: (own[0], restated[unit][1])}
    states = [start, defined, restated, numerator, {**numerator, unit: own}, end]
    places = [place(state, unit) for state in states]
    steps = {name: a - b for name, a, b in zip(STEPS, places, places[1:], strict=False)}
    before, now = (p if state[unit][1] else None for p, state in ((places[0], start), (places[-1], end)))
    return Move(unit, rate, before, now, steps)


def place(state: State, unit: str) -> int:
    """The unit's rank in a state; one behind all ranked where it has no denominator."""
    values = {code: Fraction(top, bottom) if bottom else None for code, (top, bottom) in state.items()}
    rank = dict(zip(values, rank_values(list(values.values())), strict=True))[unit]
    return rank or 1 + sum(value is not None for value in values.values())


def _board(connection: Connection, batch: Batch, rate: str, unit: str) -> tuple[str, dict[str, tuple[int, int]]] | None:
    """The definition and the parts of the unit's group as stored."""
    own = RATE.alias("own")
    mine = and_(
        own.c.batch_id == RATE.c.batch_id, own.c.rate == RATE.c.rate, own.c.group_name == RATE.c.group_name, own.c.unit_code == unit
    )
    query = select(RATE.c.definition, RATE.c.unit_code, RATE.c.numerator, RATE.c.denominator).join(own, mine)
    rows = connection.execute(query.where(RATE.c.batch_id == batch.id, RATE.c.rate == rate)).all()
    return (rows[0].definition, {r.unit_code: (int(r.numerator), int(r.denominator)) for r in rows}) if rows else None


def _state(
    connection: Connection, batch: Batch, at: Moment, d: Definition, members: State, units: Sequence[Unit], indicators: Indicators
) -> dict[str, tuple[int, int]]:
    """The members' parts out of a batch's rows as of a day, under a definition."""
    targets = {key: line.target for key, line in read_targets(connection, batch, units).items()}
    parts = {**count_parts(connection, batch, at, d.cohort), "signed_target": signed_targets(targets, indicators.targets)}
    return {code: (parts[d.numerator].get(code, 0), parts[d.denominator].get(code, 0)) for code in members}
