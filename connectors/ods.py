"""OpenDocument sheets, .ods: calamine reads them, but for the blanks that some writers leave between tags, and does not tell what is hidden."""

import io
import re
import zipfile
from collections.abc import Sequence
from html import unescape

from connectors.hidden import Unseen
from connectors.magic import Unreadable
from connectors.precheck import BROKEN_MEMBER

_BETWEEN = re.compile(rb">\s+<(?=/?table:)")
_TABLE = re.compile(rb"<table:table\s([^>]*)(?<!/)>(.*?)</table:table>", re.DOTALL)
_ROW, _COLUMN = (re.compile(rb"<table:table-%b(\s[^>]*)?/?>" % kind) for kind in (b"row", b"column"))
_NAME = re.compile(rb"""\stable:name=(?:"([^"]*)"|'([^']*)')|$""")
_UNSEEN = re.compile(rb"""\stable:visibility=["'](collapse|filter)["']""")
_REPEATED = re.compile(rb"""\stable:number-(?:rows|columns)-repeated=["'](\d{1,7})["']""")
_MOST_REPEATED = 10_000  # the empty rows below a sheet's last one are one row, repeated to the end
CONTENT, KIND = "content.xml", "application/vnd.oasis.opendocument.spreadsheet"


def compact(package: zipfile.ZipFile) -> bytes:
    """The package again with no blanks between the tags of its tables, and with its kind stated first, as readers want it. Raises Unreadable."""
    try:
        return _written(package)
    except BROKEN_MEMBER as error:
        raise Unreadable("file_unreadable", "文件已损坏，打不开") from error


def _written(package: zipfile.ZipFile) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr("mimetype", KIND, zipfile.ZIP_STORED)
        for member in package.infolist():
            if member.filename != "mimetype":
                part = package.read(member)
                copy.writestr(member.filename, _BETWEEN.sub(b"><", part) if member.filename == CONTENT else part)
    return written.getvalue()


def hidden_in_ods(content: bytes) -> dict[str, Unseen]:
    """By sheet, from content.xml."""
    if b"table:visibility=" not in content:
        return {}
    found = {}
    for attributes, body in _TABLE.findall(content):
        rows, columns = _unseen(_ROW.findall(body)), _unseen(_COLUMN.findall(body))
        name = next(part for part in _NAME.findall(b" " + attributes))
        found[unescape((name[0] or name[1]).decode("utf-8", "replace"))] = Unseen(tuple(rows), tuple(columns), "filter" in rows.values())
    return found


def _unseen(tags: Sequence[bytes]) -> dict[int, str]:
    """By number (from 0) why a row or column is unseen, of the attributes of each."""
    found: dict[int, str] = {}
    at = 0
    for tag in tags:
        repeated, unseen = _REPEATED.search(tag), _UNSEEN.search(tag)
        count = int(repeated[1]) if repeated else 1
        if unseen:
            found |= dict.fromkeys(range(at, at + min(count, _MOST_REPEATED)), unseen[1].decode())
        at += count
    return found
