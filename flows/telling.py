"""Telling: a letter an office and a digest for the data officer, as files. An office hears only when something changed."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from bulletins.completeness import report_lines
from bulletins.digest import Digest, UnitLine, write_digest
from bulletins.letter import Letter, Line, write_letter
from bulletins.notice import write_html, write_notice
from flows.copies import Copies
from flows.deadlines import Deadlines
from flows.failures import keep_story, machine_failure
from flows.night import Night
from flows.source_report import source_lines
from schemas.forms import FORMS
from warehouse import board
from warehouse.ended import Ended, ended, trouble
from warehouse.letters import accepted_rows, fates, held_deliveries, last_told, open_findings, remember
from warehouse.state import counts

Finding = Mapping[str, object]
Findings = Mapping[str, list[dict[str, object]]]  # open at the batch, by unit


#: The letter in full, for robots, and for mail; annotated workbooks lie beside it.
_SHAPES = {"letter.txt": write_letter, "notice.txt": write_notice, "letter.html": write_html}


class Untold(Exception):
    """Letters that could not be written, by office; the rest of the night is done."""


def tell(night: Night, published: bool) -> list[Path]:
    """Write the letters of offices whose findings or sheets changed, and the digest; returns the files written.

    A letter that cannot be written stops no other: it stands in `night.untold` and in the digest, and is tried again next night.
    """
    findings = open_findings(night.db, night.at)
    written = _letters(night, findings)
    outbox = night.instance.var / "outbox"
    outbox.mkdir(parents=True, exist_ok=True)
    digest = outbox / f"{night.at.id:06d}-{night.as_of.isoformat()}-data-officer.txt"
    digest.write_text(write_digest(_digest(night, published, findings, written)), encoding="utf-8")
    return [*written, digest]


def _letters(night: Night, findings: Findings) -> list[Path]:
    names = _names(night)
    accepted, not_standing = accepted_rows(night.db, night.at), fates(night.db, night.at, findings)
    last = {unit: text.split("\n") for unit, text in last_told(night.db).items()}
    open_now = {unit: [f for f in own if f["explained_by"] is None] for unit, own in findings.items()}
    prints = {unit: sorted({str(f["fingerprint"]) for f in open_now.get(unit, [])}) for unit in {*findings, *accepted, *last} & set(names)}
    digests = {unit: hashlib.sha256(f"{own}{sorted(accepted.get(unit, {}).items())}".encode()).hexdigest() for unit, own in prints.items()}
    changed = sorted(unit for unit in prints if last.get(unit, [""])[0] != digests[unit])
    sent = {unit: {part for part in last.get(unit, [])[1:] if part} for unit in changed}
    changes = {key for key, profile in night.county.profiles.items() if profile.mode == "changes"}
    gone = ended(night.db, night.current, {unit: sent[unit] - set(prints[unit]) for unit in changed}, findings, changes)
    times = Deadlines(night)
    copies = Copies(night, {unit: findings.get(unit, []) for unit in changed}, accepted, not_standing)
    written, told = [], {}
    for unit in changed:
        lines = [_line(f, sent[unit], gone[unit], not_standing) for f in open_now.get(unit, [])]
        rows = {FORMS[form].title: count for form, count in accepted.get(unit, {}).items()}
        folder = night.instance.var / "returns" / str(night.at.id) / unit
        try:
            folder.mkdir(parents=True, exist_ok=True)
            attached = copies.write(unit, names[unit], folder)
            letter = Letter(
                names[unit], night.as_of, lines, gone[unit].mended, rows, night.instance.settings.ask, gone[unit].deleted,
                explained=len(findings.get(unit, [])) - len(lines), attached=[path.name for path in attached],
                mend_by=times.mend_by(unit, open_now.get(unit, [])), missing=times.missing(unit), due_next=times.next(unit))  # fmt: skip
            for name, write in _SHAPES.items():
                (folder / name).write_text(write(letter), encoding="utf-8")
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter, the other offices and the digest wait for theirs
            keep_story(error, night.instance.var)
            night.untold.append(f"{names[unit]}：{machine_failure(error)}")
            continue
        written.append(folder / "letter.txt")
        told[unit] = "\n".join([digests[unit], *prints[unit], *gone[unit].pending])
    remember(night.db, told)
    return written


def _names(night: Night) -> dict[str, str]:
    return {u.code: u.name for u in night.county.units.by_code.values()}


def _line(finding: Finding, sent: set[str], gone: Ended, not_standing: Mapping[int, str]) -> Line:
    severity, file, sheet, cell, message = (str(finding[name]) for name in ("severity", "file", "sheet", "cell", "message"))
    is_new = finding["fingerprint"] not in sent and trouble(finding) not in gone.still
    delivery = finding["delivery_id"]
    fate = not_standing.get(int(str(delivery)), "") if delivery is not None else "stopped" if severity == "stop" and file else ""
    return Line(severity, file, sheet, cell, message, is_new, fate)


def _digest(night: Night, published: bool, findings: Findings, letters: list[Path]) -> Digest:
    by_unit: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for row in counts(night.db, night.at.id):
        for i, name in enumerate(("loaded", "rejected", "stops", "rejects", "warns")):
            by_unit[row["unit_code"]][i] += row[name]
    names = _names(night)
    asked = [(number, names.get(unit, unit), FORMS[form].title) for number, unit, form in held_deliveries(night.db, night.at)]
    figures = {
        r["label"]: f"{r['value']:g}{r['measure']}" for r in board.headline(night.db) if r["value"] is not None and r["measure"] != "比例"
    }
    units = [UnitLine(names.get(code, code or "（不明单位）"), *counts) for code, counts in sorted(by_unit.items())]
    strays = [_line(f, set(), Ended(), {}) for unit in set(findings) - set(names) for f in findings[unit] if f["file"]]
    written = [(str(path.relative_to(night.instance.var)), names[path.parent.name]) for path in letters]
    times = Deadlines(night)
    return Digest(night.as_of, night.at.id, published, len(night.arrived), units, asked, night.failed, night.warned, source_lines(night),
                  board.lost_projects(night.db), figures, strays, written, night.untold,
                  times.warning, [*report_lines(times.reports, {form.id: form.title for form in FORMS.values()}), *times.let_off()], times.all_missing())  # fmt: skip
