"""Rules over one cell of a date, a month or a year."""

from datetime import date

from schemas.rule import Case, Rule

_FULL = "年月日齐全的日期，如 2022-06-16"
_NEEDED = ("{title}，如 2022-06-16", "请填写{title}，写成 2022-06-16 这样的日期；这一列每行都要填，还没有发生的，这一行先不填报。")

DATE_RULES: tuple[Rule, ...] = (
    Rule(
        "date_unreadable", "reject", "cell", "日期无法识别", _FULL,
        "请只填一个日期，写成 2022-06-16 或 2022年6月16日；尚未发生的请留空。", "没有日期便无法判断项目进到哪一步",
        needed=_NEEDED,
        cases=(
            Case("projects.signed_on", "第三周"),
            Case("projects.signed_on", "22.6.16"),
            Case("projects.signed_on", 6),
            Case("projects.signed_on", 999),
            Case("projects.signed_on", 6.123),
            Case("projects.signed_on", 13.5),
            Case("projects.signed_on", date(1900, 1, 6)),
            Case("projects.signed_on", "2022.6.16", hits=False),
            Case("projects.signed_on", "二〇二二年六月十六日", hits=False),
            Case("projects.signed_on", 44728, hits=False),
            Case("projects.signed_on", "", hits=False),
        ),
    ),
    Rule(
        "date_impossible", "reject", "cell", "没有这一天", "日历上有的日期，如 2022-06-16", "请核对月份和日期后重新填写。", "日期写错会算错进度",
        cases=(
            Case("projects.signed_on", "2022-02-30"),
            Case("projects.signed_on", "6月31日"),
            Case("projects.signed_on", 0.5),
            Case("projects.signed_on", "2022年2月29日"),
            Case("projects.signed_on", "2020年2月29日", hits=False),
        ),
    ),
    Rule(
        "date_ambiguous", "reject", "cell", "这个数可能是两个日期{either}", _FULL,
        "请写成 2022-06-01 这样的完整日期。", "Excel 会去掉小数末尾的零，两个日期便分不清",
        cases=(
            Case("projects.signed_on", 6.1),
            Case("projects.signed_on", 5.3),
            Case("projects.signed_on", 2021.1),
            Case("projects.signed_on", 2.2),
            Case("projects.signed_on", 12.3),
            Case("projects.signed_on", "6.1", hits=False),
            Case("projects.signed_on", 2.3, hits=False),
            Case("projects.signed_on", 2021.2, hits=False),
            Case("projects.signed_on", 6.16, hits=False),
            Case("projects.signed_on", 6.4, hits=False),
        ),
    ),
    Rule(
        "date_decimal", "warn", "cell", "日期写成了小数，已按“月.日”理解", _FULL, "请写成 2022-06-16 这样的完整日期。",
        "小数末尾的零会丢失，下次可能认错",
        cases=(
            Case("projects.signed_on", 6.16),
            Case("projects.signed_on", 6.4),
            Case("projects.signed_on", 12.4),
            Case("projects.signed_on", 2.3),
            Case("projects.signed_on", 2021.12, hits=False),
            Case("projects.signed_on", "6.16", hits=False),
            Case("projects.signed_on", 6.1, hits=False),
        ),
    ),
    Rule(
        "date_imprecise", "warn", "cell", "日期没有写到哪一天，已按该时段的最后一天计算", _FULL, "请补充到具体的某一天，如 2022-06-16。",
        "按最后一天计算，环节之间的天数可能有出入",
        cases=(
            Case("projects.signed_on", "2022年5月"),
            Case("projects.signed_on", "6月底"),
            Case("projects.signed_on", 2022.05),
            Case("projects.planned_start_on", "2022年底"),
            Case("projects.signed_on", "2022年5月31日", hits=False),
            Case("funds.month", "2022年5月", hits=False),
        ),
    ),
    Rule(
        "date_future", "reject", "cell", "日期晚于本次报送的日期", "报送之日{on}或更早的日期",
        "请核对年份和月份；尚未发生的请留空，计划时间请填到“计划…时间”列（没有的可以加一列）。", "没有发生的事不能计入",
        needed=_NEEDED,
        cases=(
            Case("projects.signed_on", "2022-07-01"),
            Case("projects.signed_on", date(2023, 6, 16)),
            Case("projects.signed_on", "2022年7月"),
            Case("projects.signed_on", "2022-06-30", hits=False),
            Case("projects.signed_on", "2022年6月", hits=False),
            Case("projects.planned_start_on", "2022-07-01", hits=False),
        ),
    ),
    Rule(
        "date_done_word", "reject", "cell", "只写了已经完成，没有写时间", _FULL, "请写明完成的日期，如 2022-06-16；其实还没有完成的，请清空这一格。",
        "没有日期便无法计入完成的月份",
        needed=_NEEDED,
        cases=(
            Case("projects.started_on", "已开工"),
            Case("projects.signed_on", "是"),
            Case("projects.signed_on", "√"),
            Case("projects.signed_on", True),
            Case("projects.signed_on", "2022-06-16", hits=False),
            Case("projects.signed_on", "未签约", hits=False),
        ),
    ),
    Rule(
        "date_not_yet", "reject", "cell", "日期列里写了尚未发生", "空白，或发生的日期", "尚未发生的请把这一格清空，发生后再填日期。",
        "日期列只填日期，进度才能自动计算",
        needed=_NEEDED,
        cases=(
            Case("projects.started_on", "未开工"),
            Case("projects.started_on", "否"),
            Case("projects.started_on", "×"),
            Case("projects.started_on", "", hits=False),
            Case("projects.started_on", "已开工", hits=False),
        ),
    ),
    Rule(
        "date_planned_word", "reject", "cell", "实际时间列里写了预计的时间", "已经发生的日期，或空白",
        "请把预计的时间填到“计划…时间”列（没有的可以加一列），本格清空，发生后再填实际日期。", "预计的时间不能当作已经完成",
        needed=_NEEDED,
        cases=(
            Case("projects.started_on", "预计6月底"),
            Case("projects.started_on", "拟2022年5月"),
            Case("projects.started_on", "2022-06-16（预计）"),
            Case("projects.planned_start_on", "预计2022年12月31日", hits=False),
            Case("projects.started_on", "2022年5月", hits=False),
        ),
    ),
    Rule(
        "month_unreadable", "reject", "cell", "月份无法识别", "一个月份，如 2022-06", "请只填一个月份，写成 2022-06 或 2022年6月。",
        "没有月份便不知道计入哪一月",
        cases=(
            Case("funds.month", "1-6月"),
            Case("funds.month", "上半年"),
            Case("funds.month", 13),
            Case("funds.month", "6月", hits=False),
            Case("funds.month", 12, hits=False),
            Case("funds.month", 202206, hits=False),
        ),
    ),
    Rule(
        "year_unreadable", "reject", "cell", "年份无法识别", "四位数的年份，如 2022", "请只填一个四位数的年份。", "没有年份便不知道是哪一年的",
        cases=(
            Case("targets.year", "十四五"),
            Case("targets.year", 22),
            Case("targets.year", 1948),
            Case("targets.year", "2022年", hits=False),
            Case("targets.year", 1949, hits=False),
        ),
    ),
)  # fmt: skip
