"""What stands in a ledger's cells: the unit's projects as its own hand writes them, with its slips."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from examples.kecheng.columns import CONTENT, SERIAL, STRAY, Column
from examples.kecheng.county import County
from examples.kecheng.objects import Project
from examples.kecheng.page import Page
from examples.kecheng.slips import LEDGER, TOTAL
from examples.kecheng.spelling import YUAN, Hand, Written, number, write
from schemas.projects import PROJECTS as FORM

#: Dates of what has happened; a ledger of an earlier day knows fewer of them.
_HAPPENED = [f.id for f in FORM.fields if f.kind == "date" and not f.planned]
#: What is said together with a date, and not before it.
_BESIDE = {"reviewed_on": ("review_result",), "signed_on": ("agreement_type",)}
_FIELDS = [f.id for f in FORM.fields]


@dataclass(frozen=True)
class Ledger:
    """One unit's list of projects: its title, columns, hand, and the day and officer that filled it in.

    `lists` narrows it to projects with that field; `mistakes` are other values than the county's, by project and field.
    """

    unit: str
    title: str
    columns: tuple[Column, ...]
    hand: Hand
    filled_on: date
    reporter: int
    layout: "Layout"
    span: tuple[date, date]
    stages: bool = False  # writes 已开工, 在谈 … where the form has 推进中
    lists: str = ""
    mistakes: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    form: str = "projects"

    def projects(self, county: County) -> list[Project]:
        """The projects in the order of the sheet, as they were on the day it was filled in."""
        if self.lists:
            listed = [p for p in county.projects if getattr(p, self.lists) and (self.unit, LEDGER, p.project_name) not in county.rejected]
        else:
            listed = [p for p in county.projects if self.unit in p.listed_by]
        return [self._then(p) for p in listed if self.knows(p)]

    def knows(self, project: Project) -> bool:
        """Whether anything of the project had happened on the day it was filled in."""
        return _known_since(project) <= self.filled_on

    def _then(self, project: Project) -> Project:
        wrong = {f: value for (name, f), value in self.mistakes.items() if name == project.project_name}
        later = [f for f in _HAPPENED if (day := getattr(project, f)) and day > self.filled_on]
        unsaid: list[str] = [other for f in later for other in (f, *_BESIDE.get(f, ()))]
        changed: dict[str, Any] = {**dict.fromkeys(unsaid), **wrong}
        return replace(project, **changed)

    def facts(self, county: County) -> list[Project]:
        """What a reader learns: the rows that are not spoiled, with the fields that have a column."""
        shown = {c.field for c in self.columns} & {*_FIELDS}
        empty: dict[str, Any] = dict.fromkeys(f for f in _FIELDS if f not in shown)
        read = (p for p in self.projects(county) if (self.unit, LEDGER, p.project_name) not in county.rejected)
        return [replace(p, **empty) for p in read]

    def draw(self, county: County) -> Page:
        return self.layout(self, county)

    def all_columns(self, county: County) -> tuple[Column, ...]:
        """The layout's columns, and one of the unit's own where it added one."""
        own = county.slip(self.unit, LEDGER, "", "")
        return (*self.columns, Column((str(own.written),), STRAY)) if own else self.columns

    @property
    def reporter_line(self) -> str:
        """Name and telephone of the officer, both nobody's."""
        return f"填报人：专员{self.reporter:02d}    联系电话：13800000{self.reporter:03d}"


Layout = Callable[[Ledger, County], Page]


def _known_since(project: Project) -> date:
    days = [day for f in _HAPPENED if (day := getattr(project, f))]
    return min(days, default=date.min)


def row_of(ledger: Ledger, county: County, project: Project, serial: int) -> list[Written]:
    """The cells of a project's row."""
    return [_cell(ledger, county, project, column, serial, turn) for turn, column in enumerate(ledger.all_columns(county), start=serial)]


def _cell(ledger: Ledger, county: County, project: Project, column: Column, serial: int, turn: int) -> Written:
    if column.field == SERIAL:
        return serial
    if column.field == STRAY:
        return "已结对"
    if column.field == CONTENT:
        return f"{project.project_name.removesuffix('项目')}的建设与运营"
    if wrong := county.slip(ledger.unit, LEDGER, project.project_name, column.field):
        return wrong.written
    if worded := county.wording.get((ledger.unit, project.project_name, column.field)):
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


def total_row(ledger: Ledger, county: County, projects: Sequence[Project]) -> list[Written]:
    """合计 over the money columns, with what the office forgot left out; the word stands in the first column."""
    return ["合计", *(_total(ledger, county, column, projects) for column in ledger.all_columns(county)[1:])]


def _total(ledger: Ledger, county: County, column: Column, projects: Sequence[Project]) -> float | None:
    if not column.unit:
        return None
    forgotten = county.slip(ledger.unit, LEDGER, TOTAL, column.field)
    left = [p for p in projects if forgotten is None or p.project_name != forgotten.written]
    return number(sum(_amount(ledger, county, column, p) for p in left))


def _amount(ledger: Ledger, county: County, column: Column, project: Project) -> float:
    wrong = county.slip(ledger.unit, LEDGER, project.project_name, column.field)
    if wrong and isinstance(wrong.written, int | float):
        return wrong.written
    return float((getattr(project, column.field) or 0) / YUAN[column.unit])


def summary(projects: Sequence[Project]) -> str:
    """The sentence that stations put above their table."""
    signed = sum(p.signed_on is not None for p in projects)
    made, served = (sum(p.industry == word for p in projects) for word in ("制造业", "服务业"))
    return (
        f"本期共上报项目{len(projects)}个，其中已签约{signed}个、在谈{len(projects) - signed}个"
        f"（二产{made}个，三产{served}个，其余{len(projects) - made - served}个；均已逐一核对"
    )  # the bracket is never closed: they seldom are
