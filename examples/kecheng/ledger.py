"""What stands in a ledger's cells: the unit's projects as its own hand writes them, with its slips."""

from dataclasses import dataclass
from datetime import date

from examples.kecheng import mess
from examples.kecheng.columns import CONTENT, SERIAL, STRAY, Column
from examples.kecheng.county import PROJECTS
from examples.kecheng.objects import Project
from examples.kecheng.spelling import YUAN, Hand, Written, number, write
from schemas.projects import PROJECTS as FORM


@dataclass(frozen=True)
class Ledger:
    """One unit's list of projects: its file, title, columns, hand, and the day and officer that filled it in."""

    unit: str
    file: str
    title: str
    columns: tuple[Column, ...]
    hand: Hand
    filled_on: date
    reporter: int
    stages: bool = False  # writes 已开工, 在谈 … where the form has 推进中

    @property
    def projects(self) -> list[Project]:
        """The projects in the order of the sheet; spoiled ones last."""
        return [p for p in (*PROJECTS, *mess.SPOILED) if self.unit in p.listed_by]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The layout's columns, and one of the unit's own where it added one."""
        own = mess.slip(self.unit, mess.LEDGER, "", "")
        return (*self.columns, Column((str(own.written),), STRAY)) if own else self.columns

    @property
    def reporter_line(self) -> str:
        """Name and telephone of the officer, both nobody's."""
        return f"填报人：专员{self.reporter:02d}    联系电话：13800000{self.reporter:03d}"


def row_of(ledger: Ledger, project: Project, serial: int) -> list[Written]:
    """The cells of a project's row."""
    return [_cell(ledger, project, column, serial, turn) for turn, column in enumerate(ledger.all_columns, start=serial)]


def _cell(ledger: Ledger, project: Project, column: Column, serial: int, turn: int) -> Written:
    if column.field == SERIAL:
        return serial
    if column.field == STRAY:
        return "已结对"
    if column.field == CONTENT:
        return f"{project.project_name.removesuffix('项目')}的建设与运营"
    if wrong := mess.slip(ledger.unit, mess.LEDGER, project.project_name, column.field):
        return wrong.written
    if worded := mess.WORDING.get((ledger.unit, project.project_name, column.field)):
        return worded
    if column.field == "status" and ledger.stages:
        return stage(project)
    return write(ledger.hand, FORM[column.field].kind, getattr(project, column.field), column.unit, turn)


def stage(project: Project) -> str:
    """The stage word of a project, as offices write it into a status column."""
    if project.status != "推进中":
        return "退库" if project.status == "终止" else project.status
    if project.production_on:
        return "已投产"
    return "已开工" if project.started_on else "已签约" if project.signed_on else "在谈"


def total_row(ledger: Ledger) -> list[Written]:
    """合计 over the money columns, with what the office forgot left out; the word stands in the first column."""
    return ["合计", *(_total(ledger, column) for column in ledger.all_columns[1:])]


def _total(ledger: Ledger, column: Column) -> float | None:
    if not column.unit:
        return None
    forgotten = mess.slip(ledger.unit, mess.LEDGER, mess.TOTAL, column.field)
    left = [p for p in ledger.projects if forgotten is None or p.project_name != forgotten.written]
    return number(sum(_amount(ledger, column, p) for p in left))


def _amount(ledger: Ledger, column: Column, project: Project) -> float:
    wrong = mess.slip(ledger.unit, mess.LEDGER, project.project_name, column.field)
    if wrong and isinstance(wrong.written, int | float):
        return wrong.written
    return float((getattr(project, column.field) or 0) / YUAN[column.unit])


def summary(ledger: Ledger) -> str:
    """The sentence that stations put above their table."""
    projects = ledger.projects
    signed = sum(p.signed_on is not None for p in projects)
    made, served = (sum(p.industry == word for p in projects) for word in ("制造业", "服务业"))
    return (
        f"本期共上报项目{len(projects)}个，其中已签约{signed}个、在谈{len(projects) - signed}个"
        f"（二产{made}个，三产{served}个，其余{len(projects) - made - served}个；均已逐一核对"
    )  # the bracket is never closed: they seldom are
