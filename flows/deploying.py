"""Bringing prefect.yaml to a server: the work pool, the deployments, the automations. Done again, it changes what has changed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectNotFound
from prefect.workers.process import ProcessWorker

from flows.automations import SILENCE, make_automations
from flows.deployed import POOL
from flows.instance import CODE
from flows.wrong_setting import WrongSetting

_LONGEST, _START = 300, 120  # seconds


def deploy(webhook: str = "", silence: timedelta = SILENCE) -> Iterator[str]:
    """One line for each thing that was done. Raises WrongSetting where PREFECT_API_URL names no server."""
    if not os.environ.get("PREFECT_API_URL"):
        raise WrongSetting(
            "PREFECT_API_URL is not set: which server? `saima service install` writes it, http://127.0.0.1:4200/api by default"
        )
    with get_client(sync_client=True) as client:
        _wait_for(client)
        try:
            client.read_work_pool(POOL)
        except ObjectNotFound:
            client.create_work_pool(
                WorkPoolCreate(name=POOL, type="process", base_job_template=ProcessWorker.get_default_base_job_template())
            )
            yield f"work pool {POOL}: made"
    done = subprocess.run([Path(sys.executable).parent / "prefect", "--no-prompt", "deploy", "--all"], cwd=CODE, capture_output=True, text=True,
                          timeout=_LONGEST)  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"prefect deploy: {' '.join((done.stderr or done.stdout).split())[-300:]}")
    yield "deployments: as prefect.yaml says"
    for name in make_automations(webhook, silence):
        yield f"automation {name}: made"


def _wait_for(client: SyncPrefectClient) -> None:
    """A server that was just started answers after a while. Raises WrongSetting when it does not."""
    until = time.monotonic() + _START
    while (trouble := client.api_healthcheck()) is not None:
        if time.monotonic() > until:
            raise WrongSetting(f"{client.api_url} does not answer ({type(trouble).__name__}): is saima-server running?")
        time.sleep(1)
