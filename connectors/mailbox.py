"""A mailbox as a source: attachments of known senders are kept, others set aside; what was read is moved, never deleted."""

import io
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

from imap_tools import BaseMailBox, MailBox, MailboxFetchError, MailBoxUnencrypted, MailMessage

from connectors.archive import keep
from connectors.mail_words import plain, says_nil
from connectors.pulling import unpack
from connectors.source import FROM_FOLDER, FROM_SENDER, Kept, Nil, Pulled, Remembered, Source, SourceRefused, SourceUnreachable
from connectors.stores import host_of, login, wanted
from connectors.trouble import told
from connectors.zipped import leads_outside

MAX_MAIL = 100 << 20
_AT_ONCE = 100
_BYTES_AT_ONCE = 1 << 20  # what a line that breaks loses
_NOT_SHEETS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".p7s", ".p7m", ".ics", ".vcf", ".htm", ".html", ".txt", ".eml")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@contextmanager
def opened(source: Source) -> Iterator[BaseMailBox]:
    """The mailbox, logged in. A password goes over a line in clear to this machine only. Raises SourceUnreachable."""
    parts = urlsplit(source.url)
    host, (user, password) = host_of(parts), login(source)
    with told(source):
        box: BaseMailBox
        if parts.scheme == "imaps":
            box = MailBox(host, parts.port or 993, timeout=source.timeout, ssl_context=ssl.create_default_context())
        else:
            box = MailBoxUnencrypted(host, parts.port or 143, timeout=source.timeout)
            if "STARTTLS" in box.client.capabilities:
                box.client.starttls(ssl.create_default_context())
            elif host not in _LOOPBACK:
                raise SourceRefused("邮件服务器不加密，口令会被人看到", "use imaps://")
        with box.login(user, password, initial_folder=source.inbox):
            yield box


def put_away(source: Source, remembered: Mapping[str, Remembered]) -> None:
    """Move what is written down out of the inbox: read, or aside. Raises SourceUnreachable; the next night moves what is left."""
    with opened(source) as box:
        validity = _validity(box, source)
        for state, folder in (("kept", source.read), ("aside", source.aside)):
            numbers = [uid for uid in box.uids() if (r := remembered.get(f"{validity}/{uid}")) and r.state == state]
            if numbers and not box.folder.exists(folder):
                box.folder.create(folder)
            for start in range(0, len(numbers), _AT_ONCE):
                box.move(numbers[start : start + _AT_ONCE], folder)


def _validity(box: BaseMailBox, source: Source) -> str:
    """Numbers of mails hold while this number does."""
    return str(box.folder.status(source.inbox, ["UIDVALIDITY"])["UIDVALIDITY"])


def _together(heads: Sequence[MailMessage]) -> Iterator[list[MailMessage]]:
    """Mails to ask for in one go: each alone costs two answers of a server that may be far away."""
    some: list[MailMessage] = []
    size = 0
    for head in heads:
        if some and size + head.size_rfc822 > _BYTES_AT_ONCE:
            yield some
            some, size = [], 0
        some.append(head)
        size += head.size_rfc822
    if some:
        yield some


def _bodies(box: BaseMailBox, numbers: list[str]) -> Iterator[tuple[str, MailMessage]]:
    """Whole mails by their numbers. Where the answers are not those that were asked for, each is asked for alone: what a server
    says in between (somebody marks a mail as read) puts the others out of step, and one that it refuses takes them with it."""
    try:
        mails = list(box.fetch(uid_list=numbers, mark_seen=False, bulk=True))
    except MailboxFetchError:
        mails = []
    if sorted(str(mail.uid) for mail in mails) == sorted(numbers) and all(mail.headers for mail in mails):
        yield from ((str(mail.uid), mail) for mail in mails)
        return
    for uid in numbers:
        yield from ((uid, mail) for mail in box.fetch(uid_list=[uid], mark_seen=False))


@dataclass
class MailPuller:
    """One try at a mailbox; `senders` are units by address, or by @domain."""

    source: Source
    archive: Path
    senders: Mapping[str, str]
    known: Mapping[str, Remembered]
    pulled: Pulled
    until: float

    def pull(self) -> None:
        """Raises SourceUnreachable when the mailbox cannot be read, or breaks off; what was kept by then stays kept."""
        with opened(self.source) as box:
            numbers, validity = box.uids(), _validity(box, self.source)
            self.pulled.listed = len(numbers)
            keys = {uid: f"{validity}/{uid}" for uid in numbers}
            self.pulled.memory |= {key: self.known[key] for key in keys.values() if key in self.known}
            fresh = [uid for uid, key in keys.items() if key not in self.pulled.memory]
            for start in range(0, len(fresh), _AT_ONCE):
                some = fresh[start : start + _AT_ONCE]
                heads = list(box.fetch(uid_list=some, mark_seen=False, headers_only=True, bulk=True))
                for together in _together([head for head in heads if not self._lay_aside(head, keys[str(head.uid)])]):
                    if time.monotonic() > self.until:
                        raise SourceUnreachable("很久没有读完", f"more than {self.source.at_most:g} s")
                    for uid, mail in _bodies(box, [str(head.uid) for head in together]):
                        self.pulled.fetched += 1
                        self._keep(mail, *self._sender(mail), keys[uid])
            if box.folder.exists(self.source.aside):
                self.pulled.aside = box.folder.status(self.source.aside, ["MESSAGES"])["MESSAGES"]

    def _lay_aside(self, head: MailMessage, key: str) -> bool:
        """Lay a mail aside that is not to be read; whether it was."""
        address, unit = self._sender(head)
        if not unit:
            self.pulled.strangers[address] = self.pulled.strangers.get(address, 0) + 1
            self.pulled.memory[key] = Remembered(key, "", "aside", "发件人不在名单上")
        elif head.size_rfc822 > MAX_MAIL:
            self.pulled.missed[f"{address}：{head.subject}"] = f"邮件超过{MAX_MAIL >> 20} MB"
            self.pulled.memory[key] = Remembered(key, "", "aside", "邮件太大")
        return key in self.pulled.memory

    def _sender(self, head: MailMessage) -> tuple[str, str]:
        """The address and its unit; two addresses, or a name that looks like one, are nobody's."""
        said = getaddresses([str(line) for line in head.obj.get_all("From") or []])
        address = said[0][1].lower() if len(said) == 1 else "、".join(a for _, a in said) or "（没有发件人）"
        known = self.senders.get(address) or self.senders.get("@" + address.rpartition("@")[2], "")
        fixed = self.source.unit not in (FROM_FOLDER, FROM_SENDER)
        return address, (self.source.unit if fixed and known else known) if len(said) == 1 else ""

    def _keep(self, mail: MailMessage, address: str, unit: str, key: str) -> None:
        sent = mail.date if mail.date.year > 1970 else None
        for part in mail.attachments:
            name = part.filename.replace("\\", "/").strip()
            if not name or name.lower().endswith(_NOT_SHEETS) or not wanted(self.source, name):
                continue
            path = f"{address}/{name}"
            if leads_outside(name) or "/" in name:
                self.pulled.memory[path] = Remembered(path, "", "refused", "附件的文件名带有路径")
                continue
            sha256, size = keep(self.archive, io.BytesIO(part.payload))
            whole = Remembered(path, "", sha256=sha256, size=size)
            members = unpack(whole, self.archive) if name.lower().endswith(".zip") and size else []
            for r in members or [whole]:
                self.pulled.kept.append(Kept(self.source.name, r.path, r.path.rsplit("/", 1)[-1], unit, r.sha256, r.size, sent))
        body = mail.text or plain(mail.html)
        self.pulled.nils += [Nil(unit, form, said, sent, key) for form, said in says_nil(mail.subject, body)]
        self.pulled.memory[key] = Remembered(key, "")
