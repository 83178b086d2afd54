"""按时, 迟报, 未报, 零报, 免报: each state, its border to the minute, and which of several answers counts."""

from datetime import date, datetime

import pytest

from schemas.deadline import Stretch, period_of
from schemas.judged import Answer, judge
from schemas.owed import Owed

JUNE, DUE = period_of(date(2022, 6, 1), "month"), datetime(2022, 7, 5, 17)


def owed(period: Stretch = JUNE, due: datetime | None = DUE, exempt: str = "") -> Owed:
    return Owed("ST01", "leads", period, due, exempt)


def came(at: str, month: int = 6, nil: bool = False, period: Stretch | None = None) -> Answer:
    """At a minute (2022-07-05 17:00), or seen by the night of a day (2022-07-06)."""
    span = period or period_of(date(2022, month, 1), "month")
    known = datetime.fromisoformat(at) if " " in at else None
    return Answer(span.first, span.last, known, known.date() if known else date.fromisoformat(at), nil)


@pytest.mark.parametrize(
    ("answers", "state", "received"),
    [
        ([], "未报", None),
        ([came("2022-07-05 17:00")], "按时", "2022-07-05 17:00"),
        ([came("2022-07-05 17:01")], "迟报", "2022-07-05 17:01"),
        ([came("2022-07-06")], "按时", "2022-07-06"),  # the night after the due day: it may have come in time
        ([came("2022-07-07")], "迟报", "2022-07-07"),
        ([came("2022-07-04 09:00", nil=True)], "零报", "2022-07-04 09:00"),
        ([came("2022-07-06 09:00", nil=True)], "迟报", "2022-07-06 09:00"),
        ([came("2022-07-01 09:00", nil=True), came("2022-07-04 09:00")], "按时", "2022-07-04 09:00"),
        ([came("2022-07-01 09:00", nil=True), came("2022-07-09 09:00")], "零报", "2022-07-01 09:00"),
        ([came("2022-07-20 09:00"), came("2022-07-01 09:00")], "按时", "2022-07-01 09:00"),  # a correction is no late report
        ([came("2022-07-01 09:00", month=5)], "未报", None),
        ([came("2022-07-01 09:00", month=7)], "未报", None),
    ],
)  # fmt: skip
def test_the_states_of_a_month(answers: list[Answer], state: str, received: str | None) -> None:
    (judged,) = judge([owed()], answers, is_snapshot=False)
    assert (judged.state, judged.received) == (state, received)


def test_an_exempt_report_is_let_off_whatever_came() -> None:
    (judged,) = judge([owed(exempt="封控")], [came("2022-07-09 09:00")], is_snapshot=False)
    assert (judged.state, judged.received) == ("免报", "2022-07-09 09:00")
    assert judge([owed(exempt="封控")], [], is_snapshot=False)[0].state == "免报"


def test_late_is_not_judged_without_a_due_time_or_before_the_first_night() -> None:
    late = [came("2022-08-01 09:00")]
    assert judge([owed(due=None)], late, is_snapshot=False)[0].state == "按时"
    assert judge([owed()], late, is_snapshot=False, judges_late=False)[0].state == "按时"
    assert judge([owed()], [came("2022-08-01 09:00", nil=True)], is_snapshot=False, judges_late=False)[0].state == "零报"


def test_a_later_ledger_serves_an_earlier_month_and_not_the_other_way() -> None:
    reports = [owed(), owed(period_of(date(2022, 7, 1), "month"), datetime(2022, 8, 5, 17))]
    assert [j.state for j in judge(reports, [came("2022-08-04 09:00", month=7)], is_snapshot=True)] == ["迟报", "按时"]
    assert [j.state for j in judge(reports, [came("2022-07-04 09:00")], is_snapshot=True)] == ["按时", "未报"]
    assert [j.state for j in judge(reports, [came("2022-08-04 09:00", month=7)], is_snapshot=False)] == ["未报", "按时"]


def test_weeks_and_months_serve_each_other() -> None:
    week = period_of(date(2022, 6, 22), "week")
    weekly = owed(week, datetime(2022, 6, 24, 10))
    assert judge([weekly], [came("2022-06-24 10:00", period=week)], is_snapshot=False)[0].state == "按时"
    assert judge([weekly], [came("2022-06-24 10:00")], is_snapshot=False)[0].state == "按时", "a sheet of the month has the week in it"
    assert judge([owed()], [came("2022-06-17 10:00", period=period_of(date(2022, 6, 15), "week"))], is_snapshot=False)[0].state == "按时"
    assert judge([owed()], [came("2022-07-08 10:00", period=period_of(date(2022, 7, 6), "week"))], is_snapshot=False)[0].state == "未报"


@pytest.mark.parametrize(("at", "served"), [("2022-07-01 09:00", "2022-06"), ("2022-07-05 18:00", "2022-06"), ("2022-06-08 09:00", "2022-05"),
                                            ("2022-07-29 09:00", "2022-07")])  # fmt: skip
def test_a_nil_that_names_no_period_speaks_of_the_nearest_due_time(at: str, served: str) -> None:
    months = [owed(period_of(date(2022, m, 1), "month"), datetime(2022, m + 1, 5, 17)) for m in (4, 5, 6, 7)]
    told = datetime.fromisoformat(at)
    judged = judge(months, [Answer(None, None, told, told.date(), is_nil=True)], is_snapshot=False)
    assert [j.owed.period.text for j in judged if j.state != "未报"] == [served]
