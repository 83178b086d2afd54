"""`saima answer`: the places that only check are polled; whatever is new there is answered, and nothing is loaded.

A place's memory (flows/answered.py) is written after each answer: bytes at a path, or a mail, are answered once.
"""

import fcntl
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.pull import pull, pull_requests
from connectors.source import Pulled, Source, SourceRefused, SourceUnreachable
from flows.answered import Answered, Look, memory_of
from flows.answering_files import answer_files
from flows.answering_mail import answer_mails
from flows.checking import read_hints
from flows.desk import Desk
from flows.instance import Instance
from flows.mail import mail_server
from flows.masking import mask
from flows.prefect_home import settle_prefect
from flows.references import is_block, look_up
from flows.sources import check_secrets, check_sources, places_that_check
from flows.wrong_setting import WrongSetting, reading
from schemas.clock import SHANGHAI
from schemas.senders import read_senders


class Polling(Exception):
    """Another poll of this instance is at work."""


@dataclass(frozen=True)
class Polled:
    """What one place was told in this poll: (what, verdict) of each answer, (what, why) of what could not be answered."""

    place: str
    answers: Sequence[tuple[str, str]]
    look: Look


def answer_all(instance: Instance) -> list[Polled]:
    """One poll of every place that checks; one that cannot be read stops no other. Raises WrongSetting, Polling."""
    _, units = read_hints(instance, None, None, None)
    check_sources(instance, units)
    places = places_that_check(instance, units)
    if not places:
        raise WrongSetting('no source has mode = "check"; docs/sources.md shows one')
    check_secrets(instance, "check")
    with reading(instance.configured("senders.csv")):
        senders = read_senders(instance.configured("senders.csv"), units)
    folder = instance.var / "answered"
    with alone(folder):
        return [_poll(place, Desk(instance, units, senders, datetime.now(SHANGHAI).date(), folder)) for place in places]


def as_rows(polled: Sequence[Polled]) -> list[dict[str, Any]]:
    """For --json."""
    return [
        {
            "place": one.place, "listed": one.look.listed, "fetched": one.look.fetched, "aside": one.look.aside, "trouble": one.look.trouble,
            "answers": [{"what": what, "verdict": said} for what, said in one.answers],
            "unanswered": [{"what": what, "why": why} for what, why in one.look.unanswered.items()],
        }
        for one in polled
    ]  # fmt: skip


def in_words(one: Polled) -> Iterator[str]:
    """Lines for a terminal."""
    trouble = f"；没有读成：{one.look.trouble}" if one.look.trouble else ""
    yield f"{one.place}：列出{one.look.listed}个，答复{len(one.answers)}份{trouble}"
    yield from (f"  · {what}：{said}" for what, said in one.answers)
    yield from (f"  · {what}：没有答复，{why}" for what, why in one.look.unanswered.items())


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One poll at a time: the lock dies with its process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Polling("another poll of this instance is at work") from None
        yield


def _poll(place: Source, desk: Desk) -> Polled:
    known, scratch = memory_of(desk.instance, place.name), desk.folder / f"{place.name}.now"
    shutil.rmtree(scratch, ignore_errors=True)  # of a poll that was killed
    try:
        pulled, answers, unanswered = _answer(place, desk, known, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    unanswered |= pulled.waiting | pulled.refused | pulled.missed
    read_at = known.look.read_at if pulled.trouble else datetime.now(UTC).isoformat(timespec="seconds")
    look = Look(read_at, pulled.listed, pulled.fetched, len(answers), pulled.aside, mask(str(pulled.trouble or "")), unanswered,
                known.look.total + len(answers))  # fmt: skip
    known.settle(pulled, look, desk.today)
    return Polled(place.name, answers, look)


def _answer(place: Source, desk: Desk, known: Answered, scratch: Path) -> tuple[Pulled, list[tuple[str, str]], dict[str, str]]:
    """What was pulled (`memory` is what is answered, `trouble` why not all is), the answers, and what had to be left."""
    answers: list[tuple[str, str]] = []
    unanswered: dict[str, str] = {}
    try:
        ready = _with_password(place, desk.instance)
        server = mail_server(desk.instance) if place.is_mail else None
    except WrongSetting as error:
        return Pulled(place.name, forgets=False, trouble=SourceRefused("口令没有设置", str(error))), answers, unanswered
    if server:
        pulled, requests = pull_requests(ready, scratch, known.files, desk.senders)
        work = answer_mails(desk, ready, server, pulled, requests, known)
    else:
        pulled = pull(ready, scratch, desk.units, known.files, {})
        work = answer_files(desk, ready, pulled, known)
    try:
        for what, said, why in work:
            if why:
                unanswered[what] = why
            else:
                answers.append((what, said))
    except SourceUnreachable as trouble:
        pulled.trouble = pulled.trouble or trouble
    return pulled, answers, unanswered


def _with_password(place: Source, instance: Instance) -> Source:
    if not place.password:
        return place
    if is_block(place.password) and "prefect" not in sys.modules:
        settle_prefect(instance.var)
    return replace(place, password=look_up(place.password))
