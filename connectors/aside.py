"""Rows that are no data: totals, notes, headings of groups, repeated headers. They are ignored by name and kept with their reason."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from connectors.headings import Cells, Merge
from connectors.notes import (
    BEGINNINGS,
    code_words,
    column_units,
    is_column_numbers,
    is_count,
    is_group,
    is_lone_note,
    is_long,
    is_note,
    is_numeral,
    is_part,
    is_running,
    is_total_word,
    may_be_note,
    may_be_total,
)
from connectors.setting import Setting
from connectors.strips import ADDED
from connectors.tables import Column, Table
from schemas.raw import EXAMPLE, is_blank, squeeze

#: Rows below a header in which the numbers or units of columns may stand.
UNDER = 3
#: A cell of digits holds one of these, and a header's text is short.
_DIGIT, _LONGEST_TITLE = re.compile(r"[\d０-９一二三四五六七八九十百千万亿]"), 12
#: What people write where a date is wanted.
_DONE = frozenset({"是", "否", "√", "×", "已开工", "已签约", "已投产", "已竣工", "已供地", "已入库", "未开工", "年底", "月底"})
_SERIALS = frozenset({"序号", "编号", "序", "号", "NO", "NO.", "ID"})


@dataclass
class Sorting:
    """What a table's rows are judged by; `after_note` once a note has been met: what is listed below it are its points."""

    table: Table
    wide: set[int]
    setting: Setting
    rows: Cells = ()
    after_note: bool = False
    header: set[str] = field(init=False)
    doubtful: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.header = {squeeze(text) for column in self.table.columns for text in column.path}
        self.doubtful = BEGINNINGS.union(text[:1] for text in self.header)

    @cached_property
    def leaves(self) -> dict[int, str]:
        """The lowest title of each column."""
        return {column.index: squeeze(column.path[-1]) for column in self.table.columns}

    @cached_property
    def names(self) -> list[Column]:
        """The columns that name a project or unit: a row that fills one is data, whatever its numbers."""
        return [c for c in self.table.columns if c.field and c.field.required and c.field.kind in ("text", "unit") and not c.member]

    @cached_property
    def serial(self) -> int:
        """The column in which rows are numbered, else the first."""
        return next((c.index for c in self.table.columns if squeeze(c.path[-1]).upper() in _SERIALS), 0)

    @cached_property
    def others(self) -> list[int]:
        """Columns beside label and name that an ordinary row fills one of, the likeliest first."""
        named = {c.index for c in self.names}
        mapped = [c.index for c in self.table.columns if c.field and c.index not in named]
        return mapped + [c.index for c in self.table.columns if c.field is None and c.index not in named and c.index != self.serial]

    def ordinary(self) -> Callable[[Sequence[object], int], bool]:
        """A test that is true for most rows of data, at the cost of a look at three cells; what it looks at is at hand."""
        wide, near, serial, doubtful, others = self.wide, self.table.last + UNDER, self.serial, self.doubtful, self.others
        name = self.names[0].index if self.names else 1 << 20

        def is_ordinary(row: Sequence[object], number: int) -> bool:
            width = len(row)
            if number <= near or number in wide or not width:
                return False
            label = row[serial] if serial < width else ""
            if type(label) is str and label and (label[0] in doubtful or not label[0].isalnum()):
                return False
            cell = row[name] if name < width else ""
            if type(cell) is not str or not cell or cell[0] in doubtful or may_be_total(cell) or not "\u4e00" <= cell[0] <= "\u9fff":
                return self.names_something(row) and not self.is_bare(row)
            for i in others:  # a loop is left at the first filled cell: twice as fast as any()
                if i < width and row[i] != "":
                    return row[0] != EXAMPLE
            return False

        return is_ordinary

    def is_bare(self, row: Sequence[object]) -> bool:
        """Nothing stands beside its label and its name."""
        width = len(row)
        return all(i >= width or row[i] == "" for i in self.others)

    def names_something(self, row: Sequence[object]) -> bool:
        """A name that is no total, no note and no repeated title: its row is data, whatever else stands there.

        Most names show by their first character that they are none of these.
        """
        if self._is_example(row):
            return False
        for column in self.names:
            cell = row[column.index] if column.index < len(row) else ""
            if type(cell) is not str or not cell:
                continue
            if "\u4e00" <= cell[0] <= "\u9fff" and cell[0] not in self.doubtful and not may_be_total(cell):
                return True
            if (
                not is_blank(cell)
                and not is_total_word(cell)
                and not may_be_note(cell)
                and not is_part(cell)
                and squeeze(cell) not in self.header
            ):
                return True
        return False

    def is_strange_header(self, row: Sequence[object]) -> bool:
        """After a gap, texts alone, and words where dates, amounts and counts stand: the header of a table that is none of ours."""
        filled = [(i, cell) for i, cell in enumerate(row) if not is_blank(cell)]
        if len(filled) < 3 or any(type(cell) is not str for _, cell in filled):
            return False
        if any(squeeze(str(cell)) in self.codes.get(i, ()) for i, cell in filled):
            return False  # a row of ours, with words where it has no amount
        strict = [str(cell) for i, cell in filled if i in self.strict]
        return (
            len(strict) >= 2
            and not any(_DIGIT.search(cell) or cell in _DONE for cell in strict)
            and max(map(len, strict)) <= _LONGEST_TITLE
        )

    @cached_property
    def codes(self) -> dict[int, frozenset[str]]:
        """The words of each column that takes one of a list."""
        return {c.index: code_words(c.field) for c in self.table.columns if c.field}

    @cached_property
    def strict(self) -> set[int]:
        """Columns whose cells hold digits."""
        return {c.index for c in self.table.columns if c.field and c.field.kind in ("date", "month", "year", "money", "count", "number")}

    def _is_example(self, row: Sequence[object]) -> bool:
        """A template's example row, marked as such in a first column that names nothing."""
        return bool(row) and row[0] == EXAMPLE and not any(c.index == 0 for c in self.names)

    def reason(self, row: Sequence[object], number: int) -> str:
        """Why a row is no data ('' when it is): 合计行, 累计行, 其中行, 说明行, 分组行, 栏次行, 计量单位行, 重复表头, 示例行, 空行. `number` counts from 0."""
        if self._is_example(row):
            return "示例行"
        filled = [(i, cell) for i, cell in enumerate(row) if not is_blank(cell)]
        if not filled:
            return "空行"
        if number <= self.table.last + UNDER:
            if is_column_numbers(row):
                return "栏次行"
            if column_units(row):
                return "计量单位行"
        return self._of_texts(row, filled, number) or ("" if self._is_mapped(filled) else "只有序号等未用列")

    def _of_texts(self, row: Sequence[object], filled: list[tuple[int, object]], number: int) -> str:
        first, texts = filled[0][1], [squeeze(cell) for _, cell in filled if type(cell) is str]
        alone = type(first) is str and (len(filled) == 1 or number in self.wide and len(texts) == 1)
        named = [row[c.index] for c in self.names if c.index < len(row) and not is_blank(row[c.index])]
        if is_note(first) and (alone or filled[0][0] == self.serial or all(map(is_note, named))):
            self.after_note = True
            return "说明行"
        if named and all(map(is_part, named)) or not named and is_part(first):
            return "其中行"
        if any(is_total_word(cell) for _, cell in filled) and all(is_total_word(cell) or is_count(cell) for cell in named):
            return "累计行" if any(is_running(cell) for _, cell in filled[:2]) else "合计行"
        if alone and type(first) is str:
            if is_lone_note(first, self.after_note) or is_long(first) and (not named or number in self.wide):
                self.after_note |= number > self.table.last + UNDER
                return "说明行"
            if number in self.wide or self._heads_group(first):
                return "分组行"
        if self._is_numbered_group(row, filled):
            return "分组行" if self.is_bare(row) else "合计行"
        if len(texts) > 2 and len(texts) == len(filled) and sum(t in self.header for t in texts) * 2 > len(texts):
            return "重复表头"
        if len(filled) > 1 and all(type(cell) is str and squeeze(cell) == self.leaves.get(i) for i, cell in filled):
            return "重复表头"  # of two columns
        return ""

    def _heads_group(self, text: str) -> bool:
        return is_group(text, self.table.form, self.setting.units, self.setting.regions)

    def _is_numbered_group(self, row: Sequence[object], filled: list[tuple[int, object]]) -> bool:
        """二 | 服务业项目: numbered as a group, and beside its name nothing but sums."""
        if filled[0][0] != self.serial or not is_numeral(filled[0][1]):
            return False
        named = {c.index for c in self.names}
        rest = [(i, cell) for i, cell in filled[1:] if i not in named]
        return all(type(cell) in (int, float) for _, cell in rest) and self.counts_in_figures

    @cached_property
    def counts_in_figures(self) -> bool:
        """Rows are numbered 1, 2, 3: what is numbered 一 among them is a group."""
        serials = (row[self.serial] for row in self.rows[self.table.last + 1 :] if self.serial < len(row))
        return any(type(cell) is float or type(cell) is int or type(cell) is str and cell.strip().isdecimal() for cell in serials)

    def _is_mapped(self, filled: list[tuple[int, object]]) -> bool:
        mapped = {c.index for c in self.table.columns if c.field}
        return any(i in mapped for i, _ in filled)


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
