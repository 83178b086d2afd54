"""Rows that are no data: totals, notes, repeated headers. They are ignored by name and kept with their reason."""

import re
from collections.abc import Sequence

from connectors.strips import ADDED
from connectors.tables import Cells, Column, Merge, Table
from schemas.raw import BLANKS, EXAMPLE, is_blank, squeeze

_NUMERALS = "一二三四五六七八九十"
_TOTALS = ("合计", "总计", "小计", "共计", "汇总", "其中")
_NOTES = (
    "备注",
    "注",
    "说明",
    "填表说明",
    "填报说明",
    "填表人",
    "制表",
    "制表人",
    "审核",
    "审核人",
    "单位负责人",
    "负责人",
    "分管领导",
    "填报人",
    "联系电话",
)
_TOTAL = re.compile(rf"^(?:[{_NUMERALS}]+[、.])?(?:{'|'.join(_TOTALS)})(?:[:：]|\(.*\))?$")
_NOTE = re.compile(rf"^(?:{'|'.join(_NOTES)})(?:[:：]|\d[.、]|$)|^\d+[.、]\S{{12,}}")
#: Chinese characters that a total, a note or a blank word may begin with.
_BEGINNINGS = frozenset(word[0] for word in (*_NUMERALS, *_TOTALS, *_NOTES, *filter(None, BLANKS)))
_LONG = 12


def is_total_word(cell: object) -> bool:
    return type(cell) is str and bool(_TOTAL.match(squeeze(cell)))


def name_columns(table: Table) -> list[Column]:
    """The columns that name a project or unit: a row that fills one is data, whatever its numbers."""
    return [c for c in table.columns if c.field and c.field.required and c.field.kind in ("text", "unit") and not c.member]


def names_something(row: Sequence[object], names: list[Column], header: set[str], doubtful: frozenset[str]) -> bool:
    """A name that is no total, no note and no repeated title: its row is data, whatever else stands there.

    Most names show by their first character that they are none of these: `doubtful_beginnings` of the header.
    """
    if row and row[0] == EXAMPLE:
        return False
    for column in names:
        cell = row[column.index] if column.index < len(row) else ""
        if type(cell) is not str or not cell:
            continue
        if "\u4e00" <= cell[0] <= "\u9fff" and cell[0] not in doubtful:
            return True
        if not is_blank(cell) and not is_total_word(cell) and not _NOTE.match(squeeze(cell)) and squeeze(cell) not in header:
            return True
    return False


def doubtful_beginnings(header: set[str]) -> frozenset[str]:
    """First characters of total, note and blank words and of a header's texts."""
    return _BEGINNINGS.union(text[:1] for text in header)


def reason_aside(row: Sequence[object], number: int, table: Table, names: list[Column], wide_rows: set[int], header: set[str]) -> str:
    """Why a row that names nothing is no data ('' when it is): 合计行, 说明行, 重复表头, 示例行, 空行. `number` counts from 0."""
    if row and row[0] == EXAMPLE and not any(c.index == 0 for c in names):
        return "示例行"
    filled = [(i, cell) for i, cell in enumerate(row) if not is_blank(cell)]
    if not filled:
        return "空行"
    named = [row[c.index] for c in names if c.index < len(row) and not is_blank(row[c.index])]
    first = filled[0][1]
    texts = [squeeze(cell) for _, cell in filled if type(cell) is str]
    if type(first) is str and (number in wide_rows or len(filled) == 1):
        is_note = bool(_NOTE.match(squeeze(first)))
        if is_note or (len(squeeze(first)) > _LONG and (not named or number in wide_rows)):
            return "说明行"
    if any(is_total_word(cell) for _, cell in filled) and all(is_total_word(cell) for cell in named):
        return "合计行"
    if len(texts) > 2 and len(texts) == len(filled) and sum(t in header for t in texts) * 2 > len(texts):
        return "重复表头"
    if not named and type(first) is str and _NOTE.match(squeeze(first)):
        return "说明行"
    mapped = {c.index for c in table.columns if c.field}
    if not any(i in mapped for i, _ in filled):
        return "只有序号等未用列"
    return ""


def wide_merged_rows(merges: Sequence[Merge], after: int) -> set[int]:
    """Rows (from 0) below the header that are one cell merged over three columns or more."""
    return {r for top, left, bottom, right in merges if top > after and right - left >= 2 for r in range(top, bottom + 1)}


def fill_vertical_merges(rows: Cells, merges: Sequence[Merge], table: Table) -> list[list[object]]:
    """The data rows with each vertical merge's value written into its own rows, and nowhere else.

    An amount merged over rows is one amount: written into each of them it would count as often.
    """
    once = {c.index for c in table.columns if c.field and c.field.kind in ADDED}
    below = [m for m in merges if m[0] > table.last and m[2] > m[0] and m[3] - m[1] < 2 and m[1] not in once]
    vertical = [m for m in below if m[0] < len(rows) and m[1] < len(rows[m[0]])]
    filled = [list(row) for row in rows] if vertical else [row if type(row) is list else list(row) for row in rows]
    for top, left, bottom, _ in vertical:
        for r in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < len(filled[r]):
                filled[r][left] = rows[top][left]
            else:
                filled[r] += [""] * (left - len(filled[r])) + [rows[top][left]]
    return filled
