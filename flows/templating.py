"""`saima template`: a blank workbook, or one filled with the unit's last accepted rows, so that only changes are typed."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bulletins.prompts import columns
from bulletins.template import Filling, cell_of, write_template
from flows.instance import Instance
from flows.wrong_setting import WrongSetting, reading
from schemas.forms import FORMS
from schemas.grammar import Form
from schemas.units import Unit, Units, read_units

#: Forms whose rows go on from one delivery to the next; a month's figures do not.
CARRIED_ON = tuple(form.id for form in FORMS.values() if form.standing == "snapshot" or form.id == "targets")
#: Unit fields that name offices of one kind only.
_KINDS: Mapping[str, str] = {"platform": "platform", "station": "station"}


def make_template(instance: Instance, name: str, unit: str | None, out: Path | None, *, blank: bool, personal: bool) -> tuple[Path, int]:
    """Write it; returns where, and how many rows it is filled with. Raises WrongSetting for what there is not."""
    known = {f.title: f for f in FORMS.values()} | dict(FORMS)
    if name not in known:
        raise WrongSetting(f"{name}: no such form ({', '.join(FORMS)})")
    form = known[name]
    with reading(instance.config / "units.csv"):
        units = read_units(instance.config / "units.csv", instance.settings.county)
    office = _office(units, form, unit)
    rows = [] if blank or office is None or form.id not in CARRIED_ON else _rows(instance, form, office, units, personal)
    path = out or Path(f"{office.name if office else ''}{form.title}.xlsx")
    path.parent.mkdir(parents=True, exist_ok=True)
    content = write_template(form, Filling(office.name if office else "", _offices(form, units, office), rows))
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # rows of a unit are the unit's
        file.write(content)
    return path, len(rows)


def _office(units: Units, form: Form, said: str | None) -> Unit | None:
    if not said:
        return None
    code = units.find(said)
    if not code:
        raise WrongSetting(f"--unit {said}: no unit of units.csv (its code or its name)")
    office = units.by_code[code]
    if senders := form.usual_senders(office.kind):
        raise WrongSetting(f"--unit {said}: {form.title} is sent by {senders}")
    return office


def _offices(form: Form, units: Units, office: Unit | None) -> dict[str, list[str]]:
    """The names to choose from, by unit field."""
    active = [u for u in units.by_code.values() if u.active(date.today())]
    return {
        f.id: [u.name for u in active if u.kind == _KINDS.get(f.id, u.kind)]
        for f in form.fields if f.kind == "unit"
    }  # fmt: skip


def _rows(instance: Instance, form: Form, office: Unit, units: Units, personal: bool) -> list[dict[str, object]]:
    """The unit's rows as its template takes them; none where there is no warehouse yet."""
    url = instance.warehouse_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return []
    from flows.night import prepare
    from warehouse.own_rows import own_rows

    found = own_rows(prepare(instance).db, office.code, form.id, personal=personal)
    return [
        {
            f.id: units.by_code[str(value)].name if f.kind == "unit" and value in units.by_code else cell_of(f, value, _beside(row.get(f.companion or "")))
            for f in columns(form) if (value := row.get(f.id)) is not None
        }
        for row in found
    ]  # fmt: skip


def _beside(said: object) -> object:
    return None if said in (None, "", "day", "exact") else said
