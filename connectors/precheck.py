"""What is refused before any reader runs: a reader given these takes the whole machine, not an exception."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from connectors.magic import Unreadable

MAX_FILE = 256 << 20
MAX_UNPACKED = 512 << 20
#: Deflate reaches 1000; sheets reach 60, and small ones may be as repetitive as they like.
MAX_RATIO, RATIO_FROM = 200, 32 << 20
MAX_MEMBERS = 10_000
#: What reading a member of a damaged zip raises.
BROKEN_MEMBER = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
#: Cells of the rectangle from A1 to the last filled cell: calamine and its lists take 70 bytes for each.
MAX_CELLS = 5_000_000
_WIDEST = 16_384

_ROW_FIRST = re.compile(rb'<row r="(\d+)')
_ROW = re.compile(rb"""<row\s(?:[^>]*?\s)?r=["'](\d+)""")
_LETTERS_2 = re.compile(rb"""r=["'][A-Za-z]{2}""")
_LETTERS_3 = re.compile(rb"""r=["'][A-Za-z]{3}""")
#: A cell tag whose first attribute is not its reference: its column must be counted.
_UNREFERENCED = re.compile(rb"""<c(?! r=["'])[\s/>]""")
_TAG = re.compile(rb"<(row|c)(\s[^>]*?)?(/?)>")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]*)(\d+)["']""")


def file_size(size: int) -> str:
    """What file_too_large says of a file of `size` bytes."""
    return f"文件有 {size >> 20} MB，太大"


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip, its directory checked: sizes, ratio, member names, doubled members, passwords."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise Unreadable("file_unreadable", "文件已损坏，打不开") from error
    members = package.infolist()
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise Unreadable("file_too_large", f"解开后有 {unpacked >> 20} MB、{len(members)} 个部件，太大")
    if unpacked > RATIO_FROM and unpacked > MAX_RATIO * len(data):
        raise Unreadable("file_too_large", f"压缩了 {unpacked // len(data)} 倍，不像表格")
    names = [plain_name(member.filename) for member in members]
    if any(".." in name.split("/") or ":" in name.split("/")[0] for name in names):
        raise Unreadable("file_unreadable", "压缩包里有指向外部的路径")
    if len(set(names)) < len(names):
        raise Unreadable("file_unreadable", "压缩包里有重名的部件")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("file_encrypted", "压缩包加了密码")
    return package


def plain_name(name: str) -> str:
    """A member's name as all readers mean it: forward slashes, no leading slash, lower case."""
    return name.replace("\\", "/").lstrip("/").lower()


def refuse_far_cells(cells: bytes) -> None:
    """Raise file_too_large when filled cells of a sheetData span more than MAX_CELLS from A1.

    Rows alone decide for most sheets; empty formatted cells down to row 1048576 are common and harmless. A cell
    that contradicts its row is left to the sandbox's memory limit.
    """
    last = max(map(int, _ROW_FIRST.findall(cells) or _ROW.findall(cells)), default=0)
    if last and last * _WIDEST <= MAX_CELLS:
        return
    letters = 3 if _LETTERS_3.search(cells) else 2 if _LETTERS_2.search(cells) else 1
    if last and _UNREFERENCED.search(cells) is None and last * (26, 702, _WIDEST)[letters - 1] <= MAX_CELLS:
        return
    bottom = right = 0
    for row, column, end in walk_cells(cells):
        if cells[end : end + 1] == b"<" and cells[end + 1 : end + 3] != b"/c":
            bottom, right = max(bottom, row + 1), max(right, column + 1)
    if bottom * right > MAX_CELLS:
        raise Unreadable("file_too_large", f"工作表一直填到第 {bottom} 行、第 {right} 列，太大")


def refuse_wide(rows: Sequence[Sequence[object]]) -> None:
    """Raise file_too_large for cells to the right of Excel's last column, which only a broken file has."""
    if max(map(len, rows), default=0) > _WIDEST:
        raise Unreadable("file_too_large", f"表格超过{_WIDEST}列")


def walk_cells(cells: bytes) -> Iterator[tuple[int, int, int]]:
    """Row and column (from 0) of each cell tag with content, and where that begins; without `r` it follows on."""
    row = column = -1
    for tag in _TAG.finditer(cells):
        reference = _REFERENCE.search(tag[2] or b"")
        if tag[1] == b"row":
            row, column = (int(reference[2]) - 1 if reference else row + 1), -1
            continue
        column = column + 1
        if reference and reference[1]:
            row, column = address(reference)
        if not tag[3]:
            yield row, column, tag.end()


def find_reference(attributes: bytes) -> tuple[int, int] | None:
    """Row and column (from 0) of a cell tag's `r`."""
    found = _REFERENCE.search(attributes)
    return address(found) if found and found[1] else None


def address(reference: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in reference[1].upper():
        column = column * 26 + letter - 64
    return int(reference[2]) - 1, column - 1
