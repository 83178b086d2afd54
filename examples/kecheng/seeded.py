"""Other counties: random, seeded, of all the forms, written by the writers of Kecheng from the same kinds of objects."""

from datetime import date, timedelta
from random import Random
from typing import Any

from examples.kecheng import columns_others as layout
from examples.kecheng import seeded_facts as facts
from examples.kecheng import seeded_sheets as sheets
from examples.kecheng.county import County
from examples.kecheng.facts import Lead, Officer, Yield
from examples.kecheng.ledger import Ledger
from examples.kecheng.objects import BUREAU, DEPARTMENTS, PLATFORMS, STATIONS, STATISTICS, TOWNSHIPS, Project
from examples.kecheng.seeded_facts import Draw
from examples.kecheng.slips import LEDGER, Slip
from examples.kecheng.truth_stations import before, month_of
from examples.kecheng.workbooks import Workbook

#: What spoils a row of a ledger, and the rule that says so.
_SPOILS: tuple[tuple[str, Any, str], ...] = (
    ("started_on", "已开工", "date_done_word"), ("signed_on", "预计下月", "date_planned_word"), ("total_investment", "面议", "money_unreadable"),
    ("total_investment", "#REF!", "error_value"), ("project_name", None, "required_blank"), ("review_result", "再议一次", "code_unknown"),
)  # fmt: skip


def seeded(seed: int) -> County:
    """The county of this seed: 20 to 40 workbooks about a day of 2022, mostly a month's last."""
    rng = Random(seed)
    draw = Draw(rng, _as_of(rng))
    month = month_of(draw.as_of)
    units = [*rng.sample(STATIONS, k=rng.randint(1, 4)), *rng.sample(TOWNSHIPS, k=rng.randint(2, 6)), *rng.sample(PLATFORMS, k=rng.randint(1, 3)),
             *rng.sample(DEPARTMENTS, k=rng.randint(0, 2))]  # fmt: skip
    projects = [facts.project(draw, units) for _ in range(rng.choice((3, 8, 15, 30)))]
    receipts = facts.receipts(draw, projects, rng.sample([*units, BUREAU], k=min(3, len(units))))
    busy = rng.sample([*STATIONS, *units, BUREAU], k=5)
    active = sorted({*busy, BUREAU})
    activities = facts.activities(draw, active)
    platforms = [u for u in units if u in PLATFORMS]
    planners = sorted({BUREAU, *platforms})
    yielders = rng.sample(DEPARTMENTS, k=2)
    books = _ledgers(draw, units, projects)
    slips = _slips(draw, books, projects)
    leads, officers, yields = facts.leads(draw), facts.officers(draw), facts.yields(draw, projects, yielders)
    rosters = rng.sample(STATIONS, k=rng.randint(1, 4))
    slips += _other_slips(draw, leads, [o for o in officers if o.station in rosters], yields)
    books += sheets.funds(draw, receipts)
    books += [sheets.goals(draw)]
    books += sheets.leads(draw)
    books += sheets.activities(draw, active)
    books += sheets.tables(draw, "plans", "项目倒排计划表", (layout.PLANS_FULL, layout.PLANS_SHORT), planners, [month])
    books += sheets.tables(
        draw, "space", "平台要素保障表", (layout.SPACE_FULL, layout.SPACE_SHORT, layout.SPACE_GROUPED), platforms, draw.months[-2:]
    )
    books += sheets.tables(draw, "league", "全市排名表", (layout.LEAGUE_LONG, layout.LEAGUE_BLOCKS), [BUREAU], draw.months[-2:])
    books += sheets.tables(draw, "officers", "招商专员名册", sheets.ROSTERS, rosters, [month])
    books += sheets.tables(draw, "chains", "产业链图谱表", (layout.CHAINS_FULL, layout.CHAINS_TREE), [BUREAU], [month])
    books += sheets.tables(draw, "yields", "招商项目产出表", (layout.YIELDS_FULL,), yielders, draw.months[-2:])
    return County(
        as_of=draw.as_of, projects=tuple(projects), receipts=tuple(receipts), targets=tuple(facts.targets(draw, units)),
        leads=tuple(leads), activities=tuple(activities), plans=tuple(facts.plans(draw, projects, planners)),
        space=tuple(facts.space(draw, platforms)), league=tuple(facts.league(draw)), officers=tuple(officers),
        chains=tuple(facts.chains(draw, projects)), yields=tuple(yields), workbooks=tuple(books),
        slips=tuple(slips))  # fmt: skip


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
        if ledger.unit in project.listed_by:
            found[ledger.unit, project.project_name] = Slip(ledger.unit, LEDGER, project.project_name, field, written, "reject", rule)
    return list(found.values())


def _other_slips(draw: Draw, leads: list[Lead], officers: list[Officer], yields: list[Yield]) -> list[Slip]:
    """A lead, an officer and an amount that nobody can read."""
    found = []
    if leads and draw.chance(0.5):
        lead = draw.rng.choice(leads)
        found.append(Slip(lead.station, "leads", lead.title, "lead_kind", "招才引智", "reject", "code_unknown"))
    if officers and draw.chance(0.5):
        officer = draw.rng.choice(officers)
        found.append(Slip(officer.station, "officers", officer.name, "since", "尽快", "reject", "date_unreadable"))
    if yields and draw.chance(0.5):
        row = draw.rng.choice(yields)
        found.append(Slip(row.sent_by, "yields", f"{row.month} {row.project_name}", "tax", -3.2, "reject", "money_negative"))
    return found
