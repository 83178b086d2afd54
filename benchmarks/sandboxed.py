"""What runs in the sandbox's children beside the product's read_chunk: less of the same work, over the same chunks."""

import io
from collections.abc import Sequence

import python_calamine as calamine

from connectors.child import Job
from connectors.workbook import open_workbook


def read_bare(jobs: Sequence[Job]) -> int:
    """calamine's `to_python` of every sheet; the cells are dropped here, only a count of rows travels."""
    rows = 0
    for job in jobs:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(job.path.read_bytes()))
        for name in book.sheet_names:
            rows += len(book.get_sheet_by_name(name).to_python())
    return rows


def read_cells(jobs: Sequence[Job]) -> int:
    """The first half of read_chunk: every workbook opened, checked and counted, no cell recognised or typed."""
    return sum(len(sheet.rows) for job in jobs for sheet in open_workbook(job.path).sheets)
