"""When two rows speak of one project: the key that spelling does not change."""

import re
from collections.abc import Sequence
from functools import lru_cache

from schemas.raw import squeeze, squeeze_once

#: Stands between the texts of a column: width, case and spaces of one do not reach over it into the next.
_APART = "\0"
_AT_END = re.compile(rf"(?:项目|有限责任公司|有限公司)+(?=\Z|{_APART})")


@lru_cache(maxsize=200_000)
def name_key(text: str | None) -> str:
    """NFKC, no spaces, no case, without the endings 项目, 有限公司, 有限责任公司; digits and 一期/二期 stay."""
    return _without_endings(squeeze(text).lower()) if text else ""


def code_key(text: str | None) -> str:
    """A project code or credit code without spaces and case."""
    return squeeze(text).upper() if text else ""


def name_keys(column: Sequence[object]) -> list[str]:
    """`name_key` of each value of a column, NULL as ''."""
    texts = ["" if value is None else str(value) for value in column]
    whole = _squeezed(texts).lower()
    said = whole.split(_APART)
    if len(said) != len(texts):
        return [name_key(text) for text in texts]
    bare = _AT_END.sub("", whole).split(_APART)
    return [short or long for short, long in zip(bare, said, strict=True)]


def _squeezed(texts: Sequence[str]) -> str:
    """A column in one text; with the brackets of most firms made narrow first, little is left that NFKC has to rewrite."""
    return squeeze_once(_APART.join(texts).replace("（", "(").replace("）", ")"))


def code_keys(column: Sequence[object]) -> list[str]:
    """`code_key` of each value of a column, NULL as ''."""
    texts = ["" if value is None else str(value) for value in column]
    said = _squeezed(texts).upper().split(_APART)
    return said if len(said) == len(texts) else [code_key(text) for text in texts]


def _without_endings(said: str) -> str:
    return _AT_END.sub("", said) or said
