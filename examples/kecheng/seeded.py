"""Other counties: random, seeded, of all the forms, written by the writers of Kecheng from the same kinds of objects."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from examples.kecheng import seeded_facts as facts
from examples.kecheng import seeded_projects
from examples.kecheng import seeded_sheets as sheets
from examples.kecheng.county import County
from examples.kecheng.draw import Draw
from examples.kecheng.ledger import Ledger
from examples.kecheng.listing import Listing, key_of
from examples.kecheng.objects import BUREAU, DEPARTMENTS, PLATFORMS, STATIONS, STATISTICS, TOWNSHIPS, Project
from examples.kecheng.slips import LEDGER, Slip
from examples.kecheng.truth_stations import before, month_of
from examples.kecheng.workbooks import Workbook

#: What spoils a row of a ledger, and the rule that says so.
_SPOILS: tuple[tuple[str, Any, str], ...] = (
    ("started_on", "已开工", "date_done_word"), ("signed_on", "预计下月", "date_planned_word"), ("total_investment", "面议", "money_unreadable"),
    ("total_investment", "#REF!", "error_value"), ("project_name", None, "required_blank"), ("review_result", "再议一次", "code_unknown"),
)  # fmt: skip
_OTHER_SPOILS: dict[str, tuple[str, Any, str]] = {
    "leads": ("lead_kind", "招才引智", "code_unknown"), "officers": ("since", "尽快", "date_unreadable"), "yields": ("tax", -3.2, "money_negative"),
}  # fmt: skip


@dataclass(frozen=True)
class Offices:
    """Which offices of a random county send what."""

    ledgers: list[str]
    money: list[str]
    active: list[str]
    planners: list[str]
    platforms: list[str]
    yielders: list[str]
    rosters: list[str]


def seeded(seed: int) -> County:
    """The county of this seed: 20 to 80 workbooks about a day of 2022, mostly a month's last."""
    rng = Random(seed)
    draw = Draw(rng, _as_of(rng))
    offices = _offices(rng)
    county = _facts(draw, offices)
    books = _ledgers(draw, offices.ledgers, list(county.projects))
    slips = _slips(draw, books, list(county.projects))
    county = replace(county, workbooks=(*books, *_others(draw, offices, county)))
    return replace(county, slips=(*slips, *_other_slips(draw, county)))


def _offices(rng: Random) -> Offices:
    units = [*rng.sample(STATIONS, k=rng.randint(1, 4)), *rng.sample(TOWNSHIPS, k=rng.randint(2, 6)), *rng.sample(PLATFORMS, k=rng.randint(1, 3)),
             *rng.sample(DEPARTMENTS, k=rng.randint(0, 2))]  # fmt: skip
    platforms = [u for u in units if u in PLATFORMS]
    return Offices(
        units, rng.sample([*units, BUREAU], k=3), sorted({*rng.sample([*STATIONS, *units, BUREAU], k=5), BUREAU}), sorted({BUREAU, *platforms}),
        platforms, rng.sample(DEPARTMENTS, k=2), rng.sample(STATIONS, k=rng.randint(1, 4)))  # fmt: skip


def _facts(draw: Draw, offices: Offices) -> County:
    projects = [seeded_projects.project(draw, offices.ledgers) for _ in range(draw.rng.choice((3, 8, 15, 30)))]
    return County(
        draw.as_of,
        projects=tuple(projects),
        receipts=tuple(seeded_projects.receipts(draw, projects, offices.money)),
        targets=tuple(seeded_projects.targets(draw, offices.ledgers)),
        leads=tuple(facts.leads(draw)),
        activities=tuple(facts.activities(draw, offices.active)),
        plans=tuple(facts.plans(draw, projects, offices.planners)),
        space=tuple(facts.space(draw, offices.platforms)),
        league=tuple(facts.league(draw)),
        officers=tuple(facts.officers(draw)),
        chains=tuple(facts.chains(draw, projects)),
        yields=tuple(facts.yields(draw, projects, offices.yielders)),
    )


def _others(draw: Draw, offices: Offices, county: County) -> list[Workbook]:
    """The workbooks of all forms but the ledgers."""
    now, last = [month_of(draw.as_of)], draw.months[-2:]
    wide = [unit for unit in offices.platforms if draw.chance(0.3)]
    long = [unit for unit in offices.platforms if unit not in wide]
    return [
        *sheets.funds(draw, county.receipts),
        sheets.goals(draw),
        *sheets.leads(draw),
        *sheets.activities(draw, offices.active),
        *sheets.tables(draw, "plans", "项目倒排计划表", sheets.PLANS, offices.planners, now),
        *sheets.grids(draw, "space", "平台要素保障表", wide),
        *sheets.tables(draw, "space", "平台要素保障表", sheets.SPACES, long, last),
        *sheets.tables(draw, "league", "全市排名表", sheets.LEAGUES, [BUREAU], last),
        *sheets.tables(draw, "officers", "招商专员名册", sheets.ROSTERS, offices.rosters, now),
        *sheets.tables(draw, "chains", "产业链图谱表", sheets.TREES, [BUREAU], now),
        *sheets.tables(draw, "yields", "招商项目产出表", sheets.YIELDS, offices.yielders, last),
    ]


def _as_of(rng: Random) -> date:
    """A month's last day, or any day, from February on."""
    month = rng.randint(2, 12)
    last = date(2022 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last if rng.random() < 0.6 else last.replace(day=rng.randint(1, last.day))


def _ledgers(draw: Draw, units: list[str], projects: list[Project]) -> list[Workbook]:
    """This month's of each unit; beside some an older one, the same again, or one with other values that was amended."""
    month, books = month_of(draw.as_of), []
    for unit in sorted({*units}):
        book = sheets.ledger(draw, unit, month, sheets.mistaken(draw, unit, projects))
        books.append(book)
        if draw.chance(0.15):
            books.append(sheets.ledger(draw, unit, before(month), {}))
        if draw.chance(0.1):
            stem, _, kind = book.file.rpartition(".")
            books.append(Workbook(unit, f"{stem} - 副本.{kind}", book.sheets))
    if draw.chance(0.5) and STATISTICS not in units:
        books.append(sheets.ledger(draw, STATISTICS, month, {}, "enrolled_on"))
    return books


def _slips(draw: Draw, books: list[Workbook], projects: list[Project]) -> list[Slip]:
    """A few rows spoiled in one ledger each; another ledger may hold the project all the same."""
    found: dict[tuple[str, str], Slip] = {}
    ledgers = [s for book in books for s in book.sheets if isinstance(s, Ledger) and not s.lists and s.span[0].month == draw.as_of.month]
    for project in draw.rng.sample(projects, k=min(6, len(projects))):
        ledger = draw.rng.choice(ledgers)
        field, written, rule = draw.rng.choice(_SPOILS)
        if ledger.unit in project.listed_by and ledger.knows(project):
            found[ledger.unit, project.project_name] = Slip(ledger.unit, LEDGER, project.project_name, field, written, "reject", rule)
    return list(found.values())


def _other_slips(draw: Draw, county: County) -> list[Slip]:
    """A lead, an officer and an amount that nobody can read, each in a sheet that was sent."""
    listings = [sheet for book in county.workbooks for sheet in book.sheets if isinstance(sheet, Listing)]
    rows = {form: [(s.unit, fact) for s in listings if s.form == form for fact in s.rows(county)] for form in _OTHER_SPOILS}
    found = []
    for form, (field, written, rule) in _OTHER_SPOILS.items():
        if rows[form] and draw.chance(0.5):
            unit, fact = draw.rng.choice(rows[form])
            found.append(Slip(unit, form, key_of(fact), field, written, "reject", rule))
    return found
