"""From a heading to a table: which column is which field.

A form's header is the heading in which the most of its fields are found. Two columns of one field are told; where only
their parents differ, and neither parent decides, neither is read.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from connectors.headings import Cells, Heading
from connectors.months_across import months_across
from schemas.grammar import Field, Form
from schemas.headers import match, normalise
from schemas.profiles import USUAL, FormProfile
from schemas.raw import squeeze
from schemas.wide import Members, spellings

_YEAR = re.compile(r"^(20\d{2})年度?(.*)$")
#: Below a member's header: its own value. 累计, 得分 and the like are not.
_ITSELF = frozenset({"本月", "当月", "本期", "本周", "数量", "次数", "任务", "目标"})


@dataclass
class Column:
    """One column of a table; `index` counts from 0. `member`: the fields that a wide layout's header gives, with their values."""

    index: int
    path: tuple[str, ...]
    field: Field | None
    unit: str | None
    member: tuple[tuple[str, str], ...] = ()
    year: int = 0  # that the header says, where a form's columns may

    @property
    def meaning(self) -> tuple[str, tuple[tuple[str, str], ...], int]:
        """What two columns may not both be."""
        return self.field.id if self.field else "", self.member, self.year


@dataclass
class Table:
    """A sheet read as `form`: header rows [first, last], counted from 0, and its columns."""

    form: Form
    first: int
    last: int
    columns: list[Column]
    doubled: list[Column] = field(default_factory=list)  # of a field that another column is read for
    unclear: list[Column] = field(default_factory=list)  # of a field that none is read for, since they differ by their parents alone
    contrary: list[Column] = field(default_factory=list)  # whose header names another unit than the row of units below it
    profile: FormProfile = USUAL  # what is particular to the unit's sheets of this form

    @property
    def fields(self) -> set[str]:
        return {column.field.id for column in self.columns if column.field}

    @property
    def missing(self) -> list[Field]:
        """Required fields without a column, a default or a wide layout that gives them."""
        members = [c for c in self.columns if c.member and c.field]
        wide = {field_id for column in members for field_id, _ in column.member}
        if all(c.unit for c in members if c.field and c.field.id == self.form.wide_value):
            wide |= {"measure"} if members else set()
        given = self.fields | wide | self.profile.defaults.keys()
        return [f for f in self.form.loaded if f.wanted and f.id not in given]

    def of_year(self, year: int) -> "Table":
        """The table without its columns of other years."""
        if not any(c.year for c in self.columns):
            return self
        return replace(self, columns=[replace(c, field=None) if c.year not in (0, year) else c for c in self.columns])

    @property
    def fit(self) -> int:
        named = self.fields.union(c.field.id for c in self.unclear if c.field)
        return len(named) + (0 if self.form.across else sum(1 for c in self.columns if c.member))  # months are in every report


def find_table(form: Form, headings: Iterable[Heading], members: Members, profile: FormProfile = USUAL) -> Table | None:
    """The best header of `form` in the sheet, or None when fewer than two columns are fields of it; of two as good the first, with all its levels."""
    best: Table | None = None
    for heading in headings:
        table = _read_header(form, heading, members, profile)
        ours, theirs = (table.fit, -len(table.missing)), (best.fit, -len(best.missing)) if best else (-1, 0)
        if ours > theirs or ours == theirs and best and table.first == best.first:
            best = table
    return best if best and best.fit >= 2 else None


def _read_header(form: Form, heading: Heading, members: Members, profile: FormProfile) -> Table:
    columns = [_column(form, *about, members, profile) for about in heading.columns]
    columns = _settle_parts(form, _settle_beside(form, months_across(form, columns)))
    unclear = _unclear(form, columns)
    taken: set[object] = set()
    table = Table(form, heading.first, heading.last, [], profile=profile)
    for column in columns:
        if column.field and (column.index in unclear or column.meaning in taken):
            (table.unclear if column.index in unclear else table.doubled).append(column)
            column = replace(column, field=None)
        elif column.field:
            taken.add(column.meaning)
        table.columns.append(column)
    _set_units(table, dict(heading.units))
    return table


def _set_units(table: Table, units: Mapping[int, str]) -> None:
    """The units of the row below the header, each for its column."""
    for column in table.columns:
        if column.field and column.field.kind in ("money", "area", "number", "count") and (unit := units.get(column.index)):
            if column.unit and column.unit != unit:
                table.contrary.append(column)
            column.unit = unit


def _settle_beside(form: Form, columns: list[Column]) -> list[Column]:
    """到位资金 is the month's amount where it stands alone, and a sum beside a 本月 column: the year's, else the one since the start."""
    for spec in (f for f in form.fields if f.beside):
        same = [c for c in columns if c.field is spec and not c.member]
        bare = [c for c in same if normalise(c.path[-1]) == normalise(spec.title)]
        if len(bare) == 1 and len(same) > 1:
            taken = {c.field.id for c in columns if c.field}
            bare[0].field = next((form[f] for f in spec.beside if f not in taken), None)
    return columns


def _settle_parts(form: Form, columns: list[Column]) -> list[Column]:
    """其中：省外 belongs to the column on its left: a part of a sum that is only checked (本年累计) is no part of the amount."""
    sums = {field_id for spec in form.fields for field_id in spec.beside}
    left: Column | None = None
    for column in columns:
        if not normalise(column.path[-1]).startswith("其中") and not any(normalise(part).startswith("其中") for part in column.path[:-1]):
            left = column
        elif left and left.field and left.field.id in sums and column.field and column.field.id in form.checked:
            column.field = None
    return columns


def _unclear(form: Form, columns: Sequence[Column]) -> set[int]:
    """Columns of one field whose leaves are alike and whose parents differ, unless just one parent is that of no other field.

    The others of such a set are no fields.
    """
    alike: dict[tuple[str, str, object, int], list[Column]] = {}
    for column in columns:
        if column.field and len(column.path) > 1:
            alike.setdefault((column.field.id, normalise(column.path[-1]), column.member, column.year), []).append(column)
    found: set[int] = set()
    for (field_id, *_), same in alike.items():
        if len({c.path for c in same}) < 2:
            continue
        own = [c for c in same if not any((f := match(form, c.path[:n])) and f.id != field_id for n in range(1, len(c.path)))]
        if len({c.path for c in own}) == 1:
            for column in same:
                column.field = column.field if column in own else None
        else:
            found |= {c.index for c in same}
    return found


def _column(form: Form, index: int, path: tuple[str, ...], unit: str | None, members: Members, profile: FormProfile) -> Column:
    if own := profile.named(path):
        return Column(index, path, form[own], unit)
    said, year = _without_year(form, path) if form.yearly else (path, 0)
    for at, part in enumerate(said if form.wide and form.wide_value else ()):
        if value := members[form.id].get(normalise(part)):
            found = _member(form, index, said, at, value, unit) or Column(index, path, None, unit)
            return replace(found, path=path, year=year)
    return Column(index, path, match(form, said), unit, year=year)


def _without_year(form: Form, path: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """2022年目标, 2022年 over or under an indicator: the path without the year, and the year; a year alone is the form's value."""
    parts, year, title = list[str](), 0, form[form.wide_value or ""].title
    for part in path:
        found = _YEAR.match(normalise(part))
        year = int(found[1]) if found else year
        rest = found[2] if found else part
        parts += [title if found and rest in _ITSELF else rest] if rest else []
    return (tuple(parts) or (title,), year) if year else (path, 0)


def _member(form: Form, index: int, path: tuple[str, ...], at: int, value: str, unit: str | None) -> Column | None:
    """The column of a wide layout whose header has a member at `at`, and below it perhaps one of the crossed field, or a field."""
    member, value_field, below = ((form.wide or "", value),), form[form.wide_value or ""], path[at + 1 :]
    if not below or len(below) == 1 and normalise(below[0]) in _ITSELF:
        return Column(index, path, value_field, unit, member)
    crossed = spellings(form[form.crossed]).get(normalise(below[0])) if form.crossed else None
    if form.crossed and crossed:
        return Column(index, path, value_field, unit, (*member, (form.crossed, crossed)))
    found = match(form, below)
    return Column(index, path, found, unit, member) if found else None


def texts_above(rows: Cells, header: int, start: int = 0) -> Iterable[str]:
    """The distinct texts of title, summary and reporter lines between row `start` and a header."""
    seen = set()
    for row in rows[start:header]:
        for cell in row:
            if type(cell) is str and (said := squeeze(cell)) and said not in seen:
                seen.add(said)
                yield cell
