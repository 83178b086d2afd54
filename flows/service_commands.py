"""Commands of the service: saima service deploy and install, saima doctor."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_common import Home, Json, Var, Warehouse, app, as_text, instance_of, stop

service = typer.Typer(no_args_is_help=True, help="Saima as a service: systemd units, and what Prefect runs when.")
app.add_typer(service, name="service")


@service.command()
def deploy(
    webhook: Annotated[str, typer.Option(help="where the webhook's URL stands that is told of failed, crashed and late runs: a variable's name, or prefect:BLOCK")] = "",
    silence: Annotated[int, typer.Option(min=35, help="seconds without a heartbeat after which a run has crashed; hearts beat every 30")] = 90,
    home: Home = None,
) -> None:  # fmt: skip
    """Bring prefect.yaml to the server of PREFECT_API_URL: work pool, deployments, automations. May be run again."""
    from flows.prefect_home import settle_prefect

    settle_prefect(instance_of(home).var)
    from flows.deploying import deploy as bring

    for line in bring(webhook, timedelta(seconds=silence)):
        typer.echo(line)


@service.command()
def install(
    folder: Annotated[Path, typer.Option("--dir", help="where the units are written")] = Path("/etc/systemd/system"),
    etc: Annotated[Path, typer.Option(help="where saima.env is written, once")] = Path("/etc/saima"),
    user: Annotated[str, typer.Option(help="the account that the service runs as")] = "saima",
    port: Annotated[int, typer.Option(min=1, max=65535, help="of Prefect's server, on 127.0.0.1")] = 4200,
    backup_to: Annotated[Path | None, typer.Option(help="a folder on another disk: a back-up every night, the newest 30 are kept")] = None,
    home: Home = None,
) -> None:  # fmt: skip
    """Write systemd units for Prefect's server, a worker, the watchdog and back-ups. May be run again; saima.env is kept."""
    from flows.systemd import verify, write_units

    written = []
    for path, what in write_units(instance_of(home), folder, etc, user, port, backup_to):
        typer.echo(f"{path}: {what}")
        written.append(path)
    if wrong := verify([path for path in written if path.suffix in (".service", ".timer")]):
        stop(f"systemd-analyze verify: {wrong}", 3)
    typer.echo(
        "then: systemctl daemon-reload && systemctl enable --now saima-server saima-worker saima-watchdog.timer && saima service deploy"
    )


@app.command()
def doctor(
    wait: Annotated[int, typer.Option(min=0, help="seconds to wait until all is well: a service that was just started needs some")] = 0,
    warehouse: Warehouse = None, var: Var = None, home: Home = None, as_json: Json = False,
) -> None:  # fmt: skip
    """Is everything there that tonight needs? Database, tables, server, worker, disk, holidays, channels, sources. Exit 0, or 1 if something is wrong."""
    from bulletins.diagnosis import write_diagnosis
    from flows.doctor import examine
    from flows.instance import find_home

    until = time.monotonic() + wait
    while True:
        looked = examine(find_home(home), lambda: instance_of(home, warehouse_url=warehouse, var=var))
        is_well = not any(one.level == "bad" for one in looked)
        if is_well or time.monotonic() > until:
            break
        time.sleep(1)
    if as_json:
        typer.echo(as_text([{"level": one.level, "what": one.what, "said": one.said, "advice": one.advice} for one in looked]))
    else:
        typer.echo("\n".join(write_diagnosis(looked)))
    raise typer.Exit(0 if is_well else 1)
