"""The race's rules (计分办法) as an office reviews them: `config/scoring.toml`. Points and shares are exact fractions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

#: How an item's points follow from its figures; warehouse/scoring.py computes them.
METHODS = {
    "ratio": "完成值 ÷ 目标值 × 分值，按上限封顶",
    "best": "完成值 ÷ 本组最高 × 分值",
    "minmax": "功效系数：(x−最低)/(最高−最低)×40+60，按百分计入分值",
    "step": "按完成档次给分",
    "per_unit": "每个（条、次）给分，封顶",
    "projects": "按项目规模给分，乘以系数，按首谈占比分摊",
    "rank": "第一名满分，每下降一名扣分",
    "deduction": "按次扣分，扣完为止",
    "shortfall": "每缺一个扣分",
}
#: The unit's own target of the metric.
OWN_TARGET = "target"


@dataclass(frozen=True)
class Part:
    """One figure of an item. `target`: OWN_TARGET, a number, or None (the figure is a ratio already). `share`: its weight, or points each."""

    metric: str
    share: Fraction = Fraction(1)
    target: str | Fraction | None = None


@dataclass(frozen=True)
class Step:
    """From `at_least` on: `points`, and `per` for each one of the figure."""

    at_least: Fraction
    points: Fraction
    per: Fraction = Fraction(0)


@dataclass(frozen=True)
class Item:
    """`weight` is the full mark. `cap` bounds a ratio (1 unless said), or the points of what is counted; `per` is points each.

    `elapsed`: the target is that of the months gone (序时). `tiers`: yuan from which a project gives so many points.
    `factors`: by which a project that has a mark is multiplied. `scale`: worst and best of 功效系数.
    """

    item: str
    method: str
    parts: tuple[Part, ...] = ()
    weight: Fraction = Fraction(0)
    cap: Fraction | None = None
    floor: Fraction = Fraction(0)
    per: Fraction = Fraction(1)
    elapsed: bool = False
    steps: tuple[Step, ...] = ()
    tiers: tuple[Step, ...] = ()
    factors: tuple[tuple[str, Fraction], ...] = ()
    scale: tuple[Fraction, Fraction] = (Fraction(60), Fraction(100))
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """A rule set: in force from `since` for its groups (all where none is named). `promoted`: figures that put a unit on the red list at once."""

    name: str
    items: tuple[Item, ...]
    explanation: str = ""
    since: date | None = None
    groups: tuple[str, ...] = ()
    promoted: tuple[tuple[str, Fraction], ...] = ()

    def items_of(self, group: str) -> tuple[Item, ...]:
        return tuple(i for i in self.items if not i.groups or group in i.groups)


def in_force(rules: tuple[Rules, ...], day: date, group: str) -> Rules | None:
    """The last to take effect by a day, one for the group alone before one for all."""
    begun = [r for r in rules if r.since and r.since <= day and (not r.groups or group in r.groups)]
    return max(begun, key=lambda r: (r.since, bool(r.groups)), default=None)


def read_scoring(path: Path) -> tuple[Rules, ...]:
    """Read the file; what is wrong in it is a ValueError naming the item."""
    with path.open("rb") as lines:
        said = tomllib.load(lines)
    return tuple(read_rules(path, row) for row in said.get("rules", ()))


def read_rules(path: Path, said: Mapping[str, Any]) -> Rules:
    items = tuple(_item(f"{path}: {said.get('name')}", dict(row)) for row in said["item"])
    promoted = tuple((row["metric"], _exact(row["at_least"])) for row in said.get("promoted", ()))
    known = {"name", "item", "promoted", "explanation", "since", "groups"}
    if strange := set(said) - known:
        raise ValueError(f"{path}: {said.get('name')}: {strange.pop()} is none of {', '.join(sorted(known))}")
    return Rules(said["name"], items, said.get("explanation", ""), said.get("since"), tuple(said.get("groups", ())), promoted)


def _item(where: str, said: dict[str, Any]) -> Item:
    name = said.get("item")
    if said.get("method") not in METHODS:
        raise ValueError(f"{where}: {name}: method is one of {', '.join(METHODS)}")
    given = said.pop("parts", None) or ([{"metric": said.pop("metric"), "target": said.pop("target", None)}] if "metric" in said else [])
    if not given and said["method"] != "projects":
        raise ValueError(f"{where}: {name}: no metric")
    read: dict[str, Any] = {
        **{key: _exact(said.pop(key)) for key in ("weight", "cap", "floor", "per") if key in said},
        **{key: tuple(Step(*map(_exact, step)) for step in said.pop(key)) for key in ("steps", "tiers") if key in said},
        "parts": tuple(_part(part) for part in given), "groups": tuple(said.pop("groups", ())),
    }  # fmt: skip
    if "factors" in said:
        read["factors"] = tuple((mark, _exact(by)) for mark, by in said.pop("factors").items())
    if "scale" in said:
        worst, best = said.pop("scale")
        read["scale"] = (_exact(worst), _exact(best))
    if strange := set(said) - {"item", "method", "elapsed"}:
        raise ValueError(f"{where}: {name}: {strange.pop()} is no word of an item")
    return Item(**said, **read)


def _part(said: Mapping[str, Any]) -> Part:
    target = said.get("target")
    return Part(said["metric"], _exact(said.get("share", 1)), target if target is None or target == OWN_TARGET else _exact(target))


def _exact(number: object) -> Fraction:
    """0.2 is one fifth: the digits that a person wrote."""
    return Fraction(str(number))
