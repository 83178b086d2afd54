"""A pool that no file can hurt: children with a memory and a time limit, a death isolated to the item that caused it.

Nothing of a child's but bytes reaches this process: work and results are pickled here, and an exception
becomes a reason, so that an odd class cannot break the pool either.
"""

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

from pebble import ProcessExpired, ProcessPool

from connectors.sandbox_child import PATIENCE, Context, run_limited, settle_in

T = TypeVar("T")
R = TypeVar("R")

#: A chunk's least limit: a slow start or a busy machine is no fault of its files.
LEAST_SECONDS = 30.0
#: Of an item's limit what the items of a chunk may take on average: a chunk that needs more is read one by one.
_USUAL = 0.2
#: How much longer than the child's own alarm the pool waits before it stops the child itself.
GRACE_SECONDS = 5.0
_TRIES = 3
_AHEAD = 3  # chunks a child that are scheduled, so that children read on while the parent does something with the results
_RENEW_AFTER = 200  # chunks a child reads before a fresh one takes its place


@dataclass(frozen=True)
class Death:
    """An item that no child survived. `reason` is "killed", "timeout" or "memory"; `detail` is for operators."""

    reason: str
    detail: str = ""


@dataclass
class _Flight(Generic[T]):
    chunk: Sequence[T]
    limit: float
    tries: int = 0


class Sandbox:
    """A context manager around the children; one `map` at a time.

    `preload` are the modules that children are forked with: what `function` imports. The fork server is one for
    the process, so the first sandbox decides. `memory` is a child's address space in bytes, `seconds` its processor time an item.
    """

    def __init__(self, *, workers: int, preload: Sequence[str], memory: int = 1 << 30, seconds: float = 10.0) -> None:
        self.workers = workers
        self.memory = memory
        self.seconds = seconds
        self.preload = ["ctypes", "connectors.sandbox_child", *preload]

    def __enter__(self) -> Self:
        self._pool = self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def map(self, function: Callable[[Sequence[T]], R], chunks: Iterable[Sequence[T]]) -> Iterator[tuple[Sequence[T], R | Death]]:
        """Each chunk with its result, as they complete; a chunk that dies comes back item by item.

        `function` is a module-level function or a `functools.partial` of one, not of `__main__`.
        """
        if getattr(getattr(function, "func", function), "__module__", "") == "__main__":
            raise ValueError("a sandboxed function must live in a module: children do not import __main__")
        work = pickle.dumps(function)
        fresh = iter(chunks)
        again: deque[_Flight[T]] = deque()
        flying: dict[Future[Any], _Flight[T]] = {}
        try:
            while True:
                while len(flying) < self.workers * _AHEAD and (flight := self._next(again, fresh)):
                    if future := self._schedule(work, flight):
                        flying[future] = flight
                    else:
                        again.extend(self._revive(flying, flight))
                if not flying:
                    return
                done = wait(flying, timeout=1.0, return_when="FIRST_COMPLETED").done
                if any(isinstance(future.exception(), BrokenProcessPool) for future in done) or not self._pool.active:
                    again.extend(self._revive(flying))
                for future in [f for f in flying if f.done()]:
                    yield from self._land(future, flying.pop(future), again)
        finally:
            for future in flying:
                future.cancel()

    def _next(self, again: "deque[_Flight[T]]", fresh: Iterator[Sequence[T]]) -> "_Flight[T] | None":
        if again:
            return again.popleft()
        chunk = next(fresh, None)
        return None if chunk is None else _Flight(chunk, max(LEAST_SECONDS, _USUAL * self.seconds * len(chunk)))

    def _land(self, future: "Future[Any]", flight: "_Flight[T]", again: "deque[_Flight[T]]") -> Iterator[tuple[Sequence[T], R | Death]]:
        outcome = _outcome(future)
        if not isinstance(outcome, Death):
            yield flight.chunk, cast(R, pickle.loads(outcome))
        elif len(flight.chunk) > 1:
            again.extend(_Flight([item], self.seconds) for item in flight.chunk)
        else:
            yield [*flight.chunk], outcome

    def _schedule(self, work: bytes, flight: "_Flight[T]") -> "Future[Any] | None":
        load = pickle.dumps(flight.chunk)
        try:
            timeout = flight.limit * PATIENCE + GRACE_SECONDS
            future: Future[Any] = self._pool.schedule(run_limited, args=(work, load, flight.limit), timeout=timeout)
        except RuntimeError:  # the pool is broken
            return None
        return future

    def _start(self) -> ProcessPool:
        forkserver.set_forkserver_preload(self.preload)
        return ProcessPool(
            max_workers=self.workers, max_tasks=_RENEW_AFTER, initializer=settle_in, initargs=(self.memory,),
            context=Context(),
        )  # fmt: skip

    def _stop(self) -> None:
        self._pool.stop()
        self._pool.join()

    def _revive(self, flying: "dict[Future[Any], _Flight[T]]", *grounded: "_Flight[T]") -> "list[_Flight[T]]":
        """A new pool after the old one lost count of its children; what was in flight flies again, not for ever."""
        lost = [future for future in flying if not future.done() or isinstance(future.exception(), BrokenProcessPool)]
        flights = [*grounded, *(flying.pop(future) for future in lost)]
        for flight in flights:
            flight.tries += 1
            if flight.tries > _TRIES:
                raise RuntimeError(f"sandboxed children die before they work (address space {self.memory >> 20} MiB)")
        self._stop()
        self._pool = self._start()
        return flights


def _outcome(future: "Future[Any]") -> "bytes | Death":
    """The pickled result, or why there is none."""
    try:
        kind, body = future.result()
        return body if kind == "done" else Death(kind, body)
    except (TimeoutError, CancelledError) as error:
        return Death("timeout", str(error))
    except ProcessExpired as error:
        code = -(error.exitcode or 0)
        reasons = {int(signal.SIGALRM): "timeout", int(signal.SIGPROF): "timeout", int(signal.SIGABRT): "memory"}  # allocators abort
        return Death(reasons.get(code, "killed"), f"exit {error.exitcode}")
