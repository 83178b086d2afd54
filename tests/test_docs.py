"""The generated pages follow from the declarations, and the README's two languages say the same commands."""

import json
import re
from pathlib import Path

from flows.cli import app
from flows.docs import stale
from tests.sources.many import EVIDENCE, PAGE, table

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


def test_what_a_listing_costs_is_what_was_measured() -> None:
    found = json.loads(EVIDENCE.read_text(encoding="utf-8"))["sources"]
    assert table(found) in PAGE.read_text(encoding="utf-8")
    assert all((one["fetched"], one["others"]) == (10, 0) for one in found)


def test_links_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
