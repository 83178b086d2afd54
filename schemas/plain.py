"""Plain cells of a column, typed many at once: what most offices write most of the time needs no parser.

`plain` gives the values of a whole column and the positions that it leaves to `schemas.cells.parse`. It may leave any cell to the
parser, and must never read one in another way: both readings of a cell are compared in tests/schemas/test_plain.py.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import cast

from schemas.grammar import Field, Kind
from schemas.textual import CHECKS
from schemas.units_of_measure import HOME, read_area_unit, read_money_unit

#: Values by position, and the positions that the parser decides.
Plain = tuple[list[object], list[int]]
#: Blank words (无, 待定) are no longer once their spaces are gone.
_LONGER_THAN_BLANKS = 3
#: Whole numbers and halves further off than this are beyond what floats can blur.
_DOUBT = 1e-3
_PROJECT_CODE = re.compile(r"\d\d(?:0[1-9]|1[0-2])-\d{6}-\d\d-\d\d-\d{5}[0-9A-Z]", re.ASCII)


def plain(field: Field, cells: Sequence[object], types: set[type], unit: str | None) -> Plain | None:
    """None where the parser has to see the whole column; `types` are those of the cells, `unit` as in `Context.amount_unit`."""
    way = _WAYS.get(field.kind)
    return way(field, cells, types, unit) if way else None


def _texts(field: Field, cells: Sequence[object], types: set[type], unit: str | None) -> Plain | None:
    """Texts that say themselves: longer than a blank word, without spaces or marks that cannot be seen."""
    if types != {str}:
        return None
    if field.id in CHECKS:
        return _codes(cells) if field.id == "project_code" else None
    texts = cast(Sequence[str], cells)
    whole = "".join(texts)
    if not whole.isprintable() or "#" in whole or "＃" in whole or "_x000D_" in whole:
        return None
    return [*texts], [at for at, text in enumerate(texts) if len(text) < _LONGER_THAN_BLANKS or " " in text]


def _codes(cells: Sequence[object]) -> Plain:
    is_plain = _PROJECT_CODE.fullmatch
    return [*cells], [at for at, cell in enumerate(cells) if not is_plain(str(cell))]


def _money(field: Field, cells: Sequence[object], types: set[type], unit: str | None) -> Plain | None:
    """Numbers in the unit of their header that are whole yuan."""
    known = read_money_unit(unit) if unit else None
    if known is None or known.currency != HOME or float not in types:
        return None
    factor = known.factor
    values: list[object] = [
        yuan if type(cell) is float and 0 <= cell * factor < 1e13 and abs(cell * factor - (yuan := round(cell * factor))) < _DOUBT else None
        for cell in cells
    ]
    return values, [at for at, value in enumerate(values) if value is None]


def _areas(field: Field, cells: Sequence[object], types: set[type], unit: str | None) -> Plain | None:
    """Numbers in the unit of their header whose hundredths of a square metre are not halves."""
    known = read_area_unit(unit) if unit else None
    if known is None or float not in types:
        return None
    factor = float(known * Fraction(100))
    values: list[object] = [
        floor(hundredths) / 100
        if type(cell) is float and cell >= 0 and (hundredths := cell * factor + 0.5) < 1e11 and _DOUBT < hundredths % 1 < 1 - _DOUBT
        else None
        for cell in cells
    ]
    return values, [at for at, value in enumerate(values) if value is None]


_WAYS: Mapping[Kind, Callable[[Field, Sequence[object], set[type], str | None], Plain | None]] = {
    "text": _texts, "money": _money, "area": _areas,
}  # fmt: skip
