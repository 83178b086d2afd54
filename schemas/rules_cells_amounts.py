"""Rules over one cell of money, a count, a number, an area or a percentage."""

from schemas.rule import Case, Rule

AMOUNT_RULES: tuple[Rule, ...] = (
    Rule(
        "money_unreadable", "reject", "cell", "金额无法识别", "一个金额，如 5000 或 5000万元",
        "请只填一个数；有多个数或说明文字的，请把其余内容移到备注列（没有的可以加一列）。", "读不出的金额无法汇总",
        cases=(
            Case("projects.total_investment", "1-2亿元"),
            Case("projects.total_investment", "12，新增3", unit="万元"),
            Case("projects.total_investment", "面议", unit="万元"),
            Case("projects.total_investment", "1亿2千", unit="万元"),
            Case("projects.total_investment", "1亿2000万元", hits=False),
            Case("projects.total_investment", "叁仟万", hits=False),
            Case("projects.total_investment", "１，２３４．５", hits=False, unit="万元"),
        ),
    ),
    Rule(
        "money_unit_missing", "reject", "cell", "金额没有写明单位", "写明元、万元或亿元的金额，如 5000万元",
        "请在列名后写明单位，如“固定资产投资（万元）”，或在数字后写明万元、亿元。", "差一个单位就差一万倍",
        cases=(
            Case("projects.fixed_investment", 5000),
            Case("projects.fixed_investment", "5000", unit="亩"),
            Case("projects.fixed_investment", "三千"),
            Case("projects.fixed_investment", 5000, hits=False, unit="万元"),
            Case("projects.fixed_investment", "5000万", hits=False),
            Case("projects.fixed_investment", 0, hits=False),
        ),
    ),
    Rule(
        "money_negative", "reject", "cell", "金额是负数", "零或正数，如 500万元", "请核对后填写正数；减少的金额请在备注列（没有的可以加一列）说明。", "投资额不会是负数",
        cases=(
            Case("projects.total_investment", -500, unit="万元"),
            Case("projects.total_investment", "(500)", unit="万元"),
            Case("projects.total_investment", 0, hits=False, unit="万元"),
            Case("funds.amount", -500, hits=False, unit="万元"),
        ),
    ),
    Rule(
        "money_refund", "warn", "cell", "到位资金是负数，已按退回处理", "确有退回的，填负数；否则填正数",
        "请核对；确为资金退回的，请在备注列（没有的可以加一列）说明，否则请改为正数。", "负数会减少当月的到位资金",
        cases=(
            Case("funds.amount", -500, unit="万元"),
            Case("funds.amount", "-0.5亿元"),
            Case("funds.amount", 0, hits=False, unit="万元"),
            Case("funds.amount", 500, hits=False, unit="万元"),
        ),
    ),
    Rule(
        "money_qualified", "warn", "cell", "金额不是确数，已按其中的数计算", "一个确切的金额，如 5000万元",
        "请填写确切的金额，去掉“约”“余”“以上”“左右”等字。", "约数按其中的数计算，可能偏大或偏小",
        cases=(
            Case("projects.total_investment", "30余亿元"),
            Case("projects.total_investment", "约5亿"),
            Case("projects.total_investment", "5000左右", unit="万元"),
            Case("projects.total_investment", "30亿元", hits=False),
        ),
    ),
    Rule(
        "money_currency", "reject", "cell", "没有这种外币的汇率", "人民币金额（或有汇率的外币金额），如 5000万元",
        "请按签约当日汇率折算成人民币后填写，并在备注列（没有的可以加一列）写明原币金额。", "没有汇率便无法折算",
        cases=(
            Case("projects.total_investment", "5000万英镑"),
            Case("projects.total_investment", 500, unit="万欧元"),
            Case("projects.total_investment", "5000万美元", hits=False),
            Case("projects.total_investment", "5000万元人民币", hits=False),
        ),
    ),
    Rule(
        "count_unreadable", "reject", "cell", "个数无法识别", "零或正的整数，如 3", "请只填一个整数，说明文字请移到备注列（没有的可以加一列）。", "读不出的个数无法汇总",
        cases=(
            Case("activities.times", "12，新增3"),
            Case("activities.times", "3批12人次"),
            Case("activities.times", 2.5),
            Case("activities.times", -1),
            Case("activities.times", "3次", hits=False),
            Case("activities.times", 0, hits=False),
        ),
    ),
    Rule(
        "number_unreadable", "reject", "cell", "数字无法识别", "一个数字，如 12.5", "请只填数字，单位请写在计量单位列。", "读不出的数字无法汇总",
        cases=(
            Case("targets.target", "5亿元"),
            Case("targets.target", "98%"),
            Case("targets.target", "三至五"),
            Case("targets.target", "1,234.5", hits=False),
            Case("targets.target", 0, hits=False),
        ),
    ),
    Rule(
        "area_unreadable", "warn", "cell", "面积无法识别，已按空白处理", "一个面积，如 50亩", "请只填一个面积，写成 50亩 或 33333平方米。",
        "读不出的面积无法汇总",
        cases=(
            Case("projects.land_area", "50亩，另租30亩", unit="亩"),
            Case("projects.land_area", "-5", unit="亩"),
            Case("projects.land_area", "50亩", hits=False),
            Case("projects.land_area", "0", hits=False),
        ),
    ),
    Rule(
        "area_unit_missing", "warn", "cell", "面积没有写明单位，已按空白处理", "写明亩或平方米的面积，如 50亩",
        "请在列名后写明单位，如“用地面积（亩）”，或在数字后写明亩、平方米。", "一亩约合667平方米，不能猜",
        cases=(
            Case("projects.land_area", 50),
            Case("projects.land_area", "50", unit="万元"),
            Case("projects.land_area", 50, hits=False, unit="亩"),
            Case("projects.land_area", 0, hits=False),
        ),
    ),
    Rule(
        "area_qualified", "warn", "cell", "面积不是确数，已按其中的数计算", "一个确切的面积，如 50亩", "请填写确切的面积，去掉“约”“余”“左右”等字。",
        "约数按其中的数计算，可能偏大或偏小",
        cases=(
            Case("projects.land_area", "约50亩"),
            Case("projects.land_area", "50余", unit="亩"),
            Case("projects.land_area", "50亩", hits=False),
        ),
    ),
    Rule(
        "percent_unreadable", "warn", "cell", "比例无法识别，已按空白处理", "一个比例，如 50%", "请填写一个百分数，写成 50%。", "读不出的比例无法计算",
        cases=(
            Case("projects.first_talk_share", "对半"),
            Case("projects.first_talk_share", "3:7"),
            Case("projects.first_talk_share", -0.1),
            Case("projects.first_talk_share", "1001%"),
            Case("projects.first_talk_share", "1000%", hits=False),
            Case("projects.first_talk_share", 0.5, hits=False),
            Case("projects.first_talk_share", 0, hits=False),
        ),
    ),
)  # fmt: skip
