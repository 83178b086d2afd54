"""Running a night from the command line: the Prefect flow, a progress line, and the printed night."""

import sys
from datetime import date

from rich.console import Console

from flows.instance import Instance, WrongSetting
from flows.prefect_home import settle_prefect


def refuse_the_past(instance: Instance, day: date | None) -> None:
    """A business date before the published one is a restatement's business."""
    if day is None:
        return
    from flows.night import prepare
    from warehouse import batches

    night = prepare(instance, day)
    with night.db.engine.connect() as connection:
        known = batches.as_of(connection, batches.pointed(connection))
    if known and day < known:
        raise WrongSetting(f"{day} is earlier than the published batch's {known}: use `saima restate {day}`")


def run_night(instance: Instance, day: date | None, console: Console, as_json: bool) -> int:
    """The flow in this process; 0 published, 1 withheld, 3 failed."""
    settle_prefect(instance.var)
    if not as_json:
        for name, value in instance.shown().items():
            console.print(f"{name} = {value}", highlight=False, markup=False, soft_wrap=True)
    from flows.nightly import nightly
    from flows.reports import print_night

    with console.status("今晚的汇总正在进行……") if sys.stdout.isatty() and not as_json else _Quiet():
        state = nightly(
            home=str(instance.home),
            as_of=day,
            inbox=instance.inbox,
            warehouse_url=instance.warehouse_url,
            var=str(instance.var),
            return_state=True,
        )
    if not state.is_completed():
        error = state.result(raise_on_failure=False)
        raise error if isinstance(error, Exception) else RuntimeError(str(state.message))
    withheld = state.name == "Withheld"
    print_night(instance, console, as_json, state.message or "" if withheld else "")
    return 1 if withheld else 0


class _Quiet:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...
