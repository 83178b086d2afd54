"""Answers in a drop folder: beside each sheet its annotated copy and the words, written to the same store."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePosixPath

from bulletins.self_check import verdict, write_answer
from connectors.source import ANSWER, Kept, Pulled, Remembered, Source, SourceRefused
from connectors.stores import Store, open_store
from connectors.trouble import OPEN, told
from flows.answered import Answered
from flows.checking import Checked, Sheet
from flows.desk import AT_ONCE, Desk

THEN = f"改好后另存为名字里不带“{ANSWER[1:]}”的文件，再放到这里，几分钟后会再检查一次；要报送，请按平时的办法。"
_BYTES = "utf-8-sig"  # Windows' Notepad opens it as it is meant
_LONGEST = 200  # bytes of a name's beginning: a disk takes 255 of the whole


def answer_files(desk: Desk, source: Source, pulled: Pulled, known: Answered) -> Iterator[tuple[str, str, str]]:
    """Yields (path, verdict, why it could not be answered) of each file that is new; what was not answered is not remembered.

    A sheet whose answer somebody has open, or whose folder is closed to us, waits for the next poll. Raises SourceUnreachable
    where the store takes nothing at all.
    """
    drop = Drop(desk, source, pulled)
    fresh = [some for some in drop.files if any(_is_new(kept, known) for kept in some)]
    left: set[str] = {drop.whole(some[0]) for some in fresh}
    refused: list[SourceRefused] = []
    try:
        for start in range(0, len(fresh), AT_ONCE):
            groups = fresh[start : start + AT_ONCE]
            for some, checked in zip(groups, desk.check(groups, drop.scratch), strict=True):
                path = drop.whole(some[0])
                try:
                    said = drop.write(path, checked, str(start))
                except SourceRefused as trouble:
                    refused.append(trouble)
                    yield path, "", f"检查结果写不进去：{trouble.why}"
                    continue
                left.discard(path)
                known.note(*drop.memory(path), day=desk.today)
                yield path, said, ""
        if refused and len(refused) == len(fresh) and refused[0].why != OPEN:
            raise refused[0]
    finally:
        for path in left:
            for one in drop.memory(path):
                del pulled.memory[one.path]
        drop.close()


def _is_new(kept: Kept, known: Answered) -> bool:
    before = known.files.get(kept.path)
    return before is None or before.state != "kept" or before.sha256 != kept.sha256


@dataclass
class Drop:
    """The folder of one poll: what lies there, and a store to write into, opened when the first answer is ready."""

    desk: Desk
    source: Source
    pulled: Pulled
    _store: Store | None = None
    _inside: dict[str, list[Remembered]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in self.pulled.memory.values():
            self._inside[one.within].append(one)

    @property
    def scratch(self) -> Path:
        return self.desk.folder / f"{self.source.name}.now"

    @property
    def files(self) -> list[list[Kept]]:
        """What lies there: a file alone, or an archive's workbooks together."""
        return [list(some) for _, some in groupby(self.pulled.kept, key=self.whole)]

    def whole(self, kept: Kept) -> str:
        return self.pulled.memory[kept.path].within or kept.path

    def memory(self, path: str) -> list[Remembered]:
        return [self.pulled.memory[path], *self._inside.get(path, [])]

    def write(self, path: str, checked: Sequence[tuple[Sheet, Checked]], part: str) -> str:
        """The verdict, once all is written: the copies first, for the words name them. Raises SourceUnreachable."""
        copies = self.desk.mark(checked, self.scratch / "copies" / part / hashlib.sha256(path.encode()).hexdigest()[:16])
        last = PurePosixPath(path).name
        names = [
            answer_name(path, copy.suffix, copy.stem if sheet.name != last else "") if copy else ""
            for (sheet, _), copy in zip(checked, copies, strict=True)
        ]
        answer = self.desk.answer([one for _, one in checked], [PurePosixPath(name).name for name in names], THEN)
        with told(self.source):
            store = self._store = self._store or open_store(self.source)
            for name, copy in zip(names, copies, strict=True):
                if copy:
                    store.put(name, copy.read_bytes())
            store.put(answer_name(path), write_answer(answer).replace("\n", "\r\n").encode(_BYTES))
        return verdict(answer)

    def close(self) -> None:
        if self._store:
            self._store.close()


def answer_name(path: str, suffix: str = ".txt", member: str = "") -> str:
    """台账.xlsx → 台账.检查结果.xlsx, .txt; another ending stays (台账.xls.检查结果.xlsx, 台账.XLSX.检查结果.xlsx), so that no two answers are one.

    A name so long that no disk would take it with its ending is cut, and told apart by its print.
    """
    folder, slash, name = path.rpartition("/")
    stem = name[: -len(".xlsx")] if name.endswith(".xlsx") else name
    stem += f".{member}" if member else ""
    if len(stem.encode()) > _LONGEST:
        stem = stem.encode()[:_LONGEST].decode(errors="ignore") + "…" + hashlib.sha256(stem.encode()).hexdigest()[:6]
    return f"{folder}{slash}{stem}{ANSWER}{suffix}"
