"""Rows that may be a header: one to four levels anywhere in the first 30 rows, whatever the form.

A merged parent is written over all the columns it spans, so that a column's header is a path of texts (parent first). A header
without merges, as exports write it, has a parent where the columns to its right are headed only one row below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.notes import column_units, is_column_numbers
from schemas.headers import SEARCHED, edges, is_title, may_be, normalise, title_edges, unit_of
from schemas.raw import is_blank, shown

Cells = Sequence[Sequence[object]]
Merge = tuple[int, int, int, int]
_LEVELS = 4
#: A line about the sheet (填报单位：X, 单位：亿元) is no level of a header, however it is merged.
_LINE = re.compile(r"(?:单位|时间|日期|电话|填报人|组别|片组|名称)\s*(?:[(（][^)）]*[)）])?\s*[:：]")


@dataclass(frozen=True)
class Heading:
    """Rows that may be a header, and of each headed column its index, path and unit; `units` are those of a row below it."""

    first: int
    last: int
    columns: tuple[tuple[int, tuple[str, ...], str | None], ...]
    units: tuple[tuple[int, str], ...] = ()


def count_titles(rows: Cells, own: frozenset[str], start: int = 0) -> list[int]:
    """For each of the first rows from `start`, and some below, how many of its cells are titles of some form or `own` headers, normalised."""
    ends = title_edges() | edges(own) if own else title_edges()
    return [
        sum([type(cell) is str and cell != "" and may_be(cell, ends) and (is_title(cell) or normalise(cell) in own) for cell in row])
        for row in rows[start : start + SEARCHED + _LEVELS]
    ]


def find_headings(rows: Cells, merges: Sequence[Merge], titles: Sequence[int], start: int = 0) -> list[Heading]:
    """What may be a header, whatever the form: rows with two titles or more; `titles` by `count_titles`."""
    found = []
    for first in range(start, min(start + SEARCHED, len(rows))):
        at = first - start
        if sum(titles[at : at + 2]) < 2 or sum(1 for cell in rows[first] if type(cell) is str and cell) < 2:
            continue
        spans, last = list(merges), first
        while last - first + 1 < _LEVELS and (more := _level_below(rows, spans, first, last)) is not None:
            spans, last = spans + more, last + 1
        if sum(titles[at : last - start + 1]) >= 2:
            found.append(_heading(rows, spans, first, last))
    return [h for h in found if not any(g.first < h.first and g.last == h.last and _crosses(merges, h.first) for g in found)]


def _crosses(merges: Sequence[Merge], row: int) -> bool:
    """Whether a cell reaches from above into a row: what begins there is the lower part of a header."""
    return any(top < row <= bottom for top, _, bottom, _ in merges)


def _heading(rows: Cells, spans: Sequence[Merge], first: int, last: int) -> Heading:
    paths = enumerate(header_paths(rows, spans, first, last))
    return Heading(first, last, tuple((i, path, _unit_of(path)) for i, path in paths if path), _units_below(rows, last))


def _units_below(rows: Cells, last: int) -> tuple[tuple[int, str], ...]:
    """The units of a row under the header, the numbers of columns before or after it."""
    for row in rows[last + 1 : last + 3]:
        if units := column_units(row):
            return tuple(units.items())
        if not is_column_numbers(row):
            return ()
    return ()


def _level_below(rows: Cells, spans: Sequence[Merge], first: int, last: int) -> list[Merge] | None:
    """None where the row below is no further level; else the spans of parents that are written without a merge.

    A level stands, text only, under parents that span columns; rows of data fill the columns beside these too.
    """
    if last + 1 >= len(rows) or any(type(cell) is str and _LINE.search(cell) for row in rows[first : last + 1] for cell in row):
        return None
    below = {i: cell for i, cell in enumerate(rows[last + 1]) if not is_blank(cell)}
    if (
        not below
        or any(type(cell) is not str for cell in below.values())
        or is_column_numbers(rows[last + 1])
        or column_units(rows[last + 1])
    ):
        return None
    parents = [range(left, right + 1) for _, left, bottom, right in spans if bottom == last and right > left]
    reaches = any(first <= top <= last < bottom and is_title(_text(rows[top], left)) for top, left, bottom, _ in spans)
    if reaches and all(is_title(str(cell)) or any(i in parent for parent in parents) for i, cell in below.items()):
        return []  # a title that reaches down beside it
    if any(len(below.keys() & set(parent)) > 1 for parent in parents):
        beside = [str(cell) for i, cell in below.items() if not any(i in parent for parent in parents)]
        return [] if all(map(is_title, beside)) and 2 * len(beside) <= len(below) else None
    if any(top <= last <= bottom and right > left for top, left, bottom, right in spans):
        return None
    if not any(type(cell) is str and cell and is_title(cell) for cell in rows[last]):  # a title beside a date
        return None
    implied = _implied(rows[first : last + 1], last)
    covered = {c for _, left, _, right in implied for c in range(left, right + 1)}
    headed = {i for i, cell in enumerate(rows[last]) if not is_blank(cell)}
    return implied if below.keys() <= covered and below.keys() - headed and len(below) > 1 else None


def _implied(rows: Cells, number: int) -> list[Merge]:
    """A text of the last row and the blanks to its right, up to the next text in it or above it."""
    texts = [i for i, cell in enumerate(rows[-1]) if not is_blank(cell)]
    stops = sorted({i for row in rows for i, cell in enumerate(row) if not is_blank(cell)} | {len(rows[-1])})
    ends = [next(stop for stop in stops if stop > left) - 1 for left in texts]
    return [(number, left, number, right) for left, right in zip(texts, ends, strict=True) if right > left]


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
