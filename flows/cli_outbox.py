"""Commands that tell: send, watchdog."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_common import Home, Json, Var, Warehouse, app, as_text, instance_of

if TYPE_CHECKING:
    from flows.instance import Instance


@app.command()
def send(
    again: Annotated[bool, typer.Option("--again", help="also what was given up")] = False,
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Send the messages that wait; words that a broken night owed are written first. Exit 1 while something is not delivered."""
    from flows.outbox import in_words, send_outbox
    from flows.reports import not_delivered

    instance = instance_of(home, warehouse_url=warehouse, var=var)
    outcome = send_outbox(instance, again)
    left = not_delivered(instance)
    typer.echo(as_text({**vars(outcome), "undelivered": left}) if as_json else in_words(outcome))
    raise typer.Exit(1 if left else 0)


def _send_what_waits(instance: "Instance") -> None:
    """After quiet hours, or a refusal; a warehouse that is down does not end the watch."""
    from flows.failures import machine_failure
    from flows.outbox import send_outbox

    try:
        send_outbox(instance)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next night is watched all the same
        typer.echo(f"saima: {machine_failure(error)}", err=True)


@app.command()
def watchdog(
    every: Annotated[int, typer.Option(help="minutes between two looks; 0 looks once")] = 0,
    var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Tell the data officer that the night did not begin, hangs or failed, once a night; then send what waits. Exit 1 when something is wrong."""
    instance = instance_of(home, var=var)
    while True:
        from flows.watchdog import look

        seen = look(instance)
        if as_json:
            typer.echo(as_text(vars(seen)))
        elif seen.wrong:
            typer.echo(f"{seen.wrong}{'（已通知）' if seen.told else ''}{'；没有送达：' + seen.trouble if seen.trouble else ''}")
        _send_what_waits(instance)
        if not every:
            raise typer.Exit(1 if seen.wrong else 0)
        time.sleep(every * 60)
