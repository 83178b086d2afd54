"""Systemd units of a Saima service: Prefect's server, a worker, the watchdog's timer; and the file of their environment."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.deployed import POOL
from flows.instance import Instance
from flows.wrong_setting import WrongSetting

ENVIRONMENT = "saima.env"
_KEEP = 30  # archives
_AT_ONCE = 4  # runs: after a day without a worker 288 polls of places that check are late, and would all start together

_SERVICE = """\
[Unit]
Description={about}
{after}
[Service]
Type={kind}
User={user}
WorkingDirectory={home}
EnvironmentFile={environment}
Environment={settings}
ExecStart={command}
{more}NoNewPrivileges=yes
PrivateTmp=yes
UMask=0027
{install}"""
_STAYS = "Restart=always\nRestartSec=10\nTimeoutStopSec=120\n"
_AT_START = "\n[Install]\nWantedBy=multi-user.target\n"
_TIMER = """\
[Unit]
Description={about}

[Timer]
OnCalendar={when}
{more}
[Install]
WantedBy=timers.target
"""
#: Written once, for the operator to fill in; a password stands here and nowhere else.
_TEMPLATE = """\
# The environment of Saima's units, and of a shell that reads it. NAME='value'; only root and the service read it (0640).
SAIMA_HOME={home}
# Where the figures lie; else what saima.toml says, else SQLite in var/.
#SAIMA_WAREHOUSE_URL='postgresql://{user}@/saima?host=/var/run/postgresql'
# Prefect's own database; it needs the extension pg_trgm (docs/operating.md). As written: the local PostgreSQL, logged in to by the account's name.
PREFECT_API_DATABASE_CONNECTION_URL='postgresql+asyncpg://{user}@/prefect?host=/var/run/postgresql'
PREFECT_API_URL='http://127.0.0.1:{port}/api'
PREFECT_UI_API_URL='http://127.0.0.1:{port}/api'
# Passwords that saima.toml and config/profiles/ name by variable:
#NAS_PASSWORD=''
"""


def write_units(instance: Instance, folder: Path, etc: Path, user: str, port: int, backup_to: Path | None) -> Iterator[tuple[Path, str]]:
    """Write what has changed; each path with `written`, `unchanged` or, of the environment that an operator owns, `kept`."""
    folder, etc = folder.resolve(), etc.resolve()  # systemd ignores a relative path
    environment = etc / ENVIRONMENT
    try:
        for place in (folder, etc):
            place.mkdir(parents=True, exist_ok=True)
        for name, text in units(instance, user, port, environment, backup_to).items():
            yield folder / name, _write(folder / name, text)
        if environment.exists():
            yield environment, "kept"
            return
        environment.touch(mode=0o640)
        environment.write_text(_TEMPLATE.format(home=shlex.quote(str(instance.home)), user=user, port=port), encoding="utf-8")
        yield environment, "written"
    except OSError as error:  # as an ordinary user, say
        raise WrongSetting(f"{error.filename}: {error.strerror}; --dir names another folder, --etc another for {ENVIRONMENT}") from None


def _write(path: Path, text: str) -> str:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return "unchanged"
    path.write_text(text, encoding="utf-8")
    return "written"


def units(instance: Instance, user: str, port: int, environment: Path, backup_to: Path | None) -> Mapping[str, str]:
    """The text of each unit, by its file's name; a nightly back-up where it is said where to."""
    bin_ = Path(sys.executable).parent
    settings = " ".join(_word(f"{name}={value}") for name, value in {
        "PREFECT_HOME": instance.var / "prefect", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "TZ": "Asia/Shanghai",
    }.items())  # fmt: skip
    common = {"user": user, "home": _path(instance.home), "environment": _path(environment), "settings": settings}

    def service(about: str, *command: object, after: str = "After=network-online.target\nWants=network-online.target\n", kind: str = "exec",
                more: str = _STAYS, install: str = _AT_START) -> str:  # fmt: skip
        words = " ".join(_word(str(word)) for word in command)
        return _SERVICE.format(about=about, command=words, after=after, kind=kind, more=more, install=install, **common)

    found = {
        "saima-server.service": service(
            "Saima: Prefect's server", sys.executable, "-m", "flows.prefect_server", "--host", "127.0.0.1", "--port", port,
            after="After=network-online.target postgresql.service\nWants=network-online.target\n"),
        "saima-worker.service": service(
            "Saima: the worker that runs the nights", bin_ / "prefect", "worker", "start", "--pool", POOL, "--type", "process",
            "--limit", _AT_ONCE, "--install-policy", "never",
            after="After=saima-server.service\nWants=saima-server.service\n"),
        "saima-watchdog.service": service("Saima: has last night ended well?", bin_ / "saima", "watchdog", kind="oneshot", more="", install=""),
        "saima-watchdog.timer": _TIMER.format(about="Saima: has last night ended well?", when="*:0/10", more="OnBootSec=10min\nAccuracySec=1min\n"),
    }  # fmt: skip
    if backup_to:
        found["saima-backup.service"] = service(
            "Saima: a back-up", bin_ / "saima", "backup", backup_to.resolve(), "--keep", _KEEP, kind="oneshot", more="", install=""
        )
        found["saima-backup.timer"] = _TIMER.format(
            about="Saima: a back-up every night", when="*-*-* 05:30:00 Asia/Shanghai", more="Persistent=yes\n"
        )
    return found


def _path(path: Path) -> str:
    return str(path).replace("%", "%%")


def _word(text: str) -> str:
    """One word of a command line as systemd reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != text or " " in text else text


def verify(paths: list[Path]) -> str:
    """What systemd-analyze has against the units; '' where it has nothing, or is not there."""
    tool = shutil.which("systemd-analyze")
    if tool is None:
        return ""
    done = subprocess.run([tool, "verify", "--man=no", *map(str, paths)], capture_output=True, text=True, timeout=60)
    return "\n".join(line for line in done.stderr.splitlines() if any(path.name in line for path in paths))
