"""[[source]] of saima.toml: the named places that sheets are pulled from, read strictly; passwords are named, never written.

A password is the name of an environment variable, or `prefect:NAME` of a Secret block; both are looked up when a source is pulled.
"""

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from connectors.source import FROM_FOLDER, FROM_SENDER, Source
from flows.masking import mask
from flows.references import Reference, check_reference
from flows.wrong_setting import WrongSetting
from schemas.units import Units

if TYPE_CHECKING:
    from flows.instance import Instance

SCHEMES = ("file", "sftp", "smb", "webdav", "webdavs", "s3", "http", "https", "imap", "imaps")


class SourceSettings(BaseModel):
    """One [[source]]; times are seconds. `mode = "check"` is a place that only answers: the night loads nothing from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[\w-]{1,40}$")
    url: str
    pattern: str = Field(Source.pattern, min_length=1)
    unit: str = ""
    user: str = ""
    password: Reference = ""
    key_file: str = ""
    known_hosts: str = ""
    endpoint: str = ""
    inbox: str = Source.inbox
    read: str = Source.read
    aside: str = Source.aside
    mode: Literal["load", "check"] = "load"
    settle: float = Field(2, ge=0, le=600)
    timeout: float = Field(Source.timeout, gt=0, le=3600)
    at_most: float = Field(Source.at_most, gt=0, le=36_000)
    tries: int = Field(Source.tries, ge=1, le=10)
    wait: float = Field(Source.wait, ge=0, le=600)

    @field_validator("url")
    @classmethod
    def _no_login(cls, url: str) -> str:
        try:
            parts = urlsplit(url)
            _ = parts.port
        except ValueError:
            raise ValueError("no URL like sftp://host/folder") from None
        if "://" in url and parts.scheme not in SCHEMES:
            raise ValueError(f"{parts.scheme}:// is none of {', '.join(SCHEMES)}")
        if parts.password or (parts.username and "://" in url):
            raise ValueError("a login does not stand in a URL: use user, and password with the name of an environment variable")
        if "://" in url and parts.scheme != "file" and not parts.hostname:
            raise ValueError("the URL names no host")
        return url

    @property
    def is_mail(self) -> bool:
        return self.url.startswith(("imap://", "imaps://"))


def check_sources(instance: "Instance", units: Units) -> None:
    """What only the register and the other sources can tell to be wrong. Raises WrongSetting with one line."""
    names: set[str] = set()
    for said in instance.settings.source:
        if said.name in names:
            raise WrongSetting(f"source {said.name}: two sources have this name")
        names.add(said.name)
        _whose(said, units)
        if said.mode == "check":
            _check_answers(instance, said)


def check_secrets(instance: "Instance", mode: Literal["load", "check"] = "load") -> None:
    """An environment variable that a source of this mode names and nobody set. Raises WrongSetting."""
    for said in instance.named:
        if said.mode == mode:
            check_reference(f"source {said.name}", said.password)
    if mode == "check" and instance.settings.mail and any(said.mode == mode and said.is_mail for said in instance.named):
        check_reference("mail", instance.settings.mail.password)


def read_sources(instance: "Instance", units: Units) -> list[Source]:
    """The sources of a night in order, named ones after the inbox, their passwords not yet looked up."""
    inbox = [Source(mask(url), url) for url in instance.inbox]
    return [*inbox, *(_source(instance, said, units) for said in instance.named if said.mode == "load")]


def places_that_check(instance: "Instance", units: Units) -> list[Source]:
    """The sources that only answer, their passwords not yet looked up."""
    return [_source(instance, said, units) for said in instance.settings.source if said.mode == "check"]


_OWN = {f.name for f in fields(Source)} & set(SourceSettings.model_fields) - {"unit", "url", "key_file", "known_hosts"}


def _source(instance: "Instance", said: SourceSettings, units: Units) -> Source:
    return Source(
        url=_place(instance, said.url), unit=_whose(said, units), checks=said.mode == "check",
        key_file=_from_home(instance.home, said.key_file), known_hosts=_from_home(instance.home, said.known_hosts),
        **{name: getattr(said, name) for name in _OWN},
    )  # fmt: skip


def _place(instance: "Instance", url: str) -> str:
    return url if "://" in url else str((instance.home / url).resolve())


def _check_answers(instance: "Instance", said: SourceSettings) -> None:
    """What a place that answers needs: a way to write, and a folder that no night reads. Raises WrongSetting."""
    if said.url.startswith(("http://", "https://")):
        raise WrongSetting(f'source {said.name}: mode: "check" writes its answers beside the sheets, and a web page is read-only')
    if said.is_mail and instance.settings.mail is None:
        raise WrongSetting(f'source {said.name}: mode: "check" answers by mail: [mail] names no server (docs/sources.md)')
    own = _with_slash(_place(instance, said.url), said.inbox)
    loaded = [(url, _with_slash(url, Source.inbox)) for url in instance.inbox]
    loaded += [(s.name, _with_slash(_place(instance, s.url), s.inbox)) for s in instance.settings.source if s.mode == "load"]
    for name, other in loaded:
        if own.startswith(other) or other.startswith(own):
            raise WrongSetting(f'source {said.name}: mode: "check" at a place that {mask(name)} loads from: give it a folder of its own')


def _with_slash(url: str, inbox: str) -> str:
    return f"{url.removeprefix('file://').rstrip('/')}/" + (f"{inbox}/" if url.startswith(("imap://", "imaps://")) else "")


def _whose(said: SourceSettings, units: Units) -> str:
    if said.unit in ("", FROM_FOLDER, FROM_SENDER):
        if said.unit == FROM_SENDER and not said.is_mail:
            raise WrongSetting(f'source {said.name}: unit: only mail has senders; "{FROM_FOLDER}", or a unit')
        return said.unit or (FROM_SENDER if said.is_mail else FROM_FOLDER)
    unit = said.unit if said.unit in units.by_code else units.find(said.unit)
    if not unit:
        raise WrongSetting(f'source {said.name}: unit: {said.unit} is no unit of units.csv, nor "{FROM_FOLDER}" or "{FROM_SENDER}"')
    return unit


def _from_home(home: Path, path: str) -> str:
    return str((home / Path(path).expanduser()).resolve()) if path else ""
