"""Opening a source by its URL: folders, SFTP, SMB, WebDAV, S3 and HTTP listings, all through fsspec.

A store looks (every file with a stamp that changes with it), looks again at some of them, opens one, and puts one there.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

import fsspec

from connectors.source import Listed, Source, SourceRefused, SourceUnreachable
from connectors.trouble import TooSlow, within

_DEEPEST, _MOST = 20, 100_000
_EXACT = 0.1  # local times are finer than a second


class Store(Protocol):
    """Paths are within the source, with forward slashes. Methods raise what their library raises; FileNotFoundError for what is gone."""

    def look(self) -> Iterator[Listed]: ...
    def again(self, path: str) -> Listed: ...
    def open(self, path: str) -> BinaryIO: ...
    def put(self, path: str, content: bytes) -> None: ...
    def close(self) -> None: ...


def is_local(url: str) -> bool:
    return "://" not in url or url.startswith("file://")


def open_store(source: Source) -> Store:
    """The store of a source. Raises SourceRefused for a scheme that nobody knows."""
    from connectors import remote  # each kind brings its own library, and takes a second to import

    scheme = "" if is_local(source.url) else urlsplit(source.url).scheme
    if not scheme:
        return Folder(source)
    opener = remote.KINDS.get(scheme)
    return opener(source) if opener else Anything(source)


def wanted(source: Source, path: str) -> bool:
    """True where the source's pattern fits the path or the file's name, in upper or lower case."""
    pattern, path = source.pattern.lower(), path.lower()
    return fnmatchcase(path, pattern) or fnmatchcase(path.rsplit("/", 1)[-1], pattern)


def login(source: Source) -> tuple[str, str]:
    """User and password: as configured, else (of an inbox without a name) those in the URL."""
    parts = urlsplit(source.url)
    return source.user or unquote(parts.username or ""), source.password or unquote(parts.password or "")


def host_of(parts: SplitResult) -> str:
    if not parts.hostname:
        raise SourceRefused("地址里没有主机名", parts.scheme)
    return parts.hostname


def beside(path: str) -> str:
    """Where a file is written before it gets its name: nobody opens half of it, and no listing takes it for a sheet."""
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}.{name}.tmp"


class Folder:
    """A folder of this machine, mounted shares among them; links are followed to files, not to folders."""

    def __init__(self, source: Source) -> None:
        self._files = fsspec.filesystem("file")
        self._root = self._files._strip_protocol(source.url)

    def look(self) -> Iterator[Listed]:
        if not os.path.isdir(self._root):
            raise SourceRefused("没有这个目录", "no such folder")
        for name in self._files.find(self._root):
            path = Path(name).relative_to(self._root).as_posix()
            try:
                yield self.again(path)
            except FileNotFoundError:
                continue  # taken away while the folder was listed, or a link to nowhere

    def again(self, path: str) -> Listed:
        about = os.stat(f"{self._root}/{path}")
        stamp = f"{about.st_size} {about.st_mtime_ns} {about.st_ctime_ns} {about.st_ino}"
        return Listed(path, about.st_size, stamp, max(about.st_mtime, about.st_ctime), _EXACT)

    def open(self, path: str) -> BinaryIO:
        return open(f"{self._root}/{path}", "rb")

    def put(self, path: str, content: bytes) -> None:
        draft = Path(f"{self._root}/{beside(path)}")
        try:
            draft.write_bytes(content)
            draft.replace(f"{self._root}/{path}")
        finally:
            draft.unlink(missing_ok=True)

    def close(self) -> None:
        pass


class Tree:
    """A store of fsspec, walked folder by folder so that each question has its own time limit."""

    def __init__(self, source: Source, files: Any, root: str) -> None:
        self._source, self._files, self._root = source, files, root.rstrip("/")

    def look(self) -> Iterator[Listed]:
        folders, seen = [(self._root, 0)], 0
        while folders:
            folder, depth = folders.pop()
            for about in self.ask(lambda f=folder: self.listing(f)):
                name = about["name"].rstrip("/")
                if about["type"] == "directory":
                    if depth < _DEEPEST:
                        folders.append((name, depth + 1))
                    continue
                seen += 1
                if seen > _MOST:
                    raise SourceUnreachable(f"文件超过{_MOST}个", "too many files")
                yield self.listed(self._inside(name), about)

    def listing(self, folder: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._files.ls(folder or "/", detail=True)
        return found

    def again(self, path: str) -> Listed:
        return self.listed(path, self.ask(lambda: self._files.info(self.place(path))))

    def open(self, path: str) -> BinaryIO:
        handle: BinaryIO = self.ask(lambda: self._files.open(self.place(path), "rb"))
        return Patient(handle, self._source.timeout)  # type: ignore[return-value]  # reads and closes: all that keeping asks

    def put(self, path: str, content: bytes) -> None:
        """For servers that take a file whole or not at all."""
        self.ask(lambda: self._files.pipe_file(self.place(path), content))

    def place(self, path: str) -> str:
        return f"{self._root}/{path}" if self._root else path

    def listed(self, path: str, about: dict[str, Any]) -> Listed:
        """Size and time by the names that libraries give them."""
        etag = about.get("ETag") or about.get("etag") or ""
        at = about.get("mtime") or about.get("LastModified") or about.get("modified") or about.get("Last-Modified")
        seconds = at.timestamp() if isinstance(at, datetime) else float(at) if isinstance(at, int | float) else None
        size = about.get("size")
        stamp = f"{size} {seconds if seconds is not None else at or ''} {etag}" if at or etag else ""
        return Listed(path, size, stamp, seconds)

    def ask(self, question: Any) -> Any:
        return within(self._source.timeout, question)

    def close(self) -> None:
        pass

    def _inside(self, name: str) -> str:
        return name.removeprefix(self._root).removeprefix("/") if name.startswith(self._root) else name


class Anything(Tree):
    """A scheme that fsspec knows and Saima has no words for, as `inbox` always allowed."""

    def __init__(self, source: Source) -> None:
        try:
            files, root = fsspec.core.url_to_fs(source.url)
        except (ValueError, ImportError) as error:
            raise SourceRefused("不认识的地址", str(error)) from None
        if not files.exists(root):
            raise SourceRefused("没有这个目录", "no such folder")
        super().__init__(source, files, root)


class Patient:
    """A stream whose every block has a time limit; what does not come in time is TooSlow."""

    def __init__(self, stream: BinaryIO, seconds: float) -> None:
        self._stream, self._seconds = stream, seconds

    def read(self, size: int = -1) -> bytes:
        return within(self._seconds, lambda: self._stream.read(size))

    def __enter__(self) -> "Patient":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(TooSlow):
            within(self._seconds, self._stream.close)
