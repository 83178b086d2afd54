"""The figures' definitions (口径) as an office reviews them: `config/indicators.toml`."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

RATES = {"signing": "签约率", "landing": "落地率", "start": "开工率", "funds": "资金到位率"}
#: What people call the two backlogs and the series of leads.
BACKLOG_TITLES = {"land": "签约未供地", "start": "签约未开工"}
SERIES_TITLES = {"county": "全县", "industry": "产业", "station": "驻点组", "station_industry": "驻点组、产业"}
#: Which projects of a unit a definition looks at.
COHORTS = {"signed": "本年正式签约、未终止的项目", "planned": "正式签约、未终止、计划开工时间在本年的项目"}
#: What `numerator` and `denominator` may name; money in yuan. All but `reviewed` and `signed_target` are of the cohort.
PARTS = {
    "signed": "项目数", "landed": "已落地项目数", "started": "已开工项目数", "invested": "总投资",
    "arrived": "历年实际到位资金", "arrived_outside_city": "历年实际到位市外资金", "arrived_this_year": "本年实际到位资金",
    "expected_this_year": "本年预计到位资金", "reviewed": "本年研判通过项目数（含已终止）", "signed_target": "全年签约目标数",
}  # fmt: skip


@dataclass(frozen=True)
class Definition:
    """What a rate counts. `since` None: shipped for those who want it, in force nowhere; `groups` () means every group."""

    rate: str
    definition: str
    numerator: str
    denominator: str
    explanation: str
    since: date | None = None
    cohort: str = "signed"
    groups: tuple[str, ...] = ()

    def takes(self, group: str) -> bool:
        return not self.groups or group in self.groups


@dataclass(frozen=True)
class Light:
    """Days since signing after which a waiting project turns 黄 and 红; `land_mode` "" speaks for every other mode, the blank one too."""

    backlog: str
    land_mode: str
    yellow: int
    red: int


@dataclass(frozen=True)
class Boards:
    """How many units of a group are listed red and black, and denominators below which a rate says little."""

    red: int
    black: int
    small: dict[str, int]


@dataclass(frozen=True)
class Indicators:
    """`targets` maps an indicator's name to the measure that says what is done ('' for none)."""

    definitions: tuple[Definition, ...]
    backlog_since: date
    targets: dict[str, str]
    largest_fall: float
    lights: tuple[Light, ...] = ()
    overdue_red: int = 92  # days past the planned start after which a light is red
    boards: Boards = field(default_factory=lambda: Boards(0, 0, {}))

    def in_force(self, day: date, group: str | None = None) -> list[Definition]:
        """The definition of each rate on a day: the last to take effect, one for the group alone before one for all.

        Without `group`, every definition that some group is ranked by.
        """
        begun = sorted((d for d in self.definitions if d.since and d.since <= day), key=lambda d: (d.since, bool(d.groups)))
        if group is not None:
            chosen = {d.rate: d for d in begun if d.takes(group)}
            return [chosen[rate] for rate in RATES if rate in chosen]
        groups = ["", *sorted({g for d in begun for g in d.groups})]
        found = {d.definition: d for g in groups for d in self.in_force(day, g)}
        return sorted(found.values(), key=lambda d: (list(RATES).index(d.rate), bool(d.groups)))

    def named(self, definition: str) -> Definition:
        """A definition, in force or not. KeyError."""
        return {d.definition: d for d in self.definitions}[definition]


def read_indicators(path: Path) -> Indicators:
    """Read the file; a wrong part is a ValueError naming it."""
    with path.open("rb") as lines:
        said = tomllib.load(lines)
    definitions = tuple(Definition(**{**row, "groups": tuple(row.get("groups", ()))}) for row in said["rate"])
    for d in definitions:
        if d.rate not in RATES or d.numerator not in PARTS or d.denominator not in PARTS:
            raise ValueError(f"{path}: {d.definition}: rate of {', '.join(RATES)}, parts of {', '.join(PARTS)}")
        if d.cohort not in COHORTS:
            raise ValueError(f"{path}: {d.definition}: cohort of {', '.join(COHORTS)}")
        if [e.definition for e in definitions].count(d.definition) > 1:
            raise ValueError(f"{path}: {d.definition} is there twice: a change is a definition of its own, with its own `since`")
        if d.since and d.groups and not any(e.since and not e.groups and e.rate == d.rate for e in definitions):
            raise ValueError(f"{path}: {d.definition} is for some groups only, and no definition of {d.rate} is for the others")
    backlog = said["backlog"]
    return Indicators(
        definitions, backlog["since"], dict(said["targets"]), float(said["audit"]["largest_fall"]),
        tuple(Light(**row) for row in backlog.get("light", ())), int(backlog.get("overdue_red", 92)), _boards(path, said.get("board", {})),
    )  # fmt: skip


def _boards(path: Path, said: dict[str, Any]) -> Boards:
    small = dict(said.get("small", {}))
    if strange := set(small) - set(RATES):
        raise ValueError(f"{path}: board.small: {strange.pop()} is none of {', '.join(RATES)}")
    return Boards(int(said.get("red", 0)), int(said.get("black", 0)), small)
