"""From a standing row back to the cells it came from: file, sheet, and A1 addresses by the delivery's own column map."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from schemas.forms import FORMS
from schemas.places import column_at
from warehouse.form_tables import FORM_TABLES
from warehouse.tables import ARRIVAL, DELIVERY, UNIT

_AT_ONCE = 500  # SQLite takes a limited number of parameters


@dataclass(frozen=True)
class Origin:
    """Where a row stands: `cells` are (title of the field, address), in the sheet's order of what was asked for."""

    form: str
    row_id: int
    arrival: int
    unit: str
    file: str
    path: str
    sha256: str
    seen_on: str
    sheet: str
    row: int
    cells: tuple[tuple[str, str], ...]

    @property
    def said(self) -> str:
        where = "、".join(f"{title}{cell}" for title, cell in self.cells) or f"第{self.row}行"
        return f"《{self.file}》“{self.sheet}”{where}"


def locate(connection: Connection, form: str, rows: Iterable[int], fields: Sequence[str]) -> dict[int, Origin]:
    """The origin of each row of a form by its id; a field that the sheet had no column for has no cell."""
    table, wanted, found, maps = FORM_TABLES[form], sorted(set(rows)), {}, {}
    titles = {f.id: f.title for f in FORMS[form].fields}
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(table.c.id, table.c.sheet, table.c.row, DELIVERY.c.id.label("delivery"), DELIVERY.c.column_map, ARRIVAL.c.file, ARRIVAL.c.path, ARRIVAL.c.id.label("arrival"),
                   ARRIVAL.c.sha256, ARRIVAL.c.seen_on, UNIT.c.name)
            .join(DELIVERY, DELIVERY.c.id == table.c.delivery_id).join(ARRIVAL, ARRIVAL.c.id == DELIVERY.c.arrival_id)
            .outerjoin(UNIT, UNIT.c.code == DELIVERY.c.unit_code).where(table.c.id.in_(wanted[start : start + _AT_ONCE]))
        )  # fmt: skip
        for r in connection.execute(query):
            if r.delivery not in maps:
                maps[r.delivery] = json.loads(r.column_map)
            letters = [(titles[name], column_at(maps[r.delivery], r.sheet, r.row, name)) for name in fields if name in titles]
            cells = tuple((title, f"{letter}{r.row}") for title, letter in letters if letter)
            found[r.id] = Origin(form, r.id, r.arrival, r.name or "", r.file, r.path, r.sha256, str(r.seen_on), r.sheet, r.row, cells)
    return found
