"""Official figures (domain.md 1.8) by the product's own arithmetic: as printed, or flagged where the print does not recompute."""

from fractions import Fraction

import pytest

from schemas.units import Unit
from warehouse.ranks import Score

YI = 10**8
_SOMEBODY = Unit("X", "某单位", "township")


def rate(top: object, bottom: object) -> Fraction:
    """The product's rate of two integers; amounts with places are taken in their smallest place, as money is taken in yuan."""
    a, b = Fraction(str(top)), Fraction(str(bottom))
    value = Score(_SOMEBODY, a.numerator * b.denominator, b.numerator * a.denominator).value
    assert value is not None
    return value


def reads_as(printed: str, exact: Fraction) -> str:
    """How a printed figure follows from the exact one: rounded, truncated, within a hundredth, or 不符 (口径待核)."""
    places = len(printed.partition(".")[2])
    scaled, said = exact * 10**places, Fraction(printed) * 10**places
    if said == (scaled + Fraction(1, 2)).__floor__():
        return "rounded"
    if said == scaled.__floor__():
        return "truncated"
    return "within 0.011" if places >= 2 and abs(exact - Fraction(printed)) <= Fraction("0.011") else "不符"


#: case, numerator, denominator, printed percent, how it follows
VECTORS = [
    ("许昌2017 履约率", 244, 247, "98.8", "rounded"), ("许昌 开工率", 222, 247, "90", "rounded"), ("许昌 到位率", 370, 1077, "34", "rounded"),
    ("兰洽会19 到位率", "2794.49", "6129.09", "45.59", "rounded"), ("兰洽会19 开工率", 907, 1093, "82.98", "rounded"),
    ("兰洽会19 建成率", 401, 1093, "36.69", "rounded"), ("兰洽会20 到位率", "2143.95", "6511.53", "32.93", "rounded"),
    ("兰洽会20 开工率", 1002, 1299, "77.14", "rounded"), ("兰洽会20 建成率", 327, 1299, "25.17", "rounded"),
    ("兰洽会21 到位率", "881.4", "6793.18", "12.64", "不符"), ("兰洽会21 另一份报告", "881.4", "6973", "12.64", "rounded"),
    ("渭南2010 开工率", 18 + 180, 292, "67.8", "rounded"), ("渭南 履约率", 291, 292, "99.65", "truncated"),
    ("攀枝花2006 完成率", 1_005_136 * 10**4, 80 * YI, "125.64", "rounded"),
    ("攀枝花 省外", 412_678, 1_005_136, "41.06", "rounded"), ("攀枝花 省内市外", 176_031, 1_005_136, "17.51", "rounded"),
    ("攀枝花 市内县际", 416_427, 1_005_136, "41.43", "rounded"),
    ("西秀区 一", "35.5368", "56.3359", "63.08", "rounded"), ("西秀区 二", "20.7991", "56.3359", "36.91", "truncated"),
    ("安庆2018 开工率", 199, 218, "91.28", "rounded"), ("安庆2018 建成率", 118, 218, "54.13", "rounded"),
    ("浙江2022 计划开工", 229, 235, "97.4", "rounded"), ("浙江2024 计划开工", 48, 148, "32.4", "rounded"),
    ("四川某县 一", "25.47", "42.5", "59.94", "within 0.011"), ("四川某县 二", "25.47", "46.5", "54.78", "within 0.011"),
    ("四川某县 三", "16.19", "28.8", "56.23", "不符"), ("四川某县 四", "9.18", "11.45", "80.17", "rounded"),
    ("德清 临杭工业区", 82_086 * 10**4, 7 * YI, "117.27", "rounded"),
    ("贵池2023 一", 40, 45, "88.9", "rounded"), ("贵池2023 二", "99.68", 145, "68.7", "rounded"),
    ("某市2023 一", "219.22", 589, "37.22", "rounded"), ("某市2023 二", "100.66", 242, "41.6", "rounded"),
    ("某市2023 三", 78, 132, "59.09", "rounded"), ("某市2023 四", 63, 81, "77.78", "rounded"),
    ("云南2015 一", 68, 360, "18.6", "不符"), ("云南2015 二", "217.2", 375, "58.2", "不符"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "top", "bottom", "printed", "how"), VECTORS, ids=[v[0] for v in VECTORS])
def test_a_printed_rate_recomputes_or_is_flagged(case: str, top: object, bottom: object, printed: str, how: str) -> None:
    assert reads_as(printed, 100 * rate(top, bottom)) == how


def test_points_ahead_and_behind_are_by_months() -> None:
    """攀枝花: 125.64 % done by October is 42.31 points ahead of 10/12, 70.41 % is 12.92 behind."""
    ahead = 100 * (rate(1_005_136 * 10**4, 80 * YI) - Fraction(10, 12))
    assert reads_as("42.31", ahead) == "rounded"
    assert reads_as("12.92", 100 * Fraction(10, 12) - Fraction("70.41")) == "rounded"


def test_parts_sum_to_their_whole() -> None:
    assert 412_678 + 176_031 + 416_427 == 1_005_136
    assert Fraction("35.5368") + Fraction("20.7991") == Fraction("56.3359")
    assert sum(map(Fraction, ("38.5", "22.8", "22.3", "5.5"))) == Fraction("89.1")
