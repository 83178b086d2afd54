"""What an office and the data officer are told: each file once, as it lies there now, and nothing as mended that was not."""

import shutil
from datetime import date
from typing import Any

from flows import decisions
from flows.instance import SHIPPED
from tests.sheets import Home, funds, ledger, project

NAMES = [f"项目{i}" for i in range(10)]
FILE = "石梁镇6月台账.xlsx"


def letter(home: Home) -> str:
    return home.letters[0].read_text(encoding="utf-8") if home.letters else ""


def digest(home: Home) -> str:
    return max((home.instance.var / "outbox").iterdir()).read_text(encoding="utf-8")


def rows(**wrong: dict[str, Any]) -> list[dict[str, Any]]:
    """Ten projects in good order, but for the cells of those named."""
    return [project(name, **wrong.get(name, {})) for name in NAMES]


def without_unit(sheet: list[list[Any]]) -> list[list[Any]]:
    """A ledger that is returned: its amounts have no unit."""
    return [[str(c).replace("（亿元）", "") if i == 2 else c for c in row] for i, row in enumerate(sheet)]


def quality(home: Home) -> dict[str, int]:
    query = "SELECT rows_read, loaded, rejected, stops, rejects, warns FROM bi_quality WHERE unit_code = '330802100' AND form = 'projects'"
    return home.rows(query)[0]


def test_a_returned_file_is_told_once_as_it_lies_there_now(either_home: Home) -> None:
    home = either_home
    home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}, 项目2={"签约时间": "2022年5月"}))
    home.night(date(2022, 6, 29))
    home.send("石梁镇", FILE, without_unit(ledger("石梁镇", rows(项目1={"开工时间": "已开工"})[:-1])))
    home.night()
    said = letter(home)
    assert "没有采用：《石梁镇6月台账.xlsx》（整份退回）。" in said and "已入库：招商项目台账9行。" in said
    assert "整份退回1条，需修改1条。" in said
    assert "G6" not in said, "a cell of the former sheet"
    assert "仍在〕J5" in said
    assert "已修复" not in said, "nobody knows before it is read"
    assert quality(home) == {"rows_read": 18, "loaded": 9, "rejected": 9, "stops": 1, "rejects": 1, "warns": 0}
    home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}))
    home.night()
    said = letter(home)
    assert "已修复：2条" in said and "〔需修改·仍在〕J5" in said and "没有采用" not in said
    first = home.rows("SELECT first_seen FROM bi_finding WHERE rule = 'date_done_word'")
    assert [str(row["first_seen"]) for row in first] == ["2022-06-29"]


def test_a_file_that_cannot_be_opened_is_all_its_office_hears_of(home: Home) -> None:
    path = home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}))
    home.night()
    path.write_text("坏了", encoding="utf-8")
    home.night()
    assert home.rules() == {"file_unreadable"}
    assert "（整份退回）" in letter(home) and "已修复" not in letter(home)
    assert len(home.names()) == 9  # the former delivery stands
    home.ledger("石梁镇", rows())
    home.night()
    assert "已修复：2条" in letter(home)


def test_a_held_file_is_told_as_one_that_waits_and_its_withdrawal_brings_the_former_back(home: Home) -> None:
    home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}))
    home.night()
    home.ledger("石梁镇", rows(项目2={"签约时间": "2022年5月"})[:4])
    home.night()
    said = letter(home)
    assert said.startswith("【待确认】") and "没有采用：《石梁镇6月台账.xlsx》（等待确认）。" in said
    assert home.rules() == {"delivery_held", "date_imprecise"} and quality(home)["warns"] == 2
    held = home.rows("SELECT id FROM delivery WHERE held")[0]["id"]
    decisions.withdraw(home.instance, held)
    assert home.rules() == {"date_done_word"}


def test_a_held_file_that_was_sent_anew_waits_for_nobody(home: Home) -> None:
    home.ledger("石梁镇", rows())
    home.night()
    home.ledger("石梁镇", rows()[:3])
    home.night()
    assert "saima accept" in digest(home)
    home.ledger("石梁镇", rows())
    home.night()
    assert "saima accept" not in digest(home) and home.rules() == set()


def test_another_file_that_stands_is_told_beside_the_returned_one(home: Home) -> None:
    home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}))
    home.night()
    home.send("石梁镇", "石梁镇7月台账.xlsx", without_unit(ledger("石梁镇", rows(), month=7)))
    home.night()
    said = letter(home)
    assert "《石梁镇6月台账.xlsx》 Sheet\n" in said and "《石梁镇7月台账.xlsx》 Sheet（没有采用：整份退回）\n" in said


def test_a_finding_that_went_with_its_row_is_not_mended(home: Home) -> None:
    home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}, 项目2={"签约时间": "2022年5月"}, 项目3={"项目状态": "不知道"}))
    home.night()
    home.ledger("石梁镇", [row for row in rows(项目3={"项目状态": "还不知道"}) if row["项目名称"] != "项目1"])
    home.night()
    said = letter(home)
    assert "已修复：1条" in said and "行已删除：1条" in said  # 项目2 was mended, 项目1 deleted, 项目3 spelled otherwise
    assert "需修改·仍在〕K6" in said


def test_what_could_not_be_looked_at_is_not_mended(home: Home) -> None:
    """Rules over a row are asked of whole rows: while the row is rejected for another cell, nobody knows."""
    order = {"签约时间": "2022-03-01", "开工时间": "2022-02-01"}
    home.ledger("石梁镇", [project("甲", **order)])
    home.night()
    assert "时间先后" in home.letters[0].read_text(encoding="utf-8")
    home.ledger("石梁镇", [project("甲", **order, **{"总投资（亿元）": "很多"})])
    home.night()
    assert "已修复" not in home.letters[0].read_text(encoding="utf-8")
    home.ledger("石梁镇", [project("甲")])
    home.night()
    assert "已修复：3条" in home.letters[0].read_text(encoding="utf-8")  # with the start before there was land


def test_a_blank_that_was_filled_is_mended_and_a_vanished_row_that_came_back_too(home: Home) -> None:
    nameless = project("", "甲投资公司")
    home.ledger("石梁镇", [nameless, project("乙"), project("丙")])
    home.night()
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.night()
    assert "已修复：1条" in letter(home) and "行已删除" not in letter(home)
    assert home.rules() == {"row_vanished"}
    home.ledger("石梁镇", [project("甲"), project("乙"), project("丙")])
    home.night()
    assert "已修复：1条" in letter(home)


def test_a_receipts_name_that_was_corrected_is_mended(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "假", "甲投资公司", 100], ["2022-06", "没有", "某公司", 1]]))
    home.night()
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 100]]))
    home.night()
    assert "已修复：1条" in letter(home) and "行已删除：1条" in letter(home)


def test_a_sheet_of_changes_leaves_rows_out_and_deletes_none(home: Home) -> None:
    shutil.copytree(SHIPPED, home.folder / "config")
    (home.folder / "config" / "profiles").mkdir(exist_ok=True)
    (home.folder / "config" / "profiles" / "330802100.toml").write_text('[projects]\nmode = "changes"\n', encoding="utf-8")
    home.ledger("石梁镇", [project("甲", 签约时间="2022年5月"), project("乙")], month=5)
    home.night()
    home.ledger("石梁镇", [project("丙")])
    home.night()
    assert home.names() == {"甲", "乙", "丙"}
    assert "已修复" not in letter(home) and "行已删除" not in letter(home)


def test_a_vanished_row_that_stays_away_is_not_told_as_mended(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙", 协议性质="意向书")])
    home.night()
    home.ledger("石梁镇", [project("甲")])
    home.night()
    assert home.rules() == {"row_vanished"}
    home.ledger("石梁镇", [project("甲", 备注="改")])
    home.night()
    assert "已修复" not in letter(home) and "行已删除：1条" in letter(home)


def test_next_months_sheet_with_the_same_trouble_mends_nothing(home: Home) -> None:
    home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}), month=5)
    home.night()
    home.ledger("石梁镇", rows(项目1={"开工时间": "已开工"}))
    home.night()
    assert "已修复" not in letter(home) and "行已删除" not in letter(home) and "需修改·仍在" in letter(home)


def test_a_stray_files_findings_end_with_the_file_and_come_back_with_it(either_home: Home) -> None:
    home = either_home
    home.ledger("石梁镇", [project("甲")])
    strays = [
        home.send("某某办", "某某办台账.xlsx", ledger("某某办", [project("乙")])),
        home.send("石梁镇", "值班表.xlsx", [["值班表"], ["日期", "姓名"], ["2022-06-01", "某人"]]),
    ]
    home.night()
    assert home.rules() == {"unit_unknown", "form_unknown"} and "某某办台账.xlsx" in digest(home)
    content = [(path, path.read_bytes()) for path in strays]
    for path in strays:
        path.unlink()
    home.night()
    assert home.rules() == set() and "某某办台账.xlsx" not in digest(home)
    assert home.rows("SELECT unit_code FROM bi_quality") == [{"unit_code": "330802100"}]
    for path, kept in content:
        path.write_bytes(kept)
    assert home.night().arrived == []
    assert home.rules() == {"unit_unknown", "form_unknown"}


def test_a_source_out_of_reach_ends_nothing(home: Home) -> None:
    home.send("石梁镇", "值班表.xlsx", [["值班表"], ["日期", "姓名"], ["2022-06-01", "某人"]])
    home.ledger("石梁镇", [project("甲")])
    home.night()
    home.inbox.rename(home.folder / "moved")
    home.night()
    assert "form_unknown" in home.rules()


def test_a_letter_that_cannot_be_written_stops_no_other_and_is_tried_again(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", 开工时间="已开工")])
    home.ledger("航埠镇", [project("乙", 开工时间="已开工")])
    blocked = home.instance.var / "returns" / "1" / "330802100"
    blocked.parent.mkdir(parents=True)
    blocked.write_text("", encoding="utf-8")  # a file where the office's folder should be
    night = home.night()
    assert [path.parent.name for path in home.letters] == ["330802101", "ZS01"]  # the bureau's targets are overdue
    assert len(night.untold) == 1 and night.untold[0].startswith("石梁镇：")
    assert "没有写成的信" in digest(home) and "石梁镇：FileExistsError" in digest(home)
    assert len(list((home.instance.var / "log").glob("failure-*"))) == 1
    again = home.night()
    assert again.untold == [] and [path.parent.name for path in home.letters] == ["330802100"]


def test_the_digest_lists_tonights_letters_by_path_and_office(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 100]]))
    home.night()
    said = digest(home)
    assert "今晚的信（2封）：" in said
    for line in ("returns/1/330802100/letter.txt  石梁镇", "returns/1/ZS01/letter.txt  区招商局"):
        assert f"\n  {line}\n" in said
        assert (home.instance.var / line.split()[0]).exists()
    home.night()
    assert "今晚的信" not in digest(home)


def messages(home: Home, rule: str) -> list[str]:
    return [row["message"] for row in home.rows("SELECT message FROM bi_finding WHERE rule = :r ORDER BY cell", r=rule)]


def test_a_row_is_named_by_its_project_as_the_sheet_spells_it(home: Home) -> None:
    home.ledger("石梁镇", [
        project("年产5万吨（一期）LED项目", 开工时间="已开工"), project("", "乙投资公司", **{"总投资（亿元）": 7}), project("丙项目", 用地方式="", 供地时间=""),
    ])  # fmt: skip
    home.night()
    assert "J4（“年产5万吨（一期）LED项目”，开工时间）：" in messages(home, "date_done_word")[0]
    assert "A5（“乙投资公司”，项目名称）：" in messages(home, "required_blank")[0]
    assert "H6（“丙项目”，用地方式）：" in messages(home, "signed_without_land_mode")[0]
    assert "J4（“年产5万吨（一期）LED项目”，开工时间）：" in letter(home)


def test_an_absent_column_is_told_once_and_names_the_projects_that_lack_it(home: Home) -> None:
    for unit, count in (("石梁镇", 2), ("航埠镇", 5)):
        sheet = ledger(unit, [project(f"{unit}{i}项目") for i in range(count)])
        column = sheet[2].index("服务专员")
        home.send(unit, f"{unit}6月台账.xlsx", [row[:column] + row[column + 1 :] if i > 1 else row for i, row in enumerate(sheet)])
    home.night()
    said = [text.split("：")[0].split("“Sheet”")[1] for text in sorted(messages(home, "signed_without_service_officer"))]
    assert said == ["（“石梁镇0项目”“石梁镇1项目”，服务专员）", "（“航埠镇0项目”“航埠镇1项目”“航埠镇2项目”等5个项目，服务专员）"]


def test_a_target_is_named_by_its_office_and_indicator(home: Home) -> None:
    header = [["2022年度目标任务分解表"], ["填报单位：区招商局  填报时间：2022-06-28"], ["单位", "指标", "目标值", "计量单位", "完成值"]]
    home.send("区招商局", "目标.xlsx", [*header, ["石梁镇", "签约项目数", "五六个", "个", 0], ["航埠镇", "开工项目数", 2, "个", 3]])
    home.night()
    assert "（“石梁镇 签约项目数”，目标值）" in messages(home, "number_unreadable")[0]
    assert "（“航埠镇 开工项目数”，完成值）" in messages(home, "done_differs")[0]


def test_a_word_out_of_its_list_is_answered_with_the_list(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", 协议性质="口头协议")])
    home.night()
    assert "应为以下之一：意向书、框架协议、正式协议、补充协议。请改填其中一个" in messages(home, "code_unknown")[0]
