"""`python -m tests.sources.many [FILES]`: what it costs to list many files of which ten changed, on every kind of source.

It ends by itself: each kind is listed twice, on loopback, against a server of this machine.
"""

import io
import sys
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

from imap_tools import MailBoxUnencrypted

from connectors.archive import keep
from connectors.pull import pull
from connectors.source import Remembered
from connectors.stores import open_store
from flows.instance import SHIPPED
from schemas.units import read_units
from tests.sources.servers import HOST, KINDS, PASSWORD, USER, Served, imap

UNITS = read_units(SHIPPED / "units.csv")
OFFICES = 40


def main(files: int = 10_000) -> None:
    print("| source | files | listed in | a night with ten changed | fetched |\n|---|---|---|---|---|")
    for kind, serve in KINDS.items():
        with tempfile.TemporaryDirectory() as place, serve(Path(place) / "server") as served:
            _tell(kind, files, *_measure(served, files, Path(place) / "archive"))
    with tempfile.TemporaryDirectory() as place, imap(Path(place)) as served:
        mails = files // 10  # a mailbox is emptied every night
        _tell("imap", mails, *_mails(served, mails, Path(place) / "archive"))


def _tell(kind: str, files: int, listing: float, fetched: int, night: float) -> None:
    print(f"| {kind} | {files:,} | {listing:.1f} s | {night:.1f} s | {fetched} |", flush=True)


def _measure(served: Served, files: int, archive: Path) -> tuple[float, int, float]:
    """Seconds of a listing, files fetched and seconds of a night that remembers it; what it remembers is kept already."""
    sha256, size = keep(archive, io.BytesIO(b"PK"))
    for number in range(files):
        served.put(f"单位{number % OFFICES:02}/{number:05}.xlsx", b"PK %d" % number)
    began, store = time.monotonic(), open_store(served.source(timeout=300))
    known = {one.path: Remembered(one.path, one.stamp, sha256=sha256, size=size) for one in store.look()}
    listing = time.monotonic() - began
    store.close()
    for number in range(10):
        served.put(f"单位{number % OFFICES:02}/{number:05}.xlsx", b"PK other %d" % number, age=30)
    began = time.monotonic()
    two = pull(served.source(timeout=300), archive, UNITS, known, {})
    assert (two.trouble, two.listed, len(two.kept)) == (None, files, files), two.trouble
    return listing, two.fetched, time.monotonic() - began


def _mails(served: Served, mails: int, archive: Path) -> tuple[float, int, float]:
    """As _measure; the first number is what it costs to read them all."""
    with MailBoxUnencrypted(HOST, port=served.port, timeout=30).login(USER, PASSWORD) as box:
        for number in range(mails):
            box.append(_mail(number), "INBOX")
        began = time.monotonic()
        known: dict[str, Remembered] = pull(served.source(), archive, UNITS, {}, {"a@b.cn": "ST01"}).memory
        first = time.monotonic() - began
        for number in range(mails, mails + 10):
            box.append(_mail(number), "INBOX")
    began = time.monotonic()
    fetched = pull(served.source(), archive, UNITS, known, {"a@b.cn": "ST01"}).fetched
    return first, fetched, time.monotonic() - began


def _mail(number: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.cn", "报送"
    mail.set_content("请查收")
    mail.add_attachment(b"PK %d" % number, maintype="application", subtype="octet-stream", filename=f"{number}.xlsx")
    return mail.as_bytes()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
