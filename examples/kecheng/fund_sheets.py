"""The monthly sheets of arrived money: two wide layouts of the platforms, the bureau's long one."""

from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from examples.kecheng import sheet as write
from examples.kecheng.cells import Cell, amount
from examples.kecheng.county import BUREAU, NAMES, PROJECTS, RECEIPTS, Receipt
from examples.kecheng.truth import outside_city

SENDERS = ("PL01", "PL02", BUREAU)
_BY_NAME = {p.project_name: p for p in PROJECTS}

#: One level, 万元 in the headers, 合计 last.
PARK = (("序号",), ("到位月份",), ("项目代码",), ("项目名称",), ("投资方",), ("资金来源地",), ("当月到位资金（万元）",), ("本年累计（万元）",),
        ("其中：市外资金（万元）",), ("预计到位资金(万元)",), ("凭证类型",), ("凭证号",), ("备 注",))  # fmt: skip
#: Two levels, the unit in the parent as in F17, 合计 first.
_MONEY = "资金到位情况（单位：万元）"
SERVICES = (("序号",), ("项目名称",), ("投资方",), ("投资方所在地",), ("月份",), (_MONEY, "当月到位资金"), (_MONEY, "当年累计到位资金"),
            (_MONEY, "其中：市外资金"), (_MONEY, "预计到位资金"), ("凭证类型",), ("凭证编号",), ("备注",))  # fmt: skip
#: One level, 亿元 in a 单位 line, a row a receipt with its 口径.
LONG = (("序号",), ("到位月份",), ("项目名称",), ("投资方",), ("资金来源地",), ("产业类别",), ("到位资金",), ("口径",), ("凭证类型",),
        ("凭证号",), ("备注",))  # fmt: skip


def months(sender: str) -> list[str]:
    """The months a sender reports, in order; the bureau's and the platforms' half year, and older ones it has."""
    return sorted({r.month for r in RECEIPTS if r.sender == sender} | {f"2022-{m:02d}" for m in range(1, 7)})


def file_name(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月到位资金明细表.xlsx"


def workbook(sender: str, month: str) -> Workbook:
    """One sender's sheet of a month."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{int(month[5:])}月"
    rows = [r for r in RECEIPTS if r.sender == sender and r.month == month]
    _WRITERS[sender](sheet, month, rows)
    return book


def _title(month: str) -> str:
    return f"柯城区{month[:4]}年{int(month[5:])}月到位资金明细表"


def _investor(receipt: Receipt) -> str | None:
    project = _BY_NAME.get(receipt.project)
    return project.investor if project else None


def _number(receipt: Receipt) -> str:
    """A voucher number that tells a project's receipts of a month apart."""
    place = [r for r in RECEIPTS if r.sender == receipt.sender and r.month == receipt.month].index(receipt)
    return f"{receipt.month.replace('-', '')}-{place + 1:03d}"


def _pairs(rows: list[Receipt]) -> list[tuple[Receipt | None, Receipt | None]]:
    """Actual and expected money of a project beside one another, a row a project."""
    names = dict.fromkeys(r.project for r in rows)
    found = {(r.project, r.status): r for r in rows}
    return [(found.get((name, "实际到位")), found.get((name, "预计到位"))) for name in names]


def _so_far(receipt: Receipt) -> int:
    """本年累计 of a project up to the receipt's month."""
    return sum(r.amount for r in RECEIPTS if r.project == receipt.project and r.status == "实际到位"
               and receipt.month[:4] == r.month[:4] and r.month <= receipt.month)  # fmt: skip


def _wide(rows: list[Receipt]) -> list[tuple[Receipt, list[Cell]]]:
    """Per project its receipt and the four amounts in 万元: of the month, of the year, from outside, expected."""
    lines: list[tuple[Receipt, list[Cell]]] = []
    for actual, expected in _pairs(rows):
        receipt = actual or expected
        if receipt is None:
            continue
        outside = actual.amount if actual and outside_city(actual) else 0
        numbers = (actual.amount if actual else 0, _so_far(receipt), outside, expected.amount if expected else 0)
        lines.append((receipt, [amount(number, "万元") if number else None for number in numbers]))
    return lines


def _sums(lines: list[tuple[Receipt, list[Cell]]]) -> list[Cell]:
    return [sum(n for _, numbers in lines if isinstance(n := numbers[i], int)) for i in range(4)]


def _write_park(sheet: Worksheet, month: str, rows: list[Receipt]) -> None:
    lines = _wide(rows)
    write.merged(sheet, 1, _title(month), len(PARK), bold=True)
    last = write.header(sheet, 2, PARK)
    for number, (receipt, amounts) in enumerate(lines, start=1):
        project = _BY_NAME[receipt.project]
        write.data(sheet, last + number, [
            number, f"{month[:4]}年{int(month[5:])}月", project.project_code, receipt.project, project.investor,
            receipt.region or project.investor_region, *amounts, receipt.evidence, _number(receipt)])  # fmt: skip
    write.data(sheet, last + len(lines) + 1, ["合计", *[None] * 5, *_sums(lines)])


def _write_services(sheet: Worksheet, month: str, rows: list[Receipt]) -> None:
    lines = _wide(rows)
    write.merged(sheet, 1, _title(month), len(SERVICES), bold=True)
    write.merged(sheet, 2, f"填报单位：{NAMES['PL02']}    填报人：专员13", len(SERVICES))
    last = write.header(sheet, 3, SERVICES)
    write.data(sheet, last + 1, [None, "合计", *[None] * 3, *_sums(lines)])
    for number, (receipt, amounts) in enumerate(lines, start=1):
        write.data(sheet, last + 1 + number, [
            number, receipt.project, _investor(receipt), receipt.region, f"{int(month[5:])}月", *amounts, receipt.evidence,
            _number(receipt)])  # fmt: skip


def _write_long(sheet: Worksheet, month: str, rows: list[Receipt]) -> None:
    write.merged(sheet, 1, _title(month), len(LONG), bold=True)
    write.merged(sheet, 2, f"填报单位：{NAMES[BUREAU]}    单位：亿元", len(LONG))
    last = write.header(sheet, 3, LONG)
    for number, receipt in enumerate(rows, start=1):
        project = _BY_NAME.get(receipt.project)
        write.data(sheet, last + number, [
            number, month, receipt.project, _investor(receipt), receipt.region or (project.investor_region if project else None),
            project.industry if project else receipt.industry, amount(receipt.amount, "亿元"), receipt.status, receipt.evidence,
            _number(receipt)])  # fmt: skip


_WRITERS: dict[str, Callable[[Worksheet, str, list[Receipt]], None]] = {
    "PL01": _write_park,
    "PL02": _write_services,
    BUREAU: _write_long,
}
