"""Pulling sources: each is tried again while that can help, and none stops the others."""

import time
from collections.abc import Mapping
from pathlib import Path

from tenacity import Retrying, retry_if_exception, stop_after_attempt, stop_after_delay, wait_exponential

from connectors.asked import Asked, Request
from connectors.mailbox import MailPuller
from connectors.pulling import Puller
from connectors.source import Pulled, Remembered, Source, SourceRefused, SourceUnreachable
from connectors.stores import is_local
from schemas.units import Units

_LONGEST_WAIT = 300


def pull(source: Source, archive: Path, units: Units, known: Mapping[str, Remembered], senders: Mapping[str, str]) -> Pulled:
    """What the source gives tonight; why it could not be read, or not to the end, is `trouble`. `senders` are units by address."""
    pulled = Pulled(source.name, forgets=not source.is_mail)
    until = time.monotonic() + source.at_most
    if source.is_mail:
        return try_again(MailPuller(source, archive, senders, known, pulled, until))
    return try_again(Puller(source, archive, units, known, pulled, until))


def pull_requests(
    source: Source, archive: Path, known: Mapping[str, Remembered], senders: Mapping[str, str]
) -> tuple[Pulled, list[Request]]:
    """What a mailbox that only checks gives, and the mails that want an answer."""
    puller = Asked(source, archive, senders, known, Pulled(source.name, forgets=False), time.monotonic() + source.at_most)
    return try_again(puller), puller.requests


def try_again(puller: Puller | MailPuller) -> Pulled:
    source, pulled = puller.source, puller.pulled
    again = Retrying(
        stop=stop_after_attempt(1 if is_local(source.url) else source.tries) | stop_after_delay(source.at_most),
        wait=wait_exponential(source.wait, max=_LONGEST_WAIT),
        retry=retry_if_exception(lambda error: isinstance(error, SourceUnreachable) and not isinstance(error, SourceRefused)),
        reraise=True,
    )
    try:
        again(puller.pull)
    except SourceUnreachable as trouble:
        pulled.trouble, pulled.forgets = trouble, False
    return pulled
