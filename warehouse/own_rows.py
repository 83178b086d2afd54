"""What stands of one unit's sheets of a form, its personal fields too: it goes back to that unit and to nobody else."""

from sqlalchemy import select

from schemas.forms import FORMS
from warehouse.batches import pointed
from warehouse.database import Database
from warehouse.form_tables import FORM_TABLES, PERSONAL_TABLES
from warehouse.standing import standing
from warehouse.tables import DELIVERY


def own_rows(db: Database, unit: str, form_id: str, *, personal: bool) -> list[dict[str, object]]:
    """The unit's rows that stand in the published batch, in the order of its sheet; fields and companions by name."""
    form = FORMS[form_id]
    fields = [name for f in form.open_fields for name in (f.id, *([f.companion] if f.companion else []))]
    with db.engine.connect() as connection:
        batch = pointed(connection)
        if batch is None:
            return []
        rows = standing(form_id, batch, ["id", "delivery_id", "sheet", "row", "part", *fields]).subquery()
        query = select(rows).join(DELIVERY, DELIVERY.c.id == rows.c.delivery_id).where(DELIVERY.c.unit_code == unit)
        found = [dict(row) for row in connection.execute(query.order_by(rows.c.delivery_id, rows.c.row, rows.c.part)).mappings()]
        found = [row for row in found if row["mark"] != "失联"]
        if personal and form_id in PERSONAL_TABLES and found:
            table = PERSONAL_TABLES[form_id]
            mine = select(table).where(table.c.row_id.in_(select(FORM_TABLES[form_id].c.id).join(
                DELIVERY, DELIVERY.c.id == FORM_TABLES[form_id].c.delivery_id).where(DELIVERY.c.unit_code == unit)))  # fmt: skip
            people = {row["row_id"]: dict(row) for row in connection.execute(mine).mappings()}
            found = [{**people.get(row["id"], {}), **row} for row in found]
    return found
