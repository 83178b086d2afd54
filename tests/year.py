"""A long run of nights (`python -m tests.year --nights 400`): offices send in time, late, wrong, or say that nothing changed, while
units are renamed, merged, closed and new, nights are missed, and each night begins in a process that knows nothing of the last.

After every night: no share of reports in time above one and every report counted once, a closed unit owes nothing and a renamed one keeps
its history, a missed night is noticed by the watchdog and no other is, and what grows is bounded by the days that are kept.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.machine import describe
from flows.channel_settings import WatchSettings
from flows.heartbeat import DONE, Beat, read_beat, write_beat
from flows.instance import init
from flows.pruning import GROWS, prune
from flows.watchdog import judge
from tests.conftest import running_postgres
from tests.evidence import FOLDER, write_evidence
from tests.sheets import LEDGER, Home, project
from tests.soak import server_version
from tests.warehouses import new_database
from warehouse import board
from warehouse.database import Database

SEED = 20220630
EVIDENCE = FOLDER / "year.json"
KEPT_DAYS = 30
_FIRST_DAY = date(2022, 6, 20)
_DAY = timedelta(days=1)
_OFFICES = ("石梁镇", "航埠镇", "九华乡", "沟溪乡", "双港街道")
_CODES = {"沟溪乡": "330802211", "九华乡": "330802210"}


@dataclass
class Tally:
    nights: int = 0
    missed: int = 0
    states: Counter[str] = field(default_factory=Counter)  # of the last night's reports
    largest: int = 0  # bytes of what grows, at its most
    differences: list[str] = field(default_factory=list)


class Year:
    """An instance whose days pass; `events` are days on which units change, spread over the nights."""

    def __init__(self, folder: Path, url: str, nights: int, seed: object) -> None:
        init(folder)
        self.home, self.rng, self.nights, self.tally = Home(folder, url), Random(str(seed)), nights, Tally()
        self.db = Database(url)
        self.offices = {name: [project(f"{name}项目{n}") for n in range(4)] for name in _OFFICES}
        at = [_FIRST_DAY + _DAY * (nights * part // 4) for part in (1, 2, 3)]
        self.events = {at[0]: self._rename, at[1]: self._merge, at[2]: self._open}
        self.closed: dict[str, date] = {}
        self.watched = datetime.combine(_FIRST_DAY, datetime.min.time(), UTC)
        self.most = 0

    def pass_day(self, number: int) -> None:
        """The day's sheets, then its night; now and then nobody begins it."""
        day = _FIRST_DAY + _DAY * number
        if event := self.events.get(day):
            event(day)
        for office in [*self.offices]:
            if self.rng.random() < 0.15:
                self._send(office, day)
        if number and self.rng.random() < 0.1 or number == 2:
            self.tally.missed += 1
            self._watch(day, missed=True)
            return
        self.home.night(day, day + _DAY)
        began = datetime.combine(day + _DAY, datetime.min.time(), UTC)
        write_beat(self.home.instance.var, Beat(DONE, day.isoformat(), began.isoformat(), began.isoformat()))
        self.tally.nights += 1
        self._watch(day, missed=False)
        self._look(day)
        self._age()

    def _send(self, office: str, day: date) -> None:
        month = day if day.day > 10 else day.replace(day=1) - _DAY
        rows, kind = self.offices[office], self.rng.random()
        if kind < 0.3:
            rows.append(project(f"{office}项目{len(rows)}"))
        cells: list[list[Any]] = [[row.get(name) for name in LEDGER] for row in rows]
        if kind > 0.9:
            cells[0][6] = "已签约"  # a row to mend
        elif kind > 0.75:
            cells = [["本月无变化"]]
        lines = [[f"{month:%Y年%-m月}招商项目台账"], [f"填报单位：{office}"], list(LEDGER), *cells]
        self.home.send(office, f"{office}{month:%Y-%m}.xlsx", lines)

    def _rename(self, day: date) -> None:
        self._units("沟溪乡,township,,,", "沟溪镇,township,,沟溪乡,")
        self.offices["沟溪镇"] = self.offices.pop("沟溪乡")

    def _merge(self, day: date) -> None:
        self._units("九华乡,township,,,,", f"九华乡,township,,,,{day}")
        self.offices["石梁镇"] += self.offices.pop("九华乡")
        self.closed["九华乡"] = day

    def _open(self, day: date) -> None:
        path = self.home.folder / "config" / "units.csv"
        path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n330802299,新城街道,township,,,{day},\n", encoding="utf-8")
        self.offices["新城街道"] = [project("新城项目")]

    def _units(self, old: str, new: str) -> None:
        path = self.home.folder / "config" / "units.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def _watch(self, day: date, missed: bool) -> None:
        """At 05:00 of the morning after."""
        now = datetime.combine(day + _DAY, datetime.min.time(), UTC) + timedelta(hours=5)
        said = judge(read_beat(self.home.instance.var), WatchSettings(begins="08:00"), now, self.watched)
        if bool(said) is not missed:
            self.tally.differences.append(f"{day}: the watchdog says {said or 'nothing'}")

    def _look(self, day: date) -> None:
        wrong = self.tally.differences
        for row in board.rows(self.db, "SELECT * FROM bi_discipline"):
            if row["reports_due"] != row["on_time"] + row["late"] + row["missing"] or not 0 <= (row["rate"] or 0) <= 1:
                wrong.append(f"{day}: discipline {dict(row)}")
        wrong += [
            f"{day}: {r}" for r in board.rows(self.db, "SELECT * FROM bi_rate_ranking WHERE rate IN ('landing', 'start') AND value > 1")
        ]
        found = board.rows(self.db, "SELECT unit_code, unit_name, form, period, state FROM bi_submission")
        twice = [key for key, n in Counter((r["unit_code"], r["form"], r["period"]) for r in found).items() if n > 1]
        wrong += [f"{day}: listed twice {key}" for key in twice]
        wrong += [
            f"{day}: {name} is closed and owes"
            for name, end in self.closed.items()
            if day >= end and name in {r["unit_name"] for r in found}
        ]
        names = board.rows(self.db, "SELECT DISTINCT batch_id FROM bi_submission_history WHERE unit_code = :u", u=_CODES["沟溪乡"])
        if len(names) != self.tally.nights:
            wrong.append(f"{day}: the renamed unit's history has {len(names)} nights of {self.tally.nights}")
        self.tally.states = Counter(r["state"] for r in found)

    def _age(self) -> None:
        """What was written grows a day older, and what is too old goes; the rest is at most what so many nights write."""
        var = self.home.instance.var
        before = _size(var)
        for path in (p for name in GROWS if (var / name).is_dir() for p in [*(var / name).rglob("*"), var / name]):
            stamp = path.stat().st_mtime - 86_400
            os.utime(path, (stamp, stamp))
        prune(self.home.instance, KEPT_DAYS)
        now = _size(var)
        self.most = max(self.most, before - getattr(self, "left", 0))
        self.left = now
        self.tally.largest = max(self.tally.largest, now)
        if now > (KEPT_DAYS + 1) * self.most:
            self.tally.differences.append(f"{now} bytes are kept, more than {KEPT_DAYS + 1} nights of {self.most} write")


def _size(var: Path) -> int:
    return sum(p.stat().st_size for name in GROWS if (var / name).is_dir() for p in (var / name).rglob("*") if p.is_file())


def walk(folder: Path, url: str, nights: int, seed: object) -> Tally:
    """Walk so many days; stops at the first difference."""
    year = Year(folder, url, nights, seed)
    for number in range(nights):
        year.pass_day(number)
        if year.tally.differences:
            break
    year.db.close()
    return year.tally


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__.split("\n")[0])
    parser.add_argument("--nights", type=int, default=400, help="days to walk on each database")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help=f"write {EVIDENCE.relative_to(EVIDENCE.parents[2])}")
    asked = parser.parse_args()
    wrong, began, load, found = 0, time.monotonic(), os.getloadavg()[0], dict[str, Any]()
    with tempfile.TemporaryDirectory(prefix="saima-year-", ignore_cleanup_errors=True) as folder, running_postgres() as server:
        urls = {"sqlite": f"sqlite:///{folder}/year.db", "postgresql": new_database(server)}
        about = dict(describe(server_version(urls["postgresql"]), load))
        for name, url in urls.items():
            walked = time.monotonic()
            tally = walk(Path(folder) / name, url, asked.nights, asked.seed)
            print(f"{name}: {tally.nights} nights, {tally.missed} missed and noticed, {dict(tally.states)}, at most {tally.largest} bytes kept,"
                  f" {len(tally.differences)} differences, {time.monotonic() - walked:.0f} s", *tally.differences, sep="\n", flush=True)  # fmt: skip
            wrong += len(tally.differences)
            found[name] = {"days": asked.nights, "nights": tally.nights, "missed_and_noticed": tally.missed, "states_at_the_end": dict(tally.states),
                           "most_bytes_kept": tally.largest, "differences": len(tally.differences)}  # fmt: skip
    if asked.write:
        write_evidence(EVIDENCE, "tests.year", about | {"seconds": round(time.monotonic() - began)}, found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
