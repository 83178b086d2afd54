"""When two rows speak of one project: the key that spelling does not change."""

from collections.abc import Sequence
from functools import lru_cache

from schemas.raw import squeeze, squeeze_once

_ENDINGS = ("项目", "有限责任公司", "有限公司")
#: Stands between the texts of a column: width, case and spaces of one do not reach over it into the next.
_APART = "\0"


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
    said = squeeze_once(_APART.join(texts)).lower().split(_APART)
    return [_without_endings(text) for text in said] if len(said) == len(texts) else [name_key(text) for text in texts]


def code_keys(column: Sequence[object]) -> list[str]:
    """`code_key` of each value of a column, NULL as ''."""
    texts = ["" if value is None else str(value) for value in column]
    said = squeeze_once(_APART.join(texts)).upper().split(_APART)
    return said if len(said) == len(texts) else [code_key(text) for text in texts]


def _without_endings(said: str) -> str:
    bare = said
    while bare.endswith(_ENDINGS):
        bare = bare.removesuffix("项目").removesuffix("有限责任公司").removesuffix("有限公司")
    return bare or said
