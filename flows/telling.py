"""Telling: a letter an office and a digest for the data officer, as files. An office hears only when something changed."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from bulletins.digest import Digest, UnitLine, write_digest
from bulletins.letter import Letter, Line, write_letter
from flows.night import Night
from schemas.forms import FORMS
from warehouse import board
from warehouse.letters import accepted_rows, held_deliveries, last_told, open_findings, remember
from warehouse.state import counts

Findings = Mapping[str, list[dict[str, object]]]  # open at the batch, by unit


def tell(night: Night, published: bool) -> list[Path]:
    """Write the letters of offices whose findings or sheets changed, and the digest; returns the files written."""
    folder = night.instance.var / "returns" / str(night.at.id)
    findings = open_findings(night.db, night.at)
    written = _letters(night, folder, findings)
    outbox = night.instance.var / "outbox"
    outbox.mkdir(parents=True, exist_ok=True)
    digest = outbox / f"{night.at.id:06d}-{night.as_of.isoformat()}-data-officer.txt"
    digest.write_text(write_digest(_digest(night, published, findings)), encoding="utf-8")
    return [*written, digest]


def _letters(night: Night, folder: Path, findings: Findings) -> list[Path]:
    names = {u.code: u.name for u in night.county.units.by_code.values()}
    accepted = accepted_rows(night.db, night.at)
    last, told = last_told(night.db), {}
    written = []
    for unit in sorted({*findings, *accepted, *last} & set(names)):
        prints = sorted({str(f["fingerprint"]) for f in findings.get(unit, [])})
        sent = [part for part in last.get(unit, "").split("\n")[1:] if part]
        digest = hashlib.sha256(f"{prints}{sorted(accepted.get(unit, {}).items())}".encode()).hexdigest()
        if last.get(unit, "").split("\n")[0] == digest:
            continue
        lines = [_line(f, f["fingerprint"] not in sent) for f in findings.get(unit, [])]
        rows = {FORMS[form].title: count for form, count in accepted.get(unit, {}).items()}
        letter = Letter(names[unit], night.as_of, lines, len(set(sent) - set(prints)), rows, night.instance.settings.ask)
        path = folder / unit / "letter.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_letter(letter), encoding="utf-8")
        written.append(path)
        told[unit] = "\n".join([digest, *prints])
    remember(night.db, told)
    return written


def _line(finding: Mapping[str, object], is_new: bool) -> Line:
    severity, file, sheet, cell, message = (str(finding[name]) for name in ("severity", "file", "sheet", "cell", "message"))
    return Line(severity, file, sheet, cell, message, is_new)


def _digest(night: Night, published: bool, findings: Findings) -> Digest:
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
    strays = [_line(f, is_new=False) for unit in set(findings) - set(names) for f in findings[unit] if f["file"]]
    return Digest(night.as_of, night.at.id, published, len(night.arrived), units, asked, night.failed, night.warned, night.unreachable,
                  board.lost_projects(night.db), figures, strays)  # fmt: skip
