"""What saima doctor says of channels, without sending anything."""

from datetime import date
from pathlib import Path

import pytest

from bulletins.diagnosis import Looked
from flows.doctor_network import look_at_channels
from flows.instance import Instance
from tests.connectors.robot_servers import serving
from warehouse import batches, notices
from warehouse.database import Database
from warehouse.schema import migrate

SAID = """[[channel]]\nname = "group"\nkind = "wecom"\ntoken = "DOCTOR_TOKEN"\nurl = "{url}"
[[channel]]\nname = "blocks"\nkind = "feishu"\ntoken = "prefect:feishu-token"
[[recipient]]\nwho = "data officer"\nchannel = "blocks"\n[[recipient]]\nwho = "office"\nchannel = "group"\n"""


def looked(instance: Instance) -> list[tuple[str, str]]:
    return [(one.level, one.what) for one in look_at_channels(instance)]


def test_files_alone_are_well(tmp_path: Path) -> None:
    assert list(look_at_channels(Instance(tmp_path))) == [Looked("ok", "通知渠道", "只写文件（var/outbox、var/returns）")]


def test_channels_by_their_passwords_their_watchdog_and_what_they_did_not_deliver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with serving("wecom") as served:
        (tmp_path / "saima.toml").write_text(SAID.format(url=served.base), encoding="utf-8")
        instance = Instance(tmp_path)
        assert looked(instance) == [("bad", "渠道 group"), ("ok", "渠道 blocks"), ("warn", "看门狗")]
        monkeypatch.setenv("DOCTOR_TOKEN", "x")
        db = Database(instance.warehouse_url)
        migrate(db)
        batch = batches.begin(db, date(2022, 6, 30), "night", "", "0")
        batches.publish(db, batch, also=lambda connection: notices.owe(connection, batch.id, {"330802100": "石梁镇"}))
        assert looked(instance) == [("ok", "渠道 group"), ("ok", "渠道 blocks"), ("warn", "看门狗"), ("warn", "没有送达")]
        assert served.requests == 0
