"""A database's error as people read it: without the statement, its values and the link to a manual."""

from sqlalchemy.exc import SQLAlchemyError


def database_said(error: BaseException) -> str | None:
    """What the database said, in one line; None when the error is not a database's."""
    if not isinstance(error, SQLAlchemyError):
        return None
    return " ".join(str(error).split("[SQL:")[0].split("(Background on")[0].split())
