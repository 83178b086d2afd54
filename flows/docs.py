"""Writes the generated pages of docs/; `--check` says which ones no longer follow from the declarations.

`--picture WAREHOUSE` draws docs/night.svg from a demo's warehouse; it is redrawn when the printed night changes its looks.
"""

import io
import re
import sys
from collections.abc import Iterator

import typer
from rich.console import Console
from typer.core import TyperArgument, TyperGroup, TyperOption

from bulletins import terminal
from bulletins.reference import write_commands, write_dictionary, write_rules
from flows.cli import app
from flows.instance import CODE
from schemas.forms import FORMS
from schemas.rule_catalogue import RULES
from warehouse import board
from warehouse.database import Database
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
    yield from _of_group(group, ["saima"])


def _of_group(group: TyperGroup, before: list[str]) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _of_group(command, [*before, name])
            continue
        arguments = [str(p.name).upper() for p in command.params if isinstance(p, TyperArgument)]
        options = [(" ".join(p.opts), p.help or "") for p in command.params if isinstance(p, TyperOption)]
        yield " ".join([*before, name, *arguments]), command.help or "", options


def picture(url: str) -> str:
    """The headline, one ranking and the start backlog as a terminal of 100 columns shows them."""
    db, console = Database(url), Console(width=100, record=True, file=io.StringIO())
    terminal.print_headline(console, board.headline(db))
    terminal.print_rankings(console, [row for row in board.rankings(db) if row["rate"] == "start"])
    terminal.print_backlogs(console, [row for row in board.backlog(db) if row["backlog"] == "start"])
    drawn = console.export_svg(title="saima demo")
    unwanted = r'@font-face \{.*?\}|<!--.*?-->| textLength="[\d.]+"| clip-path="url\([^)]*-line-\d+\)"|font-variant-east-asian: full-width;'  # no font from elsewhere
    drawn = re.sub(unwanted, "", drawn, flags=re.DOTALL)
    # A Chinese character is two columns wide where a letter is half its height: rich's columns are 12.2 wide.
    return drawn.replace("Fira Code", "Noto Sans Mono CJK SC").replace("font-size: 20px", "font-size: 24.4px")


def main() -> None:
    if "--picture" in sys.argv:
        (CODE / "docs" / "night.svg").write_text(picture(sys.argv[-1]), encoding="utf-8")
        return
    if "--check" in sys.argv:
        if found := stale():
            raise SystemExit(f"docs/{', docs/'.join(found)}: run `make docs`")
        return
    for name, text in pages().items():
        (CODE / "docs" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
