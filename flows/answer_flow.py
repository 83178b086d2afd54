"""The poll of the places that only check as a Prefect flow: the deployment `answer` runs it every few minutes."""

from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.answering import Polling, answer_all
from flows.nightly import named_instance


@flow(name="answer", log_prints=False, timeout_seconds=1800)
def answer(home: str | None = None) -> State[Any]:
    """One poll. A place that could not be read or answered is `Completed` named Unreached: the next poll comes in minutes."""
    instance = named_instance(home)
    if not any(said.mode == "check" for said in instance.settings.source):
        return Completed(message="no place only checks")
    try:
        polled = answer_all(instance)
    except Polling as busy:
        return Completed(message=str(busy))
    log = get_run_logger()
    for one in polled:
        log.info("%s: listed %d, answered %d, unanswered %d", one.place, one.look.listed, len(one.answers), len(one.look.unanswered))
    if troubles := [f"{one.place}: {one.look.trouble}" for one in polled if one.look.trouble]:
        return Completed(name="Unreached", message="; ".join(troubles))
    return Completed(message=f"answered {sum(len(one.answers) for one in polled)}")
