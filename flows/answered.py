"""What a place that only checks has answered: one file a place under var/answered/, a line an answer, on disk before the next one.

It is all that such a place needs to remember: no warehouse. A line that a crash cut short is not read.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from connectors.source import Pulled, Remembered
from flows.instance import Instance

_KEPT_DAYS = 90  # how long a mail that is delivered again is known


@dataclass(frozen=True)
class Look:
    """The last poll of a place; `unanswered` are (what, why)."""

    read_at: str = ""  # when it was last read to the end
    listed: int = 0
    fetched: int = 0
    answered: int = 0
    aside: int = 0
    trouble: str = ""
    unanswered: dict[str, str] = field(default_factory=dict)
    total: int = 0  # answers ever


class Answered:
    """The memory of one place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: dict[str, Remembered] = {}
        self.prints: dict[str, str] = {}  # of what was answered, with the day
        self.look = Look()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else ():
            self._read(line)

    def _read(self, line: str) -> None:
        try:
            said = json.loads(line)
            if "look" in said:
                self.look = Look(**said["look"])
            elif "print" in said:
                self.prints[str(said["print"])] = str(said["on"])
            else:
                file = Remembered(**said)
                self.files[file.path] = file
        except (ValueError, TypeError):
            return

    def note(self, *files: Remembered, prints: Iterable[str] = (), day: date) -> None:
        """What has just been answered; it is on disk when this returns."""
        lines = [asdict(file) for file in files] + [{"print": one, "on": day.isoformat()} for one in prints]
        self.files |= {file.path: file for file in files}
        self.prints |= {one: day.isoformat() for one in prints}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as kept:
            kept.write("\n" + "\n".join(map(_line, lines)) + "\n")  # the first ends a line that a crash cut
            kept.flush()
            os.fsync(kept.fileno())

    def settle(self, pulled: Pulled, look: Look, day: date) -> None:
        """The poll is over: paths that a whole listing does not show any more hold nothing."""
        self.look = look
        self.files = {**({} if pulled.trouble is None else self.files), **pulled.memory}
        oldest = (day - timedelta(days=_KEPT_DAYS)).isoformat()
        self.prints = {one: on for one, on in self.prints.items() if on >= oldest}
        lines: list[dict[str, Any]] = [{"look": asdict(look)}, *({"print": one, "on": on} for one, on in self.prints.items())]
        lines += [asdict(file) for file in self.files.values()]
        draft = self._path.with_suffix(".draft")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as kept:
            kept.write("\n".join(map(_line, lines)) + "\n")
            kept.flush()
            os.fsync(kept.fileno())
        draft.replace(self._path)


def memory_of(instance: Instance, place: str) -> Answered:
    return Answered(instance.var / "answered" / f"{place}.jsonl")


def _line(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False)
