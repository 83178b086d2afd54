"""Wall seconds, CPU seconds and memory of this process, its children and, beside them, a local PostgreSQL server."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

import psutil

_EVERY = 0.1  # seconds between two looks at memory
_LISTED = 10  # looks between two lists of the processes


@dataclass(frozen=True)
class Cost:
    """One run of a stage: wall seconds, CPU seconds of the process tree and the server, most megabytes of the tree."""

    wall: float
    cpu: float
    peak: float


@dataclass
class Stage:
    """All runs of a stage; what a stage cost is their median."""

    runs: list[Cost] = field(default_factory=list)

    @property
    def wall(self) -> float:
        return median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        return median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        return max(run.peak for run in self.runs)

    @property
    def spread(self) -> tuple[float, float]:
        """Least and most wall seconds."""
        return min(run.wall for run in self.runs), max(run.wall for run in self.runs)


class Meter:
    """A context manager that looks at memory all along; `stage(name)` times what stands in its block.

    A living child's CPU seconds are not in RUSAGE_CHILDREN, so the tree is walked: every process, and what it has
    waited for; what the watching itself took is left out. Memory is PSS: pages that forked children share are counted
    once. `server` is a postmaster's pid.
    """

    def __init__(self, server: int | None = None, told: Callable[[str, Cost], None] = lambda name, cost: None) -> None:
        self.stages: dict[str, Stage] = {}
        self.server_peak = 0.0
        self.own_cpu = 0.0
        self.server, self._told = server, told
        self._samples: list[tuple[float, float]] = []
        self._over = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began, cpu = time.perf_counter(), self._cpu()
        yield
        ended = time.perf_counter()
        spent = self._cpu() - cpu
        self._samples.append((ended, _memory(_tree(None))))
        cost = Cost(ended - began, max(spent, 0.0), max(mb for at, mb in self._samples if at >= began))
        self.stages.setdefault(name, Stage()).runs.append(cost)
        self._told(name, cost)

    @property
    def peak(self) -> float:
        return max(mb for _, mb in self._samples)

    def _cpu(self) -> float:
        return _cpu(None) + (_cpu(self.server) if self.server else 0.0) - self.own_cpu

    def _watch(self) -> None:
        look = 0
        while not self._over.wait(_EVERY):
            if look % _LISTED == 0:  # a walk of all processes costs more than a look
                ours, theirs = _tree(None), _tree(self.server) if self.server else []
            look += 1
            self._samples.append((time.perf_counter(), _memory(ours)))
            self.server_peak = max(self.server_peak, _memory(theirs))
            self.own_cpu = time.thread_time()


def _tree(pid: int | None) -> list[Any]:
    root = psutil.Process(pid)
    return [root, *root.children(recursive=True)]


def _cpu(pid: int | None) -> float:
    """User and system seconds of a process and its living descendants, and of the dead ones that they waited for."""
    total = 0.0
    for found in _tree(pid):
        try:
            total += sum(found.cpu_times()[:4])
        except psutil.Error:
            continue
    return total


def _memory(processes: list[Any]) -> float:
    """Megabytes (10⁶ bytes); a process that ends meanwhile counts nothing."""
    total = 0
    for found in processes:
        try:
            total += found.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1e6
