"""Errors planted in known cells of sheets in every family of layouts are all found, each in its cell, and nothing hard is found beside them."""

from pathlib import Path
from random import Random

import polars as pl
import pytest

from schemas.forms import FORMS
from schemas.rule_catalogue import SEVERITY
from tests.conftest import some
from tests.connectors.planted import FAMILIES, Planted, draw, lay, own, pairs
from tests.connectors.told import chunk_of

ROUNDS = 40  # over every family, in the soak; one here


def hard_findings(path: Path) -> set[Planted]:
    found = chunk_of(path, unit="")
    told = pl.read_ipc_stream(found.frames["told"]).rows(named=True) if "told" in found.frames else []
    return {Planted(r["rule"], r["cell"]) for r in told if SEVERITY[r["rule"]] != "warn"}


@pytest.mark.parametrize("rounds", some(range(ROUNDS), 1))
def test_every_error_is_found_in_its_cell_and_nothing_else(rounds: int, tmp_path: Path) -> None:
    planted = 0
    for number, family in enumerate(FAMILIES):
        rng = Random(f"{rounds} {family}")
        form = list(FORMS.values())[(number + rounds) % len(FORMS)]
        sheet = draw(rng, family, form)
        assert hard_findings(sheet.write(tmp_path, family[2])) == set(sheet.planted), (rounds, family, form.id)
        planted += len(sheet.planted)
    assert len(FAMILIES) >= 30 and planted >= 4 * len(FAMILIES)


@pytest.mark.parametrize("kind", sorted({f.kind for form in FORMS.values() for f in form.loaded if f.strict}))
def test_no_error_hides_another_of_its_column(kind: str, tmp_path: Path) -> None:
    for number, (form, spec, one, other) in enumerate(pairs(kind)):
        needed = [f for f in form.loaded if f.wanted or f.id in form.identity or f.id == form.own_date or f is spec]
        records = [{f.id: given if f is spec else own(f, form, row) for f in needed} for row, given in enumerate((one, other))]
        family = ("titled", "plain", "xlsx")
        sheet = lay(Random(number), family, form, needed, records, {(0, spec.id): one, (1, spec.id): other})
        assert len({p.rule for p in sheet.planted}) == 2 and hard_findings(sheet.write(tmp_path, "xlsx")) == set(sheet.planted), (
            one,
            other,
        )
