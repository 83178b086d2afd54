"""The morning's list for the data officer: what is missing, waits for a decision or could not be read. Nothing is changed."""

from datetime import date
from itertools import groupby
from pathlib import Path

from bulletins.completeness import pressing, shown
from bulletins.reminders import Morning, write_morning
from flows.instance import Instance
from flows.night import Night, prepare
from flows.officer import tell_officer
from flows.source_report import silent_desks
from schemas.forms import FORMS
from warehouse import board, state
from warehouse.batches import as_of, pointed
from warehouse.sources import looked_at, waiting_files

_STATES = {"withheld": "审核没有通过，没有公布", "candidate": "中途停了，没有做完；下次汇总会自动重做"}


def remind(instance: Instance) -> tuple[Path | None, Morning]:
    """The list, and the file that the data officer is told by where there is something to do. Raises Undelivered, WrongSetting."""
    night = prepare(instance)
    morning = look(night)
    if morning.is_quiet:
        return None, morning
    name = f"{morning.day.isoformat()}-morning.txt"
    tell_officer(instance, name, f"{instance.settings.county}：早间提醒", write_morning(morning), write_morning(morning, for_group=True))
    return instance.var / "outbox" / name, morning


def look(night: Night) -> Morning:
    db = night.db
    with db.engine.connect() as connection:
        shown = as_of(connection, pointed(connection))
    return Morning(
        night.today, shown, _ended(night), _missing(night),
        [(r["id"], r["unit"] or "（不明单位）", FORMS[r["form"]].title) for r in state.waiting(db)],
        [(r["path"], r["why"] or "") for r in waiting_files(db)],
        [*((r["source"], r["trouble"]) for r in looked_at(db) if r["trouble"]), *silent_desks(night)],
    )  # fmt: skip


def _ended(night: Night) -> str:
    """How the last batch ended; '' when it was published."""
    last = next((b for b in state.last_batches(night.db) if b["kind"] != "restate"), None)
    if last is None:
        return "还没有汇总过"
    if last["state"] == "published":
        return ""
    day = last["as_of"] if isinstance(last["as_of"], date) else date.fromisoformat(last["as_of"])
    return f"截至{day}的第{last['id']}批{_STATES[last['state']]}。{last['because'] or ''}"


def _missing(night: Night) -> list[tuple[str, str, list[str]]]:
    missing = pressing(board.submissions(night.db))
    ordered = sorted(missing, key=lambda r: (list(FORMS).index(r["form"]), r["due"], r["period"], r["unit_code"]))
    return [
        (FORMS[form].title, f"{period}，应于{shown(due)}前", [r["unit_name"] for r in rows])
        for (form, period, due), rows in groupby(ordered, key=lambda r: (r["form"], r["period"], r["due"]))
    ]
