"""A sheet that says 本月无变化 instead of rows: the line is set aside by name, and the delivery is a nil, not an empty list."""

from collections.abc import Sequence

from schemas.nil_words import nil_row

#: Rows of data up to which a sheet may be one that says nothing; a longer one is not looked through.
FEW = 3
_LOOKED_AT = 30


def take_nils(rows: Sequence[Sequence[object]], first: int, data: list[int]) -> dict[int, str]:
    """Rows (from 0) from `first` on that say that nothing changed, with their words; none where there is much data."""
    if len(data) > FEW:
        return {}
    return {number: said for number in range(first, min(len(rows), first + _LOOKED_AT)) if (said := nil_row(rows[number]))}
