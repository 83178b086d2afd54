"""All measures of a batch, in order: master, receipts, the other forms' rows; rates, backlogs, headline, leads, targets."""

from dataclasses import dataclass, field

from sqlalchemy import delete

from schemas.findings import Finding
from schemas.indicators import Indicators
from schemas.owed import Calendar
from schemas.profiles import Profiles
from schemas.scoring import Rules
from schemas.units import Units
from warehouse.authority import Authority
from warehouse.backlogs import store_backlogs
from warehouse.batches import Batch
from warehouse.blockers import store_blockers
from warehouse.chain_links import store_chain_links
from warehouse.database import Database
from warehouse.every_night import county_findings
from warehouse.gathered import gather
from warehouse.headline import store_headline
from warehouse.lead_times import store_lead_times
from warehouse.leads import store_leads
from warehouse.master import build_master
from warehouse.measure_tables import MEASURES
from warehouse.project_changes import store_changes
from warehouse.rates import store_rates
from warehouse.receipts import build_receipts
from warehouse.scores import Figures, store_scores
from warehouse.stated import check_done
from warehouse.stations import store_stations
from warehouse.submissions import store_submissions
from warehouse.targets import done_by_unit, read_targets, store_targets
from warehouse.year_before import store_year_before


@dataclass(frozen=True)
class County:
    """The reviewed configuration that figures depend on; `home` is the home city's place code, four digits."""

    units: Units
    indicators: Indicators
    authority: Authority
    home: str
    calendar: Calendar
    profiles: Profiles = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    scoring: tuple[Rules, ...] = ()


def master(db: Database, batch: Batch, county: County, vanished: list[int]) -> list[tuple[int, Finding]]:
    """Gather the projects and match the receipts; returns what offices should hear."""
    clear(db, batch)
    mastered = build_master(db, batch, vanished, county.closed, county.authority, county.profiles)
    told = mastered.findings + build_receipts(db, batch, mastered.members, county.home)
    told += gather(db, batch, mastered.members)
    return told + county_findings(db, batch)


def measure(db: Database, batch: Batch, county: County) -> list[tuple[int, Finding]]:
    """Store the figures of a batch, in one transaction; returns what offices should hear."""
    units = list(county.units.by_code.values())
    with db.engine.begin() as connection:
        lines = read_targets(connection, batch, units)
        parts = store_rates(connection, batch, county.indicators, units, {key: line.target for key, line in lines.items()})
        backlogs = store_backlogs(connection, batch, county.indicators)
        store_headline(connection, batch, units, backlogs)
        store_year_before(connection, batch, units)
        store_leads(connection, batch, units)
        store_stations(connection, batch, units)
        store_chain_links(connection, batch)
        store_changes(connection, batch)
        store_blockers(connection, batch)
        store_lead_times(connection, batch)
        store_submissions(connection, batch, units, county.calendar)
        done = done_by_unit(connection, batch, units, parts)
        told = store_targets(connection, batch, units, county.indicators, done, lines)
        store_scores(connection, batch, county.scoring, county.indicators, units, Figures(done, lines, county.home))
    return told + check_done(db, batch)


def clear(db: Database, batch: Batch) -> None:
    """A batch is measured once; what a retry left is removed first."""
    with db.engine.begin() as connection:
        for table in MEASURES:
            connection.execute(delete(table).where(table.c.batch_id == batch.id))
