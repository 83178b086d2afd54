"""问题清单, the first sheet of an annotated workbook: what is wrong, worst first, each with a link to its cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bulletins.marks import Listing, Mark, clean
from bulletins.styles_part import Styles
from schemas.list_words import HEADS, HIDDEN, TITLE

_WIDTHS = (6, 10, 14, 9, 30, 28, 22, 30, 46, 30, 10, 10, 10)
EXPLAINS = "“请核对”的如确实如此，请在“填报说明”一列写明原因；写了原因的不再提示，直到内容改变。“需修改”的必须改。"


@dataclass(frozen=True)
class Line:
    """A mark and where it stands in the workbook: the cell that shows, and the fill that stood there before ours (XML)."""

    mark: Mark
    anchor: str
    fill: str = ""
    is_there: bool = True  # the workbook has its sheet


def write_list(listing: Listing, lines: Iterable[Line], ns: str, styles: Styles, is_shown: bool) -> bytes:
    """The worksheet; every text is an inline string, so that nothing is ever a formula."""
    rows: list[str] = [_row(1, [TITLE + " " + (listing.head[0] if listing.head else "")], [styles.own("title")])]
    for text in [*listing.head[1:], EXPLAINS]:
        rows.append(_row(len(rows) + 1, [text], [styles.own("line")]))
    header = len(rows) + 1
    rows.append(_row(header, HEADS, [styles.own("head")] * len(HEADS), height=22))
    links = []
    for number, line in enumerate(lines, 1):
        mark, at = line.mark, len(rows) + 1
        look = styles.own("explained" if mark.reason else mark.severity)
        plain, reason = styles.own("text"), styles.own("reason" if mark.severity == "warn" else "text")
        texts = (str(number), mark.word, mark.sheet, line.anchor, mark.said.about, mark.said.what, mark.said.got, mark.said.expected,
                 mark.said.how, mark.reason, mark.fingerprint, f"{mark.sheet}!{line.anchor}", line.fill)  # fmt: skip
        rows.append(
            _row(
                at, texts, height=_height(texts), styles=[plain, look, plain, styles.own("link"), *[plain] * 5, reason, plain, plain, plain]
            )
        )
        if mark.sheet and line.is_there:
            links.append((f"D{at}", mark.sheet, line.anchor or "A1"))
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"{" hidden=" + chr(34) + "1" + chr(34) if i > HIDDEN else ""}/>'
        for i, width in enumerate(_WIDTHS, 1)
    )
    selected = ' tabSelected="1"' if is_shown else ""
    said = "".join(
        f"<hyperlink ref={quoteattr(ref)} location={quoteattr(_location(sheet, cell))} display={quoteattr(clean(cell))}/>"
        for ref, sheet, cell in links
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{ns}"><sheetPr><tabColor rgb="FFFF0000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView showGridLines="0"{selected} workbookViewId="0"><pane ySplit="{header}" topLeftCell="A{header + 1}" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>{f'<hyperlinks>{said}</hyperlinks>' if said else ''}"
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _row(number: int, texts: Iterable[str], styles: Iterable[int], height: int = 0) -> str:
    cells = "".join(
        f'<c r="{chr(64 + i)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(clean(text))}</t></is></c>'
        if text
        else f'<c r="{chr(64 + i)}{number}" s="{style}"/>'
        for i, (text, style) in enumerate(zip(texts, styles, strict=True), 1)
    )
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{cells}</row>'


def _height(texts: Iterable[str]) -> int:
    """Of a row whose texts wrap in their columns: nobody else computes it before the first edit."""
    wide = (
        (sum(1 if character.isascii() else 2 for character in text), width) for text, width in zip(texts, _WIDTHS[:HIDDEN], strict=False)
    )
    return 15 * max(-(-size // (width - 2)) for size, width in wide if size) + 3


def _location(sheet: str, cell: str) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"


def former_fills(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """By "sheet!cell" the fill that stood before ours, of a list that came back (its cells by column letter)."""
    return {row["L"]: row["M"] for row in rows if row.get("L") and row.get("M")}
