"""Group robots of DingTalk, WeCom and Feishu: a text out, and the answer's code believed rather than its HTTP 200."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from connectors.pieces import cut, wire_bytes
from connectors.posting import post
from connectors.undelivered import Undelivered

Kind = Literal["dingtalk", "wecom", "feishu"]
_JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True)
class Service:
    """What differs between the services. `limit` is what a message may have of text in bytes: 20,000 of the whole body, WeCom 2,048 of
    the text, less what stands round it and a few words ahead of a message that is sent again.

    `later` are codes after which trying again makes sense, with the seconds to wait; every other code but 0 is for good.
    """

    name: str
    base: str
    limit: int
    code: str
    words: str
    later: dict[int, float]


SERVICES: dict[str, Service] = {
    "dingtalk": Service("钉钉群机器人", "https://oapi.dingtalk.com/robot/send", 18_000, "errcode", "errmsg",
                        {-1: 60, 130101: 600, 410100: 600, 90018: 60, 90030: 600}),
    "wecom": Service("企业微信群机器人", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", 1_984, "errcode", "errmsg",
                     {-1: 60, 45009: 60, 45033: 60}),
    "feishu": Service("飞书群机器人", "https://open.feishu.cn/open-apis/bot/v2/hook", 18_000, "code", "msg",
                      {11232: 60, 99991400: 60}),
}  # fmt: skip


@dataclass(frozen=True)
class Robot:
    """`token` is access_token, key or the hook's last part; `secret` signs where the robot is set so. `base` is a service's own by default."""

    kind: Kind
    token: str = field(repr=False)
    secret: str = field(default="", repr=False)
    base: str = ""
    timeout: float = 20
    now: Callable[[], float] = time.time

    @property
    def service(self) -> Service:
        return SERVICES[self.kind]


def robot_pieces(kind: str, text: str) -> list[str]:
    """The text as messages that the service takes."""
    return cut(text, SERVICES[kind].limit, wire_bytes)


def send_to_robot(robot: Robot, piece: str) -> None:
    """Hand one message over. Raises Undelivered; a robot knows no number of a message: what is sent again is shown again."""
    url, body = _request(robot, piece)
    said = post(url, json.dumps(body, ensure_ascii=False).encode(), _JSON, robot.timeout)
    service = robot.service
    code = said.get(service.code, said.get("StatusCode"))  # Feishu's older answers
    if not isinstance(code, int):
        raise Undelivered("回答的不是该服务，可能被网关拦截", "no code")
    if code:
        words = _without(str(said.get(service.words, "")), robot)
        raise Undelivered(f"{service.name}拒收", f"{code} {words[:200]}".strip(), for_good=code not in service.later,
                          wait=service.later.get(code, 0))  # fmt: skip


def _request(robot: Robot, text: str) -> tuple[str, dict[str, Any]]:
    base, now = (robot.base or robot.service.base).rstrip("/"), robot.now()
    body: dict[str, Any] = {"msgtype": "text", "text": {"content": text}}
    if robot.kind == "wecom":
        return f"{base}?{urlencode({'key': robot.token})}", body
    if robot.kind == "dingtalk":
        query = {"access_token": robot.token}
        if robot.secret:
            stamp = str(round(now * 1000))
            query |= {"timestamp": stamp, "sign": _hmac(robot.secret, f"{stamp}\n{robot.secret}")}
        return f"{base}?{urlencode(query)}", body
    message: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if robot.secret:
        stamp = str(int(now))
        message |= {"timestamp": stamp, "sign": _hmac(f"{stamp}\n{robot.secret}", "")}  # theirs: the text is the key, and signs nothing
    return f"{base}/{robot.token}", message


def _hmac(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def _without(text: str, robot: Robot) -> str:
    for password in (robot.token, robot.secret):
        text = text.replace(password, "***") if password else text
    return text
