"""A child may die in every way; its neighbours' results and the pool stay."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connectors.sandbox import Death, Sandbox
from tests.connectors.sandbox_tasks import act, list_modules

PRELOAD = ["polars", "python_calamine", "connectors.workbook"]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(workers=2, preload=PRELOAD, seconds=1.0) as box:
        yield box


def outcomes(box: Sandbox, chunks: list[list[str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for chunk, result in box.map(act, chunks):
        if isinstance(result, Death):
            assert len(chunk) == 1
            found[chunk[0]] = result.reason
        else:
            found |= dict(zip(chunk, result, strict=True))
    return found


@pytest.mark.parametrize(("order", "reason"), [("kill", "killed"), ("hog", "memory"), ("panic", "killed"), ("exit", "killed")])
def test_a_death_is_isolated_to_its_item(sandbox: Sandbox, order: str, reason: str) -> None:
    found = outcomes(sandbox, [["a", order, "b"], ["c", "d"]])
    assert found == {"a": "A", "b": "B", "c": "C", "d": "D", order: reason}


def test_a_sleeper_is_stopped_and_its_neighbours_are_read(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.sandbox.LEAST_SECONDS", 1.0)
    assert outcomes(sandbox, [["a", "sleep"], ["b"]]) == {"a": "A", "sleep": "timeout", "b": "B"}


def test_ten_killers_in_a_row_leave_the_pool_at_work(sandbox: Sandbox) -> None:
    results = list(sandbox.map(act, [["kill"]] * 10 + [["a"]]))
    assert sorted(str(r.reason if isinstance(r, Death) else r) for _, r in results) == ["['A']"] + ["killed"] * 10


def test_a_death_says_more_to_operators(sandbox: Sandbox) -> None:
    ((_, death),) = sandbox.map(act, [["panic"]])
    assert isinstance(death, Death) and "Odd" in death.detail


def test_children_import_little(sandbox: Sandbox) -> None:
    ((_, modules),) = sandbox.map(list_modules, [["x"]])
    assert not isinstance(modules, Death)
    assert {"polars", "python_calamine"} <= set(modules)
    assert not {"prefect", "sqlalchemy", "pandera", "great_expectations", "pytest"} & set(modules)


def test_an_abandoned_map_leaves_the_pool_usable(sandbox: Sandbox) -> None:
    results = sandbox.map(act, ([str(n)] for n in range(100)))
    next(iter(results))
    results.close()  # type: ignore[attr-defined]
    assert outcomes(sandbox, [["a"]]) == {"a": "A"}


def test_few_chunks_are_taken_ahead(sandbox: Sandbox) -> None:
    taken: list[int] = []

    def chunks() -> Iterator[list[str]]:
        for number in range(50):
            taken.append(number)
            yield [str(number)]

    for finished, _ in enumerate(sandbox.map(act, chunks())):
        assert len(taken) - finished <= 6


def test_idle_children_may_die_too() -> None:
    with Sandbox(workers=2, preload=PRELOAD) as box:
        assert outcomes(box, [["a"], ["b"]]) == {"a": "A", "b": "B"}
        for child in multiprocessing.active_children():
            os.kill(child.pid or 0, signal.SIGKILL)
        time.sleep(2)
        assert outcomes(box, [["a"], ["b", "kill"]]) == {"a": "A", "b": "B", "kill": "killed"}


def test_children_that_cannot_start_are_told_and_not_tried_for_ever() -> None:
    with Sandbox(workers=1, preload=PRELOAD, memory=1 << 70) as box, pytest.raises(RuntimeError, match="children"):
        list(box.map(act, [["a"]]))


def test_a_killed_parent_leaves_no_children(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = (
        "from connectors.sandbox import Sandbox\nfrom tests.connectors.sandbox_tasks import report_pid\n"
        f"with Sandbox(workers=2, preload=[]) as box: list(box.map(report_pid, [[{str(pids)!r}]] * 2))"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    children = wait_until(lambda: [int(pid) for pid in pids.read_text().split()] if pids.exists() else [], 2)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert wait_until(lambda: [pid for pid in children if not alive(pid)], 2) == children


def wait_until(look: Callable[[], list[int]], count: int) -> list[int]:
    found: list[int] = []
    for _ in range(100):
        found = look()
        if len(found) == count:
            return found
        time.sleep(0.1)
    return found


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_main_functions_are_refused() -> None:
    def local(items: object) -> None: ...

    local.__module__ = "__main__"
    with Sandbox(workers=1, preload=[]) as box, pytest.raises(ValueError, match="__main__"):
        list(box.map(local, [["a"]]))
