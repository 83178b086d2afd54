"""What a file is, by its bytes: names and extensions lie, and the kept file has neither."""

import struct
from datetime import UTC, datetime, timedelta

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: First bytes, and what to tell the office that sent them.
_KNOWN = (
    (b"PK\x05\x06", "是空的压缩包"),
    (b"PK", "是分卷或损坏的压缩包"),
    (b"%PDF", "是 PDF 文件，请发 Excel 文件"),
    (b"\x89PNG", "是图片，请发 Excel 文件"),
    (b"\xff\xd8\xff", "是图片，请发 Excel 文件"),
    (b"Rar!", "是 RAR 压缩包，请解压后再发"),
    (b"7z\xbc\xaf", "是 7z 压缩包，请解压后再发"),
    (b"{\\rtf", "是 RTF 文档，请发 Excel 文件"),
)
#: A workbook of Excel 2 to 5 begins with its first record; later ones lie in an OLE file.
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x00\x06\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
#: How texts begin that hold no table of ours, and what to tell the office that sent them.
_TEXTS = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "是 XML 表格，请另存为 xlsx"),
    (b"office:document", "是 ODS 单文件表格，请另存为 xlsx"),
    (b"mime-version:", "是网页归档文件，请另存为 xlsx"),
    (b"message-id:", "是网页归档文件，请另存为 xlsx"),
)
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_LAST_SAVED, _FILETIME = 13, 64
_BOF_8 = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_BOF_5 = b"\x09\x08\x08\x00\x00\x05\x05\x00"
_FILEPASS, _DATEMODE, _EOF = 0x2F, 0x22, 0x0A


class Unreadable(Exception):
    """A file that gives no cells. `rule` is a code of the catalogue, `text` a Chinese clause that says why."""

    def __init__(self, rule: str, text: str) -> None:
        super().__init__(rule, text)
        self.rule = rule
        self.text = text


def refuse_unless_workbook(data: bytes) -> None:
    """Raise Unreadable with a clear reason for bytes that begin like nothing we read."""
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("file_empty", "文件是空的")
    if data.startswith((ZIP, OLE)) or is_old_biff(data):
        return
    for magic, text in _KNOWN:
        if data.startswith(magic):
            raise Unreadable("file_unreadable", text)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for word, text in _TEXTS:
        if start.startswith(b"<") and word in start or start.startswith(word):
            raise Unreadable("file_unreadable", text)


def is_old_biff(data: bytes) -> bool:
    return data.startswith(_OLD_BIFF)


def refuse_foreign_ole(data: bytes) -> None:
    """Raise Unreadable for an OLE file that holds no workbook."""
    if _named(data, "Workbook") or _named(data, "Book") or _named(data, "WORKBOOK") or _named(data, "BOOK"):
        return
    if _named(data, "WordDocument"):
        raise Unreadable("file_unreadable", "是 Word 文档，请发 Excel 文件")
    if _named(data, "PowerPoint Document"):
        raise Unreadable("file_unreadable", "是演示文稿，请发 Excel 文件")


def is_encrypted(data: bytes) -> bool:
    """An OLE file that holds an encrypted package, or an .xls whose records are."""
    return _named(data, "EncryptedPackage") or _globals(data)[0]


def counts_from_1904(data: bytes) -> bool:
    """Whether the days of an .xls count from 1904."""
    return _globals(data)[1]


def _named(data: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in data


def ole_saved_at(data: bytes) -> datetime | None:
    """The last-saved time of SummaryInformation in UTC; None where the stream is not in one piece or has none."""
    found = data.find(_SUMMARY)
    try:
        section = found - 28 + struct.unpack_from("<I", data, found + 16)[0]
        if found < 28:
            return None
        for number in range(min(struct.unpack_from("<I", data, section + 4)[0], 64)):
            key, offset = struct.unpack_from("<II", data, section + 8 + 8 * number)
            if key == _LAST_SAVED:
                kind, ticks = struct.unpack_from("<IQ", data, section + offset)
                saved = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
                return saved if kind == _FILETIME and 1985 < saved.year < 2100 else None
    except (struct.error, OverflowError):
        pass
    return None


def _globals(data: bytes) -> tuple[bool, bool]:
    """Whether an .xls is encrypted, and whether its days count from 1904.

    Walks the records from the workbook's first one; a stream in pieces ends the walk early, and says neither.
    """
    at = min((place for bof in (_BOF_8, _BOF_5) if (place := data.find(bof)) >= 0), default=len(data))
    while at <= len(data) - 6:
        kind, size, value = struct.unpack_from("<HHH", data, at)
        if kind in (_FILEPASS, _DATEMODE, _EOF) or size > 8224:
            return kind == _FILEPASS, bool(kind == _DATEMODE and value == 1)
        at += 4 + size
    return False, False
