"""Leads, trends, activities and officers of a county as told: what the stations did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from examples.kecheng.county import County
from examples.kecheng.facts import Lead
from examples.kecheng.objects import STATIONS
from examples.kecheng.truth_projects import in_year, signed

Month = str


def valid_leads(county: County) -> list[Lead]:
    """Leads of the year that passed 研判; the same title and investor from two stations once, for the earlier."""
    found: dict[tuple[str, str | None], Lead] = {}
    passed = (lead for lead in county.leads if lead.is_valid and in_year(county, lead.lead_on) and lead.station in STATIONS)
    alone: list[Lead] = []
    for lead in sorted(passed, key=lambda lead: (lead.lead_on, lead.station)):
        first = found.setdefault((lead.title, lead.investor), lead)
        if first is lead or first.station == lead.station:
            alone.append(lead)
    return alone


def headline(county: County) -> dict[str, int]:
    """The keys that leads, activities and officers give."""
    valid = valid_leads(county)
    return {
        "valid_leads": len(valid),
        "talent_leads": sum(lead.lead_kind == "人才项目" for lead in valid),
        "trips_principal": _times(county, "外出招商", rank="主要领导"),
        "trips_deputy": _times(county, "外出招商", rank="分管领导"),
        "visitors_received": _times(county, "接待客商"),
        "night_classes": _times(county, "专题夜学"),
        "station_trainings": _times(county, "驻点培训"),
        "online_classes": _times(county, "线上学习"),
        "leaders_invited": _times(county, "邀请领导外出考察", senders=STATIONS),
        "investors_invited": _times(county, "邀请客商来访", senders=STATIONS),
        "officers": len(officers(county, county.as_of)),
        "stations": len(STATIONS),
    }


def _times(county: County, activity: str, *, rank: str | None = None, senders: Iterable[str] = (), month: Month = "") -> int:
    held = (a for a in county.activities if a.activity == activity and in_year(county, a.held_on) and rank in (None, a.leader_rank))
    wanted = tuple(senders)
    return sum(a.times for a in held if (not wanted or a.sent_by in wanted) and f"{a.held_on:%Y-%m}".startswith(month))


def officers(county: County, day: date, station: str | None = None) -> set[str]:
    """Names of those at the stations, or at one, on a day."""
    there = (o for o in county.officers if o.since <= day and (o.until is None or o.until > day))
    return {o.name for o in there if station in (None, o.station)}


def month_of(day: date) -> Month:
    return f"{day:%Y-%m}"


def before(month: Month, by: int = 1) -> Month:
    """The month `by` months earlier."""
    total = int(month[:4]) * 12 + int(month[5:]) - 1 - by
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


def last_day(month: Month) -> date:
    return date.fromisoformat(f"{before(month, -1)}-01") - timedelta(days=1)


def known_months(county: County) -> dict[str, set[Month]]:
    """The months for which each station sent leads."""
    known: dict[str, set[Month]] = {station: set() for station in STATIONS}
    for sheet in (s for book in county.workbooks for s in book.sheets if s.form == "leads"):
        first, last = sheet.span
        month = month_of(first)
        while month <= month_of(last):
            known.setdefault(sheet.unit, set()).add(month)
            month = before(month, -1)
    return known


def lead_months(county: County) -> dict[tuple[str, str | None, Month], tuple[int, int]]:
    """(leads, valid) by station, industry and month of the year to as-of; valid ones without the second of two stations."""
    found: dict[tuple[str, str | None, Month], tuple[int, int]] = {}
    counted = {id(lead) for lead in valid_leads(county)}
    for lead in (lead for lead in county.leads if in_year(county, lead.lead_on)):
        key = lead.station, lead.industry, month_of(lead.lead_on)
        leads, valid = found.get(key, (0, 0))
        found[key] = leads + 1, valid + (id(lead) in counted)
    return found


@dataclass(frozen=True)
class Fall:
    """A series that fell each month from `from_month` to as-of's."""

    months: int
    from_month: Month
    from_value: int
    to_value: int


def falls(county: County, station: str | None = None, industry: str | None = None) -> Fall | None:
    """How long all leads of a series have fallen without a break up to as-of's month; None where they have not."""
    known = known_months(county)
    stations = [station] if station else list(STATIONS)
    month, fallen = month_of(county.as_of), 0
    now = last = _leads(county, month, station, industry)
    if not _is_known(known, stations, month):
        return None
    while _is_known(known, stations, before(month)) and (former := _leads(county, before(month), station, industry)) > now:
        month, now, fallen = before(month), former, fallen + 1
    return Fall(fallen, month, now, last) if fallen else None


def _is_known(known: dict[str, set[Month]], stations: list[str], month: Month) -> bool:
    """Whether every station that reports leads, from its first month on, sent that month's."""
    sending = [known[station] for station in stations if known[station]]
    return (
        bool(sending) and all(month in months or month < min(months) for months in sending) and any(month in months for months in sending)
    )


def _leads(county: County, month: Month, station: str | None, industry: str | None) -> int:
    """Leads of a month up to as-of."""
    heard = (lead for lead in county.leads if lead.lead_on <= county.as_of and month_of(lead.lead_on) == month)
    return sum(station in (None, lead.station) and industry in (None, lead.industry) for lead in heard)


def station_months(county: County) -> dict[tuple[str, Month], dict[str, int]]:
    """What each station did in each month of the year to as-of."""
    found: dict[tuple[str, Month], dict[str, int]] = {}
    leads, valid = lead_months(county), valid_leads(county)
    for number in range(county.as_of.month):
        month = before(month_of(county.as_of), number)
        day = min(last_day(month), county.as_of)
        for station in STATIONS:
            spent = (
                a.cost or 0
                for a in county.activities
                if a.sent_by == station and month_of(a.held_on) == month and in_year(county, a.held_on)
            )
            found[station, month] = {
                "officers": len(officers(county, day, station)),
                "leads": sum(n for (s, _, m), (n, _) in leads.items() if (s, m) == (station, month)),
                "valid": sum(lead.station == station and month_of(lead.lead_on) == month for lead in valid),
                "talent": sum(
                    lead.station == station and month_of(lead.lead_on) == month and lead.lead_kind == "人才项目" for lead in valid
                ),
                "leaders_invited": _times(county, "邀请领导外出考察", senders=(station,), month=month),
                "investors_invited": _times(county, "邀请客商来访", senders=(station,), month=month),
                "signed": sum(
                    p.introduced_by == station and p.signed_on is not None and month_of(p.signed_on) == month for p in signed(county)
                ),
                "cost_yuan": sum(spent),
            }
    return found
