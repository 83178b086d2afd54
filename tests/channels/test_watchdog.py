"""The dead man's switch: what it calls wrong, told once a night, and without Prefect."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from flows.channel_settings import WatchSettings
from flows.cli import app
from flows.heartbeat import DONE, FAILED, RUNNING, Beat, read_beat, write_beat
from flows.instance import Instance
from flows.watchdog import Look, judge, look
from schemas.clock import SHANGHAI
from tests.connectors.robot_servers import SECRET, TOKEN, serving

_CHINA = ZoneInfo("Asia/Shanghai")
WATCH = WatchSettings()
SINCE = datetime(2022, 1, 1, tzinfo=UTC)
GROUP = """[[channel]]\nname = "group"\nkind = "dingtalk"\ntoken = "WATCH_TOKEN"\nsecret = "WATCH_SECRET"\nurl = "{url}"\nquiet = "21:00-07:30"
[[recipient]]\nwho = "data officer"\nchannel = "group"\n"""


def at(text: str) -> datetime:
    """An instant of Asia/Shanghai."""
    return datetime.fromisoformat(f"2022-07-{text}:00").replace(tzinfo=_CHINA)


def beat(state: str, began: str, last: str = "", said: str = "昨夜应报52家，收49家，退3家，未报3家。") -> Beat:
    began_at, beat_at = (at(text).astimezone(UTC).isoformat(timespec="seconds") for text in (began, last or began))
    return Beat(state, "2022-06-30", began_at, beat_at, "read", said)


@pytest.mark.parametrize(
    ("seen", "now", "part"),
    [
        (beat(DONE, "01 02:00"), "01 09:00", ""),
        (beat(DONE, "01 02:00"), "02 02:14", ""),
        (beat(DONE, "01 02:00"), "02 02:15", "2022-07-02 02:00的夜间汇总没有开始"),
        (beat(DONE, "01 14:00"), "01 23:00", ""),
        (None, "02 02:15", "没有开始"),
        (beat(RUNNING, "02 02:00", "02 02:30"), "02 02:49", ""),
        (beat(RUNNING, "02 02:00", "02 02:30"), "02 02:50", "停在“read”，20分钟没有动静"),
        (beat(RUNNING, "01 23:50", "02 02:14"), "02 02:20", ""),
        (beat(RUNNING, "01 02:00", "01 02:30"), "02 02:00", "没有动静"),
        (beat(FAILED, "02 02:00", said="Busy: another night"), "02 02:05", "没有完成：Busy: another night"),
        (beat(FAILED, "01 02:00", said="Busy"), "02 01:59", "没有完成"),
        (beat(FAILED, "01 02:00", said="Busy"), "02 02:01", ""),
    ],
)
def test_what_is_wrong_with_a_night(seen: Beat | None, now: str, part: str) -> None:
    said = judge(seen, WATCH, at(now), SINCE)
    assert part in said and bool(said) is bool(part), said


def test_a_missed_or_stuck_night_is_seen_within_half_an_hour_at_any_minute_of_it() -> None:
    """Looks five minutes apart; a night that goes silent at any of its minutes, or never begins."""
    for minute in range(0, 180, 7):
        silent = beat(RUNNING, "02 02:00", f"02 {2 + minute // 60:02d}:{minute % 60:02d}")
        last = datetime.fromisoformat(silent.beat_at)
        looks = (last + timedelta(minutes=n) for n in range(0, 60, 5))
        first = next(moment for moment in looks if judge(silent, WATCH, moment, SINCE))
        assert first - last <= timedelta(minutes=30)
    looks = (at("02 02:00") + timedelta(minutes=n) for n in range(0, 60, 5))
    assert next(moment for moment in looks if judge(None, WATCH, moment, SINCE)) <= at("02 02:30")


def test_it_is_told_once_a_night_in_quiet_hours_too_and_again_when_the_telling_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCH_TOKEN", TOKEN)
    monkeypatch.setenv("WATCH_SECRET", SECRET)
    with serving("dingtalk") as served:
        (tmp_path / "saima.toml").write_text(GROUP.format(url=served.base), encoding="utf-8")
        instance = Instance(tmp_path)
        assert look(instance, at("01 12:00")) == Look()  # the first look begins the watch
        assert look(instance, at("02 02:10")) == Look()
        served.fault = "429"
        seen = look(instance, at("02 02:15"))
        assert not seen.told and seen.trouble.startswith("发送过于频繁") and served.shown == []
        served.fault = ""
        assert look(instance, at("02 02:20")).told
        assert [look(instance, at(f"02 {hour}:25")).told for hour in ("02", "03", "23")] == [False] * 3
        assert len(served.shown) == 1 and served.shown[0].startswith("【请处理】柯城区：2022-07-02 02:00的夜间汇总没有开始")
        assert (tmp_path / "var" / "outbox" / "alarm-2022-07-02.txt").read_text(encoding="utf-8") == served.shown[0]
        write_beat(instance.var, beat(DONE, "03 02:00"))
        assert look(instance, at("03 03:00")) == Look()
        write_beat(instance.var, beat(RUNNING, "04 02:00"))
        assert look(instance, at("04 02:25")).told and "停在" in served.shown[1]
        write_beat(instance.var, beat(FAILED, "05 02:00", said="Untold: 石梁镇：FileExistsError: 某某项目.xlsx"))
        assert look(instance, at("05 02:05")).told
        assert "没有完成" in served.shown[2] and "某某项目" not in served.shown[2]
        assert "某某项目" in (tmp_path / "var" / "outbox" / "alarm-2022-07-05.txt").read_text(encoding="utf-8")


def test_a_broken_heartbeat_is_none(tmp_path: Path) -> None:
    for content in ("", "[]", "{", '{"state": "done"}'):
        (tmp_path / "heartbeat.json").write_text(content, encoding="utf-8")
        assert read_beat(tmp_path) is None


WITHOUT_PREFECT = """
import sys
from flows.cli import app
try:
    app(["watchdog", "--home", sys.argv[1], "--json"])
finally:
    print("prefect" in sys.modules, "great_expectations" in sys.modules)
"""


def test_the_command_needs_no_prefect_and_no_warehouse(tmp_path: Path) -> None:
    """The warehouse is out of reach; the alarm is told all the same, and the exit code says so."""
    hours_ago = datetime.now(SHANGHAI) - timedelta(hours=6)  # whatever the hour of the test, it is late
    settings = f'warehouse_url = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"\n[watch]\nbegins = "{hours_ago:%H:%M}"\n'
    (tmp_path / "saima.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "watchdog.json").write_text(json.dumps({"since": "2022-01-01T00:00:00+00:00", "told": ""}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PREFECT, str(tmp_path)], cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 1, done.stderr
    assert "False False" in done.stdout and '"told": true' in done.stdout and "夜间汇总没有开始" in done.stdout
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert len(list((tmp_path / "var" / "outbox").glob("alarm-*.txt"))) == 1


def test_send_and_status_say_what_is_not_delivered(tmp_path: Path) -> None:
    (tmp_path / "saima.toml").write_text("", encoding="utf-8")
    done = CliRunner().invoke(app, ["send", "--home", str(tmp_path), "--json"])
    assert done.exit_code == 0 and json.loads(done.stdout) == {
        "delivered": 0,
        "waiting": 0,
        "given_up": 0,
        "busy": False,
        "undelivered": [],
    }
    assert not (tmp_path / "var" / "night.lock").exists()  # a night that begins in this very minute is not turned away
    said = CliRunner().invoke(app, ["status", "--home", str(tmp_path)])
    assert said.exit_code == 0 and "没有送达的通知（0条）" in said.stdout
