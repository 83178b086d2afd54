"""Three ways to report the month's money: two-level and wide, plain and wide, and long with a 口径 column."""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from examples.kecheng.county import County
from examples.kecheng.objects import HOME_CITY, PLACES, UNITS, Receipt
from examples.kecheng.page import TITLE, Page
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


@dataclass(frozen=True)
class Funds:
    """What one office reports of a month; `also` are earlier months that it reports late in the same sheet."""

    unit: str
    month: str
    style: "Style"
    also: tuple[str, ...] = ()
    name: str = "明细表"
    form: str = "funds"

    @property
    def span(self) -> tuple[date, date]:
        year, number_ = map(int, self.month.split("-"))
        first = min((self.month, *self.also))
        return date.fromisoformat(f"{first}-01"), date(year, number_, monthrange(year, number_)[1])

    @property
    def filled_on(self) -> date:
        return self.span[1].replace(day=27)

    def receipts(self, county: County) -> list[Receipt]:
        return [r for r in county.receipts if r.sent_by == self.unit and r.month in (self.month, *self.also)]

    def facts(self, county: County) -> list[Receipt]:
        """What a reader learns: where the money came from and for which industry, in the styles that have a column for it."""
        read = [r for r in self.receipts(county) if (self.unit, self.month, r.project_name) not in county.rejected]
        return [
            replace(
                r,
                funder_region=r.funder_region if self.style is long else _region(county, r) or None,
                industry=None if self.style is plain else _industry(county, r),
            )
            for r in read
        ]

    def draw(self, county: County) -> Page:
        return self.style(self, county)

    @property
    def title(self) -> str:
        return f"柯城区{month(self.month, 'chinese')}到位资金明细表"


Style = Callable[[Funds, County], Page]


@dataclass(frozen=True)
class Line:
    """One row of a wide sheet: what arrived and what is expected of one project from one place in one month."""

    arrived: int | None
    expected: int | None
    this_year: int
    receipt: Receipt
    county: County

    @property
    def name(self) -> str:
        return self.receipt.project_name

    def part(self, home: str) -> int | None:
        """The part of what arrived that comes from outside `home` (3308 the city, 33 the province)."""
        return None if self.arrived is None else 0 if PLACES[_region(self.county, self.receipt)].startswith(home) else self.arrived


def _lines(sheet: Funds, county: County) -> list[Line]:
    """The rows of a wide sheet, an actual and a forecast of the same money side by side."""
    found = {}
    for receipt in sheet.receipts(county):
        key = receipt.month, _source(receipt)
        same = [r for r in sheet.receipts(county) if (r.month, _source(r)) == key]
        found[key] = Line(
            _sum(r for r in same if r.status == "实际到位"), _sum(r for r in same if r.status == "预计到位"),
            _year_to(county, receipt, sheet.month), same[0], county)  # fmt: skip
    return list(found.values())


def _sum(receipts: Iterable[Receipt]) -> int | None:
    amounts = [r.amount for r in receipts]
    return sum(amounts) if amounts else None


def _year_to(county: County, receipt: Receipt, month_: str) -> int:
    arrived = (r for r in county.receipts if r.status == "实际到位" and f"{month_[:4]}-01" <= r.month <= month_)
    return sum(r.amount for r in arrived if r.sent_by == receipt.sent_by and _source(r) == _source(receipt))


def _source(receipt: Receipt) -> tuple[str, str | None]:
    return receipt.project_name, receipt.funder_region


def _region(county: County, receipt: Receipt) -> str:
    project = county.by_name(receipt.project_name)
    return receipt.funder_region or (project.investor_region if project else None) or ""


def _investor(county: County, receipt: Receipt) -> str | None:
    project = county.by_name(receipt.project_name)
    return project.investor if project else receipt.investor


def _industry(county: County, receipt: Receipt) -> str | None:
    project = county.by_name(receipt.project_name)
    return project.industry if project else receipt.industry


def _code(county: County, receipt: Receipt) -> str | None:
    project = county.by_name(receipt.project_name)
    return project.project_code if project else None


def _in(unit: str, yuan: int | None) -> float | None:
    return None if yuan is None else number(yuan / YUAN[unit])


def _said(sheet: Funds, county: County, name: str) -> str:
    """The project's name as this office calls it."""
    return county.wording.get((sheet.unit, name, "project_name"), name)


def _or_slip(sheet: Funds, county: County, name: str, field: str, value: Written) -> Written:
    wrong = county.slip(sheet.unit, sheet.month, name, field)
    return wrong.written if wrong else value


def two_level(sheet: Funds, county: County) -> Page:
    """The industry park's: 万元 in the header, evidence, 合计 last."""
    filled, page = sheet.filled_on, Page(sheet.name)
    page.line(1, len(TWO_LEVEL), sheet.title, TITLE)
    who = f"填报单位：{UNITS[sheet.unit]}    填报人：专员19    填报时间：{filled.year}年{filled.month}月{filled.day}日"
    page.line(2, len(TWO_LEVEL), who)
    row = page.header(3, TWO_LEVEL, (5, 12, 27, 36, 26, 18, 10, 12, 14, 12, 14, 10, 16))
    rows: list[list[Written]] = []
    for serial, line in enumerate(_lines(sheet, county), start=1):
        receipt, evidence = line.receipt, line.receipt.evidence if line.arrived else None
        amount = _or_slip(sheet, county, line.name, "amount", _in("万元", line.arrived))
        rows.append([
            serial, month(receipt.month, "chinese"), _code(county, receipt), _said(sheet, county, line.name), _investor(county, receipt),
            _region(county, receipt), _industry(county, receipt), amount, _in("万元", line.part(HOME_CITY)),
            _or_slip(sheet, county, line.name, "ytd", _in("万元", line.this_year)), _in("万元", line.expected),
            evidence, f"PZ{sheet.month.replace('-', '')}{serial:03d}" if evidence else None])  # fmt: skip
    for cells in (*rows, totals(rows, (7, 8, 9, 10), len(TWO_LEVEL))):
        row += 1
        page.row(row, cells)
    return page


def plain(sheet: Funds, county: County) -> Page:
    """The service centre's: a 单位：亿元 line, 合计 first, months without a year."""
    page = Page(sheet.name)
    page.line(1, len(PLAIN), sheet.title, TITLE)
    page.line(2, len(PLAIN) - 1, f"报送单位：{UNITS[sheet.unit]}    填报时间：{sheet.filled_on.isoformat()}")
    page.put(2, len(PLAIN), "单位：亿元")
    row = page.header(3, PLAIN, (5, 10, 36, 26, 14, 14, 16, 18, 14))
    rows: list[list[Written]] = [
        [serial, month(line.receipt.month, "short"), _said(sheet, county, line.name), _investor(county, line.receipt),
         place(_region(county, line.receipt), short=True), _or_slip(sheet, county, line.name, "amount", _in("亿元", line.arrived)),
         _in("亿元", line.part("33")), _in("亿元", line.this_year), _in("亿元", line.expected)]
        for serial, line in enumerate(_lines(sheet, county), start=1)
    ]  # fmt: skip
    for cells in (totals(rows, (5, 6, 7, 8), len(PLAIN)), *rows):
        row += 1
        page.row(row, cells)
    return page


def long(sheet: Funds, county: County) -> Page:
    """The bureau's own: a row a receipt, 口径 in a column, header in row 2."""
    page = Page(sheet.name)
    page.line(1, len(LONG), sheet.title, TITLE)
    row = page.header(2, LONG, (5, 12, 27, 36, 26, 18, 10, 16, 12, 10, 16, 14))
    for serial, receipt in enumerate(sheet.receipts(county), start=1):
        page.row(row + serial, [
            serial, month(receipt.month, "iso"), _code(county, receipt), _said(sheet, county, receipt.project_name),
            _investor(county, receipt), receipt.funder_region, _industry(county, receipt),
            _or_slip(sheet, county, receipt.project_name, "amount", _in("亿元", receipt.amount)), receipt.status, receipt.evidence,
            f"ZS{receipt.month.replace('-', '')}{serial:03d}" if receipt.evidence else None,
            "退回多缴款" if receipt.amount < 0 else None])  # fmt: skip
    return page


def totals(rows: list[list[Written]], columns: tuple[int, ...], width: int) -> list[Written]:
    """合计 in the second column (the first is left blank), sums in `columns` (from 0)."""
    total: list[Written] = [None] * width
    total[1] = "合计"
    for column in columns:
        filled = [float(cell) for cells in rows if isinstance(cell := cells[column], int | float)]
        total[column] = number(sum(filled)) if filled else None
    return total
