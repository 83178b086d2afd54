"""Wide sheets: which headers are values of a field, a column each, by form."""

from collections.abc import Iterable, Mapping

from schemas.forms import FORMS
from schemas.grammar import Field
from schemas.headers import normalise

#: By form, the header spellings of a wide sheet and the value that each means.
Members = Mapping[str, Mapping[str, str]]


def wide_members(indicators: Iterable[str]) -> Members:
    """The values that may stand as headers: a code field's words, else the indicators that the county has configured."""
    named = {normalise(name): name for name in indicators}
    return {form.id: spellings(form[form.wide]) or named for form in FORMS.values() if form.wide}


def spellings(field: Field) -> dict[str, str]:
    """Each spelling of a code field's words, normalised as headers are, with the word it means."""
    return {normalise(word): code for code, others in field.codes.items() for word in (code, *others)}
