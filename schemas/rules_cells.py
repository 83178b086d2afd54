"""Rules over one cell: blanks, errors and formulas here; dates, amounts and words in modules of their own.

`amount_unit_missing` is the reader's: it raises it for a delivery whose field stops, where `parse` says
`money_unit_missing` of the cells.
"""

from schemas.raw import ErrorValue, Uncached
from schemas.rule import Case, Rule
from schemas.rules_cells_amounts import AMOUNT_RULES
from schemas.rules_cells_dates import DATE_RULES
from schemas.rules_cells_words import WORD_RULES

_GENERAL_RULES: tuple[Rule, ...] = (
    Rule(
        "required_blank", "reject", "cell", "必填项没有填写", "有内容{like}",
        "请补填这一格；“无”“暂无”“待定”“/”“-”都按没有填写处理。", "缺少必填项的这一行无法归到项目、单位或月份",
        cases=(
            Case("projects.project_name", ""),
            Case("projects.project_name", " 待定 "),
            Case("funds.amount", "/", unit="万元"),
            Case("projects.project_name", "光电产业园项目", hits=False),
            Case("projects.investor", "", hits=False),
            Case("projects.project_kind", "", hits=False),
        ),
    ),
    Rule(
        "required_unreadable", "reject", "cell", "必填项无法识别", "写全称、没有错字的内容{like}", "请写全称重新填写这一格；不清楚怎么填的，请询问数据管理员。",
        "缺少必填项的这一行无法使用",
        cases=(
            Case("league.county", "某某县"),
            Case("league.county", "白云区"),
            Case("league.county", "柯城区", hits=False),
            Case("projects.investor_region", "某某县", hits=False),
        ),
    ),
    Rule(
        "error_value", "reject", "cell", "单元格里是公式错误", "正确的{title}{like}",
        "请改正公式，或删去公式后直接填写结果。", "公式出错的单元格没有可用的数",
        cases=(
            Case("projects.total_investment", ErrorValue("#REF!"), unit="万元"),
            Case("projects.signed_on", ErrorValue("#N/A")),
            Case("projects.project_name", "#N/A"),
            Case("projects.total_investment", 500, hits=False, unit="万元"),
            Case("projects.remark", ErrorValue("#N/A"), hits=False),
            Case("projects.project_name", "#1厂房改造", hits=False),
        ),
    ),
    Rule(
        "error_value_text", "warn", "cell", "单元格里是公式错误，已按空白处理", "直接填写的内容{like}",
        "请改正公式，或删去公式后直接填写内容；没有内容的请清空。", "公式出错的单元格没有可用的内容",
        cases=(
            Case("projects.remark", ErrorValue("#N/A")),
            Case("projects.land_area", ErrorValue("#DIV/0!"), unit="亩"),
            Case("projects.remark", "正常推进", hits=False),
            Case("projects.signed_on", ErrorValue("#N/A"), hits=False),
        ),
    ),
    Rule(
        "formula_uncached", "reject", "cell", "公式没有保存计算结果", "已保存结果的公式，或直接填写的内容{like}",
        "请用 Excel 或 WPS 打开这张表，等公式算完后保存再报送；也可以把公式改为直接填写的值。", "没有结果的公式看不出是多少",
        cases=(
            Case("projects.total_investment", Uncached("=B2*2"), unit="万元"),
            Case("projects.project_name", Uncached("=A1")),
            Case("projects.total_investment", 500, hits=False, unit="万元"),
            Case("projects.remark", Uncached("=A1"), hits=False),
        ),
    ),
    Rule(
        "formula_uncached_text", "warn", "cell", "公式没有保存计算结果，已按空白处理", "已保存结果的公式，或直接填写的内容{like}",
        "请用 Excel 或 WPS 打开这张表，等公式算完后保存再报送；也可以把公式改为直接填写的内容。", "没有结果的公式看不出是什么",
        cases=(
            Case("projects.remark", Uncached("=A1")),
            Case("projects.remark", "正常推进", hits=False),
            Case("projects.signed_on", Uncached("=TODAY()"), hits=False),
        ),
    ),
    Rule(
        "amount_unit_missing", "stop", "sheet", "金额没有写明单位", "写明元、万元或亿元",
        "请在列名后写明单位，如“总投资（万元）”，或在表头上方写明“单位：万元”。", "差一个单位就差一万倍，只能整张表先不采用",
    ),
)  # fmt: skip

CELL_RULES: tuple[Rule, ...] = (*_GENERAL_RULES, *DATE_RULES, *AMOUNT_RULES, *WORD_RULES)
