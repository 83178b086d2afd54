"""The night's sign of life, as files that need no database and no Prefect: var/heartbeat.json, and var/receipt.txt at its end."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.failures import keep_story, machine_failure
from flows.night import Night
from flows.progress import heard_by
from flows.wrong_setting import WrongSetting

RUNNING, DONE, FAILED = "running", "done", "failed"
_NAME = "heartbeat.json"
_OFTEN = 10  # seconds: a beat is written to the disk, and chunks come faster


@dataclass(frozen=True)
class Beat:
    """Instants are ISO texts in UTC; `said` is the receipt's line, or why the night failed."""

    state: str
    as_of: str
    began_at: str
    beat_at: str
    step: str = ""
    said: str = ""


def read_beat(var: Path) -> Beat | None:
    """The last sign of life; None where there is none that can be read."""
    try:
        return Beat(**json.loads((var / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_beat(var: Path, beat: Beat) -> None:
    put(var / _NAME, json.dumps(asdict(beat), ensure_ascii=False))


def put(path: Path, text: str) -> None:
    """Whole or not at all, over a lost machine too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    with half.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    half.replace(path)


@contextmanager
def beating(night: Night) -> Iterator[None]:
    """A beat at every step and with every chunk read; at the end how it ended, and the receipt."""
    var, beat = night.instance.var, Beat(RUNNING, night.as_of.isoformat(), _now(), _now())

    def heard(step: str, done: int, of: int) -> None:
        nonlocal beat
        if step == beat.step and _since(beat) < _OFTEN:
            return
        beat = replace(beat, beat_at=_now(), step=step)
        write_beat(var, beat)

    write_beat(var, beat)
    try:
        with heard_by(heard):
            yield
    except BaseException as error:
        if isinstance(error, Exception) and not isinstance(error, WrongSetting):
            keep_story(error, var)
        said = machine_failure(error) if isinstance(error, Exception) else type(error).__name__
        write_beat(var, replace(beat, state=FAILED, beat_at=_now(), said=said))
        raise
    line = night.receipt.line if night.receipt else ""
    put(var / "receipt.txt", line + "\n")
    write_beat(var, replace(beat, state=DONE, beat_at=_now(), said=line))


def _since(beat: Beat) -> float:
    return (datetime.now(UTC) - datetime.fromisoformat(beat.beat_at)).total_seconds()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
