"""Keeping every original under its sha256 before anything reads it."""

import hashlib
from pathlib import Path
from typing import Protocol

from connectors.precheck import MAX_FILE

BLOCK = 1 << 20  # bytes held in memory while a file is kept


class Stream(Protocol):
    """All that is asked of what a file is kept from."""

    def read(self, size: int = -1, /) -> bytes | None: ...


def kept_path(archive: Path, sha256: str) -> Path:
    return archive / "sha256" / sha256[:2] / sha256


def too_large(size: int) -> str:
    """What stands for the hash of a file that was not taken in."""
    return f"too large: {size} bytes"


def keep(archive: Path, content: Stream) -> tuple[str, int]:
    """Store what a stream holds under its hash, once, block by block; a crash leaves no half file behind.

    Returns hash and size; a stream longer than MAX_FILE is given up there and not kept.
    """
    digest, size = hashlib.sha256(), 0
    archive.mkdir(parents=True, exist_ok=True)
    draft = archive / ".draft"  # one night at a time: the next one writes over what a crash left
    try:
        with draft.open("wb") as kept:
            while (block := content.read(BLOCK)) and size <= MAX_FILE:
                digest.update(block)
                kept.write(block)
                size += len(block)
        path = kept_path(archive, digest.hexdigest())
        if size <= MAX_FILE and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return digest.hexdigest(), size
