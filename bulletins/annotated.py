"""An office's own workbook with what is wrong in its own cells: fills, notes, and a first sheet 问题清单.

Parts are patched (openpyxl would drop shapes, check boxes, sparklines and macros); a sheet in which nothing is
wrong stays byte for byte. Marks of an earlier night are washed off first.
"""

from collections import defaultdict

from bulletins.book_part import Book
from bulletins.list_part import Line, former_fills, write_list
from bulletins.marks import Listing, Mark
from bulletins.notes_part import BEGINS, Notes
from bulletins.parts import Parts, serialise
from bulletins.plain_book import plain_book
from bulletins.sheet_part import SheetPart
from bulletins.sheet_texts import sheet_texts
from bulletins.styles_part import Styles
from schemas.list_words import NAME, TITLE


def annotate(content: bytes, listing: Listing, is_front: bool = False) -> bytes:
    """The workbook (.xlsx, .xlsm) with its findings. Raises Unpatchable; `list_alone` is what is left then."""
    parts = Parts.open(content)
    book = Book(parts)
    styles = Styles(parts, book.target("styles") or book.make_styles())
    former = _former(parts, book)
    fills = former_fills(former[1]) if former else {}
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in listing.ordered:
        marks[mark.sheet].append(mark)
    shown, opened = book.shown_part(), {}
    for number, sheet in enumerate(book.sheets()):
        own = [m for m in marks.get(sheet.name, []) if m.cell]
        if (own or former) and not (former and sheet.part == former[0]):
            opened[sheet.name] = _mark(parts, sheet.part, sheet.name, number, own, styles, fills, bool(former))
    touched, names = {part for part, *_ in opened.values()}, {sheet.name for sheet in book.sheets()}
    is_shown = bool(former) or is_front or shown in touched  # else the sheet that is selected would have to be touched
    lines = [_line(mark, opened, names) for mark in listing.ordered]
    for part, sheet_part, notes, _ in opened.values():
        if is_shown:
            sheet_part.deselect()
        notes.save()
        parts.put(part, serialise(sheet_part.root))
    content = write_list(listing, lines, book.ns, styles, is_shown)
    styles.save()
    if former:
        book.put_again(former[0], content, is_shown)
    else:
        book.put_first(NAME, content, is_shown)
    return parts.save()


def list_alone(listing: Listing) -> bytes:
    """A workbook that holds the list only: for a file that nobody can open or patch."""
    return annotate(plain_book([]), listing, is_front=True)


#: Its part, XML and notes; by cell, the cell that shows and the fill that stood there.
Opened = tuple[str, SheetPart, Notes, dict[str, tuple[str, str]]]


def _mark(parts: Parts, part: str, name: str, number: int, own: list[Mark], styles: Styles, fills: dict[str, str], again: bool) -> Opened:
    """Wash one sheet of former marks, and put on today's."""
    sheet = SheetPart(parts.read(part))
    notes = Notes(parts, sheet, part, number)
    if again:
        notes.strip()
        for cell in sheet.cells():
            style = int(cell.get("s", "0"))
            if style and styles.is_ours(style):
                cell.set("s", str(styles.washed(style, fills.get(f"{name}!{cell.get('r')}", ""))))
    texts: dict[str, list[str]] = defaultdict(list)
    placed: dict[str, tuple[str, str]] = {}
    for mark in own:
        anchor = sheet.anchor(mark.cell)
        if mark.reason:
            placed[mark.cell] = (anchor, placed.get(mark.cell, ("", ""))[1])
            continue
        if anchor not in texts:  # the worst comes first, and colours the cell
            cell = sheet.cell(anchor)
            style = int(cell.get("s", "0"))
            placed[mark.cell] = (anchor, styles.fill_of(style))
            cell.set("s", str(styles.filled(style, mark.severity)))
        placed.setdefault(mark.cell, (anchor, ""))
        texts[anchor].append(_note(mark))
    notes.add({ref: "\n\n".join(said) for ref, said in texts.items()})
    return part, sheet, notes, placed


def _note(mark: Mark) -> str:
    said = mark.said
    got = f"\n填的是：{said.got}" if said.got else ""
    return f"{BEGINS}{mark.word}】{said.what}{got}\n应为：{said.expected}\n怎么改：{said.how}"


def _line(mark: Mark, opened: dict[str, Opened], names: set[str]) -> Line:
    found = opened.get(mark.sheet)
    anchor, fill = found[3].get(mark.cell, (mark.cell, "")) if found else (mark.cell, "")
    return Line(mark, anchor, fill, mark.sheet in names)


def _former(parts: Parts, book: Book) -> tuple[str, list[dict[str, str]]] | None:
    """The part and rows of a list that we wrote into this workbook before."""
    for sheet in book.sheets():
        if sheet.name.startswith(NAME):
            rows = sheet_texts(parts.read(sheet.part), parts.read(book.target("sharedStrings")))
            if rows and rows[0].get("A", "").startswith(TITLE):
                return sheet.part, rows
    return None
