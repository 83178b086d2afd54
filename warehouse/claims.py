"""Which delivery stands for which days. Claims are laid in order, later over earlier, per unit, form and lane.

Order (forms.md): period end, 填报时间, the night it was first seen, the workbook's own last-saved time, file name. What a
path held before gives way to what it holds now. A delivery that would close too many rows is held.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

_DAY = timedelta(days=1)
_TIES = 5  # of `order`: what follows is the file's name, and decides nothing


@dataclass(frozen=True)
class Delivery:
    """What ordering and painting need of a delivery; `spans` are (lane, first day, last day) that it replaces."""

    id: int
    unit: str
    form: str
    period_from: date
    period_to: date
    filled_on: date | None
    seen: int
    saved_at: str
    file: str
    place: str  # source and path
    arrival: int
    spans: tuple[tuple[str, date, date], ...]
    is_new: bool = False
    is_nil: bool = False  # it says 无变化 instead of rows: whatever else speaks of its days goes before it

    @property
    def order(self) -> tuple[object, ...]:
        return (not self.is_nil, self.period_to, self.filled_on or date.min, self.seen, self.saved_at, self.file, self.arrival, self.id)


@dataclass(frozen=True, order=True)
class Piece:
    """One claim: `delivery` stands for `lane` from `first` to `last`."""

    unit: str
    form: str
    lane: str
    first: date
    last: date
    delivery: int


@dataclass
class Laid:
    pieces: set[Piece] = field(default_factory=set)
    ties: list[tuple[Delivery, Delivery]] = field(default_factory=list)
    late: list[Delivery] = field(default_factory=list)  # new, and outranked: an earlier period does not replace a later


def lay(deliveries: Iterable[Delivery]) -> Laid:
    """The claims of one unit's one form, given all deliveries that may stand."""
    laid = Laid()
    candidates = sorted(_current(deliveries), key=lambda d: d.order)
    for former, later in zip(candidates, candidates[1:], strict=False):
        if former.order[:_TIES] == later.order[:_TIES] and former.arrival != later.arrival and (former.is_new or later.is_new):
            laid.ties.append((former, later))
    for delivery in candidates:
        for lane, first, last in delivery.spans:
            laid.pieces = set(_paint(laid.pieces, Piece(delivery.unit, delivery.form, lane, first, last, delivery.id)))
    standing = {piece.delivery for piece in laid.pieces}
    laid.late = [d for d in candidates if d.is_new and d.spans and not d.is_nil and d.id not in standing]
    return laid


def _current(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Without what the same path said before about the same period, and without older readings of the same bytes."""
    latest: dict[tuple[object, ...], Delivery] = {}
    for delivery in sorted(deliveries, key=lambda d: (d.arrival, d.id)):
        latest[delivery.place, delivery.period_from, delivery.period_to] = delivery
    reread = {d.arrival for d in latest.values() if d.is_new}  # the new reading replaces the old, whatever its period
    return [d for d in latest.values() if d.is_new or d.arrival not in reread]


def _paint(pieces: Iterable[Piece], new: Piece) -> Iterable[Piece]:
    for old in pieces:
        if old.lane != new.lane or old.last < new.first or old.first > new.last:
            yield old
            continue
        if old.first < new.first:
            yield Piece(old.unit, old.form, old.lane, old.first, new.first - _DAY, old.delivery)
        if old.last > new.last:
            yield Piece(old.unit, old.form, old.lane, new.last + _DAY, old.last, old.delivery)
    yield new
