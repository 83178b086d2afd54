"""Raw cells with their true positions, whatever format they came in."""

from dataclasses import dataclass, field
from datetime import datetime

from connectors.hidden import Unseen
from connectors.markers import Merge

Rows = list[list[object]]


@dataclass
class Sheet:
    """`rows[i][j]` is the cell of Excel row i + 1, column j + 1; '' is blank; rows may differ in length.

    `merges` are first row, first column, last row, last column, from 0. `filled` counts the filled cells in the
    XML (uncached formulas not among them), None where the format cannot tell. `doubt` says why cells may be missing.
    """

    name: str
    rows: Rows
    merges: list[Merge] = field(default_factory=list)
    filled: int | None = None
    hidden: bool = False
    doubt: str = ""
    unseen: Unseen = Unseen()


@dataclass
class Workbook:
    """Worksheets in workbook order, chart sheets not among them; `saved_at` is in UTC."""

    sheets: list[Sheet]
    saved_at: datetime | None = None
    date_1904: bool = False
