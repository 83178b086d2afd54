"""What is particular to one unit's sheets: `config/profiles/<unit>.toml`, a table a form; strict, so that a slip is told.

password = "SHILIANG_PASSWORD"        # of the unit's locked workbooks: the NAME of an environment variable, or prefect:a-secret-block; or a list
[projects]
mode = "changes"                      # the sheet lists new and changed rows only: what it leaves out stands
expected_rows = [10, 60]              # fewer or more are told
ignored = ["结对班子成员"]             # columns that are nobody's business
sheet = "台账"                        # the one sheet of the workbook that is this form
header_row = 4                        # where its header begins, by Excel's count
[projects.aliases]
"引荐人" = "service_officer"           # header → field
[projects.defaults]
platform = "区生态工业服务中心"         # for a column that the sheet lacks
[[projects.correction]]               # a reviewed fix of a known wrong cell, until the office mends it
row = "甲项目"                        # and field; or file and cell = "E7", and sheet
field = "total_investment"
expect = "50000"                      # what stands there as long as it is wrong
value = "5亿元"                       # what is read instead
reason = "单位写成了万元，已与石梁镇核对"
reported = 2022-07-01
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schemas.cells import Context, parse
from schemas.corrections import Correction, read_corrections
from schemas.forms import FORMS
from schemas.grammar import Form
from schemas.headers import SEARCHED, normalise
from schemas.units import Units


@dataclass(frozen=True, eq=False)
class FormProfile:
    """One unit's way with one form; `aliases` and `ignored` hold headers, normalised."""

    mode: str = "full"
    expected_rows: tuple[int, int] | None = None
    ignored: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 0
    corrections: tuple[Correction, ...] = ()

    def named(self, path: Sequence[str]) -> str | None:
        """The field that the unit's own header means: its whole path, or its last part."""
        if not self.aliases:
            return None
        texts = [normalise(part) for part in path]
        return self.aliases.get("/".join(texts)) or self.aliases.get(texts[-1])

    def ignores(self, path: Sequence[str]) -> bool:
        return bool(self.ignored) and normalise(path[-1]) in self.ignored


#: By unit code and form id.
Profiles = Mapping[tuple[str, str], FormProfile]
USUAL = FormProfile()
_PASSWORD = "password"  # noqa: S105 - a key of the file


def read_profiles(folder: Path, units: Units, context: Context | None = None) -> Profiles:
    """Every profile in `folder`, which need not be there; `context` also checks that defaults parse.

    An unknown unit, form, field, key or value is a ValueError naming the file.
    """
    found: dict[tuple[str, str], FormProfile] = {}
    for path, unit, tables in _files(folder, units):
        for form_id, said in tables.items():
            if form_id == _PASSWORD:
                continue
            if form_id not in FORMS or not isinstance(said, dict):
                raise ValueError(f"{path}: [{form_id}] is no form ({', '.join(FORMS)})")
            try:
                found[unit, form_id] = _read(FORMS[form_id], said, context)
            except ValueError as error:
                raise ValueError(f"{path}: [{form_id}] {error}") from None
    return found


def read_password_names(folder: Path, units: Units) -> dict[str, tuple[str, ...]]:
    """By unit code what its profile says of the passwords of its workbooks: names, which may be wrong. ValueError as above."""
    said = {unit: tables[_PASSWORD] for _, unit, tables in _files(folder, units) if _PASSWORD in tables}
    return {unit: tuple(map(str, names if isinstance(names, list) else [names])) for unit, names in said.items()}


def _files(folder: Path, units: Units) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Each profile with the code of its unit and what it says."""
    for path in sorted(folder.glob("*.toml")):
        unit = path.stem if path.stem in units.by_code else units.find(path.stem)
        if not unit:
            raise ValueError(f"{path}: {path.stem} is no unit of units.csv (its code or its name)")
        yield path, unit, tomllib.loads(path.read_text(encoding="utf-8"))


def _read(form: Form, said: dict[str, Any], context: Context | None) -> FormProfile:
    if strange := sorted(set(said) - set(_PARTS)):
        raise ValueError(f"{strange[0]}: unknown ({', '.join(_PARTS)})")
    return FormProfile(**{_NAMES.get(name, name): _PARTS[name](form, value, context) for name, value in said.items()})


def _mode(form: Form, value: object, _: Context | None) -> str:
    if value not in ("full", "changes") or (value == "changes" and form.standing != "snapshot"):
        raise ValueError(f'mode = {value!r}: "full", or "changes" where a delivery is the whole list ({form.standing} here)')
    return str(value)


def _expected_rows(_form: Form, value: object, _: Context | None) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(type(v) is int for v in value) or not 0 <= value[0] <= value[1]:
        raise ValueError(f"expected_rows = {value!r}: [least, most]")
    return value[0], value[1]


def _sheet(_form: Form, value: object, _: Context | None) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"sheet = {value!r}: a sheet's name")
    return value


def _header_row(_form: Form, value: object, _: Context | None) -> int:
    if type(value) is not int or not 1 <= value <= SEARCHED:
        raise ValueError(f"header_row = {value!r}: 1 to {SEARCHED}")
    return value


def _corrections(form: Form, value: object, context: Context | None) -> tuple[Correction, ...]:
    corrections = read_corrections(form, value)
    for one in corrections if context else ():
        cell = parse(form[one.field], one.value, context) if context and one.field else None
        if cell and cell.value is None:
            raise ValueError(f"correction: {one.field} = {one.value!r} does not read as {form[one.field].title} ({cell.rule})")
    return corrections


def _ignored(_form: Form, value: object, _: Context | None) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError(f"ignored = {value!r}: a list of headers")
    return frozenset(map(normalise, value))


def _aliases(form: Form, value: object, _: Context | None) -> dict[str, str]:
    said = _by_text(form, "aliases", value, lambda pair: pair[1])
    return {"/".join(normalise(part) for part in header.split("/")): field_id for header, field_id in said.items()}


def _defaults(form: Form, value: object, context: Context | None) -> dict[str, str]:
    defaults = _by_text(form, "defaults", value, lambda pair: pair[0])
    for field_id, text in defaults.items() if context else ():
        cell = parse(form[field_id], text, context) if context else None
        if cell and (cell.value is None or cell.rule):
            raise ValueError(f"defaults: {field_id} = {text!r} does not read as {form[field_id].title} ({cell.rule})")
    return defaults


def _by_text(form: Form, name: str, value: object, names_field: Callable[[tuple[str, str]], str]) -> dict[str, str]:
    """A table of texts, one side of which names fields of the form."""
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise ValueError(f"{name}: a table of texts")
    known = {f.id for f in form.fields}
    for pair in value.items():
        if names_field(pair) not in known:
            raise ValueError(f"{name}: the form has no field {names_field(pair)!r}")
    return dict(value)


_PARTS: Mapping[str, Callable[[Form, Any, Context | None], Any]] = {
    "mode": _mode, "expected_rows": _expected_rows, "ignored": _ignored, "aliases": _aliases, "defaults": _defaults,
    "sheet": _sheet, "header_row": _header_row, "correction": _corrections,
}  # fmt: skip
_NAMES = {"correction": "corrections"}
