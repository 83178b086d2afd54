"""What people call the keys of figures: units, projects, rates, fields."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from schemas.indicators import BACKLOG_TITLES, RATES, SERIES_TITLES
from warehouse.dictionary import describe
from warehouse.headline import LABELS
from warehouse.measure_tables import PROJECT
from warehouse.tables import UNIT

_DIMENSIONS = {name: describe(name)[0] for name in ("platform", "industry", "land_mode", "age_band", "blocker_kind")} | {"unit": "单位"}
#: By figure (warehouse/figures.py) what the parts of a row's key are called.
_OF: Mapping[str, Mapping[str, str]] = {
    "headline": LABELS, "rates": RATES, "backlog": BACKLOG_TITLES, "backlog_summary": BACKLOG_TITLES | _DIMENSIONS, "trends": SERIES_TITLES,
}  # fmt: skip

#: Columns of stored figures that no view shows by this name, by figure; "" for every one.
_FIELDS: Mapping[tuple[str, str], str] = {
    ("headline", "number"): "数值", ("headline", "over"): "除以", ("headline", "status"): "口径", ("rates", "cohort"): "统计的项目",
    ("", "has_contact"): "有联系人", ("", "has_phone"): "有联系电话", ("", "total_investment"): "总投资", ("", ""): "",
}  # fmt: skip


def read_namer(connection: Connection, batches: Collection[int]) -> Callable[[str, str], str]:
    """Of a figure and a row's key ("rate/unit") what it is called; projects by their names in `batches`."""
    names: dict[str, str] = dict(connection.execute(select(UNIT.c.code, UNIT.c.name)).tuples().all())
    projects = select(PROJECT.c.project_id, PROJECT.c.project_name).where(PROJECT.c.batch_id.in_(batches))
    names |= {number: name for number, name in connection.execute(projects) if name}

    def named(figure: str, key: str) -> str:
        own = _OF.get(figure, {})
        return "　".join(own.get(part) or names.get(part, part) for part in key.split("/"))

    return named


def field_label(field: str, figure: str = "") -> str:
    """What a figure's column is called, or a project's; a word that is no column, as 项目, is itself."""
    if (own := _FIELDS.get((figure, field)) or _FIELDS.get(("", field))) is not None:
        return own
    try:
        return describe(field)[0]
    except KeyError:
        return field


def labelled(rows: Iterable[Mapping[str, Any]], named: Callable[[str, str], str]) -> list[dict[str, Any]]:
    """Rows of figure, row, field with what people call them: row_label, field_label."""
    return [{**row, "row_label": named(row["figure"], row["row"]), "field_label": field_label(row["field"], row["figure"])} for row in rows]
