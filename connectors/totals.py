"""A 合计 row checked against its rows: the office's own sum is the cheapest second opinion there is."""

from collections.abc import Iterable, Iterator

from connectors.columns import Memo, Told, address, amount_unit, type_column
from connectors.deliveries import Draft, Part
from connectors.setting import Setting
from connectors.tables import Column
from schemas.raw import is_blank, shown, squeeze

_NUMERIC = ("money", "count", "number")
#: What a row says of itself alone, by the kind or the id of a field: a sum is of no day or place, and nobody's.
_SAID_OF_ONE, _NAMED_OF_ONE = ("date", "region", "phone", "bool"), ("project_code", "investor")
#: What a sum may share with its rows, and a single row with the next.
_SAID_OF_MANY = ("month", "code")


def check_totals(
    at: tuple[int, int], draft: Draft, part: Part, rows: list[list[object]], data: list[int], totals: list[int],
    date_1904: bool, setting: Setting, memo: Memo, told: Told,
) -> None:  # fmt: skip
    """Tell (`total_mismatch`) each total that equals neither the sum of all rows nor of a block beside it.

    A column with a cell that does not parse is not compared; half a unit of the last printed digit is rounding.
    """
    for column in part.table.columns:
        if column.field is None or column.field.kind not in _NUMERIC:
            continue
        lines = [*data, *totals]
        cells = [rows[n][column.index] if column.index < len(rows[n]) else "" for n in lines]
        if all(is_blank(cell) for cell in cells[len(data) :]):
            continue
        typed = type_column(column.field, cells, draft, amount_unit(column.field, column, part), date_1904, setting, memo)
        if any(position < len(data) and typed.values[position] is None and shown(cells[position]) for position, _ in typed.hits):
            continue
        values = {n: float(v) for n, v in zip(lines, typed.values, strict=True) if isinstance(v, int | float)}
        for total in totals:
            stated = values.get(total)
            if stated is None:
                continue
            sums = (sum(values[n] for n in block if n in values) for block in _blocks(total, data, totals))
            slack = max(abs(stated) * 1e-4, 0.006 if column.field.kind == "number" else 1.0)
            whole = next(sums, None)
            if whole is not None and abs(stated - whole) > slack and all(abs(stated - s) > slack for s in sums):
                told.add(at, "total_mismatch", sheet=part.sheet.name, cell=address(column, total + 1), row=total + 1,
                         field=column.field.id, got=shown(cells[lines.index(total)]), detail=_plain(whole, column.unit or part.measure if column.field.kind == "money" else None))  # fmt: skip


def unlabelled_totals(
    rows: list[list[object]], data: list[int], nameless: list[int], names: list[Column], columns: list[Column]
) -> list[int]:
    """Rows that name nothing, say nothing of one project, and whose numbers are all the sums of the rows above or below.

    `nameless` are the rows of `data` in whose name columns nothing but a total, a note or a title stands. 府山街道 left a name
    out, and the next row happened to have the same investment: its row was no sum.
    """
    own = [c for c in columns if c.field and (c.field.kind in _SAID_OF_ONE or c.field.id in _NAMED_OF_ONE)]
    blank = [n for n in nameless if not _says(rows[n], (*names, *own))]
    if not names or not blank:
        return []
    shared = [c for c in columns if c.field and c.field.kind in _SAID_OF_MANY]
    numeric = [c.index for c in columns if c.field and c.field.kind in _NUMERIC]
    named = sorted(set(data).difference(blank))
    found: list[int] = []
    for number in blank:
        least = 2 if _says(rows[number], shared) else 1
        stated = {i: value for i in numeric if (value := _plain_number(rows[number], i)) is not None}
        blocks = ([n for n in named if n < number and n > max(found, default=-1)], [n for n in named if n > number], named)
        if stated and any(len(block) >= least and all(_adds_up(rows, block, i, value) for i, value in stated.items()) for block in blocks):
            found.append(number)
    return found


def _says(row: list[object], columns: Iterable[Column]) -> bool:
    """Whether anything stands in one of the columns."""
    return any(c.index < len(row) and not is_blank(row[c.index]) for c in columns)


def _adds_up(rows: list[list[object]], block: list[int], index: int, stated: float) -> bool:
    total = sum(_plain_number(rows[n], index) or 0.0 for n in block)
    return abs(total - stated) <= max(1e-4 * abs(stated), 0.006)


def _plain_number(row: list[object], index: int) -> float | None:
    cell = row[index] if index < len(row) else ""
    if type(cell) is str:
        try:
            return float(squeeze(cell).replace(",", ""))
        except ValueError:
            return None
    return float(cell) if type(cell) is float or type(cell) is int else None


def _blocks(total: int, data: list[int], totals: list[int]) -> Iterator[list[int]]:
    """The rows that a total may be the sum of: every row; those since the last total; those up to the next."""
    if not data:
        return
    yield data
    before = max((t for t in totals if t < total), default=-1)
    after = min((t for t in totals if t > total), default=10**9)
    for first, last in ((before, total), (total, after)):
        if block := [n for n in data if first < n < last]:
            yield block


def _plain(value: float, unit: str | None) -> str:
    scale = {"亿元": 1e8, "万元": 1e4, "千元": 1e3}.get(unit or "", 1.0)
    return f"{value / scale:.6f}".rstrip("0").rstrip(".") + (unit or "")
