"""What a mail says in words: 无变化, of which form; what it quotes of an earlier mail says nothing."""

import re

from schemas.forms import FORMS
from schemas.nil_words import says_nothing_changed
from schemas.raw import squeeze

_QUOTE = re.compile(
    r"^\s*(?:>|-{2,}\s*(?:原始邮件|转发邮件|Original|Forwarded)|发件人[:：]|From:\s|在.{4,60}写道[:：]?\s*$|On .{4,80} wrote:\s*$)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<br\s*/?>|</(?:p|div|tr)>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_LONGEST = 60


def says_nil(subject: str, body: str) -> list[tuple[str, str]]:
    """(form, line) of each form that the mail says is unchanged; form '' where it names none. A reply's 回复：… 无变化 is the sender's own."""
    found: dict[str, str] = {}
    for line in [subject, *_own(body)]:
        if not says_nothing_changed(line):
            continue
        forms = [form.id for form in FORMS.values() if squeeze(form.title) in squeeze(line)]
        for form in forms or [""]:
            found.setdefault(form, line.strip()[:_LONGEST])
    if len(found) > 1:
        found.pop("", None)  # the subject says 无变化, the body of what
    return list(found.items())


def plain(html: str) -> str:
    """The text of a mail that is HTML only, a line a paragraph."""
    return _TAG.sub(lambda tag: "\n" if tag[0].lower().startswith(("<br", "</p", "</d", "</t")) else " ", html).replace("&nbsp;", " ")


def _own(body: str) -> list[str]:
    lines = []
    for line in body.splitlines():
        if _QUOTE.match(line):
            break
        lines.append(line)
    return lines
