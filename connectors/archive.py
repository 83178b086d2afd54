"""Pulling a folder by URL, and keeping every original under its sha256 before anything reads it."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import fsspec

from schemas.units import Units

#: Left alone: locks and half-written files of office programs, and what no office sends.
_NOT_SENT = ("~$", ".")
_HALF_WRITTEN = (".tmp", ".part", ".crdownload")


class SourceUnreachable(Exception):
    """The folder cannot be listed or read; names the source."""


@dataclass(frozen=True)
class Kept:
    """One file of a source, kept: `path` within the source, `folder_unit` the office whose folder it lay in ('' if none)."""

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
        try:
            with files.open(name, "rb") as handle:
                content = handle.read()
        except FileNotFoundError:
            continue  # taken away between listing and reading: next night
        except OSError as error:
            raise SourceUnreachable(f"{url}: {inside}: {error}") from error
        folder = next((code for part in reversed(inside.parts[:-1]) if (code := units.find(part))), "")
        yield Kept(url, str(inside), inside.name, folder, keep(archive, content), len(content))


def keep(archive: Path, content: bytes) -> str:
    """Store bytes under their hash, once; a crash leaves no half file behind."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = kept_path(archive, sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{sha256}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(path)
    return sha256
