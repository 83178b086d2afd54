"""Two nights of July and one of a year without holidays: who is told by when, who is missing since when, and who said that nothing changed."""

import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from flows.county import read_county
from flows.instance import SHIPPED, Instance
from flows.reports import print_night, report_status
from flows.wrong_setting import WrongSetting
from tests.flows.test_other_forms import lead, leads
from tests.sheets import Home, ledger, project

LET_OFF = """
[[exempt]]
unit = "石室乡"
form = "projects"
since = 2022-06-01
until = 2022-08-01
reason = "灾后重建"
"""

pytestmark = pytest.mark.xdist_group("owed")  # one home serves them all, in order


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("home")
    shutil.copytree(SHIPPED, folder / "config")
    with (folder / "config" / "calendar.toml").open("a", encoding="utf-8") as calendar:
        calendar.write(LET_OFF)
    return Home(folder, f"sqlite:///{folder / 'warehouse.db'}")


def digest(home: Home) -> str:
    return max((home.instance.var / "outbox").iterdir()).read_text(encoding="utf-8")


def letter(home: Home, code: str) -> str:
    return next(p.read_text(encoding="utf-8") for p in home.letters if p.parent.name == code)


def states(home: Home, period: str) -> dict[str, tuple[str | None, str]]:
    found = home.rows("SELECT unit_name, received, state FROM bi_submission WHERE form = 'projects' AND period = :p", p=period)
    return {
        r["unit_name"]: (r["received"], r["state"]) for r in found if r["unit_name"] in ("石梁镇", "航埠镇", "九华乡", "沟溪乡", "万田乡")
    }


def test_before_the_due_day_offices_hear_by_when(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", 开工时间="已开工"), project("乙")])
    home.ledger("九华乡", [project("丙"), project("丁")], month=5)
    home.send("九华乡", "九华乡6月台账.xlsx", [*ledger("九华乡", [], 6), [1, "本月无变化"]])
    home.send("沟溪乡", "沟溪乡6月招商项目台账（无变化）.xlsx", [["无"]])
    title = "2022年6月驻点招商信息表"
    home.send("北京驻点招商组", "6月.xlsx", leads("北京组", title, [lead("2022-06-08", "信息一")]))
    home.send("北京驻点招商组", "6月补充.xlsx", leads("北京组", title, [(None, "本月无新增招商信息")]))
    home.send("上海驻点招商组", "6月.xlsx", leads("上海组", title, [(None, "本月无新增")]))
    home.night(date(2022, 6, 30), date(2022, 7, 1))
    said = letter(home, "330802100")
    assert "请在7月6日（周三）17:00前改好后把文件放回原处即可" in said and "还没有收到" not in said
    html = next(p for p in home.letters if p.parent.name == "330802100").with_name("letter.html").read_text(encoding="utf-8")
    notice = next(p for p in home.letters if p.parent.name == "330802100").with_name("notice.txt").read_text(encoding="utf-8")
    assert "请在7月6日（周三）17:00前" in html and "请在7月6日（周三）17:00前" in notice
    assert "请在" not in letter(home, "330802210") and "已入库：招商项目台账2行" in letter(home, "330802210")
    assert "接下来要报" not in letter(home, "330802210"), "its nil is in"
    assert "接下来要报：7月5日（周二）17:00前：招商活动统计表、招商专员名册、招商项目台账（2022-06）。" in letter(home, "ST01")
    said = digest(home)
    assert [line for line in said.splitlines() if "应于" in line and line.startswith("  · ") and "个工作日" in line] == [
        "  · 区招商局 年度目标任务分解表（2022）：应于3月31日17:00前报，已过62个工作日"
    ]
    assert "招商项目台账：应报3，已报3，迟报0，未报0，免报0" in said
    assert "昨夜应报6家，收5家，退1家，未报1家；" in said, "what is not due yet is not missing"


def test_a_sheet_and_a_file_name_that_say_no_change_are_nil_reports_and_close_nothing(home: Home) -> None:
    assert states(home, "2022-06") == {
        "石梁镇": ("2022-07-01", "按时"), "九华乡": ("2022-07-01", "零报"), "沟溪乡": ("2022-07-01", "零报"), "航埠镇": (None, "未报"), "万田乡": (None, "未报"),
    }  # fmt: skip
    assert home.names() == {"乙", "丙", "丁"}
    aside = home.rows("SELECT reason, row FROM set_aside WHERE reason = '零报' ORDER BY row")
    assert aside == [{"reason": "零报", "row": 4}] * 3


def test_a_nil_of_a_month_stands_where_nothing_else_does(home: Home) -> None:
    """A month that is known to have had no lead is no unknown month; rows that came by another sheet stay."""
    sent = home.rows("SELECT unit_code, state FROM bi_submission WHERE form = 'leads' AND state <> '未报' ORDER BY unit_code")
    assert [tuple(r.values()) for r in sent] == [("ST01", "按时"), ("ST02", "零报")]
    assert [r["title"] for r in home.rows("SELECT title FROM bi_lead")] == ["信息一"]
    claims = home.rows("SELECT unit_code, span_from, span_to FROM claim WHERE form = 'leads' AND to_batch IS NULL ORDER BY unit_code")
    assert [tuple(map(str, r.values())) for r in claims] == [("ST01", "2022-06-01", "2022-06-30"), ("ST02", "2022-06-01", "2022-06-30")]
    assert not home.rows("SELECT rule FROM bi_finding WHERE rule IN ('delivery_late', 'row_vanished', 'order_tie')")


def test_a_nil_ledger_tells_its_office_nothing(home: Home) -> None:
    assert home.rows("SELECT COUNT(*) AS n FROM bi_finding WHERE unit_code = '330802210'") == [{"n": 0}]


def test_after_the_due_day_late_and_missing_are_told_and_ranked(home: Home) -> None:
    home.ledger("航埠镇", [project("戊")])
    home.night(date(2022, 7, 10), date(2022, 7, 11))
    june = states(home, "2022-06")
    assert june["航埠镇"] == ("2022-07-11", "迟报") and june["万田乡"] == (None, "未报") and june["九华乡"][1] == "零报"
    assert {state for _, state in states(home, "2022-07").values()} == {"未报"}
    said = digest(home)
    assert "  · 万田乡 招商项目台账（2022-06）：应于7月5日17:00前报，已过3个工作日" in said
    assert "  · 航埠镇 招商项目台账：应报1，已报1，迟报1，未报0，免报0；2022-06 迟报，应于7月5日17:00，7月11日收到" in said
    assert "  免报：石室乡 招商项目台账，2022-06-01至2022-07-31：灾后重建" in said and "石室乡 招商项目台账（2022-06）" not in said
    assert "昨夜应报26家，收4家，退1家，未报22家；" in said
    rows = {r["unit_name"]: r for r in home.rows("SELECT * FROM bi_discipline")}
    assert (rows["石室乡"]["reports_due"], rows["石室乡"]["exempt"], rows["石室乡"]["rate"], rows["石室乡"]["rank"]) == (0, 1, None, None)
    assert [(rows[u]["reports_due"], rows[u]["on_time"], rows[u]["late"], rows[u]["missing"], rows[u]["rate"], rows[u]["rank"])
            for u in ("石梁镇", "九华乡", "航埠镇", "万田乡")] == [(1, 1, 0, 0, 1.0, 1), (1, 1, 0, 0, 1.0, 1), (1, 0, 1, 0, 0.0, 4), (1, 0, 0, 1, 0.0, 4)]  # fmt: skip
    assert rows["北京驻点招商组"]["reports_due"] == 4 and rows["区招商局"]["rank"] is None


def test_the_printed_night_and_status_show_the_board(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    print_night(home.instance, Console(width=100, file=out), as_json=False, withheld="")
    text = out.getvalue()
    assert "报送完整性" in text and "报送纪律" in text and "还没有报、也没有到期的" in text
    line = next(line for line in text.splitlines() if line.startswith("航埠镇"))
    assert line.split() == ["航埠镇", "招商项目台账", "1", "1", "1", "0", "0", "2022-06", "迟报"]
    assert "招商项目台账（2022-06，应于7月5日17:00前）" in text
    report_status(home.instance, Console(file=out), as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert {"unit": "万田乡", "form": "projects", "period": "2022-06", "due": "2022-07-05 17:00"} in told["missing"]


def test_a_year_without_a_table_is_loud_and_judges_nothing(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙")], month=12)
    home.night(date(2027, 1, 10), date(2027, 1, 11))
    loud = "注意：没有2027年的放假调休安排，截止时间无法推算，迟报和未报不能判定"
    assert any(line.startswith(loud) for line in digest(home).split("\n")[:6])
    found = home.rows("SELECT DISTINCT due, state FROM bi_submission WHERE period = '2027-01'")
    assert found == [{"due": None, "state": "未报"}]
    assert home.rows("SELECT COUNT(*) AS n FROM bi_submission WHERE state = '迟报' AND due IS NULL") == [{"n": 0}]


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    shutil.copytree(SHIPPED, tmp_path / "config")
    return Instance(tmp_path, warehouse_url=f"sqlite:///{tmp_path / 'w.db'}")


def test_a_wrong_calendar_is_one_line(instance: Instance) -> None:
    calendar = instance.config / "calendar.toml"
    calendar.write_text(calendar.read_text(encoding="utf-8").replace('due = "次月5日 17:00"', 'due = "下月初"', 1), encoding="utf-8")
    with pytest.raises(WrongSetting, match=r"calendar\.toml: expect 1 \(projects\): due '下月初' is no time of a month") as error:
        read_county(instance)
    assert "\n" not in str(error.value)


def test_a_wrong_holiday_is_one_line(instance: Instance) -> None:
    (instance.config / "holidays.csv").write_text("2027-01-01,放假\n", encoding="utf-8")
    with pytest.raises(WrongSetting, match=r"holidays\.csv:1: day,kind"):
        read_county(instance)


def test_a_roster_of_an_earlier_version_is_not_forgotten_silently(instance: Instance) -> None:
    (instance.config / "roster.toml").write_text('township = ["projects"]\n', encoding="utf-8")
    with pytest.raises(WrongSetting, match=r"roster\.toml is not read any more: write its lines into calendar\.toml"):
        read_county(instance)


def test_an_instance_without_a_calendar_has_the_shipped_one(instance: Instance) -> None:
    (instance.config / "calendar.toml").unlink()
    assert {e.form for e in read_county(instance).calendar.expected} >= {"projects", "leads", "targets"}
