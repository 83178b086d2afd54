"""A withheld night as Prefect sees it: `Completed` named Withheld, and an event."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from flows.heartbeat import read_beat
from tests.commands import bare_environment, prefect_api
from tests.processes import ROOT
from tests.sheets import Home, project

pytestmark = pytest.mark.xdist_group("commands")  # one server of Prefect serves all
#: The fault comes by itself: whoever stores a headline stores one more than was counted.
TRIGGER = """
CREATE TRIGGER one_more AFTER INSERT ON measure_headline WHEN NEW.key = 'signed_100m'
BEGIN UPDATE measure_headline SET number = number + 1 WHERE key = NEW.key AND batch_id = NEW.batch_id; END
"""
#: Runs the flow in a process of its own, and says how it ended and what it emitted.
FLOW = """
import json, sys
from datetime import date
from pathlib import Path
from flows.prefect_home import settle_prefect
settle_prefect(Path(sys.argv[1]) / "var")
from prefect.events.clients import AssertingEventsClient
from prefect.events.worker import EventsWorker
EventsWorker.set_client_override(AssertingEventsClient)
from flows.nightly import nightly
state = nightly(home=sys.argv[1], as_of=date(2022, 6, 30), return_state=True)
EventsWorker.drain_all()
seen = [e for client in AssertingEventsClient.all for e in client.events if e.event.startswith("saima.")]
print(json.dumps({"completed": state.is_completed(), "name": state.name, "message": state.message,
                  "events": [[e.event, e.resource.id, e.payload["failed"]] for e in seen]}))
"""


def python(code: str, home: Path) -> dict[str, object]:
    environment = bare_environment() | {"PREFECT_API_URL": prefect_api()}
    done = subprocess.run([sys.executable, "-c", code, str(home)], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_flow_is_completed_named_withheld_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    warehouse = tmp_path / "var" / "warehouse.db"
    home = Home(tmp_path, f"sqlite:///{warehouse}")
    home.ledger("石梁镇", [project("甲")])
    home.night()
    before = home.figures()
    with sqlite3.connect(warehouse) as connection:
        connection.execute(TRIGGER)
    connection.close()
    home.ledger("石梁镇", [project("甲"), project("乙")])
    ended = python(FLOW, tmp_path)
    assert (ended["completed"], ended["name"]) == (True, "Withheld")
    assert "headline_recounted" in str(ended["message"])
    assert ended["events"] == [["saima.night.withheld", "saima.batch.2", [ended["message"]]]]
    assert home.figures() == before
    assert (tmp_path / "var" / "returns" / "2" / "330802100" / "letter.txt").exists()
    line = (tmp_path / "var" / "receipt.txt").read_text(encoding="utf-8")
    beat = read_beat(tmp_path / "var")
    assert line.startswith("昨夜应报") and "第2批未发布，上一次发布的数据保持不变" in line
    assert beat is not None and (beat.state, beat.step, beat.said) == ("done", "send", line.strip())
