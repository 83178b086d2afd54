"""Which form a sheet is, whose it is, which period it speaks of: a workbook becomes deliveries.

Order of belief (forms.md): form from the title, else the sheet's name, else the file's, else the header that
fits best; unit from a 填报单位 line, else the file's name, else the folder; period from the title or a 统计时间
line, else 填报时间, else the file's name, else the day the bytes were first seen.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from connectors.periods import Period, find_day, find_period, month_of, year_of
from connectors.tables import Table, count_titles, find_table, texts_above
from connectors.workbook import Sheet, Workbook
from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.grammar import Form
from schemas.raw import is_blank, squeeze
from schemas.units import Units

_UNIT_LINE = re.compile(
    r"(?:填报单位|报送单位|招商组名称|所属片组|组别)\s*(?:[(（][^)）]*[)）])?\s*[:：]\s*(?P<who>[^\s:：]+?)(?=\s|$|[　]|填报|联系[人电]|日期[:：]|统计[时期周]|单位[:：])"
)
_FILLED_LINE = re.compile(r"填报(?:时间|日期)[:：]\s*(?P<day>[^\s　]+)")
_SPAN_LINE = re.compile(r"统计(?:时间|期间|周期)[:：]\s*(?P<span>[^\s　]+)")
_MEASURE_LINE = re.compile(r"(?:金额|计量)?单位[:：]\s*(?P<unit>亿元|万元|千元|百万元|元)")
#: Sheets that explain rather than report.
_ASIDE = ("说明", "字典", "示例", "样例", "下拉", "选项", "问题清单")


@dataclass
class Part:
    """One sheet of a delivery."""

    sheet: Sheet
    table: Table
    measure: str | None  # the unit of a 单位：万元 line


@dataclass
class Draft:
    """A delivery as recognised; `stopped` is the rule that stops it, if one does."""

    form: str
    unit: str
    period: Period
    filled_on: date | None
    on: date
    parts: list[Part] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stopped: str = ""


@dataclass
class Recognised:
    drafts: list[Draft]
    findings: list[Finding]  # of the file as a whole; a stop where nothing in it could be used


@dataclass(frozen=True)
class Origin:
    """Where a workbook came from: its name, the folder's unit (code or ''), and the day its bytes were first seen."""

    file: str
    folder: str
    first_seen: date


def recognise(book: Workbook, origin: Origin, units: Units, indicators: frozenset[str]) -> Recognised:
    """All deliveries in a workbook, sheets of the same form, unit and period together, in sheet order."""
    drafts: dict[tuple[str, str, Period], Draft] = {}
    findings: list[Finding] = []
    for sheet in book.sheets:
        if sheet.hidden or not any(any(not is_blank(c) for c in row) for row in sheet.rows):
            continue
        found = _draft(sheet, origin, units, indicators)
        if isinstance(found, Finding):
            if not any(word in sheet.name for word in _ASIDE):
                findings.append(found)
            continue
        key = (found.form, found.unit, found.period)
        if key in drafts and not found.stopped:
            drafts[key].parts += found.parts
            drafts[key].findings += found.findings
        else:
            drafts[key if not found.stopped else (*key[:2], Period(found.on, found.on))] = found
    if drafts:  # a workbook with at least one form may hold other sheets: told, never a stop
        findings = [Finding("sheet_unknown", file=f.file, sheet=f.sheet) for f in findings if f.rule == "form_unknown"]
    elif not findings:
        findings = [Finding("form_unknown", file=origin.file)]
    return Recognised(list(drafts.values()), findings)


def _draft(sheet: Sheet, origin: Origin, units: Units, indicators: frozenset[str]) -> Draft | Finding:
    headings = count_titles(sheet.rows, indicators)
    tables = {f.id: t for f in FORMS.values() if (t := find_table(f, sheet.rows, sheet.merges, indicators, headings))}
    if not tables:
        return Finding("form_unknown", file=origin.file, sheet=sheet.name)
    header = max(tables.values(), key=lambda t: t.fit).first
    above = list(texts_above(sheet.rows, header))
    chosen = _choose_form(tables, " ".join(above), sheet.name, origin.file)
    if len(chosen) > 1:
        names = "、".join(FORMS[f].title for f in chosen)
        return Finding("form_ambiguous", file=origin.file, sheet=sheet.name, detail=names)
    form = FORMS[chosen[0]]
    table = tables[form.id]
    above = list(texts_above(sheet.rows, table.first))
    unit, trouble = _unit(above, origin, units)
    period, filled = _period(form, above, origin)
    on = filled or min(period.last, origin.first_seen) if period.coarse else filled or period.last
    draft = Draft(form.id, unit, period, filled, on)
    measure = next((m["unit"] for text in above if (m := _MEASURE_LINE.search(squeeze(text)))), None)
    draft.parts.append(Part(sheet, table, measure))
    finding = partial(Finding, form=form.id, unit=unit, period=period.text, file=origin.file, sheet=sheet.name)
    if trouble:
        draft.stopped = trouble[0]
        draft.findings.append(finding(trouble[0], got=trouble[1]))
    if table.missing and not (form.id == "funds" and [f.id for f in table.missing] == ["month"] and _one_month(period)):
        draft.stopped = "column_missing"
        titles = "、".join(f.title for f in table.missing)
        draft.findings.append(finding("column_missing", detail=titles))
    return draft


def _choose_form(tables: dict[str, Table], title: str, sheet: str, file: str) -> list[str]:
    """The one form that the title, sheet or file names and whose header is there; else the best fit, or the tie."""
    for text in (title, sheet, file):
        said = squeeze(text)
        named = [f for f in tables if any(word in said for word in (FORMS[f].title, *FORMS[f].names))]
        if named:
            return _best(named, tables)
    return _best(tables, tables)


def _best(candidates: Iterable[str], tables: dict[str, Table]) -> list[str]:
    def fit(form: str) -> tuple[int, int]:
        return -len(tables[form].missing), tables[form].fit

    best = max(map(fit, candidates))
    return [form for form in candidates if fit(form) == best]


def _unit(above: Sequence[str], origin: Origin, units: Units) -> tuple[str, tuple[str, str] | None]:
    said = {m["who"] for text in above for m in _UNIT_LINE.finditer(text)}
    codes = {code for who in said if (code := units.find(who))}
    if len(codes) > 1:
        return "", ("unit_conflict", "、".join(sorted(said)))
    if said and not codes:
        return "", ("unit_unknown", "、".join(sorted(said)))
    code = next(iter(codes), "") or units.find_within(origin.file) or origin.folder
    return (code, None) if code else ("", ("unit_unknown", ""))


def _period(form: Form, above: Sequence[str], origin: Origin) -> tuple[Period, date | None]:
    filled = next((d for t in above if (m := _FILLED_LINE.search(t)) and (d := find_day(m["day"]))), None)
    year = (filled or origin.first_seen).year
    spans = [m["span"] for text in above if (m := _SPAN_LINE.search(text))]
    titles = [t for t in above if not _FILLED_LINE.search(t) and not _UNIT_LINE.search(t)]
    said = [p for text in (*titles[:1], *spans) if (p := find_period(text, year))]
    fine = next((p for p in said if not p.coarse), None)
    if form.id == "targets":
        return next(iter(said), None) or find_period(origin.file, year) or year_of(filled or origin.first_seen), filled
    if fine:
        return fine, filled
    if filled:
        return month_of(filled), filled
    named = find_period(origin.file, said[0].first.year if said else year)
    if named and not named.coarse:
        return named, filled
    return next(iter(said), None) or named or month_of(origin.first_seen), filled


def _one_month(period: Period) -> bool:
    return period == month_of(period.first)
