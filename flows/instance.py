"""An instance: the folder an office owns (saima.toml, config/, var/) and the settings read from it.

saima.toml is overridden by SAIMA_* variables, and those by flags. The repository ships the defaults of config/.
"""

import hashlib
import json
import os
import shutil
import tomllib
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from flows.channel_settings import ChannelSettings, EscalationSettings, RecipientSettings, WatchSettings
from flows.mail import MailSettings
from flows.masking import mask
from flows.sources import SourceSettings
from flows.wrong_setting import WrongSetting, reading
from schemas.rule_catalogue import SEVERITY

SHIPPED = Path(__file__).resolve().parent.parent / "config"
CODE = SHIPPED.parent
_READS = ("schemas", "connectors")  # code whose change means that sheets are read anew


class Settings(BaseSettings):
    """Settings of an instance; every field may be SAIMA_<NAME> in the environment."""

    model_config = SettingsConfigDict(env_prefix="SAIMA_", extra="forbid")

    county: str = "柯城区"
    home_city: str = Field("3308", pattern=r"^\d{4}$")  # GB/T 2260: what lies outside it is 市外
    data_officer: str = "区招商局数据管理员"
    ask: str = "区招商局"  # whom an office may ask
    warehouse_url: str = ""
    inbox: list[str] = []
    source: list[SourceSettings] = []
    mail: MailSettings | None = None
    channel: list[ChannelSettings] = []
    recipient: list[RecipientSettings] = []
    escalation: EscalationSettings = EscalationSettings()
    watch: WatchSettings = WatchSettings()
    var: str = "var"
    site: str = Field("", pattern=r"^(https?://\S+)?$")  # where a web server of the office shows var/; links lead there
    workers: int = Field(2, ge=1, le=64)
    silent: list[str] = []  # soft rules that tell nobody yet: `saima rules try` shows whom they would tell

    @field_validator("silent")
    @classmethod
    def _soft(cls, codes: list[str]) -> list[str]:
        """Only a warning can be silent: a row that is rejected without a word would be lost."""
        for code in codes:
            if SEVERITY.get(code) != "warn":
                raise ValueError(f"{code} is no soft rule of docs/rules.md")
        return codes


class Instance:
    """Where things lie, and how the county is configured."""

    def __init__(self, home: Path, **flags: Any) -> None:
        self.home = home.resolve()
        if not self.home.is_dir():
            raise WrongSetting(f"{self.home}: no such folder; `saima init {home}` makes an instance")
        self.flags = {k: v for k, v in flags.items() if v is not None and v != []}
        self.settings = _read_settings(self.home, self.flags)
        self.var = (self.home / self.settings.var).resolve()
        self.config = self.home / "config" if (self.home / "config").is_dir() else SHIPPED

    def configured(self, name: str) -> Path:
        """A file of the configuration; one that an instance made by an earlier version lacks is the shipped one."""
        own = self.config / name
        return own if own.exists() else SHIPPED / name

    @property
    def warehouse_url(self) -> str:
        """A relative path of SQLite counts from the instance: a worker runs somewhere else."""
        url = self.settings.warehouse_url or f"sqlite:///{self.var / 'warehouse.db'}"
        return f"sqlite:///{self.home / url.removeprefix('sqlite:///')}" if url.startswith("sqlite:///") else url

    @property
    def inbox(self) -> list[str]:
        """Folder URLs of sources without a name; a relative path counts from the instance."""
        urls = self.settings.inbox or ([] if self.settings.source else ["inbox"])
        return [url if "://" in url else str((self.home / url).resolve()) for url in urls]

    @property
    def named(self) -> list[SourceSettings]:
        """The named sources; `--inbox` is one night's places instead of all."""
        return [] if "inbox" in self.flags else self.settings.source

    @cached_property
    def fingerprint(self) -> str:
        """Of the rules and the configuration under which sheets are read."""
        digest = hashlib.sha256()
        for room in _READS:
            for path in sorted(p for p in (CODE / room).rglob("*") if p.suffix in (".py", ".csv")):
                digest.update(path.read_bytes())
        for name in ("units.csv", "indicators.toml", "currency.toml"):
            digest.update((self.config / name).read_bytes())
        for path in sorted((self.config / "profiles").glob("*.toml")):
            digest.update(path.name.encode() + path.read_bytes())
        digest.update(f"{self.settings.county}{sorted(self.settings.silent) or ''}".encode())
        return digest.hexdigest()[:16]

    @cached_property
    def config_hash(self) -> str:
        """Of all that figures depend on beside the rows: the rules, and every file and setting of the configuration."""
        digest = hashlib.sha256(self.fingerprint.encode())
        for path in sorted(p for p in self.config.rglob("*") if p.is_file()):
            digest.update(path.name.encode() + path.read_bytes())
        digest.update(self.settings.home_city.encode())
        return digest.hexdigest()[:16]

    def as_environment(self) -> dict[str, str]:
        """The flags as SAIMA_* variables: how a flow in this process gets them without Prefect storing a password."""
        return {f"SAIMA_{k.upper()}": v if isinstance(v, str) else json.dumps(v) for k, v in self.flags.items()}

    def shown(self) -> dict[str, str]:
        """Settings as a night prints them, secrets masked."""
        said = {name: str(value) for name, value in self.settings.model_dump().items() if value not in ("", [], {}, None)}
        said["warehouse_url"] = mask(self.warehouse_url)
        said["inbox"] = "、".join(mask(url) for url in self.inbox)
        if self.named:
            said["source"] = "、".join(f"{s.name} {mask(s.url)}" for s in self.named)
        else:
            said.pop("source", None)
        said["channel"] = "、".join(f"{c.name} {c.kind}" for c in self.settings.channel)
        for name in ("recipient", "escalation", "watch", *(["channel"] if not said["channel"] else [])):
            said.pop(name, None)  # addresses are persons'; the rest is no news
        return {"home": str(self.home), **said, "var": str(self.var), "config": str(self.config)}


def _read_settings(home: Path, flags: dict[str, Any]) -> Settings:
    path = home / "saima.toml"
    said: dict[str, Any] = {}
    if path.exists():
        with reading(path):
            said = tomllib.loads(path.read_text(encoding="utf-8"))
    said = {k: v for k, v in said.items() if f"SAIMA_{k.upper()}" not in os.environ}
    try:
        return Settings(**{**said, **flags})
    except SettingsError as error:  # a list that is no JSON
        raise WrongSetting(f"SAIMA_*: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        top, name = str(first["loc"][0]), _place(said, first["loc"])
        where = "" if top in flags else f"{path}: " if top in said else f"SAIMA_{top.upper()}: "
        raise WrongSetting(f"{where}{name}: {_wrong(str(first['loc'][-1]), first['type'], first['msg'], _model(first['loc']))}") from None


def _model(where: tuple[int | str, ...]) -> type[BaseModel]:
    inner: dict[str, tuple[int, type[BaseModel]]] = {
        "source": (2, SourceSettings), "mail": (1, MailSettings), "channel": (2, ChannelSettings), "recipient": (2, RecipientSettings),
        "escalation": (1, EscalationSettings), "watch": (1, WatchSettings),
    }  # fmt: skip
    depth, model = inner.get(str(where[0]), (len(where), Settings))
    return model if len(where) > depth else Settings


def _place(said: dict[str, Any], where: tuple[int | str, ...]) -> str:
    """Where a wrong setting stands: `workers`, or `source nas: url`."""
    if where[0] not in ("source", "channel", "recipient") or len(where) < 2:
        return ".".join(str(part) for part in where)
    try:
        which = said[str(where[0])][where[1]]["name"]
    except (KeyError, IndexError, TypeError):
        which = f"number {int(where[1]) + 1}"
    return f"{where[0]} {which}" + "".join(f": {part}" for part in where[2:])


def _wrong(name: str, kind: str, said: str, model: type[BaseModel]) -> str:
    if kind != "extra_forbidden":
        return said.removeprefix("Value error, ")
    close = get_close_matches(name, model.model_fields, 1)
    return f"no such setting; did you mean {close[0]}?" if close else f"no such setting; there are {', '.join(model.model_fields)}"


def find_home(home: Path | None) -> Path:
    """--home, else SAIMA_HOME, else this folder."""
    return home or Path(os.environ.get("SAIMA_HOME", "."))


_TEMPLATE = """\
# An instance of Saima. Every setting may also be SAIMA_<NAME> in the environment; passwords belong there.
county = "柯城区"
home_city = "3308"          # GB/T 2260, four digits: money from elsewhere is 市外
data_officer = "区招商局数据管理员"
ask = "区招商局"
inbox = ["inbox"]           # folders by URL; a folder named after an office is that office's
# Other places, one [[source]] each, stand at the end of this file: see docs/sources.md
# warehouse_url = "postgresql://saima@db/saima"   # default: SQLite in var/
workers = 2
"""


def init(folder: Path) -> list[str]:
    """Make a new instance: saima.toml, config/ to review, var/ and inbox/. Raises WrongSetting where one is.

    Files that are there are kept and named.
    """
    if (folder / "saima.toml").exists():
        raise WrongSetting(f"{folder / 'saima.toml'} is there already")
    with reading(folder):
        (folder / "var").mkdir(parents=True, exist_ok=True)
        (folder / "inbox").mkdir(exist_ok=True)
        shipped = [path for path in sorted(SHIPPED.rglob("*")) if path.is_file()]
        kept = [str(name) for path in shipped if (folder / (name := Path("config") / path.relative_to(SHIPPED))).exists()]
        for path in shipped:
            copy = folder / "config" / path.relative_to(SHIPPED)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        (folder / "saima.toml").write_text(_TEMPLATE, encoding="utf-8")
    return kept
