"""Pages into workbooks, .xlsx by openpyxl and .xls by xlwt, so that the same pages are always the same bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from itertools import product
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from examples.kecheng.page import DATA, HEAD, LINE, TITLE, Page

_STAMP = (2022, 7, 1, 0, 0, 0)
_THIN = Side(style="thin", color="808080")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
#: Font, alignment, border and fill of each look.
_LOOKS = {
    TITLE: (Font(name="黑体", size=16, bold=True), _CENTRED, Border(), PatternFill()),
    LINE: (Font(name="宋体", size=10), _LEFT, Border(), PatternFill()),
    HEAD: (Font(name="宋体", size=10, bold=True), _CENTRED, _GRID, PatternFill("solid", fgColor="E8EEF4")),
    DATA: (Font(name="宋体", size=10), _CENTRED, _GRID, PatternFill()),
}
_XLS_LOOKS = {
    TITLE: "font: name 黑体, height 320, bold on; align: horiz center, vert center",
    LINE: "font: name 宋体, height 200; align: horiz left, vert center, wrap on",
    HEAD: "font: name 宋体, height 200, bold on; align: horiz center, vert center, wrap on; "
    "borders: left thin, right thin, top thin, bottom thin; pattern: pattern solid, fore_colour ice_blue",
    DATA: "font: name 宋体, height 200; align: horiz center, vert center, wrap on; borders: left thin, right thin, top thin, bottom thin",
}


def save(pages: Sequence[Page], path: Path, on: date) -> None:
    """Write the workbook as last saved on the evening of `on`, with nothing in it of the hour it is built."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_xls(pages) if path.suffix == ".xls" else _xlsx(pages, on))


def _xlsx(pages: Sequence[Page], on: date) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _fill(book.create_sheet(page.name), page)
    saved = datetime(on.year, on.month, on.day, 17, 30)
    book.properties.creator = book.properties.lastModifiedBy = "柯城区示例"
    book.properties.created = saved
    raw, fixed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            info = zipfile.ZipInfo(entry.filename, _STAMP)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(info, content)
    return fixed.getvalue()


def _fill(sheet: Worksheet, page: Page) -> None:
    drawn: dict[str, Cell] = {}
    for top, left, bottom, right in page.merges:  # before anything has a border: drawing it round each merge costs as much as all the rest
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    for (row, column), (value, look) in page.cells.items():
        cell = sheet.cell(row, column)
        if isinstance(cell, MergedCell):  # shown by the first cell of its merge
            continue
        cell.value = value
        style = f"{look} day" if isinstance(value, date) else look
        if style in drawn:
            cell._style = drawn[style]._style  # type: ignore[attr-defined]  # a style drawn once: setting four parts a cell costs most of the build
            continue
        cell.font, cell.alignment, cell.border, cell.fill = _LOOKS[look]
        if isinstance(value, date):
            cell.number_format = "yyyy/m/d"
        drawn[style] = cell
    for top, left, bottom, right in page.merges:
        for row, column in product(range(top, bottom + 1), range(left, right + 1)):
            sheet.cell(row, column)._style = sheet.cell(top, left)._style  # type: ignore[union-attr]  # as above
    for column, width in page.widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, height in page.heights.items():
        sheet.row_dimensions[row].height = height
    if page.frozen:
        sheet.freeze_panes = f"A{page.frozen + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _xls(pages: Sequence[Page]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for page in pages:
        sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
        for (row, column), (value, look) in page.cells.items():
            sheet.write(row - 1, column - 1, value, _style(look, isinstance(value, date)))
        for top, left, bottom, right in page.merges:
            value, look = page.cells[top, left]
            sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, value, _style(look, False))
        for column, width in page.widths.items():
            sheet.col(column - 1).width = int(width * 256)
        for row, height in page.heights.items():
            sheet.row(row - 1).height_mismatch, sheet.row(row - 1).height = True, int(height * 20)
        sheet.set_panes_frozen(bool(page.frozen))
        sheet.set_horz_split_pos(page.frozen)
        sheet.set_portrait(False)
        sheet.set_fit_num_pages(True)
        sheet.set_fit_width_to_pages(1)
        sheet.set_fit_height_to_pages(0)
        sheet.set_header_str(b"")
        sheet.set_footer_str(b"")
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


@cache
def _style(look: str, day: bool) -> xlwt.XFStyle:
    return xlwt.easyxf(_XLS_LOOKS[look], num_format_str="yyyy/m/d" if day else "General")
