"""Secrets in what a night says: logins and keys of URLs are masked before they are shown or logged."""

import re

_LOGIN = re.compile(r"(?<=://)\S*@")  # to the last @: a password may have one itself
_KEY = re.compile(r"([?&][^=&\s]*(?:pass|pwd|secret|token|key)[^=&\s]*=)[^&\s]+", re.IGNORECASE)


def mask(text: str) -> str:
    """The text with `***` for what stands between :// and @, and for the values of password-like query keys."""
    return _KEY.sub(r"\1***", _LOGIN.sub("***@", text))
