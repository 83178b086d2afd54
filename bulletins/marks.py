"""What an annotated workbook says: findings with their words, and the head of the list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.raw import shown
from schemas.saying import Said

#: How a finding's severity reads in a list, a note, a letter.
WORDS = {"stop": "整份退回", "reject": "需修改", "warn": "请核对"}
EXPLAINED = "已说明"
ORDER = {"stop": 0, "reject": 1, "warn": 2}
#: Fills of bad cells. Odd colours on purpose: nobody else's cells bear them, so that a mended cell can be washed clean.
FILLS = {"stop": "FFFF9C9D", "reject": "FFFF9C9D", "warn": "FFFFD96A"}
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Mark:
    """One finding; `cell` is '' where it speaks of a column, sheet or file. `reason` is what the office wrote about it."""

    severity: str
    sheet: str
    cell: str
    said: Said
    fingerprint: str = ""
    reason: str = ""

    @property
    def word(self) -> str:
        return EXPLAINED if self.reason else WORDS[self.severity]


@dataclass(frozen=True)
class Listing:
    """The list's head lines (verdict, what was accepted, whom to ask) and its findings, worst first."""

    head: Sequence[str]
    marks: Sequence[Mark]

    @property
    def ordered(self) -> list[Mark]:
        return sorted(self.marks, key=lambda m: (bool(m.reason), ORDER[m.severity], m.sheet, *place(m.cell)[::-1]))


def place(cell: str) -> tuple[int, int]:
    """Column and row of an A1 address, from 1; zeros for ''."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column, int(cell[len(letters) :] or 0)


def clean(text: str) -> str:
    """What XML and Excel take as this very text."""
    return _ESCAPED.sub("_x005F_", _NOT_XML.sub("", shown(text)))[:32_000]
