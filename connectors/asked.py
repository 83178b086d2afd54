"""A mailbox that only checks: mails that want an answer, and those that never get one, so that two machines do not write to each other."""

import hashlib
import re
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

from imap_tools import MailMessage

from connectors.mailbox import MailPuller
from connectors.source import Kept, Remembered

_AUTOMATIC = re.compile(
    r"^\s*(?:自动(?:回复|答复)|auto(?:matic)?[ -]?(?:reply|response)|out of office|undeliver|delivery status|退信)", re.IGNORECASE
)
_ROBOT = re.compile(r"\b(?:mailer-daemon|postmaster|no-?reply)@", re.IGNORECASE)
_BULK = ("bulk", "list", "junk", "auto_reply")
_ID = re.compile(r"<[^<>\s]{1,250}>")


@dataclass(frozen=True)
class Request:
    """A mail of a known sender: `files` are its attachments that were kept, `refused` those whose names lead outside.

    `print` stays the same however often the mail is delivered; `thread` are the Message-IDs before it, its own last.
    """

    key: str
    address: str
    unit: str
    subject: str
    print: str
    thread: tuple[str, ...] = ()
    files: tuple[Kept, ...] = ()
    refused: tuple[str, ...] = ()
    is_reply: bool = False


def is_automatic(head: Message) -> bool:
    """True of what a machine sent (RFC 3834): answers, bounces, lists. It is not answered, whoever sent it."""
    said = str(head.get("Auto-Submitted") or "no").split(";")[0].strip().lower()
    path = head.get("Return-Path")
    return (
        said != "no"
        or (path is not None and not str(path).strip("<> \t"))
        or str(head.get("Precedence") or "").strip().lower() in _BULK
        or any(name in head for name in ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Failed-Recipients"))
        or bool(_ROBOT.search(str(head.get("From") or "")))
    )


@dataclass
class Asked(MailPuller):
    """One try at such a mailbox; what a machine sent is laid aside unread."""

    requests: list[Request] = field(default_factory=list)

    def _lay_aside(self, head: MailMessage, key: str) -> bool:
        if is_automatic(head.obj) or _AUTOMATIC.match(head.subject):
            self.pulled.memory[key] = Remembered(key, "", "aside", "机器自动发出的邮件，不回复")
            return True
        return super()._lay_aside(head, key)

    def _keep(self, mail: MailMessage, address: str, unit: str, key: str) -> None:
        before = len(self.pulled.kept)
        super()._keep(mail, address, unit, key)
        files, refused = tuple(self.pulled.kept[before:]), sorted(self.pulled.refused)
        bad = tuple(self.pulled.memory.pop(path).path.removeprefix(f"{address}/") for path in refused)  # this mail's own
        own = _ids(mail.obj.get("Message-ID"))[:1]
        said = "\n".join([address, *own, mail.subject, *(f"{f.file} {f.sha256}" for f in files)])
        before_it = _ids(mail.obj.get("References") or mail.obj.get("In-Reply-To"))[-20:]
        digest = hashlib.sha256(said.encode()).hexdigest()[:32]
        self.requests.append(Request(key, address, unit, mail.subject, digest, (*before_it, *own), files, bad, bool(before_it)))


def _ids(header: Any) -> tuple[str, ...]:
    """The Message-IDs of a header; what is none, or would break a line, is not repeated."""
    return tuple(_ID.findall(str(header or "")))
