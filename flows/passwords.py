"""The passwords of units' locked workbooks: a profile names one, it is looked up when files are read, and is kept nowhere."""

from contextlib import suppress

from flows.instance import Instance
from flows.references import check_reference, is_reference, look_up, look_up_here
from flows.wrong_setting import WrongSetting, reading
from schemas.profiles import read_password_names
from schemas.units import Units


def check_passwords(instance: Instance, units: Units) -> None:
    """A name that is none, or that the environment does not have, is a WrongSetting with one line."""
    for unit, name in _names(instance, units).items():
        whose = f"{instance.config / 'profiles'}: {units.by_code[unit].name}"
        if not is_reference(name):
            raise WrongSetting(f"{whose}: password: name an environment variable (SHILIANG_PASSWORD), or prefect:a-secret-block")
        check_reference(whose, name)


def read_passwords(instance: Instance, units: Units) -> dict[str, str]:
    """By unit code. Raises WrongSetting, which names the reference alone."""
    return {unit: look_up(name) for unit, name in _names(instance, units).items()}


def read_passwords_here(instance: Instance, units: Units) -> dict[str, str]:
    """Those that this machine knows without Prefect: `saima check` runs on others as well."""
    found = {}
    for unit, name in _names(instance, units).items():
        with suppress(WrongSetting):
            found[unit] = look_up_here(name)
    return found


def _names(instance: Instance, units: Units) -> dict[str, str]:
    with reading(instance.config / "profiles"):
        return read_password_names(instance.config / "profiles", units)
