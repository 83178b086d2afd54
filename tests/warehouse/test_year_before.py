"""The same days of the year before: known where the rows reach back so far, and never 0 for want of rows."""

from datetime import date

import pytest

from tests.sheets import Home, funds, project
from warehouse.year_before import year_before

JANUARY_TO_JUNE = range(1, 7)


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory, url: str) -> Home:
    home = Home(tmp_path_factory.mktemp("home"), url)
    home.ledger("石梁镇", [
        project("甲项目"), project("乙项目"), project("丙项目", 签约时间="2021-06-30"), project("丁项目", 签约时间="2021-07-01"),
        project("戊项目", 签约时间="2021-02-01", 协议性质="框架协议"),
    ])  # fmt: skip
    return home


def receipts(home: Home, year: int, months: range, amount: int) -> None:
    rows = [[f"{year}年{m}月", "甲项目", "甲项目投资公司", amount, "实际到位"] for m in months]
    sheet = funds(rows)
    sheet[0][0] = f"{year}年{months[0]}-{months[-1]}月到位资金明细表"
    home.send("区招商局", f"{year}资金.xlsx", sheet)


def compared(home: Home) -> dict[str, tuple[object, object, object]]:
    home.night()
    rows = home.rows("SELECT * FROM bi_year_on_year")
    assert {(str(r["start_year_before"]), str(r["end_year_before"])) for r in rows} == {("2021-01-01", "2021-06-30")}
    return {r["key"]: (r["value"], r["value_year_before"], r["growth"]) for r in rows}


def test_what_the_rows_tell_and_what_they_do_not(home: Home) -> None:
    receipts(home, 2022, JANUARY_TO_JUNE, 2_000)
    receipts(home, 2021, JANUARY_TO_JUNE, 1_000)
    found = compared(home)
    assert found["signed_100m"] == (2, 1, 1)
    assert found["funds_outside_city"] == (pytest.approx(1.2), pytest.approx(0.6), pytest.approx(1))
    assert found["enrolled"] == (0, 0, None)  # from nothing nothing grows
    assert found["trips_principal"] == (0, None, None)  # nobody has sent that year's activities
    assert {"officers", "stations", "backlog_land", "funds_forecast_month"} & found.keys() == set()


def test_a_year_with_a_month_missing_is_unknown(home: Home) -> None:
    receipts(home, 2022, JANUARY_TO_JUNE, 2_000)
    receipts(home, 2021, range(2, 7), 1_000)
    found = compared(home)
    assert found["funds_outside_city"] == (pytest.approx(1.2), None, None)
    assert found["share_manufacturing_funds"][1] is None


@pytest.mark.parametrize(("day", "before"), [("2022-06-30", "2021-06-30"), ("2024-02-29", "2023-02-28"), ("2023-02-28", "2022-02-28")])
def test_the_day_a_year_ago(day: str, before: str) -> None:
    assert year_before(date.fromisoformat(day)) == date.fromisoformat(before)
