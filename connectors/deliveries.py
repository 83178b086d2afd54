"""Deliveries as recognised in a workbook: what one unit sends for one form and one period."""

from dataclasses import dataclass, field
from datetime import date

from connectors.periods import Period
from connectors.tables import Table
from connectors.workbook import Sheet
from schemas.corrections import Correction
from schemas.findings import Finding


@dataclass
class Part:
    """One table of a delivery: a sheet, or a part of one."""

    sheet: Sheet
    table: Table
    measure: str | None  # the unit of a 单位：万元 line
    start: int = 0  # the row (from 0) at which its own lines begin
    end: int | None = None  # the row (from 0) at which another table of the sheet begins


@dataclass
class Draft:
    """A delivery as recognised; `stopped` is the rule that stops it, if one does."""

    form: str
    unit: str
    period: Period
    filled_on: date | None
    on: date
    file: str = ""
    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stopped: str = ""
    nil: str = ""  # what a sheet says instead of rows: 本月无变化
    has_rows: bool = False
    corrected: set[Correction] = field(default_factory=set)  # those of the profile that found their cell

    def join(self, other: "Draft") -> None:
        """Sheets and tables of one form, unit and period are one delivery: what stops one of them stops it whole."""
        self.parts += other.parts
        self.findings += other.findings
        self.stopped = self.stopped or other.stopped


@dataclass
class Recognised:
    drafts: list[Draft]
    findings: list[Finding]  # of the file as a whole; a stop where nothing in it could be used
