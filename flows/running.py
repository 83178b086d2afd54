"""Running a night from the command line: the Prefect flow, a progress line, and the printed night."""

import os
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from rich.console import Console

from flows.instance import Instance
from flows.night import Night, prepare, refuse_the_past
from flows.passwords import check_passwords
from flows.prefect_home import settle_prefect
from flows.progress import shown_on
from flows.recipients import check_channel_secrets
from flows.sources import check_secrets


def check_first(instance: Instance, day: date | None) -> Night:
    """What is wrong before the night begins is said at once: settings, the past, the warehouse, another night."""
    night = prepare(instance, day)
    refuse_the_past(night)
    check_secrets(instance)
    check_channel_secrets(instance)
    check_passwords(instance, night.county.units)
    with night.db.night_lock(instance.var):
        pass
    for url in instance.inbox:
        if "://" not in url and not Path(url).is_dir():
            print(f"saima: inbox {url}: no such folder; the night goes on without it", file=sys.stderr)
    return night


def run_night(instance: Instance, day: date | None, console: Console, as_json: bool) -> int:
    """The flow in this process; 0 published, 1 withheld. Raises what made it fail."""
    settle_prefect(instance.var)
    os.environ.update(instance.as_environment())
    if not as_json:
        for name, value in instance.shown().items():
            console.print(f"{name} = {value}", highlight=False, markup=False, soft_wrap=True)
    with nullcontext() if as_json else shown_on(console, "今晚的汇总正在进行……"):
        from flows.nightly import nightly

        state = nightly(home=str(instance.home), as_of=day, return_state=True)
    if not state.is_completed():
        error = state.result(raise_on_failure=False)
        if not isinstance(error, Exception):
            error = RuntimeError(str(state.message))
        raise error
    withheld = state.name == "Withheld"
    from flows.reports import print_night

    print_night(instance, console, as_json, state.message or "" if withheld else "")
    return 1 if withheld else 0
