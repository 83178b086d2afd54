"""The polars types of a form's staging frame, derived from its declaration."""

import polars as pl

from schemas.grammar import Form, Kind

TYPES: dict[Kind, pl.DataType] = {
    "text": pl.String(), "code": pl.String(), "unit": pl.String(), "region": pl.String(), "phone": pl.String(),
    "month": pl.String(), "date": pl.Date(), "year": pl.Int64(), "count": pl.Int64(), "money": pl.Int64(),
    "number": pl.Float64(), "area": pl.Float64(), "percent": pl.Float64(), "bool": pl.Boolean(),
}  # fmt: skip
BOOKKEEPING: dict[str, pl.DataType] = {
    "arrival": pl.Int64(), "draft": pl.Int64(), "sheet": pl.String(), "row": pl.Int64(), "part": pl.Int64(),
    "rejected": pl.Boolean(), "row_key": pl.String(), "own_date": pl.Date(), "lane": pl.String(), "raw": pl.String(),
}  # fmt: skip
#: How a row's project is matched, spelled the same whatever the sheet's spacing and width.
PROJECT_KEYS = ("code_key", "name_key", "investor_key")


def frame_schema(form: Form) -> dict[str, pl.DataType]:
    """Column types of a form's staging frame: bookkeeping, fields, companions."""
    schema = dict(BOOKKEEPING)
    if "project_name" in {field.id for field in form.fields}:
        schema |= dict.fromkeys(PROJECT_KEYS, pl.String())
    for field in form.fields:
        schema[field.id] = TYPES[field.kind]
        if field.companion:
            schema[field.companion] = pl.String()
    return schema


def whole(form: Form, frame: pl.DataFrame) -> pl.DataFrame:
    """A staging frame with the columns that no sheet of it had, empty."""
    return frame.with_columns(pl.lit(None, kind).alias(name) for name, kind in frame_schema(form).items() if name not in frame.columns)


#: Rows set aside by the reader: arrival, draft, sheet, row, reason, text.
ASIDE_TYPES = (pl.Int64(), pl.Int64(), pl.String(), pl.Int64(), pl.String(), pl.String())
#: Findings of the reader, in the order of connectors.columns.Told.COLUMNS.
TOLD_TYPES = (*(pl.Int64(),) * 2, *(pl.String(),) * 3, pl.Int64(), *(pl.String(),) * 5)
