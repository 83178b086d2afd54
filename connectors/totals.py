"""A 合计 row checked against its rows: the office's own sum is the cheapest second opinion there is."""

from connectors.columns import Memo, Setting, Told, address, amount_unit, type_column
from connectors.deliveries import Draft, Part
from schemas.raw import shown

_NUMERIC = ("money", "count", "number")


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
        typed = type_column(column.field, cells, draft, part, amount_unit(column.field, column, part), date_1904, setting, memo)
        if any(position < len(data) and typed.values[position] is None and shown(cells[position]) for position, _ in typed.hits):
            continue
        values = dict(zip(lines, typed.values, strict=True))
        for total in totals:
            stated = values[total]
            if stated is None:
                continue
            sums = _sums(total, data, totals, values)
            slack = max(abs(float(stated)) * 1e-4, 0.006 if column.field.kind == "number" else 1.0)  # type: ignore[arg-type]
            if sums and all(abs(float(stated) - s) > slack for s in sums):  # type: ignore[arg-type]
                told.add(at, "total_mismatch", sheet=part.sheet.name, cell=address(column, total + 1), row=total + 1,
                         field=column.field.id, got=shown(cells[lines.index(total)]), detail=_plain(sums[0], column.unit or part.measure))  # fmt: skip


def _sums(total: int, data: list[int], totals: list[int], values: dict[int, object]) -> list[float]:
    """The sums a total may mean: every row; the rows since the last total; the rows up to the next."""
    before = max((t for t in totals if t < total), default=-1)
    after = min((t for t in totals if t > total), default=10**9)
    blocks = (data, [n for n in data if before < n < total], [n for n in data if total < n < after])
    return [sum(float(values[n] or 0) for n in block) for block in blocks if block]  # type: ignore[arg-type]


def _plain(value: float, unit: str | None) -> str:
    scale = {"亿元": 1e8, "万元": 1e4, "千元": 1e3}.get(unit or "", 1.0)
    return f"{value / scale:.6f}".rstrip("0").rstrip(".") + (unit or "")
