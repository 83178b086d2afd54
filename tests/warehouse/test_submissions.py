"""A generated year of reports on both databases: every state and every share as a second, plainer way of judging finds them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

import chinese_calendar
from sqlalchemy import Connection, insert

from schemas.calendar_file import read_calendar
from schemas.units import Unit, Units
from schemas.workdays import SHIPPED, read_workdays
from warehouse import board
from warehouse.batches import Batch
from warehouse.database import Database
from warehouse.schema import migrate, store_units
from warehouse.sources import NIL_NOTE
from warehouse.submissions import store_submissions
from warehouse.tables import ARRIVAL, BATCH, DECISION, DELIVERY, POINTER, READING

FIRST_NIGHT = date(2022, 2, 10)
LAST_NIGHT = date(2023, 2, 20)
CALENDAR = """
[[expect]]
form = "projects"
kinds = ["township", "station"]
every = "month"
due = "次月5日 17:00"

[[expect]]
form = "leads"
kinds = ["station"]
every = "week"
due = "每周五 10:00"
since = 2022-03-01

[[expect]]
form = "leads"
units = ["ST02"]
every = "month"
due = "次月3日 12:00"

[[exempt]]
unit = "ST01"
form = "leads"
since = 2022-04-01
until = 2022-06-01
reason = "封控"

[[exempt]]
unit = "T2"
since = 2022-08-01
until = 2022-10-01
reason = "合并筹备"
"""
UNITS = Units([
    Unit("T1", "甲镇", "township"), Unit("T2", "乙乡", "township", aliases=("旧乙乡",)),
    Unit("T3", "丙乡", "township", until=date(2022, 7, 1)),  # merged into 甲镇
    Unit("T4", "丁街道", "township", since=date(2022, 7, 1)), Unit("ST01", "北京驻点招商组", "station"), Unit("ST02", "上海驻点招商组", "station"),
    Unit("ZS01", "区招商局", "bureau"),
])  # fmt: skip
_ONE = timedelta(days=1)


@dataclass
class Sent:
    """One file of a unit: what it speaks of, when it came and was seen, and what became of it."""

    unit: str
    form: str
    first: date
    last: date
    came: datetime
    knows_when: bool
    fate: str  # stands, stopped, held, accepted, withdrawn, nil, note (of a mail, with its period), unsure (a mail without)

    @property
    def seen(self) -> date:
        """The night after it came; the first one finds all that came before."""
        return max(self.came.date() + _ONE, FIRST_NIGHT)


@dataclass
class Year:
    sent: list[Sent] = field(default_factory=list)

    def of(self, unit: str, form: str, seen_by: date) -> list[Sent]:
        return [
            s
            for s in self.sent
            if s.unit == unit and s.form in (form, "") and s.seen <= seen_by and s.fate not in ("stopped", "held", "withdrawn")
        ]


def month_of(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - _ONE


def week_of(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def worked(day: date, at: time) -> datetime:
    while not chinese_calendar.is_workday(day):
        day += _ONE
    return datetime.combine(day, at)


def generated(seed: int) -> Year:
    """A year in which offices send in time, late, twice, for other months, or say that nothing changed."""
    rng, year = Random(seed), Year()
    for unit in UNITS.by_code.values():
        for form in ("projects", "leads") if unit.kind == "station" else ("projects",):
            day = FIRST_NIGHT - timedelta(days=40)
            while day < LAST_NIGHT:
                span = month_of(day) if form == "projects" or unit.code == "ST02" else week_of(day)
                for _ in range(rng.choice((0, 1, 1, 1, 1, 2))):
                    came = datetime.combine(span[1], time(8)) + timedelta(minutes=rng.randrange(-4 * 1440, 13 * 1440))
                    fate = rng.choice(("stands",) * 8 + ("stopped", "held", "accepted", "withdrawn", "nil", "note", "unsure"))
                    year.sent.append(
                        Sent(unit.code, rng.choice((form, "")) if fate == "unsure" else form, *span, came, rng.random() < 0.8, fate)
                    )
                day = span[1] + _ONE
    return year


# The second way: straight from the words of the contract, a day at a time, and chinesecalendar for the holidays.


def owed(unit: Unit, as_of: date) -> list[tuple[str, date, date, datetime]]:
    """(form, first, last, due) that are to be listed at the end of a day."""
    found = []
    forms = {"township": ["projects"], "station": ["projects", "leads"]}.get(unit.kind, [])
    for form in forms:
        spans = set()
        for n in range(460):
            day = as_of - timedelta(days=n)
            is_weekly = form == "leads" and unit.code == "ST01"
            spans.add(week_of(day) if is_weekly else month_of(day))
        for first, last in sorted(spans):
            if form == "leads" and unit.code == "ST01":
                if last < date(2022, 3, 1):
                    continue
                due = worked(first + timedelta(days=4), time(10))
            else:
                number, at = (3, time(12)) if form == "leads" else (5, time(17))
                due = worked((last + _ONE).replace(day=number), at)
            fell = due.date() >= max(date(as_of.year, 1, 1), FIRST_NIGHT)
            if unit.active(last) and (fell or last >= as_of):
                found.append((form, first, last, due))
    return found


def is_let_off(unit: str, form: str, last: date) -> bool:
    if unit == "ST01" and form == "leads" and date(2022, 4, 1) <= last < date(2022, 6, 1):
        return True
    return unit == "T2" and date(2022, 8, 1) <= last < date(2022, 10, 1)


def is_late(sent: Sent, due: datetime) -> bool:
    return sent.came > due if sent.knows_when else sent.seen > due.date() + _ONE


def serves(sent: Sent, form: str, first: date, last: date, months: list[tuple[date, date, datetime]]) -> bool:
    if sent.fate == "unsure":
        at = sent.came if sent.knows_when else datetime.combine(sent.seen, time())
        nearest = min(months, key=lambda m: (abs(m[2] - at), m[0]))
        said_first, said_last = nearest[:2]
    else:
        said_first, said_last = sent.first, sent.last
    if form == "projects":
        return said_last >= first
    return said_first <= last and said_last >= first


def expected(year: Year, unit: Unit, as_of: date) -> dict[tuple[str, str], tuple[str, str]]:
    """By form and period: due time and state."""
    found = {}
    reports = owed(unit, as_of)
    for form, first, last, due in reports:
        months = [(a, b, d) for f, a, b, d in reports if f == form]
        answers = [s for s in year.of(unit.code, form, as_of + _ONE) if serves(s, form, first, last, months)]
        in_time = [s for s in answers if not is_late(s, due)]
        is_week = (last - first).days == 6
        period = f"{first}..{last}" if is_week else f"{first:%Y-%m}"
        if is_let_off(unit.code, form, last):
            state = "免报"
        elif any(s.fate in ("stands", "accepted") for s in in_time):
            state = "按时"
        elif in_time:
            state = "零报"
        else:
            state = "迟报" if answers else "未报"
        found[form, period] = (f"{due:%Y-%m-%d %H:%M}", state)
    return found


# The warehouse


class Nights:
    """Nights of the year, stored as a night leaves them behind."""

    def __init__(self, db: Database, year: Year, folder: Path) -> None:
        self.db, self.year, self.number, self.done = db, year, 0, FIRST_NIGHT - timedelta(days=400)
        path = folder / "calendar.toml"
        path.write_text(CALENDAR, encoding="utf-8")
        self.calendar = read_calendar(path, UNITS, read_workdays(SHIPPED))
        self.arrivals = 0

    def night(self, day: date, also: Callable[[Connection, Batch], object] | None = None) -> Batch:
        """The night at the beginning of a day, as of the day before; `also` is done before it judges."""
        self.number += 1
        batch = Batch(self.number, self.number - 1 or None, self.number, day - _ONE, "night")
        fresh = [s for s in self.year.sent if self.done < s.seen <= day]
        self.done = day
        with self.db.engine.begin() as connection:
            connection.execute(insert(BATCH).values(
                id=batch.id, claims_id=batch.id, as_of=batch.as_of, kind="night", state="published", started_at=f"{day}T00:30:00+08:00"))  # fmt: skip
            for sent in fresh:
                self._store(connection, batch, sent, day)
            if also:
                also(connection, batch)
            store_submissions(connection, batch, UNITS.by_code.values(), self.calendar)
        return batch

    def _store(self, connection: Connection, batch: Batch, sent: Sent, day: date) -> None:
        came = f"{sent.came.isoformat(timespec='minutes')}+08:00" if sent.knows_when else None
        if sent.fate in ("note", "unsure"):
            span = {"period_from": sent.first, "period_to": sent.last} if sent.fate == "note" else {}
            connection.execute(insert(NIL_NOTE).values(source="mail", key=f"{len(self.year.sent)}", unit_code=sent.unit, form=sent.form, said="无变化",
                                                       sent_at=came, seen_batch=batch.id, seen_on=sent.seen, **span))  # fmt: skip
            return
        self.arrivals += 1
        number = self.arrivals
        connection.execute(insert(ARRIVAL).values(id=number, source="inbox", path=f"{number}", file="x.xlsx", sha256=f"{number}", size=1,
                                                  seen_batch=batch.id, seen_on=sent.seen, came_at=came))  # fmt: skip
        connection.execute(insert(DELIVERY).values(
            id=number, batch_id=batch.id, arrival_id=number, unit_code=sent.unit, form=sent.form, period="", period_from=sent.first, period_to=sent.last,
            delivered_on=day, spans="[]", column_map="{}", rows_read=0, rows_loaded=0, rows_rejected=0, rows_ignored=0,
            stopped="column_missing" if sent.fate == "stopped" else "", held=sent.fate in ("held", "accepted"), nil="无变化" if sent.fate == "nil" else None))  # fmt: skip
        connection.execute(insert(READING).values(arrival_id=number, batch_id=batch.id, fingerprint=""))
        if kind := {"accepted": "accept", "withdrawn": "withdraw"}.get(sent.fate):
            connection.execute(insert(DECISION).values(batch_id=batch.id, kind=kind, subject=number, because="", decided_at=""))


def test_a_generated_year_is_judged_as_the_contract_says(url: str, tmp_path: Path) -> None:
    seed = 2022
    db = Database(url)
    migrate(db)
    store_units(db, UNITS)
    year = generated(seed)
    nights = Nights(db, year, tmp_path)
    seen: Counter[str] = Counter()
    rng = Random(seed)
    day = FIRST_NIGHT
    while day <= LAST_NIGHT:
        batch = nights.night(day)
        stored = board.rows(db, "SELECT * FROM measure_submission WHERE batch_id = :b AND due IS NOT NULL", b=batch.id)
        shares = {r["unit_code"]: r for r in board.rows(db, "SELECT * FROM measure_discipline WHERE batch_id = :b", b=batch.id)}
        for unit in UNITS.by_code.values():
            found = {(r["form"], r["period"]): (r["due"], r["state"]) for r in stored if r["unit_code"] == unit.code}
            wanted = expected(year, unit, batch.as_of) if unit.active(batch.as_of) else {}
            assert found == wanted, (batch.as_of, unit.name)
            seen.update(state for _, state in found.values())
            past = [state for due, state in found.values() if due[:10] <= str(batch.as_of) and state != "免报"]
            assert (unit.code in shares) is bool(found)
            if found:
                own = shares[unit.code]
                assert own["due"] == len(past) == own["on_time"] + own["late"] + own["missing"]
                in_time = sum(state in ("按时", "零报") for state in past)
                assert own["on_time"] == in_time and own["rate"] == (float(Fraction(in_time, len(past))) if past else None)
                assert own["rate"] is None or 0 <= own["rate"] <= 1
        assert all(r["rank"] == 1 + sum(o["rate"] > r["rate"] for o in shares.values() if o["group_name"] == r["group_name"] and o["rate"] is not None)
                   for r in shares.values() if r["rate"] is not None)  # fmt: skip
        day += timedelta(days=rng.choice((1, 5, 9, 13, 17)))
    renamed = [Unit("T2", "新乙镇", "township", aliases=("乙乡",)) if u.code == "T2" else u for u in UNITS.by_code.values()]
    store_units(db, Units(renamed))
    kept = board.rows(db, "SELECT DISTINCT batch_id, unit_name FROM bi_submission_history WHERE unit_code = 'T2'")
    assert {r["unit_name"] for r in kept} == {"新乙镇"} and len(kept) == nights.number, "a renamed unit keeps its history"
    assert set(seen) == {"按时", "迟报", "未报", "零报", "免报"} and min(seen.values()) > 20
    db.close()


def test_late_is_not_judged_over_31_days_before_the_first_night(url: str, tmp_path: Path) -> None:
    """The first night on 20 February finds January's ledger, due on 7 February, and is asked about several days."""
    db = Database(url)
    migrate(db)
    store_units(db, UNITS)
    year = Year([Sent("T1", "projects", *month_of(date(2022, 1, 1)), datetime(2022, 2, 19, 9), True, "stands")])
    assert year.sent[0].seen == date(2022, 2, 20)
    nights = Nights(db, year, tmp_path)
    found = {}
    with db.engine.begin() as connection:
        connection.execute(insert(POINTER).values(name="published", batch_id=1))
    nights.night(date(2022, 2, 20))
    for number, as_of in ((11, date(2022, 1, 20)), (12, date(2022, 1, 19))):
        batch = Batch(number, 1, 1, as_of, "restate")
        with db.engine.begin() as connection:
            connection.execute(insert(BATCH).values(id=number, claims_id=1, as_of=as_of, kind="restate", state="published", started_at="2022-02-20T01:00:00+08:00"))  # fmt: skip
            store_submissions(connection, batch, UNITS.by_code.values(), nights.calendar)
        (row,) = board.rows(db, "SELECT due, received, state FROM measure_submission WHERE batch_id = :b AND unit_code = 'T1' AND period = '2022-01'", b=number)  # fmt: skip
        found[as_of] = tuple(row.values())
    assert found == {
        date(2022, 1, 20): ("2022-02-07 17:00", "2022-02-19 09:00", "迟报"), date(2022, 1, 19): ("2022-02-07 17:00", "2022-02-19 09:00", "按时")
    }  # fmt: skip
    db.close()


def test_a_report_that_stands_no_more_has_not_come(url: str, tmp_path: Path) -> None:
    """Read again and stopped, withdrawn, taken back by a rollback: one after another, of three offices."""
    db = Database(url)
    migrate(db)
    store_units(db, UNITS)
    march = month_of(date(2022, 3, 1))
    nights = Nights(
        db, Year([Sent(unit, "projects", *march, datetime(2022, 4, 2, 9), True, "stands") for unit in ("T1", "T2", "T3")]), tmp_path
    )

    def stop(connection: Connection, batch: Batch) -> None:
        connection.execute(insert(READING).values(arrival_id=1, batch_id=batch.id, fingerprint="new", stopped="file_unreadable"))

    def decide(kind: str, subject: int) -> Callable[[Connection, Batch], object]:
        values = {"kind": kind, "subject": subject, "because": "", "decided_at": ""}
        return lambda connection, batch: connection.execute(insert(DECISION).values(batch_id=batch.id, **values))

    found = []
    steps = (None, None, stop, decide("withdraw", 2), decide("rollback", 1))
    for number, step in enumerate(steps):
        batch = nights.night(FIRST_NIGHT if number == 0 else date(2022, 4, 7 + number), step)
        query = "SELECT state FROM measure_submission WHERE batch_id = :b AND form = 'projects' AND period = '2022-03' AND unit_code IN ('T1', 'T2', 'T3') ORDER BY unit_code"
        found.append([row["state"] for row in board.rows(db, query, b=batch.id)])
    assert found[1:] == [["按时"] * 3, ["未报", "按时", "按时"], ["未报", "未报", "按时"], ["未报"] * 3]
    db.close()
