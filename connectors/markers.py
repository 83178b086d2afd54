"""What the sheet's own XML says and the reader does not: a byte scan, no parser, a sixth of the reader's time.

Errors and formulas without a stored value read as blank; a count of filled cells that does not come from the
reader is the second opinion on whether it read them all.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from connectors.hidden import Unseen, hidden_in_xml
from connectors.magic import Unreadable
from connectors.precheck import find_reference, walk_cells

Merge = tuple[int, int, int, int]
Mark = tuple[int, int, str]  # row and column from 0, text

_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?(worksheet|sst)[\s>]")
_MERGE = re.compile(rb"""<mergeCell\s(?:[^>]*?\s)?ref=["']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)["']""")
_INLINE = re.compile(rb"<is>(.*?)</is>", re.DOTALL)
_PHONETIC = re.compile(rb"<rPh\s.*?</rPh>", re.DOTALL)
_TEXT = re.compile(rb"<t(?:\s[^>]*)?>[^<]")
_ITEM = re.compile(rb"<si(?:\s[^>/]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
_ITEM_BLANKS = (b"></t>", b"<si></si>")
_ITEM_CLOSED = (b"<t/>", b"<t />", b"<si/>", b"<si />", b'preserve"/>', b"<si><phon")
_SHARED = re.compile(rb"""t=["']s["'][^>]*>\s*<v>(\d+)</v>""")
_ERROR = re.compile(rb"""\st=["']e["']""")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_NO_VALUE = {  # how a formula may end, and the end of a cell that stored no value for it
    b"</f>": re.compile(rb"</f>\s*(<v\s*/>|<v>\s*</v>)?\s*</c>"),
    b"<f ": re.compile(rb"<f\s[^>]*/>\s*(<v\s*/>|<v>\s*</v>)?\s*</c>"),
    b"<f/>": re.compile(rb"<f/>\s*(<v\s*/>|<v>\s*</v>)?\s*</c>"),
}
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?>([^<]+)</f>")
_TEXT_TYPE = re.compile(rb"""\st=["']str["']""")


@dataclass
class Marks:
    """`filled` counts the cells with a value; uncached formulas are not among them, texts without characters are (`count_blanks`)."""

    filled: int | None = None
    cells: bytes = b""  # the sheetData, prefixes removed
    merges: list[Merge] = field(default_factory=list)
    errors: list[Mark] = field(default_factory=list)
    uncached: list[Mark] = field(default_factory=list)
    unseen: Unseen = Unseen()

    @property
    def expected(self) -> int | None:
        """How many cells a reader must find."""
        return None if self.filled is None else self.filled + len(self.uncached)


def scan_sheet(xml: bytes) -> Marks:
    """The marks of a worksheet part; nothing where it cannot tell."""
    plain = without_prefix(xml)
    if plain is None:
        return Marks()
    start, end = plain.find(b"<sheetData>") + len(b"<sheetData>"), plain.rfind(b"</sheetData>")
    cells = plain[start:end]
    marks = Marks(None, cells, [_merge(found) for found in _MERGE.finditer(plain, max(end, 0))])
    marks.unseen = hidden_in_xml(plain, cells)
    if b"!" in cells and b"<!" in cells:  # comments and CDATA may hide or fake cells
        return marks
    marks.filled = _count(cells)
    _find_marks(cells, marks)
    return marks


def without_prefix(xml: bytes) -> bytes | None:
    """The XML with its main namespace unprefixed (`x:c` → `c`); None for encodings that bytes cannot be read in."""
    root = _ROOT.search(xml, 0, 4096)
    if not root or b"<!DOCTYPE" in xml[:4096]:
        return None
    if not root[1]:
        return xml
    return xml.replace(b"<" + root[1] + b":", b"<").replace(b"</" + root[1] + b":", b"</")


def blank_strings(xml: bytes) -> frozenset[int]:
    """Numbers of the shared strings that hold no text: a cell that points there is blank."""
    plain = without_prefix(xml)
    spellings = _ITEM_BLANKS + _ITEM_CLOSED if plain and b"/>" in plain else _ITEM_BLANKS
    if plain is None or not any(spelling in plain for spelling in spellings):
        return frozenset()
    return frozenset(n for n, item in enumerate(_ITEM.finditer(plain)) if not _has_text(item[1] or b""))


def _has_text(body: bytes) -> bool:
    return bool(_TEXT.search(_PHONETIC.sub(b"", body) if b"<rPh" in body else body))


def _count(cells: bytes) -> int:
    """Searches for one byte are nearly free and spare most sheets the others."""
    filled = cells.count(b"<v>") - cells.count(b"<v></v>")
    if b"l" not in cells:  # neither xml:space nor inlineStr
        return filled
    if b"xml:space" in cells and b"<v " in cells:
        filled += sum(1 for found in _VALUE.finditer(cells) if found[1] and found[0].startswith(b"<v "))
    if b"inlineStr" in cells:
        plain = cells.count(b"<is><t>") - cells.count(b"<is><t></t>")
        if plain != cells.count(b"<is>"):
            plain = sum(1 for found in _INLINE.finditer(cells) if _has_text(found[1]))
        filled += plain
    return filled


def count_blanks(cells: bytes, blanks: frozenset[int]) -> int:
    """Cells that point at one of the shared strings without text."""
    return sum(1 for found in _SHARED.finditer(cells) if int(found[1]) in blanks) if blanks else 0


def _find_marks(cells: bytes, marks: Marks) -> None:
    places: dict[int, tuple[int, int]] = {}
    if b"e" in cells and (b't="e"' in cells or b"'" in cells and b"t='e'" in cells):
        for found in _ERROR.finditer(cells):
            body = cells[found.end() : cells.find(b"</c>", found.end())]
            text = value[1] if (value := _VALUE.search(body)) else b""
            marks.errors.append((*_place(cells, found.start(), places), _decode(text) or "#ERROR!"))
    if b"f" not in cells:
        return
    patterns = [pattern for spelling, pattern in _NO_VALUE.items() if spelling in cells]
    for found in (hit for pattern in patterns for hit in pattern.finditer(cells)):
        start = cells.rfind(b"<c", 0, found.start())
        head = cells[start : cells.find(b">", start)]
        if _ERROR.search(head) or found[1] and _TEXT_TYPE.search(head):  # "" is a stored value too
            continue
        formula = _FORMULA.search(cells, start, found.end())
        marks.uncached.append((*_place(cells, found.start(), places), "=" + (_decode(formula[1]) if formula else "")))


def _place(cells: bytes, at: int, places: dict[int, tuple[int, int]]) -> tuple[int, int]:
    """Row and column of the cell around offset `at`; a file whose cells have no `r` is walked once. Raises Unreadable for broken tags."""
    start = cells.rfind(b"<c", 0, at)
    end = cells.find(b">", start) + 1
    if found := find_reference(cells[start + 2 : end]):
        return found
    if not places:
        places.update({content: (row, column) for row, column, content in walk_cells(cells)})
    if end not in places:
        raise Unreadable("file_unreadable", "工作表的内容已损坏，认不出单元格的位置")
    return places[end]


def _merge(found: re.Match[bytes]) -> Merge:
    top, left = find_reference(b'r="' + found[1] + found[2] + b'"') or (0, 0)
    bottom, right = find_reference(b'r="' + found[3] + found[4] + b'"') or (0, 0)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _decode(text: bytes) -> str:
    return unescape(text.decode("utf-8", "replace"))
