"""The race's one engine: figures and rules in, points out. Pure, and exact to the last fraction; nothing is rounded.

A figure that cannot be had (no target, a denominator of 0) is None and gives no points; a unit for which none of the
items that make up the full mark can be had is not ranked rather than last.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from schemas.scoring import OWN_TARGET, Item, Part, Rules

Value = Fraction | None
#: Methods that take away or add beside the full mark: they alone do not make a unit ranked.
_BESIDE = ("deduction", "shortfall", "per_unit", "projects")


@dataclass(frozen=True)
class Introduced:
    """A project that gives points: the units it is credited to (shares sum to 1), its size, and what factors ask for."""

    shares: Mapping[str, Fraction]
    yuan: int
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What is known of the units of one group; a unit without a value has none (0 is a value)."""

    values: Mapping[str, Mapping[str, Value]]
    targets: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    projects: Sequence[Introduced] = ()
    elapsed: Fraction = Fraction(1)

    def value(self, metric: str, unit: str) -> Value:
        return self.values.get(metric, {}).get(unit)


@dataclass(frozen=True)
class Points:
    """`raw` as computed, `capped` within bounds, `points` as counted."""

    item: Item
    raw: Value
    capped: Value
    points: Fraction


@dataclass(frozen=True)
class Total:
    unit: str
    items: tuple[Points, ...]
    score: Value  # None: not ranked
    promoted: bool = False


def score_group(rules: Rules, group: str, units: Sequence[str], facts: Facts) -> list[Total]:
    """The totals of a group's units, in their order."""
    scored = [_METHODS[item.method](item, units, facts) for item in rules.items_of(group)]
    totals = []
    for unit in units:
        items = tuple(by_unit[unit] for by_unit in scored)
        weighed = [p for p in items if p.item.method not in _BESIDE] or items
        known = any(p.raw is not None for p in weighed)
        raised = any((facts.value(metric, unit) or 0) >= least for metric, least in rules.promoted)
        totals.append(Total(unit, items, sum((p.points for p in items), Fraction(0)) if known else None, raised))
    return totals


def _ratio(part: Part, item: Item, unit: str, facts: Facts) -> Value:
    """Done over target; the target of the months gone where the item says so."""
    value = facts.value(part.metric, unit)
    if part.target is None:
        return value
    target = facts.targets.get(part.metric, {}).get(unit) if part.target == OWN_TARGET else part.target
    assert not isinstance(target, str)
    goal = target and (target * facts.elapsed if item.elapsed else target)
    return value / goal if value is not None and goal else None


def _mixed(item: Item, unit: str, facts: Facts) -> Value:
    """The shares of an item's parts together; one that cannot be had makes the whole unknown."""
    parts = [_ratio(part, item, unit, facts) for part in item.parts]
    known = [part.share * value for part, value in zip(item.parts, parts, strict=True) if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(parts) else None


def _bounded(value: Fraction, low: Fraction | None, high: Fraction | None) -> Fraction:
    value = value if high is None else min(value, high)
    return value if low is None else max(value, low)


def _by_ratio(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    return {unit: _weighed(item, _mixed(item, unit, facts)) for unit in units}


def _by_best(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    raw = {unit: _mixed(item, unit, facts) for unit in units}
    best = max((v for v in raw.values() if v is not None), default=Fraction(0))
    return {unit: _weighed(item, value / best if value is not None and best > 0 else None) for unit, value in raw.items()}


def _weighed(item: Item, raw: Value) -> Points:
    if raw is None:
        return Points(item, None, None, Fraction(0))
    capped = _bounded(raw, item.floor, Fraction(1) if item.cap is None else item.cap)
    return Points(item, raw, capped, capped * item.weight)


def _by_minmax(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    """(x − min) / (max − min) × 40 + 60 of 100; equals are all best."""
    raw = {unit: _mixed(item, unit, facts) for unit in units}
    known = [v for v in raw.values() if v is not None]
    low, high = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    worst, best = item.scale

    def points(value: Value) -> Points:
        if value is None:
            return Points(item, None, None, Fraction(0))
        mark = worst + (best - worst) * (value - low) / (high - low) if high > low else best
        return Points(item, value, mark, mark / best * item.weight)

    return {unit: points(value) for unit, value in raw.items()}


def _by_step(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    steps = sorted(item.steps, key=lambda step: step.at_least, reverse=True)

    def points(raw: Value) -> Points:
        if raw is None:
            return Points(item, None, None, Fraction(0))
        step = next((s for s in steps if raw >= s.at_least), None)
        given = _bounded(step.points + step.per * raw, item.floor, item.cap) if step else item.floor
        return Points(item, raw, given, given)

    return {unit: points(_mixed(item, unit, facts)) for unit in units}


def _by_unit(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    def points(raw: Value) -> Points:
        given = _bounded((raw or 0) * item.per, item.floor, item.cap)
        return Points(item, raw, given, given)

    return {unit: points(_mixed(item, unit, facts)) for unit in units}


def _by_projects(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    """Points by size, times the factors of its marks, shared as the project is credited; bounded by the unit."""
    tiers = sorted(item.tiers, key=lambda tier: tier.at_least, reverse=True)
    raw = dict.fromkeys(units, Fraction(0))
    for project in facts.projects:
        tier = next((t for t in tiers if project.yuan >= t.at_least), None)
        if tier is None:
            continue
        given = tier.points + tier.per * project.yuan
        for mark, factor in item.factors:
            given *= factor if mark in project.marks else 1
        for unit in set(project.shares) & set(raw):
            raw[unit] += given * project.shares[unit]
    return {
        unit: Points(item, value, _bounded(value, item.floor, item.cap), _bounded(value, item.floor, item.cap))
        for unit, value in raw.items()
    }


def _by_rank(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    values = {unit: _mixed(item, unit, facts) for unit in units}

    def points(value: Value) -> Points:
        if value is None:
            return Points(item, None, None, Fraction(0))
        rank = 1 + sum(other is not None and other > value for other in values.values())
        given = max(item.floor, item.weight - item.per * (rank - 1))
        return Points(item, Fraction(rank), given, given)

    return {unit: points(value) for unit, value in values.items()}


def _by_deduction(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    """Each part's `share` is taken off for each one, at most `cap` in all; a full mark is not undercut."""

    def points(unit: str) -> Points:
        raw = sum((part.share * (facts.value(part.metric, unit) or 0) for part in item.parts), Fraction(0))
        return _taken(item, raw, raw)

    return {unit: points(unit) for unit in units}


def _by_shortfall(item: Item, units: Sequence[str], facts: Facts) -> dict[str, Points]:
    """`per` is taken off for each one that a part lacks of its target."""

    def missing(part: Part, unit: str) -> Fraction:
        target = facts.targets.get(part.metric, {}).get(unit) if part.target == OWN_TARGET else part.target
        assert not isinstance(target, str)
        return max(Fraction(0), (target or Fraction(0)) - (facts.value(part.metric, unit) or 0))

    raw = {unit: sum((missing(part, unit) for part in item.parts), Fraction(0)) for unit in units}
    return {unit: _taken(item, value, value * item.per) for unit, value in raw.items()}


def _taken(item: Item, raw: Fraction, off: Fraction) -> Points:
    off = _bounded(off, Fraction(0), item.cap)
    points = max(item.floor, item.weight - off) if item.weight else -off
    return Points(item, raw, off, points)


_METHODS: dict[str, Callable[[Item, Sequence[str], Facts], dict[str, Points]]] = {
    "ratio": _by_ratio, "best": _by_best, "minmax": _by_minmax, "step": _by_step, "per_unit": _by_unit, "projects": _by_projects,
    "rank": _by_rank, "deduction": _by_deduction, "shortfall": _by_shortfall,
}  # fmt: skip
