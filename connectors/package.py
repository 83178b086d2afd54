"""The parts of an OOXML workbook: which member is which sheet, what the workbook says of itself."""

import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from posixpath import dirname, join, normpath

from connectors.magic import Unreadable
from connectors.precheck import BROKEN_MEMBER, open_zip, plain_name
from connectors.xlsb import sheet_parts
from connectors.zipped import why_not

_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet\s([^>]*)>")
_NAME = re.compile(rb"""(?:^|\s)name=(?:"([^"]*)"|'([^']*)')""")
_ID = re.compile(rb"""(?:^|\s)[\w.-]+:id=["']([^"']*)["']""")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"""(Id|Target|Type)=["']([^"']*)["']""")
_1904 = re.compile(rb"""<(?:[\w.-]+:)?workbookPr\s[^>]*?date1904=["'](?:1|true|on)["']""")
_MODIFIED = re.compile(rb"<(?:[\w.-]+:)?modified[^>]*>\s*([^<]+?)\s*<")
_ODF_MODIFIED = re.compile(rb"<dc:date>\s*([^<]+?)\s*<")
_OTHERS = (
    ("document.xml", "是 Word 文档，请发 Excel 文件"),
    ("presentation.xml", "是演示文稿，请发 Excel 文件"),
)


@dataclass
class Package:
    """An opened workbook package; `sheets` maps a sheet's name to its member, `strings` is the shared texts'."""

    zip: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    kind: str = "xlsx"  # or xlsb, ods
    sheets: dict[str, str] = field(default_factory=dict)
    strings: str = ""
    date_1904: bool = False
    saved_at: datetime | None = None

    def read(self, name: str) -> bytes:
        """A member's bytes; none where it is missing or broken."""
        member = self.members.get(plain_name(name))
        try:
            return self.zip.read(member) if member else b""
        except BROKEN_MEMBER:
            return b""


def open_package(data: bytes) -> Package:
    """The package of an xlsx, xlsm, xlsb or ods; Unreadable for any other zip."""
    package = open_zip(data)
    members = {plain_name(member.filename): member for member in package.infolist()}
    opened = Package(package, members)
    if "content.xml" in members and b"office:spreadsheet" in opened.read("content.xml"):
        opened.kind, opened.saved_at = "ods", _read_instant(opened.read("meta.xml"), _ODF_MODIFIED)
        return opened
    home = _find_home(opened)
    book = opened.read(home)
    if home.endswith(".bin") and book:
        opened.kind = "xlsb"
    elif b"workbook" not in book:
        files = {name.rsplit("/", 1)[-1] for name in members}
        other = next((text for name, text in _OTHERS if name in files), "文件已损坏，打不开" if home in members else "")
        raise Unreadable("file_unreadable", other) if other else why_not(data)
    _map_parts(opened, home, book)
    opened.date_1904 = bool(_1904.search(book))
    opened.saved_at = _read_instant(opened.read("docProps/core.xml"), _MODIFIED)
    return opened


def _find_home(package: Package) -> str:
    for usual in ("xl/workbook.xml", "xl/workbook.bin"):
        if usual in package.members:
            return usual
    for relation in _relations(package.read("_rels/.rels")):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "xl/workbook.xml"


def _map_parts(package: Package, home: str, book: bytes) -> None:
    folder, file = dirname(home), home.rsplit("/", 1)[-1]
    targets = {}
    for relation in _relations(package.read(f"{folder}/_rels/{file}.rels")):
        target = normpath(join("/" + folder, relation.get("Target", ""))).lstrip("/")
        targets[relation.get("Id", "")] = target
        if relation.get("Type", "").endswith("/sharedStrings"):
            package.strings = target
    if package.kind == "xlsb":
        package.sheets = {name: targets[key] for name, key in sheet_parts(book).items() if key in targets}
        return
    for sheet in _SHEET.finditer(book):
        name, key = _NAME.search(sheet[1]), _ID.search(sheet[1])
        if name and key and (part := targets.get(_decode(key[1]))):
            package.sheets[_decode(name[1] or name[2] or b"")] = part


def _relations(xml: bytes) -> list[dict[str, str]]:
    return [{_decode(k): _decode(v) for k, v in _ATTRIBUTE.findall(tag[1])} for tag in _RELATION.finditer(xml)]


def _read_instant(core: bytes, where: re.Pattern[bytes]) -> datetime | None:
    found = where.search(core)
    try:
        read = datetime.fromisoformat(_decode(found[1])) if found else None
    except ValueError:
        return None
    return read and (read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC))


def _decode(text: bytes) -> str:
    return unescape(text.decode("utf-8", "replace"))
