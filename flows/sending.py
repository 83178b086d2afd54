"""Sending what waits in the outbox table: each try is written down before it leaves, each answer when it came."""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from connectors.pace import Pace
from connectors.undelivered import Undelivered
from flows.carriers import AGAIN, Find, carrier_of, read_words
from flows.instance import Instance
from flows.recipients import FILE, Recipient
from flows.references import look_up
from flows.wrong_setting import WrongSetting
from schemas.clock import SHANGHAI
from warehouse import notices
from warehouse.database import Database
from warehouse.notices import Notice

#: Minutes before each further try; after these, a day each.
_BACK_OFF = (5, 15, 60, 240, 720)
_DAY = 1440
MOST_TRIES = 12


@dataclass
class Outcome:
    """Messages by what became of them; `busy` where another process is sending."""

    delivered: int = 0
    waiting: int = 0
    given_up: int = 0
    busy: bool = False


def send_due(
    instance: Instance, db: Database, recipients: Mapping[str, Recipient], pace: Pace | None = None, find: Find = look_up,
    moment: datetime | None = None,
) -> Outcome:  # fmt: skip
    """Try each message that is due once. What goes wrong with one keeps no other."""
    outcome, began = Outcome(), moment or datetime.now(UTC)
    with _alone(instance.var) as is_alone:
        if not is_alone:
            return Outcome(busy=True)
        pace = pace or Pace()
        for channel, instant in notices.tried_since(db, _text(began - timedelta(seconds=pace.seconds))):
            pace.remember(channel, [datetime.fromisoformat(instant).timestamp()])
        for notice in notices.due_notices(db, _text(began)):
            recipient = recipients.get(notice.recipient) or Recipient(notice.recipient, notice.name, FILE)  # no longer configured
            if until := recipient.channel.quiet_hours.until(began.astimezone(SHANGHAI)):
                notices.postpone(db, notice.id, _text(until.astimezone(UTC)))
                outcome.waiting += 1
                continue
            try:
                _try(instance, db, notice, recipient, pace, find)
                outcome.delivered += 1
            except (Undelivered, WrongSetting, OSError) as error:
                again = _next_try(notice, error, began)
                in_doubt = notice.in_doubt or (isinstance(error, Undelivered) and error.in_doubt)
                notices.refused(db, notice, str(error)[:300], again, in_doubt)
                outcome.waiting += again is not None
                outcome.given_up += again is None
    return outcome


def _try(instance: Instance, db: Database, notice: Notice, recipient: Recipient, pace: Pace, find: Find) -> None:
    """One message, piece by piece from the first that was not delivered. Raises Undelivered, WrongSetting."""
    words = read_words(instance.var / notice.body, notice.subject)
    carrier = carrier_of(instance, recipient, words, notice.key, find)
    for number, piece in enumerate(carrier.pieces[notice.pieces_done :], notice.pieces_done):
        if recipient.channel.kind not in ("mail", "file"):
            pace.take(recipient.channel.name)
        again = notice.in_doubt and number == notice.pieces_done and not carrier.shows_once
        notices.begin_try(db, notice.id, recipient.channel.name, is_first=number == notice.pieces_done)
        carrier.send(number, AGAIN + piece if again else piece)
        if number + 1 < len(carrier.pieces):
            notices.piece_delivered(db, notice.id, number + 1)
    notices.delivered(db, notice.id)


def _next_try(notice: Notice, error: Exception, began: datetime) -> str | None:
    """When it is tried again; None: given up."""
    tried = notice.tries + 1
    if tried >= MOST_TRIES or (isinstance(error, Undelivered) and error.for_good):
        return None
    minutes = _BACK_OFF[tried - 1] if tried <= len(_BACK_OFF) else _DAY
    wait = error.wait if isinstance(error, Undelivered) else 0
    return _text(began + max(timedelta(minutes=minutes), timedelta(seconds=wait)))


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")


@contextmanager
def _alone(var: Path) -> Iterator[bool]:
    """True for one process at a time; the lock dies with its process."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "send.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
