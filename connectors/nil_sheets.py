"""A sheet without a table that says 本月无变化: a title, who reports, and that line. It is a nil report, and no unknown form."""

from collections.abc import Sequence

from connectors.deliveries import Draft
from connectors.setting import Setting
from connectors.whose import Origin, Team, find_span, find_unit, named_in
from connectors.workbook import Sheet
from schemas.forms import FORMS
from schemas.nil_words import says_nothing_changed
from schemas.raw import is_blank, shown, squeeze

#: Filled cells up to which a sheet without a header may be a few words and no list.
_FEW = 12


def nil_draft(sheet: Sheet, origin: Origin, setting: Setting, team: Team) -> Draft | None:
    """The nil report that a sheet is; None where it says nothing of the kind, or not of which form or whose."""
    lines = [text for row in sheet.rows[: _FEW + 1] for cell in row if not is_blank(cell) and (text := shown(cell))]
    said = next((line for line in lines if says_nothing_changed(line)), "")
    if not said or len(lines) > _FEW or len(sheet.rows) > 2 * _FEW:
        return None
    form_id = _form(lines, sheet.name, origin.file)
    unit, trouble = find_unit(lines, origin, setting.units, team)
    if not form_id or trouble:
        return None
    period, filled = find_span(FORMS[form_id], lines, origin)
    return Draft(form_id, unit, period, filled, filled or min(period.last, origin.first_seen), origin.file, nil=said)


def _form(lines: Sequence[str], sheet: str, file: str) -> str:
    """The form that the lines, else the sheet's or the file's name, name: the longest name wins, two alike are none."""
    for text in ("".join(lines), sheet, file):
        named = {form.id: longest for form in FORMS.values() if (longest := named_in(form, squeeze(text)))}
        best = [form for form, longest in named.items() if longest == max(named.values())]
        if best:
            return best[0] if len(best) == 1 else ""
    return ""
