"""The forms beside ledgers, funds and targets: what a county's sheets of them become."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sheets import Home, project

LEADS = (
    "日期",
    "信息名称",
    "投资方",
    "信息来源",
    "产业类别",
    "信息类型",
    "意向投资（万元）",
    "研判结果",
    "是否有效",
    "企业联系人",
    "联系电话",
)
ACTIVITIES = ("日期", "活动类型", "领导层级", "次数", "人次", "经费（元）", "项目名称", "内容")


@pytest.fixture
def home(either_home: Home) -> Home:
    return either_home


def leads(unit: str, title: str, rows: list[tuple[Any, ...]], filled: str = "") -> list[list[Any]]:
    line = f"招商组名称：{unit}" + (f"  填报时间：{filled}" if filled else "")
    return [[title], [line], list(LEADS), *([*row, *[None] * (len(LEADS) - len(row))] for row in rows)]


def activities(unit: str, title: str, rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [[title], [f"填报单位：{unit}"], list(ACTIVITIES), *([*row, *[None] * (len(ACTIVITIES) - len(row))] for row in rows)]


def lead(on: str, title: str, investor: str = "甲公司", industry: str = "制造业", kind: str = "", review: str = "通过") -> tuple[Any, ...]:
    return (on, title, investor, "商会", industry, kind, 500, review, None, "联系人01", "13800000001")


def titles(home: Home) -> list[str]:
    return [row["title"] for row in home.rows("SELECT title FROM bi_lead ORDER BY lead_on, title")]


def test_a_lead_that_two_stations_tell_counts_once_for_the_earlier(home: Home) -> None:
    home.send("北京驻点招商组", "6月信息表.xlsx", leads("北京组", "2022年6月驻点招商信息表", [
        lead("2022-06-10", "光学镜头项目"), lead("2022-06-11", "人才甲", kind="人才项目"), lead("2022-06-12", "未过的", review="不通过")]))  # fmt: skip
    home.send("上海驻点招商组", "6月信息表.xlsx", leads("上海组", "2022年6月驻点招商信息表", [lead("2022-06-09", "光学镜头")]))
    home.send("石梁镇", "6月信息表.xlsx", leads("石梁镇", "2022年6月驻点招商信息表", [lead("2022-06-09", "镇里的信息")]))
    home.night()
    figures = home.headline()
    assert (figures["valid_leads"], figures["talent_leads"]) == (2, 1)
    counted = home.rows("SELECT unit_code, title FROM bi_lead WHERE counts ORDER BY unit_code, title")
    assert [(r["unit_code"], r["title"]) for r in counted] == [("ST01", "人才甲"), ("ST02", "光学镜头")]
    assert home.rows("SELECT valid FROM bi_lead WHERE title = '未过的'")[0]["valid"] in (False, 0)
    columns = home.rows("SELECT * FROM bi_lead LIMIT 1")[0]
    assert not {"contact", "phone"} & set(columns)


def test_a_week_replaces_its_week_and_a_month_its_month(home: Home) -> None:
    home.send("北京驻点招商组", "a.xlsx", leads("北京组", "2022年6月13日-6月19日驻点招商信息表", [lead("2022-06-14", "第一周")]))
    home.send("北京驻点招商组", "b.xlsx", leads("北京组", "2022年6月20日-6月26日驻点招商信息表", [lead("2022-06-21", "第二周")]))
    home.night()
    assert titles(home) == ["第一周", "第二周"]
    home.send("北京驻点招商组", "b.xlsx", leads("北京组", "2022年6月20日-6月26日驻点招商信息表", [lead("2022-06-22", "第二周改")]))
    home.night()
    assert titles(home) == ["第一周", "第二周改"]
    home.send("北京驻点招商组", "c.xlsx", leads("北京组", "2022年6月驻点招商信息表", [lead("2022-06-21", "全月")]))
    home.night()
    assert titles(home) == ["全月"]


def test_a_day_replaces_its_day_and_a_row_outside_its_own(home: Home) -> None:
    """A daily sheet that lists an earlier day as well replaces that day too, not its month, and is told."""
    home.send(
        "北京驻点招商组",
        "月.xlsx",
        leads("北京组", "2022年5月驻点招商信息表", [lead("2022-05-10", "五月一"), lead("2022-05-11", "五月二")]),
    )
    home.send(
        "北京驻点招商组",
        "日.xlsx",
        leads("北京组", "2022年6月24日驻点招商信息表", [lead("2022-06-24", "当日"), lead("2022-05-11", "补改")]),
    )
    home.night()
    assert titles(home) == ["五月一", "补改", "当日"]
    assert "period_widened" in home.rules()


def test_a_lead_without_date_is_of_the_day_it_was_delivered(home: Home) -> None:
    """F1: the stations' weekly sheet has no date column; 研判结果 says what is valid."""
    rows = [
        ["2022年驻点招商项目信息采集表"],
        ["共上报在谈项目1个（新增1个）"],
        ["所属片组：北京组    填报人：专员01    联系电话：13800000001    填报时间：2022年6月24日"],
        ["序号", "项目名称", "投资方", "需用土地（亩）", "企业联系人", "联系方式", "进度、备注", "产业类型", "研判结果"],
        [1, "光学镜头项目", "甲公司", 15, "联系人01", "13800000001", "洽谈", "二产", "通过"],
    ]
    home.send("北京驻点招商组", "采集表.xlsx", rows)
    home.night()
    found = home.rows("SELECT lead_on, title, industry, valid, needs_land FROM bi_lead")
    assert [(str(r["lead_on"]), r["title"], r["industry"], bool(r["valid"]), r["needs_land"]) for r in found] == [
        ("2022-06-24", "光学镜头项目", "制造业", True, 10_000.0)
    ]


def test_activities_by_row_and_by_column(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send("区招商局", "6月活动.xlsx", activities("区招商局", "2022年6月招商活动统计表", [
        ("2022-06-02", "外出招商", "区委书记", 2, 5, 3000, "甲", "考察"), ("6月3日", "外出招商", "分管领导", None, 4, 2000),
        ("6月4日", "专题夜学", None, 1, 60), ("6月5日", "外出招商", "主要领导", 1, 3, None, "查无此项")]))  # fmt: skip
    wide = [
        ["2022年6月招商活动统计表"],
        ["填报单位：北京驻点招商组"],
        ["日期", "外出招商", None, "接待客商（批次）", "邀请客商来访", "经费（万元）"],
        [None, "主要领导", "分管领导", None, None, None],
        ["2022-06-10", 1, 2, 3, None, 1.5],
        ["2022-06-11", None, None, 4, 5, None],
        ["合计", 1, 2, 7, 5, 1.5],
    ]
    path = home.send("北京驻点招商组", "6月活动.xlsx", wide)
    _merge(path, "B3:C3")
    home.night()
    figures = home.headline()
    assert (figures["trips_principal"], figures["trips_deputy"], figures["visitors_received"]) == (4, 3, 7)
    assert (figures["night_classes"], figures["investors_invited"], figures["leaders_invited"]) == (1, 5, 0)
    station = home.rows("SELECT cost_yuan, investors_invited FROM bi_station WHERE station = 'ST01' AND month = '2022-06'")
    assert [tuple(r.values()) for r in station] == [(15_000, 5)]
    assert home.rows("SELECT p.project_name FROM bi_activity a JOIN bi_project p ON p.project_id = a.project_id") == [
        {"project_name": "甲"}
    ]
    told = [(u, c) for u, rule, c in home.findings() if rule == "project_unmatched"]
    assert told == [("区招商局", "G7")]


def _merge(path: Path, cells: str) -> None:
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells(cells)
    book.save(path)


def test_an_activity_of_two_projects_of_one_name_is_told(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", "一公司"), project("甲", "二公司")])
    home.send(
        "区招商局",
        "6月活动.xlsx",
        activities("区招商局", "2022年6月招商活动统计表", [("2022-06-02", "外出招商", "主要领导", 1, 1, None, "甲")]),
    )
    home.night()
    assert "project_ambiguous" in home.rules()
    assert home.headline()["trips_principal"] == 1


def test_plans_are_late_due_and_done(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    head = ["项目名称", "节点任务", "责任人", "责任单位", "计划完成时间", "实际完成时间", "进展情况"]
    home.send("石梁镇", "倒排.xlsx", [["2022年6月项目倒排计划表"], ["填报单位：石梁镇"], head,
              ["甲", "土地报批", "专员01", "石梁镇", "2022-06-20", None, "报批"], ["甲", "签约", "专员01", "石梁镇", "2022-03-01", "2022-03-11", ""],
              ["甲", "开工", "专员01", "区住建局", "2022-07-05", None, ""], ["甲", "投产", "专员01", "区经信局", "2023年6月", None, ""]])  # fmt: skip
    home.night()
    found = home.rows("SELECT task, owner_unit, days_late, due_in_7 FROM bi_plan ORDER BY due_on")
    assert [(r["task"], r["owner_unit"], r["days_late"], bool(r["due_in_7"])) for r in found] == [
        ("签约", "330802100", 10, False), ("土地报批", "330802100", 10, False), ("开工", "DP06", 0, True), ("投产", "DP02", 0, False)
    ]  # fmt: skip
    (row,) = home.rows("SELECT plan_due, plan_done FROM bi_project")
    assert (str(row["plan_due"]), str(row["plan_done"])) == ("2022-06-20", "2022-03-11")


def test_space_league_officers_chains_yields(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send("区生态工业服务中心", "要素.xlsx", [["2022年6月平台要素保障表"], ["填报单位：区生态工业服务中心"], ["要素", "单位", "目标值", "完成值", "可用"],
              ["整治企业数", "家", 20, 12, None], ["腾出用地", "亩", 300, 90, 60]])  # fmt: skip
    home.send("区招商局", "排名.xlsx", [["2022年6月全市排名表"], ["填报单位：区招商局"], ["县(市、区)", "市外到位资金", None, "签约项目数", None],
              [None, "数值", "名次", "数值", "名次"], ["柯城区", 6.7, 2, 8, 1], ["衢江区", 7.1, 1, 6, 2], ["龙游县", 5, 3, 5, 3]])  # fmt: skip
    path = home.inbox / "区招商局" / "排名.xlsx"
    _merge(path, "B3:C3")
    _merge(path, "D3:E3")
    home.send("北京驻点招商组", "名册.xlsx", [["北京驻点招商组招商专员名册"], ["姓名", "选派单位", "到岗时间", "离岗时间", "联系电话"],
              ["专员01", "区招商局", "2022-01-04", None, "13800000001"], ["专员02", "石梁镇", "2022-01-04", "2022-06-30", None],
              ["专员03", "区财政局", "2022-03-01", "2022年12月31日", None]])  # fmt: skip
    home.send("区招商局", "图谱.xlsx", [["产业链图谱表"], ["填报单位：区招商局"], ["产业链", "环节", "目标企业", "所在地", "对接状态", "项目名称"],
              ["光电", "镜头", "甲公司", "深圳市", "已签约", "甲"], ["光电", "镜头", "乙公司", "杭州市", "在谈", None],
              ["光电", "模组", "丙公司", "上海市", "未对接", None]])  # fmt: skip
    home.send("区税务局", "产出.xlsx", [["2022年6月项目产出表"], ["填报单位：区税务局  单位：万元"], ["项目名称", "产值", "贸易额", "纳税额"],
              ["甲", 1200, None, 35.5], ["乙", None, None, None]])  # fmt: skip
    home.night()
    space = home.rows("SELECT platform, month, item, measure, points FROM bi_space ORDER BY item")
    assert [(r["platform"], r["month"], r["item"], r["measure"], round(r["points"], 6)) for r in space] == [
        ("PL01", "2022-06", "整治企业数", "家", 10.0), ("PL01", "2022-06", "腾出用地", "亩", -20.0)]  # fmt: skip
    ours = home.rows(
        "SELECT indicator, value, rank, value_at_1, value_at_2, value_at_3 FROM bi_league WHERE county = '柯城区' ORDER BY rank"
    )
    assert [tuple(r.values()) for r in ours] == [("签约项目数", 8, 1, 8, 6, 5), ("市外到位资金", 6.7, 2, 7.1, 6.7, 5)]
    assert home.headline()["officers"] == 2
    chain = home.rows(
        "SELECT node, companies, contacted, signed, projects, total_investment_yi, covered FROM bi_chain ORDER BY companies DESC"
    )
    assert [(*list(r.values())[:6], bool(r["covered"])) for r in chain] == [
        ("镜头", 2, 2, 1, 1, 1.0, True),
        ("模组", 1, 0, 0, 0, 0.0, False),
    ]
    (row,) = home.rows("SELECT y.month, y.output_yi, y.tax_yi FROM bi_yield y JOIN bi_project p ON p.project_id = y.project_id")
    assert (row["month"], row["output_yi"], row["tax_yi"]) == ("2022-06", 0.12, 0.00355)
    assert {"yield_of_nothing", "project_unmatched"} <= home.rules()


def test_no_name_of_an_officer_leaves_the_restricted_table(home: Home) -> None:
    """A roster line that vanishes is told without the name that identifies it."""
    head = [["北京驻点招商组招商专员名册"], ["姓名", "到岗时间"]]
    home.send("北京驻点招商组", "名册.xlsx", [*head, ["专员01", "2022-01-04"], ["专员02", "2022-01-05"]])
    home.night()
    home.send("北京驻点招商组", "名册.xlsx", [*head, ["专员01", "2022-01-04"]])
    home.night()
    assert "row_vanished" in home.rules()
    assert home.headline()["officers"] == 1
    everywhere = [str(r) for r in home.rows("SELECT * FROM bi_finding")] + [p.read_text(encoding="utf-8") for p in home.letters]
    assert not [text for text in everywhere if "专员0" in text]
    assert [r["name"] for r in home.rows("SELECT name FROM officers_personal ORDER BY name")] == ["专员01", "专员01", "专员02"]


def test_three_falls_need_four_known_months(home: Home) -> None:
    for month, count in ((2, 5), (3, 4), (4, 3), (5, 2), (6, 1)):
        rows = [lead(f"2022-{month:02}-{n + 1:02}", f"信息{month}-{n}", industry="文旅") for n in range(count)]
        home.send("北京驻点招商组", f"{month}月.xlsx", leads("北京组", f"2022年{month}月驻点招商信息表", rows))
    home.night()
    county = "SELECT months_falling, from_month, from_value, to_value, alert FROM bi_trend WHERE series = 'county'"
    (row,) = home.rows(county)
    assert (row["months_falling"], row["from_month"], row["from_value"], row["to_value"], bool(row["alert"])) == (4, "2022-02", 5, 1, True)
    (home.inbox / "北京驻点招商组" / "4月.xlsx").unlink()
    other = Home(home.folder.parent / "other", f"sqlite:///{home.folder.parent / 'other.db'}")
    for path in (home.inbox / "北京驻点招商组").iterdir():
        (other.inbox / "北京驻点招商组").mkdir(exist_ok=True)
        (other.inbox / "北京驻点招商组" / path.name).write_bytes(path.read_bytes())
    other.night()
    (row,) = other.rows(county)
    assert (row["months_falling"], row["from_month"], bool(row["alert"])) == (1, "2022-05", False)
    known = other.rows("SELECT month, leads, known FROM bi_lead_month ORDER BY month")
    assert [(r["month"], r["leads"], bool(r["known"])) for r in known] == [
        ("2022-02", 5, True), ("2022-03", 4, True), ("2022-04", None, False), ("2022-05", 2, True), ("2022-06", 1, True)
    ]  # fmt: skip


def test_who_has_sent_what(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")], month=6)
    home.ledger("航埠镇", [project("乙")], month=5)
    home.send("区统计局", "5月.xlsx", activities("区统计局", "2022年5月招商活动统计表", [("2022-05-02", "外出招商", "主要领导", 1)]))
    home.night(today=date(2022, 7, 1))
    found = home.rows(
        "SELECT unit_name, form, period, received, state FROM bi_submission WHERE unit_name IN ('石梁镇', '航埠镇', '九华乡', '区统计局', '区财政局')"
    )
    assert sorted(tuple(r.values()) for r in found if r["unit_name"] != "九华乡") == [
        ("区统计局", "activities", "2022-06", None, "未报"), ("石梁镇", "projects", "2022-06", "2022-07-01", "按时"),
        ("航埠镇", "projects", "2022-06", None, "未报"),
    ]  # fmt: skip
    assert [r["state"] for r in found if r["unit_name"] == "九华乡"] == ["未报"]
