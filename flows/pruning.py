"""saima prune: old letters, digests and logs go; what figures stand on never does (the kept files, the warehouse, issued boards)."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from flows.instance import Instance

#: Below var/: copies of what was sent, and logs. A letter's text can be made again from the warehouse.
GROWS = ("returns", "notices", "outbox", "log")
_DAY = 86_400


def prune(instance: Instance, days: int) -> list[Path]:
    """What was removed: everything of GROWS that nobody has written to for `days`."""
    before = time.time() - days * _DAY
    gone = [path for path in _entries(instance.var) if _newest(path) < before]
    for path in gone:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return gone


def _entries(var: Path) -> Iterator[Path]:
    return (path for name in GROWS if (var / name).is_dir() for path in sorted((var / name).iterdir()) if not path.is_symlink())


def _newest(path: Path) -> float:
    """When it or anything below it was last written to."""
    return max(one.lstat().st_mtime for one in (path, *path.rglob("*")))
