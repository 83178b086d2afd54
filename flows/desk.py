"""The desk that answers: files in, the words of the answer and the annotated copies out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bulletins.letter import Line
from bulletins.self_check import Answer, FileAnswer
from connectors.archive import kept_path
from connectors.source import Kept
from flows.checking import Checked, Hints, Sheet, check_sheets, mark_copy
from flows.failures import keep_story
from flows.instance import Instance
from flows.passwords import find_passwords
from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.rule_catalogue import SEVERITY
from schemas.saying import say
from schemas.senders import Senders
from schemas.units import Units

AT_ONCE = 25  # requests that are read before the first of them is answered


@dataclass(frozen=True)
class Desk:
    """What an answer is made with; `folder` is where memories lie, and what is being checked."""

    instance: Instance
    units: Units
    senders: Senders
    today: date
    folder: Path

    def check(self, groups: Sequence[Sequence[Kept]], archive: Path) -> list[list[tuple[Sheet, Checked]]]:
        """Each group of kept files, checked without the others."""
        sheets = [[Sheet(kept_path(archive, f.sha256), f.file, Hints(unit=f.folder_unit), f.size) for f in group] for group in groups]
        passwords, _ = find_passwords(self.instance, self.units, {f.folder_unit for group in groups for f in group})
        done = check_sheets(self.instance, sheets, self.today, passwords)
        return [list(zip(some, checked, strict=True)) for some, checked in zip(sheets, done, strict=True)]

    def mark(self, checked: Sequence[tuple[Sheet, Checked]], out: Path) -> list[Path | None]:
        """Their annotated copies in `out`, in order; one that cannot be made costs no answer: its story is kept in var/log."""
        taken: set[str] = set()
        made: list[Path | None] = []
        for sheet, one in checked:
            try:
                made.append(Path(mark_copy(one, sheet, self.units, self.instance, self.today, out, taken).copy))
            except Exception as error:  # noqa: BLE001 - whatever a workbook does to us, its sender is told the rest, and the others are answered
                keep_story(error, self.instance.var)
                made.append(None)
        return made

    def answer(self, checked: Sequence[Checked], copies: Sequence[str], then: str, notes: Sequence[str] = ()) -> Answer:
        files = [
            FileAnswer(one.file, self._read_as(one), [_line(f) for f in one.findings], copy)
            for one, copy in zip(checked, copies, strict=True)
        ]
        return Answer(files, self.instance.settings.ask, then, notes)

    def _read_as(self, one: Checked) -> list[str]:
        names = {u.code: u.name for u in self.units.by_code.values()}
        return [f"{FORMS[d.form].title}，{names.get(d.unit, '（不明单位）')}，{d.period}，{d.rows_read}行" for d in one.deliveries]


def _line(finding: Finding) -> Line:
    return Line(SEVERITY[finding.rule], finding.file, finding.sheet, finding.cell, say(finding).message, True)
