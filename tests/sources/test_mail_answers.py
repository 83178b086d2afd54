"""From a mail with a bad workbook to the annotated answer in the sender's mailbox, over real SMTP and IMAP servers."""

import json
import shutil
import smtplib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest
from imap_tools import MailMessage

from flows import answering_mail
from flows.answering import Polled, answer_all
from flows.instance import SHIPPED, Instance
from tests.sheets import project
from tests.sources.post import Post, open_box, post_office, written
from tests.sources.servers import HOST, PASSWORD, USER, Served, free_port, imap
from tests.sources.test_answers import BAD, text_of, workbook
from tests.sources.test_mail import Clerk

pytestmark = pytest.mark.xdist_group("sources")
ASK, SHILIANG, HANGBU = "check@kecheng.example.com", "zsj@shiliang.example.com", "zsj@hangbu.example.com"
SENDERS = f"address,unit\n{SHILIANG},石梁镇\n@hangbu.example.com,航埠镇\n"


@dataclass
class Office:
    """Saima's mailbox and the clerks', the post between them, and the instance that answers."""

    folder: Path
    box: Served
    post: Post

    def instance(self, server_port: int = 0) -> Instance:
        source = {"name": "自查", "url": self.box.url, "mode": "check", "user": USER, "password": "BOX_PASSWORD", "tries": 1, "timeout": 10}
        mail = {"server": f"smtp://{HOST}:{server_port or self.post.port}", "sender": f"赛马 <{ASK}>"}
        said = "".join(f"{key} = {json.dumps(value)}\n" for key, value in source.items())
        sent = "".join(f"{key} = {json.dumps(value)}\n" for key, value in mail.items())
        (self.folder / "saima.toml").write_text(f"[[source]]\n{said}\n[mail]\n{sent}", encoding="utf-8")
        return Instance(self.folder)

    def poll(self, server_port: int = 0) -> Polled:
        return answer_all(self.instance(server_port))[0]

    def send(self, mail: EmailMessage, envelope: str | None = None) -> None:
        with smtplib.SMTP(HOST, self.post.port, timeout=10) as client:
            client.send_message(mail, from_addr=mail["From"] if envelope is None else envelope, to_addrs=[ASK])

    def answers(self, address: str) -> list[MailMessage]:
        return self.post.received(address)

    def lies(self, folder: str) -> int:
        return Clerk(self.box).lies(folder)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Post]]:
    place = tmp_path_factory.mktemp("post")
    with imap(place / "saima") as box, imap(place / "clerks") as clerks, post_office({ASK: (box, "INBOX")}, clerks) as post:
        yield box, post


@pytest.fixture
def office(servers: tuple[Served, Post], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("BOX_PASSWORD", PASSWORD)
    box, post = servers
    office = Office(tmp_path, box, post)
    (tmp_path / "senders.csv").write_text(SENDERS, encoding="utf-8")
    _configure(tmp_path)
    _empty(box, ["INBOX", "saima-read", "saima-aside"])
    _empty(post.else_to, [SHILIANG, HANGBU, "evil@example.org"])
    post.delivered.clear()
    yield office
    post.refuses.clear()


def _configure(home: Path) -> None:
    """The shipped configuration with this test's senders."""
    shutil.copytree(SHIPPED, home / "config")
    (home / "senders.csv").rename(home / "config" / "senders.csv")


def _empty(served: Served, folders: list[str]) -> None:
    with open_box(served) as box:
        for folder in folders:
            if box.folder.exists(folder):
                box.folder.set(folder)
                if uids := box.uids():
                    box.delete(uids)


def whole(mail: MailMessage) -> str:
    """All that a reader of the mail can see: its words and its attachments' cells."""
    return "\n".join([mail.subject, mail.text, mail.html, *(f"{a.filename}\n{text_of(a.payload)}" for a in mail.attachments)])


def bad(sender: str, unit: str, names: Mapping[str, str], **headers: str) -> EmailMessage:
    rows = [{**row, "项目名称": names["project"], "投资方": names["investor"]} for row in BAD]
    return written(sender, "6月报表", {names["file"]: workbook(unit, rows)}, **headers)


def test_a_bad_workbook_comes_back_annotated_and_with_nobody_elses_rows(office: Office) -> None:
    office.send(bad(SHILIANG, "石梁镇", {"project": "锦绣项目", "investor": "锦绣公司", "file": "石梁台账.xlsx"},
                    Message_ID="<1@shiliang>", References="<0@shiliang>"))  # fmt: skip
    office.send(bad(HANGBU, "航埠镇", {"project": "橘园项目", "investor": "橘园公司", "file": "航埠台账.xlsx"}, Message_ID="<1@hangbu>"))
    office.send(bad("evil@example.org", "石梁镇", {"project": "冒名项目", "investor": "冒名公司", "file": "台账.xlsx"}))
    polled = office.poll()
    assert (polled.look.trouble, sorted(polled.answers)) == (
        "",
        [("石梁镇《石梁台账.xlsx》", "需修改"), ("航埠镇《航埠台账.xlsx》", "需修改")],
    )
    assert sorted(to for _, to in office.post.delivered if to != ASK) == [HANGBU, SHILIANG]
    (mine,), (theirs,) = office.answers(SHILIANG), office.answers(HANGBU)
    said, other = whole(mine), whole(theirs)
    assert mine.text.startswith("【需修改】") and mine.html and mine.subject == "回复：6月报表"
    assert [a.filename for a in mine.attachments] == ["石梁台账.xlsx"] and "问题清单" in said and "锦绣项目" in said
    assert not any(word in said for word in ("橘园", "航埠", "hangbu", "冒名"))
    assert not any(word in other for word in ("锦绣", "石梁", "shiliang", "冒名"))
    headers = {name.lower(): value[0] for name, value in mine.headers.items()}
    assert headers["in-reply-to"] == "<1@shiliang>" and headers["references"].split() == ["<0@shiliang>", "<1@shiliang>"]
    assert headers["auto-submitted"] == "auto-replied" and headers["message-id"].startswith("<saima-check-")
    assert [office.lies(folder) for folder in ("INBOX", "saima-read", "saima-aside")] == [0, 2, 1]
    office.poll()
    assert len(office.answers(SHILIANG)) == 1 and office.answers("evil@example.org") == []


def test_a_mended_workbook_is_told_that_it_passes_and_a_mail_without_one_what_to_send(office: Office) -> None:
    office.send(written(SHILIANG, "回复：回复：6月报表", {"台账.xlsx": workbook("石梁镇", [project("甲")])}, In_Reply_To="<9@kecheng>"))
    office.send(written(HANGBU, "请检查", {"logo.png": b"x"}))
    office.send(written(HANGBU, "再请检查", {}))
    office.send(written(SHILIANG, "回复：6月报表", {}, text="谢谢！", In_Reply_To="<saima-check-1@kecheng.example.com>"))
    office.poll()
    (passed,) = office.answers(SHILIANG)
    assert passed.text.startswith("【可以报送】") and passed.subject == "回复：6月报表" and "没有发现问题" in whole(passed)
    (asked,) = office.answers(HANGBU)
    assert asked.text.startswith("【没有收到表格】") and ".xlsx" in asked.text, "told once a day what to attach"
    assert [office.lies(folder) for folder in ("INBOX", "saima-read", "saima-aside")] == [0, 4, 0]


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<all.kecheng>"}, {"Subject": "自动回复：休假"}, {}],
    ids=lambda headers: next(iter(headers), "empty Return-Path"),
)
def test_machines_are_never_answered(office: Office, headers: dict[str, str]) -> None:
    mail = written(SHILIANG, headers.pop("Subject", "6月报表"), {"台账.xlsx": workbook("石梁镇", BAD)}, **headers)
    office.send(mail, None if headers or mail["Subject"].startswith("自动") else "")
    polled = office.poll()
    assert (list(polled.answers), office.answers(SHILIANG), office.lies("saima-aside")) == ([], [], 1)


def test_an_odd_address_is_laid_aside_and_the_next_mail_is_answered(office: Office) -> None:
    office.post.deliver("x@hangbu.example.com", ASK, b'From: "a, b"@hangbu.example.com\r\nSubject: 6\xe6\x9c\x88\r\n\r\nx\r\n')
    office.send(bad(SHILIANG, "石梁镇", {"project": "甲", "investor": "乙", "file": "台账.xlsx"}))
    polled = office.poll()
    assert [who for who, _ in polled.answers] == ["石梁镇《台账.xlsx》"] and "发件地址写法特殊" in "".join(polled.look.unanswered.values())
    assert (office.lies("INBOX"), office.lies("saima-aside")) == (0, 1)


def test_what_we_send_is_known_for_a_machines(office: Office) -> None:
    """Two Saimas that write to each other stop at once."""
    office.send(bad(SHILIANG, "石梁镇", {"project": "甲", "investor": "乙", "file": "台账.xlsx"}))
    office.poll()
    (answer,) = office.answers(SHILIANG)
    office.post.deliver(SHILIANG, ASK, answer.obj.as_bytes().replace(ASK.encode(), SHILIANG.encode()))
    assert list(office.poll().answers) == [] and len(office.answers(SHILIANG)) == 1


def test_a_poll_that_dies_between_sending_and_moving_answers_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.send(bad(SHILIANG, "石梁镇", {"project": "甲", "investor": "乙", "file": "台账.xlsx"}, Message_ID="<7@shiliang>"))

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(answering_mail, "put_away", dies)
        office.poll()
    assert (len(office.answers(SHILIANG)), office.lies("INBOX")) == (1, 1)
    assert list(office.poll().answers) == []
    assert (len(office.answers(SHILIANG)), office.lies("INBOX"), office.lies("saima-read")) == (1, 0, 1)
    (sent,) = office.post.received(SHILIANG)
    office.send(bad(SHILIANG, "石梁镇", {"project": "甲", "investor": "乙", "file": "台账.xlsx"}, Message_ID="<8@shiliang>"))
    office.poll()
    assert len({mail.headers["message-id"] for mail in office.answers(SHILIANG)}) == 2, f"asked again, answered again: {sent.subject}"


def test_a_mail_server_that_is_down_loses_no_answer(office: Office) -> None:
    office.send(bad(SHILIANG, "石梁镇", {"project": "甲", "investor": "乙", "file": "台账.xlsx"}))
    office.send(bad(HANGBU, "航埠镇", {"project": "丙", "investor": "丁", "file": "台账.xlsx"}))
    down = office.poll(free_port())
    assert "连不上邮件服务器" in down.look.trouble and office.lies("INBOX") == 2
    office.post.refuses[HANGBU] = "550 no such user"
    polled = office.poll()
    assert ([who for who, _ in polled.answers], polled.look.trouble) == (["石梁镇《台账.xlsx》"], "")
    assert "收件地址被拒绝" in polled.look.unanswered["航埠镇《台账.xlsx》"]
    assert (len(office.answers(SHILIANG)), office.lies("INBOX"), office.lies("saima-aside")) == (1, 0, 1)
