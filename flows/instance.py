"""An instance: the folder an office owns (saima.toml, config/, var/) and the settings read from it.

saima.toml is overridden by SAIMA_* variables, and those by flags. The repository ships the defaults of config/.
"""

import hashlib
import os
import shutil
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url

SHIPPED = Path(__file__).resolve().parent.parent / "config"
CODE = SHIPPED.parent
_READS = ("schemas", "connectors")  # code whose change means that sheets are read anew


class WrongSetting(Exception):
    """One clear line about a setting; the command exits with 2."""


class Settings(BaseSettings):
    """Settings of an instance; every field may be SAIMA_<NAME> in the environment."""

    model_config = SettingsConfigDict(env_prefix="SAIMA_", extra="forbid")

    county: str = "柯城区"
    home_city: str = Field("3308", pattern=r"^\d{4}$")  # GB/T 2260: what lies outside it is 市外
    data_officer: str = "区招商局数据管理员"
    ask: str = "区招商局"  # whom an office may ask
    warehouse_url: str = ""
    inbox: list[str] = []
    var: str = "var"
    workers: int = Field(2, ge=1, le=64)
    currency: dict[str, str] = {}  # yuan for one, e.g. 美元 = "6.70"


class Instance:
    """Where things lie, and how the county is configured."""

    def __init__(self, home: Path, **flags: Any) -> None:
        self.home = home.resolve()
        self.settings = _read_settings(self.home, {k: v for k, v in flags.items() if v is not None and v != []})
        self.var = (self.home / self.settings.var).resolve()
        self.config = self.home / "config" if (self.home / "config").is_dir() else SHIPPED

    @property
    def warehouse_url(self) -> str:
        return self.settings.warehouse_url or f"sqlite:///{self.var / 'warehouse.db'}"

    @property
    def inbox(self) -> list[str]:
        """Folder URLs; a relative path counts from the instance."""
        return [url if "://" in url else str((self.home / url).resolve()) for url in self.settings.inbox or ["inbox"]]

    @cached_property
    def fingerprint(self) -> str:
        """Of the rules and the configuration under which sheets are read."""
        digest = hashlib.sha256()
        for room in _READS:
            for path in sorted((CODE / room).rglob("*.py")):
                digest.update(path.read_bytes())
        for name in ("units.csv", "indicators.toml"):
            digest.update((self.config / name).read_bytes())
        digest.update(repr((self.settings.county, sorted(self.settings.currency.items()))).encode())
        return digest.hexdigest()[:16]

    def shown(self) -> dict[str, str]:
        """Settings as a night prints them, secrets masked."""
        said = {name: str(value) for name, value in self.settings.model_dump().items() if value not in ("", [], {})}
        said["warehouse_url"] = make_url(self.warehouse_url).render_as_string(hide_password=True)
        said["inbox"] = "、".join(_mask(url) for url in self.inbox)
        return {"home": str(self.home), **said, "var": str(self.var), "config": str(self.config)}


def _mask(url: str) -> str:
    if "://" not in url or "@" not in url:
        return url
    scheme, rest = url.split("://", 1)
    return f"{scheme}://***@{rest.rsplit('@', 1)[1]}"


def _read_settings(home: Path, flags: dict[str, Any]) -> Settings:
    path = home / "saima.toml"
    said: dict[str, Any] = {}
    if path.exists():
        try:
            said = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise WrongSetting(f"{path}: {error}") from None
    said = {k: v for k, v in said.items() if f"SAIMA_{k.upper()}" not in os.environ}
    try:
        return Settings(**{**said, **flags})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise WrongSetting(f"{path if name in said else 'settings'}: {name}: {first['msg']}") from None


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
# warehouse_url = "postgresql://saima@db/saima"   # default: SQLite in var/
workers = 2
[currency]                  # yuan for one
"美元" = "6.70"
"""


def init(folder: Path) -> None:
    """Make a new instance: saima.toml, config/ to review, var/ and inbox/. Raises WrongSetting where one is."""
    if (folder / "saima.toml").exists():
        raise WrongSetting(f"{folder / 'saima.toml'} is there already")
    (folder / "var").mkdir(parents=True, exist_ok=True)
    (folder / "inbox").mkdir(exist_ok=True)
    shutil.copytree(SHIPPED, folder / "config", dirs_exist_ok=True)
    (folder / "saima.toml").write_text(_TEMPLATE, encoding="utf-8")
