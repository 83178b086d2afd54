"""The example county: its figures are the seed's, its inbox is the same bytes every time."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from examples.kecheng import ledger_columns, truth
from examples.kecheng.county import BUREAU, MISTAKES, NAMES, PROJECTS, RECEIPTS, TARGETS, UNITS
from examples.kecheng.inbox import build
from examples.kecheng.ledgers import LEDGERS, listed

SEED = {
    "signed_100m": 8,
    "signed_500m_manufacturing": 4,
    "station_signed_500m_manufacturing": 4,
    "station_tax_trade_signed": 3,
    "land_supplied": 7,
    "enrolled": 6,
    "funds_outside_city": 670_000_000,
    "funds_manufacturing": 220_000_000,
    "funds_forecast_month": 330_000_000,
    "funds_forecast_month_manufacturing": 160_000_000,
    "backlog_land": 7,
    "backlog_start": 8,
}
DONGJUKANG = "东巨康年产6000万件手机生产线项目"


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    build(folder)
    return folder


def _files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.xlsx"))


def test_the_figures_are_the_seeds() -> None:
    assert truth.headline() == SEED


def test_the_backlog_of_starts_is_the_lands_and_zhongwei() -> None:
    land, start = truth.backlog("land"), truth.backlog("start")
    assert [name[:4] for name in start - land] == ["中唯精密"]
    assert land < start
    assert DONGJUKANG not in start


def test_dongjukang_took_a_hundred_days() -> None:
    assert truth.landing_to_production_days(DONGJUKANG) == 100


def test_rankings_have_a_tie_and_a_unit_that_is_not_ranked() -> None:
    rates = truth.rates()
    assert rates["landing", "ST02"] == rates["landing", "ST03"]
    assert rates["landing", "330802211"] == (0, 0)
    for rate in ("signing", "landing", "start", "funds"):
        first, second = rates[rate, "PL01"], rates[rate, "PL02"]
        assert first[0] * second[1] != second[0] * first[1], rate


def test_units_targets_add_up_to_the_districts() -> None:
    for indicator in {t.indicator for t in TARGETS}:
        lines = [t for t in TARGETS if t.indicator == indicator]
        assert sum(t.target for t in lines if t.unit != BUREAU) == next(t.target for t in lines if t.unit == BUREAU)


def test_names_are_unique_and_money_finds_its_project() -> None:
    names = [p.project_name for p in PROJECTS]
    assert len(set(names)) == len(names)
    strangers = {r.project for r in RECEIPTS} - set(names)
    assert strangers == {"小微园标准厂房提升工程"}
    assert len({(r.sender, r.project, r.month, r.status) for r in RECEIPTS}) == len(RECEIPTS)


def test_every_project_lies_in_a_ledger() -> None:
    lying = {p.project_name for unit in UNITS for p in listed(unit)}
    assert {p.project_name for p in PROJECTS} <= lying


@pytest.mark.parametrize("layout", ["STATION", "TOWNSHIP", "PLATFORM"])
def test_every_layout_carries_what_the_figures_read(layout: str) -> None:
    fields = [f for _, f in getattr(ledger_columns, layout)]
    assert set(fields) >= ledger_columns.NEEDED
    kept = [f for f in fields if f not in ("", "#")]
    assert len(set(kept)) == len(kept)


def test_mistakes_that_cost_a_row_cost_no_figure() -> None:
    names = {p.project_name for p in PROJECTS}
    for mistake in MISTAKES:
        assert mistake.project is None or (mistake.project.project_name in names) == mistake.loaded
        assert mistake.project is None or mistake.project.senders == (mistake.unit,)


def test_two_builds_are_the_same_bytes(inbox: Path, tmp_path: Path) -> None:
    build(tmp_path)
    again = {file.relative_to(tmp_path): file.read_bytes() for file in _files(tmp_path)}
    assert again == {file.relative_to(inbox): file.read_bytes() for file in _files(inbox)}


def test_every_workbook_opens_and_lies_with_its_unit(inbox: Path) -> None:
    files = _files(inbox)
    assert len([f for f in files if "台账" in f.name]) == len(LEDGERS) == 12
    assert {f.parent.name for f in files} <= set(NAMES.values())
    for file in files:
        book = load_workbook(file)
        assert all(sheet.max_row >= 1 for sheet in book.worksheets), file.name
