"""Sheets of every form in many layouts, with errors planted in known cells: what is found must be those errors, in those cells.

A family is a head, a body and a writer; any form may be drawn in each. Errors are the literal cases of the cell rules, planted
in any field of their kind; what each breaks is what the parser says of it alone.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

from bulletins.prompts import head
from schemas.cells import parse
from schemas.forms import FORMS
from schemas.grammar import Field, Form
from schemas.raw import ErrorValue, Uncached
from schemas.rule_catalogue import SEVERITY
from schemas.rules_cells import CELL_RULES
from tests.filled import sender, valid
from tests.schemas.surroundings import JUNE, field_of

HEADS = ("bare", "titled", "deep", "two levels", "three levels", "spaced")
BODIES = ("plain", "total last", "total first", "sections", "header again", "notes", "blank rows")
WRITERS = ("xlsx", "xls", "csv")
Family = tuple[str, str, str]
#: A text file has no merges: groups over its columns could not be told from titles.
FAMILIES: list[Family] = [(h, b, w) for h in HEADS for b in BODIES for w in WRITERS if w != "csv" or "levels" not in h]
_TOTAL = ("money", "count", "number")


@dataclass(frozen=True)
class Planted:
    """An error that stands in a cell, and the rule that it breaks."""

    rule: str
    cell: str


@dataclass
class Sheet:
    """Cells (None: blank), merges, and the errors among them."""

    form: Form
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right, from 1
    planted: list[Planted] = field(default_factory=list)

    def write(self, folder: Path, writer: str) -> Path:
        path = folder / f"{sender(self.form)}2022年6月{self.form.title}.{writer}"
        path.write_bytes(self.content(writer))
        return path

    def content(self, writer: str) -> bytes:
        return {"xlsx": _xlsx, "xls": _xls, "csv": _csv}[writer](self)


@cache
def errors(kind: str) -> tuple[object, ...]:
    """What the cases of the cell rules write into fields of a kind, each once."""
    given = [case.given for rule in CELL_RULES for case in rule.cases if field_of(case.field).kind == kind]
    return tuple({(type(value), str(value)): value for value in given}.values())


def hard(spec: Field, given: object, writer: str) -> str:
    """The rule that costs the row where `given` stands in a column of the field, '' for none and for what this writer cannot write."""
    if (writer == "csv" and type(given) is not str) or (writer == "xls" and isinstance(given, ErrorValue | Uncached)):
        return ""
    if type(given) is str and (given != given.strip() or not given or any(c < " " for c in given)):
        return ""  # cells that a writer would change
    unit = {"money": "万元", "area": "亩"}.get(spec.kind)
    rule = parse(spec, given, replace(JUNE, amount_unit=unit)).rule
    return rule if rule and SEVERITY[rule] == "reject" else ""


def draw(rng: Random, family: Family, form: Form, count: int = 8) -> Sheet:
    """A sheet with `count` rows and an error in about every second one; several of a row stand in different columns."""
    needed = [f for f in form.loaded if f.wanted or f.id in form.identity or f.id == form.own_date]
    others = [f for f in form.loaded if f not in needed and not f.personal]
    fields = needed + rng.sample(others, rng.randint(0, min(6, len(others))))
    rng.shuffle(fields)
    wrong = {
        (row, spec.id): given
        for row in range(count) for spec in rng.sample(fields, rng.choice((0, 0, 1, 1, 2)))
        if (given := _draw_error(rng, spec, family[2])) is not None
    }  # fmt: skip
    records = [{f.id: wrong.get((row, f.id), own(f, form, row)) for f in fields} for row in range(count)]
    return lay(rng, family, form, fields, records, wrong)


def _draw_error(rng: Random, spec: Field, writer: str) -> object | None:
    found = [given for given in errors(spec.kind) if hard(spec, given, writer)]
    return rng.choice(found) if found else None


def own(spec: Field, form: Form, row: int) -> Any:
    """A valid value; what names a row is its own."""
    value = valid(spec)
    named = spec.id in form.identity and spec.kind == "text" and spec.id != "project_code"
    return f"{value}{row + 1}号" if named else value


def lay(
    rng: Random, family: Family, form: Form, fields: Sequence[Field], records: Sequence[dict[str, Any]],
    wrong: dict[tuple[int, str], object],
) -> Sheet:  # fmt: skip
    """Records in the layout of a family."""
    top, body, writer = family
    sheet, serial = Sheet(form), rng.random() < 0.5
    width = len(fields) + serial
    if top != "bare":
        sheet.rows.append([f"2022年6月{form.title}"])
        sheet.rows.append([f"填报单位：{sender(form)}    填报时间：2022年6月30日"])
    if top == "deep":
        sheet.rows += [[], ["说明：请于月底前报送，逐项核对。"], *([] for _ in range(rng.randint(1, 18)))]
    _headers(rng, sheet, top, ["序号", *map(head, fields)] if serial else [*map(head, fields)])
    titles = list(sheet.rows[-1])
    if body == "total first":
        sheet.rows.append(_total(fields, serial, records))
    for number, record in enumerate(records):
        if body == "sections" and number in (0, 3):
            sheet.rows.append([("一、制造业项目", "二、服务业项目")[number > 0]])
        if body == "header again" and number == 4 and "levels" not in top:
            sheet.rows.append(list(titles))
        if body == "blank rows" and number in (2, 5):
            sheet.rows.append([])
        sheet.rows.append([*([number + 1] if serial else []), *(record[f.id] for f in fields)])
        for place, spec in enumerate(fields, start=1 + serial):
            if (number, spec.id) in wrong:
                rule = hard(spec, wrong[number, spec.id], writer)
                sheet.planted.append(Planted(rule, f"{get_column_letter(place)}{len(sheet.rows)}"))
    if body == "total last":
        sheet.rows.append(_total(fields, serial, records))
    if body == "notes":
        sheet.rows += [[], ["填表人：某某    审核：某某"], ["注：金额以协议为准"]]
    sheet.rows = [[*row, *[None] * (width - len(row))] for row in sheet.rows]
    return sheet


def _headers(rng: Random, sheet: Sheet, top: str, titles: list[str]) -> None:
    """The titles, below no, one or two rows of groups; a title without a group is merged down to its row."""
    if top == "spaced":
        titles = [rng.choice(("", " ", "　", "\n")).join(title) if len(title) < 6 else title for title in titles]
    first, width = len(sheet.rows) + 1, len(titles)
    levels = {"two levels": 1, "three levels": 2}.get(top, 0) if width > 3 else 0
    upper: list[list[Any]] = [[None] * width for _ in range(levels)]
    at = 0
    while levels and at < width:
        end = min(at + rng.randint(1, 3), width)
        if end - at == 1:
            upper[0][at], titles[at] = titles[at], None  # type: ignore[call-overload]  # shown by the first cell of its merge
            sheet.merges.append((first, at + 1, first + levels, at + 1))
        else:
            for level in range(levels):
                upper[level][at] = f"{('基本情况', '进展情况', '其他情况')[level]}{at}"
                sheet.merges.append((first + level, at + 1, first + level, end))
        at = end
    sheet.rows += [*upper, titles]


def _total(fields: Sequence[Field], serial: bool, records: Sequence[dict[str, Any]]) -> list[Any]:
    """合计 and, in the columns of numbers that hold nothing else, their sums."""

    def summed(spec: Field) -> Any:
        cells = [record[spec.id] for record in records]
        return sum(cells) if spec.kind in _TOTAL and all(type(c) in (int, float) for c in cells) else None

    row = [*([None] if serial else []), *map(summed, fields)]
    row[next((i for i, cell in enumerate(row) if cell is None), 0)] = "合计"
    return row


def _xlsx(sheet: Sheet) -> bytes:
    book, raw = openpyxl.Workbook(), io.BytesIO()
    page = book.worksheets[0]
    for r, row in enumerate(sheet.rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                cell = page.cell(r, c, "=1+1" if isinstance(value, Uncached) else str(value) if isinstance(value, ErrorValue) else value)
                if type(value) is str:
                    cell.data_type = "s"  # "=1" and "#N/A" are texts here
    for top, left, bottom, right in sheet.merges:
        page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(raw)
    return raw.getvalue()


def _xls(sheet: Sheet) -> bytes:
    book, raw = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    page, day = book.add_sheet("Sheet1", cell_overwrite_ok=True), xlwt.easyxf(num_format_str="yyyy/m/d")
    plain = xlwt.easyxf()
    for r, row in enumerate(sheet.rows):
        for c, value in enumerate(row):
            if value is not None:
                page.write(r, c, value, day if isinstance(value, date) else plain)
    for top, left, bottom, right in sheet.merges:
        page.merge(top - 1, bottom - 1, left - 1, right - 1)
    book.save(raw)
    return raw.getvalue()


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([["" if value is None else value for value in row] for row in sheet.rows])
    return text.getvalue().encode("gb18030")


def pairs(kind: str) -> Iterator[tuple[Form, Field, object, object]]:
    """Two errors of different rules for one column, all pairs of them, in the first field of a kind that knows both."""
    form, spec = next((form, f) for form in FORMS.values() for f in form.loaded if f.kind == kind and f.strict)
    found = {rule: given for given in errors(kind) if (rule := hard(spec, given, "xlsx"))}
    for one in found:
        yield from ((form, spec, found[one], found[other]) for other in found if other != one)
