"""The rows behind a figure, counted and not counted, each with the cells it stands in; and the figure added up again from them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import Column, ColumnElement, Connection, and_, func, literal, select
from sqlalchemy.sql import visitors

from schemas.indicators import RATES, Definition, Indicators
from schemas.units import Unit
from warehouse.batches import Batch
from warehouse.cells import Origin, locate
from warehouse.criteria import Criteria, why_not
from warehouse.database import Query
from warehouse.form_tables import FORM_TABLES
from warehouse.headline import LABELS
from warehouse.measure_tables import HEADLINE, PROJECT, RATE, RECEIPT, SOURCE
from warehouse.predicates import Moment
from warehouse.sections import Section, headline_sections, rate_sections
from warehouse.tables import DELIVERY

#: What names a row of the other forms.
_NAMES = {"activities": "topic", "leads": "title", "officers": "station"}


class Unexplained(ValueError):
    """There is no such figure; names those there are."""


@dataclass(frozen=True)
class Looked:
    """A row that a figure looked at: `adds` what it adds where it counts, `reason` why it does not."""

    section: str
    counts: bool
    reason: str | None
    project_id: str | None
    name: str
    unit_code: str | None
    adds: int
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class Explanation:
    """`stored` are the published parts by section, NULL where none is stored for so narrow a question; `again` the same from the rows."""

    measure: str
    label: str
    definition: Definition | None
    stored: Mapping[str, int | None]
    again: Mapping[str, int]
    rows: tuple[Looked, ...]

    @property
    def agrees(self) -> bool:
        return all(number is None or number == self.again[section] for section, number in self.stored.items() if section in self.again)


def explain(
    connection: Connection, batch: Batch, measure: str, units: Sequence[Unit], indicators: Indicators, unit: Unit | None = None
) -> Explanation:
    """Explain a bi_headline key or a rate, of the county or of one unit. Raises Unexplained."""
    at = Moment(batch.as_of)
    definition: Definition | None = None
    if measure in RATES:
        definition = _definition(connection, batch, measure, indicators, unit)
        sections, stored = rate_sections(definition, at), _stored_rate(connection, batch, measure, unit)
    else:
        try:
            sections = headline_sections(measure, at, indicators, units)
        except KeyError:
            known = [f"{key} {name}" for key, name in {**RATES, **LABELS}.items()]
            near = get_close_matches(measure, [*RATES, *LABELS, *RATES.values(), *LABELS.values()], 1)
            hint = f"; is it {near[0]}?" if near else "."
            raise Unexplained(f"no figure {measure!r}{hint} There are: {'、'.join(known)}") from None
        stored = {} if unit else _stored_headline(connection, batch, measure, sections)
    rows = tuple(row for section in sections for row in _look(connection, batch, section, unit))
    again = {s.label: sum(row.adds for row in rows if row.section == s.label and row.counts) for s in sections}
    return Explanation(measure, RATES.get(measure) or LABELS[measure], definition, stored, again, rows)


def _definition(connection: Connection, batch: Batch, rate: str, indicators: Indicators, unit: Unit | None) -> Definition:
    """The one that the published row names; of the county, that in force for every group."""
    mine = and_(RATE.c.batch_id == batch.id, RATE.c.rate == rate, RATE.c.unit_code == unit.code) if unit else None
    name = connection.execute(select(RATE.c.definition).where(mine)).scalar_one_or_none() if mine is not None else None
    try:
        return indicators.named(name) if name else next(d for d in indicators.in_force(batch.as_of, "") if d.rate == rate)
    except (KeyError, StopIteration):
        raise Unexplained(f"{rate}: the definition {name or ''} is in config/indicators.toml no more") from None


def _stored_rate(connection: Connection, batch: Batch, rate: str, unit: Unit | None) -> dict[str, int | None]:
    if unit is None:
        return {}
    query = select(RATE.c.numerator, RATE.c.denominator).where(
        RATE.c.batch_id == batch.id, RATE.c.rate == rate, RATE.c.unit_code == unit.code
    )
    row = connection.execute(query).one_or_none()
    return {} if row is None else {"分子": int(row.numerator), "分母": int(row.denominator)}


def _stored_headline(connection: Connection, batch: Batch, key: str, sections: Sequence[Section]) -> dict[str, int | None]:
    row = connection.execute(
        select(HEADLINE.c.number, HEADLINE.c.over).where(HEADLINE.c.batch_id == batch.id, HEADLINE.c.key == key)
    ).one_or_none()
    if row is None:
        return {}
    whole = {"分母": int(row.over)} if len(sections) == 2 and row.number is not None else {}
    return {(sections[0].label if sections else "计入"): None if row.number is None else int(row.number), **whole}


def _look(connection: Connection, batch: Batch, section: Section, unit: Unit | None) -> Iterator[Looked]:
    fields = _fields(section.criteria, section.adds, section.rows)
    rows = connection.execute(_QUERIES.get(section.rows, _form_rows)(batch, section, unit)).all()
    by_project: dict[str, list[int]] = defaultdict(list)
    if section.rows == "projects":
        mine = select(SOURCE.c.project_id, SOURCE.c.row_id).where(
            SOURCE.c.batch_id == batch.id, SOURCE.c.form == "projects", SOURCE.c.counts
        )
        for project, row_id in connection.execute(mine.order_by(SOURCE.c.row_id)):
            by_project[project].append(row_id)
    ids = {row.project_id: by_project[row.project_id] for row in rows} if section.rows == "projects" else {row.id: [row.id] for row in rows}
    origins = locate(connection, section.rows, [i for listed in ids.values() for i in listed], fields)
    for row in rows:
        stands = ids[row.project_id if section.rows == "projects" else row.id]
        yield Looked(section.label, row.reason is None, row.reason, row.project_id, row.name or "", row.unit_code, int(row.adds or 0),
                     tuple(origins[i] for i in stands if i in origins))  # fmt: skip


def _fields(criteria: Criteria, adds: str, form: str) -> list[str]:
    """The fields that the criteria look at, in the order of the form's sheet, the name before them."""
    named = {"projects": "project_name", "funds": "project_name", **_NAMES}[form]
    table = {"projects": PROJECT, "funds": RECEIPT}.get(form, FORM_TABLES[form])
    seen = {named, adds}
    for criterion in criteria:
        seen |= {c.name for c in visitors.iterate(criterion.condition) if isinstance(c, Column) and c.table is table}
    return [c.name for c in FORM_TABLES[form].columns if c.name in seen]


def _project_rows(batch: Batch, section: Section, unit: Unit | None) -> Query:
    p = PROJECT.c
    adds = literal(1) if section.adds == "1" else func.coalesce(p[section.adds], 0)
    query = select(
        p.project_id,
        p.project_name.label("name"),
        p.introduced_by.label("unit_code"),
        adds.label("adds"),
        why_not(section.criteria).label("reason"),
    )
    return query.where(p.batch_id == batch.id, *_of(p.introduced_by, unit)).order_by(p.project_name, p.project_id)


def _money_rows(batch: Batch, section: Section, unit: Unit | None) -> Query:
    r, p = RECEIPT.c, PROJECT.c
    joined = RECEIPT.outerjoin(PROJECT, and_(p.batch_id == r.batch_id, p.project_id == r.project_id))
    query = select(
        r.row_id.label("id"),
        r.project_id,
        r.project_name.label("name"),
        r.unit_code,
        r.amount.label("adds"),
        why_not(section.criteria).label("reason"),
    )
    return query.select_from(joined).where(r.batch_id == batch.id, *_of(r.unit_code, unit)).order_by(r.month, r.project_name, r.row_id)


def _form_rows(batch: Batch, section: Section, unit: Unit | None) -> Query:
    table = FORM_TABLES[section.rows]
    adds = literal(1) if section.adds == "1" else func.coalesce(table.c[section.adds], 0)
    whose = table.c.station if section.rows == "officers" else DELIVERY.c.unit_code
    source = SOURCE.join(table, table.c.id == SOURCE.c.row_id).join(DELIVERY, DELIVERY.c.id == table.c.delivery_id)
    query = select(table.c.id, SOURCE.c.project_id, table.c[_NAMES[section.rows]].label("name"), whose.label("unit_code"), adds.label("adds"),
                   why_not(section.criteria).label("reason")).select_from(source)  # fmt: skip
    return query.where(SOURCE.c.batch_id == batch.id, SOURCE.c.form == section.rows, *_of(whose, unit)).order_by(
        table.c.own_date, table.c.id
    )


def _of(column: ColumnElement[str], unit: Unit | None) -> list[ColumnElement[bool]]:
    return [column == unit.code] if unit else []


_QUERIES = {"projects": _project_rows, "funds": _money_rows}
