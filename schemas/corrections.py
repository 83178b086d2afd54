"""Reviewed fixes of known wrong cells, as a unit's profile writes them: what stood there, what is read instead, why and since when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from schemas.grammar import Form
from schemas.raw import squeeze

_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")


@dataclass(frozen=True)
class Correction:
    """One cell: `cell` of a file, else the `field` of the row named `row`. `expect` is the text that stands there as long as it is wrong."""

    expect: str
    value: str
    reason: str
    reported: date
    cell: str = ""
    row: str = ""
    field: str = ""
    file: str = "*"
    sheet: str = ""

    def concerns(self, file: str, sheet: str) -> bool:
        """Whether the cell may stand in a sheet of a file; `*` and `?` in a file's name stand for any characters."""
        return fnmatchcase(squeeze(file), squeeze(self.file)) and (not self.sheet or squeeze(self.sheet) == squeeze(sheet))

    def names(self, file: str) -> bool:
        """Whether this file is named, so that the cell must be in it."""
        return self.file != "*" and fnmatchcase(squeeze(file), squeeze(self.file))


def read_corrections(form: Form, said: object) -> tuple[Correction, ...]:
    """The `[[form.correction]]` tables of a profile; a wrong one is a ValueError that says which."""
    if not isinstance(said, list):
        raise ValueError(f"correction = {said!r}: [[{form.id}.correction]] tables")
    return tuple(_read(form, number, one) for number, one in enumerate(said, start=1))


def _read(form: Form, number: int, said: Mapping[str, Any]) -> Correction:
    where, keys = f"correction {number}", {f.name for f in fields(Correction)}
    if not isinstance(said, dict) or (strange := sorted(set(said) - keys)):
        raise ValueError(f"{where}: {strange[0] if isinstance(said, dict) else said!r}: unknown ({', '.join(sorted(keys))})")
    if missing := [key for key in ("expect", "value", "reason", "reported") if key not in said]:
        raise ValueError(f"{where}: {missing[0]} is missing")
    if not isinstance(said["reported"], date):
        raise ValueError(f"{where}: reported = {said['reported']!r}: a date such as 2022-07-01")
    if wrong := next((k for k, v in said.items() if k != "reported" and not isinstance(v, str)), None):
        raise ValueError(f"{where}: {wrong} = {said[wrong]!r}: a text, as the sheet shows it")
    if not said["reason"].strip():
        raise ValueError(f"{where}: a reason is wanted")
    if ("cell" in said) == ("row" in said) or ("row" in said) != ("field" in said):
        raise ValueError(f"{where}: either cell (with file), or row and field")
    if "cell" in said and ("file" not in said or not _CELL.fullmatch(said["cell"])):
        raise ValueError(f"{where}: cell = {said['cell']!r}: an address such as E7, in a file")
    if "field" in said and said["field"] not in {f.id for f in form.fields}:
        raise ValueError(f"{where}: the form has no field {said['field']!r}")
    return Correction(**said)
