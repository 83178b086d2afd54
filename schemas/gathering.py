"""What the reader and the row rules said, gathered: a column missed as a whole is told once, what only follows is not told.

Used by the night and by `saima check`, so that both give one verdict.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from schemas.findings import Finding, named
from schemas.forms import FORMS
from schemas.frame_types import TOLD_TYPES, whole
from schemas.frames import failed_rules
from schemas.grammar import Form
from schemas.places import ColumnMap, fields_at
from schemas.rule_catalogue import RULES, SEVERITY
from schemas.saying import NO_COLUMN

#: A finding as the reader and the row rules hand it over.
TOLD_COLUMNS = ("arrival", "draft", "rule", "sheet", "cell", "row", "field", "got", "row_key", "detail", "name")
#: A rule that misses a whole column says so once a sheet, not once a row.
_BY_COLUMN = ("signed_without_", "started_not_enrolled", "finished_without_start")

At = tuple[int, int]  # arrival, draft; draft -1 is the file


@dataclass(frozen=True)
class Gathered:
    at: At
    finding: Finding


def gather(told: Iterable[pl.DataFrame], maps: Mapping[At, ColumnMap]) -> Iterator[Gathered]:
    """Findings with their cells; `maps` are the column maps of the deliveries that were read."""
    once: dict[tuple[At, str, str], tuple[Finding, list[str]]] = {}
    unread: set[tuple[object, ...]] = set()  # cells and (row 0) columns not read: what a row rule says of them only follows
    for frame in told:
        for row in frame.iter_rows(named=True):
            at = (row["arrival"], row["draft"])
            place = (at, row["sheet"], row["row"], row["field"])
            if RULES[row["rule"]].scope == "row" and ({place, (*place[:2], 0, row["field"])} & unread):
                continue
            if SEVERITY[row["rule"]] == "reject":
                unread.add(place)
            elif row["rule"] == "amount_unit_missing":
                unread.add((*place[:2], 0, row["field"]))
            sheet = fields_at(maps[at], row["sheet"], row["row"]) if at in maps else {}
            if at in maps and row["rule"].startswith(_BY_COLUMN) and row["field"] not in sheet:
                whole = Finding(row["rule"], sheet=row["sheet"], field=row["field"], detail=NO_COLUMN)
                once.setdefault((at, row["sheet"], row["rule"]), (whole, []))[1].append(row["name"])
                continue
            column = sheet.get(row["field"], {}).get("column", "")
            cell = row["cell"] or (f"{column}{row['row']}" if column and row["row"] else "")
            yield Gathered(at, Finding(
                row["rule"], sheet=row["sheet"], cell=cell, row=row["row"], field=row["field"], got=row["got"],
                row_key=row["row_key"], detail=row["detail"], name=named([row["name"]])))  # fmt: skip
    for (at, *_), (whole, names) in once.items():
        yield Gathered(at, replace(whole, name=named(names, "项目")))


def tell_rules(form: Form, rows: pl.DataFrame, broken: pl.DataFrame) -> pl.DataFrame:
    """Findings of row rules (`broken` by frames.failed_rules) in TOLD_COLUMNS; the field to mend is the rule's first."""
    texts = [pl.col(f.id) for f in form.named_by if f.kind == "text"]
    name = pl.coalesce(*texts, pl.lit(""))
    lead = {code: (RULES[code].fields or ("",))[0] for code in broken["rule"].unique()}
    at = rows.with_row_index("index").select(
        pl.col("index").cast(pl.Int64), "arrival", "draft", "sheet", "row", "row_key", name.alias("name")
    )
    titled = pl.when(pl.col("field") != "").then("field").otherwise(pl.col("rule").replace_strict(lead, default="", return_dtype=pl.String))
    found = broken.with_columns(field=titled).join(at, on="index")
    shown = {f: _shown(form, rows, f) for f in found["field"].unique().to_list() if f in rows.columns and not form[f].personal}
    got = [(shown[f][i] or "") if f in shown else "" for f, i in zip(found["field"], found["index"], strict=True)]
    return found.with_columns(cell=pl.lit(""), got=pl.Series(got, dtype=pl.String), detail=pl.lit("")).drop("index")


def _shown(form: Form, rows: pl.DataFrame, name: str) -> pl.Series:
    """A typed column as people write it: the sheet's own text is not kept for rows that were read."""
    if form[name].kind == "money":
        return rows.select((pl.col(name) / 10_000).round(4).cast(pl.String).str.strip_suffix(".0") + "万元").to_series()
    if form[name].kind == "bool":
        return rows.select(pl.when(pl.col(name)).then(pl.lit("是")).otherwise(pl.lit("否"))).to_series()
    return rows[name].cast(pl.String)


def row_findings(frames: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """What the row rules say of rows read, by form id."""
    for form_id, rows in frames.items():
        form = FORMS[form_id]
        read = whole(form, rows)
        yield tell_rules(form, read, failed_rules(form, read))


EMPTY = pl.DataFrame(schema=dict(zip(TOLD_COLUMNS, TOLD_TYPES, strict=True)))
