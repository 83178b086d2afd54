"""A workbook becomes deliveries: which tables stand in its sheets, and of which form each is.

Order of belief (forms.md): form from the title, else the sheet's name, else the file's, else the header that fits best.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from connectors.aside import Sorting
from connectors.deliveries import Draft, Part, Recognised
from connectors.headings import Heading, count_titles, find_headings
from connectors.layouts import foreign, is_card, is_transposed
from connectors.periods import Period
from connectors.regions import is_header, next_header
from connectors.setting import Setting
from connectors.strips import spoken_of
from connectors.tables import Table, find_table, texts_above
from connectors.whose import MEASURE_LINE, Origin, Team, find_span, find_unit, named_in, says_period, says_unit, team_of
from connectors.workbook import Sheet, Workbook
from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.headers import SEARCHED
from schemas.profiles import FormProfile
from schemas.raw import is_blank, squeeze

#: Sheets that explain rather than report.
_ASIDE = ("说明", "字典", "示例", "样例", "下拉", "选项", "问题清单")
#: What such a sheet shows is no data, though its header be a form's; 进展情况说明 may be data.
_SHOWS = re.compile(r"示例|样例|范例|(?:填报|填表|填写|使用)说明|^说明$")
#: Tables in a sheet; a sheet that repeats itself for ever is read no further.
_MOST = 50
#: A header that lacks required columns and whose form nothing names is one of ours if it has so many of the form's fields.
_TELLING = 3
#: A sheet beside a form that was read: told, never a stop.
_BESIDE = {"form_unknown": "sheet_unknown", "form_foreign": "sheet_unknown"}

Found = Draft | Finding


def recognise(book: Workbook, origin: Origin, setting: Setting) -> Recognised:
    """All deliveries in a workbook, tables of the same form, unit and period together, in sheet order."""
    drafts: dict[tuple[str, str, Period], Draft] = {}
    findings: list[Finding] = []
    hidden: list[Finding] = []
    shown: list[Finding] = []
    sheets = [sheet for sheet in book.sheets if any(any(not is_blank(c) for c in row) for row in sheet.rows)]
    teams = {sheet.name: team_of(sheet.name, setting.units) for sheet in sheets if not sheet.hidden}
    names = frozenset(squeeze(name) for name in teams)
    for sheet in sheets:
        found = _tables(sheet, origin, setting, Team(teams.get(sheet.name, ""), len({t for t in teams.values() if t}), names))
        explains = any(word in sheet.name for word in _ASIDE)
        if sheet.hidden:  # never read; told where it looks like a report
            if not explains and any(isinstance(f, Draft) or f.rule not in _BESIDE for f in found):
                hidden.append(Finding("sheet_unknown", file=origin.file, sheet=sheet.name))
        elif not found:
            continue
        elif all(isinstance(f, Finding) for f in found):
            findings += [] if explains else [f for f in found if isinstance(f, Finding)]
        elif _SHOWS.search(sheet.name.strip()):
            shown.append(Finding("sheet_explains", file=origin.file, sheet=sheet.name))
        else:
            for one in found:
                if isinstance(one, Finding):
                    findings.append(one)
                elif (known := drafts.setdefault((one.form, one.unit, one.period), one)) is not one:
                    known.join(one)
    if drafts:
        findings = [replace(f, rule=_BESIDE.get(f.rule, f.rule)) for f in findings]
    elif not findings:
        findings = [Finding("form_unknown", file=origin.file)]
    return Recognised(list(drafts.values()), findings + shown + hidden)


def _tables(sheet: Sheet, origin: Origin, setting: Setting, team: Team) -> list[Found]:
    """Every table of a sheet; one below another that is none of ours is told, and its rows are nobody's."""
    found: list[Found] = []
    start, form, first_lines = 0, "", list[str]()
    while len(found) < _MOST:
        one = _table(sheet, origin, setting, team, start, first_lines, form)
        if one is None:
            break
        if isinstance(one, Draft):
            form = one.form
            part = one.parts[0]
            names = [c.index for c in Sorting(part.table, set(), setting).names]
            if start == 0:
                first_lines = list(texts_above(sheet.rows, part.table.first))
            below = next_header(sheet.rows, sheet.merges, part.table, names)
        else:
            below = None
            if start:
                one = replace(one, rule="table_unknown", cell=f"A{start + 1}", row=start + 1)
        found.append(one)
        if below is None:
            break
        start = below
        if isinstance(one, Draft):
            one.parts[0].end = start
    else:  # rows below so many tables are nobody's, and told
        found.append(Finding("table_unknown", file=origin.file, sheet=sheet.name, cell=f"A{start + 1}", row=start + 1))
    return found


def _table(sheet: Sheet, origin: Origin, setting: Setting, team: Team, start: int, first_lines: list[str], above: str) -> Found | None:
    """The table that begins at row `start`, or why it is none; `above`: the form of the table that stands above it in the sheet."""
    profiles = _profiles(sheet, origin, setting, team)
    titles = count_titles(sheet.rows, _own_headers(setting, tuple(profiles.values())), start)
    headings = find_headings(sheet.rows, sheet.merges, titles, start)
    tables = _by_form(tuple(headings), profiles, setting)
    finding = partial(Finding, file=origin.file, sheet=sheet.name)
    best = max(tables.values(), key=lambda t: t.fit) if tables else None
    if best and (above_it := _before(sheet, headings, best)):
        headings = above_it
        tables = _by_form(tuple(headings), profiles, setting)
        best = max(tables.values(), key=lambda t: t.fit) if tables else None
    lines = list(texts_above(sheet.rows, best.first if best else min(start + SEARCHED, len(sheet.rows)), start))
    if name := foreign(lines if best else lines[:3], sheet.name, sheet.rows[start : best.last + 2 if best else None]):
        return finding("form_foreign", got=name)
    if start == 0 and is_card(sheet.rows, best):
        return finding("layout_card")
    if start == 0 and is_transposed(sheet.rows, best):
        return finding("layout_transposed")
    if not best:
        return finding("form_unknown")
    chosen = _choose_below(tables, " ".join(lines), above) if above else _choose_form(tables, " ".join(lines), sheet.name, origin.file)
    if len(chosen) > 1:
        return finding("form_ambiguous", detail="、".join(FORMS[f].title for f in chosen))
    if not chosen:
        return finding("form_unknown")
    if _is_passed_over(tables[chosen[0]].profile, sheet, team):
        return None
    return _draft(sheet, tables[chosen[0]], origin, setting, team, start, first_lines)


def _by_form(headings: tuple[Heading, ...], profiles: Mapping[str, FormProfile], setting: Setting) -> dict[str, Table]:
    tables = dict(_usual_tables(headings, setting))
    for form_id, profile in profiles.items():
        if own := find_table(FORMS[form_id], _where_said(headings, profile), setting.members, profile):
            tables[form_id] = own
        else:
            tables.pop(form_id, None)
    return tables


def _where_said(headings: tuple[Heading, ...], profile: FormProfile) -> tuple[Heading, ...]:
    """The headings that begin in the profile's row; all of them where none does, or where it names none."""
    return tuple(h for h in headings if h.first == profile.header_row - 1) or headings


def _before(sheet: Sheet, headings: list[Heading], best: Table) -> list[Heading]:
    """Headings of a table that ends above the best one: rows of data stand between them."""
    return [
        h for h in headings
        if h.last < best.first and is_header(sheet.rows[h.first])
        and any(sum(not is_blank(c) for c in row) >= 2 and not is_header(row) for row in sheet.rows[h.last + 1 : best.first])
    ]  # fmt: skip


def _draft(sheet: Sheet, table: Table, origin: Origin, setting: Setting, team: Team, start: int, first_lines: list[str]) -> Draft:
    form, own = table.form, list(texts_above(sheet.rows, table.first, start))
    unit, trouble = find_unit(own if says_unit(own) else [*own, *first_lines], origin, setting.units, team)
    period, filled = find_span(form, own if says_period(own, origin) else [*own, *first_lines], origin)
    table = table.of_year(period.first.year)
    on = filled or min(period.last, origin.first_seen) if period.coarse else filled or period.last
    draft = Draft(form.id, unit, period, filled, on, origin.file)
    measure = next((m["unit"] for text in own if (m := MEASURE_LINE.search(squeeze(text)))), None)
    draft.parts.append(Part(sheet, table, measure, start))
    outdated = _outdated(table, sheet, team, start)
    finding = partial(Finding, form=form.id, unit=unit, period=period.text, file=origin.file, sheet=sheet.name)
    draft.findings += [finding("profile_outdated", got=got) for got in outdated]
    if trouble:
        draft.stopped = trouble[0]
        draft.findings.append(finding(trouble[0], got=trouble[1]))
    if unit and (senders := form.usual_senders(setting.units.by_code[unit].kind)):
        draft.findings.append(finding("sender_unusual", detail=senders))
    if missing := [f for f in table.missing if not (f.of_period and spoken_of(f, period, on))]:
        draft.stopped = "column_missing"
        draft.findings.append(finding("column_missing", detail="、".join(f.title for f in missing)))
    return draft


def _outdated(table: Table, sheet: Sheet, team: Team, start: int) -> list[str]:
    """What the unit's profile says of its workbook and is not so."""
    said = table.profile
    missing = [f"sheet = {said.sheet}"] if said.sheet and squeeze(said.sheet) not in team.names else []
    return missing + ([f"header_row = {said.header_row}"] if said.header_row and not start and table.first != said.header_row - 1 else [])


def _is_passed_over(profile: FormProfile, sheet: Sheet, team: Team) -> bool:
    """The profile names another sheet of the workbook as this form."""
    return bool(profile.sheet) and squeeze(profile.sheet) in team.names and squeeze(sheet.name) != squeeze(profile.sheet)


@lru_cache(maxsize=64)
def _own_headers(setting: Setting, profiles: tuple[FormProfile, ...]) -> frozenset[str]:
    """Headers that no form declares: a wide sheet's members, and the unit's own."""
    return frozenset(word for words in (*setting.members.values(), *(p.aliases for p in profiles)) for word in words)


@lru_cache(maxsize=512)
def _usual_tables(headings: tuple[Heading, ...], setting: Setting) -> Mapping[str, Table]:
    """By form, the table that headings make; a county's sheets have few layouts, and each is read once."""
    return {f.id: table for f in FORMS.values() if (table := find_table(f, headings, setting.members))}


def _profiles(sheet: Sheet, origin: Origin, setting: Setting, team: Team) -> dict[str, FormProfile]:
    """By form, what is particular to the unit that this sheet seems to be of: the header is not yet known."""
    if not setting.profiles:
        return {}
    unit, _ = find_unit(list(texts_above(sheet.rows, SEARCHED)), origin, setting.units, team)
    return {form: profile for (whose, form), profile in setting.profiles.items() if whose == unit}


def _choose_form(tables: dict[str, Table], title: str, sheet: str, file: str) -> list[str]:
    """The one form that the title, sheet or file names and whose header is there; else the best fit, or the tie.

    The longest name wins: 驻点招商项目信息采集表 names 项目信息采集表 before 招商项目.
    """
    for text in (title, sheet, file):
        said = squeeze(text)
        named = {f: longest for f in tables if (longest := named_in(FORMS[f], said))}
        if named:
            return _best([f for f in named if named[f] == max(named.values())], tables)
    return _best([f for f in tables if not lacking(tables[f]) or tables[f].fit >= _TELLING], tables)


def _choose_below(tables: dict[str, Table], title: str, above: str) -> list[str]:
    """The form of a further table: by its own title, else that of the table above it, else the best fit; one with all its columns."""
    named = {f: longest for f in tables if (longest := named_in(FORMS[f], squeeze(title)))}
    if named:
        return _best([f for f in named if named[f] == max(named.values())], tables)
    whole = [f for f in tables if not lacking(tables[f])]
    return [above] if above in whole else _best(whole, tables) if whole else []


def _best(candidates: Iterable[str], tables: dict[str, Table]) -> list[str]:
    def fit(form: str) -> tuple[int, int]:
        return -len(lacking(tables[form])), tables[form].fit

    best = max(map(fit, candidates), default=None)
    return [form for form in candidates if fit(form) == best]


def lacking(table: Table) -> list[str]:
    """Required fields without a column, but for those of which the sheet itself may speak (its month)."""
    return [f.id for f in table.missing if not f.of_period]
