"""After a load: lay claims for the units that sent something, hold what would close too much, carry what must stand."""

from dataclasses import dataclass, field

import polars as pl
from sqlalchemy import Connection, insert, select, update

from schemas.findings import Finding
from schemas.profiles import USUAL, Profiles
from warehouse.batches import Batch
from warehouse.changes import kept_rows
from warehouse.claims import Delivery, Laid, Piece, lay
from warehouse.database import Database
from warehouse.deliveries import may_stand
from warehouse.form_tables import FORM_TABLES
from warehouse.standing import standing
from warehouse.tables import CARRIED, CLAIM, DELIVERY, KEPT, SET_ASIDE

_FORMER = {
    "row_id": pl.Int64(), "delivery_id": pl.Int64(), "lane": pl.String(), "own_date": pl.Date(), "row_key": pl.String(),
    "code_key": pl.String(), "mark": pl.String(),
}  # fmt: skip
_LEAST_HELD = 5
_SHARE_HELD = 0.2


@dataclass
class Settled:
    """What settling did, beyond the claims it wrote: findings for offices, and rows that may be 失联."""

    findings: list[tuple[int, Finding]] = field(default_factory=list)  # delivery, finding
    held: list[int] = field(default_factory=list)
    vanished_projects: list[int] = field(default_factory=list)  # row ids


def settle(db: Database, batch: Batch, new: list[int], accepted: set[int], reopened: set[tuple[str, str]], profiles: Profiles) -> Settled:
    """Lay the claims of batch `batch` for the deliveries `new`; `reopened` are (unit, form) whose claims a decision changed."""
    done = Settled()
    with db.engine.connect() as connection:
        candidates = may_stand(connection, batch, new, reopened)
    touched = {key for key, found in candidates.items() if any(d.is_new for d in found) or key in reopened}
    for form in sorted({form for _, form in touched}):
        units = {unit for unit, f in touched if f == form}
        former, fresh = _rows(db, batch, form, units, new)
        with db.engine.begin() as connection:
            for unit in sorted(units):
                stood = former.get(unit, former[""])
                if profiles.get((unit, form), USUAL).mode == "changes":
                    _settle_changes(connection, batch, (unit, form), candidates[unit, form], done)
                    continue
                _settle_one(connection, batch, (unit, form), candidates[unit, form], stood, fresh, accepted, done)
    return done


def _rows(db: Database, batch: Batch, form: str, units: set[str], new: list[int]) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Rows that stood before, by unit ("" is an empty frame), and the keys of the new deliveries' rows, rejected ones too."""
    empty = pl.DataFrame(schema=_FORMER)
    table = FORM_TABLES[form]
    if batch.parent is None:
        return {"": empty}, empty
    code = "code_key" if "code_key" in table.c else "row_key"
    stood = standing(form, batch.parent, ["id", "delivery_id", "lane", "own_date", "row_key", code]).subquery()
    query = select(*stood.c, DELIVERY.c.unit_code).join(DELIVERY, DELIVERY.c.id == stood.c.delivery_id)
    frame = db.frame(query.where(DELIVERY.c.unit_code.in_(units)), {**_FORMER, "unit": pl.String()})
    loaded = select(table.c.id, table.c.delivery_id, table.c.lane, table.c.own_date, table.c.row_key, table.c[code].label("code"))
    rejected = select(SET_ASIDE.c.delivery_id, SET_ASIDE.c.row_key).where(SET_ASIDE.c.kind == "rejected")
    fresh = db.frame(loaded.where(table.c.delivery_id.in_(new)), {k: v for k, v in _FORMER.items() if k != "mark"})
    waiting = db.frame(rejected.where(SET_ASIDE.c.delivery_id.in_(new), SET_ASIDE.c.row_key.is_not(None)),
                       {"delivery_id": pl.Int64(), "row_key": pl.String()})  # fmt: skip
    both = pl.concat([fresh.with_columns(rejected=False), waiting.with_columns(rejected=True)], how="diagonal")
    return {"": empty, **{str(k[0]): v for k, v in frame.partition_by("unit", as_dict=True).items()}}, both


def _settle_one(
    connection: Connection, batch: Batch, key: tuple[str, str], candidates: list[Delivery], former: pl.DataFrame, fresh: pl.DataFrame,
    accepted: set[int], done: Settled,
) -> None:  # fmt: skip
    by_id = {d.id: d for d in candidates}
    held: set[int] = set()
    while True:
        laid = lay(d for d in candidates if d.id not in held)
        gone = _gone(former, laid.pieces, fresh)
        over = _too_many(gone, len(former)) - accepted - held
        over = {d for d in over if by_id[d].is_new}
        if not over:
            break
        held |= over
        for number in sorted(over):
            lost = gone.filter(pl.col("owner") == number, ~pl.col("waits")).height
            done.findings.append((number, _about(by_id[number], "delivery_held", got=str(lost), detail=str(len(former)))))
    done.held += sorted(held)
    if held:
        connection.execute(update(DELIVERY).where(DELIVERY.c.id.in_(held)).values(held=True))
    _write(connection, batch, key, laid.pieces)
    _carry(connection, batch, key, dict.fromkeys(gone.filter("waits")["row_id"].to_list(), "待改"))
    _tell(laid, done)
    for row in gone.filter(~pl.col("waits")).iter_rows(named=True):
        done.findings.append((row["owner"], _about(by_id[row["owner"]], "row_vanished", row_key=row["row_key"],
                                                   got=_said(row["row_key"]))))  # fmt: skip
        if key[1] == "projects":
            done.vanished_projects.append(row["row_id"])


def _settle_changes(connection: Connection, batch: Batch, key: tuple[str, str], candidates: list[Delivery], done: Settled) -> None:
    """The last delivery stands, and of the earlier ones whatever it does not say anew: nothing vanishes, nothing is held."""
    laid = lay(candidates)
    _write(connection, batch, key, laid.pieces)
    owner = next((piece.delivery for piece in laid.pieces), None)
    _carry(connection, batch, key, kept_rows(connection, *key, owner) if owner else {})
    _tell(laid, done)


def _tell(laid: Laid, done: Settled) -> None:
    for former_one, later in laid.ties:
        done.findings.append((later.id, _about(later, "order_tie", got=later.file, detail=former_one.file)))
    for late in laid.late:
        done.findings.append((late.id, _about(late, "delivery_late", got=late.file)))


def _about(delivery: Delivery, rule: str, *, got: str = "", row_key: str = "", detail: str = "") -> Finding:
    period = f"{delivery.period_to:%Y-%m}"
    return Finding(rule, form=delivery.form, unit=delivery.unit, period=period, file=delivery.file, got=got, row_key=row_key, detail=detail)


def _said(row_key: str) -> str:
    """What identifies a row, for people to read: not the hash that stands for a person."""
    return " ".join(part for part in row_key.split("|") if part and not part.startswith("#"))


def _gone(former: pl.DataFrame, pieces: set[Piece], fresh: pl.DataFrame) -> pl.DataFrame:
    """Former rows that no claim shows any more and the new owner of their day does not list; `waits`: it lists them rejected."""
    schema = {**former.schema, "owner": pl.Int64(), "waits": pl.Boolean()}
    if former.is_empty():
        return pl.DataFrame(schema=schema)
    owners = pl.DataFrame(
        [(p.lane, p.first, p.last, p.delivery) for p in pieces],
        schema={"lane": pl.String, "first": pl.Date, "last": pl.Date, "owner": pl.Int64}, orient="row")  # fmt: skip
    covered = former.join(owners, on="lane").filter(pl.col("own_date").is_between("first", "last"))
    moved = covered.filter((pl.col("owner") != pl.col("delivery_id")) | pl.col("mark").is_not_null())
    listed = fresh.select(pl.col("delivery_id").alias("owner"), "row_key", "code_key", "rejected")
    by_key = moved.join(listed.filter(~pl.col("rejected")), on=["owner", "row_key"], how="anti")
    coded = listed.filter(~pl.col("rejected"), pl.col("code_key").fill_null("") != "")
    rest = by_key.join(coded, on=["owner", "code_key"], how="anti")
    waiting = listed.filter(pl.col("rejected"))
    loose = waiting.with_columns(pl.col("row_key").str.split("|").list.head(2).list.join("|").alias("head"))
    rest = rest.with_columns(head=pl.col("row_key").str.split("|").list.head(2).list.join("|"))
    exact = rest.join(waiting, on=["owner", "row_key"], how="semi")["row_id"].implode()
    blank = loose.filter(pl.col("row_key").str.contains(r"\|\|"))
    near = rest.join(blank, on=["owner", "head"], how="semi")["row_id"].implode()
    waits = pl.col("row_id").is_in(exact) | pl.col("row_id").is_in(near)
    return rest.with_columns(waits=waits).select(list(schema)).unique("row_id", maintain_order=True)


def _too_many(gone: pl.DataFrame, stood: int) -> set[int]:
    """New owners under which more than max(5, 20 %) of the unit's rows would close."""
    limit = max(_LEAST_HELD, _SHARE_HELD * stood)
    counts = gone.filter(~pl.col("waits")).group_by("owner").len().filter(pl.col("len") > limit)
    return set(counts["owner"].to_list())


def _write(connection: Connection, batch: Batch, key: tuple[str, str], pieces: set[Piece]) -> None:
    unit, form = key
    mine = (CLAIM.c.unit_code == unit) & (CLAIM.c.form == form) & CLAIM.c.to_batch.is_(None)
    is_open = {
        Piece(unit, form, r.lane, r.span_from, r.span_to, r.delivery_id): r.id for r in connection.execute(select(CLAIM).where(mine))
    }
    closed = [is_open[piece] for piece in set(is_open) - pieces]
    if closed:
        connection.execute(update(CLAIM).where(CLAIM.c.id.in_(closed)).values(to_batch=batch.id))
    opened = [
        {"unit_code": unit, "form": form, "lane": piece.lane, "delivery_id": piece.delivery, "span_from": piece.first,
         "span_to": piece.last, "from_batch": batch.id}
        for piece in sorted(pieces - set(is_open))
    ]  # fmt: skip
    if opened:
        connection.execute(insert(CLAIM), opened)


def _carry(connection: Connection, batch: Batch, key: tuple[str, str], rows: dict[int, str]) -> None:
    """Former rows that stand though their delivery does not, by mark: 待改 (the new version was rejected) and KEPT."""
    unit, form = key
    mine = (CARRIED.c.unit_code == unit) & (CARRIED.c.form == form) & CARRIED.c.mark.in_(("待改", KEPT)) & CARRIED.c.to_batch.is_(None)
    is_open = {(r.row_id, r.mark): r.id for r in connection.execute(select(CARRIED).where(mine))}
    closed = [is_open[one] for one in set(is_open) - rows.items()]
    if closed:
        connection.execute(update(CARRIED).where(CARRIED.c.id.in_(closed)).values(to_batch=batch.id))
    opened = [
        {"unit_code": unit, "form": form, "row_id": row, "mark": mark, "from_batch": batch.id}
        for row, mark in sorted(rows.items() - is_open.keys())
    ]
    if opened:
        connection.execute(insert(CARRIED), opened)
