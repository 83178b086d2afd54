"""What an unknown header may mean: the likeliest field, for people to decide. A proposal is never used by itself."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from schemas.grammar import Field, Form
from schemas.headers import known_spellings, normalise, unit_of

_LEAST = 0.6
_COMMON = 2
_OF_TIME = re.compile(r"(?:时间|日期|年月|月份)$")
_PLANNED = re.compile(r"^(?:预计|计划|拟)")
_MONEY = frozenset({"亿元", "万元", "千元", "百万元", "元", "亿", "万", "万美元", "亿美元", "美元"})


@lru_cache(maxsize=4096)
def propose(form: Form, path: tuple[str, ...], taken: frozenset[str]) -> Field | None:
    """The field of `form`, none of `taken`, whose title or an alias of which is most like the header; None where none is like it.

    A header of a time means a date, a planned one a planned date, and one in 万元 an amount.
    """
    said = normalise(path[-1])
    unit, of_time = unit_of(path[-1]), bool(_OF_TIME.search(said))
    best, found = _LEAST, None
    for spelling, field in known_spellings(form).items():
        if field.id in taken or of_time != (field.kind in ("date", "month")) or unit in _MONEY and field.kind != "money":
            continue
        if of_time and field.planned != bool(_PLANNED.search(said)):
            continue
        score = _alike(said, spelling)
        if score > best:
            best, found = score, field
    return found


def _alike(said: str, spelling: str) -> float:
    """From 0 to 1: what two texts have in common, in their order."""
    if len(set(said) & set(spelling)) < _COMMON:
        return 0.0
    matcher = SequenceMatcher(None, said, spelling, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > _LEAST else 0.0
