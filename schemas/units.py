"""The offices that report: their codes, names, kinds and the spellings their sheets use.

`config/units.csv` (code, name, kind, group, aliases, since, until) is the register; an office is known by its
name, its aliases, and spellings that follow from its kind (X街道办事处, 驻X招商组, X组 …).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from schemas.raw import squeeze

KINDS = ("township", "department", "station", "platform", "bureau")
#: The board's groups where the register names none; the bureau is not ranked.
GROUPS = {"township": "乡镇街道", "department": "部门", "station": "驻点组", "platform": "平台"}

_OFFICES = {"街道": ("街道办事处", "街道办"), "镇": ("镇人民政府", "镇政府"), "乡": ("乡人民政府", "乡政府")}


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    kind: str
    group: str = ""
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def group_name(self) -> str:
        return self.group or GROUPS.get(self.kind, "")

    def active(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def stem(self) -> str:
        """A station's city or a township's bare name: the office where a line asks for one, a mere place elsewhere."""
        if self.kind == "station":
            return self.name[:2]
        ending = next((e for e in _OFFICES if self.kind == "township" and self.name.endswith(e)), "")
        return self.name.removesuffix(ending) if ending else ""

    def spellings(self) -> Iterable[str]:
        """What names this office and nothing else, wherever it stands."""
        yield self.name
        yield from self.aliases
        stem = self.stem
        if self.kind == "station":
            yield from (f"驻{stem}招商组", f"{stem}招商组", f"{stem}驻点组", f"驻{stem}组", f"{stem}组", f"{stem}驻点", f"驻{stem}")
        elif stem:
            ending = self.name.removeprefix(stem)
            yield f"{stem}({ending})"
            yield from (stem + office for office in _OFFICES[ending])


class Units:
    """The register, by code and by spelling."""

    def __init__(self, units: Iterable[Unit], district: str = "柯城区") -> None:
        self.by_code = {unit.code: unit for unit in units}
        self.district = district

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Spellings beyond doubt, longest first."""
        known: dict[str, str] = {}
        for unit in self.by_code.values():
            for spelling in unit.spellings():
                known.setdefault(squeeze(spelling), unit.code)
        return dict(sorted(known.items(), key=lambda item: -len(item[0])))

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        return {squeeze(unit.stem): unit.code for unit in self.by_code.values() if unit.stem} | self._by_name

    def find(self, text: str) -> str | None:
        """The code of the office that `text` spells, or None."""
        said = squeeze(text).strip("：:，,。;；")
        if said in self.by_code:
            return said
        for form in (said, said.removeprefix(self.district), "区" + said.removeprefix(self.district)):
            if form in self._by_spelling:
                return self._by_spelling[form]
        return None

    def spelled(self, text: str) -> str | None:
        """The code of the office whose name or alias `text` is and nothing else; a bare place (上海) is none."""
        return self._by_name.get(squeeze(text))

    def find_within(self, text: str) -> str | None:
        """The one office that a file name names beyond doubt; two are no answer, and 赴杭州, 花园 no office."""
        said, found = squeeze(text), set()
        for spelling, code in self._by_name.items():
            if len(spelling) >= 2 and spelling in said:
                said = said.replace(spelling, " ")
                found.add(code)
        return found.pop() if len(found) == 1 else None


def read_units(path: Path, district: str = "柯城区") -> Units:
    """Read `units.csv`; a wrong line is a ValueError that names it."""
    units = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            if row["kind"] not in KINDS:
                raise ValueError(f"{path}:{number}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
            units.append(Unit(
                code=row["code"], name=row["name"], kind=row["kind"], group=row.get("group") or "",
                aliases=tuple(a for a in (row.get("aliases") or "").split("、") if a),
                since=_day(row.get("since"), path, number), until=_day(row.get("until"), path, number)))  # fmt: skip
    return Units(units, district)


def _day(text: str | None, path: Path, number: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{path}:{number}: {text!r} is no date (YYYY-MM-DD)") from None
