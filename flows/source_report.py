"""What a night and `saima status` say of the sources: when each was last read, what came, what waits and why."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bulletins.digest import SourceLine
from flows.night import Night
from warehouse.sources import looked_at, waiting_files

CHECKS = "只核对，不入库"
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def source_rows(night: Night) -> list[dict[str, Any]]:
    """Every source that is configured or was ever read, its times in Asia/Shanghai; one that only checks says so."""
    seen = {row["source"]: {**row, "read_at": _local(row["read_at"])} for row in looked_at(night.db)}
    names = dict.fromkeys([*(place.name for place in night.places), *(s.name for s in night.instance.named)])
    blank = {"read_at": "", "listed": 0, "fetched": 0, "came": 0, "waiting": 0, "missed": 0, "aside": 0, "trouble": ""}
    only_checks = {s.name for s in night.instance.named if s.mode == "check"}
    rows = [seen.get(name, {"source": name, **blank, "trouble": CHECKS if name in only_checks else ""}) for name in names]
    return rows + [row for name, row in seen.items() if name not in names]


def source_lines(night: Night) -> list[SourceLine]:
    """Tonight's sources for the digest."""
    unread = waiting_files(night.db)
    tonight = {pulled.source for pulled in night.sources}
    return [
        SourceLine(
            row["source"], row["read_at"], row["listed"], row["fetched"], row["came"], row["missed"], row["aside"],
            [(f["path"], f["why"]) for f in unread if f["source"] == row["source"]], row["trouble"],
        )
        for row in source_rows(night) if row["source"] in tonight
    ]  # fmt: skip


def _local(instant: str | None) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(_SHANGHAI):%Y-%m-%d %H:%M}" if instant else ""
