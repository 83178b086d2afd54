"""What the service does beside the night, as Prefect flows: the stations' Friday, the monthly close, the morning's list, an alarm's notice.

Each is a thin shell over a function that a test can call; none changes a published figure.
"""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.states import Completed
from pydantic import Field

from bulletins.reminders import write_alarm, write_morning
from flows.artifacts import show_links
from flows.closing import close_month
from flows.morning import remind
from flows.nightly import Day, named_instance
from flows.officer import tell_officer
from flows.weekly import check_week
from schemas.clock import SHANGHAI

HALF_AN_HOUR = 1800


@flow(name="stations-week", log_prints=False, timeout_seconds=HALF_AN_HOUR)
def stations_week(home: str | None = None, friday: Day | None = None) -> State[Any]:
    """Have the stations' leads and activities of the week come? The data officer is told; `saima.week.missing` says how many have not."""
    path, lines = check_week(named_instance(home), friday)
    missing = [line for line in lines if line.is_missing]
    create_markdown_artifact(key="stations-week", markdown=path.read_text(encoding="utf-8"), description="驻点招商组周报")
    about = {"due": len(lines), "missing": len(missing)}
    if missing:
        emit_event("saima.week.missing", resource={"prefect.resource.id": f"saima.week.{path.name[:10]}"}, payload=about)
    return Completed(message=f"应报{len(lines)}份，缺{len(missing)}份", data=about)


@flow(name="month-close", log_prints=False, timeout_seconds=4 * HALF_AN_HOUR, retries=3, retry_delay_seconds=HALF_AN_HOUR)
def month_close(home: str | None = None, month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None) -> State[Any]:
    """Figures of the month's last day, kept as a batch; tried again while a night holds the lock."""
    night = close_month(named_instance(home), month)
    about = {"batch": night.at.id, "as_of": night.as_of.isoformat(), "failed": night.failed}
    emit_event("saima.month.closed", resource={"prefect.resource.id": f"saima.batch.{night.at.id}"}, payload=about)
    said = f"截至{night.as_of}的数据已定格为第{night.at.id}批" + (f"；审核提示：{'；'.join(night.failed)}" if night.failed else "")
    create_markdown_artifact(key="month-close", markdown=said, description="月末定格")
    return Completed(message=said, data=about)


@flow(name="morning", log_prints=False, timeout_seconds=HALF_AN_HOUR)
def morning(home: str | None = None) -> State[Any]:
    """What waits for somebody this morning; nothing to do is no file."""
    instance = named_instance(home)
    path, list_ = remind(instance)
    create_markdown_artifact(key="morning", markdown=write_morning(list_), description="早间提醒")
    show_links(instance)
    return Completed(message=f"{path.name}" if path else "没有要办的事", data={"missing": sum(len(units) for *_, units in list_.missing)})


@flow(name="alarm", log_prints=False, timeout_seconds=HALF_AN_HOUR)
def alarm(
    what: Literal["failed", "crashed", "late", "stuck", "withheld"],
    run: Annotated[str, Field(max_length=200)] = "",
    home: str | None = None,
) -> None:
    """An automation saw a run end badly: the data officer is told, once however often Prefect tells it."""
    at = datetime.now(SHANGHAI)
    instance, text = named_instance(home), write_alarm(what, run, f"{at:%Y-%m-%d %H:%M}")
    name = re.sub(r"[^\w-]", "", run)
    file = f"{at:%Y-%m-%d}-alarm-{what}-{name}.txt"
    if not (instance.var / "outbox" / file).exists():  # Prefect may tell it several times
        tell_officer(instance, file, f"{instance.settings.county}：{text.splitlines()[0]}", text, text)
