"""Which kind of unit is to send which form: `config/roster.toml`, until a calendar with due times takes its place."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from schemas.forms import FORMS
from schemas.units import KINDS


@dataclass(frozen=True)
class Roster:
    """Form ids by kind of unit."""

    forms: dict[str, tuple[str, ...]]


def read_roster(path: Path) -> Roster:
    """Read the file; a kind or a form that there is not is a ValueError naming it."""
    with path.open("rb") as lines:
        said = tomllib.load(lines)
    for kind, forms in said.items():
        if kind not in KINDS:
            raise ValueError(f"{path}: {kind} is no kind of unit ({', '.join(KINDS)})")
        if not isinstance(forms, list) or (strange := [form for form in forms if form not in FORMS]):
            raise ValueError(f"{path}: {kind}: {strange if isinstance(forms, list) else forms}: a list of {', '.join(FORMS)}")
    return Roster({kind: tuple(forms) for kind, forms in said.items()})
