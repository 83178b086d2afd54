"""Numbers as offices write them: exact decimals from cells, thousands separators, Chinese numerals.

cn2an reads 叁仟万 and fails on 三点八五亿; it is asked for whole Chinese numbers only, and imported when one is met.
"""

import re
from decimal import Decimal
from functools import lru_cache

#: Larger than any figure of a county, and small enough for an integer column.
LARGEST = Decimal(10) ** 15
#: Scale words that settle an amount's unit by themselves, the longest first.
SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5,
    "万": 10**4, "千": 1000, "百": 100,
}  # fmt: skip
DIGITS = {char: str(value) for value, chars in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒",
                                                        "八捌", "九玖")) for char in chars}  # fmt: skip

_COMMAS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d,])")
_SCALE = "|".join(SCALES)
_PART = re.compile(rf"(\d{{1,20}}(?:\.\d{{1,15}})?)({_SCALE})?")
_WESTERN = re.compile(rf"(?:\d{{1,20}}(?:\.\d{{1,15}})?(?:{_SCALE})?){{1,4}}")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億]{1,24}")
_POINT = re.compile(rf"([零〇一二两三四五六七八九十百千]{{1,9}})点([零〇一二三四五六七八九]{{1,9}})({_SCALE})?")
_SKIPS = re.compile(r"亿[^万零]+$")  # 一亿二千: 1.2亿 or 100,002,000?
_SPELT = str.maketrans({"两": "二", "〇": "零", "萬": "万", "億": "亿"})


def exact(raw: float) -> Decimal | None:
    """A cell's number to the 15 digits Excel keeps (0.1+0.2 is 0.3); None for infinities and beyond `LARGEST`."""
    if not -1e15 < raw < 1e15:
        return None
    return Decimal(raw) if type(raw) is int else Decimal(f"{raw:.15g}")


def without_commas(text: str) -> str:
    """1,234.5 as 1234.5; commas that part no thousands stay and are then no number."""
    return _COMMAS.sub(lambda found: found[0].replace(",", ""), text) if "," in text else text


@lru_cache(maxsize=4096)
def read_number(text: str) -> tuple[Decimal, bool] | None:
    """The number of a squeezed text and whether 万 or 亿 scales it: 1亿2000万, 叁仟万, 三点八五亿, 3个亿."""
    said = without_commas(text).replace("个亿", "亿").replace("个万", "万").translate(_SPELT)
    if _WESTERN.fullmatch(said):
        return _western(said)
    if _SKIPS.search(said):
        return None
    found = _POINT.fullmatch(said)
    if found:
        whole = _whole(found[1])
        parts = "".join(DIGITS[char] for char in found[2])
        return None if whole is None else (Decimal(f"{whole}.{parts}") * SCALES.get(found[3], 1), _settles(said))
    if _CHINESE.fullmatch(said):
        number = _whole(said)
        return None if number is None else (Decimal(number), _settles(said))
    return None


def _western(said: str) -> tuple[Decimal, bool] | None:
    """Parts must follow in order: 1亿2000万 is a number; 2000万1亿 is not, and 1亿2千 may mean two things."""
    total, last = Decimal(0), 0
    for figure, scale in _PART.findall(said):
        factor = SCALES.get(scale, 1)
        part = Decimal(figure) * factor
        if last and not (factor < last <= factor * 10_000 and last <= part * 10_000 and part < last):
            return None
        total, last = total + part, factor
    return total, _settles(said)


def _settles(said: str) -> bool:
    return "万" in said or "亿" in said


def _whole(said: str) -> int | None:
    from cn2an import cn2an  # 140 ms, needed for few cells

    try:
        return int(cn2an(said, "strict"))
    except (ValueError, KeyError, IndexError):
        return None
