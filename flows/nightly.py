"""The night as a Prefect flow: a list of steps, each a task; retries only round the network and the database."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.states import Completed, State

from flows import night as steps
from flows.instance import Instance
from flows.telling import tell
from warehouse import board

#: A step's only input is the night itself, which no cache could key.
step = partial(task, cache_policy=NO_CACHE)
begin = step(steps.begin, name="begin")
pull_sources = step(steps.pull_sources, name="pull", retries=2, retry_delay_seconds=30)
read_sheets = step(steps.read_sheets, name="read")
load_rows = step(steps.load_rows, name="load")
lay_claims = step(steps.lay_claims, name="claims")
build_master = step(steps.build_master, name="master")
compute_measures = step(steps.compute_measures, name="measures")
audit_candidate = step(steps.audit_candidate, name="audit")
publish_or_withhold = step(steps.publish_or_withhold, name="publish")
write_letters = step(tell, name="letters")


@flow(name="nightly", log_prints=False)
def nightly(
    home: str = ".", as_of: date | None = None, inbox: list[str] | None = None, warehouse_url: str | None = None, var: str | None = None
) -> State[Any]:
    """One night over an instance: published, or audited and withheld (`Completed` named Withheld, and an event)."""
    instance = Instance(Path(home), inbox=inbox, warehouse_url=warehouse_url, var=var)
    night = steps.prepare(instance, as_of)
    with night.db.night_lock(instance.var):
        return run_steps(night)


def run_steps(night: steps.Night) -> State[Any]:
    """The steps in order; the state says how the night ended."""
    log = get_run_logger()
    for name, value in night.instance.shown().items():
        log.info("%s = %s", name, value)
    begin(night)
    pull_sources(night)
    read_sheets(night)
    load_rows(night)
    lay_claims(night)
    build_master(night)
    compute_measures(night)
    audit_candidate(night)
    published = publish_or_withhold(night)
    write_letters(night, published)
    show_artifacts(night)
    about = {"batch": night.at.id, "as_of": night.as_of.isoformat(), "files": len(night.arrived), "failed": night.failed}
    if published:
        return Completed(message=f"batch {night.at.id} published", data=about)
    emit_event("saima.night.withheld", resource={"prefect.resource.id": f"saima.batch.{night.at.id}"}, payload=about)
    return Completed(name="Withheld", message="；".join(night.failed), data=about)


def show_artifacts(night: steps.Night) -> None:
    """Rankings and findings by office on Prefect's page of the run; counts only, no cell's text."""
    ranked = [
        {"rate": r["rate"], "group": r["group_name"], "unit": r["unit_name"], "rank": r["rank"], "value": r["value"]}
        for r in board.rankings(night.db)
    ]  # fmt: skip
    if ranked:
        create_table_artifact(key="rankings", table=ranked, description=f"四率排名，截至{night.as_of}")
    lines = [f"| {r['unit_name']} | {r['form']} | {r['stops']} | {r['rejects']} | {r['warns']} |" for r in board.quality(night.db)]
    header = "| 单位 | 报表 | 整份退回 | 需修改 | 请核对 |\n|---|---|---|---|---|\n"
    create_markdown_artifact(key="findings", markdown=header + "\n".join(lines), description="各单位问题数")
