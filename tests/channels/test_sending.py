"""The outbox over a crash at every step, refusals, back-off: none lost, none shown twice, on both databases."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from sqlalchemy import Connection

from connectors.pace import Pace
from flows import carriers, sending
from flows.channel_settings import ChannelSettings
from flows.instance import Instance
from flows.outbox import in_words
from flows.recipients import Recipient
from flows.sending import MOST_TRIES, Outcome, send_due
from tests.channels.dying import Killed, dies
from tests.connectors.robot_servers import SECRET, TENANT, TOKEN, Served, serving
from warehouse import batches, board, notices
from warehouse.database import Database
from warehouse.notices import Ready, Told, owe, settle_told, take_up_again, undelivered
from warehouse.schema import migrate

pytestmark = pytest.mark.xdist_group("outbox")
LONG = "\n".join(f"· 招商项目台账 J{i} 开工时间：需修改" for i in range(120))


@dataclass
class Box:
    """An instance with one channel to a fake service, and a night a message."""

    instance: Instance
    db: Database
    served: Served
    recipient: Recipient

    def write(self, text: str, subject: str = "【需修改】石梁镇") -> str:
        """What a night that has one thing to say leaves; returns the folder of its words."""
        batch = batches.begin(self.db, date(2022, 6, 30), "night", "", "0")
        batches.publish(self.db, batch, also=lambda connection: owe(connection, batch.id, {self.recipient.key: "石梁镇"}))
        folder = self.instance.var / "returns" / str(batch.id)
        folder.mkdir(parents=True)
        for name in ("letter.txt", "notice.txt", "group.txt"):
            (folder / name).write_text(text, encoding="utf-8")
        body = str(folder.relative_to(self.instance.var))
        settle_told(self.db, batch.id, Told([Ready(self.recipient.key, self.recipient.channel.name, subject, body, False)]))
        return body

    def send(self, after: timedelta = timedelta(minutes=1)) -> Outcome:
        """As `saima send` a minute from now would."""
        return self.send_at(datetime.now(UTC) + after)

    def send_at(self, moment: datetime) -> Outcome:
        find = {"TOKEN": TOKEN, "SECRET": SECRET, "ACCOUNT": "1001,1002"}.__getitem__
        recipients = {self.recipient.key: self.recipient}
        return send_due(self.instance, self.db, recipients, Pace(sleep=lambda _: None), find, moment)

    def states(self) -> list[tuple[str, int]]:
        rows = board.rows(self.db, "SELECT state, tries FROM bi_notice ORDER BY batch_id")
        return [(row["state"], row["tries"]) for row in rows]


@pytest.fixture
def box(request: pytest.FixtureRequest, tmp_path: Path, shared_url: str) -> Iterator[Box]:
    """By a channel's kind, on an emptied warehouse."""
    kind = getattr(request, "param", "zhezhengding")
    db = Database(shared_url)
    migrate(db)
    with db.engine.begin() as connection:
        for table in (notices.NOTICE, notices.URGED):
            connection.execute(table.delete())
    with serving(kind) as served:
        own = {"key": "TOKEN", "tenant": TENANT} if kind == "zhezhengding" else {"token": "TOKEN"}
        channel = ChannelSettings(name="way", kind=kind, secret="SECRET", url=served.base, timeout=1, **own)
        yield Box(Instance(tmp_path), db, served, Recipient("330802100", "石梁镇", channel, ("ACCOUNT",) if kind == "zhezhengding" else ()))
    db.close()


#: Where a process may die while it sends; `True`: when that was done, before anything else was.
POINTS: list[tuple[Any, str, bool]] = [
    (sending, "read_words", False), (sending, "carrier_of", True), (notices, "begin_try", False), (notices, "begin_try", True),
    (carriers, "send_work_notice", False), (carriers, "send_work_notice", True), (carriers, "send_to_robot", False), (carriers, "send_to_robot", True),
    (notices, "piece_delivered", False), (notices, "piece_delivered", True), (notices, "delivered", False), (notices, "delivered", True),
]  # fmt: skip


@pytest.mark.parametrize("box", ["zhezhengding", "wecom"], indirect=True)
def test_a_crash_at_every_step_loses_none_and_shows_none_twice(box: Box) -> None:
    other = {"zhezhengding": "send_to_robot", "wecom": "send_work_notice"}[box.served.kind]
    for place, name, after in POINTS:
        if name == other:
            continue
        box.served.shown.clear()
        box.served.numbers.clear()
        box.write(LONG)
        with pytest.MonkeyPatch.context() as patch:
            dies(patch, place, name, after=after)
            with pytest.raises(Killed):
                box.send()
        box.send(timedelta(days=1))
        point = (name, after)
        shown = [piece.removeprefix(carriers.AGAIN) for piece in box.served.shown]
        assert "".join(piece.split("\n", 1)[1] for piece in dict.fromkeys(shown)) == LONG, point
        assert {state for state, _ in box.states()} == {"已送达"}, point
        twice = [piece for piece in shown if shown.count(piece) > 1]
        if box.served.kind == "zhezhengding":
            assert twice == [], point
        elif twice:  # a group robot knows no number: only where the answer was not written down, and then it says so
            assert point in (("send_to_robot", True), ("piece_delivered", False), ("delivered", False)), point
            assert sum(piece.startswith(carriers.AGAIN) for piece in box.served.shown) == 1 == len(twice) - 1, point
        assert box.send(timedelta(days=2)) == Outcome()


SENDER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from flows.instance import Instance
from flows.night import prepare
from flows.sending import send_due
night = prepare(Instance(Path(sys.argv[1]), warehouse_url=sys.argv[2]))
send_due(night.instance, night.db, night.recipients, moment=datetime.now(UTC) + timedelta(minutes=1))
"""


def test_a_sender_that_is_killed_while_the_server_answers(box: Box) -> None:
    """SIGKILL after the message was shown and before its answer: the next sender's is the same message."""
    said = f"""[[channel]]\nname = "way"\nkind = "zhezhengding"\nkey = "TOKEN"\nsecret = "SECRET"\ntenant = "{TENANT}"\nurl = "{box.served.base}"
[[recipient]]\nwho = "office"\nunit = "石梁镇"\nchannel = "way"\nto = ["ACCOUNT"]\n"""
    (box.instance.home / "saima.toml").write_text(said, encoding="utf-8")
    box.write("正文")
    environment = {**os.environ, "TOKEN": TOKEN, "SECRET": SECRET, "ACCOUNT": "1001"}
    box.served.fault, box.served.shows = "kill", True
    command = [sys.executable, "-c", SENDER, str(box.instance.home), box.db.url]
    sender = subprocess.Popen(command, env=environment, cwd=Path(__file__).parents[2])
    box.served.victim = sender.pid
    assert sender.wait(120) == -9
    assert box.served.shown == ["正文"] and box.states() == [("待发", 1)]
    box.served.fault = ""
    assert box.send() == Outcome(delivered=1)
    assert box.served.shown == ["正文"] and box.states() == [("已送达", 2)]


def test_a_refusal_is_tried_later_and_later_and_then_given_up_until_somebody_asks(box: Box) -> None:
    box.served.fault = "often"
    box.write("正文")
    tried = [datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1)]
    while box.send_at(tried[-1]) == Outcome(waiting=1):
        tried.append(datetime.fromisoformat(undelivered(box.db)[0]["next_try"]))
        assert box.send_at(tried[-1] - timedelta(seconds=1)) == Outcome()
    waits = [later - first for first, later in zip(tried, tried[1:], strict=False)]
    assert len(tried) == MOST_TRIES and waits == sorted(waits) and waits[0] >= timedelta(minutes=5) and waits[-1] == timedelta(days=1)
    row = undelivered(box.db)[0]
    assert (row["recipient"], row["state"], row["said"]) == ("石梁镇", "未送达", "浙政钉拒收（500 接口限流）")
    assert take_up_again(box.db) == 1
    box.served.fault = ""
    assert in_words(box.send()) == "送达1，待再发0，放弃0。" and box.served.shown == ["正文"]
    assert undelivered(box.db) == []


def test_what_cannot_succeed_is_given_up_at_once_and_keeps_no_other(box: Box) -> None:
    gone = box.write("没有了")
    for path in (box.instance.var / gone).iterdir():
        path.unlink()
    box.write("正文")
    assert box.send() == Outcome(delivered=1, given_up=1)
    assert box.served.shown == ["正文"] and box.states() == [("未送达", 1), ("已送达", 1)]


def test_a_password_that_nobody_set_waits_for_it(box: Box) -> None:
    box.write("正文")
    recipients = {box.recipient.key: box.recipient}
    moment = datetime.now(UTC) + timedelta(minutes=1)
    assert send_due(box.instance, box.db, recipients, moment=moment) == Outcome(waiting=1)
    assert undelivered(box.db)[0]["said"] == "the environment has no TOKEN"


def test_quiet_hours_postpone_and_count_no_try(box: Box) -> None:
    box.write("正文")
    quiet = box.recipient.channel.model_copy(update={"quiet": "00:00-23:59"})
    recipients = {box.recipient.key: Recipient(box.recipient.key, "石梁镇", quiet, ("ACCOUNT",))}
    moment = datetime.now(UTC) + timedelta(minutes=1)
    assert send_due(box.instance, box.db, recipients, moment=moment) == Outcome(waiting=1)
    assert box.states() == [("待发", 0)] and box.send(timedelta(minutes=2)) == Outcome()
    assert box.send(timedelta(days=1)) == Outcome(delivered=1)


def test_two_senders_at_once_are_one(box: Box) -> None:
    box.write("正文")
    with sending._alone(box.instance.var) as is_alone:
        assert is_alone and box.send() == Outcome(busy=True)
    assert box.send() == Outcome(delivered=1) and box.served.shown == ["正文"]


def test_words_that_could_not_be_written_are_listed_and_wait_for_a_night_or_somebody_who_asks(box: Box) -> None:
    batch = batches.begin(box.db, date(2022, 6, 30), "night", "", "0")
    batches.publish(box.db, batch, also=lambda connection: owe(connection, batch.id, {"330802100": "石梁镇", "leader": "领导"}))
    found = notices.owing(box.db)
    assert found is not None and (found[0].id, found[1]) == (batch.id, "published")
    settle_told(box.db, batch.id, Told(unwritten=frozenset({"330802100"})))
    assert box.states() == [("待写", 1)] and notices.owing(box.db) is None
    assert [(row["recipient"], row["said"]) for row in undelivered(box.db)] == [("石梁镇", "没有写成，原因在 var/log")]
    take_up_again(box.db)
    assert notices.owing(box.db) == found
    settle_told(box.db, batch.id + 1, Told())  # the next night tells it, or has nothing to tell
    assert box.states() == []


@pytest.mark.parametrize("end", [batches.publish, lambda db, batch, also: batches.withhold(db, batch, "", also)])
def test_what_is_owed_and_how_the_night_ended_are_one_transaction(box: Box, end: Callable[..., None]) -> None:
    batch = batches.begin(box.db, date(2022, 6, 30), "night", "", "0")

    def owed(connection: Connection) -> None:
        owe(connection, batch.id, {"330802100": "石梁镇"})
        raise Killed

    with pytest.raises(Killed):
        end(box.db, batch, also=owed)
    found = batches.find(box.db, batch.id)
    assert found is not None and found[1] == "candidate" and box.states() == []
    end(box.db, batch, also=lambda connection: owe(connection, batch.id, {"330802100": "石梁镇"}))
    assert box.states() == [("待写", 0)]


class Mailbox:
    """An SMTP server's ear that keeps what it was handed, and dies on the sender before it answers where it is told to."""

    def __init__(self) -> None:
        self.kept = list[EmailMessage]()

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.kept.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


def test_a_mail_brings_the_letter_and_the_marked_workbook_under_one_number(box: Box) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ear = Mailbox()
    controller = Controller(ear, hostname="127.0.0.1", port=port)
    controller.start()
    said = f'[mail]\nserver = "smtp://127.0.0.1:{port}"\nsender = "赛马 <saima@example.gov.cn>"\n'
    (box.instance.home / "saima.toml").write_text(said, encoding="utf-8")
    post = ChannelSettings(name="post", kind="mail")
    box = replace(
        box, instance=Instance(box.instance.home), recipient=replace(box.recipient, channel=post, to=("ACCOUNT", "b@example.com"))
    )
    try:
        folder = box.instance.var / box.write("正文在此", "【需修改】石梁镇：截至2022年6月30日的报送情况")
        (folder / "letter.html").write_text("<p>正文在此</p>", encoding="utf-8")
        (folder / "石梁镇6月台账.xlsx").write_bytes(b"PK marked")
        (folder / "太大.xlsx").write_bytes(bytes(16_000_000))
        with pytest.MonkeyPatch.context() as patch:
            dies(patch, notices, "delivered", after=False)
            with pytest.raises(Killed):
                box.send()
        assert box.send() == Outcome(delivered=1)
    finally:
        controller.stop()
    first, again = ear.kept
    assert first["Message-ID"] == again["Message-ID"] and first["Message-ID"].endswith("@example.gov.cn>")
    assert first["Subject"] == "【需修改】石梁镇：截至2022年6月30日的报送情况" and first["To"] == "1001, 1002, b@example.com"
    text = first.get_body(("plain",))
    assert text is not None and "正文在此" in text.get_content() and "《太大.xlsx》太大，没有附上" in text.get_content()
    attached = [(part.get_filename(), part.get_content()) for part in first.iter_attachments()]
    assert attached == [("石梁镇6月台账.xlsx", b"PK marked")]
