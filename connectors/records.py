"""The rows of a delivery, a list a column: typed, keyed, and each either data, rejected or ignored."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import zip_longest
from typing import cast

from connectors.aside import fill_vertical_merges
from connectors.columns import Memo, Told, address, amount_unit, got, last_day, rejects, type_column
from connectors.corrected import correct
from connectors.deliveries import Draft, Part
from connectors.setting import Setting
from connectors.sorted_rows import sort_rows
from connectors.strips import Strip, month_after, strips
from connectors.tables import Table
from connectors.totals import check_totals
from schemas.findings import quote
from schemas.forms import FORMS
from schemas.grammar import Form
from schemas.identity import code_keys, name_keys
from schemas.raw import ErrorValue, Uncached, is_blank, shown

At = tuple[int, int]  # arrival, draft
Rows = list[list[object]]


class Columns(dict[str, Sequence[object]]):
    """One strip's rows, a column each; a column that it does not have is blank."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __missing__(self, name: str) -> Sequence[object]:
        return [None] * self.size


@dataclass
class Records:
    """A chunk's rows of one form, strip by strip, and the rows of it that are no data."""

    strips: list[Columns] = field(default_factory=list)
    aside: list[tuple[int, int, str, int, str, str]] = field(default_factory=list)  # at, sheet, row, reason, text


#: How a row's project is matched: the key's column, the field it is made of, and its spelling.
_PROJECT_KEYS = (("code_key", "project_code", code_keys), ("name_key", "project_name", name_keys), ("investor_key", "investor", name_keys))
ASIDE_COLUMNS = ("arrival", "draft", "sheet", "row", "reason", "text")


def read_part(at: At, draft: Draft, part: Part, date_1904: bool, setting: Setting, memo: Memo, told: Told, records: Records) -> int:
    """Type one sheet of a delivery into `records`; returns how many filled rows stand below its header."""
    rows = fill_vertical_merges(part.sheet.rows[: part.end], part.sheet.merges, part.table)
    if part.table.profile.corrections:
        correct(at, draft, part, rows, told)
    found = sort_rows(at, part, rows, setting, told)
    records.aside += [(*at, part.sheet.name, n + 1, reason, _text(part.sheet.rows[n])) for n, reason in found.aside]
    read, data, totals = found.read, found.data, found.totals
    draft.nil = found.nil or draft.nil
    draft.has_rows |= bool(data)
    made = strips(part.table, draft.period, draft.on)
    seen: set[int] = set()
    for number, strip in enumerate(made):
        chosen = [n for n in data if _belongs(strip, rows[n])]
        typed = _type_strip(at, draft, part, number, strip, rows, chosen, date_1904, setting, memo, told)
        for name in strip.shared if seen else ():
            typed[name] = [None if n in seen else value for n, value in zip(chosen, typed[name], strict=True)]
        seen.update(chosen)
        records.strips.append(typed)
    records.aside += [(*at, part.sheet.name, n + 1, "没有数值", _text(rows[n])) for n in data if n not in seen]
    if totals and not draft.stopped:
        check_totals(at, draft, part, rows, data, totals, date_1904, setting, memo, told)
    return read


def _belongs(strip: Strip, row: list[object]) -> bool:
    if strip.needs is None:
        return True
    if not is_blank(_cell(row, strip.columns[strip.needs].index)):
        return True
    return strip.unless is not None and is_blank(_cell(row, strip.unless.index))


def _cell(row: list[object], index: int) -> object:
    return row[index] if index < len(row) else ""


def _text(row: list[object]) -> str:
    return json.dumps([shown(cell) for cell in row], ensure_ascii=False)


def _type_strip(
    at: At, draft: Draft, part: Part, number: int, strip: Strip, rows: Rows, chosen: list[int],
    date_1904: bool, setting: Setting, memo: Memo, told: Told,
) -> Columns:  # fmt: skip
    form, size = FORMS[draft.form], len(chosen)
    cells = _turned([rows[n] for n in chosen])
    out = Columns(size)
    rejected = [False] * size
    hits: list[tuple[int, str, str]] = []
    for spec in form.fields:
        column = strip.columns.get(spec.id)
        if column is None and spec.id in part.table.profile.defaults and spec.id not in strip.constants:
            typed = type_column(spec, [part.table.profile.defaults[spec.id]], draft, None, date_1904, setting, memo)
            out[spec.id] = [*typed.values] * size
            if spec.companion:
                out[spec.companion] = [*typed.companions] * size
            continue
        if spec.id in strip.constants:
            out[spec.id] = [strip.constants[spec.id]] * size
            if spec.companion:
                out[spec.companion] = [strip.constants.get(spec.companion)] * size
            continue
        if column is None:
            continue
        written = cells[column.index] if column.index < len(cells) else [""] * size
        typed = type_column(spec, written, draft, amount_unit(spec, column, part), date_1904, setting, memo)
        out[spec.id] = typed.values
        if spec.companion:
            out[spec.companion] = typed.companions
        hits += [(position, spec.id, rule) for position, rule in typed.hits]
    hits += [(position, strip.needs, strip.rule) for position in range(size)] if strip.rule and strip.needs else []
    hits = _stop_without_unit(at, draft, part, strip, hits, told)
    for position, _, rule in hits:
        rejected[position] |= rejects(rule)
    _finish(form, draft, strip, out)
    if any(spec.id == "project_name" for spec in form.fields):
        for key, field_id, spelled in _PROJECT_KEYS:
            out[key] = spelled(out[field_id])
    keys = row_keys(form, out)
    for position, field_id, rule in hits:
        column, spec = strip.columns[field_id], form[field_id]
        raw = _cell(rows[chosen[position]], column.index)
        told.add(at, rule, sheet=part.sheet.name, cell=address(column, chosen[position] + 1), row=chosen[position] + 1,
                 field=field_id, got=got(spec, raw), row_key=keys[position], name=_name(form, strip, rows[chosen[position]]),
                 detail=draft.on.isoformat() if rule == "date_future" else "")  # fmt: skip
    out |= {"arrival": [at[0]] * size, "draft": [at[1]] * size, "sheet": [part.sheet.name] * size, "part": [number] * size,
            "row": [n + 1 for n in chosen], "rejected": rejected, "row_key": keys,
            "raw": [_raw(part.table, rows[n]) if bad or draft.stopped else None for n, bad in zip(chosen, rejected, strict=True)]}  # fmt: skip
    _place(form, draft, out, size)
    return out


def _turned(rows: Rows) -> list[tuple[object, ...]]:
    """Rows as columns; a row that ends early goes on blank."""
    return list(zip(*rows, strict=True)) if len(set(map(len, rows))) == 1 else list(zip_longest(*rows, fillvalue=""))


def _stop_without_unit(
    at: At, draft: Draft, part: Part, strip: Strip, hits: list[tuple[int, str, str]], told: Told
) -> list[tuple[int, str, str]]:
    """Amounts without a unit anywhere stop the delivery: told once a column, at its header, not at every cell."""
    bare = {field_id for _, field_id, rule in hits if rule == "money_unit_missing"}
    if not any(FORMS[draft.form][field_id].stops for field_id in bare):
        return hits
    draft.stopped = draft.stopped or "amount_unit_missing"
    header = part.table.last + 1
    for column in (strip.columns[field_id] for field_id in sorted(bare)):
        told.add(at, "amount_unit_missing", sheet=part.sheet.name, cell=address(column, header), row=header,
                 field=column.field.id if column.field else "", got="/".join(column.path))  # fmt: skip
    return [hit for hit in hits if hit[2] != "money_unit_missing"]


def _finish(form: Form, draft: Draft, strip: Strip, out: Columns) -> None:
    """What a blank means: the delivery's own unit or date, a default, another field's word; 下月 moves a forecast's month.

    The ledger's defaults wait for the master, where a written value of another office goes before them.
    """
    for spec in form.fields:
        if spec.of_delivery:
            own: object = draft.unit if spec.kind == "unit" else min(draft.on, draft.period.last)
        elif spec.default and form.id != "projects":
            own = int(spec.default) if spec.kind == "count" else spec.default
        elif spec.implied_by:
            field_id, word = spec.implied_by
            out[spec.id] = [said == word if v is None else v for v, said in zip(out[spec.id], out[field_id], strict=True)]
            continue
        else:
            continue
        out[spec.id] = [own if value is None else value for value in out[spec.id]]
    if strip.months_later:
        out["month"] = [month_after(str(m), strip.months_later) if m else m for m in out["month"]]


def row_keys(form: Form, out: Columns) -> list[str]:
    """What identifies a row in its delivery, spelled so that a mended row keeps its key; a person only by a hash."""
    known = {field_id: out[key] for key, field_id, _ in _PROJECT_KEYS if key in out}
    columns = []
    for spec in (form[field_id] for field_id in form.identity if field_id != "project_code"):
        keys = cast(Sequence[str], known.get(spec.id)) or name_keys(out[spec.id])
        columns.append(_hashed(keys) if spec.personal else keys)
    return ["|".join(values) for values in zip(*columns, strict=True)]


def _hashed(keys: Sequence[str]) -> list[str]:
    return ["#" + sha256(key.encode()).hexdigest()[:12] if key else key for key in keys]


def _name(form: Form, strip: Strip, row: list[object]) -> str:
    """How people name a row: as its cells spell the office and the first filled name."""
    cells = {f: _cell(row, strip.columns[f.id].index) if f.id in strip.columns else strip.constants.get(f.id, "") for f in form.named_by}
    said = {f: "" if isinstance(cell, ErrorValue | Uncached) else shown(cell) for f, cell in cells.items()}
    offices = [quote(text) for f, text in said.items() if f.kind == "unit"]
    names = [quote(text) for f, text in said.items() if f.kind == "text" and not is_blank(text)]
    return " ".join([*offices, *names[:1]]).strip()


def _place(form: Form, draft: Draft, out: Columns, size: int) -> None:
    """Where each row stands in time (its own date) and in which lane it is replaced."""
    if form.own_date:
        own = [last_day(v) if isinstance(v, str) else v for v in out[form.own_date]]
        out["own_date"] = [v or draft.period.last for v in own]
    else:
        out["own_date"] = [draft.period.last if form.standing == "period" else draft.on] * size
    out["lane"] = list(out[form.lane]) if form.lane else [""] * size


def _raw(table: Table, row: list[object]) -> str:
    """A rejected row's text by header, without the columns that hold personal data or are no field."""
    kept = {"/".join(c.path): shown(_cell(row, c.index)) for c in table.columns if c.field and not c.field.personal}
    return json.dumps(kept, ensure_ascii=False)
