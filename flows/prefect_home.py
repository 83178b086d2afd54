"""Prefect's surroundings, set before it is imported: its home under var/, a patient start of its server, no telemetry."""

import os
from pathlib import Path

_SETTINGS = {
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
}
_QUIET = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # a command says one line itself
    "PREFECT_LOGGING_SERVER_LEVEL": "ERROR",
}


def settle_prefect(var: Path, quiet: bool = True) -> None:
    """A first start of an uncompiled environment takes far over Prefect's 20 seconds. What is set already is left."""
    for name, value in {"PREFECT_HOME": str(var / "prefect"), **_SETTINGS, **(_QUIET if quiet else {})}.items():
        os.environ.setdefault(name, value)
