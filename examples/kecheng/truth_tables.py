"""Space, league, chains, yields, plans and who sent what, of a county as told: sums by plain selection."""

from datetime import date
from decimal import Decimal

from examples.kecheng.county import County
from examples.kecheng.facts import Place, Space, Task

CONTACTED = ("已对接", "在谈", "已签约", "已落地")
SIGNED = ("已签约", "已落地")


def space(county: County) -> dict[tuple[str, str, str], Space]:
    """By platform, month and item."""
    return {(s.platform, s.month, s.item): s for s in county.space}


def league(county: County) -> dict[tuple[str, str, str], Place]:
    """By month, county and indicator."""
    return {(p.month, p.county, p.indicator): p for p in county.league}


def chains(county: County) -> dict[tuple[str, str], dict[str, int]]:
    """Companies, contacted, signed, projects and their investment in yuan, by chain and node."""
    found = {}
    for key in {(link.chain, link.node) for link in county.chains}:
        links = [link for link in county.chains if (link.chain, link.node) == key]
        names = {link.project_name for link in links if county.by_name(link.project_name)}
        projects = [p for name in names if (p := county.by_name(name))]
        found[key] = {
            "companies": sum(link.company is not None for link in links),
            "contacted": sum(link.status in CONTACTED for link in links),
            "signed": sum(link.status in SIGNED for link in links),
            "projects": len(projects),
            "total_investment": sum(p.total_investment or 0 for p in projects),
        }
    return found


def yields(county: County) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Output, trade and tax in yuan by month and project, over all senders."""
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    for y in county.yields:
        output, trade, tax = found.get((y.month, y.project_name), (0, 0, 0))
        found[y.month, y.project_name] = output + (y.output or 0), trade + (y.trade or 0), tax + (y.tax or 0)
    return found


def days_late(county: County, task: Task) -> int:
    """Days past its due date: of what is done the day it was, else as-of; 0 where it is in time."""
    done = task.done_on if task.done_on and task.done_on <= county.as_of else county.as_of
    return max(0, (done - task.due_on).days)


def plans(county: County) -> dict[tuple[str, str], tuple[date, date | None, int]]:
    """(due, done, days late) by project and task."""
    return {(t.project_name, t.task): (t.due_on, t.done_on, days_late(county, t)) for t in county.plans}


def points(county: County, item: Space) -> Decimal | None:
    """Percentage points ahead of the year's time, in the item's own month."""
    if not item.target or item.done is None:
        return None
    return 100 * (item.done / item.target - Decimal(item.month[5:]) / 12)


def senders(county: County) -> set[tuple[str, str]]:
    """Unit and form of everything that lies in the inbox."""
    return {(sheet.unit, sheet.form) for book in county.workbooks for sheet in book.sheets}


def sent_for(county: County) -> set[tuple[str, str]]:
    """Unit and form of what was sent for as-of's month, or for a span that holds it."""
    month = f"{county.as_of:%Y-%m}"
    spans = ((s.unit, s.form, *s.span) for book in county.workbooks for s in book.sheets)
    return {(unit, form) for unit, form, first, last in spans if f"{first:%Y-%m}" <= month <= f"{last:%Y-%m}"}
