"""saima prune, and that docs/operating.md names commands and options that there are. tests/system/test_operating.py runs the page."""

import os
import shlex
import time
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from flows.cli import app
from flows.instance import Instance, init
from flows.pruning import prune
from tests.operating import blocks

COMMANDS = [
    line.removesuffix(" || true") for own in blocks().values() for block in own for line in block.splitlines() if line.startswith("saima ")
]
NUMBERS = {"BATCH": "2", "EARLIER": "1"}


@pytest.mark.parametrize("line", dict.fromkeys(COMMANDS))
def test_a_command_of_the_page_is_one_of_ours(line: str) -> None:
    words = [NUMBERS.get(word, word) for word in shlex.split(line)][1:]
    command = typer.main.get_command(app)
    while isinstance(command, TyperGroup):
        name = words.pop(0)
        found = command.commands.get(name)
        assert found is not None, name
        command = found
    command.make_context("saima", words)  # raises UsageError where an option or a value is none


def test_the_page_has_what_an_operator_asks_for() -> None:
    assert [*blocks()] == ["Install", "Upgrade", "Back up", "Restore", "When a night is red", "What grows"]


def test_old_letters_go_and_what_figures_stand_on_stays(tmp_path: Path) -> None:
    init(tmp_path)
    var, old = tmp_path / "var", time.time() - 500 * 86_400
    for name in (
        "returns/1/T1/letter.txt",
        "returns/2/T1/letter.txt",
        "outbox/1.txt",
        "log/a.txt",
        "archive/ab/abc",
        "issued/7号/board.json",
        "x.txt",
    ):
        path = var / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        for one in (path, *path.parents):
            if one.is_relative_to(var) and one != var and "returns/2" not in str(path):
                os.utime(one, (old, old))
    (var / "outbox" / "link").symlink_to(tmp_path / "saima.toml")
    gone = prune(Instance(tmp_path), 400)
    assert sorted(path.relative_to(var).as_posix() for path in gone) == ["log/a.txt", "outbox/1.txt", "returns/1"]
    assert sorted(p.relative_to(var).as_posix() for p in var.rglob("*") if p.is_file() and not p.is_symlink()) == [
        "archive/ab/abc", "issued/7号/board.json", "returns/2/T1/letter.txt", "x.txt",
    ]  # fmt: skip
    assert prune(Instance(tmp_path), 400) == []
