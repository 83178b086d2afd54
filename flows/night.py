"""The steps of a night as plain functions over a Night; flows/nightly.py lists them as a Prefect flow.

Each step leaves what it did in the warehouse or in var/staging; ids and counts are all that travels.
"""

import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path

from connectors.archive import kept_path
from connectors.child import Job, ReadSettings
from connectors.precheck import MAX_FILE
from connectors.reader import Read, open_sandbox, read_all
from connectors.source import Pulled, Source
from flows.auditing import audit_candidate
from flows.county import read_county
from flows.instance import Instance
from flows.passwords import find_passwords, password_names
from flows.progress import tell_progress
from flows.pulling import pull_sources, source_findings
from flows.recipients import Recipient, check_channels, read_recipients
from flows.sources import check_sources, read_sources
from flows.wrong_setting import WrongSetting, reading
from schemas.clock import SHANGHAI
from schemas.findings import Finding
from schemas.senders import Senders, read_senders
from warehouse import batches, decisions
from warehouse.batches import Batch
from warehouse.current import Current
from warehouse.database import Database
from warehouse.deliveries import Arrived, accepted_before, to_read
from warehouse.explanations import keep_explanations
from warehouse.findings import Found, settle_findings
from warehouse.loading import Loaded, Loading
from warehouse.measures import County, master, measure
from warehouse.notices import owe
from warehouse.quality import store_quality
from warehouse.receipt_line import Receipt
from warehouse.schema import migrate, store_units
from warehouse.settle import Settled, settle


@dataclass
class Night:
    """A night in progress: its instance, warehouse, batch, and what the steps found out."""

    instance: Instance
    db: Database
    county: County
    as_of: date
    today: date
    kind: str = "night"
    claims: int | None = None  # a restatement shows the claims of another batch
    target: int | None = None  # a rollback goes back to this batch
    force: bool = False  # published whatever the audit says, and recorded
    because: str | None = None
    decision: decisions.Decision | None = None  # what a person decided about one delivery
    accepted: set[int] = field(default_factory=set)
    reopened: set[tuple[str, str]] = field(default_factory=set)
    batch: Batch | None = None
    arrived: list[Arrived] = field(default_factory=list)
    places: list[Source] = field(default_factory=list)
    senders: Senders = field(default_factory=dict)
    recipients: dict[str, Recipient] = field(default_factory=dict)  # whom the night may tell, by key
    sources: list[Pulled] = field(default_factory=list)  # what each place gave
    read: Read = field(default_factory=Read)
    loaded: Loaded = field(default_factory=Loaded)
    settled: Settled = field(default_factory=Settled)
    current: Current = field(default_factory=Current)  # what offices should hear of
    county_findings: list[tuple[int, Finding]] = field(default_factory=list)
    receipt: Receipt | None = None  # the night in one line, once it is told
    untold: list[str] = field(default_factory=list)  # letters that could not be written, by office
    failed: list[str] = field(default_factory=list)  # expectations that withhold the batch
    warned: list[str] = field(default_factory=list)
    progress: Callable[[str, int, int], None] = tell_progress

    @property
    def tells(self) -> bool:
        """True where the batch ends in letters: nights and replays, not what a person decided."""
        return self.kind == "night" and self.decision is None

    @property
    def at(self) -> Batch:
        assert self.batch is not None, "begin() comes first"
        return self.batch

    def unread(self) -> list[Arrived]:
        """What was kept and not yet read under today's rules and configuration."""
        return to_read(self.db, self.instance.fingerprint, password_names(self.instance, self.county.units))


def prepare(instance: Instance, as_of: date | None = None) -> Night:
    """Open the warehouse and the configuration. Raises WrongSetting with one clear line."""
    today = datetime.now(SHANGHAI).date()
    county = read_county(instance)
    check_sources(instance, county.units)
    check_channels(instance, county.units)
    password_names(instance, county.units)  # what is no name is said now; whether it is set, where files are read
    with reading(instance.configured("senders.csv")):
        senders = read_senders(instance.configured("senders.csv"), county.units)
    places = read_sources(instance, county.units)
    try:
        db = Database(instance.warehouse_url)
    except (ValueError, OSError) as error:
        raise WrongSetting(str(error)) from None
    if statement := migrate(db):
        print(
            f"saima: this login may not create roles: for BI tools to read the views, run `{statement}` as an administrator",
            file=sys.stderr,
        )
    return Night(instance, db, county, as_of or today - timedelta(days=1), today, places=places, senders=senders,
                 recipients=read_recipients(instance, county.units))  # fmt: skip


def refuse_the_past(night: Night) -> None:
    """A business date before the published one is a restatement's business, and one to come is nobody's. Raises WrongSetting."""
    if night.as_of > night.today:
        raise WrongSetting(f"{night.as_of} has not come yet: it would be published, and the nights before it refused")
    with night.db.engine.connect() as connection:
        known = batches.as_of(connection, batches.pointed(connection))
    if known and night.as_of < known:
        raise WrongSetting(f"{night.as_of} is earlier than the published batch's {known}: use `saima restate {night.as_of}`")


def begin(night: Night) -> None:
    """Open the candidate batch; an interrupted night is undone first."""
    store_units(night.db, night.county.units)
    night.batch = batches.begin(night.db, night.as_of, night.kind, night.instance.config_hash, version("saima"), night.claims)
    shutil.rmtree(staging(night), ignore_errors=True)


def staging(night: Night) -> Path:
    return night.instance.var / "staging"


def take_unread(night: Night) -> None:
    """Nothing is pulled: what was kept and has not been read under today's rules and configuration."""
    night.arrived = night.unread()


def read_settings(instance: Instance, folder: Path) -> ReadSettings:
    return ReadSettings(instance.config, folder, instance.settings.county)


def jobs_of(night: Night, arrived: Iterable[Arrived]) -> list[Job]:
    """The kept originals of arrivals, for the reader; a larger one than MAX_FILE was not taken in."""
    archive, taken = night.instance.var / "archive", [a for a in arrived if a.size <= MAX_FILE]
    passwords, lacking = find_passwords(night.instance, night.county.units, {a.folder_unit for a in taken})
    night.warned += [f"{whose}加密的表打不开：{why}" for whose, why in lacking]
    return [Job(a.id, kept_path(archive, a.sha256), a.file, a.folder_unit, a.seen_on, passwords.get(a.folder_unit, ())) for a in taken]


def read_and_load(night: Night) -> None:
    """Read what is new in the sandbox; what is read is checked and loaded while the children read on."""
    loading = Loading(night.db, night.at)
    settings = read_settings(night.instance, staging(night))
    jobs = jobs_of(night, night.arrived)
    if jobs:
        with open_sandbox(night.instance.settings.workers, len(jobs)) as sandbox:
            night.read = read_all(jobs, settings, sandbox, lambda chunk: loading.add(chunk.drafts, chunk.frames),
                                  lambda done: night.progress("read", done, len(jobs)))  # fmt: skip
    night.read.refuse({a.id: a.size for a in night.arrived if a.size > MAX_FILE})
    if night.read.deaths:
        log = night.instance.var / "log" / f"reader-{night.at.id:06d}.txt"
        log.parent.mkdir(exist_ok=True)
        log.write_text("\n\n".join(night.read.deaths), encoding="utf-8")
    night.loaded = loading.finish(night.read.stopped, [a.id for a in night.arrived], night.instance.fingerprint)


def lay_claims(night: Night) -> None:
    """Decide which deliveries stand; a rollback takes back what stood at its target."""
    if night.kind == "rollback":
        assert night.target is not None
        with night.db.engine.begin() as connection:
            batches.restore(connection, night.at, night.target)
            batches.record(connection, night.at.id, "rollback", night.target, night.because or "")
        return
    if night.decision:
        decisions.keep(night.db, night.at, night.decision)
    new = [*night.loaded.deliveries.values(), *night.accepted]
    night.settled = settle(night.db, night.at, new, night.accepted | accepted_before(night.db, new), night.reopened,
                           night.county.profiles)  # fmt: skip


def build_master(night: Night) -> None:
    """One row a project, receipts matched; offices that disagree are told."""
    night.county_findings = master(night.db, night.at, night.county, night.settled.vanished_projects)


def compute_measures(night: Night) -> None:
    """Rates, rankings, backlogs, headline and targets of the candidate; findings and quality beside them."""
    night.county_findings += measure(night.db, night.at, night.county)
    if night.kind == "night":
        told = [*night.loaded.findings, *night.settled.findings, *night.county_findings]
        found = Found(night.db, night.at, {*night.loaded.deliveries.values(), *(delivery for delivery, _ in told)},
                      night.instance.settings.silent)  # fmt: skip
        found.add_told([*night.read.told, *night.loaded.told], night.loaded.deliveries)
        for delivery, finding in told:
            found.add(delivery, finding)
        for finding in source_findings(night.sources):
            found.add(None, finding)
        keep_explanations(night.db, night.at, night.read.explained)
        night.current = settle_findings(night.db, night.at, found, _touched(night))
    with night.db.engine.begin() as connection:
        store_quality(connection, night.at, night.current.superseded)
    if night.loaded.is_large:
        night.db.analyze()  # the audit asks next


def _touched(night: Night) -> set[tuple[str, str]]:
    """Units and forms whose claims were laid in this batch."""
    return {(d.unit, d.form) for d in night.read.drafts} | night.reopened


def publish_or_withhold(night: Night) -> bool:
    """One UPDATE publishes; otherwise the batch's claims go and the former figures stand. What recipients are owed goes with it."""
    names = {key: recipient.name for key, recipient in night.recipients.items()} if night.tells else {}
    owed = partial(owe, batch=night.at.id, recipients=names)
    if night.failed and not night.force:
        batches.withhold(night.db, night.at, "；".join(night.failed), owed)
        return False
    batches.publish(night.db, night.at, night.because, owed)
    return True


#: What a night does, in order; decisions and rollbacks leave the pulling and reading out.
STEPS: tuple[Callable[[Night], object], ...] = (
    begin, pull_sources, read_and_load, lay_claims, build_master, compute_measures, audit_candidate, publish_or_withhold,
)  # fmt: skip
DECIDED: tuple[Callable[[Night], object], ...] = (
    begin, lay_claims, build_master, compute_measures, audit_candidate, publish_or_withhold,
)  # fmt: skip
REPLAYED = (STEPS[0], take_unread, *STEPS[2:])
RESTATED: tuple[Callable[[Night], object], ...] = (begin, build_master, compute_measures, audit_candidate, publish_or_withhold)
