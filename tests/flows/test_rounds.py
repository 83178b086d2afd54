"""The rounds beside the night: the stations' Friday, the morning's list, the monthly close."""

from dataclasses import replace
from datetime import date

import pytest

from bulletins.reminders import ALARMS, Morning, write_alarm, write_morning, write_week
from flows.closing import close_month
from flows.instance import Instance
from flows.morning import remind
from flows.weekly import check_week
from flows.wrong_setting import WrongSetting
from tests.sheets import Home, project
from warehouse.board import rows
from warehouse.database import Database

FRIDAY = date(2022, 7, 1)  # of the week that begins on 27 June


def leads(station: str, day: str, title: str = "2022年6月27日-7月3日驻点招商信息表") -> list[list[object]]:
    return [
        [title],
        [f"填报单位：{station}"],
        ["日期", "信息名称", "投资方", "信息类型"],
        [day, f"{station}的信息", "某某投资公司", "产业项目"],
    ]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A night on Wednesday 29 June with Beijing's leads of that week; Shanghai's and Hangzhou's lie unread on Friday."""
    folder = tmp_path_factory.mktemp("rounds")
    (folder / "saima.toml").write_text('inbox = ["inbox"]\n', encoding="utf-8")
    home = Home(folder, f"sqlite:///{folder / 'var' / 'warehouse.db'}")
    home.ledger("石梁镇", [project("甲")], month=5)
    home.send("北京驻点招商组", "周报.xlsx", leads("北京驻点招商组", "2022-06-28"))
    home.night(date(2022, 6, 28), today=date(2022, 6, 29))
    home.send("上海驻点招商组", "周报.xlsx", leads("上海驻点招商组", "2022-06-30"))
    home.send("杭州驻点招商组", "上周周报.xlsx", leads("杭州驻点招商组", "2022-06-21", "2022年6月20日-26日驻点招商信息表"))
    return home


def test_friday_sees_what_stands_and_what_lies_unread_and_changes_nothing(home: Home) -> None:
    before = rows_of(home)
    path, lines = check_week(home.instance, FRIDAY)
    came = {(line.unit, line.form): line.came for line in lines if not line.is_missing}
    assert came == {("北京驻点招商组", "驻点招商信息表"): "周报.xlsx", ("上海驻点招商组", "驻点招商信息表"): "周报.xlsx"}
    assert len(lines) == 8, "four stations, two weekly forms"
    said = path.read_text(encoding="utf-8")
    assert said.startswith("驻点招商组周报检查（2022-06-27至2022-07-01）：应报8份，已到2份，缺6份。")
    assert "杭州驻点招商组 驻点招商信息表：还没有收到" in said and "《周报.xlsx》" in said and "的信息" not in said
    in_group = write_week(date(2022, 6, 27), FRIDAY, lines, for_group=True)
    assert "应报8份，已到2份" in in_group and "xlsx" not in in_group
    assert rows_of(home) == before
    check_week(home.instance, FRIDAY)
    assert rows_of(home) == before, "tonight still finds them new"


def rows_of(home: Home) -> list[object]:
    return [
        rows(home_db(home), f"SELECT * FROM {table} ORDER BY 1")
        for table in ("arrival", "reading", "delivery", "claim", "batch", "source_file")
    ]


def home_db(home: Home) -> Database:
    return Database(home.url)


def test_a_source_that_cannot_be_read_is_said_so(home: Home) -> None:
    instance = Instance(home.folder, warehouse_url=home.url, inbox=[str(home.folder / "nowhere")])
    path, _ = check_week(instance, FRIDAY)
    assert "nowhere”现在读不到" in path.read_text(encoding="utf-8")


def test_a_week_to_come_is_refused(home: Home) -> None:
    with pytest.raises(WrongSetting, match="has not come yet"):
        check_week(home.instance, date(2999, 1, 4))


def test_the_morning_lists_what_is_missing_and_how_the_night_ended(home: Home) -> None:
    path, morning = remind(home.instance)
    assert path is not None and morning.as_of == date(2022, 6, 28) and morning.ended == ""
    said = path.read_text(encoding="utf-8")
    assert "现在公布的是截至2022-06-28的数据" in said and "还没有报送：" in said
    missing = {form: units for form, _, units in morning.missing}
    assert "府山街道" in missing["招商项目台账"] and "北京驻点招商组" not in missing["驻点招商信息表"]


def test_a_month_is_closed_beside_the_published_figures(home: Home) -> None:
    before = home.figures()
    night = close_month(home.instance, None, today=date(2022, 6, 6))
    assert (night.as_of, night.at.kind) == (date(2022, 5, 31), "restate")
    assert home.figures() == before
    assert rows(home_db(home), "SELECT number FROM measure_headline WHERE batch_id = :b AND key = 'signed_100m'", b=night.at.id) == [
        {"number": 1}
    ]


@pytest.mark.parametrize(("month", "said"), [("2022-13", "is no month"), ("June", "is no month"), ("2999-01", "is not over yet")])
def test_a_wrong_month_is_one_line(home: Home, month: str, said: str) -> None:
    with pytest.raises(WrongSetting, match=said):
        close_month(home.instance, month)


@pytest.mark.parametrize("what", ALARMS)
def test_an_alarm_says_what_it_means_for_the_figures_or_what_to_look_at(what: str) -> None:
    said = write_alarm(what, "nightly", "2022-07-01 02:10")
    assert "nightly" in said and ("saima doctor" in said or "saima status" in said) and "docs/operating.md" in said


def test_nothing_to_do_is_quiet() -> None:
    morning = Morning(FRIDAY, date(2022, 6, 30), "", [], [], [], [])
    assert morning.is_quiet and write_morning(morning).endswith("没有要办的事。\n")
    waits = replace(morning, unread=[("石梁镇/张三的表.xlsx", "还在写")])
    assert "张三" in write_morning(waits) and "没有读的文件：1个" in write_morning(waits, for_group=True)
    assert "张三" not in write_morning(waits, for_group=True)
    assert not replace(morning, held=[(7, "石梁镇", "招商项目台账")]).is_quiet
