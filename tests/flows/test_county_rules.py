"""Every rule over the county's sheets together: a test named after it, with sheets that break it and ones that do not."""

import xlwt

from tests.sheets import Home, funds, project


def told(home: Home, rule: str) -> list[tuple[str, str, str]]:
    """(unit, cell, got) of a rule's open findings."""
    rows = home.rows(
        "SELECT u.unit_name, f.cell, f.got FROM bi_finding f LEFT JOIN bi_unit u ON u.unit_code = f.unit_code WHERE rule = :r", r=rule
    )
    return sorted((r["unit_name"] or "", r["cell"], r["got"]) for r in rows)


def digest(home: Home) -> str:
    """The data officer's, of the last night."""
    return max((home.instance.var / "outbox").glob("*data-officer.txt")).read_text(encoding="utf-8")


def test_file_kills_reader(home: Home) -> None:
    """Two cells in opposite corners of an .xls: the reader wants over a gigabyte. Its neighbours are read all the same."""
    home.ledger("石梁镇", [project("甲")])
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    sheet.write(0, 0, "项目名称")
    sheet.write(65_535, 255, "末")
    (home.inbox / "航埠镇").mkdir()
    book.save(str(home.inbox / "航埠镇" / "台账.xls"))
    home.night()
    assert home.names() == {"甲"}
    assert told(home, "file_kills_reader") == [("航埠镇", "", "")]
    assert told(home, "file_unreadable") == []
    log = (home.instance.var / "log" / "reader-000001.txt").read_text(encoding="utf-8")
    assert "archive" in log and "台账" not in log


def test_project_repeated(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", 备注="前"), project("乙"), project("甲", 备注="后")])
    home.night()
    assert told(home, "project_repeated") == [("石梁镇", "A4", "甲")]
    assert home.rows("SELECT remark FROM bi_project WHERE project_name = '甲'") == [{"remark": "后"}]


def test_offices_disagree(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", **{"总投资（亿元）": 2, "引进单位": "石梁镇"})])
    home.ledger("航埠镇", [project("甲", **{"总投资（亿元）": 3, "引进单位": "石梁镇"})])
    home.ledger("九华乡", [project("乙")])
    home.night()
    assert told(home, "offices_disagree") == [("石梁镇", "E4", "2亿元"), ("航埠镇", "E4", "3亿元")]
    home.ledger("航埠镇", [project("甲", **{"总投资（亿元）": 2, "引进单位": "石梁镇"})])
    home.night()
    assert told(home, "offices_disagree") == []


def test_receipt_unmatched(home: Home) -> None:
    home.ledger("石梁镇", [project("甲")])
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 100], ["2022-06", "查无此项", "某公司", 50]]))
    home.night()
    assert told(home, "receipt_unmatched") == [("区招商局", "B5", "查无此项")]


def test_receipt_ambiguous(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", "一公司"), project("甲", "二公司")])
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "", 100], ["2022-06", "甲", "一公司", 50]]))
    home.night()
    assert told(home, "receipt_ambiguous") == [("区招商局", "B4", "甲")]


def test_receipts_beyond_contract(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 10_001], ["2022-06", "乙", "乙投资公司", 10_000]]))
    home.night()
    assert [(unit, got) for unit, _, got in told(home, "receipts_beyond_contract")] == [("区招商局", "1.0001亿元")]


def test_targets_do_not_add_up(home: Home) -> None:
    header = [["2022年度目标任务分解表"], ["填报单位：区招商局"], ["单位", "签约项目数", "开工项目数"]]
    home.send("区招商局", "目标.xlsx", [*header, ["区招商局", 10, 5], ["石梁镇", 6, 2], ["航埠镇", 4, 2]])
    home.night()
    assert [(unit, got) for unit, _, got in told(home, "targets_do_not_add_up")] == [("区招商局", "5")]


def test_source_unreachable(home: Home) -> None:
    """The night goes on, the last deliveries stand, and the data officer hears of it."""
    home.ledger("石梁镇", [project("甲")])
    home.night()
    home.inbox.rename(home.folder / "moved")
    night = home.night()
    assert home.names() == {"甲"}
    assert [str(p.trouble) for p in night.sources if p.trouble] == ["没有这个目录（no such folder）"]
    assert [unit for unit, _, _ in told(home, "source_unreachable")] == [""]  # nobody's but the data officer's
    digest = max((home.instance.var / "outbox").iterdir()).read_text(encoding="utf-8")
    assert "inbox" in digest


def test_cumulative_differs(home: Home) -> None:
    """A sum below the months' is wrong whatever came; one above it only when no month is missing."""
    home.ledger("石梁镇", [project("甲"), project("乙"), project("丙")])
    header = ["到位月份", "项目名称", "投资方", "到位资金", "本年累计"]
    for month, rows in ((1, [("甲", 100, 100), ("乙", 30, 30), ("丙", 5, 5)]), (2, [("甲", 50, 150), ("乙", 30, 31), ("丙", 5, 900)])):
        cells = [[f"2022-0{month}", name, f"{name}投资公司", amount, ytd] for name, amount, ytd in rows]
        home.send("区招商局", f"{month}月.xlsx", [[f"2022年{month}月到位资金明细表"], ["填报单位：区招商局  单位：万元"], header, *cells])
    home.night()
    assert told(home, "cumulative_differs") == [("区招商局", "E5", "31万元"), ("区招商局", "E6", "900万元")]


def test_split_differs(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙", 产业类别="服务业")])
    header = ["到位月份", "项目名称", "投资方", "资金来源地", "到位资金", "其中：市外资金", "其中：制造业"]
    rows = [["2022-06", "甲", "甲投资公司", "上海市", 100, 100, 100], ["2022-06", "乙", "乙投资公司", "衢州市", 60, 60, 0]]
    home.send("区招商局", "6月.xlsx", [["2022年6月到位资金明细表"], ["填报单位：区招商局  单位：万元"], header, *rows])
    home.night()
    assert told(home, "split_differs") == [("区招商局", "F5", "60万元")]


def test_done_differs(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙")])
    header = [["2022年度目标任务分解表"], ["填报单位：区招商局  填报时间：2022-06-28"], ["单位", "指标", "目标值", "计量单位", "完成值"]]
    home.send("区招商局", "目标.xlsx", [*header, ["石梁镇", "签约项目数", 6, "个", 3], ["石梁镇", "开工项目数", 2, "个", 0]])
    home.night()
    assert told(home, "done_differs") == [("区招商局", "E4", "3")]


def test_amount_slipped(home: Home) -> None:
    """The figure is ten thousand times the office's own former one; the finding stays while the sheet stands."""
    for unit, before, after in (("石梁镇", 1.5, 15_000), ("航埠镇", 1.5, 3)):
        home.ledger(unit, [project(f"{unit}甲", **{"总投资（亿元）": before})], month=5)
        home.night()
        home.ledger(unit, [project(f"{unit}甲", **{"总投资（亿元）": after})])
    home.night()
    home.night()
    assert told(home, "amount_slipped") == [("石梁镇", "E4", "15000亿元")]
    assert "多半写错单位的" in digest(home) and "  · 石梁镇：《石梁镇6月台账.xlsx》“Sheet”E4" in digest(home)
    home.ledger("石梁镇", [project("石梁镇甲", **{"总投资（亿元）": 1.6})])
    home.night()
    assert told(home, "amount_slipped") == [] and "多半写错单位的" not in digest(home)


def test_offices_slipped(home: Home) -> None:
    home.ledger("石梁镇", [project("甲", **{"总投资（亿元）": 2}), project("乙", **{"总投资（亿元）": 2})])
    home.ledger("航埠镇", [project("甲", **{"总投资（亿元）": 0.0002}), project("乙", **{"总投资（亿元）": 0.002})])
    home.night()
    assert told(home, "offices_slipped") == [("石梁镇", "E4", "2亿元"), ("航埠镇", "E4", "2万元")]


def test_receipt_slipped(home: Home) -> None:
    """Over ten times the contract; exactly ten times is only beyond it."""
    home.ledger("石梁镇", [project("甲"), project("乙")])
    home.send("区招商局", "6月.xlsx", funds([["2022-06", "甲", "甲投资公司", 100_001], ["2022-06", "乙", "乙投资公司", 100_000]]))
    home.night()
    assert told(home, "receipt_slipped") == [("区招商局", "D4", "10.0001亿元")]
    said = home.rows("SELECT message FROM bi_finding WHERE rule = 'receipt_slipped'")[0]["message"]
    assert "10.0001万元" in said and home.rows("SELECT amount_yi FROM bi_funds WHERE project_name = '甲'")[0]["amount_yi"] == 10.0001


def test_signed_again(home: Home) -> None:
    """36 months to the day is again, a day more is not; a date mended by a month is no new signing."""
    first = {"签约时间": "2019-06-01", "开工时间": ""}
    home.ledger("石梁镇", [project(name, **first) for name in ("甲", "乙", "丙")], month=5)
    home.night()
    days = {"甲": "2022-06-01", "乙": "2022-06-02", "丙": "2019-07-02"}
    home.ledger("石梁镇", [project(name, **{**first, "签约时间": day}) for name, day in days.items()])
    home.night()
    assert told(home, "signed_again") == [("石梁镇", "G4", "2022-06-01")]


def test_cumulative_falls(home: Home) -> None:
    home.ledger("石梁镇", [project("甲"), project("乙")])
    header = ["到位月份", "项目名称", "投资方", "到位资金", "本年累计"]
    for month, sums in ((1, (100, 30)), (2, (90, 30))):
        cells = [[f"2022-0{month}", name, f"{name}投资公司", 1, ytd] for name, ytd in zip("甲乙", sums, strict=True)]
        home.send("区招商局", f"{month}月.xlsx", [[f"2022年{month}月到位资金明细表"], ["填报单位：区招商局  单位：万元"], header, *cells])
    home.night()
    assert told(home, "cumulative_falls") == [("区招商局", "E4", "90万元")]


def test_offices_contradict(home: Home) -> None:
    """One says 开工, the platform lists it without 供地: both get the same sentence, until one of them writes."""
    home.ledger("石梁镇", [project("甲", 开工时间="2022-05-01"), project("乙", 开工时间="2022-05-01", 用地方式="租用厂房")])
    home.ledger("区文旅局", [project("甲"), project("乙", 用地方式="租用厂房")])
    home.night()
    assert [(unit, cell) for unit, cell, _ in told(home, "offices_contradict")] == [("区文旅局", "I4"), ("石梁镇", "J4")]
    said = {m["message"].split("：", 1)[1] for m in home.rows("SELECT message FROM bi_finding WHERE rule = 'offices_contradict'")}
    assert all("石梁镇填已开工" in text and "区文旅局没有填供地时间" in text for text in said)
    home.ledger("区文旅局", [project("甲", 供地时间="2022-04-01"), project("乙", 用地方式="租用厂房")])
    home.night()
    assert told(home, "offices_contradict") == []
