"""Awkward sheets at random are read as they are: every row of data in its form with its amount, nothing else, and nothing told."""

from pathlib import Path
from random import Random

import polars as pl
import pytest

from schemas.rule_catalogue import SEVERITY
from tests.connectors.awkward import MONEY, draw
from tests.connectors.told import chunk_of


@pytest.mark.parametrize("block", range(2))
def test_awkward_sheets_are_read_as_they_are(block: int, tmp_path: Path) -> None:
    for seed in range(block * 40, block * 40 + 40):
        sheet = draw(Random(seed))
        found = chunk_of(sheet.write(tmp_path / "六月.xlsx"))
        told = pl.read_ipc_stream(found.frames["told"]).rows(named=True) if "told" in found.frames else []
        assert [(r["rule"], r["cell"], r["got"]) for r in told if SEVERITY[r["rule"]] != "warn"] == [], seed
        read = []
        for form, money in MONEY.items():
            if form in found.frames:
                frame = pl.read_ipc_stream(found.frames[form]).select("row", "project_name", money)
                read += [(row, form, name, amount) for row, name, amount in frame.rows()]
        assert [(form, name, amount) for _, form, name, amount in sorted(read)] == sheet.truth, seed
