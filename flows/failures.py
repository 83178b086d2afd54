"""A machine failure in one line that says what to look at; the whole story is in the log."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from warehouse.database import Busy

_LONGEST = 300


def machine_failure(error: Exception) -> str:
    """One line for the terminal; passwords never leave it."""
    logging.getLogger("saima").debug("failure", exc_info=error)
    if isinstance(error, Busy):
        return str(error)
    text = " ".join(str(error).split())
    if isinstance(error, SQLAlchemyError):
        text = "warehouse: " + text.split("[SQL:")[0].split("(Background on")[0].strip()
    return f"{type(error).__name__}: {text[:_LONGEST]}"
