"""The race's engine on fifteen real rule sets (domain.md 1.6): official figures where they are printed, the rule's own words where not."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from schemas.scoring import Rules, in_force, read_rules, read_scoring
from warehouse.ranks import list_ranks, rank_values
from warehouse.scores import check_rules, credit
from warehouse.scoring import Facts, Introduced, Total, score_group

HERE = Path(__file__).parent / "rule_sets.toml"
RULES = {row["name"]: read_rules(HERE, row) for row in tomllib.loads(HERE.read_text(encoding="utf-8"))["rules"]}
YI = 10**8


def f(value: object) -> Fraction:
    return Fraction(str(value))


def given(rows: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, Fraction | None]]:
    """metric → unit → figure."""
    return {metric: {unit: None if v is None else f(v) for unit, v in units.items()} for metric, units in rows.items()}


def score(
    name: str, values: Mapping[str, Mapping[str, object]], targets: Mapping[str, Mapping[str, object]] | None = None,
    projects: list[Introduced] | None = None, months: int = 12, group: str = "",
) -> dict[str, Total]:  # fmt: skip
    units = sorted({unit for by_unit in values.values() for unit in by_unit} | {u for p in projects or () for u in p.shares})
    goals = {metric: {u: f(v) for u, v in by_unit.items()} for metric, by_unit in (targets or {}).items()}
    facts = Facts(given(values), goals, projects or [], Fraction(months, 12))
    return {total.unit: total for total in score_group(RULES[name], group, units, facts)}


def points(total: Total) -> dict[str, Fraction]:
    return {p.item.item: p.points for p in total.items}


def test_r1_half_points_give_2_78() -> None:
    """0.96×0.5 + 1.2×0.5 + 0.5 (1.08 capped) + 0.5 + 0.3 + 0.4 = 2.78, as printed."""
    found = score(
        "R1",
        {"investment": {"甲": 96}, "foreign": {"甲": 130}, "signed": {"甲": 28}, "amount": {"甲": 177.7}, "300m": {"甲": 9}, "1000m": {"甲": 4},
         "2000m": {"甲": 1}, "a": {"甲": 1}, "b": {"甲": 0}, "c": {"甲": 1}, "overdue": {"甲": 1}, "false": {"甲": 0}},
        {"investment": {"甲": 100}, "foreign": {"甲": 100}, "signed": {"甲": 27}, "amount": {"甲": 54}},
    )["甲"]  # fmt: skip
    assert found.score == f("2.78")
    signing = next(p for p in found.items if p.item.item == "签约")
    assert signing.raw == (Fraction(28, 27) + f("177.7") / 54) / 2 and signing.capped == 1  # 1.08 of half a point and more: capped
    missing = score("R1", {"300m": {"甲": 5}, "1000m": {"甲": 4}, "2000m": {"甲": 0}})["甲"]
    assert points(missing)["分档项目数"] == f("0.2")  # three are missing


def test_r2_weighted_rates_sum_to_a_hundred() -> None:
    found = score("R2", {"kept": {"甲": 1}, "started": {"甲": "4/5"}, "outside": {"甲": "1/2"}, "year": {"甲": 90}}, {"year": {"甲": 100}})[
        "甲"
    ]
    assert found.score == 10 + 16 + f("17.5") + f("31.5")
    assert sum(p.item.weight for p in found.items) == 100


def test_r3_targets_of_the_months_gone_and_capped_bonuses() -> None:
    """得分=(完成/时序目标)×分值: 3 of 4 due by September for the year's 8 is half; a full one gives no more than the full mark."""
    values = {"projects": {"甲": 3}, "funds": {"甲": 9}, "leaders": {"甲": 90}, "peers": {"甲": 80}, "companies": {"甲": 10}, "fairs": {"甲": 1},
              "leads": {"甲": 3}, "more": {"甲": 5}}  # fmt: skip
    big = [Introduced({"甲": Fraction(1)}, 50 * YI), Introduced({"甲": Fraction(1)}, 10 * YI), Introduced({"甲": Fraction(1)}, 9 * YI)]
    found = points(score("R3", values, {"projects": {"甲": 8}, "funds": {"甲": 12}}, big, months=9)["甲"])
    assert found == {
        "省外亿元项目": 15,
        "到位资金": 20,
        "载体打分": 15 * f("0.87"),
        "企业": 3,
        "推介会": 3,
        "有效信息": f("1.5"),
        "超额": 6,
        "大项目": 12,
    }


def test_r4_efficacy_coefficients_run_from_60_to_100() -> None:
    """(x − min)/(max − min) × 40 + 60: the best 100, the worst 60; equals are all best."""
    found = score(
        "R4", {"foreign": {"甲": 5, "乙": 1, "丙": 3}, "outside": {"甲": 0, "乙": 10, "丙": 10}, "signed": {"甲": 2, "乙": 2, "丙": 2}}
    )
    marks = {unit: {p.item.item: p.capped for p in total.items} for unit, total in found.items()}
    assert marks["甲"] == {"实际利用外资": 100, "省外资金": 60, "新签约亿元": 100}
    assert (marks["乙"]["实际利用外资"], marks["丙"]["实际利用外资"]) == (60, 80)
    assert found["丙"].score == 24 + 30 + 10


def test_r5_the_cap_is_the_full_mark() -> None:
    found = score(
        "R5",
        {"amount": {"甲": 300, "乙": 50}, "met": {"甲": 7, "乙": 2}, "other": {"甲": 20, "乙": 10}},
        {"amount": {"甲": 100, "乙": 100}},
    )
    assert (found["甲"].score, found["乙"].score) == (100, 25 + 20 + 10)


def test_r6_points_a_project_with_multipliers_and_rank() -> None:
    projects = [
        Introduced({"甲": Fraction(1)}, 3 * YI, frozenset({"manufacturing", "started_in_year_of_landing"})),
        Introduced({"甲": Fraction(1)}, 100 * YI, frozenset({"outside_province"})),
        Introduced({"乙": Fraction(1)}, 10 * YI),
        Introduced({"乙": Fraction(1)}, YI - 1),
    ]
    found = score("R6", {"signed": {"甲": 2, "乙": 5, "丙": 5}, "leads": {"甲": 4, "乙": 0}, "late": {"甲": 0, "乙": 3}}, projects=projects)
    assert points(found["甲"]) == {"亿元项目": f("2.8"), "大项目": 6, "位次": f("1.6"), "有效信息": f("0.4"), "迟报": 0}
    assert points(found["乙"]) == {"亿元项目": 1, "大项目": f("1.5"), "位次": 2, "有效信息": 0, "迟报": -3}
    assert points(found["丙"])["位次"] == 2  # a tie shares the place


@pytest.mark.parametrize(("days", "mark"), [(25, 10), (20, 10), (19, 9), (15, 9), (14, 8), (10, 8), (9, 8), (8, 7), (1, 0), (0, 0)])
def test_r7_attendance_bands(days: int, mark: int) -> None:
    """≥20→10, 15–19→9, 10–14→8, ≤9: days − 1, not below 0."""
    assert points(score("R7", {"days": {"甲": days}})["甲"])["驻点天数"] == mark


def test_r7_ratio_to_the_best_of_the_group_and_shared_credit() -> None:
    """其他 = 本人绝对值 / 本组最高绝对值 × 分值; +20 for a signing is split between its introducers; 离岗 −10 each, not below 0."""
    shared = [Introduced({"甲": Fraction(1, 2), "乙": Fraction(1, 2)}, 1)]
    values = {"days": {"甲": 20, "乙": 20}, "visits": {"甲": 4, "乙": 10}, "reported": {"甲": 3, "乙": 0}, "absent": {"甲": 2, "乙": 0}}
    found = {unit: points(total) for unit, total in score("R7", values, projects=shared).items()}
    assert found["甲"] == {"驻点天数": 10, "督查离岗": 0, "拜访": 4, "上报项目": 15, "外资签约": 10}
    assert found["乙"] == {"驻点天数": 10, "督查离岗": 10, "拜访": 10, "上报项目": 0, "外资签约": 10}
    assert points(score("R7", {"visits": {"甲": 0, "乙": 0}})["甲"])["拜访"] == 0  # nobody did anything: nothing to divide by


def test_r8_points_add_up() -> None:
    projects = [Introduced({"甲": Fraction(1)}, yi * YI) for yi in (50, 10, 5, 1)]
    found = score(
        "R8", {"new": {"甲": 2}, "continued": {"甲": 3}, "done": {"甲": 4}, "production": {"甲": 1}}, {"done": {"甲": 8}}, projects
    )["甲"]
    assert found.score == 10 + 6 + (20 + 10 + 6 + 3) + 30 + 20


def test_r9_groups_are_ranked_alone_and_a_great_project_promotes() -> None:
    values = {"done": {"甲": 5, "乙": 9}, "landed_100m": {"甲": 3, "乙": 2}, "landed_1000m": {"甲": 0, "乙": 0}}
    found = score("R9", values, {"done": {"甲": 10, "乙": 10}}, group="一组")
    assert (found["甲"].score, found["甲"].promoted) == (50, True)
    assert (found["乙"].score, found["乙"].promoted) == (90, False)


def test_r10_classes_have_items_of_their_own() -> None:
    a = score("R10", {"chosen": {"甲": 3}}, {"chosen": {"甲": 4}}, group="A类")["甲"]
    b = score("R10", {"chosen": {"甲": 3}, "signed": {"甲": 1}}, {"chosen": {"甲": 4}, "signed": {"甲": 2}}, group="B类")["甲"]
    assert (a.score, [p.item.item for p in a.items]) == (75, ["招商选资任务"])
    assert b.score == 45 + 20


@pytest.mark.parametrize(("done", "missing", "total"), [(10, 0, 100), (9, 1, 74), (8, 0, 75), (5, 2, 48), (4, 0, 0), (10, 40, 88)])
def test_r11_steps_and_at_most_twelve_points_for_missing_reports(done: int, missing: int, total: int) -> None:
    assert score("R11", {"done": {"甲": done}, "missing": {"甲": missing}}, {"done": {"甲": 10}})["甲"].score == total


def test_r12_two_boards_each_with_a_red_and_a_black_list() -> None:
    units = "甲乙丙丁戊己"
    on_time = dict(zip(units, ["1", "1", "0.9", "0.8", "0.7", "0.2"], strict=True))
    progress = dict(zip(units, ["0.1", "0.5", "0.9", "0.6", "0.7", "0.2"], strict=True))
    basic = [score("R12 基础工作", {"on_time": on_time})[u].score for u in units]
    indicators = [score("R12 指标进度", {"progress": progress})[u].score for u in units]
    assert list_ranks(basic, 2, 1) == ["红", "红", None, None, None, "黑"]
    assert list_ranks(indicators, 1, 2) == ["黑", None, "红", None, None, "黑"]
    assert list_ranks(basic, 1, 1) == [None, None, None, None, None, "黑"]  # two are first alike: a list of one names neither


def test_r13_full_marks_at_a_hundred_percent_and_a_point_a_missed_report() -> None:
    found = score("R13", {"started": {"甲": "1.2"}, "invested": {"甲": "0.9"}, "missed": {"甲": 3}, "news": {"甲": 4}})["甲"]
    assert found.score == 40 + 45 + 7 - 2


def test_r14_a_total_is_exact_and_shown_to_two_places() -> None:
    found = score("R14", {"projects": {"龙游": 7, "他县": 12}, "funds": {"龙游": 41.26, "他县": 40}})["龙游"]
    assert found.score == 75 and f"{float(found.score):.2f}" == "75.00"
    thirds = score("R14", {"projects": {"龙游": 1, "他县": 3}, "funds": {"龙游": 1, "他县": 3}})["龙游"].score
    assert thirds == Fraction(100, 3)  # and is ranked as that, not as 33.33


def test_r15_shares_done_by_indicator_and_a_unit_without_targets_is_not_ranked() -> None:
    targets = {"signed": {"甲": 4, "乙": 0}, "started": {"甲": 2}}
    found = score("R15", {"signed": {"甲": 3, "乙": 5}, "started": {"甲": 1, "乙": 1}}, targets, group="一类")
    assert found["甲"].score == f("62.5") and found["乙"].score is None
    assert rank_values([found["甲"].score, found["乙"].score]) == [1, None]
    assert [p.raw for p in found["甲"].items] == [Fraction(3, 4), Fraction(1, 2)]


def test_every_rule_set_of_the_domain_is_configured() -> None:
    assert {name.split()[0] for name in RULES} == {f"R{n}" for n in range(1, 16)}


def test_the_order_of_units_changes_no_points() -> None:
    values = given(
        {"foreign": {"甲": 5, "乙": 1, "丙": 3}, "outside": {"甲": 2, "乙": 7, "丙": 7}, "signed": {"甲": 1, "乙": 0, "丙": None}}
    )
    orders = [["甲", "乙", "丙"], ["丙", "甲", "乙"]]
    first, second = ({t.unit: t.score for t in score_group(RULES["R4"], "", units, Facts(values))} for units in orders)
    assert first == second


def test_credit_is_shared_between_first_talk_and_introducer() -> None:
    assert credit("甲", "乙", 0.1) == {"乙": Fraction(1, 10), "甲": Fraction(9, 10)}
    assert credit("甲", None, 0.1) == {"甲": 1} and credit("甲", "甲", 0.3) == {"甲": 1}
    assert sum(credit(None, "乙", 0.25).values()) == 1


def test_a_later_rule_set_and_one_for_the_group_alone_come_first() -> None:
    from datetime import date

    old, new, own = (Rules(n, (), since=date(2022, m, 1), groups=g) for n, m, g in (("旧", 1, ()), ("新", 7, ()), ("组", 7, ("平台",))))
    chosen = [in_force((old, new, own), date(2022, month, 1), group) for month, group in ((6, "平台"), (7, "平台"), (7, "部门"))]
    assert [rule and rule.name for rule in chosen] == ["旧", "组", "新"]
    assert in_force((old,), date(2021, 12, 31), "部门") is None


@pytest.mark.parametrize(
    ("item", "said"),
    [('method = "guess"\nmetric = "rate.start"', "method is one of ratio"), ('method = "ratio"', "no metric"),
     ('method = "ratio"\nmetric = "rate.luck"', "metric rate.luck is none of"), ('method = "ratio"\nmetric = "rate.start"\nwieght = 3', "wieght"),
     ('method = "projects"\ntiers = [[1, 1]]\nfactors = { luck = 2 }', "factor luck is none of")],
)  # fmt: skip
def test_a_slip_in_the_rules_is_named(tmp_path: Path, item: str, said: str) -> None:
    path = tmp_path / "scoring.toml"
    path.write_text(f'[[rules]]\nname = "某办法"\n[[rules.item]]\nitem = "某项"\n{item}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        check_rules(read_scoring(path))
