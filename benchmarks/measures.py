"""All measures of one batch: 100,000 projects, five years of months, 60 units; seconds on SQLite and PostgreSQL, and how they grow.

python -m benchmarks.measures [--projects N]...
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import polars as pl
import typer
from sqlalchemy import delete

from benchmarks import servers
from flows.instance import SHIPPED
from schemas.indicators import read_indicators
from schemas.owed import NOTHING_OWED
from schemas.scoring import read_scoring
from schemas.units import Unit, Units
from warehouse.authority import read_authority
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES
from warehouse.frames import polars_schema
from warehouse.master import _insert_sole
from warehouse.measure_tables import MEASURES, PROJECT, RECEIPT, SOURCE
from warehouse.measures import County, measure
from warehouse.receipts import _insert
from warehouse.schema import migrate, store_units
from warehouse.tables import BATCH, DELIVERY

AS_OF = date(2022, 6, 30)
KINDS = ("township", "department", "station", "platform")
UNITS = [Unit(f"U{n:02}", f"第{n:02}单位", KINDS[n % 4]) for n in range(60)]
RECEIPTS_A_PROJECT = 3


def _day(rng: Random, share: float) -> date | None:
    """A day of the five years up to as-of, or none."""
    return AS_OF - timedelta(days=rng.randrange(5 * 365)) if rng.random() < share else None


def _projects(rng: Random, number: int) -> Iterator[dict[str, Any]]:
    for n in range(number):
        yield {
            "id": n + 1, "delivery_id": 1, "sheet": "", "row": n, "part": 0, "own_date": AS_OF, "lane": "", "row_key": "", "project_name": f"第{n}号项目",
            "industry": rng.choice(["制造业", "服务业", "农业", "文旅"]), "project_kind": "产业项目", "total_investment": rng.randrange(10**7, 10**10),
            "introduced_by": rng.choice(UNITS).code, "land_mode": rng.choice(["新增用地", "购买厂房", "租用厂房", "无需用地"]), "agreement_type": "正式协议",
            "reviewed_on": _day(rng, 0.9), "review_result": "通过", "signed_on": _day(rng, 0.9), "registered_on": _day(rng, 0.7),
            "land_supplied_on": _day(rng, 0.6), "plant_secured_on": _day(rng, 0.6), "planned_start_on": _day(rng, 0.5), "started_on": _day(rng, 0.6),
            "enrolled_on": _day(rng, 0.4), "status": rng.choice(["推进中"] * 9 + ["终止"]), "blocker_kind": rng.choice([None] * 9 + ["土地"]),
        }  # fmt: skip


def _receipts(rng: Random, number: int) -> Iterator[dict[str, Any]]:
    for n in range(number * RECEIPTS_A_PROJECT):
        month = AS_OF - timedelta(days=rng.randrange(5 * 365))
        yield {"id": n + 1, "delivery_id": 1, "sheet": "", "row": n, "part": 0, "own_date": AS_OF, "lane": "", "row_key": "", "month": f"{month:%Y-%m}",
               "amount": rng.randrange(10**8), "status": rng.choice(["实际到位"] * 4 + ["预计到位"]), "funder_region_code": "440300", "project_name": "x"}  # fmt: skip


def _load(db: Database, number: int) -> None:
    rng = Random(number)
    tables = {"projects": list(_projects(rng, number)), "funds": list(_receipts(rng, number))}
    for form, rows in tables.items():
        table = FORM_TABLES[form]
        db.load(table, pl.DataFrame(rows, schema=polars_schema(table, list(rows[0]))))
        sources = [{"form": form, "row_id": r["id"], "project_id": f"P{(r['id'] - 1) % number:06}", "mark": None, "sole": form == "projects", "counts": True}
                   for r in rows]  # fmt: skip
        for batch in (1, 2):
            db.load(SOURCE, pl.DataFrame(sources, schema=polars_schema(SOURCE, list(sources[0]))).with_columns(batch_id=pl.lit(batch)))
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO arrival (id, source, path, file, sha256, size, seen_batch, seen_on) VALUES (1, '', '', '', '', 0, 1, '2022-06-30')"
        )
        for n, day in ((1, AS_OF - timedelta(days=1)), (2, AS_OF)):
            state = "published" if n == 1 else "candidate"
            connection.execute(BATCH.insert().values(id=n, claims_id=n, as_of=day, kind="night", state=state, started_at=""))
        connection.execute(DELIVERY.insert().values(
            id=1, batch_id=1, arrival_id=1, unit_code="U00", form="projects", period="", period_from=AS_OF, period_to=AS_OF, delivered_on=AS_OF, spans="",
            column_map="{}", rows_read=0, rows_loaded=0, rows_rejected=0, rows_ignored=0, stopped="", held=False))  # fmt: skip
    db.analyze()


def _seconds(url: str, number: int) -> tuple[float, float]:
    """Seconds for the master and the receipts, and for all measures, of the second of two batches: it has one to compare with."""
    db = Database(url)
    migrate(db)
    units = Units(UNITS)
    store_units(db, units)
    _load(db, number)
    indicators, scoring = read_indicators(SHIPPED / "indicators.toml"), read_scoring(SHIPPED / "scoring.toml")
    county = County(units, indicators, read_authority(SHIPPED / "authority.toml"), "3308", NOTHING_OWED, scoring=scoring)
    gathered = measured = 0.0
    for batch in (Batch(1, None, 1, AS_OF - timedelta(days=1), "night"), Batch(2, 1, 2, AS_OF, "night")):
        start = time.perf_counter()
        with db.engine.begin() as connection:
            for table in MEASURES:
                if table not in (SOURCE, PROJECT, RECEIPT):
                    connection.execute(delete(table).where(table.c.batch_id == batch.id))
            connection.execute(_insert_sole(batch))
            connection.execute(_insert(batch, county.home))
        db.analyze()
        middle = time.perf_counter()
        measure(db, batch, county)
        gathered, measured = middle - start, time.perf_counter() - middle
    db.close()
    return gathered, measured


def main(projects: Annotated[list[int], typer.Option(help="how many projects; may be given several times")] = [25_000, 100_000]) -> None:  # noqa: B006
    """Print seconds a size and database."""
    with TemporaryDirectory(prefix="saima-measures-") as folder, servers.postgres() as server:
        for number in projects:
            for kind in ("sqlite", "postgresql"):
                home = Path(folder) / f"{kind}{number}"
                (home / "var").mkdir(parents=True)
                url = servers.fresh(kind, home, server)
                gathered, measured = _seconds(url, number)
                rows = number * RECEIPTS_A_PROJECT
                typer.echo(
                    f"{number:>8,} projects, {rows:>8,} receipts, {kind:<10}: master {gathered:5.2f} s, all measures {measured:5.2f} s"
                )
                servers.drop(url, server)


if __name__ == "__main__":
    typer.run(main)
