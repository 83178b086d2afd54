"""Three ways to report the month's money: two-level and wide, plain and wide, and long with a 口径 column."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from examples.kecheng import mess
from examples.kecheng.county import RECEIPTS, by_name
from examples.kecheng.objects import BUREAU, HOME_CITY, INDUSTRY_PARK, PLACES, SERVICE_CENTRE, UNITS, Receipt
from examples.kecheng.sheets import new_book, put, put_header, put_line, put_row, save
from examples.kecheng.spelling import YUAN, Written, month, number, place

#: Header paths of the three; the first and the last state the unit in the header, the second in a line above it.
TWO_LEVEL = (
    ("序号",), ("到位月份",), ("项目代码",), ("项目名称",), ("投资方",), ("资金来源地",), ("产业类别",),
    ("到位资金（万元）", "当月到位资金"), ("到位资金（万元）", "其中：市外资金"), ("到位资金（万元）", "本年累计"),
    ("预计到位资金（万元）",), ("凭证", "凭证类型"), ("凭证", "凭证号"),
)  # fmt: skip
PLAIN = tuple((title,) for title in (
    "序号", "月份", "项目名称", "投资单位", "来源地", "本月到位资金", "其中：省外资金", "今年以来到位资金", "本月预计到位",
))  # fmt: skip
LONG = tuple((title,) for title in (
    "序号", "到位月份", "项目代码", "项目名称", "投资主体", "资金来源地", "产业大类", "到位资金（亿元）", "口径", "凭证类型", "凭证号", "备注",
))  # fmt: skip
#: The bureau knows this project by its code and calls it something shorter.
_SHORT = {"本草源数字化中药材种植加工项目": "本草源中药材项目"}


@dataclass(frozen=True)
class Line:
    """One row of a wide sheet: what arrived and what is expected of one project from one place in one month."""

    month: str
    project_name: str
    funder_region: str | None
    arrived: int | None
    expected: int | None
    this_year: int
    receipt: Receipt


def months_of(sender: str) -> list[str]:
    """The months that a sender reports, oldest first."""
    return sorted({_sheet_month(r) for r in RECEIPTS if r.sent_by == sender})


def _sheet_month(receipt: Receipt) -> str:
    """The bureau reports last December's money in January's sheet."""
    return max(receipt.month, "2022-01") if receipt.sent_by == BUREAU else receipt.month


def in_sheet(sender: str, sheet: str) -> list[Receipt]:
    return [r for r in RECEIPTS if r.sent_by == sender and _sheet_month(r) == sheet]


def lines(sender: str, sheet: str) -> list[Line]:
    """The rows of a wide sheet, an actual and a forecast of the same money side by side."""
    found = {}
    for receipt in in_sheet(sender, sheet):
        same = [r for r in in_sheet(sender, sheet) if _source(r) == _source(receipt)]
        found[_source(receipt)] = Line(
            sheet, receipt.project_name, receipt.funder_region, _sum(r for r in same if r.status == "实际到位"),
            _sum(r for r in same if r.status == "预计到位"), _year_to(receipt, sheet), same[0])  # fmt: skip
    return list(found.values())


def _sum(receipts: Iterable[Receipt]) -> int | None:
    amounts = [r.amount for r in receipts]
    return sum(amounts) if amounts else None


def _year_to(receipt: Receipt, sheet: str) -> int:
    arrived = (r for r in RECEIPTS if r.status == "实际到位" and f"{sheet[:4]}-01" <= r.month <= sheet)
    return sum(r.amount for r in arrived if r.sent_by == receipt.sent_by and _source(r) == _source(receipt))


def _source(receipt: Receipt) -> tuple[str, str | None]:
    return receipt.project_name, receipt.funder_region


def _region(receipt: Receipt) -> str:
    project = by_name(receipt.project_name)
    return receipt.funder_region or (project.investor_region if project else None) or ""


def _investor(receipt: Receipt) -> str | None:
    project = by_name(receipt.project_name)
    return project.investor if project else receipt.investor


def _in(unit: str, yuan: int | None) -> float | None:
    return None if yuan is None else number(yuan / YUAN[unit])


def _part(line: Line, home: str) -> int | None:
    """The part of what arrived that comes from outside `home` (3308 the city, 33 the province)."""
    return None if line.arrived is None else 0 if PLACES[_region(line.receipt)].startswith(home) else line.arrived


def write_two_level(sheet: str, path: Path) -> None:
    """The industry park's: 万元 in the header, evidence, 合计 last."""
    filled, sender = _filled_on(sheet), INDUSTRY_PARK
    book, page = new_book("明细表")
    put_line(page, 1, len(TWO_LEVEL), _title(sheet), size=16, centred=True, height=30)
    put_line(
        page, 2, len(TWO_LEVEL), f"填报单位：{UNITS[sender]}    填报人：专员19    填报时间：{filled.year}年{filled.month}月{filled.day}日"
    )
    row = put_header(page, 3, TWO_LEVEL, (5, 12, 27, 36, 26, 18, 10, 12, 14, 12, 14, 10, 16))
    rows: list[list[Written]] = []
    for serial, line in enumerate(lines(sender, sheet), start=1):
        project, evidence = by_name(line.project_name), line.receipt.evidence if line.arrived else None
        ytd = mess.slip(sender, sheet, line.project_name, "ytd")
        rows.append([
            serial, month(line.month, "chinese"), project.project_code if project else None, line.project_name, _investor(line.receipt),
            _region(line.receipt), project.industry if project else line.receipt.industry, _in("万元", line.arrived),
            _in("万元", _part(line, HOME_CITY)), ytd.written if ytd else _in("万元", line.this_year), _in("万元", line.expected),
            evidence, f"PZ{sheet.replace('-', '')}{serial:03d}" if evidence else None])  # fmt: skip
    for cells in (*rows, _totals(rows, (7, 8, 9, 10), len(TWO_LEVEL))):
        row += 1
        put_row(page, row, cells)
    save(book, path, filled)


def write_plain(sheet: str, path: Path) -> None:
    """The service centre's: a 单位：亿元 line, 合计 first, months without a year."""
    filled, sender = _filled_on(sheet), SERVICE_CENTRE
    book, page = new_book("到位资金")
    put_line(page, 1, len(PLAIN), _title(sheet), size=16, centred=True, height=30)
    put_line(page, 2, len(PLAIN) - 1, f"报送单位：{UNITS[sender]}    填报时间：{filled.isoformat()}")
    put(page, 2, len(PLAIN), "单位：亿元")
    row = put_header(page, 3, PLAIN, (5, 10, 36, 26, 14, 14, 16, 18, 14))
    rows: list[list[Written]] = [
        [serial, month(line.month, "short"), line.project_name, _investor(line.receipt), place(_region(line.receipt), short=True),
         _in("亿元", line.arrived), _in("亿元", _part(line, "33")), _in("亿元", line.this_year), _in("亿元", line.expected)]
        for serial, line in enumerate(lines(sender, sheet), start=1)
    ]  # fmt: skip
    for cells in (_totals(rows, (5, 6, 7, 8), len(PLAIN)), *rows):
        row += 1
        put_row(page, row, cells)
    save(book, path, filled)


def write_long(sheet: str, path: Path) -> None:
    """The bureau's own: a row a receipt, 口径 in a column, header in row 2."""
    book, page = new_book("Sheet1")
    put_line(page, 1, len(LONG), _title(sheet), size=16, centred=True, height=30)
    row = put_header(page, 2, LONG, (5, 12, 27, 36, 26, 18, 10, 16, 12, 10, 16, 14))
    for serial, receipt in enumerate(in_sheet(BUREAU, sheet), start=1):
        project = by_name(receipt.project_name)
        put_row(page, row + serial, [
            serial, month(receipt.month, "iso"), project.project_code if project else None, _SHORT.get(receipt.project_name, receipt.project_name),
            _investor(receipt), receipt.funder_region, project.industry if project else receipt.industry, _in("亿元", receipt.amount),
            receipt.status, receipt.evidence, f"ZS{receipt.month.replace('-', '')}{serial:03d}" if receipt.evidence else None,
            "退回多缴款" if receipt.amount < 0 else None])  # fmt: skip
    save(book, path, _filled_on(sheet))


def _title(sheet: str) -> str:
    return f"柯城区{month(sheet, 'chinese')}到位资金明细表"


def _filled_on(sheet: str) -> date:
    return date(int(sheet[:4]), int(sheet[5:]), 27)


def _totals(rows: list[list[Written]], columns: tuple[int, ...], width: int) -> list[Written]:
    """合计 in the second column (the first is left blank), sums in `columns` (from 0)."""
    total: list[Written] = [None] * width
    total[1] = "合计"
    for column in columns:
        filled = [float(str(cells[column])) for cells in rows if cells[column] is not None]
        total[column] = number(sum(filled)) if filled else None
    return total
