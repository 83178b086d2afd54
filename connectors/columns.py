"""Typed columns: every cell of a field parsed by its declaration, each distinct text once per context."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl.utils import get_column_letter

from connectors.deliveries import Draft, Part
from connectors.setting import Setting
from connectors.tables import Column
from schemas.cells import Cell, Context, parse
from schemas.findings import quote
from schemas.grammar import Field
from schemas.raw import shown
from schemas.rule_catalogue import SEVERITY


@dataclass
class Told:
    """Findings of a chunk, a list a column: they become one frame, not a thousand objects."""

    rows: list[tuple[int, int, str, str, str, int, str, str, str, str, str]] = field(default_factory=list)

    COLUMNS = ("arrival", "draft", "rule", "sheet", "cell", "row", "field", "got", "row_key", "detail", "name")

    def add(
        self, at: tuple[int, int], rule: str, *, sheet: str = "", cell: str = "", row: int = 0,
        field: str = "", got: str = "", row_key: str = "", detail: str = "", name: str = "",
    ) -> None:  # fmt: skip
        self.rows.append((*at, rule, sheet, cell, row, field, got, row_key, detail, name))


@dataclass
class Parsed:
    """What the distinct cells of a column's surroundings say, by cell; companions and rules only where there are any."""

    values: dict[object, object] = field(default_factory=dict)
    companions: dict[object, str] = field(default_factory=dict)
    rules: dict[object, str] = field(default_factory=dict)

    def add(self, key: object, cell: Cell) -> None:
        self.values[key] = cell.value
        if cell.companion is not None:
            self.companions[key] = cell.companion
        if cell.rule is not None:
            self.rules[key] = cell.rule


#: Types whose equal cells mean the same.
_UNMISTAKABLE = frozenset({str, float, datetime, date})
Memo = dict[tuple[object, ...], Parsed]


@dataclass
class Typed:
    """One field of one sheet's data rows: values and companions, and which rows it costs (by position)."""

    values: list[object]
    companions: list[str | None]
    hits: list[tuple[int, str]]  # position, rule


def type_column(
    spec: Field, cells: Sequence[object], draft: Draft, part: Part, unit: str | None, book_1904: bool, setting: Setting, memo: Memo
) -> Typed:
    """Parse a column; equal cells in equal surroundings are parsed once over the whole chunk."""
    surroundings: tuple[object, ...] = (spec, unit)
    if spec.kind in ("date", "month", "year"):
        surroundings = (spec, draft.on, draft.period, book_1904)
    elif spec.kind == "money":
        surroundings = (spec, unit, draft.on)
    known = memo.setdefault(surroundings, Parsed())
    keys: Sequence[object] = cells
    if not _UNMISTAKABLE.issuperset(map(type, cells)):  # 1, 1.0 and True are three cells, and so are "#REF!" and an error
        keys = [cell if type(cell) in _UNMISTAKABLE else (type(cell), cell) for cell in cells]
    if fresh := set(keys) - known.values.keys():
        context = Context(
            units=setting.units, regions=setting.regions, on=draft.on, period_from=draft.period.first,
            period_to=draft.period.last, amount_unit=unit, date_1904=book_1904, currency=setting.exchange.on(draft.on))  # fmt: skip
        for key in fresh:
            known.add(key, parse(spec, key[1] if type(key) is tuple else key, context))
    values = list(map(known.values.__getitem__, keys))
    companions = list(map(known.companions.get, keys)) if spec.companion else []
    odd = known.rules
    hits = [] if not odd or odd.keys().isdisjoint(keys) else [(position, odd[key]) for position, key in enumerate(keys) if key in odd]
    return Typed(values, companions, hits)


def address(column: Column | None, row: int) -> str:
    """A1 address of a column's cell in Excel row `row`."""
    return f"{get_column_letter(column.index + 1)}{row}" if column else ""


def amount_unit(spec: Field, column: Column, part: Part) -> str | None:
    """The nearest unit outside the cell: the header's, then, for money, the 单位 line's."""
    if spec.kind == "money":
        return column.unit or part.measure
    return column.unit if spec.kind == "area" else None


def got(spec: Field, raw: object) -> str:
    return quote(shown(raw), personal=spec.personal)


def rejects(rule: str) -> bool:
    return SEVERITY[rule] == "reject"


def last_day(text: str) -> date:
    """The last day of "YYYY-MM"."""
    year, month = int(text[:4]), int(text[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
