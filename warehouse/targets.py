"""Annual targets against what is done, and the elapsed share of the year (序时 = month / 12)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, insert, select

from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.indicators import Indicators
from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.counted import money_measures, project_measures
from warehouse.headline import activities_by_unit, leads_by_unit
from warehouse.measure_tables import PROJECT, RECEIPT, TARGET
from warehouse.parts import Parts
from warehouse.predicates import Moment, cohort, landed, started, total
from warehouse.standing import standing
from warehouse.tables import DELIVERY

#: Yuan in a target's measure; a count has none.
SCALES = {"亿元": 100_000_000, "亿": 100_000_000, "万元": 10_000, "万": 10_000, "千元": 1_000, "元": 1}


@dataclass(frozen=True)
class Line:
    """What a standing row of a targets sheet asks of a unit."""

    delivery_id: int
    target: float
    measure: str | None


Lines = dict[tuple[str, str], Line]
#: What is done by measure and unit; money in yuan. The unit None is what no unit introduced.
Done = dict[str, dict[str | None, int]]


def read_targets(connection: Connection, batch: Batch, units: Iterable[Unit]) -> Lines:
    """What stands for the as-of year by (unit, indicator); of several the bureau's word is the last."""
    at = Moment(batch.as_of)
    kinds = {u.code: u.kind for u in units}
    columns = ["id", "delivery_id", "own_date", "unit", "indicator", "target", "measure"]
    stands = standing("targets", batch.claims, columns).subquery()
    year = stands.c.own_date.between(at.year_start, at.year_start.replace(month=12, day=31))
    query = select(*stands.c, DELIVERY.c.unit_code).join(DELIVERY, DELIVERY.c.id == stands.c.delivery_id).where(year)
    in_order = connection.execute(query.order_by(stands.c.delivery_id, stands.c.id))  # loaded in sheet order
    found = sorted(in_order, key=lambda r: kinds.get(r.unit_code) in FORMS["targets"].unit_kinds)
    return {(r.unit, r.indicator): Line(r.delivery_id, r.target, r.measure) for r in found}


def store_targets(
    connection: Connection, batch: Batch, units: Iterable[Unit], indicators: Indicators, done: Done, lines: Lines
) -> list[tuple[int, Finding]]:
    """Store each (unit, indicator) of the as-of year; the bureau's line takes the county's figure."""
    kinds = {u.code: u.kind for u in units}
    rows = []
    for (unit, indicator), line in lines.items():
        key = indicators.targets.get(indicator) or indicators.targets.get(indicator.strip()) or ""
        county = kinds.get(unit) == "bureau"
        value = (sum(done[key].values()) if county else done[key].get(unit, 0)) if key in done else None
        money = key.startswith("funds_")
        shown = None if value is None else (value / SCALES.get(line.measure or "亿元", 100_000_000) if money else float(value))
        rows.append({"batch_id": batch.id, "unit_code": unit, "indicator": indicator, "target": line.target, "measure": line.measure,
                     "done": shown, "elapsed": batch.as_of.month / 12})  # fmt: skip
    if rows:
        connection.execute(insert(TARGET), rows)
    return _sums_that_differ(lines, kinds)


def done_by_unit(connection: Connection, batch: Batch, units: list[Unit], parts: Parts) -> Done:
    at, p, r = Moment(batch.as_of), PROJECT, RECEIPT
    counts = project_measures(at, [u.code for u in units if u.kind == "station"])
    query = select(p.c.introduced_by, *(func.count().filter(c).label(k) for k, c in counts.items()))
    done: Done = {key: {} for key in (*counts, *money_measures(at))}
    for row in connection.execute(query.where(p.c.batch_id == batch.id).group_by(p.c.introduced_by)).mappings():
        for key in counts:
            done[key][row["introduced_by"]] = int(row[key])
    sums = select(r.c.unit_code, *(total(r.c.amount, c).label(k) for k, c in money_measures(at).items()))
    for row in connection.execute(sums.where(r.c.batch_id == batch.id).group_by(r.c.unit_code)).mappings():
        for key in money_measures(at):
            done[key][row["unit_code"]] = int(row[key])
    done |= {key: dict(parts[key].items()) for key in ("signed", "landed", "started")}
    done |= leads_by_unit(connection, batch, at)
    done |= activities_by_unit(connection, batch, [u.code for u in units if u.kind == "station"], at)
    done |= _without_unit(connection, batch, done)
    return done


def _without_unit(connection: Connection, batch: Batch, done: Done) -> Done:
    """The cohort's projects that no unit introduced count in the county's line all the same."""
    at, p = Moment(batch.as_of), PROJECT
    query = select(
        func.count().filter(cohort(at)),
        func.count().filter(and_(cohort(at), landed(at))),
        func.count().filter(and_(cohort(at), started(at))),
    ).where(p.c.batch_id == batch.id, p.c.introduced_by.is_(None))
    signed, has_landed, has_started = connection.execute(query).one()
    more = {"signed": signed, "landed": has_landed, "started": has_started}
    return {key: {**done[key], None: int(count)} for key, count in more.items()}


def _sums_that_differ(lines: Lines, kinds: dict[str, str]) -> list[tuple[int, Finding]]:
    found = []
    for (unit, indicator), line in lines.items():
        if kinds.get(unit) != "bureau":
            continue
        others = [o.target for (u, i), o in lines.items() if i == indicator and kinds.get(u) != "bureau"]
        if others and abs(sum(others) - line.target) > 1e-6 * max(1.0, abs(line.target)):
            found.append((line.delivery_id, Finding(
                "targets_do_not_add_up", form="targets", field="target", row_key=indicator, got=f"{line.target:g}",
                detail=f"{indicator}|{sum(others):g}")))  # fmt: skip
    return found
