"""The dead man's switch: a night that did not begin, hangs or failed is told once, with neither Prefect nor the warehouse."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from connectors.undelivered import Undelivered
from flows.channel_settings import WatchSettings
from flows.heartbeat import FAILED, RUNNING, Beat, put, read_beat
from flows.instance import Instance
from flows.officer import tell_officer
from flows.wrong_setting import WrongSetting
from schemas.clock import SHANGHAI

_NAME = "watchdog.json"


@dataclass(frozen=True)
class Look:
    """What a look found: '' or what is wrong, whether somebody was told it now, and why a telling failed."""

    wrong: str = ""
    told: bool = False
    trouble: str = ""


def last_begin(watch: WatchSettings, now: datetime) -> datetime:
    """When the last night should have begun."""
    begins = datetime.combine(now.astimezone(SHANGHAI).date(), time.fromisoformat(watch.begins), SHANGHAI)
    return begins if begins <= now else begins - timedelta(days=1)


def judge(beat: Beat | None, watch: WatchSettings, now: datetime, since: datetime) -> str:
    """What is wrong with the last night in a sentence, or ''. Nights that should have begun before `since` are nobody's to watch."""
    expected = last_begin(watch, now)
    if beat and beat.state == RUNNING:
        still = now - datetime.fromisoformat(beat.beat_at)
        return (
            f"夜间汇总停在“{beat.step or '开始'}”，{still.seconds // 60 + still.days * 1440}分钟没有动静"
            if still >= timedelta(minutes=watch.silent)
            else ""
        )
    if beat and datetime.fromisoformat(beat.began_at) >= expected:
        return f"夜间汇总没有完成：{beat.said}" if beat.state == FAILED else ""
    if expected < since or now < expected + timedelta(minutes=watch.late):
        return ""
    return f"{expected:%Y-%m-%d %H:%M}的夜间汇总没有开始"


def look(instance: Instance, now: datetime | None = None) -> Look:
    """Look once, and tell the data officer what is wrong unless that night was told of already. Raises WrongSetting."""
    moment = now or datetime.now(UTC)
    since, told = _remembered(instance, moment)
    beat, watch = read_beat(instance.var), instance.settings.watch
    wrong = judge(beat, watch, moment, since)
    night = f"{last_begin(watch, moment):%Y-%m-%d}"
    if not wrong or told == night:
        return Look(wrong)
    try:
        _tell(instance, wrong, night, beat)
    except (Undelivered, WrongSetting) as error:  # not remembered as told: the next look tries again
        return Look(wrong, trouble=str(error))
    _remember(instance, since, night)
    return Look(wrong, told=True)


def _tell(instance: Instance, wrong: str, night: str, beat: Beat | None) -> None:
    """As a file in any case, then by the data officer's channel; quiet hours are for what can wait."""
    subject, in_short = (
        f"【请处理】{instance.settings.county}：{wrong}",
        f"【请处理】{instance.settings.county}：{wrong.partition('：')[0]}",
    )
    last = f"上一次完成：{beat.said}" if beat and beat.state not in (FAILED, RUNNING) and beat.said else ""
    how = "已发布的数据没有变。请在服务器上运行 saima status 和 saima doctor 查看；修好后 saima run 可以补汇总。"
    text, for_group = (
        "\n".join(line for line in (first, last, how) if line) + "\n" for first in (subject, in_short)
    )  # an error may name a file
    tell_officer(instance, f"alarm-{night}.txt", subject, text, for_group)


def _remembered(instance: Instance, now: datetime) -> tuple[datetime, str]:
    """Since when it is watched, and the last night that was told of; the first look begins the watch."""
    try:
        kept = json.loads((instance.var / _NAME).read_text(encoding="utf-8"))
        return datetime.fromisoformat(kept["since"]), str(kept["told"])
    except (OSError, ValueError, KeyError, TypeError):
        _remember(instance, now, "")
        return now, ""


def _remember(instance: Instance, since: datetime, told: str) -> None:
    put(instance.var / _NAME, json.dumps({"since": since.isoformat(), "told": told}))
