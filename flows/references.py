"""Passwords are named, never written: the name of an environment variable, or `prefect:NAME` of a Secret block."""

import os
import re
from typing import Annotated

from pydantic import AfterValidator, Field

from flows.wrong_setting import WrongSetting

_REFERENCE = re.compile(r"^(?:[A-Za-z_][A-Za-z0-9_]*|prefect:[a-z0-9-]+)$")
_PREFECT = "prefect:"


def is_block(reference: str) -> bool:
    """Whether it is kept by Prefect, which a process without Prefect cannot ask."""
    return reference.startswith(_PREFECT)


def is_reference(said: str) -> bool:
    return bool(_REFERENCE.match(said))


def _is_reference(said: str) -> str:
    if said and not is_reference(said):
        raise ValueError("a password never stands in saima.toml: name an environment variable (NAS_PASSWORD), or prefect:a-secret-block")
    return said


#: A setting that names a password; '' where there is none.
Reference = Annotated[str, Field(repr=False), AfterValidator(_is_reference)]


def check_reference(whose: str, reference: str) -> None:
    """An environment variable that nobody set is a WrongSetting that says whose it is."""
    if reference and not reference.startswith(_PREFECT) and reference not in os.environ:
        raise WrongSetting(f"{whose}: password: the environment has no {reference}")


def look_up(reference: str) -> str:
    """The password that a reference names. Raises WrongSetting, which names the reference alone."""
    return look_up_here(reference) if not reference.startswith(_PREFECT) else _look_up_block(reference)


def look_up_here(reference: str) -> str:
    """As look_up, without Prefect, which may be down: a Secret block is a WrongSetting."""
    if reference.startswith(_PREFECT):
        raise WrongSetting(f"{reference}: a Secret block is out of reach here: name an environment variable")
    if reference not in os.environ:
        raise WrongSetting(f"the environment has no {reference}")
    return os.environ[reference]


def _look_up_block(reference: str) -> str:
    from prefect.blocks.system import Secret

    try:
        return str(Secret.load(reference.removeprefix(_PREFECT)).get())  # type: ignore[union-attr]  # no event loop runs here: it is no coroutine
    except Exception as error:  # noqa: BLE001 - whatever Prefect raises, the other sources are read
        raise WrongSetting(f"{reference}: no such Secret block ({type(error).__name__})") from None
