"""浙政钉 (专有钉钉) work notices: a signed form post, and a number by which the platform shows a message once."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from connectors.pieces import cut
from connectors.posting import post
from connectors.undelivered import Undelivered

BASE = "https://openplatform-pro.ding.zj.gov.cn"
LIMIT = 2_048  # bytes of msg
MOST = 1_000  # receivers
_PATH = "/message/workNotification"
_CHINA = timezone(timedelta(hours=8))
_REPEATED = ("重复", "duplicate", "repeat")
_BUSY = ("限流", "频", "繁忙", "limit", "busy", "timeout", "超时")


@dataclass(frozen=True)
class WorkNotices:
    """An app registered with the platform: its key and secret, and the tenant it speaks to."""

    key: str = field(repr=False)
    secret: str = field(repr=False)
    tenant: str
    base: str = BASE
    timeout: float = 20
    now: Callable[[], float] = time.time


def notice_pieces(text: str) -> list[str]:
    """The text as messages of at most LIMIT bytes, their JSON included."""
    return cut(text, LIMIT, lambda piece: len(_message(piece).encode()))


def send_work_notice(app: WorkNotices, receivers: Sequence[str], piece: str, number: str) -> None:
    """Hand one message over under its number (bizMsgId). Raises Undelivered; one that the platform has already is delivered."""
    if not 0 < len(receivers) <= MOST:
        raise Undelivered(f"接收人应为1到{MOST}个", str(len(receivers)), for_good=True)
    form = {"bizMsgId": number, "msg": _message(piece), "receiverIds": ",".join(receivers), "tenantId": app.tenant}
    said = post(app.base.rstrip("/") + _PATH, urlencode(form).encode(), _headers(app, form), app.timeout)
    content = said.get("content")
    inner: dict[str, Any] = content if isinstance(content, dict) else {}
    if "success" not in said:
        raise Undelivered("回答的不是该服务，可能被网关拦截", "no success")
    if said["success"] is True and inner.get("success", True) is True:
        return
    code = inner.get("responseCode") or said.get("bizErrorCode") or said.get("Code") or said.get("errorCode") or ""
    words = str(inner.get("responseMessage") or said.get("Message") or said.get("errorMsg") or "")
    if any(word in words.lower() for word in _REPEATED):
        return
    quoted = f"{code} {words}".replace(app.secret, "***").replace(app.key, "***").strip()[:200]
    busy = any(word in words.lower() for word in _BUSY)
    raise Undelivered("浙政钉拒收", quoted, for_good=not busy, wait=60 if busy else 0)


def _message(text: str) -> str:
    return json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False)


def _headers(app: WorkNotices, form: dict[str, str]) -> dict[str, str]:
    """The platform's signature: method, time, nonce, path and the form by name, under the secret."""
    instant = datetime.fromtimestamp(app.now(), UTC).astimezone(_CHINA)
    stamp = instant.isoformat(timespec="milliseconds")
    nonce = f"{round(app.now() * 1000)}{uuid.uuid4().int % 10_000:04d}"
    fields = "&".join(f"{name}={form[name]}" for name in sorted(form))
    signed = f"POST\n{stamp}\n{nonce}\n{_PATH}\n{fields}"
    signature = base64.b64encode(hmac.new(app.secret.encode(), signed.encode(), hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/x-www-form-urlencoded;charset=utf-8", "apiKey": app.key, "X-Hmac-Auth-Timestamp": stamp,
        "X-Hmac-Auth-Nonce": nonce, "X-Hmac-Auth-Version": "1.0", "X-Hmac-Auth-Signature": signature,
        "X-Hmac-Auth-IP": "127.0.0.1", "X-Hmac-Auth-MAC": "00:00:00:00:00:00",
    }  # fmt: skip
