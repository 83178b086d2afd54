"""Random counties of all the forms, ten here and a thousand in the soak: every published figure is what their objects imply."""

from datetime import timedelta
from pathlib import Path

import pytest

from examples.kecheng import truth
from examples.kecheng.seeded import seeded
from examples.kecheng.workbooks import files, write
from schemas.forms import FORMS
from tests.conftest import some
from tests.examples.compared import differences
from tests.sheets import Home

SEEDS = range(1, 11)


@pytest.mark.parametrize("seed", some(range(1, 1001), len(SEEDS)))
def test_every_figure_is_what_the_objects_imply(seed: int, url: str, tmp_path: Path) -> None:
    county = seeded(seed)
    home = Home(tmp_path / "home", url)
    write(county, home.inbox)
    night = home.night(county.as_of, today=county.as_of + timedelta(days=20))
    assert night.failed == []
    assert differences(home, county) == {}
    told = {(r["unit_code"], r["rule"]) for r in home.rows("SELECT unit_code, rule FROM bi_finding")}
    assert {(slip.unit, slip.rule) for slip in county.slips} <= told


def test_a_seed_is_always_the_same_county(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(seeded(3), tmp_path / folder)
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files(seeded(3)))


def test_seeds_are_counties_of_their_own_and_of_all_forms() -> None:
    counties = [seeded(seed) for seed in SEEDS]
    assert len({str(truth.headline(county)) for county in counties}) == len(counties)
    assert {sheet.form for county in counties for book in county.workbooks for sheet in book.sheets} == set(FORMS)
    assert all(15 <= len(county.workbooks) <= 90 for county in counties)
    assert any(
        value > 3 for county in counties for value in (truth.headline(county)["backlog_land"], truth.headline(county)["signed_100m"])
    )
