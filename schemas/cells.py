"""Typing cells: what a raw cell of a field says, or the rule it breaks.

`parse` never raises. Defaults are not filled in here: a blank cell of a required field with a default is None.
"""

from collections.abc import Callable, Mapping

from schemas.amounts import parse_money
from schemas.cell import BLANK, Cell, Context
from schemas.dates import parse_date, parse_month, parse_year
from schemas.grammar import Field, Kind
from schemas.measures import parse_area, parse_count, parse_number, parse_percent
from schemas.raw import ErrorValue, Uncached, is_blank, squeeze
from schemas.words import parse_bool, parse_code, parse_phone, parse_region, parse_text, parse_unit

__all__ = ["Cell", "Context", "parse"]

Parser = Callable[[Field, object, Context], Cell]

PARSERS: Mapping[Kind, Parser] = {
    "text": parse_text, "code": parse_code, "unit": parse_unit, "date": parse_date, "month": parse_month,
    "year": parse_year, "money": parse_money, "count": parse_count, "number": parse_number, "area": parse_area,
    "percent": parse_percent, "region": parse_region, "bool": parse_bool, "phone": parse_phone,
}  # fmt: skip
_LOSES_NOTHING = frozenset({None, "required_blank", "error_value", "formula_uncached"})
#: How an Excel error reads in a source that has only text (CSV, HTML).
_ERRORS = frozenset({"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!"})


def parse(field: Field, raw: object, context: Context) -> Cell:
    """The typed value of one cell, its companion, and the rule that speaks, if any."""
    if type(raw) is str:
        if is_blank(raw):
            return _blank(field)
        if raw[0] in "#＃" and squeeze(raw).lower() in _ERRORS:
            return _unread(field, "error_value")
    elif raw is None:
        return _blank(field)
    elif isinstance(raw, ErrorValue):
        return _unread(field, "error_value")
    elif isinstance(raw, Uncached):
        return _unread(field, "formula_uncached")
    cell = PARSERS[field.kind](field, raw, context)
    if cell.value is None and not field.strict and field.wanted and cell.rule not in _LOSES_NOTHING:
        return Cell(None, rule="required_unreadable")
    return cell


def _blank(field: Field) -> Cell:
    return Cell(None, rule="required_blank") if field.wanted else BLANK


def _unread(field: Field, rule: str) -> Cell:
    """An error or an uncomputed formula is filled, and costs the row where the field needs its value."""
    return Cell(None, rule=rule if field.strict or field.wanted else f"{rule}_text")
