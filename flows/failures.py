"""A machine failure in one line that says what to look at; the whole story is kept in a file."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

from flows.masking import mask

_LONGEST = 300


def machine_failure(error: Exception) -> str:
    """One line for the terminal; passwords never leave it."""
    from warehouse.database import Busy  # what keeps a story alone needs no database
    from warehouse.trouble import database_said

    if isinstance(error, Busy):
        return str(error)
    database = database_said(error)
    text = f"warehouse: {database}" if database else " ".join(str(error).split())
    noted = "".join(f" ({note})" for note in getattr(error, "__notes__", []))
    return f"{type(error).__name__}: {mask(text)[:_LONGEST]}{noted}"


def keep_story(error: Exception, var: Path) -> None:
    """The traceback as a file under var/log/, which the one line names."""
    path = var / "log" / f"failure-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(mask("".join(traceback.format_exception(error))), encoding="utf-8")
    error.add_note(str(path))
