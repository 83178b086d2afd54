"""The servers that offices keep their sheets on, each as a store: SFTP, SMB, WebDAV, S3, HTTP listings."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from connectors.source import Listed, Source, SourceRefused
from connectors.stores import Store, Tree, beside, host_of, login
from connectors.trouble import NOT_THERE, within

_AT_ONCE = 32  # questions to an HTTP server at a time


class Sftp(Tree):
    """sftp://host:port/folder: by password or key file; the host's key must be known."""

    def __init__(self, source: Source) -> None:
        from sshfs import SSHFileSystem

        parts = urlsplit(source.url)
        user, password = login(source)
        known = Path(source.known_hosts) if source.known_hosts else Path.home() / ".ssh" / "known_hosts"
        if not known.is_file():
            raise SourceRefused(
                "主机密钥没有登记", f"{known}: no such file; `ssh-keyscan -p {parts.port or 22} {host_of(parts)}` writes its lines"
            )
        how: dict[str, Any] = {"client_keys": [source.key_file], "passphrase": password or None} if source.key_file else {
            "client_keys": None, "password": password or None}  # fmt: skip
        files = SSHFileSystem(
            host_of(parts), port=parts.port or 22, username=user or None, known_hosts=str(known), timeout=source.timeout,
            connect_timeout=source.timeout, login_timeout=source.timeout, agent_path=None, config=None, skip_instance_cache=True, **how,
        )  # fmt: skip
        super().__init__(source, files, unquote(parts.path))

    def put(self, path: str, content: bytes) -> None:
        draft = self.place(beside(path))
        super().put(beside(path), content)
        self.ask(lambda: self._files.mv(draft, self.place(path)))

    def close(self) -> None:
        self._files.client.abort()


class Smb(Tree):
    """smb://host/share/folder, of Windows or Samba; signed, as both ask by default."""

    def __init__(self, source: Source) -> None:
        from fsspec.implementations.smb import SMBFileSystem

        parts = urlsplit(source.url)
        user, password = login(source)
        self._at = {"server": host_of(parts), "port": parts.port or 445}
        self.close()  # a session that is open already would let a wrong password pass
        files = SMBFileSystem(
            host_of(parts), port=parts.port or 445, username=user or None, password=password or None, timeout=int(source.timeout),
            register_session_retries=0, share_access="rwd", skip_instance_cache=True,
        )  # fmt: skip
        super().__init__(source, files, unquote(parts.path))

    def listing(self, folder: str) -> list[dict[str, Any]]:
        """What a directory query tells; fsspec's own listing asks three questions more about each file."""
        import smbclient

        return [
            {"name": f"{folder}/{entry.name}", "type": "directory" if entry.is_dir() else "file", "size": entry.smb_info.end_of_file,
             "mtime": entry.smb_info.last_write_time.timestamp()}
            for entry in smbclient.scandir(self._unc(folder or "/"), port=self._at["port"])
        ]  # fmt: skip

    def put(self, path: str, content: bytes) -> None:
        """fsspec's own writes to a folder of the share that need not be there."""
        import smbclient

        draft, port = self._unc(self.place(beside(path))), self._at["port"]

        def write() -> None:
            with suppress(OSError):
                smbclient.remove(draft, port=port)  # of a poll that was killed
            with smbclient.open_file(draft, "xb", port=port) as file:
                file.write(content)
            smbclient.replace(draft, self._unc(self.place(path)), port=port)

        self.ask(write)

    def _unc(self, path: str) -> str:
        return f"\\\\{self._at['server']}" + path.replace("/", "\\")

    def close(self) -> None:
        import smbclient

        with suppress(Exception):  # a connection that is gone cannot be closed, and need not be
            smbclient.delete_session(timeout=5, **self._at)


class WebDav(Tree):
    """webdav:// or webdavs://host/path: Nextcloud and the like."""

    def __init__(self, source: Source) -> None:
        from httpx import URL
        from webdav4.fsspec import WebdavFileSystem

        parts = urlsplit(source.url)
        user, password = login(source)
        scheme = "https" if parts.scheme in ("webdavs", "davs") else "http"
        host = host_of(parts) + (f":{parts.port}" if parts.port else "")
        base = f"{scheme}://{host}{quote(unquote(parts.path))}".rstrip("/")

        def join(path: str, add_trailing_slash: bool = False) -> URL:
            return URL(base + quote("/" + path.strip("/")).rstrip("/") + "/" * add_trailing_slash)

        files = WebdavFileSystem(
            base, auth=(user, password) if user else None, timeout=source.timeout,
            retry=False, trust_env=False, skip_instance_cache=True,
        )  # fmt: skip
        files.client.join_url = join  # its own takes 台账#1.xlsx for a fragment
        super().__init__(source, files, "")

    def close(self) -> None:
        self._files.client.http.close()


class S3(Tree):
    """s3://bucket/prefix, at `endpoint` unless it is Amazon's; listed a thousand keys a question."""

    def __init__(self, source: Source) -> None:
        from s3fs import S3FileSystem

        parts = urlsplit(source.url)
        user, password = login(source)
        limits = {"connect_timeout": source.timeout, "read_timeout": source.timeout, "retries": {"max_attempts": 1}}
        files = S3FileSystem(
            key=user or None, secret=password or None, anon=not user, endpoint_url=source.endpoint or None, config_kwargs=limits,
            use_listings_cache=False, skip_instance_cache=True, default_cache_type="none",
        )  # fmt: skip
        files.retries = 1
        super().__init__(source, files, f"{host_of(parts)}{unquote(parts.path)}")

    def look(self) -> Iterator[Listed]:
        found = within(self._source.at_most, lambda: self._files.find(self._root, detail=True))  # a limit an answer is its library's
        if not found:
            raise SourceRefused(NOT_THERE, "no such bucket, or nothing below this prefix")
        yield from (self.listed(self._inside(name), about) for name, about in found.items() if about["type"] == "file")

    def listed(self, path: str, about: dict[str, Any]) -> Listed:
        """An ETag is of the content: no second may hide a change."""
        seen = super().listed(path, about)
        return Listed(path, seen.size, f"{seen.size} {about.get('ETag', '')}", seen.changed_at, 0)


class Http(Tree):
    """http(s):// pages that list files, as nginx and Apache make them; one question a file tells its size and time."""

    def __init__(self, source: Source) -> None:
        import aiohttp
        from fsspec.implementations.http import HTTPFileSystem

        parts = urlsplit(source.url)
        user, password = login(source)
        host = host_of(parts) + (f":{parts.port}" if parts.port else "")
        limit = aiohttp.ClientTimeout(total=None, connect=source.timeout, sock_read=source.timeout)
        files = HTTPFileSystem(
            client_kwargs={"timeout": limit, "auth": aiohttp.BasicAuth(user, password) if user else None}, encoded=True,
            use_listings_cache=False, skip_instance_cache=True, block_size=0,
        )  # fmt: skip
        super().__init__(source, files, f"{parts.scheme}://{host}{quote(unquote(parts.path))}")

    def look(self) -> Iterator[Listed]:
        paths = [listed.path for listed in super().look()]
        for start in range(0, len(paths), _AT_ONCE):
            yield from self.ask(lambda some=paths[start : start + _AT_ONCE]: self._heads(some))

    def _heads(self, paths: list[str]) -> list[Listed]:
        from fsspec.asyn import sync

        async def ask_all() -> list[Any]:
            import asyncio

            return await asyncio.gather(*(self._files._info(self.place(path)) for path in paths), return_exceptions=True)

        found = []
        for path, about in zip(paths, sync(self._files.loop, ask_all), strict=True):
            if isinstance(about, BaseException) and not (
                isinstance(about, FileNotFoundError) and getattr(about.__cause__, "status", 0) == 404
            ):
                raise about
            if not isinstance(about, BaseException):
                found.append(self.listed(path, about))
        return found

    def listing(self, folder: str) -> list[dict[str, Any]]:
        """Links that lead down, and nowhere else."""
        found = self._files.ls(f"{folder}/", detail=True)
        return [about for about in found if about["name"].startswith(f"{folder}/") and not set("?#") & set(about["name"])]

    def listed(self, path: str, about: dict[str, Any]) -> Listed:
        seen = super().listed(path, about)
        try:
            at = parsedate_to_datetime(about["Last-Modified"]).timestamp()
        except (KeyError, ValueError, TypeError):
            at = None
        return Listed(seen.path, seen.size, seen.stamp, at)

    def put(self, path: str, content: bytes) -> None:
        raise SourceRefused("网页只能读，不能写", "http(s):// is read-only")

    def place(self, path: str) -> str:
        return f"{self._root}/{quote(path)}"

    def _inside(self, name: str) -> str:
        return unquote(super()._inside(name))


KINDS: dict[str, Callable[[Source], Store]] = {
    "sftp": Sftp, "ssh": Sftp, "smb": Smb, "webdav": WebDav, "webdavs": WebDav, "dav": WebDav, "davs": WebDav, "s3": S3, "http": Http,
    "https": Http,
}  # fmt: skip
