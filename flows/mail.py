"""[mail] of saima.toml: the server that letters and answers leave by."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, field_validator

from connectors.smtp import MailServer
from flows.references import Reference, look_up

if TYPE_CHECKING:
    from flows.instance import Instance


class MailSettings(BaseModel):
    """`server` is smtp://host[:port] or smtps://host[:port]; `sender` what stands in From; `password` names a variable or a block."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    server: str
    sender: str
    user: str = ""
    password: Reference = ""

    @field_validator("server")
    @classmethod
    def _is_server(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.username:
            raise ValueError("smtp://host:587 or smtps://host, without a login")
        return url


def mail_server(instance: "Instance", find: Callable[[str], str] = look_up) -> MailServer | None:
    """The configured server with its password looked up, or None. Raises WrongSetting."""
    said = instance.settings.mail
    if said is None:
        return None
    return MailServer(said.server, said.sender, said.user, find(said.password) if said.password else "")
