"""The example county: its figures are the report's, its facts stand in its sheets, its bytes are always the same."""

from dataclasses import fields
from pathlib import Path

import pytest
from openpyxl import load_workbook
from stdnum.cn import uscc as credit_code

from examples.kecheng import funds_sheets, mess, targets_sheet, truth
from examples.kecheng.columns import CONTENT, SERIAL, STRAY
from examples.kecheng.county import PROJECTS, RECEIPTS, TARGETS, by_name
from examples.kecheng.inbox import LEDGERS, TARGETS_FILE, build, files
from examples.kecheng.objects import PLACES, PLATFORMS, STATIONS, UNITS, Project
from schemas.forms import FORMS
from schemas.headers import is_ignored, match
from schemas.regions import Regions

#: What the report of 2022-07-25 says, and what it lets one compute.
REPORT = {
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
#: Fields that no figure needs and not every layout shows.
UNSHOWN = {"project_name", "contact", "phone", "remark", "listed_by"}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    build(folder)
    return folder


def test_the_figures_are_the_reports() -> None:
    assert truth.headline() == REPORT


def test_waiting_to_start_are_those_without_land_and_zhongwei() -> None:
    land, start = truth.backlog("land"), truth.backlog("start")
    assert land < start
    assert [name[:2] for name in start - land] == ["中唯"]
    assert any((by_name(name) or PROJECTS[0]).status == "暂缓" for name in land)


def test_dongjukang_took_a_hundred_days_and_waits_for_nothing() -> None:
    assert truth.days_landing_to_production(DONGJUKANG) == 100
    assert DONGJUKANG not in truth.backlog("start")


def test_rankings_have_ties_unranked_units_and_a_rate_over_one() -> None:
    rates = truth.rates()
    assert len({rates["signing", u] for u in STATIONS}) < len(STATIONS)
    assert rates["landing", "330802211"] == (0, 0)
    assert rates["signing", "PL01"] == (2, 0)
    assert rates["signing", "330802010"] == (2, 1)
    first, second = (rates["start", u] for u in PLATFORMS)
    assert first[0] * second[1] != second[0] * first[1]


@pytest.mark.parametrize(
    "name",
    ["中衡北方智能装备产业园项目", "锐膜锂电隔膜涂覆项目", "坚石新型墙体材料项目", "微屿AR光波导镜片项目", "极蓝冷链装备制造项目"],
)
def test_what_must_not_count_is_there_and_does_not(name: str) -> None:
    assert by_name(name) is not None
    assert name not in {p.project_name for p in truth.signed_this_year()} | truth.backlog("start")


def test_one_project_lies_with_a_station_a_township_and_a_platform() -> None:
    project = by_name("百豪科技项目")
    assert project is not None
    assert {unit[:2] for unit in project.listed_by} == {"ST", "33", "PL"}


def test_slips_that_cost_a_row_stand_in_spoiled_rows_only() -> None:
    spoiled = {p.project_name for p in mess.SPOILED}
    assert {s.project for s in mess.SLIPS if s.severity == "reject"} == spoiled
    assert not spoiled & {p.project_name for p in PROJECTS}
    assert all(len(p.listed_by) == 1 for p in mess.SPOILED)


def test_slips_stand_where_they_say() -> None:
    cells = {(ledger.unit, p.project_name, c.field) for ledger, _ in LEDGERS for p in ledger.projects for c in ledger.columns}
    for slip in mess.SLIPS:
        if slip.file == mess.LEDGER and slip.project not in ("", mess.TOTAL):
            assert (slip.unit, slip.project, slip.field) in cells, slip
    assert set(mess.WORDING) <= cells


@pytest.mark.parametrize("number", range(len(LEDGERS)))
def test_ledger_headers_mean_their_fields(number: int) -> None:
    for column in LEDGERS[number][0].all_columns:
        found = match(FORMS["projects"], column.path)
        if column.field in (SERIAL, CONTENT, STRAY):
            assert found is None
            assert is_ignored(column.path) == (column.field != STRAY)
        else:
            assert found is not None and found.id == column.field, column.path


def test_funds_and_targets_headers_mean_fields() -> None:
    known = [match(FORMS["funds"], path) for path in (*funds_sheets.TWO_LEVEL, *funds_sheets.PLAIN, *funds_sheets.LONG)]
    assert sum(found is None for found in known) == 3  # the three 序号
    assert {f.id for f in known if f} >= {"amount", "forecast", "ytd", "outside_city", "outside_province", "status", "month"}
    assert all(match(FORMS["targets"], path[1:]) for path in targets_sheet.HEADER[2:])


def test_every_fact_of_a_project_stands_in_one_of_its_ledgers() -> None:
    shown = {ledger.unit: {c.field for c in ledger.columns} for ledger, _ in LEDGERS}
    for project in PROJECTS:
        written = set().union(*(shown[unit] for unit in project.listed_by))
        said = {f.name for f in fields(Project) if getattr(project, f.name) is not None} - UNSHOWN
        facts = {name for name in said if getattr(project, name) != FORMS["projects"][name].default}
        assert facts <= written, project.project_name


def test_names_are_unique_and_only_one_receipt_is_a_strangers() -> None:
    names = [p.project_name for p in PROJECTS]
    assert len(set(names)) == len(names)
    assert [r.project_name for r in RECEIPTS if by_name(r.project_name) is None] == ["恒晟紧固件表面处理技改项目"]
    keys = [(r.sent_by, r.month, r.project_name, r.funder_region, r.status) for r in RECEIPTS]
    assert len(set(keys)) == len(keys)


def test_no_receipts_exceed_the_contract() -> None:
    for project in PROJECTS:
        assert sum(r.amount for r in RECEIPTS if r.project_name == project.project_name) <= project.total_investment


def test_places_and_credit_codes_are_what_they_look_like() -> None:
    regions = Regions()
    for text, code in PLACES.items():
        place = regions.find(text)
        assert place is not None and place.code == code, text
    assert all(credit_code.is_valid(p.investor_uscc) for p in PROJECTS if p.investor_uscc)


def test_targets_add_up_to_the_districts_line(inbox: Path) -> None:
    page = load_workbook(inbox / UNITS["ZS01"] / TARGETS_FILE).worksheets[0]
    rows = list(page.iter_rows(min_row=4, values_only=True))
    total, district, *others = rows
    assert total[0] == "合计" and district[0] == UNITS["ZS01"] and total[2:] == district[2:]
    units = [row for row in others if not str(row[0]).startswith("小计")]
    assert len(units) == len({t.unit for t in TARGETS}) == 12
    for column in range(2, len(targets_sheet.HEADER), 2):
        assert sum(float(str(row[column] or 0)) for row in units) == pytest.approx(float(str(district[column])))


def test_two_builds_are_the_same_bytes(inbox: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for name in files():
        assert (tmp_path / name).read_bytes() == (inbox / name).read_bytes(), name


def test_every_workbook_opens(inbox: Path) -> None:
    found = sorted(str(path.relative_to(inbox)) for path in inbox.rglob("*.xlsx"))
    assert found == sorted(files())
    assert len(found) == 12 + 19 + 1  # ledgers, months of money (with one of last year), targets
    for name in found:
        assert load_workbook(inbox / name).worksheets[0].max_row > 1, name
