"""`saima explain`: a figure's rows, read once more from the kept originals, and its rank's move since the board before."""

import hashlib
from dataclasses import asdict
from datetime import date
from difflib import get_close_matches
from typing import Any

from connectors.archive import kept_path
from flows.instance import Instance
from flows.night import Night, prepare
from flows.rereading import read_again
from flows.wrong_setting import WrongSetting
from schemas.indicators import RATES
from schemas.units import Unit
from warehouse import batches, state
from warehouse.batches import Batch
from warehouse.cells import Origin
from warehouse.earlier import issued_before
from warehouse.explain import Unexplained, explain
from warehouse.headline import LABELS
from warehouse.moves import split_move
from warehouse.objections import read_objections


def explained(instance: Instance, measure: str, unit: str | None, day: date | None) -> dict[str, Any]:
    """Everything about a figure, as plain values. Raises WrongSetting for a figure, unit or day there is not."""
    night, measure = prepare(instance), _measure_of(measure)
    batch, whom = shown_batch(night, day), unit_of(night, unit) if unit is not None else None
    units = list(night.county.units.by_code.values())
    with night.db.engine.connect() as connection:
        try:
            found = explain(connection, batch, measure, units, night.county.indicators, whom)
        except Unexplained as error:
            raise WrongSetting(str(error)) from None
        before = issued_before(connection, batch)
        former = batches.find(night.db, before[-1]) if before and whom and measure in RATES else None
        move = split_move(connection, former[0], batch, measure, whom.code, units, night.county.indicators) if former and whom else None
    against = read_objections(night.db, {row.project_id for row in found.rows if row.project_id})
    again = read_again(night, (origin for row in found.rows for origin in row.origins))
    kept = {origin.sha256: _is_kept(instance, origin) for row in found.rows for origin in row.origins}
    return {
        "measure": measure, "label": found.label, "as_of": str(batch.as_of), "batch": batch.id, "unit": whom.name if whom else None,
        "definition": asdict(found.definition) if found.definition else None, "stored": dict(found.stored), "again": dict(found.again),
        "agrees": found.agrees, "originals_kept": all(kept.values()), "reread": asdict(again),
        "rows": [{**asdict(row), "origins": [{**asdict(o), "said": o.said, "kept": kept[o.sha256]} for o in row.origins]} for row in found.rows],
        "objections": against,
        "move": {**asdict(move), "since": str(former[0].as_of)} if move and former else None,
    }  # fmt: skip


def shown_batch(night: Night, day: date | None) -> Batch:
    """The published batch, or the last one published for a day. Raises WrongSetting."""
    with night.db.engine.connect() as connection:
        number = batches.pointed(connection)
    if number is None:
        raise WrongSetting("nothing is published yet: run `saima run` first")
    if day:
        number, shown = state.shown_on(night.db, day)
        if shown > day:
            raise WrongSetting(f"nothing was published for {day} or before; the first is {shown}")
    found = batches.find(night.db, number)
    assert found is not None
    return found[0]


def _measure_of(said: str) -> str:
    """A rate or a headline figure by its key or its Chinese name; what is neither is said by explain()."""
    return {name: key for key, name in {**LABELS, **RATES}.items()}.get(said, said)


def unit_of(night: Night, said: str) -> Unit:
    """A unit by its code or any of its names. Raises WrongSetting."""
    code = night.county.units.find(said)
    if code is None:
        near = get_close_matches(said, [u.name for u in night.county.units.by_code.values()], 1)
        raise WrongSetting(f"no unit {said!r} in config/units.csv{f'; is it {near[0]}?' if near else ''}")
    return night.county.units.by_code[code]


def _is_kept(instance: Instance, origin: Origin) -> bool:
    """True where the archive still holds the very bytes that the row was read from."""
    path = kept_path(instance.var / "archive", origin.sha256)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == origin.sha256
