"""saima doctor's looks at others: Prefect's server and worker, the mail server, the sources. Nobody is logged in to, nothing is sent."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bulletins.diagnosis import Looked
from connectors.reachable import ask, why_unreachable
from flows import doctor_channels
from flows.county import read_county
from flows.deployed import AUTOMATIONS, NIGHTLY, POOL
from flows.instance import Instance
from flows.masking import mask
from flows.passwords import password_names
from flows.references import check_reference, is_block
from flows.wrong_setting import WrongSetting

_DEPLOY = "saima service deploy"


def look_at_prefect(_instance: Instance) -> Iterator[Looked]:
    """The server answers in the locked version, the night is scheduled there, automations tell, a worker is online."""
    api = os.environ.get("PREFECT_API_URL", "").rstrip("/")
    if not api:
        yield Looked("warn", "Prefect 服务", "没有设置 PREFECT_API_URL", "夜里自动汇总要用：见 docs/operating.md；只用 saima run 可以不管")
        return
    try:
        serves = str(ask(f"{api}/admin/version"))
    except OSError as error:
        yield Looked(
            "bad", "Prefect 服务", f"{mask(api)} 没有回答（{error}）", "systemctl restart saima-server，再看 journalctl -u saima-server"
        )
        return
    same = serves == version("prefect")
    yield Looked(
        "ok" if same else "warn",
        "Prefect 服务",
        f"{mask(api)}，版本{serves}",
        "" if same else f"这里装的是{version('prefect')}：请重启 saima-server",
    )
    yield from _scheduled(api)
    yield from _worker(api)


def _scheduled(api: str) -> Iterator[Looked]:
    found = _found(f"{api}/deployments/name/{NIGHTLY}")
    if found is None:
        yield Looked("bad", "夜间任务", "还没有交给 Prefect", _DEPLOY)
    elif found.get("paused") or not any(s["active"] for s in found["schedules"]):
        yield Looked("bad", "夜间任务", "已暂停", "在 Prefect 页面上打开 nightly，或再运行 saima service deploy")
    else:
        yield Looked("ok", "夜间任务", "、".join(s["schedule"].get("cron", "") for s in found["schedules"]))
    told = {a["name"] for a in ask(f"{api}/automations/filter", {}) if a["enabled"]}
    if lacking := [name for name in AUTOMATIONS if name not in told]:
        yield Looked("warn", "告警", f"自动告警不全，少了（或停用了）：{'、'.join(lacking)}", _DEPLOY)
    else:
        yield Looked("ok", "告警", f"{len(AUTOMATIONS)}条自动告警")


def _worker(api: str) -> Iterator[Looked]:
    if _found(f"{api}/work_pools/{POOL}") is None:
        yield Looked("bad", "执行程序", f"没有工作池 {POOL}", _DEPLOY)
        return
    workers = ask(f"{api}/work_pools/{POOL}/workers/filter", {})
    online = [w["name"] for w in workers if w["status"] == "ONLINE"]
    if online:
        yield Looked("ok", "执行程序", f"{len(online)}个在线")
    else:
        yield Looked("bad", "执行程序", "没有在线的", "systemctl restart saima-worker，再看 journalctl -u saima-worker")


def _found(url: str) -> Any:
    """The answer, or None where there is no such thing."""
    try:
        return ask(url)
    except OSError as error:
        if "Not Found" in str(error) or "404" in str(error):
            return None
        raise


def look_at_channels(instance: Instance) -> Iterator[Looked]:
    yield from doctor_channels.look_at_channels(instance, _reference)


def _reference(whose: str, reference: str) -> Looked | None:
    """What is wrong with a named password, or None."""
    api = os.environ.get("PREFECT_API_URL", "").rstrip("/")
    try:
        check_reference(whose, reference)
        if is_block(reference) and api:
            block = reference.removeprefix("prefect:")
            if _found(f"{api}/block_types/slug/secret/block_documents/name/{block}") is None:
                return Looked("bad", whose, f"Prefect 里没有口令 {block}", f"在 Prefect 里建一个名为 {block} 的 Secret")
    except WrongSetting as error:
        return Looked("bad", whose, str(error), "在环境文件（saima.env）里设置这个变量")
    except OSError:
        return None  # the server's own line says that it does not answer
    return None


def look_at_passwords(instance: Instance) -> Iterator[Looked]:
    """Those of locked workbooks, as profiles name them."""
    units = read_county(instance).units
    for unit, names in password_names(instance, units).items():
        yield from filter(None, (_reference(f"{units.by_code[unit].name}的表格口令", name) for name in names))


def look_at_sources(instance: Instance) -> Iterator[Looked]:
    """Folders are there, hosts take a connection, named passwords exist."""
    places = [("来源 inbox", url, "") for url in instance.inbox] + [(f"来源 {s.name}", s.url, s.password) for s in instance.named]
    with ThreadPoolExecutor(8) as pool:
        yield from pool.map(lambda place: _source(instance, *place), places)


def _source(instance: Instance, what: str, url: str, password: str) -> Looked:
    if wrong := _reference(what, password):
        return wrong
    endpoint = next((s.endpoint for s in instance.named if s.url == url and s.endpoint), "")
    if "://" not in url or url.startswith("file://"):
        folder = Path(url.removeprefix("file://"))
        folder = folder if folder.is_absolute() else instance.home / folder
        if os.access(folder, os.R_OK | os.X_OK):
            return Looked("ok", what, str(folder))
        return Looked("bad", what, f"{folder} 不在或不能读", "请确认文件夹在、盘已挂上、运行 saima 的用户能读；没有它今晚照常汇总")
    if url.startswith("s3://") and not endpoint:
        return Looked("ok", what, f"{mask(url)}（没有试连）")
    why = why_unreachable(endpoint or url)
    if why:
        return Looked("bad", what, f"{mask(url)} 连不上（{why}）", "请确认对方在运行、地址和防火墙；没有它今晚照常汇总，已有的数据不变")
    return Looked("ok", what, mask(url))
