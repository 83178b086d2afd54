"""From a sheet's cells to a table: where the header is, how many levels it has, which column is which field.

The header may stand anywhere in the first 30 rows and have one or two levels; a merged parent is written over
all the columns it spans, so that a column's header is a path of texts (parent first).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schemas.grammar import Field, Form
from schemas.headers import edges, is_title, match, may_be, normalise, title_edges, unit_of
from schemas.profiles import USUAL, FormProfile
from schemas.raw import is_blank, shown, squeeze
from schemas.wide import Members, spellings

Cells = Sequence[Sequence[object]]
Merge = tuple[int, int, int, int]
SEARCHED = 30
#: A line about the sheet (填报单位：X, 单位：亿元) is no level of a header, however it is merged.
_LINE = re.compile(r"(?:单位|时间|日期|电话|填报人|组别|片组|名称)\s*(?:[(（][^)）]*[)）])?\s*[:：]")


@dataclass
class Column:
    """One column of a table; `index` counts from 0. `member`: the fields that a wide layout's header gives, with their values."""

    index: int
    path: tuple[str, ...]
    field: Field | None
    unit: str | None
    member: tuple[tuple[str, str], ...] = ()


@dataclass
class Table:
    """A sheet read as `form`: header rows [first, last], counted from 0, and its columns."""

    form: Form
    first: int
    last: int
    columns: list[Column]
    doubled: list[Column] = field(default_factory=list)
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

    @property
    def fit(self) -> int:
        return len(self.fields) + sum(1 for c in self.columns if c.member)


@dataclass(frozen=True)
class Heading:
    """Rows that may be a header, and of each headed column its index, path and unit."""

    first: int
    last: int
    columns: tuple[tuple[int, tuple[str, ...], str | None], ...]


def count_titles(rows: Cells, own: frozenset[str]) -> list[int]:
    """For each of the first rows, and the one after them, how many of its cells are titles of some form or `own` headers, normalised."""
    ends = title_edges() | edges(own) if own else title_edges()
    return [
        sum([type(cell) is str and cell != "" and may_be(cell, ends) and (is_title(cell) or normalise(cell) in own) for cell in row])
        for row in rows[: SEARCHED + 1]
    ]


def find_headings(rows: Cells, merges: Sequence[Merge], titles: Sequence[int]) -> list[Heading]:
    """What may be a header, whatever the form: one or two rows with two titles or more; `titles` by `count_titles`."""
    found = []
    for first in range(min(SEARCHED, len(rows))):
        if sum(titles[first : first + 2]) < 2 or sum(1 for cell in rows[first] if type(cell) is str and cell) < 2:
            continue
        for levels in (1, 2):
            last = first + levels - 1
            if sum(titles[first : last + 1]) < 2 or last >= len(rows) or (levels == 2 and not _is_second_level(rows, merges, first)):
                continue
            paths = enumerate(header_paths(rows, merges, first, last))
            found.append(Heading(first, last, tuple((index, path, _unit_of(path)) for index, path in paths if path)))
    return found


def find_table(form: Form, headings: Iterable[Heading], members: Members, profile: FormProfile = USUAL) -> Table | None:
    """The best header of `form` in the sheet, or None when fewer than two columns are fields of it."""
    best: Table | None = None
    for heading in headings:
        table = _read_header(form, heading, members, profile)
        if best is None or (table.fit, -len(table.missing)) > (best.fit, -len(best.missing)):
            best = table
    return best if best and best.fit >= 2 else None


def _read_header(form: Form, heading: Heading, members: Members, profile: FormProfile) -> Table:
    columns, doubled, taken = [], [], set()
    for column in _settle_beside(form, [_column(form, *about, members, profile) for about in heading.columns]):
        index, path = column.index, column.path
        key = (column.field.id if column.field else None, column.member)
        if column.field and key in taken:
            doubled.append(column)
            column = Column(index, path, None, column.unit)
        taken.add(key)
        columns.append(column)
    return Table(form, heading.first, heading.last, columns, doubled, profile)


def _settle_beside(form: Form, columns: list[Column]) -> list[Column]:
    """到位资金 is the month's amount where it stands alone, and a sum beside a 本月 column: the year's, else the one since the start."""
    for spec in (f for f in form.fields if f.beside):
        same = [c for c in columns if c.field is spec and not c.member]
        bare = [c for c in same if normalise(c.path[-1]) == normalise(spec.title)]
        if len(bare) == 1 and len(same) > 1:
            taken = {c.field.id for c in columns if c.field}
            bare[0].field = next((form[f] for f in spec.beside if f not in taken), None)
    return columns


def _is_second_level(rows: Cells, merges: Sequence[Merge], first: int) -> bool:
    """A second header row stands under a parent merged across columns and is text only."""
    if any(type(cell) is str and _LINE.search(cell) for cell in rows[first]):
        return False
    under = [m for m in merges if m[0] <= first <= m[2] and m[3] > m[1]]
    cells = [cell for cell in rows[first + 1] if not is_blank(cell)]
    return bool(under) and bool(cells) and all(type(cell) is str for cell in cells)


def header_paths(rows: Cells, merges: Sequence[Merge], first: int, last: int) -> list[tuple[str, ...]]:
    """For each column the header texts from top to bottom, a merged parent repeated, a repeated text once."""
    width = max((len(rows[r]) for r in range(first, last + 1)), default=0)
    grid = [[_text(rows[r], c) for c in range(width)] for r in range(first, last + 1)]
    for top, left, bottom, right in merges:
        if top > last or bottom < first:
            continue
        text = _text(rows[top], left) if top < len(rows) else ""
        for r in range(max(top, first), min(bottom, last) + 1):
            for c in range(left, min(right, width - 1) + 1):
                grid[r - first][c] = text
    paths = []
    for c in range(width):
        path: list[str] = []
        for level in grid:
            if level[c] and (not path or path[-1] != level[c]):
                path.append(level[c])
        paths.append(tuple(path))
    return paths


def _text(row: Sequence[object], index: int) -> str:
    return shown(row[index]).strip() if index < len(row) and row[index] != "" else ""


def _unit_of(path: tuple[str, ...]) -> str | None:
    """The nearest unit that a header names."""
    return next((u for u in (unit_of(part) for part in reversed(path)) if u), None)


def _column(form: Form, index: int, path: tuple[str, ...], unit: str | None, members: Members, profile: FormProfile) -> Column:
    if own := profile.named(path):
        return Column(index, path, form[own], unit)
    if form.wide and form.wide_value and (value := members[form.id].get(normalise(path[0]))):
        member, value_field = ((form.wide, value),), form[form.wide_value]
        if len(path) == 1:
            return Column(index, path, value_field, unit, member)
        crossed = spellings(form[form.crossed]).get(normalise(path[1])) if form.crossed else None
        if form.crossed and crossed:
            return Column(index, path, value_field, unit, (*member, (form.crossed, crossed)))
        if found := match(form, path[1:]):
            return Column(index, path, found, unit, member)
    return Column(index, path, match(form, path), unit)


def texts_above(rows: Cells, header: int) -> Iterable[str]:
    """The distinct texts of title, summary and reporter lines above a header."""
    seen = set()
    for row in rows[:header]:
        for cell in row:
            if type(cell) is str and (said := squeeze(cell)) and said not in seen:
                seen.add(said)
                yield cell
