"""项目产出表: what a project turns out, trades and pays in a month."""

from schemas.grammar import Field, Form
from schemas.projects import PROJECTS

FIELDS = (
    Field("month", "月份", "month", required=True, of_period=True, aliases=("所属月份", "统计月份", "时间"), meaning="产出的月份"),
    Field("project_name", "项目名称", required=True, aliases=PROJECTS["project_name"].aliases, meaning="与台账一致的项目名称"),
    Field("project_code", "项目代码", aliases=PROJECTS["project_code"].aliases, meaning="国家统一的项目代码"),
    Field("output", "产值", "money", aliases=("本月产值", "当月产值", "工业产值", "总产值", "工业总产值"), meaning="当月产值"),
    Field("trade", "贸易额", "money", aliases=("本月贸易额", "当月贸易额", "进出口额", "外贸进出口额", "销售额", "营业额"), meaning="当月贸易额"),
    Field("tax", "纳税额", "money", aliases=("本月纳税额", "当月纳税额", "税收", "纳税", "入库税收", "实缴税收", "税额"), meaning="当月纳税额"),
)  # fmt: skip

YIELDS = Form(
    id="yields",
    title="项目产出表",
    standing="period",
    fields=FIELDS,
    names=("项目产出", "产出情况", "产值税收", "产出统计"),
    identity=("project_name", "month"),
    own_date="month",
)
