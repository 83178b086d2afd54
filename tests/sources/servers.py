"""Real servers on loopback, each over a folder or bucket of its own; they end with the test that asked for them."""

import asyncio
import base64
import functools
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connectors.source import Source

USER, PASSWORD = "clerk", "Geheim-7301"
HOST = "127.0.0.1"
_ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
CLOSED = "closed"  # a folder of the SFTP server that nobody may write to
VANISHES = "vanishes"  # a file of this name is on the web server's pages and gone when it is fetched
_PATIENCE = 20  # seconds that a server may take to listen


@dataclass
class Served:
    """A server's address, and how a clerk puts a file there."""

    url: str
    folder: Path
    options: dict[str, Any] = field(default_factory=dict)
    bucket: Any = None

    def put(self, path: str, content: bytes, age: float = 60) -> None:
        """`age` are the seconds ago that it says it was changed."""
        if self.bucket is not None:
            self.bucket.put_object(Bucket="sheets", Key=f"inbox/{path}", Body=content)
            return
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        os.utime(place, (time.time() - age,) * 2)

    def remove(self, path: str) -> None:
        if self.bucket is not None:
            self.bucket.delete_object(Bucket="sheets", Key=f"inbox/{path}")
        else:
            (self.folder / path).unlink()

    def source(self, **other: Any) -> Source:
        given = {"user": USER, "password": PASSWORD, "timeout": 10, "tries": 1, **self.options, **other}
        return Source(**{"name": "来源", "url": self.url, **given})

    def at_port(self, port: int) -> dict[str, Any]:
        """The same server behind another port."""
        old = self.port
        moved = {"url": self.url.replace(f":{old}", f":{port}")}
        if "endpoint" in self.options:
            moved["endpoint"] = self.options["endpoint"].replace(f":{old}", f":{port}")
        if "known_hosts" in self.options:
            known = Path(self.options["known_hosts"])
            other = known.with_name(f"known_hosts_{port}")
            other.write_text(known.read_text().replace(f"]:{old}", f"]:{port}"))
            moved["known_hosts"] = str(other)
        return moved

    @property
    def port(self) -> int:
        return int((self.options.get("endpoint") or self.url).rsplit(":", 1)[1].split("/")[0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, host: str = HOST) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"no server on port {port}")


@contextmanager
def folder(place: Path) -> Iterator[Served]:
    (place / "inbox").mkdir(parents=True)
    yield Served(str(place / "inbox"), place / "inbox")


@contextmanager
def sftp(place: Path) -> Iterator[Served]:
    """asyncssh, in a thread with a loop of its own."""
    import asyncssh

    inbox = place / "root" / "inbox"
    inbox.mkdir(parents=True)
    key, port, loop = asyncssh.generate_private_key("ssh-ed25519"), free_port(), asyncio.new_event_loop()

    class Door(asyncssh.SSHServer):
        def begin_auth(self, username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return (username, password) == (USER, PASSWORD)

    class Files(asyncssh.SFTPServer):
        def open(self, path: bytes, pflags: int, attrs: Any) -> Any:
            if CLOSED.encode() in path and pflags & asyncssh.FXF_WRITE:
                raise asyncssh.SFTPPermissionDenied("read-only folder")
            return super().open(path, pflags, attrs)

    root = functools.partial(Files, chroot=str(place / "root"))

    async def listen() -> Any:
        return await asyncssh.listen(HOST, port, server_factory=Door, server_host_keys=[key], sftp_factory=root)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listener = asyncio.run_coroutine_threadsafe(listen(), loop).result(_PATIENCE)
    known = place / "known_hosts"
    known.write_text(f"[{HOST}]:{port} {key.export_public_key().decode()}")
    yield Served(f"sftp://{HOST}:{port}/inbox", inbox, {"known_hosts": str(known)})
    loop.call_soon_threadsafe(listener.close)
    time.sleep(0.05)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


@contextmanager
def smb(place: Path) -> Iterator[Served]:
    """impacket's SMB2 server, in a process of its own: it leaves threads behind."""
    inbox = place / "share" / "inbox"
    inbox.mkdir(parents=True)
    port = free_port()
    with _process([sys.executable, "-m", "tests.sources.smb_server", str(port), str(place / "share"), USER, PASSWORD], port):
        yield Served(f"smb://{HOST}:{port}/sheets/inbox", inbox)


@contextmanager
def webdav(place: Path) -> Iterator[Served]:
    """wsgidav behind cheroot, in a thread."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    inbox = place / "dav" / "inbox"
    inbox.mkdir(parents=True)
    port = free_port()
    app = WsgiDAVApp({
        "provider_mapping": {"/": str(place / "dav")}, "simple_dc": {"user_mapping": {"*": {USER: {"password": PASSWORD}}}},
        "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False}, "verbose": 0, "logging": {"enable": False},
    })  # fmt: skip
    server = wsgi.Server((HOST, port), app, numthreads=4)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield Served(f"webdav://{HOST}:{port}/inbox", inbox)
    server.stop()
    thread.join(5)


@contextmanager
def s3(place: Path) -> Iterator[Served]:
    """moto's server with its users and keys in force, in a process of its own: who may do what is one state a process."""
    import boto3

    port = free_port()
    end = f"http://{HOST}:{port}"
    root = {"endpoint_url": end, "aws_access_key_id": "root", "aws_secret_access_key": "root", "region_name": "us-east-1"}
    with _process([sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(port)], port):
        iam = boto3.client("iam", **root)
        iam.create_user(UserName=USER)
        iam.put_user_policy(UserName=USER, PolicyName="all", PolicyDocument=json.dumps(_ALL))
        key = iam.create_access_key(UserName=USER)["AccessKey"]
        in_force = urllib.request.Request(f"{end}/moto-api/reset-auth", b"0", {"Content-Type": "text/plain"})
        urllib.request.urlopen(in_force, timeout=10).close()
        login = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
        client = boto3.client("s3", **root | login)
        client.create_bucket(Bucket="sheets")
        options = {"endpoint": end, "user": key["AccessKeyId"], "password": key["SecretAccessKey"]}
        yield Served("s3://sheets/inbox", place, options, bucket=client)


class _Pages(http.server.SimpleHTTPRequestHandler):
    """Listings and files for those who know the password."""

    expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    protocol_version = "HTTP/1.1"

    def send_head(self) -> Any:
        if self.headers.get("Authorization") != self.expected:
            self.send_error(401)
        elif self.command == "GET" and VANISHES in self.path:
            self.send_error(404)
        else:
            return super().send_head()
        return None

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def web(place: Path) -> Iterator[Served]:
    inbox = place / "web" / "inbox"
    inbox.mkdir(parents=True)
    server = http.server.ThreadingHTTPServer((HOST, 0), functools.partial(_Pages, directory=str(place / "web")))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(f"http://{HOST}:{server.server_address[1]}/inbox", inbox)
    server.shutdown()
    server.server_close()


@contextmanager
def imap(place: Path, host: str = HOST) -> Iterator[Served]:
    """pymap, in a process of its own."""
    port = free_port()
    tool = str(Path(sys.executable).parent / "pymap")
    words = [tool, "--host", host, "--port", str(port), "--no-tls", "dict", "--demo-user", USER, "--demo-password", PASSWORD]
    with _process(words, port, host):
        yield Served(f"imap://{host}:{port}", place, {"unit": "from sender"})


@contextmanager
def _process(words: list[str], port: int, host: str = HOST) -> Iterator[None]:
    started = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, host)
        yield
    finally:
        started.terminate()
        try:
            started.wait(5)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()


#: Kinds of places with files, by name.
KINDS: dict[str, Callable[[Path], AbstractContextManager[Served]]] = {
    "folder": folder, "sftp": sftp, "smb": smb, "webdav": webdav, "s3": s3, "http": web,
}  # fmt: skip


@contextmanager
def silent() -> Iterator[int]:
    """A server that listens, takes what it is told, and never answers; yields its port."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        door.listen(16)
        yield int(door.getsockname()[1])


@contextmanager
def cut_off(port: int, after: int) -> Iterator[int]:
    """A way to the server on `port` that breaks when `after` bytes have come back; yields its own port."""
    door = socket.create_server((HOST, 0))
    left, lock = [after], threading.Lock()

    def carry(here: socket.socket, there: socket.socket, is_answer: bool) -> None:
        try:
            while block := here.recv(4096):
                if is_answer:
                    with lock:
                        left[0] -= len(block)
                    if left[0] < 0:
                        break
                there.sendall(block)
        except OSError:
            pass
        broken = left[0] < 0
        for end in (here, there) if broken else (there,):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR if broken else socket.SHUT_WR)

    def accept() -> None:
        while True:
            try:
                client, _ = door.accept()
                server = socket.create_connection((HOST, port), timeout=10)
            except OSError:
                return
            for pair in ((client, server, False), (server, client, True)):
                threading.Thread(target=carry, args=pair, daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield int(door.getsockname()[1])
    door.close()
