"""Cutting a text into pieces that are within a channel's limit of bytes as they travel, never within a character."""

import json
import unicodedata
from collections.abc import Callable

#: Room for （12/34） and a line break ahead of each piece.
_NUMBER = 24
_JOINERS = "\u200d\ufe0e\ufe0f"


def wire_bytes(text: str) -> int:
    """Bytes of a text within JSON in UTF-8: line breaks and quotation marks are two."""
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2


def sendable(text: str) -> str:
    """The text without what no UTF-8 can carry (half a surrogate pair) and without control characters but line breaks."""
    whole = text.encode("utf-8", "replace").decode()
    return "".join(c for c in whole if c == "\n" or unicodedata.category(c) != "Cc")


def cut(text: str, limit: int, size: Callable[[str], int] = wire_bytes) -> list[str]:
    """Pieces of at most `limit` by `size`, at line ends where there is one; several are numbered （1/3）. Nothing is lost between them.

    `limit` is more than 64: a number and some characters have to fit.
    """
    text = sendable(text)
    if size(text) <= limit:
        return [text]
    pieces = _pieces(text, limit - _NUMBER, size)
    return [f"（{number}/{len(pieces)}）\n{piece}" for number, piece in enumerate(pieces, 1)]


def _pieces(text: str, limit: int, size: Callable[[str], int]) -> list[str]:
    found = []
    while text:
        end = _border(text, _longest(text, limit, size))
        found.append(text[:end])
        text = text[end:]
    return found


def _longest(text: str, limit: int, size: Callable[[str], int]) -> int:
    """How many characters fit: at least one, by halving."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= limit else (low, middle - 1)
    return low


def _border(text: str, end: int) -> int:
    """The end moved back to a line's end in the last third, else off marks that belong to the character before them."""
    if end == len(text):
        return end
    line = text.rfind("\n", 0, end)
    if line + 1 > end * 2 // 3:
        return line + 1
    back = end
    while back > 1 and (unicodedata.combining(text[back]) or text[back] in _JOINERS or text[back - 1] == "\u200d"):
        back -= 1
    return back if back > 1 else end
