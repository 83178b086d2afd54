"""Group robots and 浙政钉 on loopback, which check signatures, lengths and numbers and answer as the real ones do."""

import base64
import hashlib
import hmac
import json
import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

TOKEN, SECRET, TENANT = "token-0f3a", "SEC-geheim", "196729"


def sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


@dataclass
class Served:
    """`fault` names what goes wrong with every request, after it was shown where `shows` says so; `shown` are the messages people see."""

    kind: str
    base: str = ""
    fault: str = ""
    shows: bool = False
    shown: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)  # bytes of each message's content as the service counts them
    numbers: set[str] = field(default_factory=set)
    requests: int = 0
    victim: int = 0  # the process that fault "kill" ends


#: An answer's status, headers, body.
Answer = tuple[int, dict[str, str], bytes]


def dingtalk(served: Served, path: str, body: bytes) -> dict[str, Any]:
    query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    if query.get("access_token") != TOKEN:
        return {"errcode": 300005, "errmsg": "token is not exist"}
    stamp = query.get("timestamp", "0")
    if abs(time.time() * 1000 - int(stamp)) > 3_600_000:
        return {"errcode": 310000, "errmsg": "invalid timestamp, more: [https://open.dingtalk.com/]"}
    if query.get("sign") != sign(SECRET, f"{stamp}\n{SECRET}"):
        return {"errcode": 310000, "errmsg": "sign not match, more: [https://open.dingtalk.com/]"}
    served.sizes.append(len(body))
    if len(body) > 20_000:
        return {"errcode": 460101, "errmsg": "message too long, exceed 20000 bytes"}
    served.shown.append(json.loads(body)["text"]["content"])
    return {"errcode": 0, "errmsg": "ok"}


def wecom(served: Served, path: str, body: bytes) -> dict[str, Any]:
    if parse_qs(urlsplit(path).query).get("key") != [TOKEN]:
        return {"errcode": 93000, "errmsg": "invalid webhook url, hint: [1650000000], from ip: 127.0.0.1"}
    text = json.loads(body)["text"]["content"]
    served.sizes.append(len(text.encode()))
    if len(text.encode()) > 2_048:
        return {"errcode": 40058, "errmsg": "text.content exceed max length 2048. invalid Request Parameter"}
    served.shown.append(text)
    return {"errcode": 0, "errmsg": "ok"}


def feishu(served: Served, path: str, body: bytes) -> dict[str, Any]:
    said = json.loads(body)
    if urlsplit(path).path.rsplit("/", 1)[-1] != TOKEN:
        return {"code": 19001, "data": {}, "msg": "param invalid: incoming webhook access token invalid"}
    if said.get("sign") != sign(f"{said.get('timestamp')}\n{SECRET}", ""):
        return {"code": 19021, "data": {}, "msg": "sign match fail or timestamp is not within one hour from current time"}
    served.sizes.append(len(body))
    if len(body) > 20_000:
        return {"code": 9499, "data": {}, "msg": "Bad Request"}
    served.shown.append(said["content"]["text"])
    return {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}


def zhezhengding(served: Served, path: str, body: bytes, headers: Any) -> dict[str, Any]:
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    said = "\n".join(("POST", headers["X-Hmac-Auth-Timestamp"], headers["X-Hmac-Auth-Nonce"], path))
    said += "\n" + "&".join(f"{name}={form[name]}" for name in sorted(form))
    if headers["apiKey"] != TOKEN or headers["X-Hmac-Auth-Signature"] != sign(SECRET, said):
        return {"success": False, "Code": "SignatureDoesNotMatch", "Message": "Specified signature is not matched", "_RequestId": "1"}
    if form["tenantId"] != TENANT:
        return _inner(False, "400", "租户不存在")
    served.sizes.append(len(form["msg"].encode()))
    if len(form["msg"].encode()) > 2_048:
        return _inner(False, "400", "消息体超过最大长度")
    if form["bizMsgId"] not in served.numbers:
        served.numbers.add(form["bizMsgId"])
        served.shown.append(json.loads(form["msg"])["text"]["content"])
    return _inner(True, "0", "OK")


def _inner(success: bool, code: str, words: str) -> dict[str, Any]:
    return {"success": True, "content": {"success": success, "responseCode": code, "responseMessage": words}, "bizErrorCode": "0"}


#: How each service says in HTTP 200 that it is asked too often, and that it was closed.
CODES: dict[str, dict[str, dict[str, Any]]] = {
    "dingtalk": {"often": {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}, "closed": {"errcode": 400013, "errmsg": "群已被解散"}},
    "wecom": {"often": {"errcode": 45009, "errmsg": "api freq out of limit"}, "closed": {"errcode": 93008, "errmsg": "invalid robot"}},
    "feishu": {"often": {"code": 11232, "msg": "frequency limited psm[lark.oapi.app_platform]appID[1]"}, "closed": {"code": 19024, "msg": "Key Words Not Found"}},
    "zhezhengding": {"often": _inner(False, "500", "接口限流"), "closed": _inner(False, "403", "应用没有权限")},
}  # fmt: skip
HTML = b"<html><head><title>\xe7\xbb\x9f\xe4\xb8\x80\xe8\xae\xa4\xe8\xaf\x81</title></head><body>login</body></html>"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    served: Served

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"]))
        served, fault = self.served, self.served.fault
        served.requests += 1
        said: dict[str, Any] = {}
        if not fault or served.shows:
            said = {"dingtalk": dingtalk, "wecom": wecom, "feishu": feishu}[served.kind](served, self.path, body) if served.kind != (
                "zhezhengding") else zhezhengding(served, self.path, body, self.headers)  # fmt: skip
        if fault == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            for end in (self.rfile, self.wfile, self.connection):
                end.close()
            return
        if fault == "kill":
            os.kill(served.victim, signal.SIGKILL)
            self.close_connection = True
            return
        if fault == "timeout":
            time.sleep(1.5)
            self.close_connection = True
            return
        status, headers, content = self._answer(fault, said)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def _answer(self, fault: str, said: dict[str, Any]) -> Answer:
        as_json, as_html = {"Content-Type": "application/json"}, {"Content-Type": "text/html; charset=utf-8"}
        if fault in CODES[self.served.kind]:
            return 200, as_json, json.dumps(CODES[self.served.kind][fault], ensure_ascii=False).encode()
        return {
            "429": (429, {**as_html, "Retry-After": "30"}, b"slow down"),
            "html": (200, as_html, HTML),
            "redirect": (302, {"Location": "/login"}, b""),
            "500": (502, as_html, HTML),
            "404": (404, as_html, HTML),
            "list": (200, as_json, b"[]"),
            "empty": (200, as_json, b"{}"),
        }.get(fault, (200, as_json, json.dumps(said, ensure_ascii=False).encode()))

    def log_message(self, format: str, *args: object) -> None:
        pass


class Quietly(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that a fault closed is nothing to print."""


@contextmanager
def serving(kind: str) -> Iterator[Served]:
    served = Served(kind)
    server = Quietly(("127.0.0.1", 0), type("Bound", (Handler,), {"served": served}))
    served.base = f"http://127.0.0.1:{server.server_address[1]}" + {"feishu": "/open-apis/bot/v2/hook"}.get(
        kind, "/robot/send" if kind != "zhezhengding" else ""
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
