"""Whose word counts for which field of a project, and who is told when written words differ.

`config/authority.toml` orders the kinds of unit (or single units) by field; within a kind the newer delivery, then the
unit's code. A written value beats a blank and a default.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.grammar import Field

_FORM = FORMS["projects"]
#: Wording differs between offices without anybody being wrong.
_NEVER_COMPARED = {"progress", "remark", "tags", "blocker", "project_name", "investor"}
_NAMED = {**{f.id: f for f in _FORM.fields}}
#: What stands for a field that no ledger wrote, as the warehouse stores it.
DEFAULTS: Mapping[str, str | float] = {
    f.id: f.default if f.kind == "code" else float(f.default) for f in _FORM.fields if f.default and f.kind in ("code", "percent", "number")
}


@dataclass(frozen=True)
class Authority:
    """Orders of precedence: `default`, and by field."""

    default: tuple[str, ...]
    fields: dict[str, tuple[str, ...]]

    def order(self, field_id: str) -> tuple[str, ...]:
        return self.fields.get(field_id, self.default)


def read_authority(path: Path) -> Authority:
    """Read `authority.toml`: `default = [kinds]`, `[fields] introduced_by = [kinds or unit codes]`."""
    with path.open("rb") as lines:
        said = tomllib.load(lines)
    fields = {name: tuple(order) for name, order in said.get("fields", {}).items()}
    for name in fields:
        if name not in _NAMED:
            raise ValueError(f"{path}: no field {name!r} in the projects form")
    return Authority(tuple(said["default"]), fields)


def _rank(order: Sequence[str]) -> pl.Expr:
    """Position of the delivering unit in an order; a unit's own code before its kind."""
    ranks = {name: position for position, name in enumerate(order)}
    last = len(order)
    by_code = pl.col("unit").replace_strict(ranks, default=None, return_dtype=pl.Int64)
    by_kind = pl.col("kind").replace_strict(ranks, default=last, return_dtype=pl.Int64)
    return pl.coalesce(by_code, by_kind)


def merge(rows: pl.DataFrame, columns: Sequence[str], authority: Authority, introducers: Sequence[str]) -> pl.DataFrame:
    """One row a project out of several (`project_id`, `unit`, `kind`, dates of the delivery, `columns`)."""
    merged = rows.select("project_id").unique().sort("project_id")
    orders: dict[tuple[str, ...], list[str]] = {}
    for name in columns:
        owner = next((f.id for f in _FORM.fields if name in (f.id, f.companion)), name)
        orders.setdefault(authority.order(owner), []).append(name)
    for order, names in orders.items():
        ranked = rows.sort([_rank(order), "period_to", "filled_on", "unit", "row_id"],
                           descending=[False, True, True, False, False], nulls_last=True)  # fmt: skip
        chosen = []
        for name in names:
            spec = next((f for f in _FORM.fields if f.companion == name), None)
            if spec:  # a companion goes with its value
                chosen.append(pl.col(name).filter(pl.col(spec.id).is_not_null()).first())
            elif name.startswith("has_"):
                chosen.append(pl.col(name).any())
            else:
                chosen.append(pl.col(name).drop_nulls().first())
        merged = merged.join(ranked.group_by("project_id").agg(chosen), on="project_id", how="left")
    listed = rows.sort([_rank(introducers), "unit"]).filter(pl.col("kind").is_in(list(introducers)))
    default = listed.group_by("project_id", maintain_order=True).agg(pl.col("unit").first().alias("_listed"))
    about = rows.sort("unit").group_by("project_id").agg(
        pl.col("unit_name").unique(maintain_order=True).drop_nulls().str.join("、").alias("reported_by"),
        pl.when((pl.col("mark") == "失联").fill_null(False).all()).then(pl.lit("失联"))
        .when((pl.col("mark") == "待改").fill_null(False).any()).then(pl.lit("待改")).first().alias("mark"))  # fmt: skip
    merged = merged.join(default, on="project_id", how="left").join(about, on="project_id", how="left")
    filled = [pl.col(name).fill_null(default) for name, default in DEFAULTS.items()]
    return merged.with_columns(pl.coalesce("introduced_by", "_listed").alias("introduced_by"), *filled).drop("_listed")


def disagreements(
    rows: pl.DataFrame, merged: pl.DataFrame, columns: Sequence[str], unit_names: Mapping[str, str]
) -> list[tuple[int, Finding]]:
    """One finding to each office whose written value another's contradicts, with both values."""
    found: list[tuple[int, Finding]] = []
    names = rows.join(merged.select("project_id", pl.col("project_name").alias("title")), on="project_id")
    for name in columns:
        spec = _NAMED.get(name)
        if spec is None or name in _NEVER_COMPARED:
            continue
        same = pl.coalesce(spec.companion, name) if spec.kind == "region" else pl.col(name)  # 深圳 and 深圳市 are one place
        written = names.filter(pl.col(name).is_not_null()).with_columns(same=same, value=pl.col(name).cast(pl.String))
        differ = written.filter(pl.col("same").n_unique().over("project_id") > 1)
        for _project, group in differ.group_by("project_id", maintain_order=True):
            said = list(group.iter_rows(named=True))
            for own in said:
                other = next(o for o in said if o["same"] != own["same"])
                mine, theirs = (_shown(spec, row["value"], unit_names) for row in (own, other))
                found.append((own["delivery_id"], Finding(
                    "offices_disagree", form="projects", unit=own["unit"], sheet=own["sheet"], row=own["row"], field=name, got=mine,
                    row_key=own["title"], detail=f"{own['title']}|{spec.title}|{other['unit_name']}|{theirs}")))  # fmt: skip
    return found


def _shown(spec: Field, value: str, unit_names: Mapping[str, str]) -> str:
    if spec.kind == "money":
        return f"{int(value) / 1e8:g}亿元"
    return unit_names.get(value, value) if spec.kind == "unit" else value
