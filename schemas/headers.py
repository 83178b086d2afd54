"""Which field a header means: exact title, listed alias, then the same after normalisation.

A header is a path of texts, parent first. A form's own titles come before aliases; a listed path
("资金来源/合计") before its leaf; a parent that is no field is only a path and the leaf decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.forms import FORMS
from schemas.grammar import Field, Form
from schemas.ignored import IGNORED
from schemas.raw import squeeze

#: Units a header may carry in brackets, longest first so that 万元 is not read as 元.
UNIT_WORDS = (
    "万美元", "亿美元", "平方公里", "千平方米", "平方米", "百万元", "亿元", "万元", "千元", "美元", "公顷", "人次",
    "元", "亩", "亿", "万", "个", "家", "批次", "次", "条", "人", "%",
)  # fmt: skip
#: A header is looked for in so many rows from where a table may begin.
SEARCHED = 30
_BRACKET = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_MONTH = re.compile(r"(?<!\d)(?:1[0-2]|0?[1-9])月")
_DIGITS = frozenset("0123456789")
_PREFIX = re.compile(r"^[*#※★]+|^(?:其中[:：]?)(?=.)")


@dataclass(frozen=True)
class Header:
    """One column's header: `path` as written, `unit` the nearest unit it names, if any."""

    path: tuple[str, ...]
    unit: str | None


@lru_cache(maxsize=20_000)
def unit_of(text: str) -> str | None:
    """The unit in a header's brackets: （万元） → 万元; two units in one pair (亿美元/亿元) are none."""
    for inner in reversed(_BRACKET.findall(squeeze(text))):
        inner = inner.removeprefix("单位").lstrip(":")
        if inner in UNIT_WORDS:
            return str(inner)
        tail = re.split(r"[-—]", inner)[-1]
        if tail in UNIT_WORDS:
            return str(tail)
    return None


@lru_cache(maxsize=20_000)
def normalise(text: str) -> str:
    """The header without width, spaces, units in brackets and footnote marks."""
    said = squeeze(text)
    bare = _BRACKET.sub(lambda m: "" if _is_unit(m[1]) else m[0], said)
    return bare.strip("*:;,。、.·") or said


def _is_unit(inner: str) -> bool:
    inner = inner.removeprefix("单位").lstrip(":")
    return inner in UNIT_WORDS or inner == "100%" or re.split(r"[-—/]", inner)[-1] in UNIT_WORDS


@lru_cache(maxsize=64)
def known_spellings(form: Form) -> dict[str, Field]:
    """Normalised spelling → field; titles are entered first, so that they win over any alias."""
    known: dict[str, Field] = {}
    for field in form.fields:
        known.setdefault(normalise(field.title), field)
    for field in form.fields:
        for alias in field.aliases:
            known.setdefault(normalise(alias), field)
    return known


@lru_cache(maxsize=50_000)
def match(form: Form, path: tuple[str, ...]) -> Field | None:
    """The field that a header path means in `form`, or None."""
    texts = [normalise(part) for part in path if part]
    if not texts:
        return None
    known = known_spellings(form)
    whole, leaf = "/".join(texts), texts[-1]
    if whole in known:
        return known[whole]
    if leaf in known:
        return known[leaf]
    stripped = _PREFIX.sub("", leaf)
    if stripped in known:
        return known[stripped]
    if leaf in ("合计", "小计", "总额", "金额") and len(texts) > 1:
        return known.get(texts[-2])
    any_month = known.get(_MONTH.sub("6月", leaf))  # an amount's alias that names June means any month
    return any_month if any_month and any_month.kind == "money" else None


@lru_cache(maxsize=4)
def _title_words() -> frozenset[str]:
    """Every title and alias of a form, and every part of a listed path."""
    return frozenset(part for form in FORMS.values() for spelling in known_spellings(form) for part in (spelling, *spelling.split("/")))


def edges(words: Iterable[str]) -> frozenset[str]:
    """Of each normalised spelling its first character, and its first and last."""
    return frozenset(said for word in words if word for said in (word[0], word[0] + word[-1]))


@lru_cache(maxsize=4)
def title_edges() -> frozenset[str]:
    return edges(_title_words())


def may_be(text: str, known: frozenset[str]) -> bool:
    """False for most cells that are no header, by ends that no spelling has (`edges`): normalising leaves Chinese characters and
    digits at the ends of a text where they are."""
    first, last = text[0], text[-1]
    if "\u4e00" <= first <= "\u9fff" and first != "其":  # 其中 is a prefix
        return first + last in known if "\u4e00" <= last <= "\u9fff" else first in known
    return first in known if first in _DIGITS else True


@lru_cache(maxsize=20_000)
def is_title(text: str) -> bool:
    """A cell that may head a column of some form: a cheap look before a header is matched in earnest."""
    said = normalise(text)
    return said in _title_words() or _PREFIX.sub("", said) in _title_words()


@lru_cache(maxsize=4)
def _ignored() -> frozenset[str]:
    return frozenset(normalise(title) for title in IGNORED).union(*(known_spellings(form) for form in FORMS.values()))


def is_ignored(path: Sequence[str]) -> bool:
    """A column known from real sheets, or of another form, that is no field of this one: ignored by name, without a finding."""
    texts = [normalise(part) for part in path if part]
    return bool(texts) and (texts[-1] in _ignored() or "/".join(texts) in _ignored())
