"""The passwords of units' locked workbooks: a profile names them, they are looked up when files are read, and are kept nowhere."""

import re
import sys
from collections.abc import Callable, Iterable

from flows.instance import Instance
from flows.prefect_home import settle_prefect
from flows.references import check_reference, is_block, look_up
from flows.wrong_setting import WrongSetting, reading
from schemas.profiles import read_password_names
from schemas.units import Units

#: Parts in capitals joined by _, or a block: no word that might be the password itself, for a wrong name is shown.
_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|prefect:[a-z0-9-]+")


def password_names(instance: Instance, units: Units) -> dict[str, tuple[str, ...]]:
    """By unit code the names of its passwords. What is no name is a WrongSetting that does not repeat it."""
    folder = instance.config / "profiles"
    with reading(folder):
        names = read_password_names(folder, units)
    for unit, some in names.items():
        if not all(map(_NAME.fullmatch, some)):
            raise WrongSetting(
                f"{folder}: {units.by_code[unit].name}: password: name an environment variable like SHILIANG_PASSWORD, or prefect:a-secret-block"
            )
    return names


def check_passwords(instance: Instance, units: Units) -> None:
    """A name that the environment does not have is a WrongSetting with one line."""
    for unit, some in password_names(instance, units).items():
        for name in some:
            check_reference(units.by_code[unit].name, name)


def find_passwords(
    instance: Instance, units: Units, wanted: Iterable[str], find: Callable[[str], str] = look_up
) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """By code the passwords of the units that are wanted; and (unit's name, why) of those that were not found: their files are read without."""
    names, found, lacking = password_names(instance, units), dict[str, tuple[str, ...]](), list[tuple[str, str]]()
    for unit in sorted(set(wanted) & names.keys()):
        for name in names[unit]:
            if is_block(name) and "prefect" not in sys.modules:
                settle_prefect(instance.var)
            try:
                found[unit] = (*found.get(unit, ()), find(name))
            except WrongSetting as error:
                lacking.append((units.by_code[unit].name, f"没有找到口令（{error}）"))
    return found, lacking
