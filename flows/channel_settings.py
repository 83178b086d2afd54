"""[[channel]], [[recipient]], [escalation] and [watch] of saima.toml, read strictly; passwords are named, never written."""

import re
from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from connectors.pace import Quiet
from flows.references import Reference

ChannelKind = Literal["file", "mail", "dingtalk", "wecom", "feishu", "zhezhengding"]
Who = Literal["office", "office leader", "data officer", "leader", "bureau"]
#: Which passwords a kind cannot do without.
NEEDS: dict[str, tuple[str, ...]] = {
    "file": (), "mail": (), "dingtalk": ("token",), "wecom": ("token",), "feishu": ("token",), "zhezhengding": ("key", "secret", "tenant"),
}  # fmt: skip
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")


def _is_time(said: str) -> str:
    if not _TIME.match(said):
        raise ValueError("a time of day like 07:30")
    return said


Clock = Annotated[str, AfterValidator(_is_time)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ChannelSettings(Strict):
    """One [[channel]]. `token`, `secret` and `key` name environment variables or Secret blocks; `url` only where it is not the usual one."""

    name: str = Field(pattern=r"^[\w-]{1,40}$")
    kind: ChannelKind
    token: Reference = ""
    secret: Reference = ""
    key: Reference = ""
    tenant: str = ""
    url: str = Field(default="", pattern=r"^(https?://[^\s?#@]+)?$")
    quiet: str = ""
    timeout: float = Field(default=20, gt=0, le=300)

    @field_validator("quiet")
    @classmethod
    def _two_times(cls, said: str) -> str:
        if said and not all(_TIME.match(part) for part in (said.split("-") if said.count("-") == 1 else [""])):
            raise ValueError("hours in which nothing is sent, like 21:00-07:30")
        return said

    @model_validator(mode="after")
    def _is_whole(self) -> "ChannelSettings":
        if missing := [name for name in NEEDS[self.kind] if not getattr(self, name)]:
            raise ValueError(f"{self.kind} needs {', '.join(missing)}")
        return self

    @property
    def references(self) -> list[str]:
        return [name for name in (self.token, self.secret, self.key) if name]

    @property
    def quiet_hours(self) -> Quiet:
        if not self.quiet:
            return Quiet()
        begins, ends = self.quiet.split("-")
        return Quiet(time.fromisoformat(begins), time.fromisoformat(ends))


class RecipientSettings(Strict):
    """One [[recipient]]. `unit` is of an office or its leader; left out it is every unit that has none of its own.

    `to` are the addresses on the channel: of mail, addresses or names of variables; of 浙政钉, names of variables that hold account ids.
    """

    who: Who
    channel: str
    unit: str = ""
    to: list[str] = Field(default=[], repr=False)

    @model_validator(mode="after")
    def _unit_of_an_office(self) -> "RecipientSettings":
        if self.unit and not self.who.startswith("office"):
            raise ValueError(f"unit: the {self.who} is the whole county's")
        return self


class EscalationSettings(Strict):
    """Working days after a due date on which somebody is told that a sheet is missing; 0 is never."""

    office: int = Field(default=1, ge=0, le=250)
    office_leader: int = Field(default=2, ge=0, le=250)
    bureau: int = Field(default=3, ge=0, le=250)


class WatchSettings(Strict):
    """When the night begins (Asia/Shanghai), and after how many minutes its absence or its silence is told."""

    begins: Clock = "02:00"
    late: int = Field(default=15, ge=1, le=1440)
    silent: int = Field(default=20, ge=1, le=1440)
