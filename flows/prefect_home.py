"""Prefect's surroundings, set before it is imported: its home under var/, a patient start of its server, no telemetry."""

import os
from pathlib import Path


def settle_prefect(var: Path) -> None:
    """A first start of an uncompiled environment takes far over Prefect's 20 seconds."""
    defaults = {
        "PREFECT_HOME": str(var / "prefect"),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
        "DO_NOT_TRACK": "1",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
