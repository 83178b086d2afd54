"""Months as columns: 1月 … 12月, each an amount of its month; the year is the header's, else that of which the sheet speaks."""

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from schemas.grammar import Form
from schemas.headers import match, normalise

if TYPE_CHECKING:
    from connectors.tables import Column

_MONTH = re.compile(r"^(?:(?P<y>20\d{2})年?[-./]?)?(?P<m>1[0-2]|0?[1-9])月份?(?P<said>(?:实际)?(?:到位|到账)(?:资金|金额|额|数)?)?$")
_YEAR = re.compile(r"^(20\d{2})年?度?(?:到位(?:资金|情况)?)?$")


def months_across(form: Form, columns: "list[Column]") -> "list[Column]":
    """The columns, those headed by a month as members of it; a sheet that has a month or an amount column besides is left as it is."""
    if not form.across or any(c.field and c.field.id in (form.own_date, form.across) for c in columns):
        return columns
    found = {c.index: month for c in columns if not c.field and (month := _month(form, c.path))}
    said = any((m := _MONTH.match(normalise(c.path[-1]))) and m["said"] for c in columns if c.index in found)
    if len(found) < 2 and not said:
        return columns
    own = form.own_date or ""
    return [replace(c, field=form[form.across], member=((own, found[c.index]),)) if c.index in found else c for c in columns]


def _month(form: Form, path: tuple[str, ...]) -> str:
    """ "2022-01", or "-01" where the header leaves the year open; '' for no month, or one of something else (预计到位/7月)."""
    leaf = _MONTH.match(normalise(path[-1]))
    if not leaf:
        return ""
    year = leaf["y"] or ""
    for part in path[:-1]:
        if said := _YEAR.match(normalise(part)):
            year = year or said[1]
        elif (parent := match(form, (part,))) is None or parent.id != form.across:
            return ""
    return f"{year}-{int(leaf['m']):02}"


def dated(month: str, first: date, last: date) -> str:
    """The month with its year: without one the latest that puts it into the period, else the period's last."""
    if not month.startswith("-"):
        return month
    within = (y for y in range(last.year, first.year - 1, -1) if f"{first:%Y-%m}" <= f"{y}{month}" <= f"{last:%Y-%m}")
    return f"{next(within, last.year)}{month}"
