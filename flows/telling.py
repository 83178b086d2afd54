"""Telling: who hears what of a night, at most one message each, written down with what they were told; sending comes after."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bulletins.completeness import report_lines
from bulletins.digest import Digest, UnitLine, write_digest
from bulletins.leader import write_leader
from bulletins.open_digest import write_open_digest
from bulletins.urging import write_escalation
from flows.deadlines import Deadlines, Owed
from flows.escalating import Urgings, urgings
from flows.night import Night
from flows.office_letters import Findings, Written, letter_line, write_letters
from flows.recipients import BUREAU, DATA_OFFICER, LEADER
from flows.source_report import source_lines
from schemas.forms import FORMS
from schemas.rule_catalogue import SLIPS
from warehouse import board
from warehouse.ended import Ended
from warehouse.letters import held_deliveries, last_told, open_findings
from warehouse.notices import Ready, Told, settle_told, undelivered
from warehouse.objections import read_objections
from warehouse.receipt_line import read_receipt
from warehouse.state import counts


class Untold(Exception):
    """Letters that could not be written, by office; the rest of the night is done."""


def tell(night: Night, published: bool) -> list[Path]:
    """Write tonight's letters, digest and messages, and put them into the outbox table; returns the letters and the digest.

    Only what changed is told. A letter that cannot be written stops no other: it is owed, stands in `night.untold` and in the digest.
    """
    findings, due, times = open_findings(night.db, night.at), urgings(night), Deadlines(night)
    letters = write_letters(night, findings, due.lacking, times)
    night.receipt = read_receipt(night.db, night.at, published)
    outbox = night.instance.var / "outbox"
    outbox.mkdir(parents=True, exist_ok=True)
    made = _digest(night, published, findings, letters, times)
    digest = outbox / f"{night.at.id:06d}-{night.as_of.isoformat()}-{DATA_OFFICER}.txt"
    digest.write_text(write_digest(made), encoding="utf-8")
    before, said, ready = last_told(night.db), dict(letters.said), [_of_office(night, unit, letters) for unit in letters.folders]
    for key, text, open_text, substance in _to_the_county(night, published, made, due, sorted(times.overdue)):
        digested = hashlib.sha256(substance.encode()).hexdigest()
        if key in night.recipients and before.get(key) != digested:
            ready.append(_to_one(night, key, text, open_text))
            said |= {key: digested} if key in (DATA_OFFICER, LEADER) else {}
    settle_told(night.db, night.at.id, Told(ready, said, frozenset(letters.failed), due.steps - _unwritten(due, letters)))
    return [*(folder / "letter.txt" for folder in letters.folders.values()), digest]


def _unwritten(due: Urgings, letters: Written) -> set[tuple[str, str, str, str]]:
    """Steps to an office whose letter could not be written: it was not told."""
    return {step for step in due.steps if step[0] in letters.failed and step[3] == "office"}


def _of_office(night: Night, unit: str, letters: Written) -> Ready:
    channel, folder = night.recipients[unit].channel, letters.folders[unit]
    return Ready(unit, channel.name, letters.subjects[unit], str(folder.relative_to(night.instance.var)), channel.kind == "file")


def _to_one(night: Night, key: str, text: str, open_text: str) -> Ready:
    """Words in a folder of their own, and as a file in the outbox where the channel is that."""
    channel, var = night.recipients[key].channel, night.instance.var
    folder = var / "notices" / str(night.at.id) / key.replace("/", "-")
    folder.mkdir(parents=True, exist_ok=True)
    for shape, words in (("letter.txt", text), ("notice.txt", open_text), ("group.txt", open_text)):
        (folder / shape).write_text(words, encoding="utf-8")
    if channel.kind == "file" and key != DATA_OFFICER:
        name = f"{night.at.id:06d}-{night.as_of.isoformat()}-{key.replace('/', '-')}.txt"
        (var / "outbox" / name).write_text(text, encoding="utf-8")
    return Ready(key, channel.name, text.split("\n", 1)[0], str(folder.relative_to(var)), channel.kind == "file")


def _to_the_county(night: Night, published: bool, digest: Digest, due: Urgings, missing: Sequence[Owed]) -> list[tuple[str, str, str, str]]:
    """Recipient, its words, its words for groups, and what of them makes them news."""
    found = [(DATA_OFFICER, write_digest(digest), write_open_digest(digest), _substance(digest, missing))]
    if published and LEADER in night.recipients:
        text = write_leader(night.as_of, board.headline(night.db), board.rankings(night.db), board.backlog(night.db))
        found.append((LEADER, text, text, text.split("\n", 1)[1]))
    for key, lacking in due.lacking.items():
        if key == BUREAU or key.endswith("/leader"):
            text = write_escalation(night.recipients[key].name, night.as_of, lacking, night.instance.settings.ask)
            found.append((key, text, text, text))
    return found


def _substance(digest: Digest, missing: Sequence[Owed]) -> str:
    """What of a digest is worth a message: not its number, its day, how long a sheet is missing, nor what was read and changed nothing."""
    held = sorted((unit, form) for _, unit, form in digest.held)
    troubles = [(line.name, line.trouble, line.waiting) for line in digest.sources]
    strays = sorted(line.message for line in digest.strays)
    return repr((digest.published, digest.units, held, digest.failed, troubles, digest.lost, dict(digest.figures), strays, digest.untold,
                 digest.calendar, missing, digest.undelivered, digest.objections, digest.doubts))  # fmt: skip


def _digest(night: Night, published: bool, findings: Findings, letters: Written, times: Deadlines) -> Digest:
    by_unit: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for row in counts(night.db, night.at.id):
        for i, name in enumerate(("loaded", "rejected", "stops", "rejects", "warns")):
            by_unit[row["unit_code"]][i] += row[name]
    names = {u.code: u.name for u in night.county.units.by_code.values()}
    asked = [(number, names.get(unit, unit), FORMS[form].title) for number, unit, form in held_deliveries(night.db, night.at)]
    figures = {
        r["label"]: f"{r['value']:g}{r['measure']}" for r in board.headline(night.db) if r["value"] is not None and r["measure"] != "比例"
    }
    units = [UnitLine(names.get(code, code or "（不明单位）"), *counts) for code, counts in sorted(by_unit.items())]
    strays = [letter_line(f, set(), Ended(), {}) for unit in set(findings) - set(names) for f in findings[unit] if f["file"]]
    written = [(str((folder / "letter.txt").relative_to(night.instance.var)), names[unit]) for unit, folder in letters.folders.items()]
    doubts = sorted(f"{names[unit]}：{f['message']}" for unit in set(findings) & set(names) for f in findings[unit]
                    if f["rule"] in SLIPS and f["explained_by"] is None)  # fmt: skip
    waits = [f"{n['recipient']}（{n['channel'] or '未写成'}，试过{n['tries']}次）：{n['said']}" for n in undelivered(night.db)
             if n["state"] != "待写"]  # fmt: skip
    return Digest(night.as_of, night.at.id, published, len(night.arrived), units, asked, night.failed, night.warned, source_lines(night),
                  board.lost_projects(night.db), figures, strays, written, night.untold,
                  times.warning, [*report_lines(times.reports, {form.id: form.title for form in FORMS.values()}), *times.let_off()], times.all_missing(),
                  receipt=night.receipt.line if night.receipt else "", undelivered=waits,
                  objections=[f"{o['id']} {names.get(o['unit_code'], o['unit_code'])}对“{o['project_name']}”：{o['about']}"
                              for o in read_objections(night.db, only_open=True)], doubts=doubts)  # fmt: skip
