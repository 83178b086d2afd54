"""Output that nobody reads any more: `saima run | head` ends quietly, with the night's own code."""

import os
import sys
from typing import Any, TextIO, cast


class Unread:
    """A text stream that goes on into nothing once its pipe is closed: a night is not undone by who reads of it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            self._forget()
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except BrokenPipeError:
            self._forget()

    def _forget(self) -> None:
        """What is written from now on, and what waits in the buffer, goes to the null device."""
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, self._stream.fileno())
        os.close(null)


def outlive_readers() -> None:
    """Let this process's output be closed by its reader at any time."""
    if sys.stdout is not None:
        sys.stdout = cast(TextIO, Unread(sys.stdout))
    if sys.stderr is not None:
        sys.stderr = cast(TextIO, Unread(sys.stderr))
