"""When a file came, and which words of mails and names say that nothing changed, and of what."""

from datetime import UTC, date, datetime

import pytest

from connectors.source import Kept, Nil, Pulled
from flows.arriving import came_at, said_nil
from flows.instance import SHIPPED
from schemas.units import read_units

UNITS = read_units(SHIPPED / "units.csv")
TODAY = date(2022, 7, 6)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("changed", "looked", "came"),
    [
        ("2022-07-05T08:30:00+00:00", None, "2022-07-05T16:30+08:00"),
        ("2022-07-05T08:30:00+00:00", "2022-07-04T17:05:00+00:00", "2022-07-05T16:30+08:00"),
        ("2022-06-20T08:30:00+00:00", "2022-07-05T17:05:00+00:00", "2022-07-06T01:05+08:00"),  # a copy: the last look did not see it
        ("2022-07-05T16:30:00", None, "2022-07-05T16:30+08:00"),  # a mail without a zone
        ("2022-07-06T17:00:00+00:00", None, None),  # tomorrow in Shanghai
    ],
)
def test_when_a_file_came(changed: str, looked: str | None, came: str | None) -> None:
    assert came_at(at(changed), looked, TODAY) == came
    assert came_at(None, looked, TODAY) is None


def kept(file: str, folder: str = "") -> Kept:
    return Kept("nas", f"x/{file}", file, folder, "a" * 64, 9, datetime(2022, 7, 4, 1, tzinfo=UTC))


def test_names_of_files_that_say_no_change() -> None:
    names = [
        "石梁镇6月招商项目台账（无变化）.xlsx",
        "航埠镇台账-零报.xls",
        "无新增.xlsx",
        "石梁镇无新增用地项目台账.xlsx",
        "九华乡6月台账.xlsx",
    ]
    pulled = Pulled("nas", kept=[*map(kept, names), kept("本月无变化.xlsx", "330802210")])
    found = said_nil(pulled, UNITS, None, TODAY)
    assert [(n.unit, n.form, n.period_from, n.period_to) for n in found] == [
        ("330802100", "projects", date(2022, 6, 1), date(2022, 6, 30)), ("330802101", "", None, None), ("330802210", "", None, None),
    ]  # fmt: skip
    assert found[0].sent_at == at("2022-07-04T09:00+08:00") and len({n.key for n in found}) == 3


def test_a_mail_speaks_of_the_month_that_it_names() -> None:
    said = [
        Nil("330802100", "projects", text, at("2022-07-03T09:00:00+08:00"), text)
        for text in ("6月台账无变化", "无变化", "2022年台账无变化", "12月无变化")
    ]
    found = said_nil(Pulled("mail", nils=said), UNITS, None, TODAY)
    assert [n.period_to for n in found] == [date(2022, 6, 30), None, None, date(2021, 12, 31)]
