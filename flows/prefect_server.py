"""Prefect's server with a scheduler that works: `python -m flows.prefect_server` takes the options of `prefect server start`.

Prefect 3.8.8 inserts the runs of a schedule with a key `state` beside the columns. SQLAlchemy 2.0 ignored what is no column;
2.1 asks the attribute how to store it and raises, so under a plain `prefect server start` no night is ever scheduled.
"""

import os
import sys
from collections.abc import MutableMapping
from typing import Any

from flows.instance import Instance, find_home
from flows.prefect_home import settle_prefect


def drop_state(_entity: type[object], row: MutableMapping[str, Any], _value: object) -> None:
    """The states of scheduled runs are inserted by a statement of their own, right after."""
    del row["state"]


def mend_scheduler() -> None:
    """Tell SQLAlchemy how `FlowRun.state` is stored in bulk: not at all."""
    from prefect.server.database.orm_models import FlowRun

    FlowRun.__dict__["state"].bulk_dml_setter = drop_state


def main() -> None:
    settle_prefect(Instance(find_home(None)).var, quiet=False)
    os.environ.setdefault("PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED", "events,flow_runs")  # else runs are kept for ever; now for 90 days
    mend_scheduler()
    from prefect.cli import app

    sys.argv[:1] = ["prefect", "server", "start"]
    app()


if __name__ == "__main__":
    main()
