"""What an office wrote into the list of a returned workbook: why a soft finding may stand, by the finding's print."""

from connectors.workbook import Workbook
from schemas.findings import quote
from schemas.list_words import NAME, PRINT, REASON, TITLE
from schemas.raw import is_blank, shown

_PRINT_LENGTH = 24


def take_lists(book: Workbook) -> list[tuple[str, str]]:
    """Take our own lists out of the workbook: they are no report. Returns (print, reason); '' where none is given (any more)."""
    said: list[tuple[str, str]] = []
    others = []
    for sheet in book.sheets:
        rows = sheet.rows
        if not sheet.name.startswith(NAME) or not rows or not rows[0] or not shown(rows[0][0]).startswith(TITLE):
            others.append(sheet)
            continue
        head = next((i for i, row in enumerate(rows) if PRINT in row and REASON in row), None)
        if head is not None:
            at, why = rows[head].index(PRINT), rows[head].index(REASON)
            for row in rows[head + 1 :]:
                mark = shown(row[at]) if at < len(row) else ""
                reason = "" if why >= len(row) or is_blank(row[why]) else quote(shown(row[why]))
                said += [(mark, reason)] if len(mark) == _PRINT_LENGTH else []
    book.sheets = others
    return said
