"""Commands of the service: saima service deploy and install, saima doctor."""

from datetime import timedelta
from typing import Annotated

import typer

from flows.cli_common import Home, app, instance_of

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
