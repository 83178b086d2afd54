"""saima doctor: is everything there that tonight needs? Looks only; loads no Prefect, so that it answers at once.

Each check is a function of the instance that yields what it saw; one that fails is itself a line, never a traceback.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

from bulletins.diagnosis import Looked
from flows.county import read_county
from flows.doctor_network import look_at_channels, look_at_passwords, look_at_prefect, look_at_sources
from flows.failures import machine_failure
from flows.holidays import read_holidays
from flows.instance import Instance
from flows.recipients import check_channels
from flows.sources import check_sources
from flows.wrong_setting import WrongSetting, reading
from schemas.senders import read_senders
from warehouse.batches import as_of, pointed
from warehouse.database import Database
from warehouse.schema import revisions
from warehouse.state import last_batches

Check = Callable[[Instance], Iterator[Looked]]
_GIB = 1 << 30


def examine(home: Path, open_instance: Callable[[], Instance]) -> list[Looked]:
    """Every check's lines, in one order. Raises nothing: what cannot be looked at is a line that says why."""
    os.environ.setdefault("PGCONNECT_TIMEOUT", "2")
    try:
        instance = open_instance()
    except WrongSetting as error:
        return [Looked("bad", "设置", str(error), f"改正这一处后再运行；实例是 {home}")]
    checks: list[tuple[str, Check]] = [
        ("设置", look_at_settings), ("数据库", look_at_warehouse), ("磁盘", look_at_disk), ("节假日表", look_at_holidays),
        ("Prefect", look_at_prefect), ("通知渠道", look_at_channels), ("来源", look_at_sources),
        ("表格口令", look_at_passwords),
    ]  # fmt: skip
    with ThreadPoolExecutor(len(checks)) as pool:  # most of the time is waiting for others
        return [line for lines in pool.map(lambda named: _guarded(named[0], named[1], instance), checks) for line in lines]


def _guarded(what: str, check: Check, instance: Instance) -> list[Looked]:
    found: list[Looked] = []
    try:
        found += check(instance)
    except WrongSetting as error:
        found.append(Looked("bad", what, str(error), "改正这一处后再运行"))
    except Exception as error:  # noqa: BLE001 - a doctor that falls ill himself says so in a line
        found.append(Looked("bad", what, machine_failure(error), "把这一行发给维护人员"))
    return found


def look_at_settings(instance: Instance) -> Iterator[Looked]:
    county = read_county(instance)
    check_sources(instance, county.units)
    check_channels(instance, county.units)
    with reading(instance.configured("senders.csv")):
        read_senders(instance.configured("senders.csv"), county.units)
    yield Looked("ok", "设置", f"{instance.home}，{len(county.units.by_code)}个单位")


def look_at_warehouse(instance: Instance) -> Iterator[Looked]:
    """It answers, its tables are those of this version, and something recent is published."""
    try:
        db = Database(instance.warehouse_url)
    except (ValueError, OSError) as error:
        raise WrongSetting(str(error)) from None
    if db.is_absent:
        yield Looked("warn", "数据库", "还没有建", "第一次 saima run 会建立")
        return
    try:
        now, head = revisions(db)
    except Exception as error:  # noqa: BLE001 - whatever the driver raises
        yield Looked("bad", "数据库", machine_failure(error), f"请确认数据库在运行、地址和口令正确：{db.shown_url}")
        return
    yield Looked("ok", "数据库", db.shown_url)
    if now != head:
        said = f"是{now or '空的'}，程序要{head}"
        yield Looked("warn", "表结构", said, "下一次 saima run 会自动升级；升级前请先 saima backup" if now else "第一次 saima run 会建立")
        return
    yield Looked("ok", "表结构", f"{now}，与程序一致")
    yield from _last_night(db)


def _last_night(db: Database) -> Iterator[Looked]:
    with db.engine.connect() as connection:
        shown = as_of(connection, pointed(connection))
    last = next((b for b in last_batches(db) if b["kind"] == "night"), None)
    if last is None or shown is None:
        yield Looked("warn", "最近一次汇总", "还没有公布过数据", "运行 saima run，或等今晚")
    elif last["state"] == "withheld":
        yield Looked(
            "warn",
            "最近一次汇总",
            f"第{last['id']}批没有公布，公布的仍是截至{shown}的数据",
            "原因见 saima status；办法见 docs/operating.md",
        )
    elif shown < date.today() - timedelta(days=2):
        yield Looked("warn", "最近一次汇总", f"公布的是截至{shown}的数据，之后没有新的", "看 Prefect 和下面各行哪里不对")
    else:
        yield Looked("ok", "最近一次汇总", f"截至{shown}的数据已公布")
    started = last and datetime.fromisoformat(last["started_at"])
    if last and started and last["state"] == "candidate" and datetime.now(started.tzinfo) - started > timedelta(hours=4):
        yield Looked("warn", "最近一次汇总", f"第{last['id']}批开始后没有做完", "下一次汇总会自动撤销重做；原因见 var/log")


def look_at_disk(instance: Instance) -> Iterator[Looked]:
    if not instance.var.is_dir():
        yield Looked("warn", "磁盘", f"还没有 {instance.var}", "第一次 saima run 会建立")
        return
    if not os.access(instance.var, os.W_OK | os.X_OK):
        yield Looked("bad", "磁盘", f"{instance.var} 不能写", "把这个文件夹的主人改成运行 saima 的用户")
        return
    free = shutil.disk_usage(instance.var).free
    said = f"{instance.var} 还有{free / _GIB:.1f} GB"
    if free < _GIB / 2:
        yield Looked("bad", "磁盘", said, "今晚可能写不下：请清理磁盘，或把 var 移到更大的盘")
    else:
        yield Looked("ok", "磁盘", said) if free > 5 * _GIB else Looked("warn", "磁盘", said, "请留出5 GB以上")


def look_at_holidays(instance: Instance, today: date | None = None) -> Iterator[Looked]:
    """A year without a table has no due times; it is said before the table ends."""
    workdays = read_holidays(instance)
    said, today = f"到{max(workdays.years)}年", today or date.today()
    if warning := workdays.warning(today):
        yield Looked("warn" if today.year in workdays.years else "bad", "节假日表", said, warning)
    else:
        yield Looked("ok", "节假日表", said)
