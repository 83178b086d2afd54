"""What a form is made of: fields with a type, a title and the spellings that offices use for them.

A form is declared once, in the module that bears its name. Header match, cell parsing, the pandera
schema, the SQL table, the dictionary and the messages are derived from the declaration by functions that
live where their result lives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "text", "code", "unit", "date", "month", "year", "money", "count",
    "number", "area", "percent", "region", "bool", "phone",
]  # fmt: skip

#: Column types in which a filled cell that does not parse costs the office its row.
STRICT: frozenset[Kind] = frozenset({"date", "month", "year", "money", "code", "unit", "bool", "count", "number"})

#: What stands beside a value of a kind: the precision of a date, the qualifier of an amount (≥, about), a place's code.
COMPANION: Mapping[Kind, str] = {"date": "precision", "money": "qualifier", "region": "code"}


#: Kinds of unit as letters name them.
SENDERS: Mapping[str, str] = {
    "township": "乡镇（街道）", "department": "部门", "station": "驻点招商组", "platform": "平台", "bureau": "招商局",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Field:
    """One column of a form; `aliases` are headers of real sheets, compared after normalisation."""

    id: str
    title: str
    kind: Kind = "text"
    required: bool = False
    default: str | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    personal: bool = False
    once_signed: bool = False  # wanted (warn) as soon as signed_on is written
    planned: bool = False  # a date that may lie in the future
    lenient: bool = False  # an unknown word is a warning and null, never a rejected row
    stops: bool = False  # filled amounts with no unit anywhere stop the whole delivery
    refunds: bool = False  # a negative amount is a refund: warn
    of_delivery: bool = False  # blank or absent: the delivery's own unit or date
    of_period: bool = False  # an absent column: the month (or day) that the sheet speaks of
    implied_by: tuple[str, str] | None = None  # (field, value): a blank says whether that field has that value
    beside: tuple[str, ...] = ()  # the first free field of these is what a column of this bare title means beside another such column
    meaning: str = ""

    @property
    def companion(self) -> str | None:
        """Name of the column beside this one, e.g. `signed_on_precision`."""
        suffix = COMPANION.get(self.kind)
        return f"{self.id}_{suffix}" if suffix else None

    @property
    def wanted(self) -> bool:
        """Required, and nothing stands in for a blank."""
        return self.required and self.default is None and not self.of_delivery and self.implied_by is None

    @property
    def strict(self) -> bool:
        return self.kind in STRICT and not self.lenient


@dataclass(frozen=True, eq=False)
class Form:
    """A kind of sheet: how it is known, what identifies a row of it, and which deliveries replace which.

    `snapshot`: the last delivery is the unit's whole list. `period`: a delivery replaces the rows whose own
    date lies in its period. `lane` names a code field whose values replace one another separately
    (forecasts stand when the actuals come).
    """

    id: str
    title: str
    standing: Literal["snapshot", "period"]
    fields: tuple[Field, ...]
    names: tuple[str, ...]  # words of a title, sheet or file name that name this form
    identity: tuple[str, ...]  # fields that tell one row of a delivery from another
    own_date: str | None = None  # the month, date or year field that places a row in a period
    lane: str | None = None
    second: tuple[str, ...] = ()  # fields of a wide sheet that make another row of their own
    checked: tuple[str, ...] = ()  # fields compared with the rows and not loaded
    wide: str | None = None  # field whose values may stand as headers, a column each
    wide_value: str | None = None  # what the cells of such a column are
    across: str | None = None  # what the cells of a column headed by a month are
    yearly: bool = False  # columns may say their year; those of the sheet's own year are read
    crossed: str | None = None  # a code field whose values may stand under such a header
    weekly: bool = False  # may be sent for a week or a day, and then replaces that week or day only
    unit_kinds: tuple[str, ...] = ()  # who sends it; empty: every unit

    def usual_senders(self, kind: str) -> str:
        """Who sends this form, where a unit of `kind` does not; '' where it may. The bureau may send for anybody."""
        if not self.unit_kinds or kind in (*self.unit_kinds, "bureau"):
            return ""
        return "、".join(SENDERS[k] for k in self.unit_kinds)

    def __getitem__(self, field_id: str) -> Field:
        return next(f for f in self.fields if f.id == field_id)

    @property
    def named_by(self) -> tuple[Field, ...]:
        """The fields by which people name a row: its offices, then the first of the texts that is filled."""
        told = (self[f] for f in self.identity if f != "project_code")
        return tuple(f for f in told if f.kind in ("unit", "text") and not f.personal)

    @property
    def row_name(self) -> str:
        """The field by which a profile's correction names a row: the first of its identity that is a text or an office."""
        return next(f for f in self.identity if f != "project_code" and self[f].kind in ("unit", "text"))

    @property
    def loaded(self) -> tuple[Field, ...]:
        """The fields that become columns of the warehouse."""
        aside = {*self.second, *self.checked}
        return tuple(f for f in self.fields if f.id not in aside)

    @property
    def open_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.loaded if not f.personal)

    @property
    def personal_fields(self) -> tuple[Field, ...]:
        return tuple(f for f in self.loaded if f.personal)
