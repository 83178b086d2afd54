"""Nights that tell: one message a recipient, none where nothing changed, one 已修复; groups see no project and no person."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from connectors.pace import Pace
from flows import telling
from flows.channel_settings import EscalationSettings
from flows.escalating import Ladder, Urgings, climb
from flows.heartbeat import beating, read_beat
from flows.night import STEPS, Night, prepare
from flows.outbox import finish_telling
from flows.recipients import leader_of
from flows.sending import send_due
from flows.telling import tell
from schemas.workdays import Workdays
from tests.channels.dying import Killed, dies
from tests.connectors.robot_servers import SECRET, TENANT, TOKEN, Served, serving
from tests.sheets import AS_OF, Home, project
from warehouse import board

pytestmark = pytest.mark.xdist_group("told")
SECRETLY, PERSON = "保密在谈光电项目", "欧阳专员"
SETTINGS = """
inbox = ["inbox"]
[[channel]]
name = "group"
kind = "wecom"
token = "CHANNEL_TOKEN"
url = "{wecom}"
[[channel]]
name = "work"
kind = "zhezhengding"
key = "CHANNEL_TOKEN"
secret = "CHANNEL_SECRET"
tenant = "{tenant}"
url = "{work}"
[[channel]]
name = "top"
kind = "dingtalk"
token = "CHANNEL_TOKEN"
secret = "CHANNEL_SECRET"
url = "{top}"
[[recipient]]
who = "office"
channel = "group"
[[recipient]]
who = "data officer"
channel = "work"
to = ["CHANNEL_ACCOUNT"]
[[recipient]]
who = "leader"
channel = "top"
[[recipient]]
who = "bureau"
channel = "file"
"""


def wrong(count: int) -> list[dict[str, object]]:
    """Rows with an error each, the first of a project that nobody may hear of yet."""
    rows = [project(f"{SECRETLY}{i}", 开工时间="已开工", 服务专员=PERSON) for i in range(count)]
    rows[0] |= {"签约时间": "", "协议性质": "意向书"}
    return rows


@dataclass
class County:
    """Nights over one instance, each with what was shown by the group, to the data officer, and to the leader."""

    home: Home
    group: Served
    work: Served
    top: Served
    shown: list[dict[str, list[str]]] = field(default_factory=list)

    def night(self, as_of: date = AS_OF, *, told: bool = True, due: str = "") -> Night:
        night = prepare(self.home.instance, as_of)
        night.today = as_of
        with beating(night):
            for step in STEPS:
                published = bool(step(night))
            if due:
                with night.db.engine.begin() as connection:
                    lacks = (
                        "UPDATE measure_submission SET due = :due WHERE batch_id = :b AND unit_code = '330802101' AND period = '2022-06'"
                    )
                    connection.execute(text(lacks), {"due": due, "b": night.at.id})
            if told:
                tell(night, published)
                self.send(night)
        return night

    def send(self, night: Night) -> None:
        for served in (self.group, self.work, self.top):
            served.shown.clear()
        send_due(night.instance, night.db, night.recipients, Pace(sleep=lambda _: None))
        self.shown.append({"group": list(self.group.shown), "work": list(self.work.shown), "top": list(self.top.shown)})


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """A thousand errors, the same night again, and one in which they are mended."""
    folder = tmp_path_factory.mktemp("told")
    home = Home(folder, f"sqlite:///{folder / 'warehouse.db'}")
    with ExitStack() as stack:
        group, work, top = (stack.enter_context(serving(kind)) for kind in ("wecom", "zhezhengding", "dingtalk"))
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        for name, value in {"TOKEN": TOKEN, "SECRET": SECRET, "ACCOUNT": "1001"}.items():
            patch.setenv(f"CHANNEL_{name}", value)
        said = SETTINGS.format(wecom=group.base, work=work.base, top=top.base, tenant=TENANT)
        (folder / "saima.toml").write_text(said, encoding="utf-8")
        found = County(home, group, work, top)
        home.ledger("石梁镇", wrong(1_000))
        home.ledger("荷花街道", [project("荷花项目")])
        found.night()
        found.night()
        home.ledger("石梁镇", [{**row, "开工时间": "2022-05-01"} for row in wrong(1_000)[1:]])
        found.night()
        yield found


def test_a_thousand_errors_are_one_message_a_recipient(county: County) -> None:
    first = county.shown[0]
    assert sorted(line.split("：")[0] for line in first["group"]) == ["【已接收】荷花街道", "【请补报】区招商局", "【需修改】石梁镇"]
    assert len(first["work"]) == 1 and first["work"][0].startswith("【已发布】") and "昨夜应报" in first["work"][0]
    assert len(first["top"]) == 1 and first["top"][0].startswith("【要目】")
    said = next(line for line in first["group"] if "石梁镇" in line)
    assert "需修改1000条" in said and "J4 开工时间：需修改" in said and "另有985处" in said


def test_the_same_night_again_says_nothing(county: County) -> None:
    assert county.shown[1] == {"group": [], "work": [], "top": []}


def test_mended_is_told_once(county: County) -> None:
    third = county.shown[2]
    assert len(third["group"]) == 1 and "已修复：999条" in third["group"][0] and "行已删除：1条" in third["group"][0]
    assert [len(third[name]) for name in ("work", "top")] == [1, 1]
    assert "亿元以上签约项目1000个（比上次增" not in third["top"][0]  # nothing was published for an earlier day


def test_a_group_hears_of_no_project_no_person_no_file(county: County) -> None:
    everything = "".join(text for shown in county.shown for texts in shown.values() for text in texts)
    for word in (SECRETLY, PERSON, "已开工", "台账.xlsx"):
        assert word not in everything
    assert SECRETLY in (county.home.instance.var / "returns" / "1" / "330802100" / "letter.txt").read_text(encoding="utf-8")


def test_every_message_is_listed_with_its_state(county: County) -> None:
    rows = board.rows(prepare(county.home.instance).db, "SELECT * FROM bi_notice WHERE batch_id <= 3")
    assert {row["state"] for row in rows} == {"已送达"} and all(row["tries"] == 1 and row["sent_at"] for row in rows)
    assert Counter(row["recipient"] for row in rows) == {"石梁镇": 2, "荷花街道": 1, "区招商局数据管理员": 2, "领导": 2, "区招商局": 1}
    assert max(Counter((row["batch_id"], row["recipient"]) for row in rows).values()) == 1


def test_the_receipt_and_the_heartbeat(county: County) -> None:
    line = (county.home.instance.var / "receipt.txt").read_text(encoding="utf-8").strip()
    beat = read_beat(county.home.instance.var)
    said = re.fullmatch(r"昨夜应报(\d+)家，收(\d+)家，退0家，未报(\d+)家；第3批已发布，数据截至2022-06-30。", line)
    assert said is not None and int(said[1]) == int(said[2]) + int(said[3]) > 0, line
    assert beat is not None and (beat.state, beat.said) == ("done", line)


def test_a_night_that_dies_between_publishing_and_telling_is_told_by_the_next_sender(county: County) -> None:
    county.home.ledger("荷花街道", [project("荷花项目", 开工时间="已开工")])
    county.group.fault = "closed"
    dead = county.night(told=False)
    owed = board.rows(dead.db, "SELECT state FROM notice WHERE batch_id = :b", b=dead.at.id)
    assert {row["state"] for row in owed} == {"待写"} and len(owed) > 39
    for after in (False, True):  # and the sender dies too: its words written and not put down, and put down and not sent
        with pytest.MonkeyPatch.context() as patch:
            dies(patch, telling, "settle_told", after=after)
            with pytest.raises(Killed):
                finish_telling(prepare(county.home.instance))
    again = prepare(county.home.instance)
    assert not finish_telling(again)
    county.send(again)
    assert county.shown[-1]["group"] == [] and len(county.shown[-1]["work"]) == 1
    county.group.fault = ""


def test_what_was_not_delivered_stands_in_the_next_digest_and_a_missing_sheet_is_urged_once(county: County) -> None:
    county.night(due="2022-06-29 17:00")
    shown = county.shown[-1]
    assert shown["group"] == ["【请补报】航埠镇：截至2022年6月30日还没有收到1份报表\n· 招商项目台账（2022-06），应于2022-06-29 17:00报，已过1个工作日\n"
                              "当期没有新增的，表里写“本月无新增”即可，也算已报。如已报送或有疑问，请联系区招商局。\n"]  # fmt: skip
    assert len(shown["work"]) == 1 and "没有送达1个：荷花街道（group，试过1次）。" in shown["work"][0]
    digest = max((county.home.instance.var / "outbox").glob("*-data-officer.txt")).read_text(encoding="utf-8")
    assert "荷花街道（group，试过1次）：企业微信群机器人拒收（93008 invalid robot）" in digest
    county.night(due="2022-06-29 17:00")
    assert county.shown[-1]["group"] == [] and not list((county.home.instance.var / "outbox").glob("*-bureau.txt"))
    county.night(AS_OF + timedelta(days=4), due="2022-06-29 17:00")  # Monday, three working days after
    assert county.shown[-1]["group"] == []
    said = [path.read_text(encoding="utf-8") for path in (county.home.instance.var / "outbox").glob("*-bureau.txt")]
    assert len(said) == 1 and "航埠镇 招商项目台账（2022-06），应于2022-06-29 17:00报，已过3个工作日" in said[0]


NAMES = {"330802100": "石梁镇"}
WEEKS = Workdays({}, frozenset({2022}))
OWED = [("330802100", "projects", "2022-06", "2022-07-01 17:00"), ("330802100", "funds", "2022-06", None)]


def climbed(first: date, ladder: Ladder) -> dict[str, date]:
    """Who is told on which day, over twelve nights."""
    told, taken = dict[str, date](), set[tuple[str, str, str, str]]()
    for day in (first + timedelta(days=n) for n in range(12)):
        now = replace(ladder, taken=frozenset(taken), earlier=frozenset(taken))
        found = climb(OWED, now, day, WEEKS, NAMES)
        assert climb(OWED, replace(now, taken=now.taken | found.steps), day, WEEKS, NAMES) == Urgings()  # the same night again
        assert not told.keys() & found.lacking.keys()
        told |= dict.fromkeys(found.lacking, day)
        taken |= found.steps
    return told


def test_the_ladder_is_climbed_in_working_days_and_each_step_once() -> None:
    office, leader = "330802100", leader_of("330802100")
    ladder = Ladder(EscalationSettings(), {office, leader, "bureau"})
    assert climbed(date(2022, 7, 1), ladder) == {office: date(2022, 7, 4), leader: date(2022, 7, 5), "bureau": date(2022, 7, 6)}
    late = date(2022, 8, 1)  # a ladder set up when everything is overdue is climbed from below
    assert climbed(late, ladder) == {office: late, leader: date(2022, 8, 2), "bureau": date(2022, 8, 3)}
    assert climbed(date(2022, 7, 1), Ladder(EscalationSettings(office_leader=0), {office, leader, "bureau"})) == {
        office: date(2022, 7, 4), "bureau": date(2022, 7, 6)}  # fmt: skip
    assert climbed(late, Ladder(EscalationSettings(), {"bureau"})) == {"bureau": late}


def test_a_year_without_a_table_urges_nobody() -> None:
    nothing = Workdays({}, frozenset())
    assert climb(OWED, Ladder(EscalationSettings(), {"330802100"}), date(2022, 7, 20), nothing, NAMES) == Urgings()
