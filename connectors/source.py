"""A source: a place where offices leave their sheets; what it lists, what was remembered of it, why it could not be read."""

from dataclasses import dataclass, field
from datetime import date, datetime

#: In the name of what is written beside a sheet that was checked; a file with it is no sheet to be checked.
ANSWER = ".检查结果"

#: Whose a sheet is where it does not say so itself; else the code of a unit.
FROM_FOLDER, FROM_SENDER = "from folder", "from sender"


class SourceUnreachable(Exception):
    """The source cannot be listed or read now. `why` says it in Chinese, `said` is what the library said; no password is in either."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(f"{why}（{said}）" if said else why)
        self.why, self.said = why, said


class SourceRefused(SourceUnreachable):
    """Trying again changes nothing, and three wrong passwords may lock an account."""


@dataclass(frozen=True)
class Source:
    """Where it is and how it is asked; `name` is what arrivals know it by, so that a server may move.

    `settle` are the seconds between two looks at what is new, `timeout` those without an answer, `at_most` those of the whole
    source; `tries` with `wait` seconds before the second, twice as many before the third.
    """

    name: str
    url: str
    pattern: str = "*"
    unit: str = FROM_FOLDER
    user: str = ""
    password: str = field(default="", repr=False)
    key_file: str = ""
    known_hosts: str = ""
    endpoint: str = ""
    inbox: str = "INBOX"
    read: str = "saima-read"
    aside: str = "saima-aside"
    settle: float = 0
    timeout: float = 60
    at_most: float = 1800
    tries: int = 3
    wait: float = 5
    checks: bool = False  # its sheets are answered, and neither loaded nor kept

    @property
    def is_mail(self) -> bool:
        return self.url.startswith(("imap://", "imaps://"))

    def hide(self, text: str) -> str:
        """The text without this source's password, whatever library wrote it there."""
        return text.replace(self.password, "***") if self.password else text


@dataclass(frozen=True)
class Listed:
    """A file as a listing shows it: `stamp` changes with it (size, time, ETag); '' where nothing of the kind is known.

    `changed_at` are seconds of the epoch; a file changed less than `grain` seconds ago may change again under the same stamp.
    """

    path: str
    size: int | None
    stamp: str
    changed_at: float | None = None
    grain: float = 2.0


@dataclass(frozen=True)
class Remembered:
    """What a path of a source held when it was last looked at: `state` is kept, waiting, refused or (mail) aside.

    `within` is the archive a member was taken from; `why` says in Chinese what it waits for or why it was refused.
    """

    path: str
    stamp: str
    state: str = "kept"
    why: str = ""
    sha256: str = ""
    size: int = 0
    within: str = ""


@dataclass(frozen=True)
class Kept:
    """One file of a source, kept: `path` within the source, `folder_unit` the office whose folder or sender it came from ('' if none).

    One larger than MAX_FILE is not taken in: its `sha256` only says its size. `changed_at` is when the source says it was put there, if it does.
    """

    source: str
    path: str
    file: str
    folder_unit: str
    sha256: str
    size: int
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Nil:
    """A mail or a file name of `unit` that says 无变化: of one form, or (form '') of all it sends; of the period it names, if it does."""

    unit: str
    form: str
    said: str
    sent_at: datetime | None
    key: str
    period_from: date | None = None
    period_to: date | None = None


@dataclass
class Pulled:
    """What one source gave: `kept` lies there now, fetched tonight or as remembered; `memory` is what to remember.

    `missed` are (path, why) of files that were listed and not got, `refused` of names that lead outside, `strangers` senders on no list.
    """

    source: str
    kept: list[Kept] = field(default_factory=list)
    memory: dict[str, Remembered] = field(default_factory=dict)
    missed: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, int] = field(default_factory=dict)
    nils: list[Nil] = field(default_factory=list)
    listed: int = 0
    fetched: int = 0
    aside: int = 0  # mails of strangers that lie aside
    trouble: SourceUnreachable | None = None
    forgets: bool = True  # a path that it does not list any more holds nothing; false of a mailbox, whose read mails are moved

    @property
    def waiting(self) -> dict[str, str]:
        return {path: r.why for path, r in self.memory.items() if r.state == "waiting"}

    @property
    def refused(self) -> dict[str, str]:
        return {path: r.why for path, r in self.memory.items() if r.state == "refused"}
