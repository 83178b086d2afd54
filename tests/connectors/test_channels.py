"""Robots, 浙政钉 and mail over loopback servers that answer as the real ones do: no refusal passes for a delivery."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from datetime import time as clock_time

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.pace import Pace, Quiet
from connectors.pieces import cut, sendable, wire_bytes
from connectors.robots import Robot, robot_pieces, send_to_robot
from connectors.smtp import Mail, MailServer, send_mail
from connectors.undelivered import Undelivered
from connectors.zhezhengding import LIMIT, WorkNotices, notice_pieces, send_work_notice
from tests.connectors.robot_servers import SECRET, TENANT, TOKEN, Served, serving

KINDS = ("dingtalk", "wecom", "feishu", "zhezhengding")
Send = Callable[[str], None]
GOOD = "【需修改】石梁镇：整份退回1条\n“开工时间”写的是\\已开工"


@pytest.fixture(scope="module", params=KINDS)
def service(request: pytest.FixtureRequest) -> Iterator[Served]:
    with serving(request.param) as served:
        yield served


@pytest.fixture
def served(service: Served) -> Served:
    service.fault, service.shows, service.requests = "", False, 0
    service.shown.clear()
    service.sizes.clear()
    return service


def sender(served: Served, *, token: str = TOKEN, secret: str = SECRET, number: str = "n1") -> Send:
    if served.kind == "zhezhengding":
        app = WorkNotices(token, secret, TENANT, served.base, timeout=1)
        return lambda text: send_work_notice(app, ["1001", "1002"], text, number)
    robot = Robot(served.kind, token, secret, served.base, timeout=1)  # type: ignore[arg-type]  # the kinds of KINDS
    return lambda text: send_to_robot(robot, text)


def refusal(send: Send, text: str = GOOD) -> Undelivered:
    with pytest.raises(Undelivered) as caught:
        send(text)
    said = str(caught.value)
    assert (
        TOKEN not in said
        and SECRET not in said
        and "http" not in said.lower().replace("http ", "").replace("https://open.dingtalk.com", "")
    )
    return caught.value


def test_what_is_taken_is_shown_as_it_was_said(served: Served) -> None:
    sender(served, number="taken")(GOOD)
    assert served.shown == [GOOD]


@pytest.mark.parametrize(
    ("fault", "for_good", "in_doubt"),
    [
        ("often", False, False), ("closed", True, False), ("429", False, False), ("timeout", False, True), ("reset", False, True),
        ("html", False, False), ("redirect", False, False), ("500", False, True), ("404", True, False), ("list", False, False), ("empty", False, False),
    ],
)  # fmt: skip
def test_every_refusal_is_recognised(served: Served, fault: str, for_good: bool, in_doubt: bool) -> None:
    served.fault = fault
    said = refusal(sender(served))
    assert (said.for_good, said.in_doubt) == (for_good, in_doubt)
    assert ("Timeout" in said.said) is (fault == "timeout") and said.said.endswith("Error") is (fault == "reset")
    if fault in ("often", "429"):
        assert said.wait >= 30
    assert served.requests == 1  # a refusal is not hammered


def test_a_wrong_token_or_signature_is_for_good(served: Served) -> None:
    wrong = refusal(sender(served, token="another"))
    assert wrong.for_good and "another" not in str(wrong)
    if served.kind != "wecom":  # it signs nothing
        assert refusal(sender(served, secret="another")).for_good
    assert served.shown == []


def test_a_server_that_is_down_is_tried_again(served: Served) -> None:
    said = refusal(sender(replace(served, base="http://127.0.0.1:1/robot/send")))
    assert not said.for_good and not said.in_doubt


def test_a_number_is_shown_once() -> None:
    with serving("zhezhengding") as served:
        send = sender(served, number="7f")
        served.fault, served.shows = "reset", True  # shown, and the answer lost
        assert refusal(send).in_doubt
        served.fault = ""
        send(GOOD)
        assert served.shown == [GOOD]


HARD = st.text(st.sampled_from('招商引资赛马亿元“”，。\n"\\𠮷é👨‍👩‍👧🏽\u0301\ufe0f\ud800\x00 aZ9'), max_size=4_000)


@settings(max_examples=60, deadline=None)
@given(HARD, st.integers(65, 2_048))
def test_no_piece_is_over_its_limit_or_cut_in_a_character(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert all(wire_bytes(piece) <= limit for piece in pieces)
    whole = pieces[0] if len(pieces) == 1 else "".join(piece.split("\n", 1)[1] for piece in pieces)
    assert whole == sendable(text)


def test_a_service_takes_every_piece_of_a_long_text(served: Served) -> None:
    text = "\n".join(f"{i}. 《石梁镇6月台账.xlsx》“Sheet”J{i}：“开工时间”填的是\\已开工👨‍👩‍👧" for i in range(400))
    pieces = notice_pieces(text) if served.kind == "zhezhengding" else robot_pieces(served.kind, text)
    for number, piece in enumerate(pieces):
        sender(served, number=f"long{number}")(piece)
    assert served.shown == pieces and len(pieces) > 1
    assert max(served.sizes) <= {"dingtalk": 20_000, "feishu": 20_000, "wecom": 2_048, "zhezhengding": LIMIT}[served.kind]
    assert "".join(piece.split("\n", 1)[1] for piece in pieces) == text


def test_a_mark_stays_with_its_character() -> None:
    text = "e\u0301" * 100
    assert all(len(piece.split("\n", 1)[1]) % 2 == 0 for piece in cut(text, 65))


def test_twenty_a_minute_whoever_sent_them() -> None:
    clock, slept = [1_000.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    pace = Pace(now=lambda: clock[0], sleep=sleep)
    pace.remember("group", [995.0] * 5)  # another process
    sent = []
    for _ in range(65):
        pace.take("group")
        sent.append(clock[0])
        pace.take("other")
    everything = sorted([995.0] * 5 + sent)
    assert all(later - first >= 60 for first, later in zip(everything, everything[20:], strict=False))
    assert sum(slept) < 200


@pytest.mark.parametrize(
    ("begins", "ends", "now", "until"),
    [
        ("21:00", "07:30", "2022-07-01 02:10", "2022-07-01 07:30"), ("21:00", "07:30", "2022-07-01 21:00", "2022-07-02 07:30"),
        ("21:00", "07:30", "2022-07-01 07:30", None), ("21:00", "07:30", "2022-07-01 20:59", None),
        ("12:00", "14:00", "2022-07-01 13:59", "2022-07-01 14:00"), ("12:00", "14:00", "2022-07-01 14:00", None), ("00:00", "00:00", "2022-07-01 00:00", None),
    ],
)  # fmt: skip
def test_quiet_hours(begins: str, ends: str, now: str, until: str | None) -> None:
    quiet = Quiet(clock_time.fromisoformat(begins), clock_time.fromisoformat(ends))
    assert quiet.until(datetime.fromisoformat(now)) == (datetime.fromisoformat(until) if until else None)


class Mailbox:
    """An SMTP server's ear: takes what `answer` says, and keeps the bytes."""

    def __init__(self) -> None:
        self.answer, self.kept = "250 OK", list[bytes]()

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        if self.answer.startswith("2"):
            self.kept.append(envelope.content)  # type: ignore[attr-defined]  # aiosmtpd's Envelope
        return self.answer


@pytest.mark.parametrize(("answer", "for_good"), [("451 greylisted", False), ("552 too large", True), ("421 busy", False)])
def test_a_mail_that_is_refused_is_tried_again_or_not(answer: str, for_good: bool) -> None:
    ear = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(ear, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        host = f"smtp://127.0.0.1:{port}"
        mail = Mail(["office@example.com"], "【需修改】\n石梁镇", "正文", "<a@saima>")
        ear.answer = answer
        with pytest.raises(Undelivered) as caught:
            send_mail(MailServer(host, "saima@example.com", timeout=5), mail)
        assert caught.value.for_good is for_good
        ear.answer = "250 OK"
        send_mail(MailServer(host, "saima@example.com", timeout=5), mail)
        assert len(ear.kept) == 1 and b"<a@saima>" in ear.kept[0]
    finally:
        controller.stop()
