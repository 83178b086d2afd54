"""A sheet as an office draws it, before it is a file: cells, merges, widths. `books` turns it into .xlsx or .xls."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from examples.kecheng.spelling import Written

#: What a cell looks like: a bold tinted header, bordered data, a big title, a plain line.
HEAD, DATA, TITLE, LINE = "head", "data", "title", "line"


@dataclass
class Page:
    """Cells by (row, column) from 1, each a value and a look."""

    name: str
    cells: dict[tuple[int, int], tuple[Written, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    frozen: int = 0  # rows that stay when one scrolls

    def put(self, row: int, column: int, value: Written, look: str = DATA) -> None:
        self.cells[row, column] = value, look

    def line(self, row: int, width: int, text: str, look: str = LINE) -> None:
        """One text merged over `width` columns: titles, summaries, notes."""
        self.put(row, 1, text, look)
        if width > 1:
            self.merge(row, 1, row, width)
        self.heights[row] = 30 if look == TITLE else 24 if len(text) > 60 else 18

    def row(self, row: int, values: Sequence[Written]) -> None:
        """A row of data, high enough for its longest text."""
        for column, value in enumerate(values, start=1):
            self.put(row, column, value)
        longest = max(len(str(value or "")) for value in values)
        self.heights[row] = 18 if longest <= 18 else 45 if longest > 36 else 30

    def header(self, row: int, paths: Sequence[tuple[str, ...]], widths: Sequence[float]) -> int:
        """Header paths from `row` down, equal parents merged across, short paths merged down; returns the last row."""
        depth = max(map(len, paths))
        for column, (path, width) in enumerate(zip(paths, widths, strict=True), start=1):
            self.widths[column] = width
            for level in range(depth):
                self.put(row + level, column, path[level] if level < len(path) else None, HEAD)
            if len(path) < depth:
                self.merge(row + len(path) - 1, column, row + depth - 1, column)
        for level in range(depth - 1):
            for first, last in _runs(paths, level):
                self.merge(row + level, first, row + level, last)
        self.heights[row + depth - 1] = 32
        self.frozen = row + depth - 1
        return row + depth - 1

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.merges.append((top, left, bottom, right))


def _runs(paths: Sequence[tuple[str, ...]], level: int) -> list[tuple[int, int]]:
    """First and last column (from 1) of each parent at `level` that spans several."""
    runs: list[tuple[int, int]] = []
    for column, path in enumerate(paths, start=1):
        if len(path) <= level + 1:
            continue
        if runs and runs[-1][1] == column - 1 and paths[column - 2][: level + 1] == path[: level + 1]:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return [run for run in runs if run[1] > run[0]]
