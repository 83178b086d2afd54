"""Where in a sheet another table begins: a second header below the first table's rows, with the lines above it.

A header that is the first one again belongs to the same table (a printed page's), unless the lines above it say
whose or which table begins.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from connectors.headings import Cells, Merge
from connectors.notes import is_note, is_total_word
from connectors.tables import Table
from schemas.forms import FORMS
from schemas.headers import is_title, may_be, normalise, title_edges
from schemas.raw import BLANKS, is_blank, squeeze

#: Lines above a header that say whose, when or in which unit, and are no signatures.
_SAYS = re.compile(r"(?:填报|报送)(?:单位|时间|日期)|招商组名称|所属片组|组别|统计(?:时间|期间|周期)|^\W*(?:金额|计量)?单位[:：]")
_HIGHEST = 6
_FEWEST = 3


@lru_cache(maxsize=1)
def _spellings() -> frozenset[str]:
    """Titles and aliases as they are written, but for those that may stand in a cell of data."""
    titles = {word for form in FORMS.values() for f in form.fields for word in (f.title, *f.aliases)}
    words = {word for form in FORMS.values() for f in form.fields for code, others in f.codes.items() for word in (code, *others)}
    return frozenset(titles - words - BLANKS | {"序号"})


def next_header(rows: Cells, merges: Sequence[Merge], table: Table, names: Sequence[int]) -> int | None:
    """The row (from 0) at which the next table's lines begin; None where the sheet has no other.

    `names` are the columns in which a table's rows are named: a spaced title (项 目 名 称) is looked for there alone.
    """
    known, ends, first = _spellings(), title_edges(), table.last + 1
    for number, row in enumerate(rows[first:], start=first):
        if known.isdisjoint(row) and not _is_spaced_title(row, names, ends):
            continue
        if not is_header(row):
            continue
        start = _begins(rows, merges, number, table.last + 1)
        if _is_same(row, table) and not any(_parts(text) for line in rows[start:number] for text in line if type(text) is str and text):
            continue
        return start
    return None


def _is_spaced_title(row: Sequence[object], names: Sequence[int], ends: frozenset[str]) -> bool:
    for i in names:
        cell = row[i] if i < len(row) else ""
        if (
            type(cell) is str
            and cell
            and (cell[0] in ends or not "\u4e00" <= cell[0] <= "\u9fff")
            and may_be(cell, ends)
            and is_title(cell)
        ):
            return True
    return False


def is_header(row: Sequence[object]) -> bool:
    """Texts only, most of them titles."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < _FEWEST or any(type(cell) is not str for cell in filled):
        return False
    titles = sum(1 for cell in filled if is_title(str(cell)) or normalise(str(cell)) == "序号")
    return titles >= _FEWEST - 1 and 2 * titles > len(filled)


def _is_same(row: Sequence[object], table: Table) -> bool:
    """The header's own texts, each in its own column."""
    own = {column.index: {normalise(part) for part in column.path} for column in table.columns}
    return all(normalise(cell) in own.get(i, ()) for i, cell in enumerate(row) if type(cell) is str and not is_blank(cell))


def _parts(text: str) -> bool:
    """A line that begins a table of its own: whose it is, of when, or which form."""
    said = squeeze(text)
    return bool(_SAYS.search(said)) or any(word in said for form in FORMS.values() for word in (form.title, *form.names))


def _begins(rows: Cells, merges: Sequence[Merge], header: int, after: int) -> int:
    """The first of the lines above a header that are its title and not the end of what stands above."""
    start = number = header
    while number > max(after, header - _HIGHEST):
        number -= 1
        filled = [cell for cell in rows[number] if not is_blank(cell)]
        if not filled:
            if start < header:
                break
            continue
        if not all(type(cell) is str for cell in filled) or (len(filled) > 2 and not _is_parent(number, merges)):
            break
        says = any(_SAYS.search(squeeze(str(cell))) for cell in filled)
        if not says and (is_note(filled[0]) or is_total_word(filled[0])):
            break
        start = number
    return start


def _is_parent(number: int, merges: Sequence[Merge]) -> bool:
    """A row of merged cells: the upper level of a header."""
    return any(top <= number <= bottom and right > left for top, left, bottom, right in merges)
