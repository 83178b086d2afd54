"""The monthly close: figures of a month's last day, made beside the published ones and kept as a batch that no later night changes."""

import re
from datetime import date, datetime, timedelta

from flows.decisions import restate
from flows.instance import Instance
from flows.night import Night
from flows.wrong_setting import WrongSetting
from schemas.clock import SHANGHAI
from warehouse.months import last_day


def close_month(instance: Instance, month: str | None = None, today: date | None = None) -> Night:
    """The restatement of `month` (2022-06; default the last one that is over) from what stands today. Raises WrongSetting, or Busy."""
    today = today or datetime.now(SHANGHAI).date()
    month = month or f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise WrongSetting(f"{month!r} is no month (YYYY-MM)")
    day = last_day(month)
    if day >= today:
        raise WrongSetting(f"{month} is not over yet: it can be closed from {day + timedelta(days=1)} on")
    return restate(instance, day)
