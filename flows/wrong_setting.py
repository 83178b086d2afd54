"""A wrong setting in one clear line that names the file; the command exits with 2."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WrongSetting(Exception):
    """One clear line about a setting; the command exits with 2."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What is wrong in a file of the configuration becomes a WrongSetting that names the file."""
    try:
        yield
    except tomllib.TOMLDecodeError as error:
        raise WrongSetting(f"{path}: no TOML: {error}") from None
    except UnicodeDecodeError as error:
        raise WrongSetting(f"{path}: not UTF-8 (byte {error.start}): save it as UTF-8, not as ANSI or GBK") from None
    except KeyError as error:
        raise WrongSetting(f"{path}: {error} is missing") from None
    except (ValueError, TypeError, AttributeError, OSError) as error:
        said = str(error) if str(path) in str(error) else f"{path}: {error}"
        raise WrongSetting(" ".join(said.split())) from None
