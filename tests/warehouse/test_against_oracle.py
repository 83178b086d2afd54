"""The warehouse against a second implementation that was written from outputs.md alone: generated counties, 10,000 of them in the soak.

Ledger rows, fund rows and targets of all counties are loaded in bulk, a batch a county; each is measured by the product's
own SQL, and every rate, rank, gap, backlog, sum, headline and target is compared exactly.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from flows.instance import SHIPPED
from schemas.indicators import read_indicators
from schemas.owed import NOTHING_OWED
from schemas.units import Unit, Units
from tests import oracle
from tests.conftest import some
from tests.generate import County, county
from warehouse import board, receipts
from warehouse.authority import read_authority
from warehouse.batches import Batch
from warehouse.counted import activity_measures, lead_measures
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES
from warehouse.frames import polars_schema
from warehouse.master import _insert_sole
from warehouse.measure_tables import MEASURES, SOURCE
from warehouse.measures import County as Configured
from warehouse.measures import measure
from warehouse.predicates import Moment
from warehouse.schema import migrate
from warehouse.tables import BATCH, CLAIM, DELIVERY, METADATA

#: Headline keys of the forms that the oracle knows nothing of; examples/kecheng has their truth.
OF_OTHER_FORMS = {"officers", *activity_measures(Moment(date(2022, 6, 30)), ()), *lead_measures(Moment(date(2022, 6, 30)))}
COUNTIES = 10_000
CHUNK = 50
INDICATORS = read_indicators(SHIPPED / "indicators.toml")


@pytest.mark.parametrize("start", some(range(0, COUNTIES, CHUNK), 1))
def test_every_figure_equals_the_second_implementation(url: str, start: int) -> None:
    db = Database(url)
    migrate(db)
    counties = {seed + 1: county(seed) for seed in range(start, start + CHUNK)}
    _load(db, counties)
    for number, given in counties.items():
        _measure(db, number, given)
    found = _found(db)
    differences = [d for number, given in counties.items() for d in _compare(number, given, found)]
    db.close()
    assert differences == []


def _load(db: Database, counties: dict[int, County]) -> None:
    ledgers: list[dict[str, Any]] = []
    funds: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    own = dict.fromkeys(FORM_TABLES["projects"].c.keys())
    for number, given in counties.items():
        claims.append({"id": number, "unit_code": "", "form": "targets", "lane": "", "delivery_id": number, "span_from": date(1, 1, 1),
                       "span_to": date(9999, 12, 31), "from_batch": number, "to_batch": number + 1})  # fmt: skip
        at = {"delivery_id": number, "sheet": "", "row": 1, "part": 0, "own_date": given.as_of, "lane": "", "row_key": ""}
        for p in given.projects:
            row = len(ledgers) + 1
            known = {name: value for name, value in vars(p).items() if name in own}
            share = None if p.first_talk_share is None else float(p.first_talk_share)
            ledgers.append({**own, **at, **known, "id": row, "first_talk_share": share})
            sources.append({"batch_id": number, "form": "projects", "row_id": row, "project_id": p.project_id, "mark": "失联" if p.lost else None,
                            "sole": True, "counts": True})  # fmt: skip
        for r in given.receipts:
            row = len(funds) + 1
            funds.append({**at, "id": row, "month": r.month, "amount": r.amount, "status": r.status, "funder_region_code": r.funder_region_code,
                          "industry": r.industry, "project_name": "x"})  # fmt: skip
            sources.append(
                {
                    "batch_id": number,
                    "form": "funds",
                    "row_id": row,
                    "project_id": r.project_id,
                    "mark": None,
                    "sole": False,
                    "counts": True,
                }
            )
        for t in given.targets:
            lines.append({**at, "id": len(lines) + 1, "unit": t.unit, "indicator": t.indicator, "target": float(t.target), "measure": t.measure,
                          "row": len(lines) + 1})  # fmt: skip
    for table, rows in (
        (FORM_TABLES["projects"], ledgers),
        (FORM_TABLES["funds"], funds),
        (FORM_TABLES["targets"], lines),
        (SOURCE, sources),
        (CLAIM, claims),
    ):
        if rows:
            db.load(table, pl.DataFrame(rows, schema=polars_schema(table, list(rows[0])), strict=False))
    batches = [
        {"id": n, "claims_id": n, "as_of": g.as_of, "kind": "night", "state": "candidate", "started_at": ""} for n, g in counties.items()
    ]
    db.load(BATCH, pl.DataFrame(batches, schema=polars_schema(BATCH, list(batches[0]))))
    first = next(iter(counties.values()))
    delivered = [{"id": n, "batch_id": n, "arrival_id": 0, "unit_code": "", "form": "projects", "period": "", "period_from": first.as_of,
                  "period_to": first.as_of, "delivered_on": first.as_of, "spans": "", "column_map": "", "rows_read": 0, "rows_loaded": 0,
                  "rows_rejected": 0, "rows_ignored": 0, "stopped": "", "held": False} for n in counties]  # fmt: skip
    with db.engine.begin() as connection:  # arrivals are no part of this test
        connection.exec_driver_sql(
            "INSERT INTO arrival (id, source, path, file, sha256, size, seen_batch, seen_on) VALUES (0,'','','','',0,1,'2022-01-01')"
        )
    db.load(DELIVERY, pl.DataFrame(delivered, schema=polars_schema(DELIVERY, list(delivered[0]))))


def _measure(db: Database, number: int, given: County) -> None:
    units = Units([Unit(u.code, u.name, u.kind, u.group, (), u.since, u.until) for u in given.units])
    configured = Configured(units, INDICATORS, read_authority(SHIPPED / "authority.toml"), "3308", NOTHING_OWED)
    batch = Batch(number, None, number, given.as_of, "night")
    with db.engine.begin() as connection:
        connection.execute(_insert_sole(batch))
        connection.execute(receipts._insert(batch, "3308"))
    measure(db, batch, configured)


def _found(db: Database) -> dict[str, dict[int, list[dict[str, Any]]]]:
    found: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for table in MEASURES:
        by_batch: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in board.rows(db, f"SELECT * FROM {table.name}"):
            by_batch[row["batch_id"]].append(row)
        found[table.name] = by_batch
    return found


def _compare(number: int, given: County, found: dict[str, dict[int, list[dict[str, Any]]]]) -> Iterator[str]:
    def check(what: str, ours: object, theirs: object) -> Iterator[str]:
        if ours != theirs:
            yield f"county {number - 1}, {what}: warehouse {ours}, oracle {theirs}"

    def close(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    ours = {
        (r["rate"], r["unit_code"]): (
            r["group_name"],
            r["numerator"],
            r["denominator"],
            r["value"],
            r["rank"],
            r["gap_to_next"],
            r["gap_to_first"],
        )
        for r in found["measure_rate"][number]
    }
    theirs = {
        (r.rate, r.unit_code): (
            r.group_name,
            r.numerator,
            r.denominator,
            close(r.value),
            r.rank,
            close(r.gap_to_next),
            close(r.gap_to_first),
        )
        for r in oracle.rates(given.units, given.projects, given.receipts, given.as_of)
    }
    yield from check("rates", ours, theirs)
    listed = {
        (r["backlog"], r["project_id"]): (r["unit_code"], r["waiting_days"], r["age_band"], r["also_in"])
        for r in found["measure_backlog"][number]
    }
    expected = {
        (r.backlog, r.project_id): (r.unit_code, r.waiting_days, r.age_band, r.also_in)
        for r in oracle.backlog(given.units, given.projects, given.as_of)
    }
    yield from check("backlog", listed, expected)
    sums = {
        (r["backlog"], r["dimension"], r["member"] or None): (r["projects"], r["total_investment"])
        for r in found["measure_backlog_summary"][number]
    }
    added = {
        (r.backlog, r.dimension, r.member): (r.projects, r.total_investment)
        for r in oracle.backlog_summary(given.units, given.projects, given.as_of)
    }
    yield from check("backlog_summary", sums, added)
    figures = oracle.headline(given.units, given.projects, given.receipts, given.as_of)
    stored = {row["key"]: row for row in found["measure_headline"][number]}
    for row in (stored[key] for key in figures if key in stored):
        value = None if row["number"] is None else (Fraction(row["number"], row["over"]) if row["measure"] == "比例" else row["number"])
        yield from check(row["key"], value, figures[row["key"]])
    yield from check("keys", set(stored) - OF_OTHER_FORMS, set(figures))
    done = {(r["unit_code"], r["indicator"]): (r["target"], r["done"], r["elapsed"]) for r in found["measure_target"][number]}
    wanted = {
        (t.unit_code, t.indicator): (float(t.target), float(t.done), float(t.elapsed))
        for t in oracle.targets(given.units, given.projects, given.receipts, given.targets, given.as_of)
    }
    yield from check("targets", done, wanted)


def test_the_tables_of_the_migrations_are_those_of_the_declarations(url: str) -> None:
    from warehouse.schema import drift

    db = Database(url)
    migrate(db)
    assert drift(db) == []
    assert set(METADATA.tables) <= {row["name"] for row in _tables(db)}
    db.close()


def _tables(db: Database) -> list[dict[str, Any]]:
    from sqlalchemy import inspect

    return [{"name": name} for name in inspect(db.engine).get_table_names()]
