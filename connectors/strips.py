"""A wide sheet holds several rows in one: each strip says which columns make one of them.

A 预计到位 column beside the actual one is a second receipt of the row; a sheet with a column an indicator or
an activity holds a row for each. An ordinary sheet is one strip.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from connectors.months_across import dated
from connectors.periods import Period, month_of
from connectors.tables import Column, Table
from schemas.grammar import Field

#: Kinds that are added up: a column shared by several strips of a row counts in the first of them only.
ADDED = ("money", "count", "number", "area", "percent")


@dataclass
class Strip:
    """`columns` by field; `constants` are values no cell gives; a row belongs to it where `needs` is filled."""

    columns: dict[str, Column]
    constants: dict[str, object] = field(default_factory=dict)
    needs: str | None = None
    unless: Column | None = None  # a blank `needs` is still a row (and a finding) unless this cell is filled
    months_later: int = 0
    shared: tuple[str, ...] = ()  # amounts that stand once for the whole row
    rule: str = ""  # what every row of it breaks: a month that has not yet begun


def strips(table: Table, period: Period, on: date) -> list[Strip]:
    """The strips of a table, in the order of their columns; `on` is the delivery's date."""
    plain = {c.field.id: c for c in table.columns if c.field and not c.member}
    constants: dict[str, object] = {}
    for spec in table.form.fields:
        if spec.of_period and spec.id not in plain and (given := spoken_of(spec, period, on)):
            constants |= given
    second = [plain[f] for f in table.form.second if f in plain]
    base = {f: c for f, c in plain.items() if f not in table.form.second}
    if any(c.member for c in table.columns):
        found = _by_member(table, base, constants, period, on)
    elif not second:
        return [Strip(plain, constants)]
    else:
        found = [Strip(base, constants, needs="amount", unless=second[0])] if "amount" in base else []
    for column in second:
        without = {f: c for f, c in base.items() if f not in {"amount", *table.form.checked}}
        stated, later = _stated_month(column.path[-1], period)
        found.append(Strip({**without, "amount": column}, {**constants, "status": "预计到位", **stated}, "amount", None, later))
    return found


def spoken_of(spec: Field, period: Period, on: date) -> dict[str, object]:
    """What an absent month or date column means: the month, or the last day of a stretch within one, that the sheet speaks of."""
    if period.coarse or period.last > month_of(period.first).last:
        return {}
    if spec.kind == "month":
        return {spec.id: f"{period.first:%Y-%m}"} if period == month_of(period.first) else {}
    last = min(period.last, max(on, period.first))
    return {spec.id: last, f"{spec.id}_precision": "day" if period.first == period.last else "month"}


def _by_member(table: Table, plain: dict[str, Column], constants: dict[str, object], period: Period, on: date) -> list[Strip]:
    """A strip a member; a member's own columns (人次 under 接待客商) go to the first strip of it, a month without a year is the period's."""
    members: dict[tuple[tuple[str, str], ...], dict[str, Column]] = {}
    for column in table.columns:
        if column.member and column.field:
            members.setdefault(column.member, {})[column.field.id] = column
    value = table.form.wide_value or table.form.across or ""
    shared = tuple(f for f, c in plain.items() if c.field and c.field.kind in ADDED)
    found = []
    for member, own in members.items():
        if value not in own:
            continue
        given = {**constants, **dict(member)}
        if "measure" in {f.id for f in table.form.fields} and "measure" not in plain:
            given["measure"] = own[value].unit
        rule = ""
        if table.form.across:
            month = given[table.form.own_date or ""] = dated(member[0][1], period.first, period.last)
            rule = "date_future" if month > f"{on:%Y-%m}" else ""
        found.append(Strip({**plain, **own}, given, needs=value, shared=shared, rule=rule))
    return found


def _stated_month(leaf: str, period: Period) -> tuple[dict[str, object], int]:
    """The month that a forecast's header names: 6月份预计到位 → June; 下月预计到位资金 → the month after the row's.

    It lies within half a year of the period: 1月份 in a sheet of December is the next year's.
    """
    if "下月" in leaf:
        return {}, 1
    if found := re.search(r"(?<!\d)(1[0-2]|0?[1-9])月", leaf):
        named = date(period.first.year, int(found[1]), 1)
        early = _months_from(named, period.first) > 6
        late = _months_from(period.last, named) > 6
        return {"month": month_after(f"{named:%Y-%m}", 12 * (early - late))}, 0
    return {}, 0


def _months_from(earlier: date, later: date) -> int:
    return 12 * (later.year - earlier.year) + later.month - earlier.month


def month_after(text: str, by: int) -> str:
    """ "2022-06", 1 → "2022-07"."""
    total = int(text[:4]) * 12 + int(text[5:7]) - 1 + by
    return f"{date(total // 12, total % 12 + 1, 1):%Y-%m}"
