"""What an amount is counted in: 万元, 亿美元, 亩, ㎡ and their factors, from a cell, a header or the 单位 line."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from schemas.numerals import SCALES
from schemas.raw import squeeze

HOME = "人民币"
_CURRENCIES = {
    "人民币元": HOME, "人民币": HOME, "元": HOME, "块钱": HOME, "块": HOME, "rmb": HOME, "cny": HOME, "圆": HOME,
    "美元": "美元", "美金": "美元", "usd": "美元", "港元": "港元", "港币": "港元", "hkd": "港元", "欧元": "欧元", "eur": "欧元",
    "日元": "日元", "日圆": "日元", "jpy": "日元", "英镑": "英镑", "gbp": "英镑", "新台币": "新台币", "台币": "新台币", "韩元": "韩元",
    "新加坡元": "新加坡元", "新币": "新加坡元", "加元": "加元", "澳元": "澳元", "瑞士法郎": "瑞士法郎", "卢布": "卢布",
}  # fmt: skip
SIGNS = {"¥": HOME, "$": "美元", "us$": "美元", "hk$": "港元", "€": "欧元", "£": "英镑"}
_MONEY = re.compile(rf"(?P<scale>{'|'.join(SCALES)})?(?P<currency>{'|'.join(sorted(_CURRENCIES, key=len, reverse=True))})?"
                    r"(?:人民币|整|正)?")  # fmt: skip

_MU = Fraction(2000, 3)
_AREAS = {
    "亩": _MU, "平方米": Fraction(1), "平米": Fraction(1), "平方": Fraction(1), "平": Fraction(1), "m2": Fraction(1),
    "公顷": Fraction(10_000), "ha": Fraction(10_000), "hm2": Fraction(10_000), "平方公里": Fraction(1_000_000),
    "平方千米": Fraction(1_000_000), "km2": Fraction(1_000_000),
}  # fmt: skip
_AREA = re.compile(rf"(?P<scale>{'|'.join(SCALES)})?(?P<unit>{'|'.join(sorted(_AREAS, key=len, reverse=True))})")


class MoneyUnit(NamedTuple):
    """`factor` units of `currency` for one of the figure; `own` when 万, 亿 or a currency says it."""

    factor: int
    currency: str


@lru_cache(maxsize=1024)
def read_money_unit(text: str) -> MoneyUnit | None:
    """万元, 亿, 万美元, 元; None where the text is no unit of money. A bare 千 or 百 is a numeral, no unit."""
    said = _bare(text)
    found = _MONEY.fullmatch(said)
    if not found or not (found["currency"] or "万" in said or "亿" in said):
        return None
    return MoneyUnit(SCALES.get(found["scale"], 1), _CURRENCIES.get(found["currency"] or "元", HOME))


@lru_cache(maxsize=1024)
def read_area_unit(text: str) -> Fraction | None:
    """Square metres in one 亩, 平方米, 千平方米, 公顷, 平方公里 …; None where the text is no unit of area."""
    found = _AREA.fullmatch(_bare(text))
    return SCALES.get(found["scale"], 1) * _AREAS[found["unit"]] if found else None


def _bare(text: str) -> str:
    return squeeze(text).lower().strip("()[]:：").removeprefix("单位:")
