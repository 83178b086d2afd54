"""Whose a sheet is and of when: what the lines above its header, its name, its file's name and its folder say.

Order of belief (forms.md): unit from a 填报单位 line, else the sheet's name, the file's, the folder; period from the title or a
统计时间 line (of several texts those that name the form first), else 填报时间, else the file's name, else the day the bytes were first seen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from connectors.periods import Period, find_day, find_days, find_period, month_of, year_of
from schemas.findings import quote
from schemas.grammar import Form
from schemas.raw import squeeze
from schemas.units import Units

_UNIT_LINE = re.compile(
    r"(?:填报单位|报送单位|招商组名称|所属片组|组别)\s*(?:[(（][^)）]*[)）])?\s*[:：]\s*(?P<who>[^\s:：]+?)(?=\s|$|[　]|填报|联系[人电]|日期[:：]|统计[时期周]|单位[:：])"
)
_SEAL = re.compile(r"[(（](?:盖章|公章|章|签章)[)）]$")
_FILLED_LINE = re.compile(r"填报(?:时间|日期)[:：]\s*(?P<day>[^\s　]+)")
_SPAN_LINE = re.compile(r"统计(?:时间|期间|周期)[:：]\s*(?P<span>[^\s　]+)")
#: 截至目前共签约12个，其中2021年以来… speaks of other times than the sheet's.
_SENTENCE = re.compile(r"[，,。；;](?![^(（]*[)）])")
MEASURE_LINE = re.compile(r"(?:金额|计量)?单位[:：]\s*(?P<unit>亿元|万元|千元|百万元|元)")
_BESIDES = re.compile(r"(?:20\d{2}年)?(?:1[0-2]|0?[1-9])月份?|20\d{2}年度?|招商|项目|信息|台账|明细|汇总|表|情况|[()]")


@dataclass(frozen=True)
class Origin:
    """Where a workbook came from: its name, the folder's unit (code or ''), and the day its bytes were first seen."""

    file: str
    folder: str
    first_seen: date


@dataclass(frozen=True)
class Team:
    """The unit (code or '') that a sheet is named after, how many units the workbook's sheets are named after, and all their names."""

    unit: str = ""
    together: int = 0
    names: frozenset[str] = frozenset()


def team_of(name: str, units: Units) -> str:
    """The unit that a sheet's name spells, a month or 台账 left aside; '' for a name that says more or less."""
    return units.spelled(_BESIDES.sub("", squeeze(name))) or ""


def says_unit(lines: Sequence[str]) -> bool:
    return any(_UNIT_LINE.search(text) for text in lines)


def says_period(lines: Sequence[str], origin: Origin) -> bool:
    """Whether a title or a line of these names a period or the day of filling in."""
    return any(_SPAN_LINE.search(t) or _FILLED_LINE.search(t) for t in lines) or any(
        find_period(t, origin.first_seen) for t in _titles(lines)
    )


def named_in(form: Form, said: str) -> int:
    """Length of the longest name of `form` in a squeezed text; 0 where it is not named."""
    return max((len(word) for word in (form.title, *form.names) if word in said), default=0)


def find_unit(above: Sequence[str], origin: Origin, units: Units, team: Team) -> tuple[str, tuple[str, str] | None]:
    """The unit's code, or the rule that stops the sheet and what it quotes."""
    said = {_SEAL.sub("", m["who"]) for text in above for m in _UNIT_LINE.finditer(text)}
    readings = {units.find(who) or squeeze(who) for who in said}
    if len(readings) > 1:
        return "", ("unit_conflict", quote("、".join(sorted(said))))
    if not readings <= units.by_code.keys():
        return "", ("unit_unknown", quote("、".join(sorted(said))))
    sender = units.find_within(origin.file) or origin.folder
    if not readings and team.unit and sender and sender != team.unit and team.together == 1 and units.by_code[sender].kind != "bureau":
        return "", ("unit_conflict", "、".join(units.by_code[code].name for code in (team.unit, sender)))
    code = next(iter(readings), "") or team.unit or sender
    return (code, None) if code else ("", ("unit_unknown", ""))


def find_span(form: Form, above: Sequence[str], origin: Origin) -> tuple[Period, date | None]:
    filled = next((d for t in above if (m := _FILLED_LINE.search(t)) and (d := find_day(m["day"]))), None)
    by = filled or origin.first_seen
    spans = [m["span"] for text in above if (m := _SPAN_LINE.search(text))]
    lines = sorted([*spans, *_titles(above)], key=lambda text: not named_in(form, squeeze(text)))
    days = partial(find_days, by=by, filled=filled) if form.weekly else None
    said = [p for text in lines if (p := (days and days(text, one=True)) or find_period(text, by))]
    fine = next((p for p in said if not p.coarse), None)
    if form.id == "targets":
        return next(iter(said), None) or find_period(origin.file, by) or year_of(by), filled
    if fine:
        return fine, filled
    if days and (named := days(origin.file, one=False)):
        return named, filled
    if filled:
        return month_of(filled), filled
    named = find_period(origin.file, said[0].last if said else by)
    if named and not named.coarse:
        return named, filled
    return next(iter(said), None) or named or month_of(origin.first_seen), filled


def _titles(above: Sequence[str]) -> list[str]:
    """The lines above a header that are neither about the report nor a sentence."""
    return [t for t in above if not any(line.search(t) for line in (_FILLED_LINE, _UNIT_LINE, _SPAN_LINE, _SENTENCE))]
