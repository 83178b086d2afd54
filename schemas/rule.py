"""What a rule is: a code that stands in letters and views, a severity, and the words that mend the sheet.

Every rule carries its own cases as literal data, so that the catalogue is also its test: each case says what
stands in the sheet and whether the rule speaks. Rules live in `rules_*.py`, by what they look at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["stop", "reject", "warn"]
#: What a rule looks at: one cell, one row, a sheet with its header, a file, or the county's sheets together.
Scope = Literal["cell", "row", "sheet", "file", "county"]


@dataclass(frozen=True)
class Case:
    """`field` is "form.field"; `given` the cell text, or a row's cells by field; `unit` the header's unit.

    `hits` says whether the rule speaks. Cases of sheets, files and the county are tests named after the rule.
    """

    field: str
    given: object
    hits: bool = True
    unit: str | None = None


@dataclass(frozen=True)
class Rule:
    """`expected` and `how` are templates over {title}, {got}, {words} (those of a list) and what the finding adds; both are for clerks."""

    code: str
    severity: Severity
    scope: Scope
    title: str
    expected: str
    how: str
    why: str
    cases: tuple[Case, ...] = ()
    fields: tuple[str, ...] = ()  # for rows: the fields it reads, the one to mend first
    needed: tuple[str, str] | None = None  # expected and how where the cell must be filled: to clear it would be the next finding

    @property
    def heading(self) -> str:
        """The title where nothing was found that would fill it in."""
        return plain(self.title)

    def said(self, *, got: str, needed: bool = False, **more: str) -> tuple[str, str, str]:
        """What is wrong, what is expected, how to mend it, with what the finding adds filled in."""
        words: Mapping[str, str] = _Blank(more, got=got)
        mends = self.needed if needed and self.needed else (self.expected, self.how)
        what, expected, how = (text.format_map(words) for text in (self.title, *mends))
        return what, expected, how

    def message(self, *, where: str, got: str, needed: bool = False, **more: str) -> str:
        """One courteous sentence: where, what, got, expected, how to mend it."""
        said = f"（{got}）" if got and "{got}" not in self.title else ""
        if got and self.scope in ("cell", "row"):
            said = f"，填的是“{got}”"
        what, expected, how = self.said(got=got, needed=needed, **more)
        return f"{where}：{what}{said}，应为{expected}。{how}"


def plain(text: str) -> str:
    """A template's place for what a finding adds reads as an ellipsis."""
    parts = text.replace("}", "{").split("{")
    return "".join(part if position % 2 == 0 else "…" for position, part in enumerate(parts))


class _Blank(dict[str, str]):
    """A template's words; one that was not given reads as nothing rather than as an error."""

    def __missing__(self, key: str) -> str:
        return ""
