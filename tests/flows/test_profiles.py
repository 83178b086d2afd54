"""What is particular to one unit's sheets: config/profiles/<unit>.toml, from the file to the figures."""

import shutil

import pytest

from flows.instance import SHIPPED
from flows.wrong_setting import WrongSetting
from tests.sheets import Home, ledger, project


@pytest.fixture
def home(either_home: Home) -> Home:
    shutil.copytree(SHIPPED, either_home.folder / "config")
    return either_home


def profile(home: Home, unit: str, text: str) -> None:
    folder = home.folder / "config" / "profiles"
    folder.mkdir(exist_ok=True)
    (folder / f"{unit}.toml").write_text(text, encoding="utf-8")


def test_a_sheet_of_changes_leaves_what_it_does_not_say(home: Home) -> None:
    profile(home, "石梁镇", '[projects]\nmode = "changes"\n')
    home.ledger("石梁镇", [project(name, 备注="五月") for name in "甲乙丙丁戊己庚辛"], month=5)
    home.night()
    home.ledger("石梁镇", [project("乙", 备注="六月"), project("壬")], month=6)
    home.night()
    assert home.names() == set("甲乙丙丁戊己庚辛壬")
    assert home.rows("SELECT remark, mark FROM bi_project WHERE project_name = '乙'") == [{"remark": "六月", "mark": None}]
    assert not {"row_vanished", "delivery_held"} & home.rules()
    home.ledger("石梁镇", [project("丙", 项目状态="终止")], month=7)
    home.night()
    assert home.names() == set("甲乙丙丁戊己庚辛壬")
    assert home.headline()["signed_100m"] == 8


def test_a_rejected_change_leaves_the_former_row_to_be_mended(home: Home) -> None:
    profile(home, "石梁镇", '[projects]\nmode = "changes"\n')
    home.ledger("石梁镇", [project("甲"), project("乙")], month=5)
    home.night()
    home.ledger("石梁镇", [project("甲", 开工时间="已开工")], month=6)
    home.night()
    marks = {r["project_name"]: r["mark"] for r in home.rows("SELECT project_name, mark FROM bi_project")}
    assert marks == {"甲": "待改", "乙": None}
    home.ledger("石梁镇", [project("甲", 开工时间="2022-06-01")], month=6)
    home.night()
    assert {r["mark"] for r in home.rows("SELECT mark FROM bi_project")} == {None}


def test_a_withdrawn_sheet_of_changes_leaves_nothing(home: Home) -> None:
    from flows import decisions

    profile(home, "石梁镇", '[projects]\nmode = "changes"\n')
    home.ledger("石梁镇", [project("甲", 备注="五月")], month=5)
    home.night()
    home.ledger("石梁镇", [project("甲", 备注="六月"), project("错报的")], month=6)
    home.night()
    (latest,) = home.rows("SELECT MAX(id) AS id FROM delivery")
    decisions.withdraw(home.instance, latest["id"])
    assert home.names() == {"甲"}
    assert home.rows("SELECT remark FROM bi_project") == [{"remark": "五月"}]


def test_own_headers_ignored_columns_and_defaults(home: Home) -> None:
    profile(home, "石梁镇", """
[projects]
ignored = ["结对班子成员"]
expected_rows = [2, 9]
[projects.aliases]
"牵线的" = "introduced_by"
[projects.defaults]
platform = "光电产业园"
land_mode = "租用厂房"
""")  # fmt: skip
    rows = ledger("石梁镇", [project("甲")])
    rows[2][rows[2].index("引进单位")] = "牵线的"
    rows[3][rows[2].index("牵线的")] = "杭州组"
    rows[2] += ["结对班子成员", "没见过的"]
    rows[3] += ["某某", "x"]
    home.send("石梁镇", "台账.xlsx", rows)
    home.ledger("航埠镇", [project("乙", 落地平台="x")])
    home.night()
    (found,) = home.rows("SELECT introduced_by, platform, land_mode FROM bi_project WHERE project_name = '甲'")
    assert found == {"introduced_by": "ST03", "platform": "PL01", "land_mode": "新增用地"}
    told = [(rule, cell) for unit, rule, cell in home.findings() if unit == "石梁镇"]
    assert ("column_unknown", "P3") in told
    assert ("column_unknown", "O3") not in told
    assert "volume_unusual" in {rule for rule, _ in told}


def test_a_default_gives_way_to_what_another_office_wrote(home: Home) -> None:
    profile(home, "区发改局", '[projects.defaults]\nplatform = "光电产业园"\nindustry = "服务业"\n')
    rows = ledger("区发改局", [project("甲"), project("乙")])
    keep = [n for n, name in enumerate(rows[2]) if name != "产业类别"]
    home.send("区发改局", "台账.xlsx", [row if n < 2 else [row[i] for i in keep] for n, row in enumerate(rows)])
    home.ledger("石梁镇", [project("甲", 产业类别="制造业")])
    home.night()
    found = {
        r["project_name"]: (r["industry"], r["platform"]) for r in home.rows("SELECT project_name, industry, platform FROM bi_project")
    }
    assert found == {"甲": ("制造业", "PL01"), "乙": ("服务业", "PL01")}
    assert "offices_disagree" not in home.rules()


@pytest.mark.parametrize(
    ("unit", "text", "said"),
    [
        ("石梁镇", "[projekts]\n", "projekts"), ("石梁镇", '[projects]\nmod = "changes"\n', "mod"), ("没有的镇", "[projects]\n", "没有的镇"),
        ("石梁镇", '[funds]\nmode = "changes"\n', "mode"), ("石梁镇", '[projects.aliases]\n"甲" = "no_such"\n', "no_such"),
        ("石梁镇", '[projects.defaults]\nland_mode = "随便"\n', "land_mode"), ("石梁镇", "[projects]\nexpected_rows = [9, 2]\n", "expected_rows"),
        ("石梁镇", "[projects\n", "no TOML"),
    ],
)  # fmt: skip
def test_a_slip_in_a_profile_is_one_line(home: Home, unit: str, text: str, said: str) -> None:
    profile(home, unit, text)
    with pytest.raises(WrongSetting, match=said) as raised:
        home.night()
    assert "\n" not in str(raised.value) and "profiles" in str(raised.value)
