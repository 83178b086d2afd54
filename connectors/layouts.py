"""Sheets that are laid out as no table, and sheets that are a report of another kind: each is named, none is read by guess."""

import re
from collections.abc import Sequence

from connectors.headings import Cells
from connectors.notes import is_total_word
from connectors.tables import Table
from schemas.headers import is_title, normalise
from schemas.raw import is_blank, squeeze

_SEARCHED = 40
#: Reports that are none of ours, by their title: what people call them, and what names them.
FOREIGN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("绩效比拼表", re.compile(r"绩效.{0,4}比拼|比拼表|绩效考核表")),
    ("拜访客商周报表", re.compile(r"拜访客商.{0,4}周报|客商拜访周报")),
    ("首谈、流转清单", re.compile(r"首谈.{0,6}(?:流转|清单|登记)|(?:项目|信息)流转|首谈地.{0,6}落户地")),
    ("考核自评表", re.compile(r"自评表|自查评分|考核评分表|完成情况自评")),
    ("商务月报", re.compile(r"商务.{0,4}月报|利用外资.{0,4}月报|外资月报")),
)  # fmt: skip
#: Headers that only such a report has: so many of them make one, whatever its title.
_MARKS: tuple[tuple[str, frozenset[str], int], ...] = (
    ("首谈、流转清单", frozenset({"流转方向", "流转时间", "流转状态", "首谈地联系人", "首谈地联系方式", "落户地联系人", "项目国别"}), 2),
    ("考核表", frozenset({"得分", "考核总得分"}), 3),
)


def foreign(above: Sequence[str], sheet: str, rows: Cells) -> str:
    """What a report of another kind is called; '' for one that may be ours. `above` are the lines above its header."""
    for text in (*above, sheet):
        said = squeeze(text)
        if len(said) <= 60 and (name := next((name for name, title in FOREIGN if title.search(said)), "")):
            return name
    heads = [normalise(cell) for row in rows[:_SEARCHED] for cell in row if type(cell) is str and cell and len(cell) <= 12]
    return next((name for name, marks, least in _MARKS if sum(head in marks for head in heads) >= least), "")


def is_card(rows: Cells, table: Table | None) -> bool:
    """A form to fill in for one project: labels, each with its value to its right."""
    if table is None:
        return _labels(rows) >= 4 and _widest(rows) <= 2
    heads = {c.index for c in table.columns if c.field and is_title(c.path[-1])}
    below = [row for row in rows[table.last + 1 : table.last + 6] if any(not is_blank(cell) for cell in row)][:4]
    return len(heads) >= 2 and sum(1 for row in below if _labels_again(row, heads)) >= 2


def _labels_again(row: Sequence[object], heads: set[int]) -> bool:
    """Labels stand where those of the first row do, and not a header's: each with its value or the place for it."""
    labels = sum(map(_is_label, row))
    filled = sum(not is_blank(cell) for cell in row)
    return 2 * sum(1 for i in heads if i < len(row) and _is_label(row[i])) >= len(heads) and 2 * labels <= filled + 1


def is_transposed(rows: Cells, table: Table | None) -> bool:
    """Titles stand one below the other at the left, and a column holds a project."""
    return table is None and _labels(rows) >= 4 and _widest(rows) > 2


def _labels(rows: Cells) -> int:
    """How many of the first rows begin with a title, each counted once."""
    firsts = (next((cell for cell in row[:2] if not is_blank(cell)), "") for row in rows[:_SEARCHED])
    return len({normalise(str(cell)) for cell in firsts if _is_label(cell)})


def _widest(rows: Cells) -> int:
    """How many cells are filled in the fullest of the rows that begin with a title."""
    return max((sum(not is_blank(c) for c in row) for row in rows[:_SEARCHED] if any(map(_is_label, row[:2]))), default=0)


def _is_label(cell: object) -> bool:
    return type(cell) is str and cell != "" and is_title(cell) and not is_total_word(cell)
