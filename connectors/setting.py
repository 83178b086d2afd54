"""What reading needs to know of the county: its units, places, rates of exchange, the headers of wide sheets, and what is particular to a unit."""

from dataclasses import dataclass

from schemas.currency import Exchange
from schemas.profiles import Profiles
from schemas.regions import Regions
from schemas.units import Units
from schemas.wide import Members


@dataclass(frozen=True, eq=False)  # one is itself: what was found out under it can be remembered by it
class Setting:
    units: Units
    regions: Regions
    exchange: Exchange
    members: Members
    profiles: Profiles
