"""Money cells: integer yuan, exactly; the nearest unit wins, halves of a yuan round up.

A cell's own unit goes before the header's; a header's unit serves money cells only when it is a unit of money.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from schemas.cell import Cell, Context
from schemas.grammar import Field
from schemas.numerals import LARGEST, exact, read_number
from schemas.raw import squeeze
from schemas.units_of_measure import HOME, SIGNS, MoneyUnit, read_money_unit

UNREADABLE = Cell(None, rule="money_unreadable")
_UNITLESS = Cell(None, rule="money_unit_missing")
_YUAN = MoneyUnit(1, HOME)

_GE = "不低于|不少于|不小于|至少|超过|大于|超|逾|≥|>=|>"
_LE = "不超过|不高于|不多于|不到|不足|最多|小于|低于|≤|<=|<"
_ABOUT = "大约|大概|约为|约|将近|接近|近|预计|预估|估计|估算|暂定|~|≈|拟投资|拟投|计划|拟"
_NUMBER = r"(?:[\d,.]|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億点]|个(?=[万亿]))+"
_AMOUNT = re.compile(
    r"(?:人民币)?"
    rf"(?:(?P<ge>{_GE})|(?P<le>{_LE})|(?P<about>{_ABOUT}))?"
    r"(?P<minus>[-−]|\((?=[\d,.]+\)$))?(?P<sign>¥|us\$|hk\$|\$|€|£|rmb|usd|人民币)?"
    rf"(?P<number>{_NUMBER})(?P<more>余|多|几)?"
    r"(?P<unit>\([^\d()]+\)|[^\d()余多左上以之+]*)(?P<over>余|多|以上|之上|\+)?(?P<under>以下|以内|之内)?(?P<round>左右|上下)?\)?"
)


class Amount(NamedTuple):
    """`number` of the cell's own `unit`; without one the header's is wanted."""

    number: Decimal
    unit: MoneyUnit | None
    qualifier: str | None


def parse_money(field: Field, raw: object, context: Context) -> Cell:
    """Integer yuan and a qualifier (ge, le, approx); a negative is a refund where the field has refunds."""
    if type(raw) is int or type(raw) is float:
        if (plain := _whole_yuan(raw, context)) is not None:
            return Cell(plain)
        number = exact(raw)
        return UNREADABLE if number is None else _in_yuan(field, Amount(number, None, None), context)
    if type(raw) is not str:
        return UNREADABLE
    amount = read_amount(squeeze(raw[:200])) if len(raw) <= 200 else None
    return UNREADABLE if amount is None else _in_yuan(field, amount, context)


def _whole_yuan(raw: float, context: Context) -> int | None:
    """The yuan of a plain number in the column's unit, where floats leave no doubt; the exact way decides the rest."""
    unit = read_money_unit(context.amount_unit) if context.amount_unit else None
    if unit is None or unit.currency != HOME or not 0 <= raw * unit.factor < 1e13:
        return None
    yuan = raw * unit.factor
    return round(yuan) if abs(yuan - round(yuan)) < 1e-3 else None


@lru_cache(maxsize=8192)
def read_amount(said: str) -> Amount | None:
    """An amount from a squeezed text: 5.5亿元, 30余亿元, 约5亿, 叁仟万, (500), $200万; None for anything else."""
    found = _AMOUNT.fullmatch(said.lower())
    if not found:
        return None
    number = read_number(found["number"])
    if number is None:
        return None
    value, settled = number
    unit = _unit(found["unit"], found["sign"], settled)
    if unit is None and found["unit"]:
        return None
    return Amount(-value if found["minus"] else value, unit, _qualifier(found))


def _unit(text: str, sign: str | None, settled: bool) -> MoneyUnit | None:
    """The cell's own unit; 万 or 亿 within the number settle it, and a currency sign does."""
    own = read_money_unit(text) if text else None
    if own is None and not text and (settled or sign):
        own = _YUAN
    if own is not None and sign:
        own = MoneyUnit(own.factor, SIGNS.get(sign, "美元" if sign == "usd" else HOME))
    return own


def _qualifier(found: re.Match[str]) -> str | None:
    if found["ge"] or found["over"] or found["more"]:
        return "ge"
    if found["le"] or found["under"]:
        return "le"
    return "approx" if found["about"] or found["round"] else None


def _in_yuan(field: Field, amount: Amount, context: Context) -> Cell:
    number = amount.number
    unit = amount.unit or (read_money_unit(context.amount_unit) if context.amount_unit else None)
    if unit is None:
        return _UNITLESS if number else Cell(0)
    yuan = number * unit.factor
    if unit.currency != HOME:
        rate = context.currency.get(unit.currency)
        if rate is None:
            return Cell(None, rule="money_currency")
        yuan = _exchanged(yuan, rate)
    if not -LARGEST < yuan < LARGEST:
        return UNREADABLE
    value = int(yuan.to_integral_value(ROUND_HALF_UP))
    if value < 0:
        return Cell(value, amount.qualifier, "money_refund") if field.refunds else Cell(None, rule="money_negative")
    return Cell(value, amount.qualifier, "money_qualified" if amount.qualifier else None)


def _exchanged(amount: Decimal, rate: Fraction) -> Decimal:
    """Yuan for foreign money, halves kept exact."""
    halves = abs(Fraction(amount)) * rate * 2
    whole = halves.numerator // halves.denominator
    return Decimal(whole if amount >= 0 else -whole) / 2
