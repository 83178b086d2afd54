"""The generated pages follow from the declarations, and the README's two languages say the same commands."""

import re
from pathlib import Path

from flows.cli import app
from flows.docs import stale

ROOT = Path(__file__).parent.parent


def test_generated_pages_are_current() -> None:
    assert stale() == []


def test_the_readmes_twin_shows_the_same_commands() -> None:
    shown = [re.findall(r"^(?:make|saima|\.venv/bin/saima) .*?(?=\s*(?:#|$))", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
             for name in ("README.md", "README.zh.md")]  # fmt: skip
    assert shown[0] == shown[1]
    assert len(shown[0]) > 5


def test_the_readme_names_no_command_that_is_not_there() -> None:
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    known |= {group.name for group in app.registered_groups if group.name}
    said = set(re.findall(r"^(?:\.venv/bin/)?saima (\w+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert said <= known


def test_links_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
