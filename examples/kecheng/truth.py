"""What the night must find: the report's figures, rates, backlogs, trends and tables, computed in plain Python.

The definitions are those of the outputs' contract; nothing of the warehouse is imported. Every function takes a county, the
Kecheng one by default, and looks at what its sheets tell.
"""

from functools import lru_cache

from examples.kecheng import told, truth_projects, truth_stations
from examples.kecheng.county import County
from examples.kecheng.objects import Project


def kecheng() -> County:
    """The first half of 2022."""
    from examples.kecheng.first_half import KECHENG  # the targets' sheet of that county states what is done by now

    return KECHENG


@lru_cache(maxsize=16)
def _seen(county: County) -> County:
    return told.told(county)


def seen(county: County | None = None) -> County:
    """The county as its sheets tell it."""
    return _seen(county or kecheng())


def headline(county: County | None = None) -> dict[str, int]:
    """Counts, and money in yuan, by the keys of `bi_headline`; the two shares are in `truth_projects`."""
    return {**truth_projects.headline(seen(county)), **truth_stations.headline(seen(county))}


def signed_this_year(county: County | None = None) -> list[Project]:
    """The cohort of all four rates."""
    return truth_projects.signed(seen(county))


def backlog(kind: str, county: County | None = None) -> set[str]:
    """Names of the projects that wait for land ("land") or to start ("start")."""
    return set(truth_projects.backlog(seen(county), kind))


def days_landing_to_production(name: str, county: County | None = None) -> int:
    """Days from landing to production of one project."""
    project = seen(county).by_name(name)
    landed = truth_projects.landed_on(project) if project else None
    if project is None or project.production_on is None or landed is None:
        raise KeyError(name)
    return (project.production_on - landed).days


def rates(county: County | None = None) -> dict[tuple[str, str], tuple[int, int]]:
    """(numerator, denominator) by rate and unit."""
    return truth_projects.rates(seen(county))


def done(indicator: str, unit: str | None = None, county: County | None = None) -> int:
    """What a unit (None: the county) has done of a target's indicator; money in yuan."""
    return truth_projects.done(seen(county), indicator, unit)


def all_of(county: County) -> dict[str, object]:
    """Headline, rates and backlogs as plain values, for a file beside the inbox."""
    return {
        "as_of": county.as_of.isoformat(),
        "headline": headline(county),
        "shares": truth_projects.shares(seen(county)),
        "rates": {f"{rate} {unit}": pair for (rate, unit), pair in rates(county).items() if pair != (0, 0)},
        "backlog": {kind: truth_projects.backlog(seen(county), kind) for kind in ("land", "start")},
    }
