"""`saima rules try`: who would be told what by a rule, over all that was ever kept, before it is switched on."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from connectors.reader import Read, open_sandbox, read_all
from flows.decisions import published_batch
from flows.instance import Instance
from flows.night import Night, jobs_of, prepare, read_settings
from flows.wrong_setting import WrongSetting
from schemas.forms import FORMS
from schemas.gathering import gather, row_findings
from schemas.rule_catalogue import RULES
from schemas.saying import say
from warehouse import batches
from warehouse.deliveries import Arrived, ever_arrived
from warehouse.every_night import TELLS, county_findings
from warehouse.findings import Found

Row = dict[str, Any]
_EXAMPLES = 3
#: Rules of a sheet that no reader asks: they depend on what stood when it came.
OF_A_NIGHT = frozenset({"period_widened", "order_tie", "delivery_late", "delivery_held", "row_vanished", "project_repeated"})


def try_rule(instance: Instance, code: str) -> list[Row]:
    """By unit, form, period and file: how often the rule speaks, and its first sentences. Raises WrongSetting."""
    if code not in RULES:
        raise WrongSetting(f"{code}: no such rule; docs/rules.md lists them")
    if code in OF_A_NIGHT or (RULES[code].scope == "county" and code not in TELLS):
        raise WrongSetting(f"{code} is asked while a night pulls, settles and gathers, and cannot be tried on what was kept")
    night = prepare(instance)
    told = _over_county(night, code) if RULES[code].scope == "county" else _over_files(night, code)
    names = {u.code: u.name for u in night.county.units.by_code.values()}
    found: dict[tuple[str, str, str, str], Row] = {}
    for unit, form, period, file, message in told:
        row = found.setdefault((unit, form, period, file), {
            "unit": unit, "unit_name": names.get(unit, ""), "form": form, "period": period, "file": file, "findings": 0, "examples": [],
        })  # fmt: skip
        row["findings"] += 1
        row["examples"] += [message] if len(row["examples"]) < _EXAMPLES else []
    return [found[key] for key in sorted(found)]


Told = Iterator[tuple[str, str, str, str, str]]  # unit, form, period, file, message


def _over_files(night: Night, code: str) -> Told:
    """Every file ever kept, read under today's rules."""
    arrived = ever_arrived(night.db)
    with tempfile.TemporaryDirectory(prefix="saima-try-") as staging:
        read = _read(night, arrived, Path(staging))
        frames = {
            form: pl.concat([pl.read_ipc_stream(path) for path in paths], how="diagonal")
            for form, paths in read.frames.items()
            if form in FORMS
        }
        told = [*read.told, *row_findings(frames)]
    drafts = {(d.arrival, d.draft): d for d in read.drafts}
    files = {a.id: a for a in arrived}
    for found in gather(told, {at: json.loads(d.column_map) for at, d in drafts.items()}):
        if found.finding.rule == code:
            draft, file = drafts.get(found.at), files[found.at[0]]
            finding = replace(found.finding, form=draft.form if draft else "", file=file.file)
            yield (
                (draft.unit if draft else file.folder_unit),
                finding.form,
                (draft.period if draft else ""),
                file.file,
                say(finding).message,
            )


def _read(night: Night, arrived: Sequence[Arrived], staging: Path) -> Read:
    jobs = jobs_of(night, arrived)
    with open_sandbox(night.instance.settings.workers, len(jobs)) as sandbox:
        return read_all(jobs, read_settings(night.instance, staging), sandbox)


def _over_county(night: Night, code: str) -> Told:
    """The county's sheets together, as they stand in the published batch."""
    number, _ = published_batch(night)
    found = batches.find(night.db, number)
    assert found is not None
    told = [(d, f) for d, f in county_findings(night.db, found[0]) if f.rule == code]
    gathered = Found(night.db, found[0], {d for d, _ in told})
    for delivery, finding in told:
        gathered.add(delivery, finding)
    for row in gathered.rows:
        yield str(row["unit_code"]), str(row["form"]), str(row["period"]), str(row["file"]), str(row["message"])


def in_words(code: str, found: Sequence[Row]) -> Iterator[str]:
    rule = RULES[code]
    total, units = sum(row["findings"] for row in found), {row["unit"] for row in found}
    yield f"{code}（{rule.heading}）：{len(units)}个单位，{len(found)}份表，{total}条。没有人被告知。"
    for row in found:
        form = FORMS[row["form"]].title if row["form"] in FORMS else ""
        yield f"  {row['unit_name'] or '（不明单位）'} {form} {row['period']}《{row['file']}》：{row['findings']}条"
        yield from (f"    · {text}" for text in row["examples"])
