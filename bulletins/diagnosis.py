"""What saima doctor says: a line a thing that it looked at, and what to do where it is not well."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "bad"]
_SIGNS: dict[Level, str] = {"ok": "✓ 正常", "warn": "！注意", "bad": "✗ 不对"}


@dataclass(frozen=True)
class Looked:
    """`what` was looked at, `said` is what was seen, `advice` what to do; '' where all is well."""

    level: Level
    what: str
    said: str
    advice: str = ""


def write_diagnosis(looked: Sequence[Looked]) -> Iterator[str]:
    """A line each, advice below it; the last line counts."""
    for one in looked:
        yield f"{_SIGNS[one.level]}  {one.what}：{one.said}"
        if one.advice:
            yield f"        → {one.advice}"
    bad, warned = (sum(one.level == level for one in looked) for level in ("bad", "warn"))
    yield "全部正常。" if not bad + warned else f"{bad}处不对，{warned}处请注意。" if bad else f"可以运行；{warned}处请注意。"
