"""The step that pulls: every source in turn, what came is written down, then read mails are moved; nothing stops the night."""

from dataclasses import replace
from typing import TYPE_CHECKING

from connectors.mailbox import put_away
from connectors.pull import pull
from connectors.source import Pulled, Remembered, Source, SourceRefused, SourceUnreachable
from flows.arriving import came_at, said_nil
from flows.masking import mask
from flows.references import look_up
from flows.wrong_setting import WrongSetting
from schemas.findings import Finding, quote
from warehouse.database import Database
from warehouse.deliveries import Arrived, note_arrivals
from warehouse.sources import last_read, note_look, note_nils, now, remember, remembered

if TYPE_CHECKING:
    from flows.night import Night

_NAMED = 3  # missed files that a finding names


def pull_sources(night: "Night") -> None:
    """Keep every file of the sources by its hash, and note which paths hold other bytes than last time."""
    night.sources = []
    archive = night.instance.var / "archive"
    found: list[Arrived] = []
    began: dict[str, str] = {}
    mailboxes: list[tuple[Source, Pulled]] = []
    looked = last_read(night.db)
    for source in night.places:
        began[source.name] = now()
        try:
            ready = replace(source, password=look_up(source.password)) if source.password else source
        except WrongSetting as error:
            pulled = Pulled(source.name, forgets=False, trouble=SourceRefused("口令没有设置", str(error)))
        else:
            pulled = pull(ready, archive, night.county.units, known_files(night.db, source.name), night.senders)
            if ready.is_mail:
                mailboxes.append((ready, pulled))
        night.sources.append(pulled)
        found += [
            Arrived(k.source, k.path, k.file, k.folder_unit, k.sha256, k.size,
                    came_at=came_at(k.changed_at, looked.get(k.source), night.today)) for k in pulled.kept
        ]  # fmt: skip
    note_arrivals(night.db, night.at, found, night.today, [p.source for p in night.sources if p.forgets])
    for pulled in night.sources:
        nils = said_nil(pulled, night.county.units, looked.get(pulled.source), night.today)
        note_nils(night.db, night.at, pulled.source, nils, night.today)
        remember(night.db, pulled.source, pulled.memory.values(), whole=pulled.trouble is None)
    for ready, pulled in mailboxes:
        _move(ready, pulled)
    for pulled in night.sources:
        said = mask(str(pulled.trouble)) if pulled.trouble else ""
        note_look(
            night.db, night.at, pulled.source, began[pulled.source], (pulled.listed, pulled.fetched, len(pulled.missed), pulled.aside), said
        )
    night.arrived = night.unread()


def known_files(db: Database, source: str) -> dict[str, Remembered]:
    """What is remembered of a source, by path."""
    return {f.path: Remembered(f.path, f.stamp, f.state, f.why, f.sha256, f.size, f.within) for f in remembered(db, source)}


def _move(source: Source, pulled: Pulled) -> None:
    """What is written down is moved; what cannot be moved stays and is not read again."""
    if not pulled.memory:
        return
    try:
        put_away(source, pulled.memory)
    except SourceUnreachable as trouble:
        pulled.trouble = pulled.trouble or trouble


def source_findings(sources: list[Pulled]) -> list[Finding]:
    """For the data officer: one of a source that could not be read, one of what it did not give, one of each stranger and bad name."""
    found = []
    for pulled in sources:
        name = pulled.source
        if pulled.trouble:
            found.append(Finding("source_unreachable", sheet=name, got=pulled.trouble.why, row_key=name, detail=mask(pulled.trouble.said)))
        if pulled.missed:
            told = [f"{path}（{why}）" for path, why in sorted(pulled.missed.items())[:_NAMED]]
            more = "等" if len(pulled.missed) > _NAMED else ""
            found.append(Finding("source_incomplete", sheet=name, got=str(len(pulled.missed)), row_key=name, detail="、".join(told) + more))
        found += [Finding("name_refused", sheet=name, got=quote(path), row_key=path) for path in sorted(pulled.refused)]
        found += [Finding("sender_unknown", sheet=name, got=quote(who), row_key=who) for who in sorted(pulled.strangers)]
    return found
