"""An inbox that changes night after night from a seed: what offices do to their workbooks in a year, in a few weeks."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from tests.sheets import Home, funds, ledger, project

_UNITS = ("石梁镇", "航埠镇", "九华乡", "双港街道", "沟溪乡", "区经信局")
_AMOUNT = "总投资（亿元）"
#: A cell as an office might change it, some beyond reading; None empties it.
_CELLS: dict[str, tuple[Any, ...]] = {
    _AMOUNT: (0.5, 1, 3, 12, "约三亿", None), "协议性质": ("正式协议", "框架协议", "正式协议"), "签约时间": ("2022-03-01", "2022-05-20", "已签约"),
    "用地方式": ("新增用地", "租用厂房", None), "供地时间": ("2022-04-01", "2022-06-15", None), "开工时间": ("2022-05-01", "已开工", None),
    "项目状态": ("推进中", "暂缓", "终止", None), "备注": ("催办", "已复函", None), "项目名称": (None,),
}  # fmt: skip


class RestlessInbox:
    """Six ledgers and a fund sheet. `edit` changes one to four things; the same seed changes the same ones."""

    def __init__(self, folder: Path, seed: object) -> None:
        self.home = Home(folder, "")
        self.rng = Random(str(seed))
        self.day = date(2022, 6, 1)
        self.numbers = 0
        self.former: dict[Path, bytes] = {}
        self.rows: dict[str, list[dict[str, Any]]] = {unit: [self._project() for _ in range(8)] for unit in _UNITS}
        self.receipts: list[list[Any]] = []
        for unit in _UNITS:
            self._send(unit)
        self.receive()

    def edit(self, day: date) -> None:
        self.day = day
        edits: list[Callable[[], object]] = [
            self.add, self.change, self.change, self.remove, self.receive, self.go_back, self.spoil, self.take_away, self.send_rubbish,
        ]  # fmt: skip
        for edit in self.rng.choices(edits, k=self.rng.randint(1, 4)):
            edit()

    def _project(self) -> dict[str, Any]:
        self.numbers += 1
        return project(f"项目{self.numbers}", **{name: self.rng.choice(self._good(name)) for name in ("供地时间", "开工时间", _AMOUNT)})

    def _good(self, name: str) -> list[Any]:
        return [cell for cell in _CELLS[name] if not isinstance(cell, str) or cell[0].isdigit()]

    def _unit(self) -> str:
        return self.rng.choice(_UNITS)

    def _send(self, unit: str, spoiled: bool = False) -> None:
        month = self.day.month - (self.rng.random() < 0.1)  # now and then the month before, corrected late
        sheet = ledger(unit, self.rows[unit], month, f"{self.day}" if self.rng.random() < 0.5 else "")
        if spoiled:
            sheet[2] = [title.replace("（亿元）", "") for title in sheet[2]]
        self._put(unit, f"{unit}台账.xlsx", sheet)

    def _put(self, unit: str, file: str, sheet: list[list[Any]]) -> None:
        path = self.home.inbox / unit / file
        if path.exists():
            self.former[path] = path.read_bytes()
        self.home.send(unit, file, sheet)

    def add(self) -> None:
        unit = self._unit()
        self.rows[unit] += [self._project() for _ in range(self.rng.randint(1, 3))]
        if self.rng.random() < 0.2:  # another office lists it too
            self.rows[unit].append(dict(self.rng.choice(self.rows[self._unit()] or [self._project()])))
        self._send(unit)

    def change(self) -> None:
        unit = self._unit()
        for row in self.rng.sample(self.rows[unit], k=min(2, len(self.rows[unit]))):
            name = self.rng.choice([*_CELLS])
            row[name] = self.rng.choice(_CELLS[name]) if self.rng.random() < 0.7 else project(f"项目{self.numbers}").get(name)
        self._send(unit)

    def remove(self) -> None:
        """A few rows vanish, or so many that the delivery is held."""
        unit = self._unit()
        for _ in range(self.rng.choice((1, 1, 2, 7))):
            if len(self.rows[unit]) > 2:
                self.rows[unit].pop(self.rng.randrange(len(self.rows[unit])))
        self._send(unit)

    def spoil(self) -> None:
        self._send(self._unit(), spoiled=True)

    def receive(self) -> None:
        names = [row["项目名称"] for rows in self.rows.values() for row in rows if row["项目名称"]]
        for _ in range(self.rng.randint(1, 4)):
            kind = self.rng.choice(("实际到位", "实际到位", "预计到位"))
            name = self.rng.choice(names)
            self.receipts.append([f"2022-{self.day.month:02}", name, f"{name}投资公司", self.rng.randint(1, 900), kind])
        mine = [row for row in self.receipts if row[0] == f"2022-{self.day.month:02}"]
        self._put("区招商局", f"{self.day.month}月到位资金.xlsx", funds(mine, month=self.day.month))

    def go_back(self) -> None:
        """A→B→A: a file holds again what it held before."""
        if self.former:
            path = self.rng.choice(sorted(self.former))
            self.former[path], now = path.read_bytes() if path.exists() else self.former[path], self.former[path]
            path.write_bytes(now)

    def take_away(self) -> None:
        path = self.home.inbox / (unit := self._unit()) / f"{unit}台账.xlsx"
        if path.exists():
            self.former[path] = path.read_bytes()
            path.unlink()

    def send_rubbish(self) -> None:
        path = self.home.inbox / self._unit() / "扫描件.xlsx"
        path.write_bytes(b"PK\x03\x04" + self.rng.randbytes(self.rng.randint(10, 2000)))
