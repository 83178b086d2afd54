"""A county: what there is, who writes it down, and what is written wrongly. Nothing in it is computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from examples.kecheng.facts import Activity, Lead, Link, Officer, Place, Space, Task, Yield
from examples.kecheng.objects import UNITS, Project, Receipt, Target
from examples.kecheng.slips import Slip

if TYPE_CHECKING:
    from examples.kecheng.workbooks import Workbook


@dataclass(frozen=True, eq=False)
class County:
    """Facts by form, the workbooks that carry them, and how they are misspelt.

    `slips` are wrong, each by a rule; `wording` is another spelling of what is right: (unit, project, field) → text.
    """

    as_of: date
    projects: tuple[Project, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    targets: tuple[Target, ...] = ()
    leads: tuple[Lead, ...] = ()
    activities: tuple[Activity, ...] = ()
    plans: tuple[Task, ...] = ()
    space: tuple[Space, ...] = ()
    league: tuple[Place, ...] = ()
    officers: tuple[Officer, ...] = ()
    chains: tuple[Link, ...] = ()
    yields: tuple[Yield, ...] = ()
    workbooks: "tuple[Workbook, ...]" = ()
    slips: tuple[Slip, ...] = ()
    wording: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=lambda: UNITS)

    @cached_property
    def named(self) -> dict[str, Project]:
        """Projects by name; a receipt may name one that no ledger knows."""
        return {project.project_name: project for project in self.projects}

    def by_name(self, name: str | None) -> Project | None:
        return self.named.get(name or "")

    @cached_property
    def _slips(self) -> dict[tuple[str, str, str, str], Slip]:
        return {(s.unit, s.file, s.project, s.field): s for s in self.slips}

    def slip(self, unit: str, file: str, project: str, field: str) -> Slip | None:
        """The slip in that cell, if there is one."""
        return self._slips.get((unit, file, project, field))

    @cached_property
    def rejected(self) -> frozenset[tuple[str, str, str]]:
        """Unit, file and row of what a slip costs."""
        return frozenset((s.unit, s.file, s.project) for s in self.slips if s.severity == "reject")
