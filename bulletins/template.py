"""A blank workbook for a form, or one filled with a unit's last accepted rows: all of it derived from the declaration.

Headers are protected without a password; drop-downs, input rules and notes ask in Chinese; the row marked 示例 is no
data; what goes in reads back without a finding.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bulletins.plain_book import put
from bulletins.prompts import ask, columns, example, head, need
from schemas.grammar import Field, Form
from schemas.raw import EXAMPLE

_HEADER, _LAST = 3, 2_000
_LISTS = "下拉选项"
_FREE = Protection(locked=False)
_FORMATS = {"date": "yyyy-mm-dd", "percent": "0%", "text": "@", "phone": "@", "month": "@"}
_WIDTHS = {"date": 13, "money": 14, "text": 18, "code": 13, "unit": 20, "region": 18, "phone": 16}
_LINE = Side(style="thin", color="FFBFBFBF")
_THIN = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True)
class Filling:
    """What stands in a template: the unit's name, the offices to choose from by field, rows by field, the lines above."""

    unit: str = ""
    offices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rows: Sequence[Mapping[str, object]] = ()


def write_template(form: Form, filling: Filling) -> bytes:
    """The workbook, .xlsx."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = form.title
    lists = book.create_sheet(_LISTS)
    fields = columns(form)
    _head(sheet, form, filling)
    for number, spec in enumerate(fields, 2):
        _column(sheet, lists, number, spec, form, filling.offices.get(spec.id, ()))
    _example(sheet, fields, form)
    for at, row in enumerate(filling.rows, _HEADER + 2):
        for number, spec in enumerate(fields, 2):
            if (value := row.get(spec.id)) is not None:
                put(sheet.cell(at, number), value)
                sheet.cell(at, number).number_format = _FORMATS.get(spec.kind, "General")
                sheet.cell(at, number).protection = _FREE
    _explain(book.create_sheet("填报说明"), form, fields)
    _protect(sheet)
    lists.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Worksheet, form: Form, filling: Filling) -> None:
    put(sheet["A1"], form.title)
    sheet["A1"].font = Font(bold=True, size=16)
    lines = [f"填报单位：{filling.unit}", "填报时间："] + (["统计时间："] if form.standing == "period" else [])
    for place, text in zip(("A2", "D2", "F2"), lines, strict=False):
        put(sheet[place], text)
        sheet[place].protection = _FREE
    asks = {"D2": "在冒号后写填报之日，如 2022-06-30。", "F2": "在冒号后写报表所属期，如 2022年6月。"}
    for place, text in asks.items():
        if sheet[place].value:
            rule = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=str(sheet[place].value).strip("："), prompt=text)
            rule.add(place)
            sheet.add_data_validation(rule)
    sheet.row_dimensions[_HEADER].height = 34
    _on_paper(sheet)
    sheet.freeze_panes = f"C{_HEADER + 1}"
    _title(sheet, 1, "序号")
    sheet.column_dimensions["A"].width = 6
    sheet.column_dimensions["A"].protection = _FREE


def _title(sheet: Worksheet, number: int, text: str, is_wanted: bool = False) -> None:
    cell = sheet.cell(_HEADER, number)
    put(cell, text)
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor="FFC00000" if is_wanted else "FF44546A")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _THIN


def _column(sheet: Worksheet, lists: Worksheet, number: int, spec: Field, form: Form, offices: Sequence[str]) -> None:
    letter = get_column_letter(number)
    _title(sheet, number, head(spec), spec.wanted)
    note = Comment(f"{need(spec)}。{ask(spec)}", "赛马")
    note.width, note.height = 300, 90
    sheet.cell(_HEADER, number).comment = note
    look = sheet.column_dimensions[letter]
    look.width = max(_WIDTHS.get(spec.kind, 12), 2 * len(head(spec)) * 0.62 + 2)
    look.protection, look.number_format = _FREE, _FORMATS.get(spec.kind, "General")
    words = list(spec.codes) if spec.kind == "code" else ["是", "否"] if spec.kind == "bool" else list(offices)
    rule = _rule(spec, words, lists, number)
    rule.promptTitle, rule.prompt = spec.title[:32], f"{need(spec)}。{ask(spec)}"[:250]
    rule.errorTitle, rule.error = spec.title[:32], f"请核对：{ask(spec)}"[:220]
    rule.add(f"{letter}{_HEADER + 2}:{letter}{_LAST}")
    sheet.add_data_validation(rule)


def _rule(spec: Field, words: Sequence[str], lists: Worksheet, number: int) -> DataValidation:
    """What Excel lets through. Words and counts are held to; dates and amounts may be typed in other ways that we read."""
    made = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=True)
    if words:
        letter = get_column_letter(number)
        for at, word in enumerate(words, 1):
            put(lists.cell(at, number), word)
        made.type, made.formula1 = "list", f"{quote_sheetname(_LISTS)}!${letter}$1:${letter}${len(words)}"
        made.errorStyle = "warning" if spec.lenient else "stop"
    elif spec.kind == "date":
        made.type, made.operator, made.formula1, made.formula2, made.errorStyle = "date", "between", "36526", "73050", "warning"
    elif spec.kind == "count":
        made.type, made.operator, made.formula1, made.errorStyle = "whole", "greaterThanOrEqual", "0", "stop"
    elif spec.kind == "percent":
        made.type, made.operator, made.formula1, made.formula2, made.errorStyle = "decimal", "between", "0", "1", "stop"
    elif spec.kind in ("money", "area", "number"):
        least = "-1000000000" if spec.refunds else "0"
        made.type, made.operator, made.formula1, made.errorStyle = "decimal", "greaterThanOrEqual", least, "warning"
    return made


def _example(sheet: Worksheet, fields: Sequence[Field], form: Form) -> None:
    put(sheet.cell(_HEADER + 1, 1), EXAMPLE)
    for number, spec in enumerate(fields, 2):
        value = example(spec, form)
        if value != "":
            put(sheet.cell(_HEADER + 1, number), value)
        sheet.cell(_HEADER + 1, number).number_format = _FORMATS.get(spec.kind, "General")
    for cell in sheet[_HEADER + 1]:
        cell.font = Font(name="宋体", italic=True, color="FF7F7F7F")
        cell.fill = PatternFill("solid", fgColor="FFF2F2F2")


def _explain(sheet: Worksheet, form: Form, fields: Sequence[Field]) -> None:
    lines = [
        f"{form.title}：怎么填", "一行填一条，从示例行的下一行起；示例行不读，可以留着。", "表头不要改；红色表头的列必填。选列下的格子时会出现填写提示。",
        "金额都按表头的单位填数字；日期写到哪一天；没有的留空，不写“待定”“无”。",
        "整张表是本单位的全部，缺少的行会被问起；项目结束时把状态写为终止，不删行。" if form.standing == "snapshot"
        else "只填所属期内的内容；所属期写在表头上方的统计时间里。",
    ]  # fmt: skip
    for number, text in enumerate(lines, 1):
        put(sheet.cell(number, 1), text)
    sheet["A1"].font = Font(bold=True, size=14)
    top = len(lines) + 2
    rows = [("列的名称", "要不要填", "怎么填", "可选内容"), *((head(f), need(f), ask(f), "、".join(f.codes)) for f in fields)]
    for at, texts in enumerate(rows, top):
        for number, text in enumerate(texts, 1):
            cell = sheet.cell(at, number)
            if text:
                put(cell, text)
            cell.alignment, cell.border = Alignment(vertical="top", wrap_text=True), _THIN
            cell.font = Font(bold=at == top)
        sheet.row_dimensions[at].height = 15 * max(1, *(-(-len(text) // 29) for text in texts[2:]))
    _on_paper(sheet)
    for letter, width in zip("ABCD", (24, 12, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _on_paper(sheet: Worksheet) -> None:
    """Landscape, as wide as a page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _protect(sheet: Worksheet) -> None:
    """Headers and the example are locked, without a password; rows may be added, deleted, sorted, filtered, formatted."""
    sheet.protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)


def cell_of(spec: Field, value: object, beside: object) -> object:
    """A stored value as its template's cell takes it; `beside` is its precision or qualifier, None where it is exact."""
    if value is None:
        return None
    if spec.kind == "money":
        amount = _plain(int(str(value)) / 10_000)
        return f"约{amount}万元" if beside else amount
    if spec.kind == "area":
        return _in_mu(float(str(value)))
    if spec.kind == "bool":
        return "是" if value else "否"
    if isinstance(value, date) and beside in ("month", "year"):
        return f"{value:%Y年%-m月}" if beside == "month" else f"{value:%Y年}"
    return value


def _in_mu(m2: float) -> float:
    """亩 in the fewest digits that read back to the same area: 32, and not the 31.999995 of 21,333.33 m²."""
    exact = m2 * 3 / 2_000
    return next((mu for digits in range(7) if round((mu := round(exact, digits)) * 2_000 / 3, 2) == round(m2, 2)), exact)


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number
