"""到位资金明细表: what arrived for which project in which month, and what is expected."""

from schemas.grammar import Field, Form
from schemas.projects import PROJECTS

_AMOUNT_ALIASES = (
    "当月到位资金", "本月到位资金", "本月", "本月新增到位资金", "本月到位市外资金", "本月实际到位", "本月实际到位资金",
    "实际到位资金", "到位金额", "实际到位",
)  # fmt: skip

FIELDS = (
    Field("month", "到位月份", "month", required=True, of_period=True, aliases=("月份", "到位时间", "资金到位月份"),
          meaning="资金到位的月份"),
    Field("project_code", "项目代码", aliases=PROJECTS["project_code"].aliases, meaning="国家统一的项目代码"),
    Field("project_name", "项目名称", required=True, aliases=PROJECTS["project_name"].aliases, meaning="与台账一致的项目名称"),
    Field("investor", "投资方", aliases=PROJECTS["investor"].aliases, meaning="与台账一致的投资方"),
    Field("funder_region", "资金来源地", "region", aliases=(
        "投资方所在地", *(a for a in PROJECTS["investor_region"].aliases if a != "资金来源地")),
        meaning="出资方所在地，不填按项目的投资方所在地"),
    Field("amount", "到位资金", "money", required=True, stops=True, refunds=True, beside=("ytd", "since_start"), aliases=_AMOUNT_ALIASES,
          meaning="当月到位的资金；旁边另有本月、当月一列时为本年累计，只核对"),
    Field("status", "口径", "code", required=True, default="实际到位", aliases=("资金口径", "到位口径"),
          codes={"实际到位": ("实际", "已到位"), "预计到位": ("预计", "计划到位")}, meaning="实际到位或预计到位"),
    Field("evidence", "凭证类型", "code", lenient=True, codes={
        "验资报告": ("验资",), "进账单": ("银行进账单", "银行回单"), "发票": (), "设备清单": (), "其他": ()}, meaning="到位凭证"),
    Field("evidence_no", "凭证号", aliases=("凭证编号",), meaning="凭证编号"),
    Field("industry", "产业类别", "code", codes=PROJECTS["industry"].codes, lenient=True,
          aliases=PROJECTS["industry"].aliases, meaning="台账里没有的项目按此归类"),
    Field("remark", "备注", aliases=PROJECTS["remark"].aliases, meaning="备注"),
    Field("forecast", "预计到位资金", "money", stops=True, refunds=True, aliases=(
        "本月计划到位资金", "6月份预计到位", "预计到位", "下月预计到位资金", "计划到位资金", "本月预计到位资金", "本月预计到位"),
        meaning="同一行的预计到位，另成一笔"),
    Field("ytd", "本年累计", "money", refunds=True, aliases=(
        "当年累计到位资金", "本年到位资金", "自年初至本月末累计到位资金（万元）资金来源/合计", "1-6月累计到位资金",
        "今年以来到位资金", "累计到位", "年初至今到位资金", "本年累计到位市外资金", "本年累计到位资金", "累计"),
        meaning="本年累计，只核对"),
    Field("since_start", "开工以来累计", "money", refunds=True, aliases=(
        "开工以来累计到位资金", "开工累计到位资金", "自开始建设至本月末累计到位资金（万元）资金来源/合计", "累计到位资金",
        "累计实际投入资金规模", "当前累计到位资金", "总到位资金", "历年累计到位资金"), meaning="开工以来累计，只核对"),
    Field("outside_city", "市外资金", "money", refunds=True, aliases=("市外到位资金", "其中：市外资金", "市外内资", "到位市外资金", "市外"),
          meaning="其中市外，只核对"),
    Field("outside_province", "省外资金", "money", refunds=True, aliases=(
        "省外", "其中：省外资金", "国内省外资金", "省外到位资金", "国内省外到位资金", "其中：省外"), meaning="其中省外，只核对"),
    Field("manufacturing", "制造业到位资金", "money", refunds=True, aliases=("其中：制造业", "工业项目到位资金"), meaning="其中制造业，只核对"),
)  # fmt: skip

FUNDS = Form(
    id="funds",
    title="到位资金明细表",
    standing="period",
    fields=FIELDS,
    names=("到位资金", "资金到位", "到资"),
    identity=("project_code", "project_name", "investor", "month", "status", "evidence_no"),
    own_date="month",
    lane="status",
    across="amount",
    second=("forecast",),
    checked=("ytd", "since_start", "outside_city", "outside_province", "manufacturing"),
)
