"""A mailbox on a real IMAP server: known senders' sheets are loaded, others' lie aside, 无变化 is noted, nothing is deleted."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from imap_tools import MailBoxUnencrypted

from connectors.archive import kept_path
from connectors.mail_words import plain, says_nil
from connectors.mailbox import _bodies, put_away
from connectors.pull import pull as pull_source
from connectors.source import Pulled, Remembered, SourceRefused
from flows.instance import SHIPPED
from schemas.units import read_units
from tests.sources.many import CHANGED, measure_mail
from tests.sources.servers import HOST, PASSWORD, USER, Served, cut_off, imap, silent
from tests.sources.test_zipped import packed

pytestmark = pytest.mark.xdist_group("sources")
UNITS = read_units(SHIPPED / "units.csv")
SENDERS = {"zsj@shiliang.example.com": "330802100", "@hangbu.example.com": "330802101"}
SHILIANG = "石梁镇经发办 <zsj@shiliang.example.com>"


class Clerk:
    """Puts mails into the mailbox, and looks at what lies where."""

    def __init__(self, served: Served) -> None:
        self.served = served

    def box(self) -> Any:
        return MailBoxUnencrypted(HOST, port=self.served.port, timeout=10).login(USER, PASSWORD)

    def send(self, sender: str, subject: str = "6月报表", text: str = "请查收", **files: bytes) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, "saima@example.com", subject
        mail["Date"] = "Thu, 30 Jun 2022 09:00:00 +0800"
        mail.set_content(text)
        for name, content in files.items():
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        with self.box() as box:
            box.append(mail.as_bytes(), "INBOX")

    def lies(self, folder: str) -> int:
        with self.box() as box:
            return int(box.folder.status(folder)["MESSAGES"]) if box.folder.exists(folder) else 0


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    with imap(tmp_path / "mail") as served:
        yield Clerk(served)


def pull(clerk: Clerk, archive: Path, known: dict[str, Remembered] | None = None, **other: Any) -> Pulled:
    return pull_source(clerk.served.source(**other), archive, UNITS, known or {}, SENDERS)


def test_known_senders_are_loaded_and_strangers_lie_aside(clerk: Clerk, tmp_path: Path) -> None:
    clerk.send(SHILIANG, **{"六月台账.xlsx": b"PK one", "logo.png": b"x"})
    clerk.send("new@hangbu.example.com", **{"夹.zip": packed(("航埠/台账.xlsx", b"PK two"))})
    clerk.send('"zsj@shiliang.example.com" <evil@example.org>', **{"台账.xlsx": b"PK evil"})
    clerk.send("zsj@shiliang.example.com, evil@example.org", **{"台账.xlsx": b"PK evil"})
    pulled = pull(clerk, tmp_path)
    assert pulled.trouble is None and not pulled.forgets
    assert [(k.path, k.file, k.folder_unit) for k in pulled.kept] == [
        ("zsj@shiliang.example.com/六月台账.xlsx", "六月台账.xlsx", "330802100"),
        ("new@hangbu.example.com/夹.zip/航埠/台账.xlsx", "台账.xlsx", "330802101"),
    ]
    assert set(pulled.strangers) == {"evil@example.org", "zsj@shiliang.example.com、evil@example.org"}
    put_away(clerk.served.source(), pulled.memory)
    assert [clerk.lies(folder) for folder in ("INBOX", "saima-read", "saima-aside")] == [0, 2, 2]
    after = pull(clerk, tmp_path, pulled.memory)
    assert (after.listed, after.fetched, after.aside, after.kept) == (0, 0, 2, [])


def test_a_mail_that_could_not_be_moved_is_not_read_again(clerk: Clerk, tmp_path: Path) -> None:
    """The hundredth part of what docs/evidence/listing.json says of a mailbox, by the same code."""
    found = measure_mail(clerk.served, 10, tmp_path)
    assert (found.fetched, found.others) == (CHANGED, 0)


def test_a_reply_with_a_mended_workbook_comes_after_what_it_mends(clerk: Clerk, tmp_path: Path) -> None:
    clerk.send(SHILIANG, **{"台账.xlsx": b"PK wrong"})
    clerk.send(SHILIANG, subject="回复：6月报表", **{"台账.xlsx": b"PK mended"})
    kept = pull(clerk, tmp_path).kept
    assert [kept_path(tmp_path, k.sha256).read_bytes() for k in kept] == [b"PK wrong", b"PK mended"]
    assert len({k.path for k in kept}) == 1


@pytest.mark.parametrize("name", ["../../x.xlsx", "/etc/x.xlsx", "C:\\x.xlsx"])
def test_an_attachment_that_names_a_place_is_refused(clerk: Clerk, tmp_path: Path, name: str) -> None:
    clerk.send(SHILIANG, **{name: b"PK"})
    pulled = pull(clerk, tmp_path)
    assert pulled.kept == [] and list(pulled.refused.values()) == ["附件的文件名带有路径"]
    assert not list(tmp_path.rglob("x.xlsx"))


def test_no_change_is_noted_with_its_form(clerk: Clerk, tmp_path: Path) -> None:
    clerk.send(SHILIANG, subject="本月到位资金明细表无变化", text="如题\n\n发件人：saima\n招商项目台账 无变化")
    nil = pull(clerk, tmp_path).nils
    assert [(n.unit, n.form, n.said) for n in nil] == [("330802100", "funds", "本月到位资金明细表无变化")]
    assert nil[0].sent_at and nil[0].sent_at.isoformat() == "2022-06-30T09:00:00+08:00"


@pytest.mark.parametrize(
    ("subject", "body", "found"),
    [
        ("6月：无变化", "", [("", "6月：无变化")]),
        ("回复：催报", "您好，本月没有变动。", [("", "您好，本月没有变动。")]),
        (
            "无变化",
            "招商项目台账、到位资金明细表无变化",
            [("projects", "招商项目台账、到位资金明细表无变化"), ("funds", "招商项目台账、到位资金明细表无变化")],
        ),
        ("请报送", "请问本月有无变化？", []),
        ("回复", "附件已更新\n> 本月无变化", []),
        ("回复", "已改\n在2022年6月30日，saima写道：\n无变化", []),
        ("零报告", "", [("", "零报告")]),
    ],
)
def test_the_words_of_no_change(subject: str, body: str, found: list[tuple[str, str]]) -> None:
    assert says_nil(subject, body) == found


def test_a_mail_of_html_is_read_by_its_text() -> None:
    assert says_nil("回复", plain("<style>无变化</style><p>本月&nbsp;有变化</p><div>见附件</div>")) == []
    assert says_nil("回复", plain("<p>本月</p><p>无变化</p>")) == [("", "无变化")]


@dataclass
class Answer:
    uid: str | None
    headers: dict[str, str]


class Interrupted:
    """A mailbox whose server says something of its own between the mails of one answer: by twos they are out of step from there on."""

    def fetch(self, *, uid_list: list[str], mark_seen: bool, bulk: bool = False) -> list[Answer]:
        if bulk:
            return [Answer("1", {"from": "a"}), Answer(None, {}), Answer("2", {"from": "b"})]
        return [Answer(uid, {"from": uid}) for uid in uid_list if uid != "3"]  # which has vanished


def test_mails_that_come_out_of_step_are_asked_for_one_by_one() -> None:
    box: Any = Interrupted()
    assert [(uid, mail.headers) for uid, mail in _bodies(box, ["1", "2", "3"])] == [("1", {"from": "1"}), ("2", {"from": "2"})]


def test_the_faults_of_a_mailbox(clerk: Clerk, tmp_path: Path) -> None:
    refused = pull(clerk, tmp_path, password="Falsch-4711", tries=3, wait=30).trouble
    assert isinstance(refused, SourceRefused) and "口令" in refused.why and "4711" not in str(refused)
    assert isinstance(pull(clerk, tmp_path, inbox="Nowhere").trouble, SourceRefused)
    closed = pull(clerk, tmp_path, **clerk.served.at_port(1)).trouble
    assert closed and closed.why == "连不上"
    with silent() as port:
        slow = pull(clerk, tmp_path, **clerk.served.at_port(port), timeout=1).trouble
    assert slow and slow.why == "很久没有应答"
    clerk.send(SHILIANG, **{"小.xlsx": b"PK small"})
    clerk.send(SHILIANG, **{"大.xlsx": io.BytesIO(b"x" * 900_000).getvalue()})
    with cut_off(clerk.served.port, 200_000) as port:
        cut = pull(clerk, tmp_path, **clerk.served.at_port(port), timeout=5)
    assert cut.trouble and [k.file for k in cut.kept] == ["小.xlsx"]
    assert [k.file for k in pull(clerk, tmp_path, cut.memory).kept] == ["大.xlsx"]


def test_a_password_does_not_travel_in_clear_to_another_machine(tmp_path: Path) -> None:
    """A server elsewhere that offers no encryption is not told it; 127.0.0.2 stands for elsewhere."""
    with imap(tmp_path / "mail", "127.0.0.2") as served:
        trouble = pull_source(served.source(), tmp_path, UNITS, {}, SENDERS).trouble
    assert isinstance(trouble, SourceRefused) and "不加密" in trouble.why
