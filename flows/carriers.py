"""What carries a message: mail, a robot, 浙政钉 or a file, built from the settings when it leaves, passwords looked up then."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.robots import SERVICES, Robot, robot_pieces, send_to_robot
from connectors.smtp import Mail, send_mail
from connectors.undelivered import Undelivered
from connectors.zhezhengding import BASE, WorkNotices, notice_pieces, send_work_notice
from flows.instance import Instance
from flows.mail import mail_server
from flows.recipients import Recipient
from flows.references import is_reference
from flows.wrong_setting import WrongSetting

Find = Callable[[str], str]  # a reference's password
_SHAPES = ("letter.txt", "notice.txt", "group.txt", "letter.html")
_MOST_ATTACHED = 15_000_000  # bytes; many servers refuse a mail beyond 20 MB, and base64 adds a third
AGAIN = "（重发，上次是否送到不明）\n"


@dataclass(frozen=True)
class Words:
    """One message in its lengths: in full, short for one reader, and for a group, where no person and no project is named."""

    subject: str
    text: str
    short: str
    open: str
    html: str = ""
    attached: Sequence[Path] = ()


@dataclass(frozen=True)
class Carrier:
    """`send(n, piece)` hands over the nth piece or raises Undelivered. `shows_once`: sent again, it is not shown again."""

    pieces: Sequence[str]
    send: Callable[[int, str], None]
    shows_once: bool


def read_words(folder: Path, subject: str) -> Words:
    """The words that a night left in a folder. Raises Undelivered where they are gone."""
    try:
        text, short, open_text = ((folder / name).read_text(encoding="utf-8") for name in _SHAPES[:3])
        html = (folder / "letter.html").read_text(encoding="utf-8") if (folder / "letter.html").exists() else ""
    except OSError as error:
        raise Undelivered("正文的文件不在了", type(error).__name__, for_good=True) from None
    attached = sorted((path for path in folder.iterdir() if path.name not in _SHAPES), key=lambda path: path.stat().st_size)
    while sum(path.stat().st_size for path in attached) > _MOST_ATTACHED:
        text += f"\n标好的原表《{attached.pop().name}》太大，没有附上，可向数据管理员索取。\n"
    return Words(subject, text, short, open_text, html, attached)


def carrier_of(instance: Instance, recipient: Recipient, words: Words, key: str, find: Find) -> Carrier:
    """The carrier of a recipient's channel. Raises WrongSetting where a password or an address cannot be looked up."""
    channel = recipient.channel
    if channel.kind == "file":
        path = instance.var / "outbox" / f"{key}.txt"
        return Carrier([words.text], lambda _, text: _to_file(path, text), True)
    if channel.kind == "mail":
        return _mail(instance, recipient, words, key, find)
    if channel.kind == "zhezhengding":
        app = WorkNotices(find(channel.key), find(channel.secret), channel.tenant, channel.url or BASE, channel.timeout)
        accounts = _addresses(recipient, find)
        return Carrier(notice_pieces(words.short), lambda n, piece: send_work_notice(app, accounts, piece, f"{key}{n:02d}"), True)
    base = channel.url or SERVICES[channel.kind].base
    robot = Robot(channel.kind, find(channel.token), find(channel.secret) if channel.secret else "", base, channel.timeout)
    return Carrier(robot_pieces(channel.kind, words.open), lambda _, piece: send_to_robot(robot, piece), False)


def _mail(instance: Instance, recipient: Recipient, words: Words, key: str, find: Find) -> Carrier:
    server = mail_server(instance, find)
    if server is None:
        raise WrongSetting("there is no [mail] with a server")
    domain = server.sender.rpartition("@")[2].strip("> ") or "saima"
    mail = Mail(_addresses(recipient, find), words.subject, words.text, f"<{key}@{domain}>", words.html, words.attached)
    return Carrier([words.text], lambda _, __: send_mail(server, mail), True)


def _addresses(recipient: Recipient, find: Find) -> list[str]:
    said = [find(one) if is_reference(one) else one for one in recipient.to]
    return [part.strip() for text in said for part in text.split(",") if part.strip()]


def _to_file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_text(text, encoding="utf-8")
    shutil.move(half, path)
