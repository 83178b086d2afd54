"""Workbooks under a password: opened with Excel's own default one, or with those that the unit's profile names."""

import io
from collections.abc import Sequence

from connectors.magic import OLE, Unreadable, is_encrypted

#: What Excel uses where a sheet is protected but nobody was to be kept from reading it.
DEFAULT = "VelvetSweatshop"


def unlocked(data: bytes, passwords: Sequence[str] = ()) -> bytes:
    """The workbook's plain bytes; Unreadable (file_encrypted) where none of the passwords opens it."""
    if not data.startswith(OLE) or not is_encrypted(data):
        return data
    import msoffcrypto

    for password in (DEFAULT, *passwords):
        plain = io.BytesIO()
        try:
            locked = msoffcrypto.OfficeFile(io.BytesIO(data))
            locked.load_key(password=password)
            locked.decrypt(plain)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001, S112 - it raises whatever its parsers raise; the next password may fit
            continue
        if opened := plain.getvalue():
            return opened
    raise Unreadable("file_encrypted", "文件加了密码")
