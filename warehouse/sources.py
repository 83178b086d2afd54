"""What is remembered of sources: what each path held when it was last looked at, each look, and mails that say 无变化."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from sqlalchemy import BigInteger, Column, Date, Index, Integer, Table, Text, delete, func, insert, select

from warehouse.batches import Batch
from warehouse.board import Row, rows
from warehouse.database import Database
from warehouse.tables import ARRIVAL, METADATA

SOURCE_FILE = Table(
    "source_file",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("path", Text, primary_key=True, comment="within the source; of a mail its number"),
    Column("within", Text, nullable=False, comment="the archive it was taken from, or ''"),
    Column("stamp", Text, nullable=False, comment="size, time, ETag: it changes with the file"),
    Column("state", Text, nullable=False, comment="kept, waiting, refused or aside"),
    Column("why", Text, nullable=False, comment="what it waits for, or why it was refused"),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    comment="what the paths of a source held when it was last looked at: only what changed is fetched",
)
LOOK = Table(
    "look",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("batch_id", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("began_at", Text, nullable=False),
    Column("ended_at", Text, nullable=False),
    Column("listed", Integer, nullable=False),
    Column("fetched", Integer, nullable=False),
    Column("came", Integer, nullable=False, comment="arrivals: bytes new at their path"),
    Column("missed", Integer, nullable=False, comment="listed and not got"),
    Column("aside", Integer, nullable=False, comment="mails of strangers that lie aside"),
    Column("trouble", Text, nullable=False, comment="why it could not be read, or ''"),
    Index("look_source", "source"),
    comment="each time a night looked at a source",
)
NIL_NOTE = Table(
    "nil_note",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False, comment="the mail"),
    Column("unit_code", Text, nullable=False),
    Column("form", Text, nullable=False, comment="'' where the mail names none"),
    Column("said", Text, nullable=False),
    Column("sent_at", Text),
    Column("period_from", Date, comment="of the period it names; NULL: it names none"),
    Column("period_to", Date),
    Column("seen_batch", Integer, nullable=False),
    Column("seen_on", Date, nullable=False),
    comment="mails in which an office says that nothing changed",
)


class FileLike(Protocol):
    """What remember() asks of a file."""

    @property
    def path(self) -> str: ...
    @property
    def within(self) -> str: ...
    @property
    def stamp(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def size(self) -> int: ...


class NilLike(Protocol):
    """What note_nils() asks of a mail."""

    @property
    def unit(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def sent_at(self) -> datetime | None: ...
    @property
    def key(self) -> str: ...
    @property
    def period_from(self) -> date | None: ...
    @property
    def period_to(self) -> date | None: ...


@dataclass(frozen=True)
class SourceFile:
    path: str
    within: str
    stamp: str
    state: str
    why: str
    sha256: str
    size: int


_NAMES = ("path", "within", "stamp", "state", "why", "sha256", "size")


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def remembered(db: Database, source: str) -> list[SourceFile]:
    """What the source's paths held when it was last looked at."""
    with db.engine.connect() as connection:
        query = select(*(SOURCE_FILE.c[name] for name in _NAMES)).where(SOURCE_FILE.c.source == source)
        return [SourceFile(*row) for row in connection.execute(query)]


def remember(db: Database, source: str, files: Iterable[FileLike], *, whole: bool) -> None:
    """Store what the source's paths hold now; unless the listing was `whole`, a path that is not among them is as it was."""
    new = {f.path: SourceFile(*(getattr(f, name) for name in _NAMES)) for f in files}
    old = {f.path: f for f in remembered(db, source)}
    changed = [f for path, f in new.items() if old.get(path) != f]
    inside = {path for path, f in old.items() if f.within in {c.path for c in changed} and f.within and path not in new}
    gone = (set(old) - set(new) if whole else inside) | {f.path for f in changed if f.path in old}
    with db.engine.begin() as connection:
        for some in _parts(sorted(gone)):
            connection.execute(delete(SOURCE_FILE).where(SOURCE_FILE.c.source == source, SOURCE_FILE.c.path.in_(some)))
        if changed:
            connection.execute(insert(SOURCE_FILE), [{"source": source, **vars(f)} for f in changed])


def _parts(names: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    return [names[start : start + size] for start in range(0, len(names), size)]


def note_look(db: Database, batch: Batch, source: str, began: str, counts: tuple[int, int, int, int], trouble: str) -> None:
    """Store a look; `counts` are files listed, fetched, missed, and mails aside."""
    listed, fetched, missed, aside = counts
    with db.engine.begin() as connection:
        query = select(func.count()).select_from(ARRIVAL).where(ARRIVAL.c.source == source, ARRIVAL.c.seen_batch == batch.id)
        came = connection.execute(query).scalar_one()
        connection.execute(insert(LOOK), {
            "batch_id": batch.id, "source": source, "began_at": began, "ended_at": now(), "listed": listed, "fetched": fetched,
            "came": came, "missed": missed, "aside": aside, "trouble": trouble})  # fmt: skip


def note_nils(db: Database, batch: Batch, source: str, nils: Iterable[NilLike], today: date) -> None:
    """Store what mails say of nothing having changed, a mail and form once."""
    with db.engine.begin() as connection:
        known = {tuple(row) for row in connection.execute(select(NIL_NOTE.c.key, NIL_NOTE.c.form).where(NIL_NOTE.c.source == source))}
        for nil in nils:
            if (nil.key, nil.form) not in known:
                connection.execute(insert(NIL_NOTE), {
                    "source": source, "key": nil.key, "unit_code": nil.unit, "form": nil.form, "said": nil.said,
                    "sent_at": nil.sent_at.isoformat() if nil.sent_at else None, "period_from": nil.period_from, "period_to": nil.period_to, "seen_batch": batch.id, "seen_on": today})  # fmt: skip


def last_read(db: Database) -> dict[str, str]:
    """Of each source when it was last read without trouble."""
    with db.engine.connect() as connection:
        query = select(LOOK.c.source, func.max(LOOK.c.ended_at)).where(LOOK.c.trouble == "").group_by(LOOK.c.source)
        return {row[0]: row[1] for row in connection.execute(query)}


def looked_at(db: Database) -> list[Row]:
    """Of each source its last look: source, read_at (the last one without trouble), listed, fetched, came, waiting, missed, aside, trouble."""
    return rows(
        db,
        """
        SELECT l.source, (SELECT MAX(g.ended_at) FROM look g WHERE g.source = l.source AND g.trouble = '') AS read_at,
               l.listed, l.fetched, l.came,
               (SELECT COUNT(*) FROM source_file f WHERE f.source = l.source AND f.state = 'waiting') AS waiting,
               l.missed, l.aside, l.trouble
          FROM look l WHERE l.id IN (SELECT MAX(id) FROM look GROUP BY source) ORDER BY l.source""",
    )


def waiting_files(db: Database) -> list[Row]:
    """Files that were listed and not read, with why, of each source's last look."""
    return rows(db, "SELECT source, path, why FROM source_file WHERE state IN ('waiting', 'refused') ORDER BY source, path")
