"""OpenDocument sheets, .ods: calamine reads them, but for the blanks that some writers leave between tags."""

import io
import re
import zipfile

from connectors.magic import Unreadable
from connectors.precheck import BROKEN_MEMBER

_BETWEEN = re.compile(rb">\s+<(?=/?table:)")
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
