"""The figures' definitions (口径) as an office reviews them: `config/indicators.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

#: What `numerator` and `denominator` may name.
PARTS = ("signed", "reviewed", "landed", "started", "arrived", "invested")
RATES = {"signing": "签约率", "landing": "落地率", "start": "开工率", "funds": "资金到位率"}


@dataclass(frozen=True)
class Definition:
    rate: str
    definition: str
    since: date
    numerator: str
    denominator: str
    explanation: str


@dataclass(frozen=True)
class Indicators:
    """`targets` maps an indicator's name to the measure that says what is done ('' for none)."""

    definitions: tuple[Definition, ...]
    backlog_since: date
    targets: dict[str, str]
    largest_fall: float

    def in_force(self, day: date) -> list[Definition]:
        """The definition of each rate on a day: the last to take effect."""
        chosen = {d.rate: d for d in sorted(self.definitions, key=lambda d: d.since) if d.since <= day}
        return [chosen[rate] for rate in RATES if rate in chosen]


def read_indicators(path: Path) -> Indicators:
    """Read the file; a wrong part is a ValueError naming it."""
    with path.open("rb") as lines:
        said = tomllib.load(lines)
    definitions = tuple(Definition(**row) for row in said["rate"])
    for d in definitions:
        if d.rate not in RATES or d.numerator not in PARTS or d.denominator not in PARTS:
            raise ValueError(f"{path}: {d.definition}: rate of {', '.join(RATES)}, parts of {', '.join(PARTS)}")
    return Indicators(definitions, said["backlog"]["since"], dict(said["targets"]), float(said["audit"]["largest_fall"]))
