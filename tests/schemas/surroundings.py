"""What surrounds the cells of these tests: a delivery of 30 June 2022 for that month."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from schemas.cells import Context
from schemas.forms import FORMS
from schemas.grammar import Field
from schemas.regions import Regions
from schemas.units import read_units

UNITS = read_units(Path(__file__).parents[2] / "config/units.csv")
JUNE = Context(
    units=UNITS, regions=Regions(), on=date(2022, 6, 30), period_from=date(2022, 6, 1), period_to=date(2022, 6, 30),
    currency={"美元": Fraction(67, 10)},
)  # fmt: skip

#: Fields of kinds that no declared form has yet.
OTHERS = {"targets.year": Field("year", "年份", "year")}


def field_of(name: str) -> Field:
    """The field "form.field" names; a declared one goes before a stand-in."""
    form, _, field_id = name.partition(".")
    declared = [field for field in FORMS[form].fields if field.id == field_id] if form in FORMS else []
    return declared[0] if declared else OTHERS[name]


def with_unit(unit: str | None, context: Context = JUNE) -> Context:
    return replace(context, amount_unit=unit)
