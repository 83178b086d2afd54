"""The definitions of the rates as they are and as they might be: a board tried under another before it takes effect."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flows.explaining import shown_batch
from flows.instance import Instance
from flows.night import prepare
from flows.wrong_setting import WrongSetting
from schemas.indicators import RATES
from warehouse.predicates import Moment
from warehouse.ranks import Place
from warehouse.rates import parts_for, place_units, ranked_units
from warehouse.targets import read_targets


def listed(instance: Instance, day: date | None) -> list[dict[str, Any]]:
    """Every definition there is, and whether it is in force on a day (default today's business date)."""
    night = prepare(instance, day)
    indicators = night.county.indicators
    used = {d.definition for d in indicators.in_force(night.as_of)}
    return [{**asdict(d), "label": RATES[d.rate], "in_force": d.definition in used} for d in indicators.definitions]


def tried(instance: Instance, name: str, day: date | None) -> dict[str, Any]:
    """The published projects and money under a definition, beside the ones in force; nothing is stored. Raises WrongSetting."""
    night = prepare(instance)
    indicators, batch = night.county.indicators, shown_batch(night, day)
    try:
        definition = indicators.named(name)
    except KeyError:
        raise WrongSetting(f"no definition {name!r}; there are {', '.join(d.definition for d in indicators.definitions)}") from None
    units = list(night.county.units.by_code.values())
    ranked = [u for u in ranked_units(units, batch) if definition.takes(u.group_name)]
    used = {
        g: next((d for d in indicators.in_force(batch.as_of, g) if d.rate == definition.rate), None) for g in {u.group_name for u in ranked}
    }
    known = [definition, *(d for d in used.values() if d)]
    with night.db.engine.connect() as connection:
        lines = {key: line.target for key, line in read_targets(connection, batch, units).items()}
        parts = parts_for(connection, batch, Moment(batch.as_of), known, lines, indicators)
    new = {p.score.unit.code: p for p in place_units(definition, parts[definition.cohort], ranked, indicators)}
    old = {p.score.unit.code: p for g, d in used.items() if d
           for p in place_units(d, parts[d.cohort], [u for u in ranked if u.group_name == g], indicators)}  # fmt: skip
    rows = [{"group_name": u.group_name, "unit_code": u.code, "unit_name": u.name, **_place(old.get(u.code), ""), **_place(new[u.code], "tried_")}
            for u in ranked]  # fmt: skip
    rows.sort(key=lambda r: (r["group_name"], r["tried_rank"] is None, r["tried_rank"] or 0, r["unit_code"]))
    return {"rate": definition.rate, "label": RATES[definition.rate], "definition": name, "explanation": definition.explanation,
            "in_force": sorted({d.definition for d in used.values() if d}), "as_of": str(batch.as_of), "batch": batch.id, "rows": rows}  # fmt: skip


def _place(place: Place | None, prefix: str) -> dict[str, Any]:
    score = place.score if place else None
    said = {"numerator": score and score.numerator, "denominator": score and score.denominator, "rank": place and place.rank}
    return {f"{prefix}{name}": value for name, value in said.items()}
