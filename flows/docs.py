"""Writes the generated pages of docs/; `--check` says which ones no longer follow from the declarations."""

import sys
from collections.abc import Iterator

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from bulletins.reference import write_commands, write_dictionary, write_rules
from flows.cli import app
from flows.instance import CODE
from schemas.forms import FORMS
from schemas.rule_catalogue import RULES
from warehouse.dictionary import dictionary


def pages() -> dict[str, str]:
    """The generated pages by file name under docs/."""
    return {
        "dictionary.md": write_dictionary(FORMS.values(), dictionary()),
        "rules.md": write_rules(RULES.values()),
        "commands.md": write_commands(_commands()),
    }


def stale() -> list[str]:
    """Pages whose file is missing or differs."""
    docs = CODE / "docs"
    return [name for name, text in pages().items() if not (docs / name).exists() or (docs / name).read_text(encoding="utf-8") != text]


def _commands() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for name, command in group.commands.items():
        arguments = [str(p.name).upper() for p in command.params if isinstance(p, TyperArgument)]
        options = [(" ".join(p.opts), p.help or "") for p in command.params if isinstance(p, TyperOption)]
        yield " ".join(["saima", name, *arguments]), command.help or "", options


def main() -> None:
    if "--check" in sys.argv:
        if found := stale():
            raise SystemExit(f"docs/{', docs/'.join(found)}: run `make docs`")
        return
    for name, text in pages().items():
        (CODE / "docs" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
