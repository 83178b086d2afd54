"""The letters of a night: an office hears only when its findings or sheets changed, or a sheet of its own is overdue."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bulletins.group import Spot, write_group
from bulletins.letter import Letter, Line, head_lines, write_letter
from bulletins.notice import write_html, write_notice
from bulletins.urging import Lacking, urging_lines, write_urging
from flows.copies import Copies
from flows.deadlines import Deadlines
from flows.failures import keep_story, machine_failure
from flows.night import Night
from schemas.forms import FORMS
from warehouse.ended import Ended, ended, trouble
from warehouse.letters import accepted_rows, fates, last_told

Finding = Mapping[str, object]
Findings = Mapping[str, list[dict[str, object]]]  # open at the batch, by unit


@dataclass
class Written:
    """Letters by office: the folder each lies in, its first line, and what it says as `last_told` will have it. `failed` had none."""

    folders: dict[str, Path] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)


def write_letters(night: Night, findings: Findings, urged: Mapping[str, Sequence[Lacking]], times: Deadlines) -> Written:
    """Write them; one that cannot be written stops no other: it stands in `night.untold`, and is tried again next night."""
    names = {u.code: u.name for u in night.county.units.by_code.values()}
    accepted, not_standing = accepted_rows(night.db, night.at), fates(night.db, night.at, findings)
    last = {unit: text.split("\n") for unit, text in last_told(night.db).items()}
    open_now = {unit: [f for f in own if f["explained_by"] is None] for unit, own in findings.items()}
    prints = {unit: sorted({str(f["fingerprint"]) for f in open_now.get(unit, [])}) for unit in {*findings, *accepted, *last} & set(names)}
    digests = {unit: hashlib.sha256(f"{own}{sorted(accepted.get(unit, {}).items())}".encode()).hexdigest() for unit, own in prints.items()}
    changed = sorted(unit for unit in prints if last.get(unit, [""])[0] != digests[unit])
    sent = {unit: {part for part in last.get(unit, [])[1:] if part} for unit in changed}
    changes = {key for key, profile in night.county.profiles.items() if profile.mode == "changes"}
    gone = ended(night.db, night.current, {unit: sent[unit] - set(prints[unit]) for unit in changed}, findings, changes)
    copies = Copies(night, {unit: findings.get(unit, []) for unit in changed}, accepted, not_standing)
    done = Written()
    for unit in sorted({*changed, *urged} & set(names)):
        folder = night.instance.var / "returns" / str(night.at.id) / unit
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if unit not in gone:
                done.subjects[unit] = _only_urge(night, names[unit], urged[unit], folder)
            else:
                own = open_now.get(unit, [])
                lines = [letter_line(f, sent[unit], gone[unit], not_standing) for f in own]
                rows = {FORMS[form].title: count for form, count in accepted.get(unit, {}).items()}
                attached = copies.write(unit, names[unit], folder)
                letter = Letter(
                    names[unit], night.as_of, lines, gone[unit].mended, rows, night.instance.settings.ask, gone[unit].deleted,
                    explained=len(findings.get(unit, [])) - len(lines), attached=[path.name for path in attached],
                    mend_by=times.mend_by(unit, own), missing=() if unit in urged else times.missing(unit), due_next=times.next(unit))  # fmt: skip
                _write(letter, [_spot(f) for f in own], urging_lines(urged.get(unit, [])), folder)
                done.subjects[unit] = head_lines(letter)[0]
                done.said[unit] = "\n".join([digests[unit], *prints[unit], *gone[unit].pending])
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one letter, the other offices and the digest wait for theirs
            keep_story(error, night.instance.var)
            night.untold.append(f"{names[unit]}：{machine_failure(error)}")
            done.failed.add(unit)
            continue
        done.folders[unit] = folder
    return done


def _write(letter: Letter, spots: Sequence[Spot], urging: Sequence[str], folder: Path) -> None:
    """In full, for robots, for mail and for groups; annotated workbooks lie beside it."""
    (folder / "letter.txt").write_text(write_letter(letter, urging), encoding="utf-8")
    (folder / "notice.txt").write_text(write_notice(letter, urging), encoding="utf-8")
    (folder / "letter.html").write_text(write_html(letter, urging), encoding="utf-8")
    (folder / "group.txt").write_text(write_group(letter, spots, urging), encoding="utf-8")


def _only_urge(night: Night, name: str, lacking: Sequence[Lacking], folder: Path) -> str:
    text = write_urging(name, night.as_of, lacking, night.instance.settings.ask)
    for shape in ("letter.txt", "notice.txt", "group.txt"):
        (folder / shape).write_text(text, encoding="utf-8")
    return text.split("\n", 1)[0]


def letter_line(finding: Finding, sent: set[str], gone: Ended, not_standing: Mapping[int, str]) -> Line:
    severity, file, sheet, cell, message = (str(finding[name]) for name in ("severity", "file", "sheet", "cell", "message"))
    is_new = finding["fingerprint"] not in sent and trouble(finding) not in gone.still
    delivery = finding["delivery_id"]
    fate = not_standing.get(int(str(delivery)), "") if delivery is not None else "stopped" if severity == "stop" and file else ""
    return Line(severity, file, sheet, cell, message, is_new, fate)


def _spot(finding: Finding) -> Spot:
    form = FORMS.get(str(finding["form"]))
    field = next((f.title for f in form.fields if f.id == finding["field"]), "") if form else ""
    return Spot(str(finding["severity"]), form.title if form else "", str(finding["cell"]), field)
