"""Mail out over SMTP: one message with its text, its HTML and its attachments, encrypted beyond this machine."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from connectors.reachable import PORTS
from connectors.undelivered import Undelivered

_HERE = ("localhost", "127.0.0.1", "::1")


REFUSED = "收件地址被拒绝"


@dataclass(frozen=True)
class MailServer:
    """`url` is smtp://host[:port] (STARTTLS) or smtps://host[:port]; `sender` is what stands in From."""

    url: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 60


@dataclass(frozen=True)
class Mail:
    """A message. The same `message_id` again is the same message: mailboxes show it once, and replies keep its thread."""

    to: Sequence[str]
    subject: str
    text: str
    message_id: str
    html: str = ""
    attachments: Sequence[Path] = ()
    answers: str = ""  # the Message-ID that it answers
    thread: Sequence[str] = ()  # those before it in the thread, the answered one last


def send_mail(server: MailServer, mail: Mail) -> None:
    """Hand the message to the server. Raises Undelivered; beyond this machine no password and no letter travels in clear."""
    message = as_message(server.sender, mail)
    try:
        with _connected(server) as client:
            if server.user:
                client.login(server.user, server.password)
            refused = client.send_message(message, to_addrs=list(mail.to))
    except smtplib.SMTPAuthenticationError as error:
        raise Undelivered("邮件服务器不接受用户名或密码", _said(error, server), for_good=True) from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise Undelivered(REFUSED, str(codes), for_good=all(500 <= code < 600 for code in codes)) from None
    except smtplib.SMTPResponseException as error:
        raise Undelivered("邮件服务器拒收", _said(error, server), for_good=500 <= error.smtp_code < 600) from None
    except smtplib.SMTPServerDisconnected as error:  # it may have been taken: the same Message-ID is shown once
        raise Undelivered("邮件服务器断开了连接", type(error).__name__, in_doubt=True) from None
    except (OSError, smtplib.SMTPException) as error:
        raise Undelivered("连不上邮件服务器", type(error).__name__) from None
    if refused:
        raise Undelivered("部分收件地址被拒绝", str([code for code, _ in refused.values()]), for_good=True)


def as_message(sender: str, mail: Mail) -> EmailMessage:
    """The message as it travels. Lines of a header that a sheet's name broke are one line."""
    message = EmailMessage()
    message["From"], message["To"] = sender, ", ".join(mail.to)
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"], message["Message-ID"] = formatdate(localtime=True), mail.message_id
    message["Auto-Submitted"] = "auto-replied" if mail.answers else "auto-generated"  # RFC 3834: no machine answers this
    if mail.answers:
        message["In-Reply-To"], message["References"] = mail.answers, " ".join(mail.thread or [mail.answers])
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    for path in mail.attachments:
        main, _, sub = (guess_type(path.name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
    return message


def _connected(server: MailServer) -> smtplib.SMTP:
    parts = urlsplit(server.url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=server.timeout, context=context)
    client = smtplib.SMTP(host, port, timeout=server.timeout)
    client.ehlo()
    if client.has_extn("starttls"):
        client.starttls(context=context)
        client.ehlo()
    elif host not in _HERE:
        client.close()
        raise Undelivered("邮件服务器不支持加密，未发送", "no STARTTLS", for_good=True)
    return client


def _said(error: smtplib.SMTPResponseException, server: MailServer) -> str:
    said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else str(error.smtp_error)
    text = f"{error.smtp_code} {said[:200]}"
    return text.replace(server.password, "***") if server.password else text
