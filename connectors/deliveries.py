"""Which form a sheet is, whose it is, which period it speaks of: a workbook becomes deliveries.

Order of belief (forms.md): form from the title, else the sheet's name, else the file's, else the header that
fits best; unit from a 填报单位 line, else the file's name, else the folder; period from the title or a 统计时间
line (of several texts those that name the form first), else 填报时间, else the file's name, else the day the bytes were first seen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial

from connectors.periods import Period, find_day, find_days, find_period, month_of, year_of
from connectors.setting import Setting
from connectors.strips import spoken_of
from connectors.tables import SEARCHED, Heading, Table, count_titles, find_headings, find_table, texts_above
from connectors.workbook import Sheet, Workbook
from schemas.findings import Finding, quote
from schemas.forms import FORMS
from schemas.grammar import Form
from schemas.profiles import FormProfile
from schemas.raw import is_blank, squeeze
from schemas.units import Units

_UNIT_LINE = re.compile(
    r"(?:填报单位|报送单位|招商组名称|所属片组|组别)\s*(?:[(（][^)）]*[)）])?\s*[:：]\s*(?P<who>[^\s:：]+?)(?=\s|$|[　]|填报|联系[人电]|日期[:：]|统计[时期周]|单位[:：])"
)
_SEAL = re.compile(r"[(（](?:盖章|公章|章|签章)[)）]$")
_FILLED_LINE = re.compile(r"填报(?:时间|日期)[:：]\s*(?P<day>[^\s　]+)")
_SPAN_LINE = re.compile(r"统计(?:时间|期间|周期)[:：]\s*(?P<span>[^\s　]+)")
#: 截至目前共签约12个，其中2021年以来… speaks of other times than the sheet's.
_SENTENCE = re.compile(r"[，,。；;](?![^(（]*[)）])")
_MEASURE_LINE = re.compile(r"(?:金额|计量)?单位[:：]\s*(?P<unit>亿元|万元|千元|百万元|元)")
#: Sheets that explain rather than report.
_ASIDE = ("说明", "字典", "示例", "样例", "下拉", "选项", "问题清单")
#: What such a sheet shows is no data, though its header be a form's; 进展情况说明 may be data.
_SHOWS = re.compile(r"示例|样例|范例|(?:填报|填表|填写|使用)说明|^说明$")


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
    nil: str = ""  # what a sheet says instead of rows: 本月无变化
    has_rows: bool = False


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


def recognise(book: Workbook, origin: Origin, setting: Setting) -> Recognised:
    """All deliveries in a workbook, sheets of the same form, unit and period together, in sheet order."""
    drafts: dict[tuple[str, str, Period], Draft] = {}
    findings: list[Finding] = []
    hidden: list[Finding] = []
    shown: list[Finding] = []
    for sheet in book.sheets:
        if not any(any(not is_blank(c) for c in row) for row in sheet.rows):
            continue
        found = _draft(sheet, origin, setting)
        explains = any(word in sheet.name for word in _ASIDE)
        if sheet.hidden:  # never read; told where it looks like a report
            if not explains and not (isinstance(found, Finding) and found.rule == "form_unknown"):
                hidden.append(Finding("sheet_unknown", file=origin.file, sheet=sheet.name))
        elif isinstance(found, Finding):
            findings += [] if explains else [found]
        elif _SHOWS.search(sheet.name.strip()):
            shown.append(Finding("sheet_explains", file=origin.file, sheet=sheet.name))
        else:
            _join(drafts, found)
    if drafts:  # a workbook with at least one form may hold other sheets: told, never a stop
        findings = [replace(f, rule="sheet_unknown") if f.rule == "form_unknown" else f for f in findings]
    elif not findings:
        findings = [Finding("form_unknown", file=origin.file)]
    return Recognised(list(drafts.values()), findings + shown + hidden)


def _join(drafts: dict[tuple[str, str, Period], Draft], found: Draft) -> None:
    """Sheets of one form, unit and period are one delivery: what stops one of them stops it whole."""
    draft = drafts.setdefault((found.form, found.unit, found.period), found)
    if draft is not found:
        draft.parts += found.parts
        draft.findings += found.findings
        draft.stopped = draft.stopped or found.stopped


def _draft(sheet: Sheet, origin: Origin, setting: Setting) -> Draft | Finding:
    profiles = _profiles(sheet, origin, setting)
    titles = count_titles(sheet.rows, _own_headers(setting, tuple(profiles.values())))
    headings = tuple(find_headings(sheet.rows, sheet.merges, titles))
    tables = dict(_usual_tables(headings, setting))
    for form_id, profile in profiles.items():
        if own := find_table(FORMS[form_id], headings, setting.members, profile):
            tables[form_id] = own
        else:
            tables.pop(form_id, None)
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
    unit, trouble = _unit(above, origin, setting.units)
    period, filled = _period(form, above, origin)
    on = filled or min(period.last, origin.first_seen) if period.coarse else filled or period.last
    draft = Draft(form.id, unit, period, filled, on)
    measure = next((m["unit"] for text in above if (m := _MEASURE_LINE.search(squeeze(text)))), None)
    draft.parts.append(Part(sheet, table, measure))
    finding = partial(Finding, form=form.id, unit=unit, period=period.text, file=origin.file, sheet=sheet.name)
    if trouble:
        draft.stopped = trouble[0]
        draft.findings.append(finding(trouble[0], got=trouble[1]))
    if unit and (senders := form.usual_senders(setting.units.by_code[unit].kind)):
        draft.findings.append(finding("sender_unusual", detail=senders))
    if missing := [f for f in table.missing if not (f.of_period and spoken_of(f, period, on))]:
        draft.stopped = "column_missing"
        draft.findings.append(finding("column_missing", detail="、".join(f.title for f in missing)))
    return draft


@lru_cache(maxsize=64)
def _own_headers(setting: Setting, profiles: tuple[FormProfile, ...]) -> frozenset[str]:
    """Headers that no form declares: a wide sheet's members, and the unit's own."""
    return frozenset(word for words in (*setting.members.values(), *(p.aliases for p in profiles)) for word in words)


@lru_cache(maxsize=512)
def _usual_tables(headings: tuple[Heading, ...], setting: Setting) -> Mapping[str, Table]:
    """By form, the table that headings make; a county's sheets have few layouts, and each is read once."""
    return {f.id: table for f in FORMS.values() if (table := find_table(f, headings, setting.members))}


def _profiles(sheet: Sheet, origin: Origin, setting: Setting) -> dict[str, FormProfile]:
    """By form, what is particular to the unit that this sheet seems to be of: the header is not yet known."""
    if not setting.profiles:
        return {}
    unit, _ = _unit(list(texts_above(sheet.rows, SEARCHED)), origin, setting.units)
    return {form: profile for (whose, form), profile in setting.profiles.items() if whose == unit}


def _choose_form(tables: dict[str, Table], title: str, sheet: str, file: str) -> list[str]:
    """The one form that the title, sheet or file names and whose header is there; else the best fit, or the tie.

    The longest name wins: 驻点招商项目信息采集表 names 项目信息采集表 before 招商项目.
    """
    for text in (title, sheet, file):
        said = squeeze(text)
        named = {f: longest for f in tables if (longest := _named(FORMS[f], said))}
        if named:
            return _best([f for f in named if named[f] == max(named.values())], tables)
    return _best(tables, tables)


def _named(form: Form, said: str) -> int:
    """Length of the longest name of `form` in a squeezed text; 0 where it is not named."""
    return max((len(word) for word in (form.title, *form.names) if word in said), default=0)


def _best(candidates: Iterable[str], tables: dict[str, Table]) -> list[str]:
    def fit(form: str) -> tuple[int, int]:
        return -len(tables[form].missing), tables[form].fit

    best = max(map(fit, candidates))
    return [form for form in candidates if fit(form) == best]


def _unit(above: Sequence[str], origin: Origin, units: Units) -> tuple[str, tuple[str, str] | None]:
    said = {_SEAL.sub("", m["who"]) for text in above for m in _UNIT_LINE.finditer(text)}
    readings = {units.find(who) or squeeze(who) for who in said}
    if len(readings) > 1:
        return "", ("unit_conflict", quote("、".join(sorted(said))))
    if not readings <= units.by_code.keys():
        return "", ("unit_unknown", quote("、".join(sorted(said))))
    code = next(iter(readings), "") or units.find_within(origin.file) or origin.folder
    return (code, None) if code else ("", ("unit_unknown", ""))


def _period(form: Form, above: Sequence[str], origin: Origin) -> tuple[Period, date | None]:
    filled = next((d for t in above if (m := _FILLED_LINE.search(t)) and (d := find_day(m["day"]))), None)
    by = filled or origin.first_seen
    spans = [m["span"] for text in above if (m := _SPAN_LINE.search(text))]
    lines = sorted([*spans, *_titles(above)], key=lambda text: not _named(form, squeeze(text)))
    days = partial(find_days, by=by, filled=filled) if form.weekly else None
    said = [p for text in lines if (p := (days and days(text, one=True)) or find_period(text, by))]
    fine = next((p for p in said if not p.coarse), None)
    if form.id == "targets":
        return next(iter(said), None) or find_period(origin.file, by) or year_of(by), filled
    if fine:
        return fine, filled
    if days and (named := days(origin.file, one=False)):
        return named, filled
    if filled:
        return month_of(filled), filled
    named = find_period(origin.file, said[0].last if said else by)
    if named and not named.coarse:
        return named, filled
    return next(iter(said), None) or named or month_of(origin.first_seen), filled


def _titles(above: Sequence[str]) -> list[str]:
    """The lines above a header that are neither about the report nor a sentence."""
    return [t for t in above if not any(line.search(t) for line in (_FILLED_LINE, _UNIT_LINE, _SPAN_LINE, _SENTENCE))]
