"""Sheets as another office program saves them: the county's inbox rewritten by LibreOffice gives the same figures."""

import shutil
import subprocess
from pathlib import Path

import pytest

from examples.kecheng import truth
from examples.kecheng.inbox import build
from tests.sheets import Home

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]


def convert(folder: Path, out: Path, kind: str) -> None:
    """Every workbook of one office, saved again as `kind` by LibreOffice."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: install what .ci/apt.txt lists"
    books = sorted(str(path) for path in folder.glob("*.xls*"))
    profile = f"-env:UserInstallation=file://{folder.parents[1] / 'profile'}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", str(out), *books], check=True, capture_output=True, timeout=300
    )


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_the_figures_are_the_same(kind: str, tmp_path: Path) -> None:
    build(tmp_path / "sent")
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'warehouse.db'}")
    for office in sorted((tmp_path / "sent").iterdir()):
        convert(office, home.inbox / office.name, kind)
    night = home.night()
    assert len(night.arrived) == len(list((tmp_path / "sent").rglob("*.xls*")))
    shown = {r["key"]: round(r["value"] * (100_000_000 if r["measure"] == "亿元" else 1)) for r in home.rows("SELECT * FROM bi_headline")}
    assert {key: shown[key] for key in truth.headline()} == truth.headline()
    rates = {(r["rate"], r["unit_code"]): (r["numerator"], r["denominator"]) for r in home.rows("SELECT * FROM bi_rate_ranking")}
    assert {key: rates[key] for key in truth.rates()} == truth.rates()
