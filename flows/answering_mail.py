"""Answers by mail: a reply to whoever asked, with the annotated copies; nothing of anybody else is in it.

Remembered as soon as it is handed over, moved after that: a poll that is killed between the two answers nobody twice.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from email.utils import parseaddr
from pathlib import Path

from bulletins.self_check import Answer, verdict, write_answer, write_answer_html
from connectors.asked import Request
from connectors.mailbox import put_away
from connectors.smtp import REFUSED, Mail, MailServer, send_mail
from connectors.source import Pulled, Remembered, Source, SourceUnreachable
from connectors.undelivered import Undelivered
from flows.answered import Answered
from flows.checking import Checked, Sheet
from flows.desk import AT_ONCE, Desk
from flows.failures import keep_story

THEN = "改好后把表再发到这个邮箱，几分钟后会再检查一次；要报送，请按平时的办法。"
_REPLY = re.compile(r"^(?:\s*(?:回复|答复|re)\s*[:：])+\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)  # what goes into a header as it is
_NOTHING = "请把工作簿（.xlsx、.xls、.et、.csv 或它们的压缩包）作为附件发来；正文里的表格、图片和网盘链接读不到。"


def answer_mails(
    desk: Desk, source: Source, server: MailServer, pulled: Pulled, requests: Sequence[Request], known: Answered
) -> Iterator[tuple[str, str, str]]:
    """Yields (whose files, verdict, why it could not be answered); answered mails are moved, the others wait for the next poll.

    Raises SourceUnreachable where the mailbox takes no moves, or no mail leaves any more.
    """
    wanted = [one for one in requests if _wants_answer(one, known, desk)]
    left = {one.key for one in wanted}
    try:
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            for one, checked in zip(some, desk.check([one.files for one in some], desk.folder / f"{source.name}.now"), strict=True):
                if not _wants_answer(one, known, desk):  # delivered twice, or a second one without a workbook
                    left.discard(one.key)
                    continue
                said, why = _send(desk, server, one, checked, desk.folder / f"{source.name}.now" / "copies" / one.print)
                left.discard(one.key)
                if why:
                    pulled.memory[one.key] = Remembered(one.key, "", "aside", why)
                known.note(pulled.memory[one.key], prints=[_print(one), *_nothing(one, desk)], day=desk.today)
                yield _about(desk, one), said, why
    except Undelivered as trouble:
        raise SourceUnreachable(trouble.why, trouble.said) from trouble
    finally:
        for key in left:
            del pulled.memory[key]
        if pulled.memory:
            put_away(source, pulled.memory)


def _wants_answer(one: Request, known: Answered, desk: Desk) -> bool:
    """Not one that was answered; not a word of thanks; and one without a workbook once a day, whatever writes to us."""
    if _print(one) in known.prints:
        return False
    return bool(one.files or one.refused) or (not one.is_reply and not any(n in known.prints for n in _nothing(one, desk)))


def _print(one: Request) -> str:
    return f"mail {one.print}"


def _nothing(one: Request, desk: Desk) -> list[str]:
    """What is remembered of a mail without a workbook: its sender's address, hashed, and the day."""
    return [] if one.files else [f"nothing {hashlib.sha256(one.address.encode()).hexdigest()[:16]} {desk.today}"]


def _about(desk: Desk, one: Request) -> str:
    files = "、".join(f"《{file.file}》" for file in one.files)
    return f"{desk.units.by_code[one.unit].name}{files or '（没有附件）'}"


def _send(desk: Desk, server: MailServer, one: Request, checked: Sequence[tuple[Sheet, Checked]], out: Path) -> tuple[str, str]:
    """(verdict, '') or ('', why this mail gets none). Raises Undelivered where trying again helps."""
    if not _ADDRESS.fullmatch(one.address):
        return "", "发件地址写法特殊，没有答复"
    try:
        answer, mail = _written(desk, server, one, checked, out)
        send_mail(server, mail)
    except Undelivered as trouble:
        if trouble.for_good and trouble.why == REFUSED:
            return "", f"{REFUSED}，没有答复"
        raise
    except Exception as error:  # noqa: BLE001 - whatever one mail does to us, the others are answered
        keep_story(error, desk.instance.var)
        return "", "程序没能写出答复，经过在 var/log"
    return verdict(answer), ""


def _written(desk: Desk, server: MailServer, one: Request, checked: Sequence[tuple[Sheet, Checked]], out: Path) -> tuple[Answer, Mail]:
    copies = desk.mark(checked, out)
    notes = [f"附件“{name}”的文件名带有路径，没有打开，请改名后再发。" for name in one.refused] + ([] if one.files else [_NOTHING])
    answer = desk.answer([c for _, c in checked], [path.name if path else "" for path in copies], THEN, notes)
    domain = parseaddr(server.sender)[1].rpartition("@")[2] or "saima.invalid"
    return answer, Mail(
        [one.address], f"回复：{_REPLY.sub('', one.subject) or '检查结果'}", write_answer(answer), f"<saima-check-{one.print}@{domain}>",
        write_answer_html(answer), [path for path in copies if path], one.thread[-1] if one.thread else "", one.thread,
    )  # fmt: skip
