"""What a child reports of a workbook: enough to judge, small enough to send."""

from collections.abc import Sequence
from pathlib import Path

from connectors.workbook import Unreadable, Workbook, open_workbook

Outcome = Unreadable | tuple[int | None, int, list[str]]


def read_all(paths: Sequence[Path]) -> list[Outcome]:
    """For each file why it is unreadable, or its filled count by the XML, by the reader, and its doubts."""
    return [_read(path) for path in paths]


def _read(path: Path) -> Outcome:
    try:
        return summary(open_workbook(path))
    except Unreadable as reason:
        return reason


def summary(book: Workbook) -> tuple[int | None, int, list[str]]:
    counts = [sheet.filled for sheet in book.sheets]
    filled = None if None in counts else sum(count for count in counts if count is not None)
    read = sum(1 for sheet in book.sheets for row in sheet.rows for cell in row if cell != "")
    return filled, read, [sheet.doubt for sheet in book.sheets if sheet.doubt]
