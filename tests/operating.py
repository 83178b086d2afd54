"""docs/operating.md as the tests run it: its blocks in order, and what stands in for a machine of one's own."""

import re
import stat
from pathlib import Path

from tests.processes import ROOT

PAGE = ROOT / "docs" / "operating.md"


def blocks() -> dict[str, list[str]]:
    """The page's shell blocks by the heading they stand under, in order."""
    found: dict[str, list[str]] = {}
    heading = ""
    for part in re.split(r"(?m)^(?=## |```)", PAGE.read_text(encoding="utf-8")):
        if part.startswith("## "):
            heading = part.splitlines()[0].removeprefix("## ")
        elif part.startswith("```sh\n"):
            found.setdefault(heading, []).append(part.removeprefix("```sh\n"))
    return found


#: systemctl of a machine without systemd: reads our units as systemd would, and starts their commands with their environment.
SYSTEMCTL = r"""#!{python}
import configparser, os, pathlib, shlex, signal, subprocess, sys, time
units, state = pathlib.Path("{units}"), pathlib.Path("{state}")
words = [w for w in sys.argv[1:] if not w.startswith("--")]
verb, names = words[0], [w if "." in w else w + ".service" for w in words[1:]]
state.mkdir(exist_ok=True)
def read(name):
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.optionxform = str
    unit.read_string((units / name).read_text())
    return unit["Service"] if "Service" in unit else None
def plain(text):
    return [w.replace("%%", "%").replace("$$", "$") for w in shlex.split(text)]
def stop(name):
    pid = state / name
    if pid.exists():
        try:
            os.killpg(int(pid.read_text()), signal.SIGTERM)
            time.sleep(3)
            os.killpg(int(pid.read_text()), signal.SIGKILL)
        except ProcessLookupError:
            pass
        pid.unlink()
def start(name):
    said = read(name)
    if said is None:
        return
    environment = {{k: v for k, v in os.environ.items() if not k.startswith(("SAIMA_", "PREFECT_"))}}
    for word in plain(said["Environment"]):
        key, _, value = word.partition("=")
        environment[key] = value
    for line in pathlib.Path(said["EnvironmentFile"].replace("%%", "%")).read_text().splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.partition("=")
            environment[key] = "".join(shlex.split(value))
    log = open(state / (name + ".log"), "ab")
    again = ["bash", "-c", 'while "$@"; true; do sleep 2; done', "--"] if said.get("Restart") == "always" else []
    child = subprocess.Popen(again + plain(said["ExecStart"]), env=environment, cwd=said["WorkingDirectory"].replace("%%", "%"),
                             stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
    (state / name).write_text(str(child.pid))
for name in names:
    assert (units / name).exists(), name + ": no such unit"
if verb in ("stop", "restart"):
    [stop(n) for n in names]
if verb in ("start", "restart", "enable"):
    [start(n) for n in names]
"""
#: Accounts and the journal belong to the machine; a test leaves them alone.
NOTHING = "#!/bin/sh\nexit 0\n"


def write_tools(folder: Path, python: str, units: Path, state: Path) -> None:
    """Programs that stand ahead of the machine's own in PATH."""
    folder.mkdir()
    tools = dict.fromkeys(("adduser", "chown", "journalctl"), NOTHING) | {
        "systemctl": SYSTEMCTL.format(python=python, units=units, state=state)
    }
    for name, text in tools.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod((folder / name).stat().st_mode | stat.S_IXUSR)
