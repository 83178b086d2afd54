"""Issued boards (印发): figures, files, definitions and inputs of a batch frozen under a number and a name."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from warehouse.batches import Batch, open_at
from warehouse.figures import Figures, as_bytes, read_figures
from warehouse.tables import ARRIVAL, BATCH, CLAIM, DELIVERY, ISSUED


class NotIssued(ValueError):
    """A board cannot be issued so, or there is none of that number."""


@dataclass(frozen=True)
class Board:
    number: str
    batch: int
    as_of: date
    figures: Figures
    figures_sha256: str

    @property
    def is_whole(self) -> bool:
        """False where somebody changed the kept figures."""
        return hashlib.sha256(as_bytes(self.figures)).hexdigest() == self.figures_sha256


def batch_of(connection: Connection, day: date) -> int | None:
    """The batch to issue for a day: the last that was published or restated for it."""
    query = select(BATCH.c.id).where(BATCH.c.state == "published", BATCH.c.as_of == day).order_by(BATCH.c.id.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none()


def read_inputs(connection: Connection, batch: Batch) -> bytes:
    """The files whose rows stood: sha256, path, unit and form, a line each."""
    query = (
        select(ARRIVAL.c.sha256, ARRIVAL.c.path, DELIVERY.c.unit_code, DELIVERY.c.form).distinct()
        .join(DELIVERY, DELIVERY.c.arrival_id == ARRIVAL.c.id)
        .join(CLAIM, (CLAIM.c.delivery_id == DELIVERY.c.id) & open_at(CLAIM, batch.claims))
    )  # fmt: skip
    return "".join(sorted("\t".join(row) + "\n" for row in connection.execute(query))).encode()


def freeze(connection: Connection, batch: Batch, number: str, by: str, today: date, definitions: bytes, version: str) -> dict[str, bytes]:
    """Keep the board under its number; returns its files. Raises NotIssued for a number that is taken."""
    if connection.execute(select(ISSUED.c.id).where(ISSUED.c.number == number)).first():
        raise NotIssued(f"{number} is issued already, and an issued board does not change")
    figures, inputs = as_bytes(read_figures(connection, batch.id)), read_inputs(connection, batch)
    hashes = {
        name: hashlib.sha256(content).hexdigest()
        for name, content in (("figures", figures), ("definitions", definitions), ("inputs", inputs))
    }
    connection.execute(insert(ISSUED).values(
        number=number, batch_id=batch.id, as_of=batch.as_of, signed_by=by, issued_on=today, figures=figures.decode(), code_version=version,
        **{f"{name}_sha256": digest for name, digest in hashes.items()}))  # fmt: skip
    about = {
        "number": number,
        "signed_by": by,
        "issued_on": str(today),
        "as_of": str(batch.as_of),
        "batch": batch.id,
        "code_version": version,
        **hashes,
    }
    manifest = json.dumps(about, ensure_ascii=False, indent=1).encode()
    return {"figures.json": figures, "inputs.tsv": inputs, "definitions.toml": definitions, "manifest.json": manifest}


def read_board(connection: Connection, number: str) -> Board:
    """An issued board by its number. Raises NotIssued."""
    row = connection.execute(select(ISSUED).where(ISSUED.c.number == number)).one_or_none()
    if row is None:
        known = ", ".join(connection.execute(select(ISSUED.c.number).order_by(ISSUED.c.id)).scalars())
        raise NotIssued(f"no board {number} was issued; there are {known or 'none'}")
    return Board(row.number, row.batch_id, row.as_of, json.loads(row.figures), row.figures_sha256)
