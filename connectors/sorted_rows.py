"""A table's rows sorted: data, totals, and what is set aside with its reason."""

from dataclasses import dataclass, field

from connectors.aside import UNDER, Sorting, wide_merged_rows
from connectors.columns import Told, address
from connectors.deliveries import Part
from connectors.setting import Setting
from connectors.totals import unlabelled_totals
from schemas.findings import quote
from schemas.nil_words import nil_row
from schemas.raw import shown

At = tuple[int, int]  # arrival, draft
Rows = list[list[object]]


@dataclass
class Sorted:
    """How many filled rows a table has, and which of them (from 0) are data, totals, data that consist of a name alone, and none."""

    read: int = 0
    data: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    aside: list[tuple[int, str]] = field(default_factory=list)  # row and reason
    nil: str = ""  # what says that nothing changed


def sort_rows(at: At, part: Part, rows: Rows, setting: Setting, told: Told) -> Sorted:
    """Sort the filled rows below a table's header; what of them needs an answer is told."""
    table, sheet = part.table, part.sheet
    by = Sorting(table, wide_merged_rows(sheet.merges, table.last), setting, rows)
    is_ordinary = by.ordinary()
    found, nameless, gap = Sorted(), list[int](), False
    for number in range(table.last + 1, len(rows)):
        own, row = sheet.rows[number], rows[number]
        if gap and by.is_strange_header(row):
            _tell_strange(at, part, number, found, told)
            break
        gap = False
        if is_ordinary(row, number) and (row is own or own.count("") < len(own)):
            found.data.append(number)
        elif gap := own.count("") == len(own):
            continue
        elif said := nil_row(own):
            found.nil = said
            found.aside.append((number, "零报"))
        elif reason := by.reason(row, number):
            found.aside.append((number, reason))
            found.totals += [number] if reason == "合计行" else []
            gap = number > table.last + UNDER
        else:
            found.data.append(number)
            nameless.append(number)
            gap = by.is_bare(row)
            found.bare += [number] if gap else []
        found.read += 1
    for number in unlabelled_totals(rows, found.data, nameless, by.names, table.columns):
        found.data.remove(number)
        found.totals.append(number)
        found.aside.append((number, "合计行"))
    found.totals.sort()
    _tell_bare(at, part, rows, found.bare, told)
    return found


def _tell_strange(at: At, part: Part, number: int, found: Sorted, told: Told) -> None:
    """From row `number` on another table stands, of which no column is known; a lone text right above it is its title."""
    rows = part.sheet.rows
    while found.bare and found.bare[-1] == found.data[-1]:
        found.aside.append((found.bare.pop(), "另一张表"))
        found.data.pop()
    below = [n for n in range(number, len(rows) if part.end is None else part.end) if rows[n].count("") < len(rows[n])]
    found.aside += [(n, "另一张表") for n in below]
    found.read += len(below)
    told.add(at, "table_unknown", sheet=part.sheet.name, cell=f"A{number + 1}", row=number + 1)


def _tell_bare(at: At, part: Part, rows: Rows, bare: list[int], told: Told) -> None:
    """A name with nothing beside it may head a group of rows; where other cells are required their absence is told anyway."""
    names = [c for c in part.table.columns if c.field and c.field.wanted and not c.member]
    if len({f.id for f in part.table.form.loaded if f.wanted}) > 1 or not names:
        return
    for number in bare:
        said = shown(rows[number][names[0].index]) if names[0].index < len(rows[number]) else ""
        told.add(at, "row_bare", sheet=part.sheet.name, cell=address(names[0], number + 1), row=number + 1, got=quote(said), row_key=said)
