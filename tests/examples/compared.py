"""What a night publishes of a county beside what its objects imply: every difference, by view."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from examples.kecheng import truth, truth_projects, truth_stations, truth_tables
from examples.kecheng.county import County
from examples.kecheng.objects import STATIONS
from tests.sheets import Home
from warehouse.year_before import year_before

YUAN = {"亿元": 10**8, "万元": 10**4}
Table = dict[Any, Any]


def differences(home: Home, county: County) -> dict[str, Table]:
    """By view the keys whose values differ, as (published, implied); empty where all is right."""
    seen = truth.seen(county)
    pairs = {
        "headline": (_headline(home), truth.headline(county)),
        "year_before": (before := _year_before(home), {key: _implied_before(seen)[key] for key in before}),
        "shares": (_shares(home), _exact_shares(seen)),
        "rates": (_rates(home), truth.rates(county)),
        "backlog": (_backlog(home), {(k, n): days for k in ("land", "start") for n, days in truth_projects.backlog(seen, k).items()}),
        "targets": (_targets(home), _implied_targets(county)),
        "lead_month": (_lead_months(home), _implied_lead_months(seen)),
        "trend": (_trends(home), _implied_trends(seen)),
        "station": (_stations(home), truth_stations.station_months(seen)),
        "space": (_space(home), {key: _room(s.target, s.done, s.free, truth_tables.points(seen, s)) for key, s in truth_tables.space(seen).items()}),
        "league": (_league(home), {key: (_number(p.value), p.rank) for key, p in truth_tables.league(seen).items()}),
        "chain": (_chains(home), {key: tuple(links.values()) for key, links in truth_tables.chains(seen).items()}),
        "yield": (_yields(home), _known_yields(seen)),
        "plan": (_plans(home), {key: (str(due), str(done or ""), late) for key, (due, done, late) in truth_tables.plans(seen).items()}),
        "sent": (_sent(home), dict.fromkeys(truth_tables.senders(county), True)),
    }  # fmt: skip
    return {view: wrong for view, (shown, implied) in pairs.items() if (wrong := _differ(view, shown, implied))}


def _differ(view: str, shown: Table, implied: Table) -> Table:
    """`headline` may publish keys that are not computed here; everywhere else nothing may be over."""
    keys = implied.keys() if view == "headline" else shown.keys() | implied.keys()
    return {key: (shown.get(key), implied.get(key)) for key in keys if shown.get(key) != implied.get(key)}


def _number(value: Any) -> Any:
    return None if value is None else round(float(value), 6)


def _room(*values: Decimal | float | None) -> tuple[Any, ...]:
    return tuple(_number(value) for value in values)


def _headline(home: Home) -> dict[str, Any]:
    rows = home.rows("SELECT * FROM bi_headline")
    return {
        r["key"]: r["value"] if r["value"] is None else round(r["value"] * YUAN.get(r["measure"], 1))
        for r in rows
        if r["measure"] != "比例"
    }


def _year_before(home: Home) -> Table:
    """What is known of the same days a year ago."""
    rows = home.rows("SELECT * FROM bi_year_on_year WHERE measure <> '比例' AND value_year_before IS NOT NULL")
    return {r["key"]: round(r["value_year_before"] * YUAN.get(r["measure"], 1)) for r in rows}


def _implied_before(seen: County) -> Table:
    back = replace(seen, as_of=year_before(seen.as_of))
    return {**truth_projects.headline(back), **truth_stations.headline(back)}


def _shares(home: Home) -> Table:
    return {r["key"]: _number(r["value"]) for r in home.rows("SELECT * FROM bi_headline WHERE measure = '比例'")}


def _exact_shares(seen: County) -> Table:
    return {key: _number(Fraction(top, bottom)) if bottom else None for key, (top, bottom) in truth_projects.shares(seen).items()}


def _rates(home: Home) -> Table:
    return {(r["rate"], r["unit_code"]): (r["numerator"], r["denominator"]) for r in home.rows("SELECT * FROM bi_rate_ranking")}


def _backlog(home: Home) -> Table:
    return {(r["backlog"], r["project_name"]): r["waiting_days"] for r in home.rows("SELECT * FROM bi_backlog")}


def _targets(home: Home) -> Table:
    rows = home.rows("SELECT * FROM bi_target WHERE unit_code <> 'ZS01'")
    return {(r["unit_code"], r["indicator"]): (_number(r["target"]), round(r["done"] * YUAN.get(r["measure"] or "", 1))) for r in rows}


def _implied_targets(county: County) -> Table:
    return {(t.unit, t.indicator): (_number(t.value), truth.done(t.indicator, t.unit, county)) for t in truth.seen(county).targets}


def _lead_months(home: Home) -> Table:
    year = "SELECT * FROM bi_lead_month WHERE leads > 0 AND substr(month, 1, 4) = CAST((SELECT max(substr(month, 1, 4)) FROM bi_lead_month) AS TEXT)"
    return {(r["station"], r["industry"] or None, r["month"]): (r["leads"], r["valid"]) for r in home.rows(year)}


def _implied_lead_months(seen: County) -> Table:
    return dict(truth_stations.lead_months(seen))


def _trends(home: Home) -> Table:
    rows = home.rows("SELECT * FROM bi_trend WHERE months_falling > 0")
    return {
        (r["series"], r["member"]): (r["months_falling"], r["from_month"], r["from_value"], r["to_value"], bool(r["alert"])) for r in rows
    }


def _implied_trends(seen: County) -> Table:
    industries = sorted({lead.industry or "" for lead in seen.leads})
    series = {("county", "全部"): truth_stations.falls(seen)}
    series |= {("station", s): truth_stations.falls(seen, s) for s in STATIONS}
    series |= {("industry", i): truth_stations.falls(seen, None, i) for i in industries}
    series |= {("station_industry", f"{s}/{i}"): truth_stations.falls(seen, s, i) for s in STATIONS for i in industries}
    return {key: (f.months, f.from_month, f.from_value, f.to_value, f.months >= 3) for key, f in series.items() if f}


def _stations(home: Home) -> Table:
    names = ("officers", "leads", "valid", "talent", "leaders_invited", "investors_invited", "signed", "cost_yuan")
    return {(r["station"], r["month"]): {name: r[name] for name in names} for r in home.rows("SELECT * FROM bi_station")}


def _space(home: Home) -> Table:
    rows = home.rows("SELECT * FROM bi_space")
    return {(r["platform"], r["month"], r["item"]): _room(r["target"], r["done"], r["free"], r["points"]) for r in rows}


def _league(home: Home) -> Table:
    return {
        (r["month"], r["county"].split("市")[-1] or r["county"], r["indicator"]): (_number(r["value"]), r["rank"])
        for r in home.rows("SELECT * FROM bi_league")
    }


def _chains(home: Home) -> Table:
    rows = home.rows("SELECT * FROM bi_chain")
    return {
        (r["chain"], r["node"]): (r["companies"], r["contacted"], r["signed"], r["projects"], round(r["total_investment_yi"] * 10**8))
        for r in rows
    }


def _yields(home: Home) -> Table:
    found: Table = {}
    joined = "SELECT y.*, p.project_name FROM bi_yield y JOIN bi_project p ON p.project_id = y.project_id"
    for r in home.rows(joined):
        key = r["month"], r["project_name"]
        added = (round((r[name] or 0) * 10**8) for name in ("output_yi", "trade_yi", "tax_yi"))
        found[key] = tuple(a + b for a, b in zip(found.get(key, (0, 0, 0)), added, strict=True))
    return found


def _known_yields(seen: County) -> Table:
    return {key: amounts for key, amounts in truth_tables.yields(seen).items() if seen.by_name(key[1])}


def _plans(home: Home) -> Table:
    rows = home.rows("SELECT * FROM bi_plan")
    return {(r["project_name"], r["task"]): (str(r["due_on"]), str(r["done_on"] or ""), r["days_late"]) for r in rows}


def _sent(home: Home) -> Table:
    """Unit and form of everything that ever came."""
    rows = home.rows("SELECT DISTINCT unit_code, form FROM bi_quality WHERE form <> ''")
    return {(r["unit_code"], r["form"]): True for r in rows}


def as_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
