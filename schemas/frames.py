"""The pandera schema of a form, derived from its declaration: one validate a form over 20,000 rows or more.

Only typed columns come here (a cell that did not parse is the parser's finding and a null). Cross-field rules are
computed as Boolean columns first and checked as columns: frame-level checks are a hundred times slower on failures.
"""

import os

os.environ.setdefault("DISABLE_PANDERA_IMPORT_WARNING", "True")

import pandera.polars as pa  # noqa: E402
import polars as pl  # noqa: E402

from schemas import rules_rows, rules_rows_others  # noqa: E402
from schemas.frame_types import TYPES  # noqa: E402
from schemas.grammar import Field, Form  # noqa: E402

_PREFIX = "rule:"


def _checks(field: Field) -> list[pa.Check]:
    if field.kind == "code" and not field.lenient:
        return [pa.Check.isin(list(field.codes))]
    if field.kind in ("money", "count") and not field.refunds:
        return [pa.Check.ge(0)]
    if field.kind == "percent":
        return [pa.Check.in_range(0, 1)]
    if field.kind == "month":
        return [pa.Check.str_matches(r"^\d{4}-(0[1-9]|1[0-2])$")]
    return []


def pandera_schema(form: Form) -> pa.DataFrameSchema:
    """What typed rows of `form` must satisfy; a typed cell out of its bounds, or a false rule column, is a finding."""
    columns = {f.id: pa.Column(TYPES[f.kind], _checks(f), nullable=True) for f in form.loaded}
    rules = _row_rules(form)
    columns |= {_PREFIX + code: pa.Column(pl.Boolean, pa.Check.eq(True)) for code in rules}
    return pa.DataFrameSchema(columns, strict=False)


def _row_rules(form: Form) -> dict[str, pl.Expr]:
    return dict(rules_rows.conditions() if form.id == "projects" else rules_rows_others.conditions().get(form.id, {}))


def failed_rules(form: Form, rows: pl.DataFrame) -> pl.DataFrame:
    """Which rows break which rule: `index` (position in `rows`), `rule`, `field` ('' where the rule knows its own)."""
    rules = _row_rules(form)
    ready = rows.with_columns(e.fill_null(True).alias(_PREFIX + code) for code, e in rules.items())
    try:
        pandera_schema(form).validate(ready, lazy=True)
    except pa.errors.SchemaErrors as error:
        ours = pl.col("column").str.starts_with(_PREFIX)
        broken: pl.DataFrame = error.failure_cases
        return broken.select(
            pl.col("index").cast(pl.Int64),
            pl.when(ours).then(pl.col("column").str.strip_prefix(_PREFIX)).otherwise(pl.lit("out_of_bounds")).alias("rule"),
            pl.when(ours).then(pl.lit("")).otherwise("column").alias("field"),
        )
    return pl.DataFrame(schema={"index": pl.Int64, "rule": pl.String, "field": pl.String})
