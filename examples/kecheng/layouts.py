"""Five ways to lay out a ledger, as real offices do (domain.md §2.1)."""

from examples.kecheng.county import County
from examples.kecheng.ledger import Ledger, row_of, summary, total_row
from examples.kecheng.objects import UNITS
from examples.kecheng.page import TITLE, Page

_NOTES = (
    "备注：1.本表由招商组组长逐项核对并签字后，每月月底前报区招商局；",
    "2.总投资和固定资产投资以协议为准，尚未签约的填写意向数；",
    "3.项目一个月以上没有新进展的，请在“进度、备注”栏说明原因；",
    "4.填表中如有疑问，请与专员01联系，电话13800000001。",
)


def station_layout(ledger: Ledger, county: County) -> Page:
    """Title, summary and reporter line merged over the sheet, header in row 4, four merged notes at the foot."""
    page, width = Page("项目台账"), len(ledger.all_columns(county))
    page.line(1, width, ledger.title, TITLE)
    page.line(2, width, summary(ledger.projects(county)))
    city = f"驻{UNITS[ledger.unit][:2]}招商组"
    page.line(3, width, f"填报单位：{city}    {ledger.reporter_line}    填报时间：{_chinese(ledger)}")
    row = _table(ledger, county, page, 4, "")
    for number, note in enumerate(_NOTES, start=row + 1):
        page.line(number, width, note)
    return page


def two_level_layout(ledger: Ledger, county: County) -> Page:
    """Title, a line with the reporter and, at its end, 单位：万元 where the header has no unit; two-level header; 合计 last."""
    page, width = Page("Sheet1"), len(ledger.all_columns(county))
    page.line(1, width, ledger.title, TITLE)
    page.line(2, width - 4, f"填报单位：{UNITS[ledger.unit]}　　{ledger.reporter_line}　　填报时间：{_chinese(ledger)}")
    if not any("元" in part for column in ledger.columns for part in column.path):
        unit = next((column.unit for column in ledger.columns if column.unit), "")
        page.put(2, width, f"单位：{unit}")
    _table(ledger, county, page, 3, "last")
    return page


def plain_layout(ledger: Ledger, county: County) -> Page:
    """A title, the header in row 2, 合计 first, the reporter below the table."""
    page, width = Page("6月"), len(ledger.all_columns(county))
    page.line(1, width, ledger.title, TITLE)
    row = _table(ledger, county, page, 2, "first")
    page.line(row + 1, width, ledger.reporter_line.replace("填报人", "填表人"))
    return page


def bare_layout(ledger: Ledger, county: County) -> Page:
    """The header in row 1 and nothing else: only the sheet and the file say what this is."""
    page = Page("招商项目台账")
    _table(ledger, county, page, 1, "")
    return page


def office_layout(ledger: Ledger, county: County) -> Page:
    """A department's list: title, a line with the date at its end, the header in row 3, no total, one note."""
    page, width = Page("清单"), len(ledger.all_columns(county))
    page.line(1, width, ledger.title, TITLE)
    page.line(2, width, f"报送单位（盖章）：{UNITS[ledger.unit]}　　填报日期：{ledger.filled_on.isoformat()}")
    row = _table(ledger, county, page, 3, "")
    page.line(row + 1, width, f"说明：本表由{UNITS[ledger.unit]}业务科室提供，仅供内部工作使用。")
    return page


def _table(ledger: Ledger, county: County, page: Page, row: int, total: str) -> int:
    columns, projects = ledger.all_columns(county), ledger.projects(county)
    row = page.header(row, [c.path for c in columns], [c.width for c in columns])
    rows = [row_of(ledger, county, project, serial) for serial, project in enumerate(projects, start=1)]
    totals = [total_row(ledger, county, projects)] if total else []
    for cells in (*totals, *rows) if total == "first" else (*rows, *totals):
        row += 1
        page.row(row, cells)
    return row


def _chinese(ledger: Ledger) -> str:
    day = ledger.filled_on
    return f"{day.year}年{day.month}月{day.day}日"
