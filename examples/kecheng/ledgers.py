"""The twelve ledgers: which unit writes in which layout and with which habits, and the writers of the layouts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from examples.kecheng import ledger_columns as layouts
from examples.kecheng import sheet as write
from examples.kecheng.cells import Cell, Style, amount, written
from examples.kecheng.county import MISTAKES, NAMES, PROJECTS, Project
from examples.kecheng.ledger_columns import Columns

_SHORT = {"PL01": "光电产业园", "PL02": "数字经济中心", "PL03": "灵鹫山"}
_TERSE = {
    "产业项目": "产业",
    "税源项目": "税源",
    "外贸项目": "外贸",
    "制造业": "二产",
    "服务业": "三产",
    "农业": "一产",
    "推进中": "正常推进",
}
_STAGES = {"新增用地": "供地", "购买厂房": "购买", "租用厂房": "租赁", "正式协议": "正式", "框架协议": "框架", "意向书": "意向", "补充协议": "补充", "推进中": "", "终止": "退库"}  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """One unit's workbook; `filled` is its 填报时间 line, `name` how the unit writes itself."""

    style: Style
    layout: str  # station, township or platform
    file: str
    title: str
    name: str = ""
    filled: str = ""
    split: bool = False  # signed and negotiated projects on a sheet each


def _station(code: str, name: str, day: str, *dates: str) -> Ledger:
    group = {code: name}
    return Ledger(Style(code, dates, "亿元", _TERSE, {**_SHORT, **group}), "station", f"{name}项目台账（6月）.xlsx",
                  "2022年6月柯城区驻外招商项目台账", name, f"2022年6月{day}日")  # fmt: skip


def _township(code: str, name: str, unit: str, day: str, *dates: str) -> Ledger:
    return Ledger(Style(code, dates, unit, {}, _SHORT), "township", f"{NAMES[code]}招商引资项目台账.xlsx",
                  f"{NAMES[code]}2022年6月招商引资项目台账", name, f"2022-06-{day}")  # fmt: skip


def _plain(code: str, *dates: str, split: bool = False) -> Ledger:
    return Ledger(Style(code, dates, "万元", _STAGES), "platform", f"2022年6月{NAMES[code]}招商项目台账.xlsx",
                  f"{NAMES[code]}招商项目台账（2022年6月）", split=split)  # fmt: skip


LEDGERS = (
    _station("ST01", "驻北京招商组", "28", "iso"),
    _station("ST02", "上海驻点组", "28", "excel"),
    _station("ST03", "杭州组", "29", "dot", "slash"),
    _station("ST04", "深圳驻点招商组", "29", "chinese", "short"),
    _township("330802100", "石梁镇人民政府", "亿元", "27", "iso", "short"),
    _township("330802101", "航埠镇", "万元", "27", "slash"),
    _township("330802013", "花园街道办事处", "万元", "28", "chinese", "dot"),
    _township("330802211", "沟溪乡人民政府", "亿元", "25", "excel", "iso"),
    _plain("330802010", "dot", "excel"),
    _plain("330802210", "short"),
    _plain("PL01", "excel", "iso", "compact", split=True),
    _plain("PL02", "slash", "chinese"),
)


def workbook(ledger: Ledger) -> Workbook:
    """The unit's workbook with every project it lists and the mistakes planted in it."""
    book = Workbook()
    first = book.worksheets[0]
    projects = listed(ledger.style.unit)
    if ledger.split:
        signed = [p for p in projects if p.signed_on]
        first.title = "签约项目"
        _WRITERS[ledger.layout](first, ledger, signed)
        _WRITERS[ledger.layout](book.create_sheet("在谈项目"), ledger, [p for p in projects if not p.signed_on])
        book.create_sheet("填报说明")["A1"] = "项目代码为备案后的国家统一代码；金额以万元计。"
    else:
        first.title = {"station": "项目台账", "township": "Sheet1", "platform": "台账"}[ledger.layout]
        _WRITERS[ledger.layout](first, ledger, projects)
    return book


def listed(unit: str) -> list[Project]:
    """The projects in a unit's ledger, rows to be rejected included, by industry as offices sort them."""
    planted = [m.project for m in MISTAKES if m.project and not m.loaded]
    rows = [p for p in (*PROJECTS, *planted) if unit in p.senders]
    order = ["制造业", "服务业", "农业", "文旅", "其他"]
    return sorted(rows, key=lambda p: (p.signed_on is None, order.index(p.industry)))


def _columns(columns: Columns, unit: str) -> Columns:
    """A layout's columns, and those that the unit invented."""
    return (*columns, *(((m.column,), "?") for m in MISTAKES if m.unit == unit and m.column))


def _row(number: int, project: Project, columns: Columns, style: Style) -> list[Cell]:
    wrong = {f: text for m in MISTAKES if m.unit == style.unit and m.project is project for f, text in m.cells}
    return [_cell(number, project, field_id, wrong, style) for _, field_id in columns]


def _cell(number: int, project: Project, field_id: str, wrong: dict[str, str], style: Style) -> Cell:
    if field_id == "#":
        return number
    if field_id in ("", "?"):
        return "A" if field_id else None
    return wrong[field_id] if field_id in wrong else written(project, field_id, style)


def _totals(projects: Sequence[Project], columns: Columns, style: Style) -> list[Cell]:
    """合计 over every row, planted ones included, as the office's own SUM would give it."""
    off = {"total_investment": sum(m.total_off_by for m in MISTAKES if m.unit == style.unit)}
    money = ("total_investment", "fixed_investment")
    return [
        amount(sum(getattr(p, f) or 0 for p in projects) + off.get(f, 0), style.amounts) if f in money else None
        for _, f in columns
    ]  # fmt: skip


def _write_station(sheet: Worksheet, ledger: Ledger, projects: Sequence[Project]) -> None:
    columns = _columns(layouts.STATION, ledger.style.unit)
    width = len(columns)
    signed = sum(p.signed_on is not None for p in projects)
    officer = next(p.service_officer for p in projects)
    write.merged(sheet, 1, ledger.title, width, bold=True)
    write.merged(sheet, 2, f"共签约项目{signed}个，在谈项目{len(projects) - signed}个，（其中二产"
                           f"{sum(p.industry == '制造业' for p in projects)}个", width)  # fmt: skip
    write.merged(
        sheet,
        3,
        f"填报单位：{ledger.name}    填报人：{officer}    联系电话：13800000001    填报时间：{ledger.filled}",
        width,
    )
    last = write.header(sheet, 4, [path for path, _ in columns])
    for number, project in enumerate(projects, start=1):
        write.data(sheet, last + number, _row(number, project, columns, ledger.style))
    notes = ("备注：1.本表由各招商组组长审核后统一报送区招商局；", "2.有新增项目或者项目有进度更新时都需要填写本表，如无不需填写；",
             "3.此报表每月月底前报送，节假日顺延。")  # fmt: skip
    for offset, note in enumerate(notes, start=last + len(projects) + 1):
        write.merged(sheet, offset, note, width)


def _write_township(sheet: Worksheet, ledger: Ledger, projects: Sequence[Project]) -> None:
    style = ledger.style
    in_header = style.amounts == "亿元"
    columns = tuple(
        (tuple(text.format(unit="（亿元）" if in_header else "") for text in path), f)
        for path, f in _columns(layouts.TOWNSHIP, style.unit)
    )
    width = len(columns)
    line = f"填报单位：{ledger.name}    填报人：{projects[0].service_officer}    填报时间：{ledger.filled}"
    write.merged(sheet, 1, ledger.title, width, bold=True)
    write.merged(sheet, 2, line, width - 4)
    if not in_header:
        write.merged(sheet, 2, f"单位：{style.amounts}", width, first=width - 3)
    last = write.header(sheet, 3, [path for path, _ in columns])
    rows = [_row(number, project, columns, style) for number, project in enumerate(projects, start=1)]
    for number, row in enumerate(rows, start=1):
        write.data(sheet, last + number, row)
    place = [f for _, f in columns].index("industry")
    write.merge_equal(sheet, place + 1, last + 1, [row[place] for row in rows])
    total = last + len(projects) + 1
    write.data(sheet, total, ["合计", None, *_totals(projects, columns, style)[2:]])
    sheet.merge_cells(start_row=total, end_row=total, start_column=1, end_column=2)


def _write_platform(sheet: Worksheet, ledger: Ledger, projects: Sequence[Project]) -> None:
    columns = _columns(layouts.PLATFORM, ledger.style.unit)
    write.merged(sheet, 1, ledger.title, len(columns), bold=True)
    last = write.header(sheet, 2, [path for path, _ in columns])
    write.data(sheet, last + 1, [None, "合计", *_totals(projects, columns, ledger.style)[2:]])
    for number, project in enumerate(projects, start=1):
        write.data(sheet, last + 1 + number, _row(number, project, columns, ledger.style))


_WRITERS: dict[str, Callable[[Worksheet, Ledger, Sequence[Project]], None]] = {
    "station": _write_station,
    "township": _write_township,
    "platform": _write_platform,
}
