"""A process that dies at a point: the exception that nobody catches, and where it is raised."""

from typing import Any

import pytest


class Killed(BaseException):
    """What a killed process would not have caught either."""


def dies(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, *, after: bool) -> None:
    """The first call of a function is the last thing that the process does, or does not get to do."""
    real, calls = getattr(place, name), list[int]()

    def once(*given: Any, **named: Any) -> Any:
        calls.append(1)
        if len(calls) > 1:
            return real(*given, **named)
        if after:
            real(*given, **named)
        raise Killed

    monkeypatch.setattr(place, name, once)
