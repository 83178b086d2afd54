"""What the inbox tells of a county: which sheets stand, and the facts that a faithful reader learns from them.

A snapshot's last sheet is its office's whole list; of the other forms each row stands as the last sheet that covers its day
has it. Rows that a slip costs are not told. Of one project in several ledgers, each field is whose word counts first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from examples.kecheng.county import County
from examples.kecheng.facts import Activity, Lead, Link, Officer, Place, Space, Task, Yield
from examples.kecheng.objects import Project, Receipt
from examples.kecheng.workbooks import Sheet

_SNAPSHOTS = ("projects", "plans", "officers", "chains")
_KINDS = {"ZS": "bureau", "DP": "department", "PL": "platform", "33": "township", "ST": "station"}
_ORDER = ("bureau", "department", "platform", "township", "station")
_ORDER_OF = {
    "introduced_by": ("bureau", "station", "department", "township", "platform"),
    "land_supplied_on": ("platform", "bureau", "department", "township", "station"),
    "plant_secured_on": ("platform", "bureau", "department", "township", "station"),
    "enrolled_on": ("DP09", *_ORDER),
}
_INTRODUCERS = ("station", "department", "township", "platform", "bureau")
_DEFAULTS = {"project_kind": "产业项目", "status": "推进中"}


def told(county: County) -> County:
    """The county as its sheets tell it: the same kinds of objects, in the order of the workbooks."""
    standing = [sheet for book in county.workbooks for sheet in book.sheets]
    lists = _last([sheet for sheet in standing if sheet.form in _SNAPSHOTS])
    dated = [sheet for sheet in standing if sheet.form not in _SNAPSHOTS]
    facts = {form: _facts(county, [s for s in dated if s.form == form]) for form in {s.form for s in dated}}
    listed = {form: [f for s in lists if s.form == form for f in s.facts(county)] for form in _SNAPSHOTS}
    return replace(
        county,
        projects=tuple(_merge(county, [s for s in lists if s.form == "projects"])),
        receipts=_only(Receipt, facts.get("funds", [])),
        targets=county.targets if "targets" in facts else (),
        leads=_only(Lead, facts.get("leads", [])),
        activities=_only(Activity, facts.get("activities", [])),
        plans=_only(Task, listed["plans"]),
        space=_only(Space, facts.get("space", [])),
        league=_only(Place, facts.get("league", [])),
        officers=_only(Officer, listed["officers"]),
        chains=_only(Link, listed["chains"]),
        yields=_only(Yield, facts.get("yields", [])),
    )


def _only(kind: type[Any], facts: Iterable[object]) -> tuple[Any, ...]:
    return tuple(fact for fact in facts if isinstance(fact, kind))


def _order(sheet: Sheet) -> tuple[date, date]:
    return sheet.span[1], sheet.filled_on


def _last(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of each office's last list; several in one workbook are one."""
    best: dict[tuple[str, str], tuple[date, date]] = {}
    for sheet in sheets:
        key = sheet.unit, sheet.form
        best[key] = max(best.get(key, (date.min, date.min)), _order(sheet))
    found: list[Sheet] = []
    for sheet in sheets:
        if _order(sheet) == best[sheet.unit, sheet.form] and sheet not in found:  # the same workbook twice is one
            found.append(sheet)
    return found


def _facts(county: County, sheets: Sequence[Sheet]) -> list[object]:
    """Each row as the last sheet that covers its day tells it."""
    found: list[object] = []
    for number, sheet in enumerate(sheets):
        if sheet in sheets[:number]:
            continue
        rivals = [s for s in sheets if s.unit == sheet.unit and s != sheet and _order(s) > _order(sheet)]
        for fact in sheet.facts(county):
            day = own_date(fact)
            if day is None or not any(s.span[0] <= day <= s.span[1] for s in rivals):
                found.append(fact)
    return found


def own_date(fact: object) -> date | None:
    """The day or month that places a row in a period; a month is its first day."""
    if isinstance(fact, Lead):
        return fact.lead_on
    if isinstance(fact, Activity):
        return fact.held_on
    if isinstance(fact, Receipt | Space | Place | Yield):
        return date.fromisoformat(f"{fact.month}-01")
    return None


def _kind(unit: str) -> str:
    return _KINDS[unit[:2]]


def _merge(county: County, ledgers: Sequence[Sheet]) -> list[Project]:
    """One project a name, each field from the office whose word counts, defaults where nobody wrote."""
    rows: dict[str, list[tuple[Sheet, Project]]] = {}
    for ledger in ledgers:
        for fact in ledger.facts(county):
            if isinstance(fact, Project):
                rows.setdefault(fact.project_name, []).append((ledger, fact))
    return [_one(said) for said in rows.values()]


def _one(said: list[tuple[Sheet, Project]]) -> Project:
    values: dict[str, Any] = {}
    for field in fields(Project):
        order = _ORDER_OF.get(field.name, _ORDER)
        written = [(_rank(order, sheet), getattr(p, field.name)) for sheet, p in said if getattr(p, field.name) is not None]
        values[field.name] = min(written, key=lambda pair: pair[0])[1] if written else _DEFAULTS.get(field.name)
    if values["introduced_by"] is None:
        values["introduced_by"] = min((_INTRODUCERS.index(_kind(s.unit)), s.unit) for s, _ in said)[1]
    values["listed_by"] = tuple(sheet.unit for sheet, _ in said)
    return Project(**values)


def _rank(order: Sequence[str], sheet: Sheet) -> tuple[int, int, str]:
    """Best first: the kind of office, then the newer sheet, then the code."""
    place = order.index(sheet.unit) if sheet.unit in order else order.index(_kind(sheet.unit))
    return place, -sheet.span[1].toordinal(), sheet.unit
