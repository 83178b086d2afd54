"""The configuration that figures depend on, read whole before a night begins: what is wrong in a file is one line that names it."""

from datetime import date
from pathlib import Path

from flows.holidays import read_holidays
from flows.instance import Instance
from flows.wrong_setting import WrongSetting, reading
from schemas.calendar_file import read_calendar
from schemas.cell import Context
from schemas.currency import read_exchange
from schemas.indicators import read_indicators
from schemas.owed import Calendar
from schemas.profiles import read_profiles
from schemas.regions import Regions
from schemas.scoring import read_scoring
from schemas.units import Units, read_units
from warehouse.authority import read_authority
from warehouse.measures import County
from warehouse.scores import check_rules


def read_county(instance: Instance) -> County:
    """The configuration that figures depend on. Raises WrongSetting naming the file."""
    config = instance.config
    with reading(config / "units.csv"):
        units = read_units(config / "units.csv", instance.settings.county)
    with reading(config / "indicators.toml"):
        indicators = read_indicators(config / "indicators.toml")
    with reading(config / "authority.toml"):
        authority = read_authority(config / "authority.toml")
    with reading(config / "currency.toml"):
        read_exchange(config / "currency.toml")  # the children read it again: wrong there, it would stop every file
    with reading(config / "closed_projects.csv"):
        closed = read_closed(config / "closed_projects.csv")
    calendar = _calendar(instance, units)
    with reading(config / "profiles"):
        day = date.today()
        context = Context(units, Regions(), day, day, day)
        profiles = read_profiles(config / "profiles", units, context)
    with reading(instance.configured("scoring.toml")):
        scoring = read_scoring(instance.configured("scoring.toml"))
        check_rules(scoring)
    return County(units, indicators, authority, instance.settings.home_city, calendar, profiles, closed, scoring)


def _calendar(instance: Instance, units: Units) -> Calendar:
    if (instance.config / "roster.toml").exists():  # of an earlier version: read by nobody, it would be forgotten without a word
        raise WrongSetting(f"{instance.config / 'roster.toml'} is not read any more: write its lines into calendar.toml, and delete it")
    workdays = read_holidays(instance)
    with reading(instance.configured("calendar.toml")):
        return read_calendar(instance.configured("calendar.toml"), units, workdays)


def read_closed(path: Path) -> frozenset[str]:
    """Projects that the data officer closed though no ledger says 终止: an id a line, after the header; # begins a comment."""
    if not path.exists():  # an instance made before it was shipped
        return frozenset()
    lines = (line.split(",")[0].strip() for line in path.read_text(encoding="utf-8-sig").splitlines() if not line.startswith("#"))
    return frozenset(project for project in lines if project not in ("", "project_id"))
