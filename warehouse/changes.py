"""Units whose sheets list new and changed rows only (`mode = "changes"`): what an earlier sheet said stands until it is said anew."""

from sqlalchemy import Connection, select

from warehouse.deliveries import ever_sent
from warehouse.form_tables import FORM_TABLES
from warehouse.tables import KEPT, SET_ASIDE


def kept_rows(connection: Connection, unit: str, form: str, owner: int) -> dict[int, str]:
    """Rows of deliveries before `owner` that no later one lists, with their mark: 待改 where a later one lists them rejected.

    Counted from the deliveries themselves, so that a withdrawn one leaves nothing behind.
    """
    ordered = [d.id for d in sorted(ever_sent(connection, unit, form), key=lambda d: d.order)]
    ordered = [*ordered[: ordered.index(owner)], owner] if owner in ordered else [owner]
    table = FORM_TABLES[form]
    code = table.c.code_key if "code_key" in table.c else table.c.row_key
    loaded = select(table.c.delivery_id, table.c.id, table.c.row_key, code).where(table.c.delivery_id.in_(ordered))
    rejected = select(SET_ASIDE.c.delivery_id, SET_ASIDE.c.row_key).where(
        SET_ASIDE.c.delivery_id.in_(ordered), SET_ASIDE.c.kind == "rejected"
    )
    rows: dict[int, list[tuple[int, set[str]]]] = {number: [] for number in ordered}
    refused: dict[int, set[str]] = {number: set() for number in ordered}
    for number, row, key, coded in connection.execute(loaded):
        rows[number].append((row, {key, coded or ""} - {""}))
    for number, key in connection.execute(rejected):
        refused[number].add(key)
    return _unsaid(ordered, rows, refused)


def _unsaid(ordered: list[int], rows: dict[int, list[tuple[int, set[str]]]], refused: dict[int, set[str]]) -> dict[int, str]:
    """From the latest delivery to the first: the rows that none after theirs lists."""
    listed, waiting, kept = set[str](), set[str](), dict[int, str]()
    for number in reversed(ordered):
        if number != ordered[-1]:
            kept |= {row: "待改" if keys & waiting else KEPT for row, keys in rows[number] if not keys & listed}
        listed |= {key for _, keys in rows[number] for key in keys}
        waiting |= refused[number] - listed
    return kept
