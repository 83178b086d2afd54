"""Four ways to lay out a ledger, as real offices do (domain.md §2.1)."""

from collections.abc import Callable
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from examples.kecheng.ledger import Ledger, row_of, summary, total_row
from examples.kecheng.objects import UNITS
from examples.kecheng.sheets import new_book, put, put_header, put_line, put_row, save

_NOTES = (
    "备注：1.本表由招商组组长逐项核对并签字后，每月月底前报区招商局；",
    "2.总投资和固定资产投资以协议为准，尚未签约的填写意向数；",
    "3.项目一个月以上没有新进展的，请在“进度、备注”栏说明原因；",
    "4.填表中如有疑问，请与专员01联系，电话13800000001。",
)


def station_layout(ledger: Ledger, path: Path) -> None:
    """Title, summary and reporter line merged over the sheet, header in row 4, four merged notes at the foot."""
    book, page = new_book("项目台账")
    width = len(ledger.all_columns)
    put_line(page, 1, width, ledger.title, size=16, centred=True, height=30)
    put_line(page, 2, width, summary(ledger), height=24)
    city = f"驻{UNITS[ledger.unit][:2]}招商组"
    put_line(page, 3, width, f"填报单位：{city}    {ledger.reporter_line}    填报时间：{_chinese(ledger)}")
    row = _table(ledger, page_row=4, put_total="", page=page)
    for number, note in enumerate(_NOTES, start=row + 1):
        put_line(page, number, width, note)
    save(book, path, ledger.filled_on)


def two_level_layout(ledger: Ledger, path: Path) -> None:
    """Title, a line with the reporter and, at its end, 单位：万元 where the header has no unit; two-level header; 合计 last."""
    book, page = new_book("Sheet1")
    width = len(ledger.all_columns)
    put_line(page, 1, width, ledger.title, size=16, centred=True, height=30)
    put_line(page, 2, width - 4, f"填报单位：{UNITS[ledger.unit]}　　{ledger.reporter_line}　　填报时间：{_chinese(ledger)}")
    if not any("元" in part for column in ledger.columns for part in column.path):
        unit = next(column.unit for column in ledger.columns if column.unit)
        put(page, 2, width, f"单位：{unit}")
    _table(ledger, page_row=3, put_total="last", page=page)
    save(book, path, ledger.filled_on)


def plain_layout(ledger: Ledger, path: Path) -> None:
    """A title, the header in row 2, 合计 first, the reporter below the table."""
    book, page = new_book("6月")
    width = len(ledger.all_columns)
    put_line(page, 1, width, ledger.title, size=16, centred=True, height=30)
    row = _table(ledger, page_row=2, put_total="first", page=page)
    put_line(page, row + 1, width, ledger.reporter_line.replace("填报人", "填表人"))
    save(book, path, ledger.filled_on)


def bare_layout(ledger: Ledger, path: Path) -> None:
    """The header in row 1 and nothing else: only the sheet and the file say what this is."""
    book, page = new_book("招商项目台账")
    _table(ledger, page_row=1, put_total="", page=page)
    save(book, path, ledger.filled_on)


def _table(ledger: Ledger, *, page_row: int, put_total: str, page: Worksheet) -> int:
    columns = ledger.all_columns
    row = put_header(page, page_row, [c.path for c in columns], [c.width for c in columns])
    page.freeze_panes = f"A{row + 1}"
    rows = [row_of(ledger, project, serial) for serial, project in enumerate(ledger.projects, start=1)]
    totals = [total_row(ledger)] if put_total else []
    for cells in (*totals, *rows) if put_total == "first" else (*rows, *totals):
        row += 1
        put_row(page, row, cells)
    return row


def _chinese(ledger: Ledger) -> str:
    day = ledger.filled_on
    return f"{day.year}年{day.month}月{day.day}日"


Layout = Callable[[Ledger, Path], None]
