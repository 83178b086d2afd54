"""A mail server on loopback that delivers into real IMAP servers, as a provider does: with a Return-Path, and one folder an address."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from imap_tools import MailBoxUnencrypted, MailMessage

from tests.sources.servers import HOST, PASSWORD, USER, Served, free_port


@dataclass
class Post:
    """`homes` are the folders that mail to an address is delivered into; other mail goes to the folder of its address at `else_to`."""

    homes: Mapping[str, tuple[Served, str]]
    else_to: Served
    port: int = 0
    delivered: list[tuple[str, str]] = field(default_factory=list)  # envelope: from, to
    refuses: dict[str, str] = field(default_factory=dict)  # an address, and what the server says of it

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        for address in envelope.rcpt_tos:
            self.deliver((envelope.mail_from or "").strip("<>"), address, bytes(envelope.content or b""))
        return "250 OK"

    def deliver(self, sender: str, address: str, content: bytes) -> None:
        served, folder = self.homes.get(address, (self.else_to, address))
        self.delivered.append((sender, address))
        with open_box(served) as box:
            if not box.folder.exists(folder):
                box.folder.create(folder)
            box.append(f"Return-Path: <{sender}>\r\n".encode() + content, folder)

    def received(self, address: str) -> list[MailMessage]:
        """What lies in the mailbox of an address."""
        served, folder = self.homes.get(address, (self.else_to, address))
        with open_box(served) as box:
            if not box.folder.exists(folder):
                return []
            box.folder.set(folder)
            return list(box.fetch(mark_seen=False))


def open_box(served: Served) -> Any:
    return MailBoxUnencrypted(HOST, port=served.port, timeout=10).login(USER, PASSWORD)


def written(sender: str, subject: str, files: Mapping[str, bytes], text: str = "请检查", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "check@kecheng.example.com", subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, content in files.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


@contextmanager
def post_office(homes: Mapping[str, tuple[Served, str]], else_to: Served) -> Iterator[Post]:
    post = Post(homes, else_to, free_port())
    controller = Controller(post, hostname=HOST, port=post.port, data_size_limit=50 << 20)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
