"""The holidays that an instance knows: the shipped years, and what its config/holidays.csv adds."""

from flows.instance import Instance
from flows.wrong_setting import reading
from schemas.workdays import SHIPPED, Workdays, read_workdays


def read_holidays(instance: Instance) -> Workdays:
    """The shipped years, and what the instance adds. Raises WrongSetting naming the file."""
    own = instance.config / "holidays.csv"
    with reading(own):
        return read_workdays(SHIPPED, *([own] if own.exists() else []))
