"""The night as a Prefect flow: a list of steps, each a task; retries only round the network and the database."""

import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar

from prefect import Task, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.states import Completed
from pydantic import WithJsonSchema

from flows import auditing, pulling
from flows import night as steps
from flows.artifacts import show_night
from flows.heartbeat import beating
from flows.instance import Instance, find_home
from flows.outbox import in_words
from flows.progress import tell_progress
from flows.sending import send_due
from flows.telling import Untold, tell
from flows.wrong_setting import WrongSetting

P = ParamSpec("P")
T = TypeVar("T")


def step(run: Callable[P, T], *, name: str) -> Task[P, T]:
    """A task over a step; its only input is the night itself, which no cache could key."""

    @wraps(run)
    def heard(*given: P.args, **named: P.kwargs) -> T:
        tell_progress(name)
        return run(*given, **named)

    return task(name=name, cache_policy=NO_CACHE)(heard)


begin = step(steps.begin, name="begin")
pull_sources = step(pulling.pull_sources, name="pull").with_options(retries=2, retry_delay_seconds=30)
read_and_load = step(steps.read_and_load, name="read")
lay_claims = step(steps.lay_claims, name="claims")
build_master = step(steps.build_master, name="master")
compute_measures = step(steps.compute_measures, name="measures")
audit_candidate = step(auditing.audit_candidate, name="audit")
publish_or_withhold = step(steps.publish_or_withhold, name="publish")
write_letters = step(tell, name="letters")
send_messages = step(lambda night: send_due(night.instance, night.db, night.recipients), name="send")


#: A date as Prefect's server checks it before it makes a run: `format` alone it lets pass.
Day = Annotated[date, WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"})]
#: A night takes minutes; one that hangs is over before people come to work, and says so.
LONGEST = 4 * 3600


@flow(name="nightly", log_prints=False, timeout_seconds=LONGEST)
def nightly(home: str | None = None, as_of: Day | None = None) -> State[Any]:
    """One night over an instance: published, or audited and withheld (`Completed` named Withheld, and an event).

    Other settings come from saima.toml and SAIMA_*: Prefect stores and shows a run's parameters, and a URL may hold a password.
    """
    night = steps.prepare(named_instance(home), as_of)
    steps.refuse_the_past(night)  # said at once, whoever holds the lock
    with night.db.night_lock(night.instance.var), night.db.kept_open(), beating(night):
        steps.refuse_the_past(night)  # another night may have published meanwhile
        return run_steps(night)


def named_instance(home: str | None) -> Instance:
    """The instance of a run: its parameter, else SAIMA_HOME. A worker's folder is nobody's. Raises WrongSetting."""
    if home is None and "SAIMA_HOME" not in os.environ:
        raise WrongSetting("which instance? Set SAIMA_HOME in the worker's environment, or give the run a `home`")
    return Instance(find_home(Path(home) if home else None))


def run_steps(night: steps.Night) -> State[Any]:
    """The steps in order; the state says how the night ended."""
    log = get_run_logger()
    for name, value in night.instance.shown().items():
        log.info("%s = %s", name, value)
    begin(night)
    pull_sources(night)
    read_and_load(night)
    lay_claims(night)
    build_master(night)
    compute_measures(night)
    audit_candidate(night)
    published = publish_or_withhold(night)
    write_letters(night, published)
    sent = send_messages(night)
    log.info("%s %s", night.receipt.line if night.receipt else "", in_words(sent))
    show_night(night.instance, night.db, night.as_of)
    if night.untold:  # the figures stand as they are said to; the run fails, so that somebody looks
        state = "published" if published else "withheld"
        raise Untold(f"batch {night.at.id} is {state}, but letters could not be written: {'; '.join(night.untold)}")
    about = {"batch": night.at.id, "as_of": night.as_of.isoformat(), "files": len(night.arrived), "failed": night.failed}
    emit_event(f"saima.night.{'published' if published else 'withheld'}", resource={"prefect.resource.id": f"saima.batch.{night.at.id}"},
               payload=about)  # fmt: skip
    if published:
        return Completed(message=f"batch {night.at.id} published", data=about)
    return Completed(name="Withheld", message="；".join(night.failed), data=about)
