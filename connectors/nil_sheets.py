"""A workbook without a table that says 本月无变化, in a few words or by its name: a nil report, and no unknown form."""

from collections.abc import Sequence

from connectors.deliveries import Draft, Recognised
from connectors.setting import Setting
from connectors.whose import Origin, Team, find_span, find_unit, named_in
from connectors.workbook import Workbook
from schemas.forms import FORMS
from schemas.nil_words import says_nothing_changed
from schemas.raw import is_blank, shown, squeeze

#: Filled cells up to which a workbook without a form may be a few words and no list.
_FEW = 12


def or_nil(found: Recognised, book: Workbook, origin: Origin, setting: Setting) -> Recognised:
    """What was recognised; of a workbook in which there is no form, the nil report that it is, if it is one."""
    if found.drafts or any(f.rule != "form_unknown" for f in found.findings):
        return found
    seen = [sheet for sheet in book.sheets if not sheet.hidden]
    cells = [cell for sheet in seen for row in sheet.rows for cell in row if not is_blank(cell)]
    draft = _nil([shown(cell) for cell in cells], [sheet.name for sheet in seen], origin, setting) if len(cells) <= _FEW else None
    return Recognised([draft], []) if draft else found


def _nil(lines: Sequence[str], sheets: Sequence[str], origin: Origin, setting: Setting) -> Draft | None:
    """None where nothing says so, or not of which form or whose."""
    said = next((text for text in (*lines, origin.file) if says_nothing_changed(text)), "")
    form_id = _form(("".join(lines), *sheets, origin.file)) if said else ""
    unit, trouble = find_unit(lines, origin, setting.units, Team())
    if not form_id or trouble:
        return None
    period, filled = find_span(FORMS[form_id], lines, origin)
    return Draft(form_id, unit, period, filled, filled or min(period.last, origin.first_seen), origin.file, nil=said)


def _form(texts: Sequence[str]) -> str:
    """The form that the first of the texts to name one names: the longest name wins, two alike are none."""
    for text in texts:
        named = {form.id: longest for form in FORMS.values() if (longest := named_in(form, squeeze(text)))}
        if named:
            best = [form for form, longest in named.items() if longest == max(named.values())]
            return best[0] if len(best) == 1 else ""
    return ""
