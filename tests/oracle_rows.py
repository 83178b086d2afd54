"""What goes into the second implementation, the fields of `forms.md` that its figures need, and the rows that come out."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    kind: str
    group: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Project:
    project_id: str
    project_name: str
    investor_region_code: str | None = None
    industry: str | None = None
    project_kind: str = "产业项目"
    total_investment: int | None = None
    introduced_by: str | None = None
    first_talk_unit: str | None = None
    first_talk_share: Fraction | None = None
    platform: str | None = None
    land_mode: str | None = None
    agreement_type: str | None = None
    reviewed_on: date | None = None
    review_result: str | None = None
    signed_on: date | None = None
    registered_on: date | None = None
    land_supplied_on: date | None = None
    plant_secured_on: date | None = None
    started_on: date | None = None
    enrolled_on: date | None = None
    status: str = "推进中"
    blocker_kind: str | None = None
    planned_start_on: date | None = None
    lost: bool = False


@dataclass(frozen=True)
class Receipt:
    project_id: str | None
    month: str
    amount: int
    status: str = "实际到位"
    funder_region_code: str | None = None
    industry: str | None = None


@dataclass(frozen=True)
class Target:
    unit: str
    indicator: str
    target: Fraction
    measure: str | None = None


class Rate(NamedTuple):
    rate: str
    group_name: str
    unit_code: str
    unit_name: str
    numerator: int
    denominator: int
    value: Fraction | None
    rank: int | None
    gap_to_next: Fraction | None
    gap_to_first: Fraction | None


class BacklogRow(NamedTuple):
    backlog: str
    project_id: str
    unit_code: str | None
    waiting_days: int
    age_band: str
    also_in: str | None


class SummaryRow(NamedTuple):
    backlog: str
    dimension: str
    member: str | None
    projects: int
    total_investment: int


class TargetRow(NamedTuple):
    unit_code: str
    indicator: str
    target: Fraction
    done: Fraction
    rate: Fraction | None
    elapsed: Fraction
    points: Fraction | None
