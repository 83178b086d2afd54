"""A finding: one thing that is wrong, where it stands, and what mends it. Bad data is a value, not an exception."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.raw import squeeze

#: Mobile numbers however they are parted, and the numbers of identity cards.
_PERSONAL = re.compile(r"(?<!\d)1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}(?!\d)|(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?!\d)")
_LONGEST = 80
_MOST_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """`row` counts from 1 in the original sheet; `cell` is its A1 address there; `row_key` identifies the row, `name` says it to people."""

    rule: str
    form: str = ""
    unit: str = ""
    period: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    row: int = 0
    field: str = ""
    got: str = ""
    row_key: str = ""
    detail: str = ""
    name: str = ""

    @property
    def fingerprint(self) -> str:
        """The same trouble keeps its fingerprint when rows move: the address is no part of it."""
        parts = (self.rule, self.unit, self.form, self.period, self.row_key, self.field, squeeze(self.got))
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def named(names: Sequence[str], kind: str = "") -> str:
    """Rows by their names: “甲”, or “甲”“乙”“丙”等12个项目."""
    told = [name for name in dict.fromkeys(names) if name]
    more = f"等{len(told)}个{kind}" if len(told) > _MOST_NAMED else ""
    return "".join(f"“{name}”" for name in told[:_MOST_NAMED]) + more


def without_personal(text: str) -> str:
    """A text whose phone numbers and numbers of identity cards are covered."""
    return _PERSONAL.sub(lambda m: m[0][:3] + "********", text)


def quote(text: str, *, personal: bool = False) -> str:
    """What a letter may quote of a cell: never a person's data, never more than a line."""
    if personal:
        return "（个人信息，此处不显示）" if text else ""
    text = without_personal(text.replace("\n", " ").strip())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
