"""`saima check`: the night's verdict on a few files before they are sent. No warehouse, no account, no Prefect, GX or SQLAlchemy."""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from bulletins.marks import WORDS, Listing, Mark
from connectors.child import ChunkRead, DraftRead, Job, ReadSettings, read_chunk
from connectors.columns import Told
from connectors.periods import find_period
from connectors.precheck import file_size
from connectors.reader import open_sandbox
from connectors.sandbox import Death
from flows.instance import Instance
from flows.passwords import find_passwords
from flows.references import look_up_here
from flows.returning import head_of, write_copy
from flows.wrong_setting import WrongSetting, reading
from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.frame_types import TOLD_TYPES
from schemas.gathering import gather, row_findings
from schemas.rule_catalogue import SEVERITY
from schemas.saying import say
from schemas.units import Units, read_units


@dataclass(frozen=True)
class Checked:
    """One file: what it was taken for, the findings, where its annotated copy lies ('' for none); `rows` of data by delivery."""

    file: str
    deliveries: Sequence[DraftRead]
    findings: Sequence[Finding]
    copy: str = ""
    rows: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def passes(self) -> bool:
        return all(SEVERITY[f.rule] == "warn" for f in self.findings)


@dataclass(frozen=True)
class Hints:
    """What the sheet may leave open: its form, unit (code) and period, as a file's name or folder would say them."""

    form: str = ""
    unit: str = ""
    period: str = ""


@dataclass(frozen=True)
class Sheet:
    """A file to check: where it lies, as what it was sent; one that is not there was larger (`size`) than what is taken in."""

    path: Path
    name: str
    hints: Hints
    size: int = 0


def read_hints(instance: Instance, form: str | None, unit: str | None, period: str | None) -> tuple[Hints, Units]:
    """The flags, understood. Raises WrongSetting where there is no such form or office."""
    with reading(instance.config / "units.csv"):
        units = read_units(instance.config / "units.csv", instance.settings.county)
    known = {f.title: f.id for f in FORMS.values()} | {f: f for f in FORMS}
    if form and form not in known:
        raise WrongSetting(f"--form {form}: no such form ({', '.join(FORMS)})")
    code = units.find(unit) if unit else ""
    if unit and not code:
        raise WrongSetting(f"--unit {unit}: no unit of units.csv (its code or its name)")
    if period and find_period(period, date.today()) is None:
        raise WrongSetting(f"--period {period}: no period such as 2022年6月, 2022-06, 2022年1-6月, 2022年")
    return Hints(known[form] if form else "", code or "", period or ""), units


def check_files(instance: Instance, files: Sequence[Path], hints: Hints, units: Units, out: Path | None, today: date) -> list[Checked]:
    """Read, type and check each file as a night would; `out` is where annotated copies go (none: none are written)."""
    for path in files:
        if not path.is_file():
            raise WrongSetting(f"{path}: no such file")
    sheets = [Sheet(path, path.name, hints) for path in files]
    passwords, _ = find_passwords(instance, units, [hints.unit], look_up_here)
    done, taken = check_sheets(instance, [sheets], today, passwords)[0], set[str]()
    if not out:
        return done
    pairs = zip(done, sheets, strict=True)
    return [mark_copy(one, sheet, units, instance, today, out, taken) if one.findings else one for one, sheet in pairs]


def check_sheets(
    instance: Instance, groups: Sequence[Sequence[Sheet]], today: date, passwords: Mapping[str, tuple[str, ...]]
) -> list[list[Checked]]:
    """Each file of each group; what one group is told depends on its own files alone. `passwords` by unit, for workbooks that want one."""
    sheets = [sheet for group in groups for sheet in group]
    with tempfile.TemporaryDirectory(prefix="saima-check-") as staging:
        settings = ReadSettings(instance.config, Path(staging), instance.settings.county)
        taken_in = [(i, s) for i, s in enumerate(sheets) if s.path.is_file()]
        jobs = [Job(i, s.path, _as_named(s), s.hints.unit, today, passwords.get(s.hints.unit, ())) for i, s in taken_in]
        read: dict[int, list[ChunkRead]] = defaultdict(list)
        for arrival, chunk in _read(settings, jobs):
            read[arrival].append(chunk)
        done, first = [], 0
        for group in groups:
            numbers = range(first, first + len(group))
            done.append(_checked(group, first, [chunk for i in numbers for chunk in read[i]], instance.settings.silent))
            first += len(group)
    return done


def _checked(group: Sequence[Sheet], first: int, chunks: Sequence[ChunkRead], silent: Sequence[str]) -> list[Checked]:
    found, done = list(findings_of(chunks)), []
    drafts, rows = [draft for chunk in chunks for draft in chunk.drafts], _data_rows(chunks)
    for i, sheet in enumerate(group, first):
        own = [replace(f, file=sheet.name) for arrival, f in found if arrival == i and f.rule not in silent]
        if not sheet.path.is_file():  # larger than what is taken in
            own = [Finding("file_too_large", file=sheet.name, detail=file_size(sheet.size))]
        done.append(Checked(sheet.name, [d for d in drafts if d.arrival == i], own, rows=rows))
    return done


def _data_rows(chunks: Sequence[ChunkRead]) -> dict[tuple[int, int], int]:
    """Rows of data by delivery: the reader's own count has totals, notes and examples among them."""
    counts: dict[tuple[int, int], int] = Counter()
    for path in (chunk.frames[form] for chunk in chunks for form in FORMS if form in chunk.frames):
        lines = pl.read_ipc_stream(path).select("arrival", "draft", "sheet", "row").unique()
        for arrival, draft, count in lines.group_by("arrival", "draft").len().iter_rows():
            counts[arrival, draft] += count
    return counts


def mark_copy(one: Checked, sheet: Sheet, units: Units, instance: Instance, today: date, out: Path, taken: set[str]) -> Checked:
    """With its annotated copy in `out`."""
    return replace(one, copy=str(write_copy(sheet.path, sheet.name, out, _listing(one, units, instance, today), taken)))


def _as_named(sheet: Sheet) -> str:
    """The file's name with what the flags add: a sheet's own title and lines go before it, as they do at night."""
    hints = sheet.hints
    return "".join((FORMS[hints.form].title if hints.form else "", hints.period, sheet.name))


def _read(settings: ReadSettings, jobs: Sequence[Job]) -> Iterator[tuple[int, ChunkRead]]:
    if not jobs:
        return
    with open_sandbox(1, 1) as sandbox:
        for items, outcome in sandbox.map(partial(read_chunk, settings), [[job] for job in jobs]):
            if not isinstance(outcome, Death):
                yield items[0].arrival, outcome
                continue
            told = Told()
            told.add((items[0].arrival, -1), "file_kills_reader", detail=outcome.reason)
            killed = settings.staging / f"{items[0].arrival}.told.arrows"
            pl.DataFrame(told.rows, schema=dict(zip(Told.COLUMNS, TOLD_TYPES, strict=True)), orient="row").write_ipc_stream(killed)
            yield items[0].arrival, ChunkRead(stopped={items[0].arrival: "file_kills_reader"}, frames={"told": killed})


def findings_of(chunks: Sequence[ChunkRead]) -> Iterator[tuple[int, Finding]]:
    """The reader's and the row rules' findings of what was read, by arrival."""
    told: list[pl.DataFrame] = []
    rows: dict[str, pl.DataFrame] = {}
    for chunk in chunks:
        for kind, path in chunk.frames.items():
            frame = pl.read_ipc_stream(path)
            if kind == "told":
                told.append(frame)
            elif kind != "aside":
                rows[kind] = pl.concat([rows[kind], frame], how="diagonal") if kind in rows else frame
    drafts = {(d.arrival, d.draft): d for chunk in chunks for d in chunk.drafts}
    maps = {at: json.loads(d.column_map) for at, d in drafts.items()}
    for found in gather([*told, *row_findings(rows)], maps):
        draft = drafts.get(found.at)
        finding = found.finding
        yield found.at[0], replace(finding, form=draft.form, unit=draft.unit, period=draft.period) if draft else finding


def _listing(checked: Checked, units: Units, instance: Instance, today: date) -> Listing:
    marks = [Mark(SEVERITY[f.rule], f.sheet, f.cell, say(f), f.fingerprint) for f in checked.findings]
    whose = "、".join(dict.fromkeys(units.by_code[d.unit].name for d in checked.deliveries if d.unit)) or checked.file
    fate = "" if checked.passes else "按现在的样子报送，红色的行（或整份表）不会被采用。"
    day = f"{today:%Y年%-m月%-d日}检查，尚未报送"
    head = head_of(whose, day, marks, {}, fate, instance.settings.ask, "可以报送", "请把表改好，再按平时的办法报送。")
    return Listing(head, marks)


def as_rows(checked: Sequence[Checked], units: Units) -> list[dict[str, Any]]:
    """For --json."""
    return [
        {
            "file": c.file, "passes": c.passes, "copy": c.copy,
            "deliveries": [
                {"form": d.form, "unit": d.unit, "unit_name": units.by_code[d.unit].name if d.unit else "", "period": d.period,
                 "rows_read": d.rows_read, "rows": c.rows.get((d.arrival, d.draft), 0), "stopped": d.stopped}
                for d in c.deliveries
            ],
            "findings": [
                {"rule": f.rule, "severity": SEVERITY[f.rule], "form": f.form, "sheet": f.sheet, "cell": f.cell, "field": f.field,
                 "got": f.got, "message": say(f).message}
                for f in c.findings
            ],
        }
        for c in checked
    ]  # fmt: skip


def as_alias(finding: Finding) -> str:
    """The line of a unit's profile that accepts what the finding of an unknown column proposes; '' for any other finding."""
    _, _, field = finding.detail.partition("|")
    return f"{json.dumps(finding.got, ensure_ascii=False)} = {json.dumps(field)}" if finding.rule == "column_unknown" and field else ""


def in_words(checked: Checked, units: Units) -> Iterator[str]:
    """Lines for a terminal: the verdict, what the file was taken for, the findings worst first."""
    counts = {s: sum(1 for f in checked.findings if SEVERITY[f.rule] == s) for s in WORDS}
    said = "，".join(f"{word}{counts[s]}条" for s, word in WORDS.items() if counts[s]) or "没有发现问题"
    yield f"【{'可以报送' if checked.passes else '需修改'}】《{checked.file}》：{said}。"
    for d in checked.deliveries:
        unit = units.by_code[d.unit].name if d.unit else "（不明单位）"
        count = checked.rows.get((d.arrival, d.draft), 0)
        said = f"{count}行" if count or d.nil or d.stopped else "没有数据行（确实没有变化的，请写一行“本月无变化”）"
        yield f"  读作：{FORMS[d.form].title}，{unit}，{d.period}，{said}"
    order = list(WORDS)
    for finding in sorted(checked.findings, key=lambda f: (order.index(SEVERITY[f.rule]), f.sheet, f.row, f.cell)):
        yield f"  〔{WORDS[SEVERITY[finding.rule]]}〕{say(finding).message.removeprefix(f'《{checked.file}》')}"
        if alias := as_alias(finding):
            yield f"      确认后可由数据管理员写入 config/profiles/{finding.unit or '单位代码'}.toml：[{finding.form}.aliases] {alias}"
    if checked.copy:
        yield f"  标好的表：{checked.copy}"
