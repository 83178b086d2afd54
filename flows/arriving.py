"""When what was pulled came, and which words of mails and file names say that nothing changed (零报)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import PurePosixPath

from connectors.mail_words import says_nil
from connectors.periods import find_period
from connectors.source import Kept, Nil, Pulled
from schemas.clock import SHANGHAI
from schemas.units import Units


def came_at(changed: datetime | None, looked: str | None, today: date) -> str | None:
    """When a file came: as its source says, but not before the last look, which did not see it; None where that is not to be believed.

    A copy keeps the time of its original, so that one put there yesterday may say last month.
    """
    if changed is None:
        return None
    at = changed if changed.tzinfo else changed.replace(tzinfo=SHANGHAI)
    if looked:
        at = max(at, datetime.fromisoformat(looked))
    at = at.astimezone(SHANGHAI)
    return at.isoformat(timespec="minutes") if at.date() <= today else None


def said_nil(pulled: Pulled, units: Units, looked: str | None, today: date) -> list[Nil]:
    """What the mails and the names of the files of a source say of nothing having changed, each with the period that it names."""
    found = [*pulled.nils, *(nil for kept in pulled.kept for nil in _of_name(kept, units))]
    return [_dated(nil, looked, today) for nil in found]


def _of_name(kept: Kept, units: Units) -> Iterable[Nil]:
    said = says_nil(PurePosixPath(kept.file).stem, "")
    unit = (units.find_within(kept.file) or kept.folder_unit) if said else ""
    return [Nil(unit, form, text, kept.changed_at, f"{kept.path} {kept.sha256[:12]}") for form, text in said if unit]


def _dated(nil: Nil, looked: str | None, today: date) -> Nil:
    came = came_at(nil.sent_at, looked, today)
    sent = datetime.fromisoformat(came) if came else None
    period = find_period(nil.said, sent.date() if sent else today)
    if period is None or period.coarse:
        return replace(nil, sent_at=sent)
    return replace(nil, sent_at=sent, period_from=period.first, period_to=period.last)
