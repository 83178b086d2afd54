"""What a typed cell is, and what surrounds a column's cells while they are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from schemas.regions import Regions
from schemas.units import Units


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a column's cells; `on` is the delivery's date, the period has both its ends."""

    units: Units
    regions: Regions
    on: date
    period_from: date
    period_to: date
    amount_unit: str | None = None  # of the header or the 单位 line: 万元, 亿元, 亩 …
    date_1904: bool = False
    currency: Mapping[str, Fraction] = field(default_factory=dict)  # yuan for one, by name: {"美元": Fraction(67, 10)}


class Cell(NamedTuple):
    """A typed value, what stands beside it (precision, qualifier, place code), and the rule that speaks.

    Values: str (text, code, unit code, region as written, phone), date, "YYYY-MM", int (year, count, yuan),
    float (number, m², fraction), bool. Under a rule that rejects the value is None.
    """

    value: object | None
    companion: str | None = None
    rule: str | None = None


#: A cell in which nothing stands.
BLANK = Cell(None)
