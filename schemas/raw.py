"""Raw cells as the readers hand them over, and what no reader tells apart from a blank on its own.

A raw cell is '' (blank), str, int, float, bool, date, datetime, time, timedelta, or one of the marks below.
"""

import re
import unicodedata
from functools import lru_cache

#: Spellings of "nothing here", after `squeeze`.
BLANKS = frozenset({"", "/", "-", "—", "–", "－", "——", "--", "无", "暂无", "待定"})
#: What stands first in a row that shows how to fill the others.
EXAMPLE = "示例"
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff\ufffe\uffff]")


class ErrorValue(str):
    """An Excel error such as #N/A or #REF!: filled, and unreadable."""


class Uncached(str):
    """A formula whose value was never stored: filled, and unknown to every reader."""


def squeeze_once(text: str) -> str:
    """Full width to half width, no spaces or line breaks: width and spacing never matter."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "").split())


#: The same, remembered: words, titles and names come again and again.
squeeze = lru_cache(maxsize=100_000)(squeeze_once)


def is_blank(raw: object) -> bool:
    """True for an empty cell and for the words that offices write into one."""
    if raw is None or raw == "":
        return True
    return type(raw) is str and squeeze(raw) in BLANKS


def shown(raw: object) -> str:
    """The cell's text as its office sees it: without marks that cannot be seen, and that no database takes."""
    text = _shown(raw)
    return text if text.isprintable() else _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _shown(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if hasattr(raw, "isoformat"):
        text: str = raw.isoformat()
        return text.removesuffix("T00:00:00")
    return str(raw)
