"""Objections (异议): raised against a board, settled with a reason, and kept with the project; no figure is changed by one."""

from collections.abc import Mapping
from typing import Any

from flows.explaining import shown_batch, unit_of
from flows.instance import Instance
from flows.night import prepare
from flows.wrong_setting import WrongSetting
from schemas.findings import without_personal
from warehouse.issued import NotIssued
from warehouse.objections import NoSuchObjection, raise_objection, read_objections, settle_objection

Objection = dict[str, Any]


def raise_one(instance: Instance, project: str, unit: str, about: str, board: str) -> Objection:
    """What an office says against a project's figures on the published board, or on the issued board of a number. Raises WrongSetting."""
    night, said = prepare(instance), without_personal(about.strip())
    if not said:
        raise WrongSetting("say what the office objects to: --about")
    whose = unit_of(night, unit)
    try:
        row = raise_objection(night.db, shown_batch(night, None), board, project, whose.code, said, night.today)
    except (NoSuchObjection, NotIssued) as error:
        raise WrongSetting(str(error)) from None
    return _shown(row, {whose.code: whose.name})


def settle_one(instance: Instance, number: int, because: str) -> Objection:
    """What was decided about an open objection, and why. Raises WrongSetting."""
    night, said = prepare(instance), without_personal(because.strip())
    if not said:
        raise WrongSetting("say what was decided, and why: --because")
    try:
        row = settle_objection(night.db, number, said, night.today)
    except NoSuchObjection as error:
        raise WrongSetting(str(error)) from None
    return _shown(row, {code: unit.name for code, unit in night.county.units.by_code.items()})


def listed(instance: Instance, *, only_open: bool) -> list[Objection]:
    night = prepare(instance)
    names = {code: unit.name for code, unit in night.county.units.by_code.items()}
    return [_shown(row, names) for row in read_objections(night.db, only_open=only_open)]


def _shown(row: Mapping[str, Any], names: Mapping[str, str]) -> Objection:
    return {"id": row["id"], "unit": names.get(row["unit_code"], row["unit_code"]), "project": row["project_name"], "project_id": row["project_id"],
            "board": row["board"] or f"第{row['batch_id']}批", "raised_on": row["raised_on"], "about": row["about"],
            "settled_on": row["settled_on"], "outcome": row["outcome"]}  # fmt: skip
