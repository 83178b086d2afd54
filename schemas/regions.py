"""Places by GB/T 2260: the code a written place has.

A text is read from left to right as a chain of places, each inside the one before (广东省东莞市, 浙江杭州). Of two
readings the one that uses the whole text wins, then province before city before county; two that are equal are
AMBIGUOUS. Codes are six digits; other countries are 000000; Taiwan, Hong Kong and Macao are 71, 81 and 82.
"""

import csv
import re
from enum import Enum
from functools import cached_property
from importlib import resources
from typing import Final, Literal, NamedTuple

from schemas.raw import squeeze
from schemas.region_names import COUNTRIES, FOREIGN, SPECIAL, spellings


class Place(NamedTuple):
    code: str
    name: str


class Ambiguity(Enum):
    AMBIGUOUS = "ambiguous"


AMBIGUOUS: Final = Ambiguity.AMBIGUOUS
Found = Place | Literal[Ambiguity.AMBIGUOUS] | None

_MANY = 50_000  # spellings remembered; a county writes a few hundred
_LONGEST = 60
_NOISE = re.compile(r"[-—–/\\·,，、;；:：.。()\[\]|>]+")
_RENAMED = frozenset("市区县")  # 上虞市 is 上虞区 now
_WELL_KNOWN = ("省", "市", "自治区")  # 深圳前海 is 深圳; 阿里巴巴 is not 阿里地区
_ROAD = re.compile(r"[东西南北中一二三]?(?:路|街|大道|大街)")


class _Reading(NamedTuple):
    """One way to read a text: its last place, links of the chain, a name in full, the unread rest, first level."""

    place: Place
    pieces: int
    full: bool
    tail: str
    first_level: int


class Regions:
    """The gazetteer. `find` costs a dictionary access for a text it has seen."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Place, ...]] = {}

    def find(self, text: str) -> Found:
        """The place that `text` names, AMBIGUOUS when it fits several, None when it fits none."""
        found = self.places(text)
        return None if not found else found[0] if len(found) == 1 else AMBIGUOUS

    def places(self, text: str) -> tuple[Place, ...]:
        """The places that `text` fits equally well: one when it is known, none when it names no place."""
        try:
            return self._seen[text]
        except KeyError:
            pass
        if len(self._seen) >= _MANY:
            self._seen.clear()
        found = self._seen[text] = self._look(squeeze(text))
        return found

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of a place and nothing more."""
        return squeeze(text) in self._named

    @cached_property
    def by_code(self) -> dict[str, Place]:
        source = resources.files("schemas") / "data" / "regions.csv"
        rows = csv.DictReader(source.read_text(encoding="utf-8-sig").splitlines())
        return {row["code"]: Place(row["code"], row["name"]) for row in rows}

    @cached_property
    def _named(self) -> dict[str, list[tuple[Place, bool]]]:
        """Places by every spelling, and whether it is the name in full; a county named as its city is that city."""
        known: dict[str, list[tuple[Place, bool]]] = {}
        for place in sorted(self.by_code.values(), key=lambda p: (_level(p.code), p.code)):
            if any(_inside(place.code, city.code) for city, full in known.get(place.name, ()) if full):
                continue
            for spelling in spellings(place.code, place.name):
                known.setdefault(spelling, []).append((place, spelling == place.name))
        return known

    def _look(self, said: str) -> tuple[Place, ...]:
        if len(said) > _LONGEST:
            said = said[:_LONGEST]
        if said.isdecimal():
            return (self.by_code[said],) if said in self.by_code else ()
        said = re.sub(r"^(?:中华人民共和国|中国)(?=.)", "", said)
        if country := _country(said):
            return (Place(FOREIGN, country),)
        readings = list(self._readings(_NOISE.sub("", said), None, 0, 0, 4))
        whole = [r for r in readings if not r.tail]
        if whole:
            return _best(whole)
        tailed = [r for r in readings if _bears(r)]
        shortest = min((len(r.tail) for r in tailed), default=0)
        best = _best([r for r in tailed if len(r.tail) == shortest])
        return best + self._elsewhere(said, best[0]) if len(best) == 1 else best

    def _readings(self, text: str, parent: Place | None, pieces: int, depth: int, first_level: int) -> list[_Reading]:
        """Every chain of places that the text begins with, longest names first (at most four links)."""
        readings: list[_Reading] = []
        if depth > 4:
            return readings
        for size in range(min(len(text), 16), 1, -1):
            head, rest = text[:size], text[size:]
            for place, full in self._named.get(head, ()):
                if parent and place != parent and not _inside(place.code, parent.code):
                    continue
                level = first_level if parent else _level(place.code)
                count = pieces if place == parent else pieces + 1
                rest = rest.removeprefix("市辖区") if rest != "市辖区" else ""
                readings.append(_Reading(place, count, full, rest, level))
                if rest:
                    readings.extend(self._readings(rest, place, count, depth + 1, level))
        return readings

    def _elsewhere(self, said: str, best: Place) -> tuple[Place, ...]:
        """Places named after a separator (上海、杭州) that do not lie inside the first."""
        others: list[Place] = []
        for part in filter(None, _NOISE.split(said)[1:]):
            named = _best([r for r in self._readings(part, None, 0, 0, 4) if not r.tail])
            others.extend(o for o in named if o != best and not _inside(o.code, best.code))
        return tuple(others)


def _level(code: str) -> int:
    """1 a province, 2 a city, 3 a county."""
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _inside(code: str, outer: str) -> bool:
    stem = outer[: {1: 2, 2: 4, 3: 6}[_level(outer)]]
    return code != outer and code.startswith(stem)


def _bears(reading: _Reading) -> bool:
    """May the rest (an address, a park) stay unread? Not after a bare county, nor before 路 or 街."""
    place, tail = reading.place, reading.tail
    if reading.full or reading.pieces > 1 or place.code in SPECIAL:
        return True
    if _level(place.code) == 3:
        return tail in _RENAMED
    return place.name.endswith(_WELL_KNOWN) and not _ROAD.match(tail)


def _best(readings: list[_Reading]) -> tuple[Place, ...]:
    """Province before city before county, then full name before short; several where these do not decide."""
    first = min(((r.first_level, not r.full) for r in readings), default=None)
    return tuple(sorted({r.place for r in readings if (r.first_level, not r.full) == first}))


def _country(said: str) -> str | None:
    """The country that the text begins with (日本东京); the longest name wins."""
    heads = (said[:size] for size in range(min(len(said), 8), 1, -1))
    return next((COUNTRIES[head] for head in heads if head in COUNTRIES), None)
