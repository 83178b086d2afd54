"""Whose mail is whose: `config/senders.csv` (address, unit) lists the addresses that an office may send from.

An address is whole (zsj@example.gov.cn), or a domain that is one office's own (@shiliang.example.gov.cn). Lines that begin with # are comments.
"""

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from schemas.units import Units

_ADDRESS = re.compile(r"^[^@\s,;<>]*@[\w.-]+\.[\w-]+$")

#: Unit codes by address, or by @domain, in lower case.
Senders = Mapping[str, str]


def read_senders(path: Path, units: Units) -> Senders:
    """Read `senders.csv`; a line that is no address, names no unit, or contradicts another is a ValueError that names it."""
    found: dict[str, str] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.reader(lines), start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#") or (number == 1 and cells[0] == "address"):
                continue
            if len(cells) < 2 or not _ADDRESS.match(cells[0]):
                raise ValueError(f"{path}:{number}: {cells[0]!r} is no address (name@host, or @host for a whole domain)")
            unit = cells[1] if cells[1] in units.by_code else units.find(cells[1])
            if not unit:
                raise ValueError(f"{path}:{number}: {cells[1]!r} is no unit of units.csv (its code or its name)")
            if found.setdefault(cells[0].lower(), unit) != unit:
                raise ValueError(f"{path}:{number}: {cells[0]} is another unit's already")
    return found
