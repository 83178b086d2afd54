"""The race's figures out of the warehouse, and its scores stored: every metric by unit, projects with their credit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, func, insert, select

from schemas.indicators import RATES, Indicators
from schemas.scoring import Item, Rules, in_force
from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.counted import activity_measures, lead_measures, money_measures, project_measures
from warehouse.earlier import issued_before
from warehouse.followed_tables import DISCIPLINE, SCORE, SCORE_ITEM
from warehouse.measure_tables import BACKLOG, PROJECT, RATE
from warehouse.predicates import Moment, cohort, landed_on
from warehouse.ranks import list_ranks, rank_values
from warehouse.rates import ranked_units
from warehouse.scoring import Facts, Introduced, Total, score_group
from warehouse.targets import SCALES, Done, Lines

MARKS = ("manufacturing", "outside_province", "foreign", "started_in_year_of_landing")
_SOMETIME = Moment(date(2022, 1, 1))
#: What `done.` may be followed by.
MEASURED = (
    "signed",
    "landed",
    "started",
    *project_measures(_SOMETIME, ()),
    *money_measures(_SOMETIME),
    *activity_measures(_SOMETIME, ()),
    *lead_measures(_SOMETIME),
)
BACKLOG_METRICS = ("backlog.land", "backlog.start", "backlog.yellow", "backlog.red")
_OTHERS = ("reports.missing",)


@dataclass(frozen=True)
class Figures:
    """What other measures found: what is done by measure and unit, and the standing targets."""

    done: Done
    lines: Lines
    home: str


def check_rules(rules: Iterable[Rules]) -> None:
    """A metric or a mark that nothing gives is a ValueError naming the item."""
    metrics = {*(f"rate.{rate}" for rate in RATES), *(f"done.{name}" for name in MEASURED), *BACKLOG_METRICS, *_OTHERS}
    for rule in rules:
        for item in rule.items:
            if strange := {part.metric for part in item.parts} - metrics:
                raise ValueError(
                    f"scoring.toml: {rule.name}: {item.item}: metric {sorted(strange)[0]} is none of {', '.join(sorted(metrics))}"
                )
            if unknown := {mark for mark, _ in item.factors} - set(MARKS):
                raise ValueError(f"scoring.toml: {rule.name}: {item.item}: factor {unknown.pop()} is none of {', '.join(MARKS)}")
        if wrong := {metric for metric, _ in rule.promoted} - metrics:
            raise ValueError(f"scoring.toml: {rule.name}: promoted: metric {wrong.pop()} is none of {', '.join(sorted(metrics))}")


def store_scores(
    connection: Connection, batch: Batch, rules: tuple[Rules, ...], indicators: Indicators, units: Iterable[Unit], figures: Figures
) -> None:
    """Store measure_score and measure_score_item for the groups that a rule set is in force for."""
    before = {row.unit_code: row.rank for number in issued_before(connection, batch) for row in _ranks(connection, number)}
    groups: dict[str, list[str]] = {}
    for unit in ranked_units(units, batch):
        groups.setdefault(unit.group_name, []).append(unit.code)
    facts: Facts | None = None
    for group, members in sorted(groups.items()):
        rule = in_force(rules, batch.as_of, group)
        if rule is None:
            continue
        facts = facts or _facts(connection, batch, indicators, figures, [code for codes in groups.values() for code in codes])
        totals = score_group(rule, group, members, facts)
        values = [total.score for total in totals]
        listed = list_ranks(values, indicators.boards.red, indicators.boards.black)
        places = zip(totals, rank_values(values), listed, strict=True)
        connection.execute(insert(SCORE), [
            {"batch_id": batch.id, "group_name": group, "unit_code": t.unit, "score": None if t.score is None else float(t.score), "rank": rank,
             "previous_rank": before.get(t.unit), "list": "红" if t.promoted else on}
            for t, rank, on in places
        ])  # fmt: skip
        if items := [row for total in totals for row in _items(batch, group, total)]:
            connection.execute(insert(SCORE_ITEM), items)


def _items(batch: Batch, group: str, total: Total) -> list[dict[str, Any]]:
    def shown(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    return [
        {"batch_id": batch.id, "group_name": group, "unit_code": total.unit, "item": p.item.item, "raw": shown(p.raw), "capped": shown(p.capped),
         "weight": float(full_mark(p.item)), "points": float(p.points)}
        for p in total.items
    ]  # fmt: skip


def full_mark(item: Item) -> Fraction:
    """What an item can give at most; 0 where it only takes away, or gives without bound."""
    return item.weight or (item.cap or Fraction(0) if item.method in ("step", "per_unit", "projects") else Fraction(0))


def _ranks(connection: Connection, number: int) -> Iterable[Any]:
    return connection.execute(select(SCORE.c.unit_code, SCORE.c.rank).where(SCORE.c.batch_id == number))


def _facts(connection: Connection, batch: Batch, indicators: Indicators, figures: Figures, units: list[str]) -> Facts:
    rates: dict[str, dict[str, Fraction | None]] = {}
    for row in connection.execute(
        select(RATE.c.rate, RATE.c.unit_code, RATE.c.numerator, RATE.c.denominator).where(RATE.c.batch_id == batch.id)
    ):
        rates.setdefault(f"rate.{row.rate}", {})[row.unit_code] = Fraction(row.numerator, row.denominator) if row.denominator else None
    counted: dict[str, Mapping[str | None, int]] = {f"done.{measure}": by_unit for measure, by_unit in figures.done.items()}
    counted |= _backlogs(connection, batch)
    counted["reports.missing"] = _missing(connection, batch)
    values = {metric: {u: Fraction(by_unit.get(u, 0)) for u in units} for metric, by_unit in counted.items()}
    return Facts(
        {**values, **rates},
        _targets(indicators, figures.lines),
        _projects(connection, batch, figures.home),
        Fraction(batch.as_of.month, 12),
    )


def _backlogs(connection: Connection, batch: Batch) -> dict[str, Mapping[str | None, int]]:
    """Projects by backlog, and by light; one in both backlogs counts in each."""
    found: dict[str, dict[str | None, int]] = {metric: {} for metric in BACKLOG_METRICS}
    lights = {"黄": "backlog.yellow", "红": "backlog.red"}
    query = select(BACKLOG.c.backlog, BACKLOG.c.light, BACKLOG.c.unit_code, func.count()).where(BACKLOG.c.batch_id == batch.id)
    for backlog, light, unit, number in connection.execute(query.group_by(BACKLOG.c.backlog, BACKLOG.c.light, BACKLOG.c.unit_code)):
        for metric in (f"backlog.{backlog}", lights.get(light)):
            if metric:
                found[metric][unit] = found[metric].get(unit, 0) + number
    return dict(found)


def _missing(connection: Connection, batch: Batch) -> dict[str | None, int]:
    """Reports whose due day has come and that have not, by unit, the year so far."""
    return {row.unit_code: row.missing for row in connection.execute(select(DISCIPLINE).where(DISCIPLINE.c.batch_id == batch.id))}


def _targets(indicators: Indicators, lines: Lines) -> dict[str, dict[str, Fraction]]:
    """The units' targets by metric: counts, and money in yuan."""
    found: dict[str, dict[str, Fraction]] = {}
    for (unit, indicator), line in lines.items():
        measure = indicators.targets.get(indicator.strip())
        if measure:
            scale = SCALES.get(line.measure or "亿元", SCALES["亿元"]) if measure.startswith("funds_") else 1
            found.setdefault(f"done.{measure}", {})[unit] = Fraction(str(line.target)) * scale
    return found


def _projects(connection: Connection, batch: Batch, home: str) -> list[Introduced]:
    """This year's formal signings with their credit and marks."""
    at, p = Moment(batch.as_of), PROJECT.c
    columns = (p.introduced_by, p.first_talk_unit, p.first_talk_share, p.total_investment, p.industry, p.investor_region_code, p.started_on)
    found = connection.execute(select(*columns, landed_on().label("landed")).where(p.batch_id == batch.id, cohort(at)))
    return [
        Introduced(credit(r.introduced_by, r.first_talk_unit, r.first_talk_share), r.total_investment or 0, _marks(r, home)) for r in found
    ]


def credit(introduced_by: str | None, first_talk_unit: str | None, share: float | None) -> dict[str, Fraction]:
    """Who a project is credited to: first_talk_share to the first, the rest to the introducer; as bi_credit shows it."""
    first = Fraction(str(share or 0)) if first_talk_unit else Fraction(0)
    shares = {first_talk_unit or "": first} if first else {}
    shares[introduced_by or ""] = shares.get(introduced_by or "", Fraction(0)) + 1 - first
    return shares


def _marks(row: Any, home: str) -> frozenset[str]:
    code, landed, started = row.investor_region_code or "", row.landed, row.started_on
    said = {
        "manufacturing": row.industry == "制造业", "outside_province": bool(code) and code[:2] != home[:2], "foreign": code[:2] in ("00", "71", "81", "82"),
        "started_in_year_of_landing": bool(landed and started) and landed.year == started.year,
    }  # fmt: skip
    return frozenset(name for name, is_so in said.items() if is_so)
