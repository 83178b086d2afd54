"""Counts, plain numbers, areas and percentages.

A percentage is kept as a fraction. With a % sign it is that many hundredths (98% is 0.98, 125.64% is 1.2564).
Without one, 0 to 1 is a fraction already (0.98; 1 is the whole) and anything above 1 is hundredths (98 is
0.98, 1.5 is 0.015): Excel itself hands over a cell shown as 98% as 0.98, whatever its header says.
"""

import re
from decimal import Decimal
from fractions import Fraction

from schemas.cell import Cell, Context
from schemas.grammar import Field
from schemas.numerals import exact, read_number
from schemas.raw import squeeze
from schemas.units_of_measure import read_area_unit

_NO_COUNT = Cell(None, rule="count_unreadable")
_NO_NUMBER = Cell(None, rule="number_unreadable")
_NO_AREA = Cell(None, rule="area_unreadable")
_NO_PERCENT = Cell(None, rule="percent_unreadable")
_LARGEST_COUNT = 10**9
_LARGEST_PERCENT = 1000

_COUNTED = re.compile(r"第?(.+?)(?:人次|批次|个|家|次|人|批|名|位|组|场|户|项|宗|条|件|期|套|起|天)?")
_AREA = re.compile(
    r"(?P<about>大约|约为|约|将近|接近|近|超过|超|逾|不超过|不低于|不少于|预计|拟|≥|>|≤|<|~)?"
    r"(?P<number>[\d,.零〇一二两三四五六七八九十百点]+(?:[千百]?万|[千百](?![千万百]?[平亩公m]))?)(?P<more>余|多)?"
    r"(?P<unit>\([^()]{1,8}\)|[^\d()余多左以上]*(?:m2)?)(?P<over>余|多|左右|以上|以下|以内|上下)?"
)


def parse_count(field: Field, raw: object, context: Context) -> Cell:
    """A whole number of zero or more: 3, 3.0, 3个, 十二, 1,234."""
    number = _number(raw, _COUNTED)
    if number is None or number < 0 or number >= _LARGEST_COUNT or number != number.to_integral_value():
        return _NO_COUNT
    return Cell(int(number))


def parse_number(field: Field, raw: object, context: Context) -> Cell:
    """A plain number of either sign, without a unit, which stands in a column of its own."""
    number = _number(raw, None)
    return _NO_NUMBER if number is None else Cell(float(number))


def _number(raw: object, counted: re.Pattern[str] | None) -> Decimal | None:
    if type(raw) is int or type(raw) is float:
        return exact(raw)
    if type(raw) is not str or len(raw) > 60:
        return None
    said = squeeze(raw)
    minus = said[:1] in "-−"
    said = said[1:] if minus else said.removeprefix("+")
    if counted and (found := counted.fullmatch(said)):
        said = found[1]
    number = read_number(said)
    if number is None or number[0] >= 10**15:
        return None
    return -number[0] if minus else number[0]


def parse_area(field: Field, raw: object, context: Context) -> Cell:
    """Square metres, to the hundredth; a mu is 2000/3 of them exactly. The cell's unit, else the header's."""
    if type(raw) is int or type(raw) is float:
        number = exact(raw)
        return _NO_AREA if number is None else _in_m2(number, None, context, None)
    if type(raw) is not str or len(raw) > 60:
        return _NO_AREA
    found = _AREA.fullmatch(squeeze(raw).lower())
    read = read_number(found["number"]) if found else None
    if found is None or read is None:
        return _NO_AREA
    own = read_area_unit(found["unit"]) if found["unit"] else None
    if found["unit"] and own is None:
        return _NO_AREA
    qualified = found["about"] or found["more"] or found["over"]
    return _in_m2(read[0], own, context, "area_qualified" if qualified else None)


def _in_m2(number: Decimal, own: Fraction | None, context: Context, rule: str | None) -> Cell:
    unit = own or (read_area_unit(context.amount_unit) if context.amount_unit else None)
    if number < 0:
        return _NO_AREA
    if unit is None:
        return Cell(None, rule="area_unit_missing") if number else Cell(0.0)
    hundredths = Fraction(number) * unit * 100 + Fraction(1, 2)
    m2 = hundredths.numerator // hundredths.denominator / 100
    return Cell(m2, rule=rule) if m2 < 1e12 else _NO_AREA


def parse_percent(field: Field, raw: object, context: Context) -> Cell:
    """A fraction of one; the module says how 0.98, 98 and 98% are told apart."""
    hundredths: Decimal | None = None
    if type(raw) is int or type(raw) is float:
        number = exact(raw)
        hundredths = _hundredths(number) if number is not None else None
    elif type(raw) is str and len(raw) <= 60:
        hundredths = _written_percent(squeeze(raw))
    if hundredths is None or not 0 <= hundredths <= _LARGEST_PERCENT:
        return _NO_PERCENT
    return Cell(float(hundredths / 100))


def _hundredths(number: Decimal) -> Decimal:
    return number * 100 if number <= 1 else number


def _written_percent(said: str) -> Decimal | None:
    if said.startswith("百分之"):
        return _of(said[3:], 1)
    for ending, factor in (("%", Decimal(1)), ("‰", Decimal("0.1")), ("成", Decimal(10))):
        if said.endswith(ending):
            return _of(said[:-1], factor)
    number = read_number(said)
    return _hundredths(number[0]) if number else None


def _of(said: str, factor: Decimal | int) -> Decimal | None:
    number = read_number(said)
    return number[0] * factor if number else None
