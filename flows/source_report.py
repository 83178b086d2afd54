"""What a night and `saima status` say of the sources: when each was last read, what came, what waits and why."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bulletins.digest import SourceLine
from flows.answered import Look, memory_of
from flows.night import Night
from schemas.clock import SHANGHAI
from warehouse.sources import looked_at, waiting_files

CHECKS = "只核对，不入库"
Row = dict[str, Any]
_A_DAY = timedelta(days=1)


def source_rows(night: Night) -> list[Row]:
    """Every source that is configured or was ever read, its times in Asia/Shanghai; one that only checks says so."""
    seen = {row["source"]: {**row, "read_at": _local(row["read_at"])} for row in looked_at(night.db)}
    names = dict.fromkeys([*(place.name for place in night.places), *(s.name for s in night.instance.named)])
    blank = {"read_at": "", "listed": 0, "fetched": 0, "came": 0, "waiting": 0, "missed": 0, "aside": 0, "trouble": ""}
    desks = _desks(night)
    rows = [_of_desk(name, desks[name], blank) if name in desks else seen.get(name, {"source": name, **blank}) for name in names]
    return rows + [row for name, row in seen.items() if name not in names]


def _desks(night: Night) -> dict[str, Look]:
    """The last poll of every place that only checks."""
    return {s.name: memory_of(night.instance, s.name).look for s in night.instance.named if s.mode == "check"}


def _of_desk(name: str, look: Look, blank: Row) -> Row:
    """Of a place that only checks: its last poll; nothing ever came."""
    said = _answered(look)
    return {
        "source": name, **blank, "read_at": _local(look.read_at), "listed": look.listed, "fetched": look.fetched, "waiting": len(look.unanswered),
        "aside": look.aside, "trouble": f"{said}；没有读成：{look.trouble}" if look.trouble else said,
    }  # fmt: skip


def _answered(look: Look) -> str:
    return f"{CHECKS}；共答复{look.total}份" if look.read_at or look.total else CHECKS


def silent_desks(night: Night) -> list[tuple[str, str]]:
    """Places that only check and could not be read at their last poll, or were not polled for a day."""
    found = []
    for name, look in _desks(night).items():
        if look.trouble:
            found.append((name, look.trouble))
        elif not look.read_at or datetime.now(UTC) - datetime.fromisoformat(look.read_at) > _A_DAY:
            found.append((name, f"一天没有查看过（上次 {_local(look.read_at) or '从未'}）：saima answer 或任务 answer 没有在运行"))
    return found


def unread_files(night: Night) -> list[Row]:
    """What waits at every source, with the reason; what could not be answered at those that only check."""
    unanswered = [(name, what, why) for name, look in _desks(night).items() for what, why in look.unanswered.items()]
    return [*waiting_files(night.db), *({"source": name, "path": what, "why": why} for name, what, why in unanswered)]


def source_lines(night: Night) -> list[SourceLine]:
    """Tonight's sources for the digest, and the places that only check."""
    unread = unread_files(night)
    tonight = {pulled.source for pulled in night.sources}
    desks = _desks(night)
    return [
        SourceLine(
            row["source"], row["read_at"], row["listed"], row["fetched"], row["came"], row["missed"], row["aside"],
            [(f["path"], f["why"]) for f in unread if f["source"] == row["source"]],
            *((desks[row["source"]].trouble, _answered(desks[row["source"]])) if row["source"] in desks else (row["trouble"], "")),
        )
        for row in source_rows(night) if row["source"] in {*tonight, *desks}
    ]  # fmt: skip


def _local(instant: str | None) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if instant else ""
