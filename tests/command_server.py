"""`saima` without its imports, which are two thirds of a small night: a process that has them forks, and the child is the command.

Prefect is not among the libraries: it reads its settings when it is imported. Orders come as lines of JSON on stdin; their numbers and exit codes go out on stdout.
"""

import atexit
import gc
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import great_expectations  # noqa: F401

import flows.night
import flows.telling  # noqa: F401
from flows.cli import main as saima


def become(words: Sequence[str], cwd: str, environment: dict[str, str], out: str, err: str) -> NoReturn:
    """This process is the command from now on."""
    code = 0
    for stream, path, how in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(path, how), stream)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv = ["saima", *words]
    try:
        saima()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(code)  # to take a process with so many modules down costs a second


def main() -> None:
    gc.freeze()  # what was imported stays
    for line in iter(sys.stdin.readline, ""):
        order: dict[str, Any] = json.loads(line)
        number, child = order.pop("number"), os.fork()
        if not child:
            become(**order)
        print(number, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
