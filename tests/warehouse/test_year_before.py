"""The same days of the year before: known where the rows reach back so far, and never 0 for want of rows."""

from datetime import date

import pytest

from tests.sheets import AS_OF, Home, funds, project
from warehouse.year_before import year_before

JANUARY_TO_JUNE = range(1, 7)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, url: str) -> Home:
    return Home(tmp_path_factory.mktemp("home"), url)


def signed(home: Home, *days: str) -> None:
    """甲 and 乙 this year, one on each of `days`, and what does not count: after the day, and no formal agreement."""
    others = [project(f"项目{n}", 签约时间=day) for n, day in enumerate(days)]
    home.ledger("石梁镇", [
        project("甲项目"), project("乙项目"), *others, project("丁项目", 签约时间="2021-07-01"),
        project("戊项目", 签约时间="2021-02-01", 协议性质="框架协议"),
    ])  # fmt: skip


def receipts(home: Home, year: int, months: range, amount: int) -> None:
    rows = [[f"{year}年{m}月", "甲项目", "甲项目投资公司", amount, "实际到位"] for m in months]
    sheet = funds(rows)
    sheet[0][0] = f"{year}年{months[0]}-{months[-1]}月到位资金明细表"
    home.send("区招商局", f"{year}资金.xlsx", sheet)


def activities(home: Home, year: int, months: range, times: int) -> None:
    rows = [[f"{year}-{m:02}-15", "外出招商", "主要领导", times] for m in months]
    home.send(
        "区招商局",
        f"{year}活动.xlsx",
        [[f"{year}年{months[0]}-{months[-1]}月招商活动统计表"], ["填报单位：区招商局"], ["日期", "活动类型", "领导层级", "次数"], *rows],
    )


def compared(home: Home, as_of: date = AS_OF) -> dict[str, tuple[object, object, object]]:
    home.night(as_of)
    rows = home.rows("SELECT * FROM bi_year_on_year")
    before = as_of.replace(year=as_of.year - 1)
    assert {(str(r["start_year_before"]), str(r["end_year_before"])) for r in rows} == {("2021-01-01", str(before))}
    return {r["key"]: (r["value"], r["value_year_before"], r["growth"]) for r in rows}


def test_what_the_rows_tell_and_what_they_do_not(home: Home) -> None:
    signed(home, *(f"2021-{m:02}-28" for m in JANUARY_TO_JUNE))
    receipts(home, 2022, JANUARY_TO_JUNE, 2_000)
    receipts(home, 2021, JANUARY_TO_JUNE, 1_000)
    activities(home, 2022, JANUARY_TO_JUNE, 3)
    activities(home, 2021, JANUARY_TO_JUNE, 2)
    found = compared(home)
    assert found["signed_100m"] == (2, 6, pytest.approx(-2 / 3))
    assert found["funds_outside_city"] == (pytest.approx(1.2), pytest.approx(0.6), pytest.approx(1))
    assert found["enrolled"] == (0, 0, None)  # from nothing nothing grows
    assert found["trips_principal"] == (18, 12, pytest.approx(0.5))
    assert found["valid_leads"] == (0, None, None)  # nobody has sent that year's leads
    assert {"officers", "stations", "backlog_land", "funds_forecast_month"} & found.keys() == set()


def test_a_year_with_a_month_missing_is_unknown(home: Home) -> None:
    """A ledger that lists what is left of a former year would make a growth that never was."""
    signed(home, "2021-03-01", "2021-06-30")
    receipts(home, 2022, JANUARY_TO_JUNE, 2_000)
    receipts(home, 2021, range(2, 7), 1_000)
    activities(home, 2021, range(1, 6), 2)
    found = compared(home)
    assert found["funds_outside_city"] == (pytest.approx(1.2), None, None)
    assert [found[key][1] for key in ("share_manufacturing_funds", "signed_100m", "trips_principal")] == [None] * 3


def test_money_is_compared_at_a_months_end(home: Home) -> None:
    """It is told by the month: in its middle the former year's would be whole, and this year's not."""
    signed(home, *(f"2021-{m:02}-10" for m in JANUARY_TO_JUNE))
    receipts(home, 2022, range(1, 6), 1_000)
    receipts(home, 2021, JANUARY_TO_JUNE, 1_000)
    found = compared(home, date(2022, 6, 15))
    assert found["funds_outside_city"][1:] == (None, None) and found["signed_100m"][:2] == (2, 6)


@pytest.mark.parametrize(("day", "before"), [("2022-06-30", "2021-06-30"), ("2024-02-29", "2023-02-28"), ("2023-02-28", "2022-02-28")])
def test_the_day_a_year_ago(day: str, before: str) -> None:
    assert year_before(date.fromisoformat(day)) == date.fromisoformat(before)
