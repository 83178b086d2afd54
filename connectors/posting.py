"""One POST whose answer is JSON, or Undelivered: what goes wrong on the way is told apart from what the service refuses."""

import ssl
from collections.abc import Mapping
from functools import cache
from typing import Any

import httpx

from connectors.undelivered import Undelivered

_TOO_MANY = 429


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> dict[str, Any]:
    """The answer's object. Redirects are not followed: a gateway's login page is no answer.

    Raises Undelivered, which never quotes the URL: its query is a password.
    """
    try:
        answer = httpx.post(url, content=body, headers=dict(headers), timeout=timeout, verify=_trust())
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Undelivered("连不上服务器", type(error).__name__) from None
    except httpx.TimeoutException as error:
        raise Undelivered("服务器没有及时回答", type(error).__name__, in_doubt=True) from None
    except httpx.TransportError as error:
        raise Undelivered("连接中断，没有得到回答", type(error).__name__, in_doubt=True) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Undelivered("地址不对", type(error).__name__, for_good=True) from None
    if answer.status_code == _TOO_MANY:
        raise Undelivered("发送过于频繁", f"HTTP {_TOO_MANY}", wait=_seconds(answer.headers.get("Retry-After", "")))
    said = _object(answer)
    if said is not None and (answer.is_success or answer.is_client_error):
        return said  # Feishu says 400 with the code that matters in its JSON
    kind = answer.headers.get("Content-Type", "").split(";")[0][:40]
    said_http = f"HTTP {answer.status_code} {kind}".strip()
    if answer.is_success or answer.is_redirect:
        raise Undelivered("回答的不是该服务，可能被网关拦截", said_http)
    if answer.is_client_error:
        raise Undelivered("服务器不接受这个请求", said_http, for_good=True)
    raise Undelivered("服务器出错", said_http, in_doubt=True)


@cache
def _trust() -> ssl.SSLContext:
    """The usual authorities; reading their list takes longer than a message."""
    return httpx.create_ssl_context()


def _object(answer: httpx.Response) -> dict[str, Any] | None:
    try:
        said = answer.json()
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _seconds(text: str) -> float:
    return min(float(text), 86_400.0) if text.isdecimal() else 60.0
