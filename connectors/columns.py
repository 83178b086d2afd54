"""Typed columns: every cell of a field parsed by its declaration, each distinct text once per context."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from openpyxl.utils import get_column_letter

from connectors.deliveries import Draft, Part
from connectors.setting import Setting
from connectors.tables import Column
from schemas.cells import Context, parse
from schemas.findings import quote
from schemas.grammar import Field
from schemas.plain import plain
from schemas.raw import ErrorValue, shown
from schemas.rule_catalogue import SEVERITY

T = TypeVar("T")


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
class Typed:
    """One field of one sheet's data rows: values and companions, and which rows it costs (by position)."""

    values: Sequence[object]
    companions: Sequence[str | None]
    hits: list[tuple[int, str]]  # position, rule


class Known:
    """What cells say in a column's surroundings: each distinct one is parsed when it is first met."""

    def __init__(self, spec: Field, context: Context) -> None:
        self.spec, self.context = spec, context
        self.values: dict[object, object] = {}
        self.companions: dict[object, str | None] = {}
        self.rules: dict[object, str] = {}  # of those that break one

    def meet(self, keys: set[object]) -> None:
        """Parse those that are new; a key is the cell, or its type and the cell."""
        for key in keys.difference(self.values):
            cell = parse(self.spec, key[1] if type(key) is tuple else key, self.context)
            self.values[key], self.companions[key] = cell.value, cell.companion
            if cell.rule:
                self.rules[key] = cell.rule

    def __len__(self) -> int:
        return len(self.values)


class Memo:
    """All that was parsed in a setting, by what the parser may look at besides the cell."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Known] = {}

    def about(self, spec: Field, draft: Draft, unit: str | None, date_1904: bool, setting: Setting) -> Known:
        """The cells known in a column's surroundings."""
        surroundings: tuple[object, ...] = (spec, unit)
        if spec.kind in ("date", "month", "year"):
            surroundings = (spec, draft.on, draft.period, date_1904)
        elif spec.kind == "money":
            surroundings = (spec, unit, draft.on)
        if surroundings not in self._known:
            context = Context(
                units=setting.units, regions=setting.regions, on=draft.on, period_from=draft.period.first,
                period_to=draft.period.last, amount_unit=unit, date_1904=date_1904, currency=setting.exchange.on(draft.on))  # fmt: skip
            self._known[surroundings] = Known(spec, context)
        return self._known[surroundings]

    def forget(self) -> None:
        """Called once a chunk: dates, codes and places repeat from chunk to chunk, and a child must not grow without end."""
        if sum(map(len, self._known.values())) > _REMEMBERED:
            self._known.clear()


#: Types whose equal cells mean the same.
_UNMISTAKABLE = frozenset({str, float, datetime, date})
_REMEMBERED = 50_000


def type_column(
    spec: Field, cells: Sequence[object], draft: Draft, unit: str | None, date_1904: bool, setting: Setting, memo: Memo
) -> Typed:
    """Type a column: plain cells at once, each distinct other one by the parser, once in its surroundings."""
    if not cells:
        return Typed([], [], [])
    types = set(map(type, cells))
    keys = cells
    if not types <= _UNMISTAKABLE:  # 1, 1.0 and True are three cells, and so are "#REF!" and an error
        keys = [cell if type(cell) in _UNMISTAKABLE else (type(cell), cell) for cell in cells]
    known = memo.about(spec, draft, unit, date_1904, setting)
    if found := plain(spec, cells, types, unit):
        return _settle(*found, keys, known)
    distinct = set(keys)
    known.meet(distinct)
    hits = [] if known.rules.keys().isdisjoint(distinct) else [(at, known.rules[key]) for at, key in enumerate(keys) if key in known.rules]
    return Typed(_looked_up(known.values, keys), _looked_up(known.companions, keys) if spec.companion else [], hits)


def _settle(values: list[object], odd: list[int], keys: Sequence[object], known: Known) -> Typed:
    """Plain values, with what the parser says of the others (`odd`) in their places."""
    known.meet({keys[at] for at in odd})
    companions: list[str | None] = [None] * len(values)
    for at in odd:
        values[at], companions[at] = known.values[keys[at]], known.companions[keys[at]]
    return Typed(values, companions, [(at, known.rules[keys[at]]) for at in odd if keys[at] in known.rules])


def _looked_up(said: dict[object, T], keys: Sequence[object]) -> list[T]:
    return list(map(said.__getitem__, keys))


def address(column: Column | None, row: int) -> str:
    """A1 address of a column's cell in Excel row `row`."""
    return f"{get_column_letter(column.index + 1)}{row}" if column else ""


def amount_unit(spec: Field, column: Column, part: Part) -> str | None:
    """The nearest unit outside the cell: the header's, then, for money, the 单位 line's."""
    if spec.kind == "money":
        return column.unit or part.measure
    return column.unit if spec.kind == "area" else None


def got(spec: Field, raw: object) -> str:
    """What a letter may say of a cell; #N/A is nobody's data."""
    return quote(shown(raw), personal=spec.personal and not isinstance(raw, ErrorValue))


def rejects(rule: str) -> bool:
    return SEVERITY[rule] == "reject"


def last_day(text: str) -> date:
    """The last day of "YYYY-MM"."""
    year, month = int(text[:4]), int(text[5:7])
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
