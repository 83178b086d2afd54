"""The annotated workbooks of a night: for each office that gets a letter, every file of which something is said."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletins.letter import FATES
from bulletins.marks import Listing
from connectors.archive import kept_path
from flows.failures import keep_story
from flows.night import Night
from flows.returning import by_arrival, head_of, write_copy
from warehouse.explanations import reasons_of
from warehouse.letters import kept_files

Finding = Mapping[str, object]


class Copies:
    """Looks up once what all copies of tonight need; `write` makes one office's."""

    def __init__(
        self, night: Night, findings: Mapping[str, Sequence[Finding]], accepted: Mapping[str, Mapping[str, int]], fates: Mapping[int, str]
    ) -> None:
        rows = [row for own in findings.values() for row in own]
        self.night, self.findings, self.accepted, self.fates = night, findings, accepted, fates
        self.files = kept_files(night.db, (int(str(row["arrival_id"])) for row in rows if row["arrival_id"] is not None))
        self.reasons = reasons_of(night.db, (int(str(row["explained_by"])) for row in rows if row["explained_by"] is not None))

    def write(self, unit: str, name: str, folder: Path) -> list[Path]:
        """The copies of one office's files. One that cannot be made costs no letter: its story is kept."""
        written: list[Path] = []
        taken = {"letter.txt", "letter.html", "notice.txt", "group.txt"}
        own = self.findings[unit]
        for arrival, marks in sorted(by_arrival(own, self.reasons).items()):
            kept = self.files[arrival]
            about = next((row for row in own if row["arrival_id"] == arrival and row["delivery_id"] in self.fates), None)
            fate = f"没有采用（{FATES[self.fates[int(str(about['delivery_id']))]]}）。" if about else ""
            accepted = self.accepted.get(unit, {})
            head = head_of(name, f"截至{self.night.as_of:%Y年%-m月%-d日}", marks, accepted, fate, self.night.instance.settings.ask)
            path = kept_path(self.night.instance.var / "archive", kept.sha256)
            try:
                written.append(write_copy(path, kept.file, folder, Listing(head, marks), taken))
            except Exception as error:  # noqa: BLE001 - a workbook that no program foresaw: the letter says all of it
                keep_story(error, self.night.instance.var)
        return written
