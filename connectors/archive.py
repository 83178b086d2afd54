"""Pulling a folder by URL, and keeping every original under its sha256 before anything reads it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import fsspec

from connectors.precheck import MAX_FILE
from schemas.units import Units

BLOCK = 1 << 20  # bytes held in memory while a file is kept

#: Left alone: locks and half-written files of office programs, and what no office sends.
_NOT_SENT = ("~$", ".")
_HALF_WRITTEN = (".tmp", ".part", ".crdownload")


class SourceUnreachable(Exception):
    """The folder cannot be listed or read; names the source."""


@dataclass(frozen=True)
class Kept:
    """One file of a source, kept: `path` within the source, `folder_unit` the office whose folder it lay in ('' if none).

    One larger than MAX_FILE is not taken in: its `sha256` only says its size.
    """

    source: str
    path: str
    file: str
    folder_unit: str
    sha256: str
    size: int


def kept_path(archive: Path, sha256: str) -> Path:
    return archive / "sha256" / sha256[:2] / sha256


def pull(url: str, archive: Path, units: Units) -> Iterator[Kept]:
    """Every file under `url`, in order of path. Raises SourceUnreachable."""
    try:
        files, root = fsspec.core.url_to_fs(url)
        names = sorted(files.find(root)) if files.exists(root) else None
    except (OSError, ValueError, ImportError) as error:
        raise SourceUnreachable(f"{url}: {error}") from error
    if names is None:
        raise SourceUnreachable(f"{url}: no such folder")
    base = PurePosixPath(root)
    for name in names:
        inside = PurePosixPath(name).relative_to(base)
        if inside.name.startswith(_NOT_SENT) or inside.suffix.lower() in _HALF_WRITTEN:
            continue
        folder = next((code for part in reversed(inside.parts[:-1]) if (code := units.find(part))), "")
        try:
            sha256, size = _take(files, name, archive)
        except FileNotFoundError:
            continue  # taken away between listing and reading: next night
        except OSError as error:
            raise SourceUnreachable(f"{url}: {inside}: {error}") from error
        yield Kept(url, str(inside), inside.name, folder, sha256, size)


def _take(files: fsspec.AbstractFileSystem, name: str, archive: Path) -> tuple[str, int]:
    """The hash and size of a file, kept; of one that is too large nothing is read. Raises OSError."""
    size = files.info(name).get("size") or 0
    if size <= MAX_FILE:
        with files.open(name, "rb") as handle:
            sha256, size = keep(archive, handle)
    return (sha256, size) if size <= MAX_FILE else (f"too large: {size} bytes", size)


def keep(archive: Path, content: BinaryIO) -> tuple[str, int]:
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
