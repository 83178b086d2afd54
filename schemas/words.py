"""Cells of words: text, listed codes, units, yes and no, phones, places."""

import re
from functools import lru_cache

from schemas.cell import BLANK, Cell, Context
from schemas.grammar import Field
from schemas.raw import shown, squeeze
from schemas.regions import Place
from schemas.textual import CHECKS

_YES = frozenset(["是", "有", "1", "√", "✓", "✔", "☑", "■", "●", "y", "yes", "t", "true", "对", "有效", "通过"])
_NO = frozenset(["否", "没有", "0", "2", "×", "✗", "✕", "✘", "x", "□", "☐", "○", "n", "no", "f", "false", "不是", "未", "无效", "不通过"])

_EXTRA = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NUMBERING = re.compile(r"^[\d.、．:：)]+|\d+$")

_APART = re.compile(r"[、,;/|]|或|转(?=1)")
_MOBILE = re.compile(r"(?:\+?86-?|0)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:\+?86-?)?(?:(0(?:10|2\d|[3-9]\d\d))-?)?([2-9]\d{6,7})(?:(?:-|转|ext\.?)(\d{1,6}))?")
_SERVICE = re.compile(r"((?:400|800)\d{7})")


def clean(raw: object) -> str:
    """The cell as text: no marks that cannot be seen or stored, no blanks at its ends; its line breaks stay."""
    return shown(raw).replace("_x000D_", "").strip()


def parse_text(field: Field, raw: object, context: Context) -> Cell:
    """The text as written; some columns are looked at more closely."""
    text = clean(raw)
    if not text:
        return Cell(None, rule="required_blank") if field.wanted else BLANK
    check = CHECKS.get(field.id)
    return check(text) if check else Cell(text)


def parse_code(field: Field, raw: object, context: Context) -> Cell:
    """The official word, by itself or by a listed spelling; numbering and bracketed remarks do not matter."""
    said = squeeze(clean(raw)).lower()
    known = _spellings(field)
    bare = said.removeprefix("已").removesuffix("中")  # 已竣工, 洽谈中
    word = known.get(said) or known.get(bare) or known.get(_NUMBERING.sub("", _EXTRA.sub("", said).strip("()[]\"'“”。.,;、")))
    if word is not None:
        return Cell(word)
    if not field.lenient:
        return Cell(None, rule="code_unknown")
    return Cell("其他", rule="industry_other") if field.id == "industry" else Cell(None, rule="word_unknown")


@lru_cache(maxsize=1024)
def _spellings(field: Field) -> dict[str, str]:
    listed = {squeeze(alias).lower(): word for word, aliases in field.codes.items() for alias in aliases}
    return listed | {squeeze(word).lower(): word for word in field.codes}


def parse_unit(field: Field, raw: object, context: Context) -> Cell:
    """The office's code."""
    said = squeeze(clean(raw))
    code = context.units.find(said) or context.units.find(_EXTRA.sub("", said))
    if code is not None:
        return Cell(code)
    return Cell(None, rule="place_unknown" if field.lenient else "unit_cell_unknown")


def parse_bool(field: Field, raw: object, context: Context) -> Cell:
    """是/否, 有/没有, 1/0 (2 in sheets that count 是 as 1), √/×."""
    if type(raw) is bool:
        return Cell(raw)
    said = squeeze(clean(raw)).lower()
    if said in _YES:
        return Cell(True)
    return Cell(False) if said in _NO else Cell(None, rule="bool_unreadable")


def parse_region(field: Field, raw: object, context: Context) -> Cell:
    """The place as written, and its GB/T 2260 code beside it."""
    text = clean(raw)
    found = context.regions.find(text) if text else None
    if isinstance(found, Place):
        return Cell(text, found.code)
    return Cell(None, rule="region_unknown" if found is None else "region_ambiguous")


def parse_phone(field: Field, raw: object, context: Context) -> Cell:
    """Numbers parted by 、: 11 digits of a mobile, 0570-3012345 of a landline."""
    said = squeeze(clean(raw)[:120]).lower().translate(_DASHES)
    numbers = [_number(part) for part in _APART.split(said.replace("(", "").replace(")", "-").strip("-")) if part]
    if not numbers or None in numbers:
        return Cell(None, rule="phone_unparsed")
    return Cell("、".join(filter(None, numbers)))


_DASHES = str.maketrans("–—−－", "----")


def _number(text: str) -> str | None:
    if found := _MOBILE.fullmatch(text) or _MOBILE.fullmatch(text.replace("-", "")):
        return found[1]
    if found := _SERVICE.fullmatch(text.replace("-", "")):
        return found[1]
    if found := _LANDLINE.fullmatch(text.replace("--", "-")):
        return "-".join(filter(None, found.groups()))
    return None
