"""Answers in a drop folder: beside each sheet its annotated copy and the words, written to the same store."""

from collections.abc import Iterator, Sequence
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


def answer_files(desk: Desk, source: Source, pulled: Pulled, known: Answered) -> Iterator[tuple[str, str, str]]:
    """Yields (path, verdict, why it could not be answered) of each file that is new; what was not answered is not remembered.

    Raises SourceUnreachable where the store takes nothing more; a sheet whose answer somebody has open waits for the next poll.
    """
    files = [list(some) for _, some in groupby(pulled.kept, key=lambda kept: _whole(kept, pulled))]
    fresh = [some for some in files if any(_is_new(kept, known) for kept in some)]
    left = {_whole(some[0], pulled) for some in fresh}
    archive = desk.folder / f"{source.name}.now"
    store: Store | None = None
    try:
        for start in range(0, len(fresh), AT_ONCE):
            groups = fresh[start : start + AT_ONCE]
            for some, checked in zip(groups, desk.check(groups, archive), strict=True):
                path = _whole(some[0], pulled)
                with told(source):
                    store = store or open_store(source)
                said, why = _write(desk, source, store, path, checked, archive / "copies" / str(start) / some[0].sha256[:16])
                if not why:
                    left.discard(path)
                    known.note(*_memory(path, pulled), day=desk.today)
                yield path, said, why
    finally:
        for path in left:
            for one in _memory(path, pulled):
                del pulled.memory[one.path]
        if store:
            store.close()


def _whole(kept: Kept, pulled: Pulled) -> str:
    """The file that lies in the folder: the archive of a member, else itself."""
    return pulled.memory[kept.path].within or kept.path


def _memory(path: str, pulled: Pulled) -> list[Remembered]:
    return [one for one in pulled.memory.values() if path in (one.path, one.within)]


def _is_new(kept: Kept, known: Answered) -> bool:
    before = known.files.get(kept.path)
    return before is None or before.state != "kept" or before.sha256 != kept.sha256


def _write(desk: Desk, source: Source, store: Store, path: str, checked: Sequence[tuple[Sheet, Checked]], out: Path) -> tuple[str, str]:
    """(verdict, '') or ('', why): the copies first, for the words name them."""
    copies = desk.mark(checked, out)
    names = [
        answer_name(path, copy, of_member=sheet.name != PurePosixPath(path).name) for (sheet, _), copy in zip(checked, copies, strict=True)
    ]
    answer = desk.answer([one for _, one in checked], [PurePosixPath(name).name for name in names], THEN)
    try:
        with told(source):
            for name, copy in zip(names, copies, strict=True):
                store.put(name, copy.read_bytes())
            store.put(answer_name(path), write_answer(answer).replace("\n", "\r\n").encode(_BYTES))
    except SourceRefused as trouble:
        if trouble.why == OPEN:
            return "", f"{OPEN}（检查结果）"
        raise
    return verdict(answer), ""


def answer_name(path: str, copy: Path | None = None, *, of_member: bool = False) -> str:
    """台账.xlsx → 台账.检查结果.xlsx, .txt; another kind keeps its ending (台账.xls.检查结果.xlsx), so that no two answers are one."""
    stem = path[: -len(".xlsx")] if path.lower().endswith(".xlsx") else path
    inside = f".{copy.stem}" if copy and of_member else ""
    return f"{stem}{inside}{ANSWER}{copy.suffix if copy else '.txt'}"
