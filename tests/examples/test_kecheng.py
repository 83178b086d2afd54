"""The example county: its figures are the report's, its facts stand in its sheets, its bytes are always the same."""

from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
import xlrd
from openpyxl import load_workbook
from stdnum.cn import uscc as credit_code

from examples.kecheng import mess, targets_sheet, truth, truth_stations
from examples.kecheng.desk_money import TARGETS_FILE
from examples.kecheng.first_half import KECHENG, PROJECTS, SPOILED, TARGETS
from examples.kecheng.inbox import build, files
from examples.kecheng.ledger import Ledger
from examples.kecheng.objects import PLACES, PLATFORMS, STATIONS, TOWNSHIPS, UNITS, Project
from examples.kecheng.receipts import RECEIPTS
from schemas.forms import FORMS
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
    "vanished_signed": 0,
    "trips_principal": 8,
    "trips_deputy": 15,
    "visitors_received": 26,
    "night_classes": 1,
    "station_trainings": 2,
    "online_classes": 12,
    "officers": 20,
    "stations": 4,
    "leaders_invited": 17,
    "valid_leads": 94,
    "talent_leads": 13,
    "investors_invited": 54,
}
MONTHLY_VALID = {1: 15, 2: 17, 3: 20, 4: 17, 5: 14, 6: 11}
DONGJUKANG = "东巨康年产6000万件手机生产线项目"
#: Fields that no figure needs and not every layout shows.
UNSHOWN = {"project_name", "contact", "phone", "remark", "listed_by"}
LEDGERS = [s for book in KECHENG.workbooks for s in book.sheets if isinstance(s, Ledger)]


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
    assert any(p.status == "暂缓" for p in PROJECTS if p.project_name in land)


def test_dongjukang_took_a_hundred_days_and_waits_for_nothing() -> None:
    assert truth.days_landing_to_production(DONGJUKANG) == 100
    assert DONGJUKANG not in truth.backlog("start")


def test_valid_leads_fall_month_by_month_as_the_issue_says() -> None:
    assert Counter(lead.lead_on.month for lead in truth_stations.valid_leads(truth.seen())) == MONTHLY_VALID


def test_leads_fell_three_months_running_most_of_all_in_tourism() -> None:
    seen = truth.seen()
    county = truth_stations.falls(seen)
    assert county is not None and (county.months, county.from_month) == (3, "2022-03")
    by_industry = {i: truth_stations.falls(seen, industry=i) for i in ("制造业", "服务业", "农业", "文旅")}
    assert [i for i, fall in by_industry.items() if fall and fall.months >= 3] == ["文旅"]


def test_some_leads_came_to_two_stations() -> None:
    told = Counter((lead.title, lead.investor) for lead in truth.seen().leads if lead.is_valid)
    assert sum(told.values()) - len(told) == 3


def test_rankings_have_ties_unranked_units_and_a_rate_over_one() -> None:
    rates = truth.rates()
    assert len({rates["signing", u] for u in STATIONS}) < len(STATIONS)
    assert rates["landing", "330802211"] == (0, 0)
    assert rates["signing", "PL01"] == (2, 0)
    assert rates["signing", "330802010"] == (2, 1)
    first, second = (rates["start", u] for u in PLATFORMS[:2])
    assert first[0] * second[1] != second[0] * first[1]
    assert len(rates) == 4 * 38


@pytest.mark.parametrize(
    "name",
    ["中衡北方智能装备产业园项目", "锐膜锂电隔膜涂覆项目", "坚石新型墙体材料项目", "微屿AR光波导镜片项目", "极蓝冷链装备制造项目"],
)
def test_what_must_not_count_is_there_and_does_not(name: str) -> None:
    assert name in {p.project_name for p in truth.seen().projects}
    assert name not in {p.project_name for p in truth.signed_this_year()} | truth.backlog("start")


def test_one_project_lies_with_a_station_a_township_and_a_platform() -> None:
    project = KECHENG.by_name("百豪科技项目")
    assert project is not None
    assert {unit[:2] for unit in project.listed_by} == {"ST", "33", "PL"}


def test_an_older_ledger_an_amended_one_and_a_copy_lie_in_the_inbox(inbox: Path) -> None:
    assert (inbox / "石梁镇/石梁镇招商项目5月.xlsx").is_file()
    first, amended = (inbox / "沟溪乡" / f"沟溪乡2022年6月台账{tail}.xlsx" for tail in ("", "(修改)"))
    assert first.read_bytes() != amended.read_bytes()
    copies = [inbox / "花园街道" / f"花园街道办项目台账{tail}.xlsx" for tail in ("", " - 副本")]
    assert copies[0].read_bytes() == copies[1].read_bytes()


def test_slips_that_cost_a_row_stand_in_spoiled_rows_only() -> None:
    spoiled = {p.project_name for p in SPOILED}
    assert {s.project for s in mess.SLIPS if s.severity == "reject" and s.file == mess.LEDGER} == spoiled
    assert not spoiled & {p.project_name for p in PROJECTS}
    assert all(len(p.listed_by) == 1 for p in SPOILED)


def test_slips_stand_where_they_say() -> None:
    cells = {(ledger.unit, p.project_name, c.field) for ledger in LEDGERS for p in ledger.projects(KECHENG) for c in ledger.columns}
    for slip in mess.SLIPS:
        if slip.file == mess.LEDGER and slip.project not in ("", mess.TOTAL):
            assert (slip.unit, slip.project, slip.field) in cells, slip
    assert {key for key in mess.WORDING if key[0] != "ZS01"} <= cells


def test_every_fact_of_a_project_stands_in_one_of_its_ledgers() -> None:
    shown = {ledger.unit: {c.field for c in ledger.columns} for ledger in LEDGERS if not ledger.lists}
    for project in PROJECTS:
        written = set().union(*(shown[unit] for unit in project.listed_by))
        said = {f.name for f in fields(Project) if getattr(project, f.name) is not None} - UNSHOWN
        facts = {name for name in said if getattr(project, name) != FORMS["projects"][name].default}
        assert facts <= written, project.project_name


def test_names_are_unique_and_only_one_receipt_is_a_strangers() -> None:
    names = [p.project_name for p in KECHENG.projects]
    assert len(set(names)) == len(names)
    assert [r.project_name for r in RECEIPTS if KECHENG.by_name(r.project_name) is None] == ["恒晟紧固件表面处理技改项目"]
    keys = [(r.sent_by, r.month, r.project_name, r.funder_region, r.status) for r in RECEIPTS]
    assert len(set(keys)) == len(keys)


def test_no_receipts_exceed_the_contract() -> None:
    for project in PROJECTS:
        assert sum(r.amount for r in RECEIPTS if r.project_name == project.project_name) <= (project.total_investment or 0)


def test_places_and_credit_codes_are_what_they_look_like() -> None:
    regions = Regions()
    for text, code in PLACES.items():
        place = regions.find(text)
        assert place is not None and place.code == code, text
    assert all(credit_code.is_valid(p.investor_uscc) for p in PROJECTS if p.investor_uscc)


def test_persons_are_officers_one_to_twenty_and_phones_nobodys() -> None:
    assert {o.name for o in KECHENG.officers} == {f"专员{n:02d}" for n in range(1, 21)}
    named = {p.service_officer for p in KECHENG.projects if p.service_officer} | {t.owner for t in KECHENG.plans if t.owner}
    assert named <= {o.name for o in KECHENG.officers}
    phones = {x.phone for x in (*KECHENG.projects, *KECHENG.leads, *KECHENG.officers) if x.phone}
    assert all(phone.startswith("13800000") for phone in phones)


def test_targets_add_up_to_the_districts_line(inbox: Path) -> None:
    page = load_workbook(inbox / UNITS["ZS01"] / TARGETS_FILE).worksheets[0]
    rows = list(page.iter_rows(min_row=4, values_only=True))
    total, district, *others = rows
    assert total[0] == "合计" and district[0] == UNITS["ZS01"] and total[2:] == district[2:]
    units = [row for row in others if not str(row[0]).startswith("小计")]
    assert len(units) == len({t.unit for t in TARGETS})
    for column in range(2, len(targets_sheet.HEADER), 2):
        assert sum(float(str(row[column] or 0)) for row in units) == pytest.approx(float(str(district[column])))


def test_two_builds_are_the_same_bytes(inbox: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for name in files():
        assert (tmp_path / name).read_bytes() == (inbox / name).read_bytes(), name


def test_every_workbook_opens(inbox: Path) -> None:
    found = sorted(str(path.relative_to(inbox)) for path in inbox.rglob("*.xls*"))
    assert found == sorted(files())
    assert 60 <= len(found) <= 80
    assert sum(name.endswith(".xls") for name in found) >= 10
    for name in found:
        if name.endswith(".xls"):
            assert xlrd.open_workbook(str(inbox / name)).sheet_by_index(0).nrows > 1, name
        else:
            assert load_workbook(inbox / name).worksheets[0].max_row > 1, name


def test_every_township_platform_and_station_keeps_a_ledger_and_every_form_is_sent() -> None:
    assert {*TOWNSHIPS, *PLATFORMS, *STATIONS} <= {ledger.unit for ledger in LEDGERS}
    assert {s.form for book in KECHENG.workbooks for s in book.sheets} == set(FORMS)
