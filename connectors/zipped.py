"""A .zip of workbooks, opened within limits: names in GBK, nothing nested, nothing that leads outside, nothing that swells.

What is wrong with one member is wrong with the archive: it is refused whole, and its sender told why.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from connectors.magic import Unreadable
from connectors.precheck import BROKEN_MEMBER, MAX_FILE, MAX_RATIO, MAX_UNPACKED, RATIO_FROM

MAX_WORKBOOKS = 500
_SHEETS = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".csv")
_ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
_DRIVE = re.compile(r"^[A-Za-z]:")
_ENCODINGS = ("utf-8", "gb18030", "cp437")  # what a name without the UTF-8 flag may be in, in the order of belief


def open_archive(content: BinaryIO) -> zipfile.ZipFile:
    """The archive, its names decoded as their writer meant them. Raises Unreadable."""
    for encoding in _ENCODINGS:
        try:
            content.seek(0)
            return zipfile.ZipFile(content, metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("file_unreadable", "压缩包已损坏，打不开") from error
    raise Unreadable("file_unreadable", "压缩包已损坏，打不开")


def workbooks(archive: zipfile.ZipFile, size: int) -> list[tuple[str, zipfile.ZipInfo]]:
    """Its workbooks as (path within, member); `size` is the archive's own. Raises Unreadable with the reason for the first bad member."""
    found: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        name = member.orig_filename.replace("\\", "/")
        if leads_outside(name):
            raise Unreadable("file_unreadable", "压缩包里有指向外部的路径")
        last = name.rsplit("/", 1)[-1]
        if not last or name.startswith("__MACOSX/") or last.startswith(("~$", ".")):
            continue
        if last.lower().endswith(_ARCHIVES):
            raise Unreadable("file_unreadable", f"压缩包里还有压缩包（{last}），请解压后再发")
        if member.flag_bits & 1:
            raise Unreadable("file_encrypted", "压缩包加了密码")
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise Unreadable("file_unreadable", f"压缩包里有链接（{last}），没有文件内容")
        if last.lower().endswith(_SHEETS):
            if name in found:
                raise Unreadable("file_unreadable", f"压缩包里有重名的文件（{last}）")
            found[name] = member
    stated = sum(member.file_size for member in found.values())
    if len(found) > MAX_WORKBOOKS:
        raise Unreadable("file_too_large", f"压缩包里有{len(found)}个文件，超过{MAX_WORKBOOKS}个")
    if stated > MAX_UNPACKED or any(member.file_size > MAX_FILE for member in found.values()):
        raise Unreadable("file_too_large", f"压缩包解开后有 {stated >> 20} MB，太大")
    if stated > RATIO_FROM and stated > MAX_RATIO * size:
        raise Unreadable("file_too_large", f"压缩包压缩了 {stated // size} 倍，不像表格")
    if not found:
        raise Unreadable("file_unreadable", "压缩包里没有工作簿")
    return sorted(found.items())


def leads_outside(name: str) -> bool:
    """True for an absolute path, a drive, and a name that climbs: it names a place that is not its sender's to name."""
    return name.startswith("/") or bool(_DRIVE.match(name)) or ".." in name.split("/") or "\0" in name


class Unpacked(io.RawIOBase):
    """A member's bytes, never more than it states: a directory that lies about a size is a broken archive."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        self._left = member.file_size
        try:
            self._stream = archive.open(member)
        except BROKEN_MEMBER as error:
            raise Unreadable("file_unreadable", "压缩包已损坏，打不开") from error

    def read(self, size: int = -1) -> bytes:
        try:
            block = self._stream.read(size)
        except BROKEN_MEMBER as error:
            raise Unreadable("file_unreadable", "压缩包已损坏，打不开") from error
        self._left -= len(block)
        if self._left < 0:
            raise Unreadable("file_too_large", "压缩包里的文件比它写明的大")
        return block


def why_not(data: bytes) -> Unreadable:
    """What a reader says of a zip that is no workbook: why it was not opened, or that it holds none."""
    try:
        with open_archive(io.BytesIO(data)) as archive:
            for _, member in workbooks(archive, len(data)):
                for _block in _blocks(Unpacked(archive, member)):
                    pass
    except Unreadable as reason:
        return reason
    return Unreadable("file_unreadable", "是压缩包，请解压后再发")


def _blocks(stream: Unpacked) -> Iterator[bytes]:
    while block := stream.read(1 << 20):
        yield block
