"""What a sandboxed child does with itself, and how it is started without its parent's `__main__`."""

import ctypes
import gc
import os
import pickle
import resource
import signal
import sys
import threading
import traceback
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from types import ModuleType
from typing import Any

_PR_SET_PDEATHSIG = 1
#: Wall seconds a child may take for a second of work.
PATIENCE = 4.0
_starting = threading.Lock()


class Process(ForkServerProcess):
    """A child that does not import `__main__` again: under a flow that would be all of prefect, after every death."""

    def start(self) -> None:
        with _starting:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


class Context(ForkServerContext):
    """The fork server with `Process`."""

    Process = Process


def settle_in(memory: int) -> None:
    """Take the limits on: address space, no core dumps, no life after the parent's, nothing on stderr."""
    gc.freeze()  # what was imported stays
    gc.set_threshold(50_000)  # rows of cells are many, live for a workbook and hold no cycles
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The fork server lives until every holder of this descriptor is gone: without ours it ends with the parent,
    # and we end with it.
    server: Any = forkserver._forkserver
    if server._forkserver_alive_fd is not None:
        os.close(server._forkserver_alive_fd)
        server._forkserver_alive_fd = None
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    os.close(quiet)


def run_limited(work: bytes, load: bytes, seconds: float) -> tuple[str, bytes | str]:
    """ "done" and the pickled result, or the reason of a death and its traceback.

    `seconds` are of work: on a busy machine waiting is no fault of the file, so the wall may take PATIENCE times as
    long. The alarms' default action kills even a child that is stuck in native code and never lets Python run.
    """
    for alarm, timer, limit in ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, seconds * PATIENCE)):
        signal.signal(alarm, signal.SIG_DFL)
        signal.setitimer(timer, limit)
    try:
        return "done", pickle.dumps(pickle.loads(work)(pickle.loads(load)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        gc.collect()
        return "memory", traceback.format_exc(limit=-5)
    except BaseException:  # noqa: BLE001 - a panic of the Rust side or a bug of ours: only its item is to blame
        return "killed", traceback.format_exc(limit=-5)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
