"""按时, 迟报, 未报, 零报 or 免报: what became of a report that is owed, judged by the answers that came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schemas.deadline import Stretch
from schemas.owed import Owed

#: 迟报 is not judged for a business date further before the first night: what came then came before anybody asked.
BEFORE_FIRST_NIGHT = timedelta(days=31)


@dataclass(frozen=True)
class Answer:
    """A delivery that stands or stood, or (`is_nil`) a word that nothing changed; `first` and `last` of what it speaks of.

    A nil that names no period has none (`first` is None): it speaks of the one whose due time is nearest. `came` is the local
    time at which it came, where known, `seen` the day of the night that saw it.
    """

    first: date | None
    last: date | None
    came: datetime | None
    seen: date
    is_nil: bool = False

    @property
    def shown(self) -> str:
        return f"{self.came:%Y-%m-%d %H:%M}" if self.came else self.seen.isoformat()

    @property
    def order(self) -> tuple[datetime, bool]:
        return self.came or datetime.combine(self.seen, datetime.min.time()), self.is_nil

    def is_late(self, due: datetime) -> bool:
        """By the minute, where it is known; else only what the night after the due day had not seen: it may have come in time."""
        return self.came > due if self.came else self.seen > due.date() + timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    owed: Owed
    state: str
    received: str | None


def judge(owed: Sequence[Owed], answers: Iterable[Answer], *, is_snapshot: bool, judges_late: bool = True) -> list[Judged]:
    """One unit's reports of one form. A report that came in time is 按时 whatever came besides; a nil in time is 零报; late is late."""
    said = [_nearest(answer, owed) if answer.first is None else answer for answer in answers]
    return [_one(one, [a for a in said if _serves(a, one.period, is_snapshot)], judges_late) for one in owed]


def _one(owed: Owed, answers: Sequence[Answer], judges_late: bool) -> Judged:
    first = min(answers, key=lambda a: a.order, default=None)
    if owed.exempt:
        return Judged(owed, "免报", first.shown if first else None)
    if first is None:
        return Judged(owed, "未报", None)
    due = owed.due if judges_late else None
    in_time = [a for a in answers if due is None or not a.is_late(due)]
    best = min(in_time, key=lambda a: (a.is_nil, a.order), default=None)
    if best is None:
        return Judged(owed, "迟报", first.shown)
    return Judged(owed, "零报" if best.is_nil else "按时", best.shown)


def _serves(answer: Answer, period: Stretch, is_snapshot: bool) -> bool:
    """A ledger serves every period up to its own; of other forms each sheet whose days meet the period's does, a week's too."""
    if answer.first is None or answer.last is None:
        return False
    if is_snapshot:
        return answer.last >= period.first
    return answer.first <= period.last and answer.last >= period.first


def _nearest(answer: Answer, owed: Sequence[Owed]) -> Answer:
    """The nil with the period whose due time lies nearest to when it came (without due times, the one it came in)."""
    at = answer.order[0]

    def distance(one: Owed) -> tuple[timedelta, date]:
        return abs((one.due or datetime.combine(one.period.last, at.time())) - at), one.period.first

    nearest = min(owed, key=distance, default=None)
    if nearest is None:
        return answer
    return Answer(nearest.period.first, nearest.period.last, answer.came, answer.seen, answer.is_nil)
