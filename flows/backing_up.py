"""saima backup: one archive of the warehouse, the configuration, every kept file and what was sent.

The archive is a .tar.gz whose last member lists the sha256 of all others: one that was cut off or changed is not restored (flows/restoring.py).
Passwords are not in it; they stand in the service's environment (saima.env), which is kept apart.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from flows.instance import Instance
from flows.wrong_setting import WrongSetting, reading
from schemas.clock import SHANGHAI
from warehouse.database import Database
from warehouse.dump import Dumped, dump

MANIFEST, DUMP = "MANIFEST.json", "dump.json"
#: Of var/: made again by itself, or worth nothing without its process.
_LEFT_OUT = {"prefect", "staging"}
_OF_SQLITE = ("", "-wal", "-shm", "-journal")
FORMAT = 1


def back_up(instance: Instance, to: Path, keep: int | None = None) -> tuple[Path, list[Path]]:
    """The archive's path and the older ones that were removed, so that `keep` are left. No night runs meanwhile. Raises WrongSetting, Busy."""
    at = datetime.now(SHANGHAI)
    target = (to / f"saima-{at:%Y%m%d-%H%M%S}.tar.gz" if to.is_dir() else to).resolve()
    if target.is_relative_to(instance.home) or target.is_relative_to(instance.var):
        raise WrongSetting(f"{target} lies in what is backed up and would be lost with it: choose another disk or machine")
    if target.exists():
        raise WrongSetting(f"{target} is there already")
    db = Database(instance.warehouse_url)
    if db.is_absent:
        raise WrongSetting(f"{db.shown_url}: there is no warehouse yet; after the first `saima run` there is something to back up")
    with reading(target.parent), tempfile.TemporaryDirectory(prefix=".saima-", dir=target.parent) as beside:
        folder = Path(beside) / "warehouse"
        folder.mkdir()
        with db.night_lock(instance.var):
            dumped = dump(db, folder)
            unfinished = Path(beside) / target.name
            about = {"format": FORMAT, "saima": version("saima"), "made_at": at.isoformat(timespec="seconds"), "revision": dumped.revision}
            _write(unfinished, _members(instance, folder, dumped), about)
        os.replace(unfinished, target)
    return target, _outdated(target, keep)


def _members(instance: Instance, folder: Path, dumped: Dumped) -> Iterator[tuple[str, Path | bytes]]:
    """Names in the archive, each with its file or its bytes."""
    yield DUMP, dumped.as_json().encode()
    for path in sorted(folder.iterdir()):
        yield f"warehouse/{path.name}", path
    own = Path(Database(instance.warehouse_url).path).resolve() if dumped.is_file else None
    for name, root in {"home": instance.home, "var": instance.var}.items():
        if name == "var" and root == instance.home:
            continue  # all of it is below home
        for path in _files(root):
            where = path.relative_to(root)
            if name == "home" and root != instance.var and path.is_relative_to(instance.var):
                continue  # it comes below var
            if path.name.endswith(".lock") or (root == instance.var and (where.parts[0] in _LEFT_OUT or _is_at_work(where))):
                continue
            if own is None or path.parent.resolve() != own.parent or path.name.removeprefix(own.name) not in _OF_SQLITE:
                yield f"{name}/{where.as_posix()}", path


def _files(root: Path) -> Iterator[Path]:
    """Every file below, in linked folders too: an instance's config/ may be one."""
    seen = {root.resolve()}
    for folder, names, files in os.walk(root, followlinks=True):
        fresh = {name: Path(folder, name).resolve() for name in sorted(names)}
        names[:] = [name for name, real in fresh.items() if real not in seen]  # a link may lead back up
        seen |= set(fresh.values())
        yield from (path for name in sorted(files) if (path := Path(folder, name)).is_file())


def _is_at_work(where: Path) -> bool:
    """What a poll of the places that only check has in hand: other people's sheets, gone in a minute."""
    return where.parts[0] == "answered" and any(part.endswith(".now") for part in where.parts)


class _Hashed:
    """A file as it is read for the archive, with the hash of the very bytes: a list may grow meanwhile."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.sha256.update(data)
        return data


def _write(path: Path, members: Iterator[tuple[str, Path | bytes]], about: dict[str, object]) -> None:
    hashes: dict[str, str] = {}
    with path.open("wb") as raw:
        path.chmod(0o600)  # it holds what offices sent, names of persons too
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as archive:
            for name, content in members:
                hashes[name] = _add(archive, name, content)
            _add(archive, MANIFEST, json.dumps({**about, "sha256": hashes}, ensure_ascii=False, indent=1).encode())
        raw.flush()
        os.fsync(raw.fileno())


def _add(archive: tarfile.TarFile, name: str, content: Path | bytes) -> str:
    if isinstance(content, Path):
        with content.open("rb") as file:
            info = archive.gettarinfo(arcname=name, fileobj=file)
            info.type, info.linkname = tarfile.REGTYPE, ""
            hashed = _Hashed(file)
            archive.addfile(info, hashed)
            return hashed.sha256.hexdigest()
    info = tarfile.TarInfo(name)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))
    return hashlib.sha256(content).hexdigest()


def _outdated(target: Path, keep: int | None) -> list[Path]:
    """Remove the oldest of the archives that we named ourselves; one that somebody named stays."""
    ours = sorted(target.parent.glob(f"saima-{'[0-9]' * 8}-{'[0-9]' * 6}.tar.gz"), reverse=True)
    gone = ours[keep:] if keep else []
    for path in gone:
        path.unlink()
    return gone
