"""Reading `config/calendar.toml`: what is wrong in it is a ValueError that names the file, the line's table and the word."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from schemas.deadline import PERIODS, read_deadline
from schemas.forms import FORMS
from schemas.owed import Calendar, Exempt, Expected, Mending
from schemas.units import KINDS, Units
from schemas.workdays import Workdays

_EXPECT = ("form", "kinds", "units", "every", "due", "since", "until")
_EXEMPT = ("unit", "form", "since", "until", "reason")


def read_calendar(path: Path, units: Units, workdays: Workdays) -> Calendar:
    """Read the file strictly: an unknown word, form, kind, unit or time, and two lines that say different things of one report."""
    with path.open("rb") as lines:
        said = tomllib.load(lines)
    _known(said, ("mending", "expect", "exempt"), f"{path}")
    expected = []
    for number, row in enumerate(_tables(said, "expect", path), start=1):
        expected.append(_expected(row, units, f"{path}: expect {number}"))
        if other := _twice(expected, units):
            raise ValueError(f"{path}: expect {number}: {other} is owed twice at the same time")
    exempt = [_exempt(row, units, f"{path}: exempt {number}") for number, row in enumerate(_tables(said, "exempt", path), start=1)]
    return Calendar(workdays, tuple(expected), tuple(exempt), _mending(said.get("mending", {}), f"{path}: mending"))


def _tables(said: Mapping[str, Any], name: str, path: Path) -> list[dict[str, Any]]:
    rows = said.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{path}: {name}: write it as [[{name}]]")
    return rows


def _known(row: Mapping[str, Any], words: Iterable[str], where: str) -> None:
    if strange := [word for word in row if word not in words]:
        raise ValueError(f"{where}: {strange[0]} is none of {', '.join(words)}")


def _expected(row: Mapping[str, Any], units: Units, where: str) -> Expected:
    _known(row, _EXPECT, where)
    for name in ("form", "every", "due"):
        if not isinstance(row.get(name), str):
            raise ValueError(f"{where}: {name} is missing, or no text")
    form, where = _form(row["form"], where), f"{where} ({row['form']})"
    if row["every"] not in PERIODS:
        raise ValueError(f"{where}: every {row['every']!r} is none of {', '.join(PERIODS)}")
    kinds, single = _list(row, "kinds", where), _list(row, "units", where)
    if strange := [kind for kind in kinds if kind not in KINDS]:
        raise ValueError(f"{where}: {strange[0]} is no kind of unit ({', '.join(KINDS)})")
    if bool(kinds) is bool(single):
        raise ValueError(f"{where}: kinds or units, one of them")
    try:
        deadline = read_deadline(row["due"], row["every"])
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None
    since, until = _span(row, where)
    return Expected(form, row["every"], deadline, kinds, tuple(_unit(one, units, where) for one in single), since, until)


def _exempt(row: Mapping[str, Any], units: Units, where: str) -> Exempt:
    _known(row, _EXEMPT, where)
    for name in ("unit", "reason"):
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise ValueError(f"{where}: {name} is missing")
    if not isinstance(row.get("since"), date) or not isinstance(row.get("until"), date):
        raise ValueError(f"{where}: since and until are dates (2022-02-01): an exemption ends")
    form = _form(row["form"], where) if "form" in row else ""
    return Exempt(_unit(row["unit"], units, where), form, *_span(row, where), row["reason"].strip())


def _mending(row: object, where: str) -> Mending:
    if not isinstance(row, dict):
        raise ValueError(f"{where}: write it as [mending]")
    _known(row, ("workdays", "at"), where)
    number, at = row.get("workdays"), row.get("at", "17:00")
    if number is not None and (type(number) is not int or not 1 <= number <= 60):
        raise ValueError(f"{where}: workdays {number!r} is no number of days from 1 to 60")
    try:
        return Mending(number, time.fromisoformat(at))
    except (ValueError, TypeError):
        raise ValueError(f'{where}: at {at!r} is no time ("17:00")') from None


def _form(said: object, where: str) -> str:
    if said not in FORMS:
        raise ValueError(f"{where}: {said!r} is no form ({', '.join(FORMS)})")
    return str(said)


def _unit(said: object, units: Units, where: str) -> str:
    if found := units.find(said) if isinstance(said, str) else None:
        return found
    raise ValueError(f"{where}: {said!r} is no unit of units.csv (its code or its name)")


def _list(row: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    said = row.get(name, [])
    if not isinstance(said, list):
        raise ValueError(f'{where}: {name} {said!r} is no list (["…"])')
    return tuple(str(one) for one in said)


def _span(row: Mapping[str, Any], where: str) -> tuple[date, date]:
    since, until = row.get("since", date.min), row.get("until", date.max)
    for name, day in (("since", since), ("until", until)):
        if type(day) is not date:
            raise ValueError(f"{where}: {name} {day!r} is no date (2022-02-01)")
    if since >= until:
        raise ValueError(f"{where}: since {since} is not before until {until}")
    return since, until


def _twice(expected: list[Expected], units: Units) -> str:
    """What the last line says again of a unit and form, both by its kind or both by itself."""
    new = expected[-1]
    for old in expected[:-1]:
        if old.form != new.form or old.until <= new.since or new.until <= old.since:
            continue
        if both := sorted({*old.kinds} & {*new.kinds}) or [units.by_code[code].name for code in old.units if code in new.units]:
            return f"{new.form} of {both[0]}"
    return ""
