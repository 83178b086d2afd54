"""Sheets of the eight other forms: the rows of one office and one stretch of time under the columns of a layout."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from examples.kecheng.columns import CONTENT, SERIAL, Column
from examples.kecheng.county import County
from examples.kecheng.facts import Activity, Lead, Link, Officer, Place, Space, Task, Yield
from examples.kecheng.objects import BUREAU, UNITS
from examples.kecheng.page import LINE, TITLE, Page
from examples.kecheng.spelling import Hand, Written, number, write
from schemas.forms import FORMS

Fact = Lead | Activity | Task | Space | Place | Officer | Link | Yield
#: Which fields of a fact, in whose absence the form's default stands.
_DEFAULTS = {"lead_kind": "产业项目", "times": 1}
#: Fields that say whose a fact is; a column may name it too.
_OWN = {"sent_by", "station", "platform", "month"}


@dataclass(frozen=True)
class Look:
    """What surrounds the table: the lines above it, where 合计 stands ("", first, last), notes below, and merged columns."""

    lines: str = "reporter"  # reporter: title and 填报单位 line; summary: with a sentence between; title: no unit; bare: nothing
    total: str = ""
    notes: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    unit: str = ""  # a 单位：万元 at the end of the reporter line


@dataclass(frozen=True)
class Listing:
    """A list of facts of `form`; `only` narrows chains to one."""

    form: str
    unit: str
    title: str
    columns: tuple[Column, ...]
    hand: Hand
    filled_on: date
    span: tuple[date, date]
    look: Look = field(default_factory=Look)
    name: str = "Sheet1"
    reporter: int = 1
    only: str = ""
    stretch: str = ""  # a 统计时间 line, where the title does not say when

    def rows(self, county: County) -> list[Fact]:
        """What the office knew on the day it filled the sheet in."""
        return [self._then(fact) for fact in facts_of(county, self.form) if self._is_mine(fact)]

    def _then(self, fact: Fact) -> Fact:
        if isinstance(fact, Task) and fact.done_on and fact.done_on > self.filled_on:
            return replace(fact, done_on=None)
        return fact

    def _is_mine(self, fact: Fact) -> bool:
        if isinstance(fact, Link):
            return self.only in ("", fact.chain)
        day = day_of(fact)
        if sender_of(fact) != self.unit or (isinstance(fact, Officer) and fact.since > self.filled_on):
            return False
        return day is None or (self.span[0] <= day <= self.span[1] and day <= self.filled_on)

    def facts(self, county: County) -> list[Fact]:
        """What a reader learns: the rows that are not spoiled, with the fields that have a column."""
        shown = {c.field for c in self.columns} | _OWN
        return [_shown(fact, shown) for fact in self.rows(county) if (self.unit, self.form, key_of(fact)) not in county.rejected]

    def draw(self, county: County) -> Page:
        page, width, rows = Page(self.name), len(self.columns), self.rows(county)
        top = self._lines(page, width, len(rows))
        row = page.header(top + 1, [c.path for c in self.columns], [c.width for c in self.columns])
        cells = [self._row(county, fact, serial) for serial, fact in enumerate(rows, start=1)]
        first = row + 1 + (self.look.total == "first")
        self._merge_runs(page, first, cells)
        totals = [self._total(cells)] if self.look.total else []
        for values in (*totals, *cells) if self.look.total == "first" else (*cells, *totals):
            row += 1
            page.row(row, values)
        for note in self.look.notes:
            row += 1
            page.line(row, width, note)
        return page

    def _lines(self, page: Page, width: int, rows: int) -> int:
        """Lines above the header; returns how many."""
        day, kind = self.filled_on, self.look.lines
        if kind == "bare":
            return 0
        lines = [(self.title, TITLE)]
        if kind == "summary":
            lines.append((f"本期共上报信息{rows}条（均已逐条核实，新增的排在最后" if rows else "本期无新增信息", LINE))
        if self.stretch:
            lines.append((f"统计时间：{self.stretch}", LINE))
        if kind != "title":
            name = UNITS[self.unit]
            who = f"驻{name[:2]}招商组" if self.unit.startswith("ST") else name
            reporter = f"填报人：专员{self.reporter:02d}    联系电话：13800000{self.reporter:03d}"
            lines.append((f"填报单位：{who}    {reporter}    填报时间：{day.year}年{day.month}月{day.day}日", LINE))
        for number_, (text, look) in enumerate(lines, start=1):
            page.line(number_, width - (1 if self.look.unit and number_ == len(lines) else 0), text, look)
        if self.look.unit:
            page.put(len(lines), width, f"单位：{self.look.unit}", LINE)
        return len(lines)

    def _row(self, county: County, fact: Fact, serial: int) -> list[Written]:
        return [self._cell(county, fact, column, serial, turn) for turn, column in enumerate(self.columns, start=serial)]

    def _cell(self, county: County, fact: Fact, column: Column, serial: int, turn: int) -> Written:
        if column.field == SERIAL:
            return serial
        if column.field == CONTENT:
            return f"拟投资建设{str(getattr(fact, 'title', '')).removesuffix('项目')}"
        if wrong := county.slip(self.unit, self.form, key_of(fact), column.field):
            return wrong.written
        if worded := county.wording.get((self.unit, key_of(fact), column.field)):
            return worded
        value = _value(county, fact, column.field)
        return write(self.hand, FORMS[self.form][column.field].kind, value, column.unit, turn)

    def _total(self, cells: Sequence[Sequence[Written]]) -> list[Written]:
        """合计 in the first column, sums under money, counts and numbers."""
        total: list[Written] = ["合计"]
        for index, column in enumerate(self.columns[1:], start=1):
            known = column.field not in (SERIAL, CONTENT)
            adds = known and FORMS[self.form][column.field].kind in ("money", "count", "number")
            filled = [float(v) for row in cells if isinstance(v := row[index], int | float)] if adds else []
            total.append(number(sum(filled)) if filled else None)
        return total

    def _merge_runs(self, page: Page, first: int, cells: list[list[Written]]) -> None:
        """Equal cells below one another become one, in the columns that the office merges."""
        for index in (i for i, column in enumerate(self.columns) if column.field in self.look.merged):
            start = 0
            for number_ in range(1, len(cells) + 1):
                if number_ < len(cells) and cells[number_][index] == cells[start][index]:
                    continue
                if number_ - start > 1 and cells[start][index] is not None:
                    page.merge(first + start, index + 1, first + number_ - 1, index + 1)
                    for below in range(start + 1, number_):
                        cells[below][index] = None
                start = number_


def facts_of(county: County, form: str) -> tuple[Fact, ...]:
    """The facts of a form; each of the eight is a field of the county by the form's name."""
    found: tuple[Fact, ...] = getattr(county, form)
    return found


def _value(county: County, fact: Fact, name: str) -> Any:
    if name == "valid" and isinstance(fact, Lead):
        return fact.is_valid
    if name == "project_code":
        project = county.by_name(getattr(fact, "project_name", None))
        return project.project_code if project else None
    return getattr(fact, name)


def _shown(fact: Fact, shown: set[str]) -> Fact:
    if not is_dataclass(fact):
        raise TypeError(fact)
    hidden: dict[str, Any] = {f.name: _DEFAULTS.get(f.name) for f in fields(fact) if f.name not in shown}
    if isinstance(fact, Lead):
        hidden["valid"] = fact.is_valid if "valid" in shown else None
    shown_of: Fact = replace(fact, **hidden)
    return shown_of


def day_of(fact: Fact) -> date | None:
    """The day, or first day of the month, that places a row."""
    match fact:
        case Lead():
            return fact.lead_on
        case Activity():
            return fact.held_on
        case Space() | Place() | Yield():
            return date.fromisoformat(f"{fact.month}-01")
    return None


def sender_of(fact: Fact) -> str:
    """Whose sheet holds it."""
    match fact:
        case Lead() | Officer():
            return fact.station
        case Activity() | Task() | Yield():
            return fact.sent_by
        case Space():
            return fact.platform
    return BUREAU


def key_of(fact: Fact) -> str:
    """What a slip or another wording calls the row."""
    match fact:
        case Lead():
            return fact.title
        case Activity():
            return f"{fact.held_on.isoformat()} {fact.activity}"
        case Task():
            return f"{fact.project_name} {fact.task}"
        case Space():
            return f"{fact.month} {fact.item}"
        case Place():
            return f"{fact.month} {fact.county} {fact.indicator}"
        case Officer():
            return fact.name
        case Link():
            return f"{fact.node} {fact.company}"
        case Yield():
            return f"{fact.month} {fact.project_name}"
