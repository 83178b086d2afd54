"""Every expectation sees the fault it is there for, planted by SQL in a measured candidate, and says what it is worth."""

from pathlib import Path

import pytest

from expectations.audit import run_audit
from flows.night import Night
from tests.expectations.conftest import asked, county, tonight
from tests.planting import faulty_night, planted
from tests.sheets import Home, funds, project

RATE = "WHERE batch_id = :b AND rate ="
#: (expectation, the fault it must see); :b is the candidate.
FAULTS = (
    ("rows_accounted", "UPDATE delivery SET rows_read = rows_read + 1 WHERE batch_id = :b"),
    ("rows_kept", "DELETE FROM set_aside WHERE kind = 'rejected'"),
    ("rows_kept", "DELETE FROM set_aside WHERE kind = 'ignored'"),
    ("rows_stored", "DELETE FROM projects WHERE delivery_id IN (SELECT id FROM delivery WHERE batch_id = :b)"),
    ("rows_stored", "DELETE FROM projects WHERE project_name = '早先'"),  # of a former night, and still standing
    ("rows_stand_once", "INSERT INTO claim (unit_code, form, lane, delivery_id, span_from, span_to, from_batch)"
                        " SELECT unit_code, form, lane, delivery_id, span_from, span_to, from_batch FROM claim WHERE form = 'funds'"),
    ("rows_stand_once", "INSERT INTO carried (unit_code, form, row_id, mark, from_batch) SELECT '', 'projects', MIN(id), '待改', :b FROM projects"),
    ("other_rows_listed", "DELETE FROM measure_source WHERE batch_id = :b AND form = 'activities'"),
    ("ledger_rows_kept", "DELETE FROM measure_project WHERE batch_id = :b AND project_name = '早先'"),
    ("ledger_rows_kept", "UPDATE measure_source SET project_id = NULL WHERE batch_id = :b AND form = 'projects'"),
    ("projects_listed", "INSERT INTO measure_project (batch_id, project_id, project_name, status) VALUES (:b, 'P0', '没有这个项目', '推进中')"),
    ("projects_once", "INSERT INTO measure_project SELECT * FROM measure_project WHERE batch_id = :b AND project_name = '早先'"),
    ("projects_named", "UPDATE measure_project SET project_name = NULL WHERE batch_id = :b AND project_name = '早先'"),
    ("projects_status", "UPDATE measure_project SET status = NULL WHERE batch_id = :b AND project_name = '早先'"),
    ("projects_status", "UPDATE measure_project SET status = '在谈' WHERE batch_id = :b AND project_name = '早先'"),
    ("backlog_known", "DELETE FROM measure_project WHERE batch_id = :b AND project_name = '未开工'"),
    ("backlog_formal", "UPDATE measure_project SET agreement_type = '意向协议' WHERE batch_id = :b AND project_name = '未开工'"),
    ("backlog_waits", "UPDATE measure_project SET started_on = '2022-05-01' WHERE batch_id = :b AND project_name = '未开工'"),
    ("backlog_waits", "UPDATE measure_project SET land_mode = '无需用地' WHERE batch_id = :b AND project_name = '未开工'"),
    ("backlog_waits", "UPDATE measure_project SET status = '终止' WHERE batch_id = :b AND project_name = '未开工'"),
    ("backlog_days", "UPDATE measure_backlog SET waiting_days = -1 WHERE batch_id = :b"),
    ("headline_recounted", "UPDATE measure_headline SET number = number + 1 WHERE batch_id = :b AND key = 'signed_100m'"),
    ("headline_recounted", "UPDATE measure_headline SET number = NULL WHERE batch_id = :b AND key = 'funds_outside_city'"),
    ("headline_recounted", "DELETE FROM measure_headline WHERE batch_id = :b AND key = 'enrolled'"),
    ("headline_recounted", "INSERT INTO measure_headline SELECT * FROM measure_headline WHERE batch_id = :b AND key = 'land_supplied'"),
    ("headline_recounted", "UPDATE measure_headline SET number = number + 1 WHERE batch_id = :b AND key = 'trips_principal'"),
    ("headline_recounted", "UPDATE measure_headline SET number = 0 WHERE batch_id = :b AND key = 'officers'"),
    ("headline_recounted", "DELETE FROM measure_backlog WHERE batch_id = :b AND backlog = 'land'"),
    ("money_shown", "UPDATE measure_receipt SET amount = amount + 1 WHERE batch_id = :b"),
    ("money_shown", "UPDATE measure_receipt SET month = '2022-04' WHERE batch_id = :b AND month = '2022-05'"),
    ("money_shown", "UPDATE measure_receipt SET status = '预计到位' WHERE batch_id = :b AND month = '2022-05'"),
    ("receipts_shown", "DELETE FROM measure_receipt WHERE batch_id = :b AND month = '2022-05'"),
    ("receipts_once", "INSERT INTO measure_receipt SELECT * FROM measure_receipt WHERE batch_id = :b AND month = '2022-05'"),
    ("investment_shown", "UPDATE measure_project SET total_investment = total_investment + 1 WHERE batch_id = :b"),
    ("investment_shown", "UPDATE measure_project SET total_investment = NULL WHERE batch_id = :b AND project_name = '早先'"),
    ("ranks_complete", f"DELETE FROM measure_rate {RATE} 'landing' AND unit_code = '330802100'"),
    ("ranks_complete", f"INSERT INTO measure_rate SELECT * FROM measure_rate {RATE} 'funds' AND denominator = 0"),
    ("ranks_complete", f"UPDATE measure_rate SET rank = NULL {RATE} 'landing' AND rank = 3"),
    ("ranks_complete", f"UPDATE measure_rate SET rank = 4 {RATE} 'landing' AND denominator = 0"),
    ("ranks_complete", f"UPDATE measure_rate SET unit_code = '330800000' {RATE} 'landing' AND rank = 3"),
    ("ranks_competition", f"UPDATE measure_rate SET rank = 2 {RATE} 'landing' AND rank = 3"),  # 1, 1, 2
    ("ranks_ordered", f"UPDATE measure_rate SET rank = 2 {RATE} 'landing' AND unit_code = '330802100'"),  # equal values: 1, 2, 3
    ("ranks_ordered", f"UPDATE measure_rate SET rank = 4 - rank {RATE} 'landing' AND rank IS NOT NULL"),
    ("rates_divided", f"UPDATE measure_rate SET value = value / 2 {RATE} 'landing' AND rank = 1"),
    ("rates_divided", f"UPDATE measure_rate SET value = 0 {RATE} 'landing' AND denominator = 0"),
    ("ranks_every_rate", f"DELETE FROM measure_rate {RATE} 'funds'"),
    ("signing_numerator", f"UPDATE measure_rate SET numerator = numerator + 1 {RATE} 'signing' AND unit_code = '330802100'"),
    ("signing_denominator", f"UPDATE measure_rate SET denominator = denominator + 1 {RATE} 'signing' AND unit_code = '330802100'"),
    ("landing_numerator", f"UPDATE measure_rate SET numerator = 0 {RATE} 'landing' AND unit_code = '330802100'"),
    ("landing_denominator", f"UPDATE measure_rate SET denominator = 0 {RATE} 'landing' AND unit_code = '330802100'"),
    ("start_numerator", f"UPDATE measure_rate SET numerator = numerator + 1 {RATE} 'start' AND unit_code = '330802100'"),
    ("start_denominator", f"UPDATE measure_rate SET denominator = denominator + 1 {RATE} 'start' AND unit_code = '330802100'"),
    ("funds_numerator", f"UPDATE measure_rate SET numerator = numerator / 10000 {RATE} 'funds' AND numerator > 0"),
    ("funds_denominator", f"UPDATE measure_rate SET denominator = denominator / 10000 {RATE} 'funds' AND denominator > 0"),
    ("volume_holds", "DELETE FROM measure_project WHERE batch_id = :b"),
    ("volume_holds", "DELETE FROM measure_receipt WHERE batch_id = :b"),
    ("rates_not_negative", f"UPDATE measure_rate SET numerator = -1 {RATE} 'landing' AND rank = 3"),
    ("receipts_matched", "UPDATE measure_receipt SET project_id = NULL WHERE batch_id = :b"),
    ("units_known", "UPDATE measure_project SET introduced_by = '撤销的单位' WHERE batch_id = :b"),
)  # fmt: skip
WARNINGS = {"rates_not_negative", "receipts_matched", "units_known"}


def test_the_table_of_faults_covers_the_suite(candidate: Night) -> None:
    assert {name for name, _ in FAULTS} == {e.name for e in asked(candidate)}
    assert {e.name for e in asked(candidate) if e.severity == "warn"} == WARNINGS
    assert len(asked(candidate)) <= 120


def test_a_sound_candidate_passes(candidate: Night) -> None:
    assert [(o.expectation.name, o.seen) for o in run_audit(candidate.db.url, asked(candidate)) if not o.passed] == []


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=[f"{i}-{name}" for i, (name, _) in enumerate(FAULTS)])
def test_a_planted_fault_is_seen(candidate: Night, name: str, fault: str) -> None:
    expectation = next(e for e in asked(candidate) if e.name == name)
    with planted(candidate.db, candidate.at.id, fault):
        outcome = run_audit(candidate.db.url, [expectation])[0]
    assert not outcome.passed
    assert "rror" not in outcome.seen, outcome.seen  # it was seen, and not a statement that failed


def test_what_withholds_withholds(tmp_path: Path, url: str) -> None:
    home = tonight(county(Home(tmp_path, url)))
    night, published = faulty_night(home, dict(FAULTS)["money_shown"], dict(FAULTS)["rates_not_negative"])
    assert not published
    assert {name_of(said) for said in night.failed} >= {"money_shown"}
    assert [name_of(said) for said in night.warned] == ["rates_not_negative"]


def name_of(said: str) -> str:
    return said.split("（")[1].split("：")[0]


def test_a_county_with_nothing_then_with_ledgers_alone_publishes(tmp_path: Path, url: str) -> None:
    home = Home(tmp_path, url)
    assert home.night().failed == []
    home.ledger("石梁镇", [project("甲", 签约时间="2020-01-01")], month=1)
    assert home.night().failed == []
    assert home.names() == {"甲"}


def test_a_first_batch_of_money_alone_publishes_with_a_warning(tmp_path: Path, url: str) -> None:
    home = Home(tmp_path, url)
    home.send("区招商局", "3月.xlsx", funds([["2022-03", "谁也不知道", "", 300]], month=3))
    night = home.night()
    assert night.failed == []
    assert [name_of(said) for said in night.warned] == ["receipts_matched"]
    assert len(home.rows("SELECT * FROM bi_funds")) == 1
