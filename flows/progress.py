"""Who hears how far a night is: a step's name, how many files are done and of how many (0 of 0: it has begun).

A flow's parameters are stored by Prefect, so a listener cannot be one of them: the command line sets it here for its process.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Listener = Callable[[str, int, int], None]

#: The steps in Chinese, as the terminal shows them.
STEPS = {
    "begin": "开批次", "pull": "取文件", "read": "读表入库", "claims": "定采用", "master": "并项目",
    "measures": "算指标", "audit": "审核", "publish": "发布", "letters": "写信", "send": "发送", "reread": "从原件重读",
}  # fmt: skip

_listeners: list[Listener] = []


def tell_progress(step: str, done: int = 0, of: int = 0) -> None:
    for listener in _listeners:
        listener(step, done, of)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


@contextmanager
def shown_on(console: "Console", first: str) -> Iterator[None]:
    """A line on a terminal that follows; nothing where the output is kept or piped."""
    if not console.is_terminal:
        yield
        return
    with console.status(first) as status, heard_by(lambda step, done, of: status.update(in_words(step, done, of))):
        yield


def in_words(step: str, done: int, of: int) -> str:
    """`读表入库 30/120`."""
    return f"{STEPS.get(step, step)} {done}/{of}" if of else f"{STEPS.get(step, step)}……"
