"""What else the offices report: leads, activities, plans, space, the league, officers, chains and yields."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Lead:
    """A piece of news of an investor that a station heard; `station` reports it. Valid ones have passed 研判."""

    lead_on: date
    title: str
    investor: str | None
    station: str
    industry: str | None
    source: str | None = "驻点招商"
    intended_investment: int | None = None
    review_result: str | None = None
    lead_kind: str = "产业项目"
    partner: str | None = None
    needs_land: float | None = None
    project_name: str | None = None
    contact: str | None = None
    phone: str | None = None
    progress: str | None = None
    remark: str | None = None
    valid: bool | None = None  # as a sheet says; else what 研判 says

    @property
    def is_valid(self) -> bool:
        return self.review_result == "通过" if self.valid is None else self.valid


@dataclass(frozen=True)
class Activity:
    """Something done to attract investors, `times` on or up to a day, as `sent_by` reports it; cost in yuan."""

    held_on: date
    activity: str
    sent_by: str
    times: int = 1
    leader_rank: str | None = None
    people: int | None = None
    cost: int | None = None
    project_name: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class Task:
    """One step of a project's plan, counted back from its opening."""

    project_name: str
    task: str
    sent_by: str
    due_on: date
    done_on: date | None = None
    owner: str | None = None
    owner_unit: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Space:
    """What a platform has of one kind of room in a month, in `measure`."""

    platform: str
    month: str
    item: str
    measure: str
    target: Decimal | None = None
    done: Decimal | None = None
    free: Decimal | None = None
    note: str | None = None


@dataclass(frozen=True)
class Place:
    """A county's place in the city's league of one indicator in a month."""

    month: str
    county: str
    indicator: str
    value: Decimal
    rank: int


@dataclass(frozen=True)
class Officer:
    """A person sent to a station, from a day to a day."""

    name: str
    station: str
    since: date
    until: date | None = None
    from_unit: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Link:
    """A company that would fit a node of an industry chain."""

    chain: str
    node: str
    company: str | None
    parent: str | None = None
    region: str | None = None
    status: str | None = "未对接"
    project_name: str | None = None


@dataclass(frozen=True)
class Yield:
    """What a project brought in a month, as `sent_by` knows it; yuan."""

    month: str
    project_name: str
    sent_by: str
    output: int | None = None
    trade: int | None = None
    tax: int | None = None
