"""Tables as text: a CSV in UTF-8, UTF-16 or GB18030, and a web page's tables, which offices' systems export as .xls."""

import csv
import io
import re
from html.parser import HTMLParser

from connectors.magic import Unreadable
from connectors.precheck import MAX_CELLS, refuse_wide
from connectors.sheet import Sheet, Workbook

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DELIMITERS = ",\t;|"


def read_text(data: bytes) -> Workbook:
    """The one table of a CSV, or every table of a web page, all cells text; Unreadable where there is none."""
    text = _decode(data)
    sheets = read_html(text) if "<table" in text[:200_000].lower() else [Sheet("Sheet1", _split(text))]
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable("file_unreadable", "里面没有表格")
    if sum(len(row) for sheet in sheets for row in sheet.rows) > MAX_CELLS:
        raise Unreadable("file_too_large", "表格太大")
    for sheet in sheets:
        refuse_wide(sheet.rows)
    return Workbook(sheets)


def _decode(data: bytes) -> str:
    """By its mark, what the page declares, UTF-8 where that is possible, else GB18030; binary bytes are no text."""
    declared = _CHARSET.search(data[:2048])
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    names = [marked] if marked else ["utf-8", *([declared[1].decode()] if declared else []), "gb18030"]
    for name in names:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if not re.search(r"[\x00-\x08\x0e-\x1f]", text):
            return text
    raise Unreadable("file_unreadable", "不是 Excel 文件，或文件已损坏")


def _split(text: str) -> list[list[object]]:
    """Rows of a CSV; the delimiter is the one that the most of its first lines share."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    delimiter = max(_DELIMITERS, key=lambda sign: sum(sign in line for line in lines))
    if not any(delimiter in line for line in lines):
        raise Unreadable("file_unreadable", "是文本文件，不是表格，请发 Excel 文件")
    csv.field_size_limit(1 << 20)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise Unreadable("file_unreadable", "CSV 文件已损坏，读不出") from error


def read_html(text: str) -> list[Sheet]:
    """Every outermost table of a page as a sheet; a cell over several rows or columns stands once and is a merge."""
    tables = _Tables()
    tables.feed(text)
    tables.close()
    return tables.sheets


class _Tables(HTMLParser):
    """Collects cells; a table within a cell is that cell's text."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.depth = 0
        self.row = -1
        self.cell: list[str] | None = None
        self.spans = (1, 1)
        self.taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append(Sheet(f"Sheet{len(self.sheets) + 1}", []))
                self.row, self.taken = -1, set()
        elif self.depth == 1 and tag == "tr":
            self._end_cell()
            self.row += 1
            self.sheets[-1].rows.append([])
        elif self.depth == 1 and tag in ("td", "th") and self.row >= 0:
            self._end_cell()
            given = dict(attrs)
            self.cell, self.spans = [], (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag in ("br", "p", "div") and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr") and self.depth == 1:
            self._end_cell()
        elif tag == "table" and self.depth:
            self._end_cell()
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(_SPACE.sub(" ", data))

    def _end_cell(self) -> None:
        if self.cell is None or not self.sheets:
            return
        sheet, column = self.sheets[-1], 0
        while (self.row, column) in self.taken:
            column += 1
        line = sheet.rows[self.row]
        line += [""] * (column + 1 - len(line))
        line[column] = "".join(self.cell).strip()
        down, across = self.spans
        if down > 1 or across > 1:
            sheet.merges.append((self.row, column, self.row + down - 1, column + across - 1))
        self.taken |= {(self.row + r, column + c) for r in range(down) for c in range(across)}
        self.cell = None


def _span(text: str | None) -> int:
    """How far a cell reaches; no page of ours has more than a thousand rows or columns in one."""
    return min(int(text), 1000) if text and text.isdigit() and int(text) else 1
