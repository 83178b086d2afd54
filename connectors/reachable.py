"""Is somebody there? A connection to a host's port, or a question to an HTTP API; nothing is logged in to, sent or changed."""

import json
import socket
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

PORTS = {
    "sftp": 22, "smb": 445, "webdav": 80, "webdavs": 443, "http": 80, "https": 443, "imap": 143, "imaps": 993, "smtp": 587, "smtps": 465,
}  # fmt: skip


def why_unreachable(url: str, seconds: float = 1.5) -> str:
    """'' where the URL's host takes a connection, else what the network said."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or PORTS.get(parts.scheme, 443)), timeout=seconds):
            return ""
    except (OSError, ValueError) as error:  # a name that cannot be encoded is a ValueError
        return str(getattr(error, "strerror", "") or error)


def ask(url: str, said: dict[str, object] | None = None, seconds: float = 2) -> Any:
    """The JSON that an HTTP API answers; a POST of `said`, else a GET. Raises OSError where there is no such answer."""
    request = Request(url, None if said is None else json.dumps(said).encode(), {"Content-Type": "application/json"})
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=seconds) as reply:  # a server of ours is behind no proxy
            return json.loads(reply.read() or b"null")
    except URLError as error:  # an HTTPError, with its code, is one
        raise OSError(str(getattr(error, "reason", error))) from None
    except ValueError:
        raise OSError("the answer is no JSON") from None
