"""Pulling one source: what changed is fetched and kept, what is half-written waits, what cannot be had is told.

A mailbox is pulled by connectors/mailbox.py; connectors/pull.py tries again and never raises.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from connectors.archive import keep, kept_path, too_large
from connectors.magic import Unreadable
from connectors.precheck import MAX_FILE
from connectors.source import ANSWER, FROM_FOLDER, FROM_SENDER, Kept, Listed, Pulled, Remembered, Source, SourceRefused, SourceUnreachable
from connectors.stores import Store, open_store, wanted
from connectors.trouble import NOT_THERE, OPEN, in_words, told
from connectors.zipped import Unpacked, leads_outside, open_archive, workbooks
from schemas.units import Units

_LOCK, _HIDDEN = "~$", "."
_HALF_WRITTEN = (".tmp", ".part", ".crdownload", ".filepart", ".partial")
_NEVER_SHEETS = ("thumbs.db", "desktop.ini")  # what Windows leaves in a folder
_MANY = 200  # files to look at again one by one; more are listed again

EMPTY, CHANGING, VANISHED = "文件是空的，可能还没有传完", "文件还在变化，可能没有传完", "列出以后不见了"


@dataclass
class Puller:
    """One try at one source; `pulled` keeps what was got when a try is cut, and the next one goes on from there."""

    source: Source
    archive: Path
    units: Units
    known: Mapping[str, Remembered]
    pulled: Pulled
    until: float = float("inf")  # of time.monotonic()
    got: dict[str, tuple[Listed, str, int]] = field(default_factory=dict)  # fetched in this try or one before it

    def __post_init__(self) -> None:
        self._inside: dict[str, list[Remembered]] = defaultdict(list)
        for r in self.known.values():
            self._inside[r.within].append(r)

    def pull(self) -> None:
        """Raises SourceUnreachable when the source cannot be listed, or breaks off."""
        began, store = time.monotonic(), None
        try:
            with told(self.source):
                store = open_store(self.source)
                listed = sorted(self._in_time(store.look()), key=lambda one: one.path)
                self.pulled.memory, self.pulled.kept, self.pulled.missed = {}, [], {}
                fresh = self._sort(listed)
                try:
                    self._fetch(store, fresh)
                    if fresh:
                        time.sleep(max(0.0, self.source.settle - (time.monotonic() - began)))
                        self._look_again(store, fresh)
                except SourceUnreachable:
                    self._save([one for one in fresh if one.path not in self.pulled.memory])
                    raise
        finally:
            self.pulled.kept.sort(key=lambda kept: kept.path)
            if store:
                store.close()

    def _in_time(self, listed: Iterable[Listed]) -> Iterable[Listed]:
        for one in listed:
            if time.monotonic() > self.until:
                raise SourceUnreachable("很久没有读完", f"more than {self.source.at_most:g} s")
            yield one

    def _sort(self, seen: list[Listed]) -> list[Listed]:
        """What must be fetched; what is as it was is taken from memory, and what cannot be taken is noted."""
        fresh = []
        self.pulled.listed = len(seen)
        for one in seen:
            name = one.path.rsplit("/", 1)[-1]
            if leads_outside(one.path):
                self._note(one, "refused", "文件名指向来源以外")
            elif name.startswith(_LOCK):
                self._note(one, "waiting", OPEN)
            elif name.lower().endswith(_HALF_WRITTEN):
                self._note(one, "waiting", "还没有写完的临时文件")
            elif (
                name.startswith(_HIDDEN)
                or not wanted(self.source, one.path)
                or self.source.checks
                and (ANSWER in name or name.lower() in _NEVER_SHEETS)
            ):
                continue
            elif (before := self.known.get(one.path)) and one.stamp and before.stamp == one.stamp and self._is_kept(before):
                self._again(before)
            elif one.size == 0 and not (before and before.stamp == one.stamp):
                self._note(one, "waiting", EMPTY)
            elif (one.size or 0) > MAX_FILE:
                self._take(one, too_large(one.size or 0), one.size or 0)
            else:
                fresh.append(one)
        return fresh

    def _is_kept(self, before: Remembered) -> bool:
        parts = [before, *self._inside.get(before.path, [])]
        return before.state == "kept" and (
            self.source.checks or all(r.size > MAX_FILE or kept_path(self.archive, r.sha256).exists() for r in parts)
        )

    def _again(self, before: Remembered) -> None:
        inside = self._inside.get(before.path, [])
        for r in (before, *inside):
            self.pulled.memory[r.path] = r
        for r in inside or [before]:
            self._give(r.path, r.sha256, r.size)

    def _note(self, one: Listed, state: str, why: str) -> None:
        self.pulled.memory[one.path] = Remembered(one.path, one.stamp, state, why)

    def _fetch(self, store: Store, fresh: list[Listed]) -> None:
        """Bytes first: what is one file's own trouble is noted, what is the source's is raised."""
        for one in self._in_time(fresh):
            before = self.got.get(one.path)
            if before and one.stamp and before[0].stamp == one.stamp:
                continue
            try:
                with store.open(one.path) as stream:
                    sha256, size = keep(self.archive, stream)
            except Exception as error:  # noqa: BLE001 - told apart at once: this file's, or the source's
                self._own_trouble(one, error)
                continue
            self.pulled.fetched += 1
            self.got[one.path] = (one, sha256 if size <= MAX_FILE else too_large(size), size)

    def _own_trouble(self, one: Listed, error: Exception) -> None:
        trouble = in_words(error, self.source)
        if trouble.why == OPEN:
            self._note(one, "waiting", OPEN)
        elif isinstance(trouble, SourceRefused):
            self.pulled.missed[one.path] = VANISHED if trouble.why == NOT_THERE else trouble.why
        else:
            raise trouble from error

    def _look_again(self, store: Store, fresh: list[Listed]) -> None:
        """A file that changed while it was read, or is not as long as it was listed, is half a file."""
        again = {one.path: one for one in self._in_time(store.look())} if len(fresh) > _MANY else None
        for one in fresh:
            if one.path not in self.got:
                continue
            _, sha256, size = self.got[one.path]
            try:
                now = again[one.path] if again is not None else store.again(one.path)
            except Exception as error:  # noqa: BLE001 - as above
                self._own_trouble(one, FileNotFoundError(one.path) if isinstance(error, KeyError) else error)
                continue
            if now.stamp != one.stamp or not self._is_whole(one, size):
                self._note(now, "waiting", CHANGING)
            else:
                self._take(one, sha256, size)

    def _is_whole(self, one: Listed, size: int) -> bool:
        return one.size is None or size == one.size or size > MAX_FILE

    def _save(self, fresh: list[Listed]) -> None:
        """The source broke off: files that are as long as they were listed are taken, the others tried again."""
        for one in fresh:
            if (found := self.got.get(one.path)) and found[0].stamp == one.stamp and self._is_whole(one, found[2]):
                self._take(one, found[1], found[2])

    def _take(self, one: Listed, sha256: str, size: int) -> None:
        """Into memory, and an archive's workbooks instead of itself. A stamp that may hide a change is not remembered."""
        is_old = one.changed_at is None or one.grain == 0 or time.time() - one.changed_at > one.grain
        whole = Remembered(one.path, one.stamp if is_old else "", sha256=sha256, size=size)
        self.pulled.memory[one.path] = whole
        members = unpack(whole, self.archive) if one.path.lower().endswith(".zip") and 0 < size <= MAX_FILE else []
        for member in members:
            self.pulled.memory[member.path] = member
        for r in members or [whole]:
            self._give(r.path, r.sha256, r.size, one.changed_at)

    def _give(self, path: str, sha256: str, size: int, changed_at: float | None = None) -> None:
        inside = PurePosixPath(path)
        unit = "" if self.source.unit in (FROM_FOLDER, FROM_SENDER) else self.source.unit
        if self.source.unit == FROM_FOLDER:
            unit = next((code for part in reversed(inside.parts[:-1]) if (code := self.units.find(part.removesuffix(".zip")))), "")
        changed = datetime.fromtimestamp(changed_at, UTC) if changed_at else None
        self.pulled.kept.append(Kept(self.source.name, path, inside.name, unit, sha256, size, changed))


def unpack(whole: Remembered, archive: Path) -> list[Remembered]:
    """A kept zip's workbooks, kept each; none where the archive is refused: its reader says why to the office that sent it."""
    path = kept_path(archive, whole.sha256)
    try:
        with path.open("rb") as content, open_archive(content) as opened:
            found = []
            for name, member in workbooks(opened, whole.size):
                sha256, size = keep(archive, Unpacked(opened, member))
                found.append(Remembered(f"{whole.path}/{name}", "", sha256=sha256, size=size, within=whole.path))
            return found
    except Unreadable:
        return []
