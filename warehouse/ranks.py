"""Ranks within a group by exact fractions, what is listed red and black, and how far a small share can be trusted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from schemas.units import Unit

#: Two-sided 95 %.
_Z = 1.959963984540054


@dataclass(frozen=True)
class Score:
    """A unit's rate: exact parts; `value` is None where the denominator is 0."""

    unit: Unit
    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None


@dataclass(frozen=True)
class Place:
    score: Score
    rank: int | None
    gap_to_next: Fraction | None
    gap_to_first: Fraction | None
    list: str | None = None


def rank_values(values: Sequence[Fraction | None]) -> list[int | None]:
    """Best first, 1, 1, 3; None has no rank."""
    known = [v for v in values if v is not None]
    return [None if v is None else 1 + sum(other > v for other in known) for v in values]


def rank_units(scores: Sequence[Score], red: int = 0, black: int = 0) -> list[Place]:
    """Ranks within one group, best first, 1, 1, 3; a unit without a denominator is not ranked."""
    values = [s.value for s in scores]
    known = sorted((v for v in values if v is not None), reverse=True)
    listed = list_ranks(values, red, black)
    places = []
    for score, value, rank, on in zip(scores, values, rank_values(values), listed, strict=True):
        if value is None:
            places.append(Place(score, None, None, None))
            continue
        nearest = min((v for v in known if v > value), default=value) - value
        places.append(Place(score, rank, nearest, known[0] - value, on))
    return places


def list_ranks(values: Sequence[Fraction | None], red: int, black: int) -> list[str | None]:
    """红 for the first `red` places, 黑 for the last `black`, at most a third of the ranked each; equals go together or not at all.

    Ties at the border of the black list stay off it, at that of the red list too: a list is never longer than it says.
    """
    known = [v for v in values if v is not None]
    most = len(known) // 3

    def place(value: Fraction | None) -> str | None:
        if value is None:
            return None
        if sum(v >= value for v in known) <= min(red, most):
            return "红"
        return "黑" if sum(v <= value for v in known) <= min(black, most) else None

    return [place(v) for v in values]


def interval(numerator: int, denominator: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share of counts; None where it is no share of what it is divided by."""
    if not 0 <= numerator <= denominator or not denominator:
        return None
    n, p = denominator, numerator / denominator
    middle, spread = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    return max(0.0, (middle - spread) / (1 + _Z**2 / n)), min(1.0, (middle + spread) / (1 + _Z**2 / n))


def by_group(scores: Iterable[Score]) -> dict[str, list[Score]]:
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(score.unit.group_name, []).append(score)
    return groups
