"""`python -m tests.sources.many`: what it costs to list 10,000 files of which ten changed, on every kind of source, and that only the ten are read.

Servers are on loopback and share the machine with their client. It ends by itself; tests walk the hundredth part by the same code.
"""

import argparse
import io
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from imap_tools import MailBoxUnencrypted

from benchmarks.machine import describe
from connectors.archive import keep
from connectors.pull import pull
from connectors.source import Pulled, Remembered
from connectors.stores import open_store
from flows.instance import SHIPPED
from schemas.units import read_units
from tests.evidence import write_evidence
from tests.sources.dovecot import dovecot
from tests.sources.servers import HOST, KINDS, PASSWORD, USER, Served, imap

DOCS = Path(__file__).resolve().parents[2] / "docs"
EVIDENCE, PAGE = DOCS / "evidence" / "listing.json", DOCS / "sources.md"
UNITS = read_units(SHIPPED / "units.csv")
SENDERS = {"a@b.cn": "ST01"}
OFFICES, CHANGED = 40, 10


@dataclass(frozen=True)
class Listing:
    """One kind: `fetched` of `files` after ten changed, `others` of them that did not; seconds of a bare listing and of such a night's pull."""

    kind: str
    files: int
    fetched: int
    others: int
    listed_in: float
    pulled_in: float


def measure(kind: str, served: Served, files: int, archive: Path) -> Listing:
    """A place with many files is listed, ten change, and it is pulled by what was remembered; what it held is kept already."""
    sha256, size = keep(archive, io.BytesIO(b"PK"))
    for number in range(files):
        served.put(_path(number), b"PK %d" % number)
    if kind == "folder":
        time.sleep(0.15)  # its times are of now
    began, store = time.monotonic(), open_store(served.source(timeout=300))
    known = {one.path: Remembered(one.path, one.stamp, sha256=sha256, size=size) for one in store.look()}
    listing = time.monotonic() - began
    store.close()
    for number in range(CHANGED):
        served.put(_path(number), b"PK other %d" % number, age=30)
    began = time.monotonic()
    pulled = pull(served.source(timeout=300), archive, UNITS, known, {})
    seconds = time.monotonic() - began
    assert (pulled.trouble, pulled.listed, len(pulled.kept)) == (None, files, files), pulled.trouble
    return Listing(kind, files, pulled.fetched, _others(pulled, sha256), round(listing, 1), round(seconds, 1))


def _path(number: int) -> str:
    return f"单位{number % OFFICES:02}/{number:05}.xlsx"


def _others(pulled: Pulled, sha256: str) -> int:
    """Files beside the ten whose bytes were looked at."""
    changed = {_path(number) for number in range(CHANGED)}
    return sum(kept.path not in changed and kept.sha256 != sha256 for kept in pulled.kept)


def measure_mail(served: Served, mails: int, archive: Path) -> Listing:
    """As measure(), of a mailbox whose mails were read and could not be moved; the first time is what it costs to read them all."""
    with MailBoxUnencrypted(HOST, port=served.port, timeout=30).login(USER, PASSWORD) as box:
        for number in range(mails):
            box.append(_mail(number), "INBOX")
        began = time.monotonic()
        known: dict[str, Remembered] = pull(served.source(), archive, UNITS, {}, SENDERS).memory
        first = time.monotonic() - began
        for number in range(mails, mails + CHANGED):
            box.append(_mail(number), "INBOX")
    began = time.monotonic()
    pulled = pull(served.source(), archive, UNITS, known, SENDERS)
    seconds = time.monotonic() - began
    assert (pulled.trouble, pulled.listed) == (None, mails + CHANGED), pulled.trouble
    return Listing("imap", mails, pulled.fetched, pulled.fetched - len(pulled.kept), round(first, 1), round(seconds, 1))


def _mail(number: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.cn", "报送"
    mail.set_content("请查收")
    mail.add_attachment(b"PK %d" % number, maintype="application", subtype="octet-stream", filename=f"{number}.xlsx")
    return mail.as_bytes()


def measure_all(files: int, tell: Callable[[Listing], None]) -> list[Listing]:
    """Every kind in turn, of mail too, though a mailbox is emptied every night."""
    found = []
    for kind, serve in {**KINDS, "imap": _mailbox}.items():
        with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "server") as served:
            how: Callable[[Served, int, Path], Listing] = measure_mail if kind == "imap" else partial(measure, kind)
            found.append(how(served, files, Path(folder) / "archive"))
            tell(found[-1])
    return found


def _mailbox(place: Path) -> AbstractContextManager[Served]:
    """Dovecot where it can be started; pymap looks through all mails for each that is asked for, so that ten thousand take it half an hour."""
    return dovecot() if shutil.which("dovecot") and os.geteuid() == 0 else imap(place)


_TABLE = re.compile(r"(?<=\n)\| source \| files \|.*?\|(?=\n\n)", re.DOTALL)


def table(found: list[dict[str, Any]]) -> str:
    """The rows as docs/sources.md shows them."""
    rows = [f"| {r['kind']} | {r['files']:,} | {r['listed_in']:.1f} s | {r['pulled_in']:.1f} s | {r['fetched']} |" for r in found]
    return "\n".join(["| source | files | listed in | a night with ten changed | fetched |\n|---|---|---|---|---|", *rows])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.sources.many", description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument(
        "--write", action="store_true", help=f"write {EVIDENCE.relative_to(DOCS.parent)} and its table in {PAGE.relative_to(DOCS.parent)}"
    )
    asked = parser.parse_args()
    about = {name: said for name, said in describe("", os.getloadavg()[0]) if name != "PostgreSQL"}
    found = measure_all(asked.files, lambda one: print(one, flush=True))
    if asked.write:
        sources = [asdict(one) for one in found]
        write_evidence(EVIDENCE, "tests.sources.many", about, {"changed": CHANGED, "sources": sources})
        PAGE.write_text(_TABLE.sub(lambda _: table(sources), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0 if all((one.fetched, one.others) == (CHANGED, 0) for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
