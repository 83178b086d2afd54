"""`saima send`: words that a broken night owed are written, and what is due is sent."""

from contextlib import suppress

from flows.instance import Instance
from flows.night import Night, prepare
from flows.sending import Outcome, send_due
from flows.telling import tell
from warehouse.batches import why_withheld
from warehouse.current import read_current
from warehouse.database import Busy
from warehouse.notices import owing, take_up_again


def send_outbox(instance: Instance, again: bool = False) -> Outcome:
    """Send what is due; with `again` also what was given up. Raises WrongSetting."""
    night = prepare(instance)
    if again:
        take_up_again(night.db)
    if owing(night.db):  # else the lock is left alone: a night that begins this minute would find it taken
        with suppress(Busy), night.db.night_lock(instance.var):  # Busy: a night is running, and tells by itself
            finish_telling(night)
    return send_due(instance, night.db, night.recipients)


def finish_telling(night: Night) -> bool:
    """A night that ended between publishing and telling, or whose letters could not be written, is told; False where none is."""
    owed = owing(night.db)
    if owed is None:
        return False
    night.batch, state = owed
    night.as_of, published = night.batch.as_of, state == "published"
    with night.db.engine.connect() as connection:
        night.current = read_current(connection)
        night.failed = [] if published else [why_withheld(connection, night.batch)]
    tell(night, published)
    return True


def in_words(outcome: Outcome) -> str:
    if outcome.busy:
        return "另一个进程正在发送。"
    return f"送达{outcome.delivered}，待再发{outcome.waiting}，放弃{outcome.given_up}。"
