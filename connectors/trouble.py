"""Why a source could not be read: whatever a foreign library raises becomes one sentence in Chinese, and what it said."""

import errno
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from connectors.source import Source, SourceRefused, SourceUnreachable

T = TypeVar("T")
_LONGEST = 200
NOT_THERE, OPEN = "没有这个目录", "有人正打开这个文件"
_LOGIN = re.compile(r"(?<=://)\S*@")
#: By the name of the exception: the libraries are many, and importing them all to ask costs a second.
_PASSWORD = {"LogonFailure", "SMBAuthenticationError", "MailboxLoginError", "PermissionDenied", "PermissionError", "NoCredentialsError",
             "ForbiddenOperation", "AccessDenied", "SFTPPermissionDenied"}  # fmt: skip
_MISSING = {"FileNotFoundError", "ResourceNotFound", "NotADirectoryError", "BadNetworkName", "MailboxFolderSelectError",
              "ObjectNameNotFound", "ObjectPathNotFound"}  # fmt: skip
_HOST_KEY = {"HostKeyNotVerifiable", "KeyImportError"}
_SHARING_VIOLATION, _SMB_MISSING = 0xC0000043, {0xC000000F, 0xC0000034, 0xC000003A, 0xC00000CC}
_SLOW = re.compile(r"timed?[ _-]?out|timeout", re.IGNORECASE)
_CLOSED = re.compile(r"refused|\[Errno 111\]|connect call failed|unreachable|name or service|resolve", re.IGNORECASE)
_DENIED = re.compile(r"\b40[13]\b|access.?denied|InvalidAccessKeyId|SignatureDoesNotMatch|authentication failed", re.IGNORECASE)


class TooSlow(Exception):
    """No answer in time."""


def in_words(error: BaseException, source: Source) -> SourceUnreachable:
    """The trouble as SourceUnreachable, or as SourceRefused where trying again changes nothing."""
    if isinstance(error, SourceUnreachable):
        return error
    chain = list(_chain(error))
    names = {kind.__name__ for link in chain for kind in type(link).__mro__}
    words = " ".join(f"{type(link).__name__}: {link}" for link in chain)
    said = _LOGIN.sub("***@", source.hide(" ".join(f"{type(error).__name__}: {error}".split())))[:_LONGEST]
    if getattr(error, "ntstatus", 0) == _SHARING_VIOLATION:
        return SourceRefused(OPEN, said)
    if names & _HOST_KEY:
        return SourceRefused("主机密钥没有登记或已改变", said)
    if (
        names & _PASSWORD
        or any(getattr(link, "status_code", getattr(link, "status", 0)) in (401, 403) for link in chain)
        or _DENIED.search(words)
    ):
        return SourceRefused("用户名或口令不对，或没有权限", said)
    if "TooSlow" in names or _SLOW.search(words):
        return SourceUnreachable("很久没有应答", said)
    if _CLOSED.search(words):
        return SourceUnreachable("连不上", said)
    if (
        names & _MISSING
        or any(getattr(link, "status_code", 0) == 404 for link in chain)
        or getattr(error, "errno", 0) == errno.ENOENT
        or getattr(error, "ntstatus", 0) in _SMB_MISSING
    ):
        return SourceRefused(NOT_THERE, said)
    return SourceUnreachable("读取时中断", said)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(8):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


@contextmanager
def told(source: Source) -> Iterator[None]:
    """What goes wrong within is raised as SourceUnreachable."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever a foreign library raises, the other sources are read all the same
        raise in_words(error, source) from error


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What `ask` answers, or TooSlow: some libraries wait for ever for a server that has stopped in mid-sentence.

    The thread that waits is left behind; it holds a socket, and dies with the process.
    """
    answer: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(ask())
        except BaseException as error:  # noqa: BLE001 - it belongs to the asker's thread
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True, name="source")
    thread.start()
    thread.join(seconds)
    if failure:
        raise failure[0]
    if not answer:
        raise TooSlow(f"no answer within {seconds:g} s")
    return answer[0]
