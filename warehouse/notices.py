"""The outbox: what recipients are owed, written with the night that owes it, and sent until it was delivered or given up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    RowMapping,
    Table,
    Text,
    UniqueConstraint,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from warehouse.batches import Batch, now
from warehouse.database import Database
from warehouse.tables import BATCH, LETTER, METADATA

#: 待写: owed, its words are not written yet. 待发: it waits to be sent. 未送达: given up, or refused for good.
OWED, READY, SENT, FAILED = "待写", "待发", "已送达", "未送达"

NOTICE = Table(
    "notice", METADATA,
    Column("id", Integer, primary_key=True),
    Column("batch_id", ForeignKey("batch.id"), nullable=False),
    Column("recipient", Text, nullable=False, comment="a unit's code, CODE/leader, data-officer, leader or bureau"),
    Column("name", Text, nullable=False),
    Column("channel", Text, nullable=False, comment="a channel of the configuration; its address is looked up when it is sent"),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False, comment="the folder under var/ in which its words lie"),
    Column("key", Text, nullable=False, unique=True, comment="the same however often it is sent: Message-ID, bizMsgId"),
    Column("state", Text, nullable=False, comment="待写, 待发, 已送达 or 未送达"),
    Column("tries", Integer, nullable=False),
    Column("pieces_done", Integer, nullable=False, comment="of a text that needs several messages, those delivered"),
    Column("in_doubt", Boolean, nullable=False, comment="a try was begun and nobody knows how it ended"),
    Column("said", Text, nullable=False, comment="why the last try failed"),
    Column("owed_at", Text, nullable=False),
    Column("tried_at", Text),
    Column("next_try", Text, nullable=False),
    Column("sent_at", Text),
    UniqueConstraint("batch_id", "recipient"),
    Index("notice_state", "state", "next_try"),
    comment="what recipients are told, one a night, and whether it was delivered",
)  # fmt: skip
URGED = Table(
    "urged", METADATA,
    Column("unit_code", Text, primary_key=True),
    Column("form", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("step", Text, primary_key=True, comment="office, office_leader or bureau"),
    Column("batch_id", ForeignKey("batch.id"), nullable=False),
    comment="who was told that a sheet is missing: each once",
)  # fmt: skip

Missing = tuple[str, str, str, str]  # unit, form, period, step


@dataclass(frozen=True)
class Ready:
    """A message whose words are written. `is_there`: its channel is the file itself, and nothing is left to send."""

    recipient: str
    channel: str
    subject: str
    body: str
    is_there: bool


@dataclass(frozen=True)
class Told:
    """What a night tells: messages; by recipient what it says, that unchanged means silent; whom it could not be written for; who was urged."""

    ready: Sequence[Ready] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    unwritten: frozenset[str] = frozenset()
    urged: Iterable[Missing] = ()


@dataclass(frozen=True)
class Notice:
    id: int
    recipient: str
    name: str
    channel: str
    subject: str
    body: str
    key: str
    tries: int
    pieces_done: int
    in_doubt: bool


def owe(connection: Connection, batch: int, recipients: Mapping[str, str]) -> None:
    """Within the transaction that ends the night: these (name by key) are owed a word, if there is one to say."""
    moment = now()
    if recipients:
        connection.execute(insert(NOTICE), [
            {"batch_id": batch, "recipient": key, "name": name, "channel": "", "subject": "", "body": "", "key": uuid4().hex, "state": OWED,
             "tries": 0, "pieces_done": 0, "in_doubt": False, "said": "", "owed_at": moment, "next_try": moment}
            for key, name in recipients.items()
        ])  # fmt: skip


def owing(db: Database) -> tuple[Batch, str] | None:
    """The last batch for which words are owed, and its state: a night that ended between publishing and telling leaves one.

    Words that could not be written (a try) wait for the next night, or for somebody who asks.
    """
    with db.engine.connect() as connection:
        last = select(func.max(NOTICE.c.batch_id)).where(NOTICE.c.state == OWED, NOTICE.c.tries == 0).scalar_subquery()
        row = connection.execute(select(BATCH).where(BATCH.c.id == last)).mappings().one_or_none()
    return (Batch(row["id"], row["parent_id"], row["claims_id"], row["as_of"], row["kind"]), row["state"]) if row else None


def settle_told(db: Database, batch: int, told: Told) -> None:
    """In one transaction: messages wait to be sent, it is remembered what was said, and who has nothing to hear is owed nothing.

    What an earlier night owed is settled too: words are written against what was last told, so that tonight's hold it.
    """
    moment = now()
    with db.engine.begin() as connection:
        for one in told.ready:
            values = {"channel": one.channel, "subject": one.subject, "body": one.body, "state": SENT if one.is_there else READY,
                      "tries": int(one.is_there), "sent_at": moment if one.is_there else None, "next_try": moment}  # fmt: skip
            mine = and_(NOTICE.c.batch_id == batch, NOTICE.c.recipient == one.recipient, NOTICE.c.state == OWED)
            connection.execute(update(NOTICE).where(mine).values(**values))
        stays = and_(NOTICE.c.batch_id == batch, NOTICE.c.recipient.in_(sorted(told.unwritten)))
        connection.execute(delete(NOTICE).where(NOTICE.c.state == OWED, NOTICE.c.batch_id <= batch, ~stays))
        connection.execute(
            update(NOTICE).where(NOTICE.c.state == OWED, stays).values(tries=NOTICE.c.tries + 1, said="没有写成，原因在 var/log")
        )
        if told.said:
            connection.execute(delete(LETTER).where(LETTER.c.unit_code.in_(list(told.said))))
            connection.execute(insert(LETTER), [{"unit_code": key, "digest": digest} for key, digest in told.said.items()])
        if urged := list(told.urged):
            connection.execute(insert(URGED), [
                {"unit_code": unit, "form": form, "period": period, "step": step, "batch_id": batch} for unit, form, period, step in urged
            ])  # fmt: skip


def urged_before(db: Database) -> dict[Missing, date]:
    """Steps that were taken, each with the business date of its night."""
    query = select(URGED.c.unit_code, URGED.c.form, URGED.c.period, URGED.c.step, BATCH.c.as_of).join(BATCH, BATCH.c.id == URGED.c.batch_id)
    with db.engine.connect() as connection:
        return {(row.unit_code, row.form, row.period, row.step): row.as_of for row in connection.execute(query)}


def due_notices(db: Database, moment: str) -> list[Notice]:
    """Messages to be sent by now, the oldest first."""
    query = select(*(NOTICE.c[field.name] for field in fields(Notice))).where(NOTICE.c.state == READY, NOTICE.c.next_try <= moment)
    with db.engine.connect() as connection:
        return [Notice(**row) for row in connection.execute(query.order_by(NOTICE.c.id)).mappings()]


def tried_since(db: Database, moment: str) -> list[tuple[str, str]]:
    """Channel and instant of each try since a moment, whatever process made it."""
    query = select(NOTICE.c.channel, NOTICE.c.tried_at).where(NOTICE.c.tried_at >= moment)
    with db.engine.connect() as connection:
        return [(row.channel, row.tried_at) for row in connection.execute(query)]


def begin_try(db: Database, number: int, channel: str, is_first: bool) -> None:
    """Before anything leaves: from here on nobody knows whether it was shown, until the answer is written down."""
    _update(db, number, tries=NOTICE.c.tries + int(is_first), channel=channel, in_doubt=True, tried_at=now())


def piece_delivered(db: Database, number: int, done: int) -> None:
    _update(db, number, pieces_done=done, in_doubt=False)


def delivered(db: Database, number: int) -> None:
    _update(db, number, state=SENT, in_doubt=False, said="", sent_at=now())


def refused(db: Database, notice: Notice, why: str, next_try: str | None, in_doubt: bool) -> None:
    """Not delivered: tried again at `next_try`, or given up. What failed before it could leave is a try too."""
    _update(
        db, notice.id, tries=notice.tries + 1, said=why, in_doubt=in_doubt, **({"next_try": next_try} if next_try else {"state": FAILED})
    )


def postpone(db: Database, number: int, next_try: str) -> None:
    """Nothing was tried: quiet hours."""
    _update(db, number, next_try=next_try)


def take_up_again(db: Database) -> int:
    """What was given up is due again, and what could not be written owed; how many were given up."""
    with db.engine.begin() as connection:
        connection.execute(update(NOTICE).where(NOTICE.c.state == OWED).values(tries=0))
        done = connection.execute(update(NOTICE).where(NOTICE.c.state == FAILED).values(state=READY, next_try=now(), tries=0))
    return int(done.rowcount)


def undelivered(db: Database) -> list[RowMapping]:
    """What was tried and not delivered, and what is not written yet: recipient, channel, subject, state, tries, said, next_try."""
    n = NOTICE.c
    query = select(n.name.label("recipient"), n.channel, n.subject, n.state, n.tries, n.said, n.next_try)
    with db.engine.connect() as connection:
        return list(
            connection.execute(query.where(or_(n.state == FAILED, n.state == OWED, n.tries > 0), n.state != SENT).order_by(n.id)).mappings()
        )


def _update(db: Database, number: int, **values: object) -> None:
    with db.engine.begin() as connection:
        connection.execute(update(NOTICE).where(NOTICE.c.id == number).values(**values))
