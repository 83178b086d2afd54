"""docs/operating.md from top to bottom: every command, on a PostgreSQL with Debian's client tools and units that really start.

The machine is lost between back-up and restore. What belongs to it alone (accounts, systemd, the journal) has a stand-in.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operating import blocks, write_tools
from tests.processes import ROOT, free_port, wait_for
from tests.sheets import Home, project
from tests.system.test_service_on_postgres import whole_postgres  # noqa: F401  # the same server

pytestmark = pytest.mark.system
#: Whoever stores a headline stores one more than was counted: the audit sees it, and the night is withheld.
FAULT = """
CREATE FUNCTION one_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.number := NEW.number + 1; RETURN NEW; END $$;
CREATE TRIGGER one_more BEFORE INSERT ON measure_headline FOR EACH ROW WHEN (NEW.key = 'signed_100m') EXECUTE FUNCTION one_more();
"""


class Machine:
    """Runs the page's blocks with its folders below a temporary one."""

    def __init__(self, folder: Path, socket: str) -> None:
        self.folder, self.socket = folder, socket
        self.state = folder / "state"
        write_tools(folder / "tools", sys.executable, folder / "units", self.state)
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", str(folder / "app")], check=True)
        environment = folder / "app" / ".venv"  # this one, ready: to install it again would ask a package index
        environment.mkdir()
        for part in (ROOT / ".venv").resolve().iterdir():
            if part.name != ".ready":
                (environment / part.name).symlink_to(part)
        (environment / ".ready").touch()
        (folder / "backups").mkdir()
        install = f"saima service install --dir {folder / 'units'} --etc {folder / 'etc'} --user postgres --port {free_port()}"
        self.places = {
            "saima service install": install, "/opt/saima/app": f"{folder / 'app'}", "/opt/saima/county": f"{folder / 'county'}",
            "/var/backups/saima": f"{folder / 'backups'}", "/etc/saima": f"{folder / 'etc'}", "createuser saima": "true",
            "--owner saima": "--owner postgres",
            "systemctl daemon-reload": f"sed -i s#/var/run/postgresql#{socket}# {folder / 'etc' / 'saima.env'}\nsystemctl daemon-reload",  # its socket lies elsewhere
        }  # fmt: skip

    def run(self, script: str, **numbers: str) -> str:
        for said, here in {**self.places, **numbers}.items():
            script = script.replace(said, here)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("SAIMA_", "PREFECT_"))} | {
            "PATH": f"{self.folder / 'tools'}:{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(self.folder / "app"),
            "PGHOST": self.socket, "PGUSER": "postgres",
        }  # fmt: skip
        shell = f"set -eu\n{self.loaded()}{script}"
        done = subprocess.run(["bash", "-c", shell], env=environment, cwd=self.folder, capture_output=True, text=True, timeout=600)
        logs = "".join(log.read_text()[-1500:] for log in self.state.glob("*.log")) if done.returncode else ""
        assert done.returncode == 0, f"{script}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}\n{logs}"
        return done.stdout

    def loaded(self) -> str:
        """An operator's shell keeps what it read; each block here has a shell of its own."""
        path = self.folder / "etc" / "saima.env"
        if not path.exists():
            return ""
        return f"set -a; . {path}; set +a\n"

    def stop_all(self) -> None:
        for pid in self.state.glob("*.service"):
            for sign in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(int(pid.read_text()), sign)
                except ProcessLookupError:
                    break


@pytest.fixture
def machine(tmp_path: Path, whole_postgres: str) -> Iterator[Machine]:  # noqa: F811
    machine = Machine(tmp_path, whole_postgres.split("host=")[1])
    try:
        yield machine
    finally:
        machine.stop_all()


@pytest.mark.timeout(1800)
def test_every_command_of_the_page_runs_and_a_lost_machine_comes_back(machine: Machine) -> None:
    page = blocks()
    county = Home(machine.folder / "county_sheets", f"postgresql://postgres@/saima?host={machine.socket}")
    for block in page["Install"]:
        if "saima run" in block:
            send(county, machine.folder / "county")
        said = machine.run(block)
    assert "石梁镇" in said
    figures = county.figures()
    for block in page["Upgrade"]:
        machine.run(block)
    assert county.figures() == figures
    for block in page["Back up"]:
        machine.run(block)

    machine.stop_all()
    machine.run("rm -r /opt/saima/county\ndropdb --force saima\ncreatedb --owner saima saima")
    for block in page["Restore"]:
        machine.run(block)
    assert county.figures() == figures

    machine.run(f"psql --quiet --dbname saima <<'END'\n{FAULT}\nEND")
    for block in page["When a night is red"]:
        batches = county.rows("SELECT id, state, kind FROM batch ORDER BY id DESC")
        withheld = next((str(b["id"]) for b in batches if b["state"] == "withheld"), "")
        published = next(str(b["id"]) for b in reversed(batches) if b["state"] == "published" and b["kind"] == "night")
        machine.run(block, BATCH=withheld, EARLIER=published)
    assert county.rows("SELECT kind FROM decision ORDER BY id") == [{"kind": "publish"}, {"kind": "rollback"}]
    wait_for("the withheld night's alarm", lambda: list((machine.folder / "county" / "var" / "outbox").glob("*-alarm-withheld-*.txt")))
    for block in page["What grows"]:
        machine.run(block)


def send(county: Home, instance: Path) -> None:
    county.inbox = instance / "inbox"
    county.ledger("石梁镇", [project("甲", 供地时间="2022-05-01"), project("乙")])
