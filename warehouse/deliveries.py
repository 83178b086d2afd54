"""What arrived and was read: arrivals, deliveries, and which of them may stand in a batch."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, insert, or_, select, union, update

from schemas.forms import FORMS
from warehouse.batches import Batch, open_at
from warehouse.claims import Delivery
from warehouse.database import Database
from warehouse.tables import ARRIVAL, BATCH, CLAIM, DECISION, DELIVERY, READING

_PERIOD = [form.id for form in FORMS.values() if form.standing == "period"]


@dataclass(frozen=True)
class Arrived:
    """Bytes at a path, kept under their sha256."""

    source: str
    path: str
    file: str
    folder_unit: str
    sha256: str
    size: int
    id: int = 0
    seen_on: date = date.min
    came_at: str | None = None


def note_arrivals(db: Database, batch: Batch, found: Sequence[Arrived], today: date, listed: Iterable[str]) -> None:
    """Record what is new at its path (other bytes than last time, whatever they are), and which paths of the `listed` sources are empty."""
    with db.engine.begin() as connection:
        _note_gone(connection, found, today, listed)
        latest = {
            (r.source, r.path): r.sha256
            for r in connection.execute(select(ARRIVAL.c.source, ARRIVAL.c.path, ARRIVAL.c.sha256).order_by(ARRIVAL.c.id))
        }
        fresh = []
        for a in found:  # one path may come twice in a night: a mail, and the mail that mends it
            if latest.get((a.source, a.path)) != a.sha256:
                fresh.append(a)
            latest[a.source, a.path] = a.sha256
        rows = [
            {"source": a.source, "path": a.path, "file": a.file, "folder_unit": a.folder_unit, "sha256": a.sha256,
             "size": a.size, "seen_batch": batch.id, "seen_on": today, "came_at": a.came_at}
            for a in fresh
        ]  # fmt: skip
        if rows:
            connection.execute(insert(ARRIVAL), rows)


def _note_gone(connection: Connection, found: Sequence[Arrived], today: date, listed: Iterable[str]) -> None:
    """A path that was emptied, and one that holds a file again. A source that could not be listed tells nothing."""
    paths = {(a.source, a.path) for a in found}
    query = select(ARRIVAL.c.id, ARRIVAL.c.source, ARRIVAL.c.path, ARRIVAL.c.gone_on).where(ARRIVAL.c.source.in_(list(listed)))
    for row in connection.execute(query).all():
        there = (row.source, row.path) in paths
        if there is (row.gone_on is not None):
            connection.execute(update(ARRIVAL).where(ARRIVAL.c.id == row.id).values(gone_on=None if there else today))


def to_read(db: Database, fingerprint: str, keyed: Collection[str] = ()) -> list[Arrived]:
    """Arrivals not yet read under these rules: the latest of each path, and older ones that still stand.

    What was locked to us is tried again where its unit has a password (`keyed`): whether that is another one no fingerprint tells.
    """
    with db.engine.connect() as connection:
        live = BATCH.c.state.in_(("published", "candidate"))
        locked = and_(READING.c.stopped.is_not_distinct_from("file_encrypted"), func.coalesce(ARRIVAL.c.folder_unit, "").in_(list(keyed)))
        of_batch = READING.join(BATCH, BATCH.c.id == READING.c.batch_id).join(ARRIVAL, ARRIVAL.c.id == READING.c.arrival_id)
        done = select(READING.c.arrival_id).select_from(of_batch).where(live, READING.c.fingerprint == fingerprint, ~locked)
        stands = select(DELIVERY.c.arrival_id).join(CLAIM, CLAIM.c.delivery_id == DELIVERY.c.id).where(CLAIM.c.to_batch.is_(None))
        known = set(connection.execute(done).scalars())
        standing = set(connection.execute(stands).scalars())
        rows = connection.execute(select(ARRIVAL).order_by(ARRIVAL.c.id)).mappings().all()
        aside, withdrawn = _set_aside(connection), _decided(connection, "withdraw")
    latest = {(r["source"], r["path"]): r["id"] for r in rows}
    wanted = set(latest.values()) | standing
    return [
        _arrived(r)
        for r in rows
        if r["id"] in wanted and r["id"] not in known | withdrawn and not any(a < r["seen_batch"] <= b for a, b in aside)
    ]


def ever_arrived(db: Database) -> list[Arrived]:
    """Every file ever kept, but for those that were withdrawn, in order of arrival."""
    with db.engine.connect() as connection:
        rows = connection.execute(select(ARRIVAL).order_by(ARRIVAL.c.id)).mappings().all()
        withdrawn = _decided(connection, "withdraw")
    return [_arrived(r) for r in rows if r["id"] not in withdrawn]


def arrivals(db: Database, numbers: Iterable[int]) -> list[Arrived]:
    """Arrivals by their ids, in order of arrival."""
    query = select(ARRIVAL).where(ARRIVAL.c.id.in_(sorted(set(numbers)))).order_by(ARRIVAL.c.id)
    with db.engine.connect() as connection:
        return [_arrived(r) for r in connection.execute(query).mappings()]


def _arrived(r: RowMapping) -> Arrived:
    return Arrived(r["source"], r["path"], r["file"], r["folder_unit"] or "", r["sha256"], r["size"], r["id"], r["seen_on"])


def _decided(connection: Connection, kind: str) -> set[int]:
    """Arrivals whose delivery a person accepted or withdrew: a later reading of the same bytes inherits it."""
    query = select(DELIVERY.c.arrival_id).where(DELIVERY.c.id.in_(decided(connection, kind)))
    return set(connection.execute(query).scalars())


def decided(connection: Connection, *kinds: str) -> Select[int]:
    """The subjects of what people decided. A decision goes with its batch: one withheld, interrupted or rolled back decides nothing."""
    back = (~DECISION.c.batch_id.between(target + 1, rollback) for target, rollback in _set_aside(connection))
    return _kept(*kinds).where(*back)


def _kept(*kinds: str) -> Select[int]:
    made = DECISION.join(BATCH, BATCH.c.id == DECISION.c.batch_id)
    return select(DECISION.c.subject).select_from(made).where(DECISION.c.kind.in_(kinds), BATCH.c.state != "withheld")


def accepted_before(db: Database, new: list[int]) -> set[int]:
    """The deliveries among `new` whose bytes were accepted once already."""
    with db.engine.connect() as connection:
        arrivals = _decided(connection, "accept")
        query = select(DELIVERY.c.id, DELIVERY.c.arrival_id)
        return {r.id for r in connection.execute(query) if r.id in set(new) and r.arrival_id in arrivals}


def _set_aside(connection: Connection) -> list[tuple[int, int]]:
    """Ranges of batches whose arrivals and decisions a rollback took back: (the batch gone back to, the rollback).

    A rollback may be taken back by a later one.
    """
    query = _kept("rollback").add_columns(DECISION.c.batch_id).order_by(DECISION.c.batch_id.desc())
    ranges: list[tuple[int, int]] = []
    for target, rollback in connection.execute(query):
        if not any(a < rollback <= b for a, b in ranges):
            ranges.append((target, rollback))
    return ranges


def taken_back(connection: Connection) -> list[ColumnElement[bool]]:
    """The conditions that a delivery was not taken back by a rollback."""
    return [~DELIVERY.c.batch_id.between(target + 1, rollback) for target, rollback in _set_aside(connection)]


def may_stand(
    connection: Connection, batch: Batch, new: list[int], reopened: set[tuple[str, str]]
) -> dict[tuple[str, str], list[Delivery]]:
    """By unit and form: the deliveries that stand, those of this batch, and, where one was withdrawn, those it replaced.

    What a rollback took back does not come back by a withdrawal.
    """
    withdrawn = set(connection.execute(decided(connection, "withdraw")).scalars())
    is_open = select(CLAIM.c.delivery_id).where(CLAIM.c.to_batch.is_(None))
    ids = set(connection.execute(is_open).scalars()) | set(new)
    queue = [number for number in withdrawn if number in ids]
    back = taken_back(connection)
    while queue:  # what a withdrawn delivery replaced when it began to stand may stand again
        number = queue.pop()
        since = select(CLAIM.c.from_batch).where(CLAIM.c.delivery_id == number)
        mine = select(DELIVERY.c.unit_code, DELIVERY.c.form).where(DELIVERY.c.id == number)
        unit, form = connection.execute(mine).one()
        claims = select(CLAIM.c.delivery_id).join(DELIVERY, DELIVERY.c.id == CLAIM.c.delivery_id)
        replaced = claims.where(CLAIM.c.unit_code == unit, CLAIM.c.form == form, CLAIM.c.to_batch.in_(since), *back)
        for former in set(connection.execute(replaced).scalars()) - ids:
            ids.add(former)
            queue += [former] if former in withdrawn else []
    found: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
    for delivery in read_deliveries(connection, ids - withdrawn, set(new)):
        found[delivery.unit, delivery.form].append(delivery)
    for key in reopened:
        found.setdefault(key, [])
    return found


def ever_sent(connection: Connection, unit: str, form: str) -> list[Delivery]:
    """Every delivery of a unit's form that was not stopped, held (unless accepted), withdrawn or taken back; of one arrival the last reading."""
    back = taken_back(connection)
    lives = select(BATCH.c.id).where(BATCH.c.state != "withheld")
    query = select(DELIVERY.c.id).where(
        DELIVERY.c.unit_code == unit, DELIVERY.c.form == form, DELIVERY.c.batch_id.in_(lives),
        or_(DELIVERY.c.held.is_(False), DELIVERY.c.id.in_(decided(connection, "accept"))),
        DELIVERY.c.id.not_in(decided(connection, "withdraw")), *back)  # fmt: skip
    found = read_deliveries(connection, set(connection.execute(query).scalars()), set())
    return list({d.arrival: d for d in sorted(found, key=lambda d: d.id)}.values())


def read_deliveries(connection: Connection, ids: set[int], new: set[int]) -> list[Delivery]:
    """Deliveries by id, without stopped ones, and without ledgers that say 无变化 instead of rows: what they left out still stands."""
    query = select(DELIVERY, ARRIVAL.c.file, ARRIVAL.c.seen_batch, ARRIVAL.c.source, ARRIVAL.c.path).join(
        ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id
    )
    return [
        Delivery(
            id=r.id, unit=r.unit_code, form=r.form, period_from=r.period_from, period_to=r.period_to, filled_on=r.filled_on,
            seen=r.seen_batch, saved_at=r.saved_at or "", file=r.file, place=f"{r.source}:{r.path}", arrival=r.arrival_id,
            spans=tuple((lane, date.fromisoformat(a), date.fromisoformat(b)) for lane, a, b in json.loads(r.spans)),
            is_new=r.id in new, is_nil=bool(r.nil),
        )
        for r in connection.execute(query.where(DELIVERY.c.stopped == "", or_(DELIVERY.c.nil.is_(None), DELIVERY.c.form.in_(_PERIOD)), DELIVERY.c.id.in_(ids)))
    ]  # fmt: skip


def held(connection: Connection, claims: int) -> list[int]:
    """Deliveries that wait for `saima accept`: held, the latest of their path, and without a claim."""
    stands = select(CLAIM.c.delivery_id).where(open_at(CLAIM, claims))
    done = union(decided(connection, "accept", "withdraw"), stands)
    latest = select(func.max(ARRIVAL.c.id)).group_by(ARRIVAL.c.source, ARRIVAL.c.path)
    query = select(DELIVERY.c.id).join(BATCH, BATCH.c.id == DELIVERY.c.batch_id).where(DELIVERY.c.arrival_id.in_(latest))
    return list(connection.execute(query.where(DELIVERY.c.held, BATCH.c.state == "published", DELIVERY.c.id.not_in(done))).scalars())
