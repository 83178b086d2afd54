"""The views that BI binds to: described to the last column, the same on both databases, and all that a reader sees."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from tests.sheets import AS_OF, Home, funds, project
from warehouse.database import Database
from warehouse.views import VIEWS

#: outputs.md, "Views": the columns that others bind to, of the views there are so far.
CONTRACT = {
    "bi_headline": "as_of key label value measure period_start period_end status",
    "bi_rate_ranking": "as_of rate definition group_name unit_code unit_name numerator denominator value rank previous_rank gap_to_next gap_to_first list",
    "bi_backlog": "as_of backlog project_id project_name unit_code unit_name platform industry land_mode signed_on waiting_days age_band light"
    " blocker_kind planned_start_on total_investment_yi also_in",
    "bi_backlog_summary": "as_of backlog dimension member projects total_investment_yi",
    "bi_project": "stage days_in_stage landed_on days_landing_to_production size_class has_service_officer reported_by plan_due plan_done",
    "bi_milestone": "project_id project_name unit_code milestone planned_on on precision reported_by",
    "bi_funds": "month unit_code project_id project_name status origin_code outside_city outside_province industry is_new amount_yi",
    "bi_target": "unit_code unit_name indicator target done rate elapsed points",
    "bi_quality": "unit_code form rows_read loaded rejected ignored stops rejects warns",
    "bi_lead": "unit_code lead_on title investor industry lead_kind valid counts project_id",
    "bi_lead_month": "station industry month leads valid known",
    "bi_trend": "series member months_falling from_month from_value to_value alert",
    "bi_station": "station month officers leads valid talent leaders_invited investors_invited signed cost_yuan",
    "bi_activity": "unit_code held_on activity leader_rank times people project_id topic",
    "bi_plan": "project_id project_name task owner_unit due_on done_on days_late due_in_7",
    "bi_space": "platform month item measure target done free points",
    "bi_league": "month county indicator value rank value_at_1 value_at_2 value_at_3",
    "bi_chain": "chain node companies contacted signed projects total_investment_yi covered",
    "bi_yield": "month project_id output_yi trade_yi tax_yi",
    "bi_submission": "unit_code unit_name form period due received state",
    "bi_discipline": "group_name unit_code unit_name reports_due on_time nil late missing exempt rate rank",
    "bi_score": "as_of group_name unit_code unit_name score rank previous_rank list",
    "bi_score_item": "as_of group_name unit_code unit_name item raw capped weight points",
    "bi_blocker": "project_id project_name unit_code platform blocker_kind since days_open closed_on total_investment_yi",
    "bi_lead_time": "cohort from to land_mode projects median_days p90_days",
    "bi_credit": "project_id unit_code share",
    "bi_change": "as_of project_id project_name field before after",
    "bi_year_on_year": "as_of key label measure value value_year_before change growth start_year_before end_year_before",
    "bi_forecast": "month outside_city industry forecast_yi actual_yi difference_yi settled",
    "bi_issued": "as_of number signed_by issued_on figures_sha256 definitions_sha256 inputs_sha256 code_version",
    "bi_objection": "as_of number project_id project_name unit_code unit_name raised_on about settled_on outcome",
    "bi_notice": "recipient channel subject state tries sent_at",
    "bi_finding": "unit_code form rule severity file sheet cell got message first_seen last_seen state",
}
HISTORY = {"bi_headline", "bi_rate_ranking", "bi_backlog", "bi_backlog_summary", "bi_funds", "bi_target", "bi_quality", "bi_trend",
           "bi_submission", "bi_discipline", "bi_score", "bi_score_item", "bi_change", "bi_forecast", "bi_year_on_year"}  # fmt: skip


pytestmark = pytest.mark.xdist_group("views")  # one home a database serves them all, in order


@pytest.fixture(scope="module")
def home(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"), shared_url)
    home.ledger("石梁镇", [project("甲", 开工时间="2022-04-01", 供地时间="2022-03-15"), project("乙")])
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 100]]))
    home.night()
    return home


def columns(home: Home, view: str) -> list[str]:
    return [column["name"] for column in inspect(Database(home.url).engine).get_columns(view)]


def test_columns_are_the_contracts(home: Home) -> None:
    for view, wanted in CONTRACT.items():
        found = columns(home, view)
        assert set(wanted.split()) <= set(found), view
        assert {"as_of", "batch_id"} <= set(found), view
        assert (f"{view}_history" in [f"{v.name}_history" for v in VIEWS if v.history]) is (view in HISTORY)
    assert set(CONTRACT) | {"bi_unit", "bi_date"} == {view.name for view in VIEWS}


def test_every_column_is_described(home: Home) -> None:
    described = {(r["view"], r["column"]) for r in home.rows('SELECT view, "column" FROM bi_dictionary')}
    for view in (*CONTRACT, "bi_unit", "bi_date", "bi_dictionary", *(f"{name}_history" for name in HISTORY)):
        assert {(view, name) for name in columns(home, view)} <= described, view


def test_no_view_shows_a_persons_data(home: Home) -> None:
    for view in (*CONTRACT, *(f"{name}_history" for name in HISTORY)):
        assert not {"service_officer", "contact", "phone"} & set(columns(home, view))


def test_a_project_knows_its_stage_and_how_long_it_has_been_there(home: Home) -> None:
    rows = {r["project_name"]: r for r in home.rows("SELECT * FROM bi_project")}
    assert (rows["甲"]["stage"], rows["甲"]["days_in_stage"], str(rows["甲"]["landed_on"])) == ("开工", 90, "2022-03-15")
    assert (rows["乙"]["stage"], rows["乙"]["days_in_stage"]) == ("签约", 121)


def test_the_reader_role_sees_the_views_alone(home: Home) -> None:
    """On SQLite whoever can read the file reads it all; PostgreSQL has the role."""
    db = Database(home.url)
    if db.dialect == "sqlite":
        assert home.rows("SELECT COUNT(*) AS n FROM bi_project") == [{"n": 2}]
        return
    engine = db.engine
    with engine.connect() as connection:
        connection.execute(text("SET ROLE saima_reader"))
        assert connection.execute(text("SELECT COUNT(*) FROM bi_project")).scalar_one() == 2
    for table in ("projects", "projects_personal", "measure_project", "audit_money", "finding"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="permission denied"):
            connection.execute(text("SET ROLE saima_reader"))
            connection.execute(text(f"SELECT * FROM {table}"))
    db.close()


def test_as_of_is_the_business_date(home: Home) -> None:
    assert {str(r["as_of"]) for r in home.rows("SELECT as_of FROM bi_headline")} == {str(AS_OF)}


def test_history_keeps_every_published_batch(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙"), project("丙")])
    home.night()
    counts = home.rows("SELECT batch_id, value FROM bi_headline_history WHERE key = 'signed_100m' ORDER BY batch_id")
    assert [row["value"] for row in counts] == [2, 3]
    assert home.headline()["signed_100m"] == 3
