"""What the night is held against: a bare bulk insert of the same typed rows, and the analyst's loop, a file at a time."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import adbc_driver_sqlite.dbapi
import polars as pl
import psycopg
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from benchmarks.workbooks import TITLES
from warehouse.form_tables import FORM_TABLES

_DATES = ("研判时间", "签约时间", "供地时间", "开工时间", "入库时间")
_MONEY = ("总投资（万元）", "固定资产投资（万元）")


def typed_rows(frames: Sequence[Path]) -> pl.DataFrame:
    """The rows that the night loads into its ledger table, from the staged frames, and only that table's columns."""
    rows = pl.concat([pl.read_ipc_stream(path) for path in frames], how="diagonal").filter(~pl.col("rejected"))
    columns = {column.name for column in FORM_TABLES["projects"].columns}
    return rows.select(name for name in rows.columns if name in columns)


def insert_bare(url: str, rows: pl.DataFrame) -> None:
    """The rows into a new table without keys or indexes: ADBC in a file of its own, COPY on PostgreSQL."""
    if url.startswith("sqlite"):
        path = Path(str(make_url(url).database)).with_name("bare.db")
        path.unlink(missing_ok=True)
        ready = rows.with_columns(pl.col(pl.Date).dt.to_string("iso"), pl.col(pl.Boolean).cast(pl.Int64))
        with adbc_driver_sqlite.dbapi.connect(str(path)) as raw, raw.cursor() as cursor:
            cursor.adbc_ingest("bare", ready.to_arrow(), mode="create")
            raw.commit()
        return
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    columns = ", ".join(f'"{name}" {_TYPES.get(kind.base_type(), "text")}' for name, kind in rows.schema.items())
    with psycopg.connect(plain) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(f"CREATE TABLE bare ({columns})".encode())
        with cursor.copy("COPY bare FROM STDIN (FORMAT csv)") as copy:
            for part in rows.iter_slices(50_000):
                copy.write(part.write_csv(include_header=False, quote_style="non_numeric", null_value="").encode())


_TYPES = {pl.Int64: "bigint", pl.Float64: "double precision", pl.Date: "date", pl.Boolean: "boolean"}


class Analyst:
    """pandas.read_excel by openpyxl, a pandera schema, `to_sql`: what an office's own script does with one file."""

    def __init__(self, url: str) -> None:
        os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")
        import pandera.pandas as pa

        self._engine = create_engine(url)
        self._errors = pa.errors.SchemaErrors
        text = {name: pa.Column(nullable=True) for name in TITLES}
        dates = {name: pa.Column("datetime64[us]", nullable=True, coerce=True) for name in _DATES}
        money = {name: pa.Column(float, pa.Check.ge(0), nullable=True, coerce=True) for name in _MONEY}
        self._schema = pa.DataFrameSchema({**text, **dates, **money, "项目名称": pa.Column(str, nullable=False)})

    def load(self, path: Path) -> int:
        """Read, coerce, check and append one ledger; rows that fail the schema are left out. Returns the rows written."""
        import pandas as pd

        frame = pd.read_excel(path, header=2, engine="openpyxl")
        frame = frame[frame["项目名称"].notna() & (frame["项目名称"] != "合计")]
        for name in _DATES:
            frame[name] = pd.to_datetime(frame[name], errors="coerce", format="mixed")
        for name in _MONEY:
            frame[name] = pd.to_numeric(frame[name], errors="coerce")
        frame = self._check(frame)
        frame.to_sql("analyst", self._engine, if_exists="append", index=False)
        return len(frame)

    def _check(self, frame: Any) -> Any:
        try:
            return self._schema.validate(frame, lazy=True)
        except self._errors as error:
            return frame.drop(index=error.failure_cases["index"].dropna().unique())
