"""What cells say, as a table: the text or number of a cell, and its value, companion and rule."""

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.cells import Cell, Context, parse
from schemas.forms import FORMS
from schemas.grammar import Field
from schemas.raw import ErrorValue, Uncached
from schemas.rules_cells import CELL_RULES
from tests.schemas.surroundings import JUNE, OTHERS, field_of, with_unit

JUNE_16 = date(2022, 6, 16)
SIGNED, PLANNED = field_of("projects.signed_on"), field_of("projects.planned_start_on")


@pytest.mark.parametrize("raw", [
    "2022-06-16", "2022/6/16", "2022.6.16", "20220616", "2022年6月16日", "6月16日", "6.16", " ２０２２－６－１６ ", "2022年6月16",
    "2022-06-16 00:00:00", "2022/6/16 8:30", "2022年6月16日星期四", "二〇二二年六月十六日", "今年6月16日", "2022.06.16.", "22年6月16日",
    20220616, 20220616.0, 44728, 44728.25, "44728", datetime(2022, 6, 16, 8), date(2022, 6, 16),
])  # fmt: skip
def test_day(raw: object) -> None:
    assert parse(SIGNED, raw, JUNE) == (JUNE_16, "day", None)


@pytest.mark.parametrize(("raw", "day", "precision"), [
    ("2022年5月", (2022, 5, 31), "month"), ("2022-05", (2022, 5, 31), "month"), ("2022.05", (2022, 5, 31), "month"),
    (2022.05, (2022, 5, 31), "month"), (2022.5, (2022, 5, 31), "month"), (202205, (2022, 5, 31), "month"),
    ("5月", (2022, 5, 31), "month"), ("5月份", (2022, 5, 31), "month"), ("6月", (2022, 6, 30), "month"),
    ("5月上旬", (2022, 5, 10), "ten_days"), ("5月中旬", (2022, 5, 20), "ten_days"), ("5月下旬", (2022, 5, 31), "ten_days"),
    ("5月初", (2022, 5, 10), "ten_days"), ("5月中", (2022, 5, 20), "ten_days"), ("6月底", (2022, 6, 30), "ten_days"),
    ("2月底", (2022, 2, 28), "ten_days"), ("上旬", (2022, 6, 10), "ten_days"), ("月底", (2022, 6, 30), "ten_days"),
    ("上半年", (2022, 6, 30), "half"), ("下半年", (2021, 12, 31), "half"), ("2021年上半年", (2021, 6, 30), "half"),
    ("一季度", (2022, 3, 31), "quarter"), ("年底", (2021, 12, 31), "month"), ("2021年底", (2021, 12, 31), "month"),
    ("年初", (2022, 1, 31), "month"), ("2021", (2021, 12, 31), "year"), (2021, (2021, 12, 31), "year"),
    ("2021年", (2021, 12, 31), "year"), ("2022年", (2022, 6, 30), "year"), ("去年12月", (2021, 12, 31), "month"),
    ("12月", (2021, 12, 31), "month"),
])  # fmt: skip
def test_imprecise_date(raw: object, day: tuple[int, int, int], precision: str) -> None:
    assert parse(SIGNED, raw, JUNE) == (date(*day), precision, "date_imprecise")


def test_imprecise_date_ends_with_the_delivery() -> None:
    early = replace(JUNE, on=date(2022, 6, 15))
    assert parse(SIGNED, "6月", early)[:2] == (date(2022, 6, 15), "month")
    assert parse(SIGNED, "2022年6月下旬", early).rule == "date_future"
    assert parse(SIGNED, "6月下旬", early).value == date(2021, 6, 30)
    assert parse(PLANNED, "6月", early).value == date(2022, 6, 30)


@pytest.mark.parametrize(("raw", "day"), [
    ("6.10", (2022, 6, 10)), ("6.1", (2022, 6, 1)), ("6月1日", (2022, 6, 1)), ("7.1", (2021, 7, 1)), ("12月31日", (2021, 12, 31)),
    ("6月30日", (2022, 6, 30)), ("7月1日", (2021, 7, 1)), ("2月29日", (2020, 2, 29)),
])  # fmt: skip
def test_day_without_year_is_the_latest_past(raw: str, day: tuple[int, int, int]) -> None:
    assert parse(SIGNED, raw, JUNE) == (date(*day), "day", None)


@pytest.mark.parametrize(("raw", "day", "precision"), [
    ("2023-01-01", (2023, 1, 1), "day"), ("12月1日", (2022, 12, 1), "day"), ("预计年底", (2022, 12, 31), "month"),
    ("拟2022年12月底前开工", (2022, 12, 31), "ten_days"), ("2022年四季度", (2022, 12, 31), "quarter"), ("7月", (2022, 7, 31), "month"),
    ("预计2022年9月30日", (2022, 9, 30), "day"), ("明年3月", (2023, 3, 31), "month"),
])  # fmt: skip
def test_planned_date(raw: str, day: tuple[int, int, int], precision: str) -> None:
    cell = parse(PLANNED, raw, JUNE)
    assert cell[:2] == (date(*day), precision)
    assert cell.rule == (None if precision == "day" else "date_imprecise")


def test_dates_of_1904() -> None:
    assert parse(SIGNED, 44728 - 1462, replace(JUNE, date_1904=True)).value == JUNE_16


@pytest.mark.parametrize(("raw", "month"), [
    ("2022-06", "2022-06"), ("2022年6月", "2022-06"), ("6月", "2022-06"), ("6月份", "2022-06"), (6, "2022-06"), ("6", "2022-06"),
    (202206, "2022-06"), (2022.06, "2022-06"), ("2022.6", "2022-06"), (date(2022, 6, 1), "2022-06"), ("2022-06-16", "2022-06"),
    ("7月", "2022-07"), ("2022年7月", "2022-07"), ("12月", "2022-12"), ("2021年12月", "2021-12"), (44713, "2022-06"),
])  # fmt: skip
def test_month(raw: object, month: str) -> None:
    assert parse(field_of("funds.month"), raw, JUNE) == (month, None, None)


@pytest.mark.parametrize("raw", [2022, 2022.0, "2022", "2022年", "今年", date(2022, 6, 1)])
def test_year(raw: object) -> None:
    assert parse(OTHERS["targets.year"], raw, JUNE).value == 2022


@pytest.mark.parametrize(("raw", "unit", "yuan"), [
    (6.7, "亿元", 670_000_000), (5000, "万元", 50_000_000), (0.1 + 0.2, "亿元", 30_000_000), (5000.5, "元", 5001),
    (0.00005, "万元", 1), (0.00004, "万元", 0), (1.005, "元", 1), (2.5, None, None), ("6.7亿", None, 670_000_000),
    ("5.5亿元", "万元", 550_000_000), ("5000万元", "亿元", 50_000_000), ("5000元", "万元", 5000), ("1,234.5", "万元", 12_345_000),
    ("１，２３４．５万元", None, 12_345_000), ("3千元", None, 3000), ("5百万元", None, 5_000_000), ("1亿2000万元", None, 120_000_000),
    ("叁仟万", None, 30_000_000), ("三点八五亿", None, 385_000_000), ("两亿元", None, 200_000_000), ("三千", "万元", 30_000_000),
    ("3个亿", None, 300_000_000), ("壹亿贰仟万元整", None, 120_000_000), ("5000（万元）", None, 50_000_000),
    ("人民币5000万元", None, 50_000_000), ("¥5000", "万元", 5000), ("5000万美元", "万元", 335_000_000), (5000, "万美元", 335_000_000),
    ("$100", None, 670), (5000, "单位：万元", 50_000_000), ("5000 万 元", None, 50_000_000),
    (370, "亿", 37_000_000_000), (1077, "亿元", 107_700_000_000), (1_005_136, "万元", 10_051_360_000), ("80亿", None, 8_000_000_000),
    ("82 086万", None, 820_860_000), (38.5, "亿元", 3_850_000_000), (22.8, "亿元", 2_280_000_000), (99.68, "亿元", 9_968_000_000),
    (2794.49, "亿元", 279_449_000_000), (35.5368, "亿元", 3_553_680_000), (25.47, "亿元", 2_547_000_000),
])  # fmt: skip
def test_money(raw: object, unit: str | None, yuan: int | None) -> None:
    cell = parse(field_of("projects.total_investment"), raw, with_unit(unit))
    assert cell == Cell(yuan, rule=None if yuan is not None else "money_unit_missing")
    assert yuan is None or type(cell.value) is int


@pytest.mark.parametrize(("raw", "yuan", "qualifier"), [
    ("30余亿元", 3_000_000_000, "ge"), ("约5亿", 500_000_000, "approx"), ("约三亿", 300_000_000, "approx"), ("近5亿", 500_000_000, "approx"),
    ("5亿元左右", 500_000_000, "approx"), ("5亿多元", 500_000_000, "ge"), ("5亿以上", 500_000_000, "ge"), ("超5亿元", 500_000_000, "ge"),
    ("30亿余元", 3_000_000_000, "ge"), ("不低于5000万元", 50_000_000, "ge"), ("≥1亿元", 100_000_000, "ge"), ("三十余亿元", 3_000_000_000, "ge"),
    ("不超过3亿", 300_000_000, "le"), ("5000万元以内", 50_000_000, "le"), ("十几亿", 1_000_000_000, "ge"),
])  # fmt: skip
def test_qualified_money(raw: str, yuan: int, qualifier: str) -> None:
    assert parse(field_of("projects.total_investment"), raw, JUNE) == (yuan, qualifier, "money_qualified")


def test_refund() -> None:
    assert parse(field_of("funds.amount"), -12.5, with_unit("万元")) == (-125_000, None, "money_refund")


@pytest.mark.parametrize(("raw", "unit", "m2"), [
    (50, "亩", 33_333.33), ("50亩", None, 33_333.33), ("50亩", "平方米", 33_333.33), (3, "亩", 2000.0), ("33,333㎡", None, 33_333.0),
    ("3千平方米", None, 3000.0), (3, "千平方米", 3000.0), ("1.5公顷", "亩", 15_000.0), ("2平方公里", None, 2_000_000.0), ("2km²", None, 2_000_000.0),
    ("1.2万平方米", None, 12_000.0), ("五十亩", None, 33_333.33), (0, None, 0.0), ("50（亩）", None, 33_333.33),
])  # fmt: skip
def test_area(raw: object, unit: str | None, m2: float) -> None:
    assert parse(field_of("projects.land_area"), raw, with_unit(unit)) == (m2, None, None)


@pytest.mark.parametrize(("raw", "share"), [
    (0.98, 0.98), (98, 0.98), ("98%", 0.98), ("98.0%", 0.98), ("９８％", 0.98), ("0.98", 0.98), (1, 1.0), (0, 0.0), ("百分之三十", 0.3),
    ("三成", 0.3), ("125.64%", 1.2564), (34.355, 0.34355), ("98.785%", 0.98785), (89.879, 0.89879), ("0.5%", 0.005), (1.5, 0.015),
])  # fmt: skip
def test_percent(raw: object, share: float) -> None:
    assert parse(field_of("projects.first_talk_share"), raw, JUNE) == (share, None, None)


@pytest.mark.parametrize(("raw", "count"), [(3, 3), (3.0, 3), ("3个", 3), ("３", 3), ("十二", 12), ("1,234", 1234), ("第3名", 3), (0, 0)])
def test_count(raw: object, count: int) -> None:
    assert parse(field_of("activities.times"), raw, JUNE) == (count, None, None)


@pytest.mark.parametrize(
    ("raw", "number"), [(12.5, 12.5), ("1,234.5", 1234.5), ("３．５", 3.5), ("-2", -2.0), ("一百二十", 120.0), (0.1 + 0.2, 0.3)]
)
def test_number(raw: object, number: float) -> None:
    assert parse(field_of("targets.target"), raw, JUNE) == (number, None, None)


@pytest.mark.parametrize(("name", "raw", "value"), [
    ("projects.industry", "工业", "制造业"), ("projects.industry", " 制 造业 ", "制造业"), ("projects.industry", "光电", "其他"),
    ("projects.status", "开工（在建）", "推进中"), ("projects.status", "已退库", "终止"), ("projects.status", "3.暂缓", "暂缓"),
    ("projects.agreement_type", "【正式】协议", None), ("projects.land_mode", "租赁", "租用厂房"), ("funds.evidence", "银行回单", "进账单"),
    ("projects.introduced_by", "驻杭州组", "ST03"), ("projects.introduced_by", "石梁镇", "330802100"), ("projects.platform", "光电产业园", "PL01"),
    ("projects.platform", "某地", None), ("targets.unit", "柯城区招商局", "ZS01"),
    ("projects.project_name", "  年产3000万件\n轴承项目 ", "年产3000万件\n轴承项目"), ("projects.remark", 3.0, "3"), ("projects.remark", "a\x00b\ud800", "ab"),
    ("projects.project_code", "2106－330802－04－01－12345x", "2106-330802-04-01-12345X"),
    ("projects.investor_uscc", "91110000600037341l", "91110000600037341L"), ("projects.tags", "首台套,大好高；小优美", "首台套、大好高、小优美"),
    ("projects.phone", "139 0000 0000", "13900000000"), ("projects.phone", 13900000000, "13900000000"), ("projects.phone", "+86-13900000000", "13900000000"),
    ("projects.phone", "(0570)3012345", "0570-3012345"), ("projects.phone", "13900000000/0570-3012345", "13900000000、0570-3012345"),
    ("projects.phone", "05703012345", "0570-3012345"), ("projects.phone", "400-123-4567", "4001234567"),
    ("leads.valid", "是", True), ("leads.valid", "√", True), ("leads.valid", "Y", True), ("leads.valid", 1, True), ("leads.valid", 1.0, True),
    ("leads.valid", "否", False), ("leads.valid", "×", False), ("leads.valid", 0, False), ("leads.valid", "没有", False), ("leads.valid", False, False),
])  # fmt: skip
def test_word(name: str, raw: object, value: object) -> None:
    assert parse(field_of(name), raw, JUNE).value == value


@pytest.mark.parametrize(("raw", "code"), [
    ("深圳市", "440300"), ("广东省东莞市", "441900"), ("衢州市柯城区", "330802"), ("上海", "310000"), ("香港", "810000"), ("美国", "000000"),
])  # fmt: skip
def test_region_has_its_code_beside_it(raw: str, code: str) -> None:
    assert parse(field_of("projects.investor_region"), raw, JUNE) == (raw, code, None)


@pytest.mark.parametrize("raw", ["", None, " ", "/", "-", "—", "无", "暂无", "待定", "－", "\u3000", "\x00"])
def test_blank(raw: object) -> None:
    assert parse(field_of("projects.investor"), raw, JUNE) == (None, None, None)
    assert parse(field_of("projects.project_name"), raw, JUNE) == (None, None, "required_blank")
    assert parse(field_of("projects.project_kind"), raw, JUNE).value is None


def test_text_of_another_kind_is_text() -> None:
    assert parse(field_of("projects.remark"), time(8, 30), JUNE).value == "08:30:00"
    assert parse(field_of("projects.remark"), datetime(2022, 6, 16), JUNE).value == "2022-06-16"


EVERY_FIELD = [field for form in FORMS.values() for field in form.fields] + list(OTHERS.values())
BY_KIND = list({(f.kind, f.lenient, f.planned, f.refunds, f.required, f.id if f.kind == "text" else ""): f for f in EVERY_FIELD}.values())
PIECES = st.sampled_from([
    "约", "余", "亿", "万", "元", "亩", "%", "年", "月", "日", "上旬", "底", "半年", "季度", "十", "二〇", "点", ".", ",", "-", "/",
    "(", ")", "（", "）", "：", "6", "16", "2022", "预计", "已", "√", "美元", "市", "区", "上海", "白云", "、", "\n", "\x00",
    "²", "Ⅷ", "٣", "①",
])  # fmt: skip
RAWS = st.one_of(
    st.text(), st.lists(PIECES, max_size=9).map("".join), st.integers(), st.floats(), st.booleans(), st.none(), st.dates(), st.datetimes(),
    st.times(), st.timedeltas(), st.text().map(ErrorValue), st.text().map(Uncached),
    st.floats(0, 3000).map(lambda number: round(number, 2)), st.sampled_from([math.inf, -math.inf, math.nan, 1e300, 10**400, "9" * 5000, "(" * 3000]),
)  # fmt: skip
CONTEXTS = st.sampled_from([with_unit(None), with_unit("万元"), with_unit("亩"), with_unit("万美元"), with_unit("?")])
REJECTS = {rule.code for rule in CELL_RULES if rule.severity == "reject"}


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(BY_KIND), RAWS, CONTEXTS)
def test_nothing_raises(field: Field, raw: object, context: Context) -> None:
    cell = parse(field, raw, context)
    assert isinstance(cell, Cell)
    assert cell.value is None or cell.rule not in REJECTS
    assert cell.value is None or type(cell.value) in KINDS[field.kind]
    if type(cell.value) is float:
        assert math.isfinite(cell.value)
    if type(cell.value) is int:
        assert abs(cell.value) < 2**63
    if type(cell.value) is str:
        cell.value.encode()
    assert (cell.companion is None) or field.companion


KINDS: dict[str, tuple[type, ...]] = {
    "text": (str,), "code": (str,), "unit": (str,), "region": (str,), "phone": (str,), "month": (str,), "date": (date,), "year": (int,),
    "money": (int,), "count": (int,), "number": (float,), "area": (float,), "percent": (float,), "bool": (bool,),
}  # fmt: skip


def test_timedelta_is_no_date() -> None:
    assert parse(SIGNED, timedelta(days=3), JUNE).rule == "date_unreadable"


@pytest.mark.parametrize("word", ["已竣工", "洽谈中", "在建中", "已供地", "已备案", "已过会", "已入库", "已达产", "推进中", "施工"])
def test_any_stage_word_says_that_the_project_goes_on(word: str) -> None:
    assert parse(field_of("projects.status"), word, JUNE).value == "推进中"


def test_a_refund_in_dollars_rounds_like_a_payment() -> None:
    amount = field_of("funds.amount")
    paid, refunded = (parse(amount, text, JUNE).value for text in ("1000.1美元", "-1000.1美元"))
    assert isinstance(paid, int) and refunded == -paid


@pytest.mark.parametrize(
    ("given", "unit", "yuan"),
    [
        ("1 005 136万", None, 10_051_360_000), ("80亿", None, 8_000_000_000), ("82 086万", None, 820_860_000), ("7亿", None, 700_000_000),
        (370, "亿", 37_000_000_000), (2794.49, "亿元", 279_449_000_000), ("6 129.09", "亿元", 612_909_000_000), (35.5368, "亿元", 3_553_680_000),
        (412_678, "万元", 4_126_780_000), ("99.68", "亿", 9_968_000_000), (38.5, "亿元", 3_850_000_000),
    ],
)  # fmt: skip
def test_amounts_of_official_reports_are_exact(given: object, unit: str | None, yuan: int) -> None:
    assert parse(field_of("projects.total_investment"), given, with_unit(unit)).value == yuan


@pytest.mark.parametrize(
    ("given", "fraction"),
    [
        ("98.8 %", 0.988),
        ("98.8％", 0.988),
        ("125.64%", 1.2564),
        (0.4559, 0.4559),
        ("34 %", 0.34),
        (91.28, 0.9128),
        ("百分之九十", 0.9),
        (1, 1.0),
    ],
)
def test_percents_of_official_reports(given: object, fraction: float) -> None:
    assert parse(Field("share", "完成率", "percent"), given, with_unit(None)).value == fraction
