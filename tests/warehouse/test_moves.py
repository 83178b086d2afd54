"""A moved rank's split sums to the move in every generated case: late rows, corrections, units that come and go, a new definition."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from flows.instance import SHIPPED
from schemas.indicators import RATES, read_indicators
from schemas.owed import NOTHING_OWED
from schemas.units import Unit, Units
from tests.generate import County, county
from tests.warehouse.test_against_oracle import _load
from warehouse import board, receipts
from warehouse.authority import read_authority
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.master import _insert_sole
from warehouse.measures import County as Configured
from warehouse.measures import measure
from warehouse.moves import split_move
from warehouse.schema import migrate

COUNTIES = 40


def later(given: County, rng: Random) -> County:
    """The same county some days on: projects that came, went, started, changed hands, and more money."""
    codes = [u.code for u in given.units]
    projects = [
        replace(p, started_on=rng.choice([p.started_on, given.as_of]), introduced_by=rng.choice([p.introduced_by] * 3 + codes),
                planned_start_on=rng.choice([p.planned_start_on, given.as_of]))
        for p in given.projects if rng.random() < 0.9
    ]  # fmt: skip
    return replace(given, as_of=given.as_of + timedelta(days=rng.choice([0, 1, 20, 200])), projects=projects, receipts=given.receipts[::2])


def test_the_steps_sum_to_the_move(url: str) -> None:
    db = Database(url)
    migrate(db)
    pairs = {}
    for seed in range(COUNTIES):
        first = county(10_000 + seed)
        pairs[2 * seed + 1], pairs[2 * seed + 2] = first, later(first, Random(seed))
    _load(db, pairs)
    shipped = read_indicators(SHIPPED / "indicators.toml")
    batches, configured = {}, {}
    for number, given in pairs.items():
        definitions = shipped.definitions
        if number % 4 == 0:  # every other county is ranked by a new definition of the start the second time
            definitions = tuple(replace(d, since=given.as_of) if d.definition == "start-planned" else d for d in definitions)
        indicators = replace(shipped, definitions=definitions)
        units = Units([Unit(u.code, u.name, u.kind, u.group, (), u.since, u.until) for u in given.units])
        configured[number] = Configured(units, indicators, read_authority(SHIPPED / "authority.toml"), "3308", NOTHING_OWED)
        batches[number] = batch = Batch(number, None, number, given.as_of, "night")
        with db.engine.begin() as connection:
            connection.execute(_insert_sole(batch))
            connection.execute(receipts._insert(batch, "3308"))
        measure(db, batch, configured[number])
    ranks = {(r["batch_id"], r["rate"], r["unit_code"]): r["rank"] for r in board.rows(db, "SELECT * FROM measure_rate")}
    moved, by_step = 0, {}
    with db.engine.connect() as connection:
        for number in range(1, 2 * COUNTIES, 2):
            units = list(configured[number + 1].units.by_code.values())
            for rate in RATES:
                for unit in units:
                    move = split_move(
                        connection, batches[number], batches[number + 1], rate, unit.code, units, configured[number + 1].indicators
                    )
                    both = {(n, rate, unit.code) in ranks for n in (number, number + 1)}
                    assert (move is not None) is (both == {True})
                    if move is None:
                        continue
                    assert (move.before, move.now) == (ranks[number, rate, unit.code], ranks[number + 1, rate, unit.code])
                    if move.before and move.now:
                        assert sum(move.steps.values()) == move.before - move.now, (number, rate, unit.code)
                        moved += move.before != move.now
                    by_step |= {name: by_step.get(name, 0) + (places != 0) for name, places in move.steps.items()}
    db.close()
    assert moved > 20 and all(by_step.values()), (moved, by_step)  # every kind of step was seen
