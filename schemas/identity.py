"""When two rows speak of one project: the key that spelling does not change."""

import re
from functools import lru_cache

from schemas.raw import squeeze

_ENDINGS = re.compile(r"(?:项目|有限责任公司|有限公司)+$")


@lru_cache(maxsize=200_000)
def name_key(text: str | None) -> str:
    """NFKC, no spaces, no case, without the endings 项目, 有限公司, 有限责任公司; digits and 一期/二期 stay."""
    if not text:
        return ""
    said = squeeze(text).lower()
    return (_ENDINGS.sub("", said) or said) if said.endswith(("项目", "公司")) else said


def code_key(text: str | None) -> str:
    """A project code or credit code without spaces and case."""
    return squeeze(text).upper() if text else ""
