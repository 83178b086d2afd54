"""The polars types of the warehouse's columns."""

import polars as pl
from sqlalchemy import BigInteger, Boolean, Date, Float, Integer, Table


def polars_type(column: object) -> pl.DataType:
    """The frame type of a column: whole numbers Int64, texts String."""
    kinds: tuple[tuple[type, pl.DataType], ...] = (
        (BigInteger, pl.Int64()), (Integer, pl.Int64()), (Float, pl.Float64()), (Date, pl.Date()), (Boolean, pl.Boolean()),
    )  # fmt: skip
    return next((frame for kind, frame in kinds if isinstance(column, kind)), pl.String())


def polars_schema(table: Table, columns: list[str]) -> dict[str, pl.DataType]:
    return {name: polars_type(table.c[name].type) for name in columns}
