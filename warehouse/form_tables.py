"""The tables that hold the rows of forms: each form's is derived from its declaration.

Personal fields of a form go to `<form>_personal`; of rows set aside the text stays in `set_aside`, which no view shows.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, Table, Text
from sqlalchemy.types import TypeEngine

from schemas.forms import FORMS
from schemas.grammar import Field, Form, Kind
from warehouse.tables import METADATA

#: Forms whose rows become no master, receipts or targets: they are listed as they stand.
GATHERED = tuple(form for form in FORMS.values() if form.id not in ("projects", "funds", "targets"))
TYPES: Mapping[Kind, type[TypeEngine[Any]]] = {
    "text": Text, "code": Text, "unit": Text, "region": Text, "phone": Text, "month": Text, "date": Date,
    "year": Integer, "count": BigInteger, "money": BigInteger, "number": Float, "area": Float, "percent": Float,
    "bool": Boolean,
}  # fmt: skip


def field_columns(fields: tuple[Field, ...]) -> list[Column[Any]]:
    """A column a field, and its companion beside it (precision, qualifier, place code)."""
    columns: list[Column[Any]] = []
    for spec in fields:
        columns.append(Column(spec.id, TYPES[spec.kind], comment=spec.title))
        if spec.companion:
            columns.append(Column(spec.companion, Text))
    return columns


def _form_table(form: Form) -> Table:
    named = "project_name" in {f.id for f in form.fields}
    keys = [Column("code_key", Text), Column("name_key", Text), Column("investor_key", Text)] if named else []
    flags = [Column(f"has_{f.id}", Boolean) for f in form.personal_fields]
    return Table(
        form.id, METADATA,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("delivery_id", Integer, nullable=False),
        Column("sheet", Text, nullable=False), Column("row", Integer, nullable=False),
        Column("part", Integer, nullable=False), Column("own_date", Date, nullable=False),
        Column("lane", Text, nullable=False), Column("row_key", Text, nullable=False),
        *keys, *field_columns(form.open_fields), *flags,
        Index(f"{form.id}_delivery", "delivery_id"), comment=form.title,
    )  # fmt: skip


STATED = Table(
    "stated", METADATA,
    Column("form", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Float, nullable=False, comment="money in yuan"),
    Index("stated_row", "form", "row_id"), comment="an office's own cumulative and split figures: compared, never counted",
)  # fmt: skip

FORM_TABLES = {form.id: _form_table(form) for form in FORMS.values()}
PERSONAL_TABLES = {
    form.id: Table(
        f"{form.id}_personal", METADATA, Column("row_id", Integer, primary_key=True, autoincrement=False),
        *field_columns(form.personal_fields), comment=f"{form.title}：个人信息，限制访问")
    for form in FORMS.values() if form.personal_fields
}  # fmt: skip
