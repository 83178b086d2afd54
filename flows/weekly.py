"""The stations' Friday: have this week's leads and activities come? Looks at what stands and at what lies unread in the sources."""

import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bulletins.reminders import WeekLine, write_week
from connectors.archive import kept_path
from connectors.child import DraftRead, Job
from connectors.precheck import MAX_FILE
from connectors.pull import pull
from connectors.reader import open_sandbox, read_all
from connectors.source import Nil
from flows.arriving import said_nil
from flows.instance import Instance
from flows.night import Night, prepare, read_settings
from flows.officer import tell_officer
from flows.passwords import find_passwords
from flows.pulling import known_files
from flows.references import look_up
from flows.wrong_setting import WrongSetting
from schemas.forms import FORMS
from schemas.rule_catalogue import RULES
from warehouse.arrived import came_between, files_read

Came = dict[tuple[str, str], tuple[str, str]]  # unit, form → file, rule that stopped it


def check_week(instance: Instance, friday: date | None = None) -> tuple[Path, list[WeekLine]]:
    """The week's lines, and the file that the data officer is told by. Nothing is loaded, published or moved.

    Raises WrongSetting; Undelivered where the file is written and the channel did not take it.
    """
    night = prepare(instance)
    day = friday or night.today
    if day > night.today:
        raise WrongSetting(f"{day} has not come yet: its week cannot be checked")
    monday = day - timedelta(days=day.weekday())
    unread, unseen = _unread(night, monday, day)
    came = _standing(night, monday, day) | unread
    lines = []
    for unit in (unit for unit in night.county.units.by_code.values() if unit.kind == "station" and unit.active(day)):
        owed = {one.form for one in night.county.calendar.owed(unit, monday, day) if not one.exempt}
        for form in (form for form in FORMS.values() if form.weekly and form.id in owed):
            file, stopped = came.get((unit.code, form.id)) or came.get((unit.code, ""), ("", ""))
            lines.append(WeekLine(unit.name, form.title, file, RULES[stopped].heading if stopped else ""))
    name, missing = f"{day.isoformat()}-stations-week.txt", sum(line.is_missing for line in lines)
    subject = f"{instance.settings.county}：驻点招商组周报" + (f"缺{missing}份" if missing else "已齐")
    tell_officer(instance, name, subject, write_week(monday, day, lines, unseen), write_week(monday, day, lines, unseen, for_group=True))
    return instance.var / "outbox" / name, lines


def _standing(night: Night, monday: date, day: date) -> Came:
    """Sheets seen since Monday whose rows stand and whose period touches the week, and what said that nothing changed; a month's serves too."""
    return {(unit, form): (said, "") for unit, form, said in came_between(night.db, monday, day)}


def _unread(night: Night, monday: date, day: date) -> tuple[Came, list[tuple[str, str]]]:
    """Sheets that lie in the sources and no night has read: read now and forgotten, so that tonight reads them as ever.

    With the sources that could not be read, and why.
    """
    archive = night.instance.var / "archive"
    jobs: list[Job] = []
    unseen: list[tuple[str, str]] = []
    nils: Came = {}
    before = files_read(night.db)
    for source in night.places:
        try:
            ready = replace(source, password=look_up(source.password)) if source.password else source
        except WrongSetting:
            unseen.append((source.name, "口令没有设置"))
            continue
        pulled = pull(ready, archive, night.county.units, known_files(night.db, source.name), night.senders)
        if pulled.trouble:
            unseen.append((source.name, pulled.trouble.why))
        nils |= {
            (nil.unit, nil.form): (nil.said, "")
            for nil in said_nil(pulled, night.county.units, None, night.today)
            if _touches(nil, monday, day)
        }
        new = [k for k in pulled.kept if k.sha256 not in before and k.size <= MAX_FILE]
        passwords, lacking = find_passwords(night.instance, night.county.units, {k.folder_unit for k in new})
        jobs += [
            Job(len(jobs) + i, kept_path(archive, k.sha256), k.file, k.folder_unit, night.today, passwords.get(k.folder_unit, ()))
            for i, k in enumerate(new)
        ]
        unseen += [(f"{whose}加密的表", why) for whose, why in lacking]
    return nils | (_read(night, jobs, monday, day) if jobs else {}), unseen


def _touches(nil: Nil, monday: date, day: date) -> bool:
    return nil.period_from is None or nil.period_to is None or (nil.period_from <= day and nil.period_to >= monday)


def _read(night: Night, jobs: list[Job], monday: date, day: date) -> Came:
    with tempfile.TemporaryDirectory(prefix="saima-week-") as staging, open_sandbox(night.instance.settings.workers, len(jobs)) as sandbox:
        read = read_all(jobs, read_settings(night.instance, Path(staging)), sandbox)
    files = {job.arrival: job.file for job in jobs}
    of_week = [d for d in read.drafts if d.period_from <= day and d.period_to >= monday]
    return {(d.unit, d.form): (files[d.arrival], d.stopped) for d in sorted(of_week, key=_best_last)}


def _best_last(draft: DraftRead) -> tuple[bool, int]:
    """One that counts wins over one that is stopped."""
    return not draft.stopped, draft.arrival
