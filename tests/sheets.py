"""Small builders of workbooks and nights: what a test says is what stands in the sheet."""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from flows.auditing import audit_candidate, judge
from flows.instance import Instance
from flows.night import STEPS, Night, prepare
from flows.telling import tell
from tests.warehouses import new_file
from warehouse import board
from warehouse.database import Database

AS_OF = date(2022, 6, 30)
LEDGER = ("项目名称", "投资方", "投资方所在地", "产业类别", "总投资（亿元）", "协议性质", "签约时间", "用地方式", "供地时间", "开工时间", "项目状态",
          "引进单位", "服务专员", "备注")  # fmt: skip


def write(path: Path, rows: Sequence[Sequence[Any]], saved: date | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    if saved:
        stamp(path, saved)
    return path


def stamp(path: Path, saved: date) -> None:
    """Set the workbook's own last-saved time, which openpyxl writes as now."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"].decode()
    parts["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{saved}T08:00:00Z", core).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def project(name: str, investor: str = "", **cells: Any) -> dict[str, Any]:
    """A ledger row in good order: signed, formal, leased, of one hundred million."""
    return {
        "项目名称": name, "投资方": investor or f"{name}投资公司", "投资方所在地": "深圳市", "产业类别": "制造业", "总投资（亿元）": 1, "协议性质": "正式协议",
        "签约时间": "2022-03-01", "用地方式": "新增用地", "服务专员": "专员01", **cells,
    }  # fmt: skip


def ledger(
    unit: str, rows: Sequence[dict[str, Any]], month: int = 6, filled: str = "", extra: Sequence[Sequence[Any]] = ()
) -> list[list[Any]]:
    """The cells of a ledger: title, reporter line, header in row 3, data."""
    line = f"填报单位：{unit}" + (f"    填报时间：{filled}" if filled else "")
    return [[f"2022年{month}月招商项目台账"], [line], list(LEDGER), *([row.get(c) for c in LEDGER] for row in rows), *map(list, extra)]


def funds(rows: Sequence[Sequence[Any]], month: int = 6, unit: str = "区招商局") -> list[list[Any]]:
    """The cells of a fund sheet in 万元: month, project, investor, amount, 口径."""
    return [
        [f"2022年{month}月到位资金明细表"],
        [f"填报单位：{unit}  单位：万元"],
        ["到位月份", "项目名称", "投资方", "到位资金", "口径"],
        *map(list, rows),
    ]


#: What a night publishes, by name, and how it is read in one order.
FIGURES: dict[str, Callable[[Database], list[dict[str, Any]]]] = {
    "headline": board.headline, "rankings": board.rankings, "backlog": board.backlog, "targets": board.targets,
    "projects": lambda db: board.rows(db, "SELECT * FROM bi_project ORDER BY project_id"),
    "funds": lambda db: board.rows(db, "SELECT * FROM bi_funds ORDER BY project_name, month, status, amount_yi"),
}  # fmt: skip
_OF_A_NIGHT = ("batch_id", "previous_rank", "state")


def shown(rows: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Rows of a published view as text, without what differs between two nights whose figures are equal."""
    return [{k: str(v) for k, v in row.items() if k not in _OF_A_NIGHT} for row in rows]


class Home:
    """An instance in a temporary folder; `night()` runs the steps as plain functions; it leaves no Data Docs, and is not audited where `audits` is off."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url, self.audits = folder, url, True
        self.last: Night | None = None
        self.inbox = folder / "inbox"
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.inboxes = [self.inbox]
        if url.startswith("sqlite"):
            new_file(url)
        self.letters: list[Path] = []

    @property
    def instance(self) -> Instance:
        return Instance(self.folder, warehouse_url=self.url, inbox=[*map(str, self.inboxes)])

    def send(self, unit: str, file: str, rows: Sequence[Sequence[Any]], saved: date | None = None) -> Path:
        return write(self.inbox / unit / file, rows, saved)

    def ledger(self, unit: str, rows: Sequence[dict[str, Any]], month: int = 6, filled: str = "", file: str = "") -> Path:
        return self.send(unit, file or f"{unit}{month}月台账.xlsx", ledger(unit, rows, month, filled))

    def night(self, as_of: date = AS_OF, today: date | None = None) -> Night:
        night = prepare(self.instance, as_of)
        night.today = today or as_of
        published = False
        with night.db.kept_open():
            for step in STEPS:
                if step is not audit_candidate:
                    published = bool(step(night))
                elif self.audits:
                    judge(night)
            self.letters = [p for p in tell(night, published) if p.name == "letter.txt"]
        self.last = night
        return night

    @contextmanager
    def audited_at_the_end(self) -> Iterator["Home"]:
        """For tests of many nights that ask nothing of the audit, which is half of each: only the figures that the last one left are audited."""
        self.audits = False
        yield self
        if self.last:
            self.last.failed.clear()
            judge(self.last)
            assert self.last.failed == []

    def figures(self) -> dict[str, Any]:
        """Every published figure without instants and batch numbers: two equal nights give equal ones."""
        db = prepare(self.instance, AS_OF).db
        return {name: shown(read(db)) for name, read in FIGURES.items()}

    def headline(self) -> dict[str, float | None]:
        return {row["key"]: row["value"] for row in board.headline(prepare(self.instance, AS_OF).db)}

    def names(self) -> set[str]:
        """Projects that a ledger lists; 失联 ones are not among them."""
        return {r["project_name"] for r in self.rows("SELECT project_name FROM bi_project WHERE mark IS NULL OR mark <> '失联'")}

    def findings(self) -> list[tuple[str, str, str]]:
        """Unit, rule and cell of every open finding."""
        return [(r["unit_name"] or "", r["rule"], r["cell"]) for r in board.findings(prepare(self.instance, AS_OF).db)]

    def rules(self) -> set[str]:
        return {rule for _, rule, _ in self.findings()}

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        return board.rows(prepare(self.instance, AS_OF).db, query, **parameters)
