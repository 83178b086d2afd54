"""The soak (`make soak`): nights killed −9 at random instants, one after another, beside nights that nobody kills.

Two instances read one inbox that changes every night. One walks each night undisturbed; the other's is killed up to three
times, at instants drawn over the whole night or within one of its steps, and then walked to its end. Figures, findings,
letters and what was kept must be equal every time, and nobody who reads may see anything between two nights.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from benchmarks.machine import describe
from tests.conftest import running_postgres
from tests.evidence import FOLDER, write_evidence
from tests.flows.killed_night import POINTS, Ended, Kill
from tests.flows.killing import Nights, Site, Watcher, kept, published
from tests.restless import RestlessInbox
from tests.warehouses import new_database
from warehouse.database import Database

SEED = 20220630
EVIDENCE = FOLDER / "soak.json"
_FIRST_DAY = date(2022, 6, 1)


@dataclass
class Tally:
    """What a soak did, and each difference it found in words."""

    nights: int = 0
    withheld: int = 0
    readings: int = 0  # of published views, while nights ran
    kills: Counter[str] = field(default_factory=Counter)  # by the step that was cut short
    differences: list[str] = field(default_factory=list)


def draw(rng: Random, whole: Ended) -> Kill:
    """An instant of the whole night, or of one of its steps however short, as long as an undisturbed one took."""
    if rng.random() < 0.5:
        return Kill("prepare", seconds=rng.random() * whole.second("end"))
    number = rng.randrange(len(POINTS) - 1)
    return Kill(POINTS[number], seconds=rng.random() * (whole.second(POINTS[number + 1]) - whole.second(POINTS[number])))


def soak(folder: Path, urls: tuple[str, str], nights: int, seed: object, tell: Callable[[Tally], None]) -> Tally:
    """Walk `nights` nights over the warehouses of `urls` (spared, killed); stops at the first difference."""
    inbox, rng, tally = RestlessInbox(folder, seed), Random(f"kills {seed}"), Tally()
    spared, tried = (Site(folder / name, url, inbox.home.inbox) for name, url in zip(("spared", "tried"), urls, strict=True))
    calm, restless = Database(spared.url), Database(tried.url)
    with Nights() as server:
        server.run(tried.order(_FIRST_DAY.isoformat()))  # a reader needs a board to look at
        server.run(spared.order(_FIRST_DAY.isoformat()))
        for number in range(1, nights + 1):
            day = _FIRST_DAY + timedelta(number)
            before = published(calm)
            inbox.edit(day)
            whole = server.run(spared.order(day.isoformat()))
            after = published(calm)
            with Watcher(tried.url, [before, after]) as watcher:
                for _ in range(rng.choice((0, 1, 1, 2, 3))):
                    ended = server.run(tried.order(day.isoformat(), draw(rng, whole)))
                    tally.kills.update([ended.last_step] if ended.how == "killed" else [])
                last = server.run(tried.order(day.isoformat()))
            tally.nights += 1
            tally.readings += watcher.reads
            tally.withheld += whole.points[-1][0] == "withheld"
            tally.differences += [f"night {number}: {what}" for what in watcher.strange]
            if whole.points[-1][0] != last.points[-1][0]:
                tally.differences.append(f"night {number}: {last.points[-1][0]}")
            tally.differences += [f"night {number}: {name}" for name, rows in published(restless).items() if rows != after[name]]
            behind = kept(calm)
            tally.differences += [f"night {number}: {name} {found}" for name, found in kept(restless).items() if found != behind[name]]
            tell(tally)
            if tally.differences:
                break
    calm.close()
    restless.close()
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__.split("\n")[0])
    parser.add_argument("--nights", type=int, default=200, help="nights, half of them on each database")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help=f"write {EVIDENCE.relative_to(EVIDENCE.parents[2])}")
    asked = parser.parse_args()
    began, load, found = time.monotonic(), os.getloadavg()[0], dict[str, Tally]()
    with tempfile.TemporaryDirectory(prefix="saima-soak-", ignore_cleanup_errors=True) as folder, running_postgres() as server:
        here = Path(folder)
        urls = {
            "sqlite": (f"sqlite:///{here}/calm.db", f"sqlite:///{here}/restless.db"),
            "postgresql": (new_database(server), new_database(server)),
        }
        version = server_version(urls["postgresql"][0])
        for name, pair in urls.items():

            def tell(tally: Tally, name: str = name) -> None:
                counts = f"{tally.nights}/{asked.nights // 2} nights, {tally.kills.total()} kills, {len(tally.differences)} differences"
                print(f"{name}: {counts}", flush=True)

            found[name] = soak(here / name, pair, asked.nights // 2, asked.seed, tell)
    differences = [f"{name} {what}" for name, tally in found.items() for what in tally.differences]
    print("\n".join(differences))
    if asked.write:
        about = dict(describe(version, load)) | {"seconds": round(time.monotonic() - began)}
        write_evidence(EVIDENCE, "tests.soak", about, evidence(found) | {"differences": len(differences)})
    return 1 if differences else 0


def server_version(url: str) -> str:
    db = Database(url)
    with db.engine.connect() as connection:
        version: str = connection.execute(text("SHOW server_version")).scalar_one()
    db.close()
    return version


def evidence(found: dict[str, Tally]) -> dict[str, object]:
    """What was walked and killed on each database."""
    counted = {
        name: {"nights": t.nights, "withheld": t.withheld, "kills": t.kills.total(), "readings_while_nights_ran": t.readings,
               "kills_by_step": {point: t.kills[point] for point in POINTS if t.kills[point]}}
        for name, t in found.items()
    }  # fmt: skip
    return {"kills": sum(t.kills.total() for t in found.values()), **counted}


if __name__ == "__main__":
    sys.exit(main())
