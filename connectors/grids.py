"""The bare cells of kept files, read in the sandbox: what a copy of an .xls is made of."""

from collections.abc import Sequence
from pathlib import Path

from connectors.markers import Merge
from connectors.reader import open_sandbox
from connectors.sandbox import Death
from connectors.workbook import Unreadable, open_workbook

Grids = list[tuple[str, list[list[object]], list[Merge]]]


def read_grids(paths: Sequence[Path]) -> list[Grids]:
    """By file: its sheets by name with their merges, hidden ones left out; none where it cannot be read."""
    found: list[Grids] = []
    for path in paths:
        try:
            found.append([(sheet.name, sheet.rows, sheet.merges) for sheet in open_workbook(path).sheets if not sheet.hidden])
        except Unreadable:
            found.append([])
    return found


def sandboxed_grids(path: Path) -> Grids:
    with open_sandbox(1, 1) as sandbox:
        _, outcome = next(sandbox.map(read_grids, [[path]]))
    return [] if isinstance(outcome, Death) else outcome[0]
