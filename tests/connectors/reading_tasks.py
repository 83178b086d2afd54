"""What a child reports of a workbook: enough to judge, small enough to send."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from connectors.child import ReadSettings, _setting
from connectors.recognising import recognise
from connectors.setting import Setting
from connectors.whose import Origin
from connectors.workbook import Unreadable, Workbook, open_workbook
from flows.instance import SHIPPED

#: Filled cells by the XML and by the reader, doubts, and what the workbook was taken for.
Outcome = Unreadable | tuple[int | None, int, list[str], str]


def read_all(paths: Sequence[Path]) -> list[Outcome]:
    """For each file why it is unreadable, or its filled count by the XML, by the reader, its doubts, and its verdict."""
    return [_read(path) for path in paths]


def _read(path: Path) -> Outcome:
    try:
        book = open_workbook(path)
        return (*summary(book), verdict(book, path.name))
    except Unreadable as reason:
        return reason


def summary(book: Workbook) -> tuple[int | None, int, list[str]]:
    counts = [sheet.filled for sheet in book.sheets]
    filled = None if None in counts else sum(count for count in counts if count is not None)
    read = sum(1 for sheet in book.sheets for row in sheet.rows for cell in row if cell != "")
    return filled, read, [sheet.doubt for sheet in book.sheets if sheet.doubt]


def verdict(book: Workbook, file: str) -> str:
    """The forms that a workbook holds, each with what stops it; else the rule that stops the file."""
    found = recognise(book, Origin(file, "", date(2022, 6, 30)), _county())
    if not found.drafts:
        return found.findings[0].rule
    return ", ".join(dict.fromkeys(f"{d.form}: {d.stopped}" if d.stopped else d.form for d in found.drafts))


@cache
def _county() -> Setting:
    return _setting(ReadSettings(SHIPPED, Path(), "柯城区"))
