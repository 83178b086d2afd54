"""The columns of the eight other forms, each field in two layouts or more: title, field, and the unit of money."""

from examples.kecheng.columns import CONTENT, SERIAL, Column, columns_of

__all__ = ["Column"]

#: A station's weekly sheet (F1 of domain.md), its monthly table, and a half-year's list without 研判.
LEADS_WEEKLY = columns_of(
    ("序号", SERIAL), ("项目名称", "title"), ("投资方", "investor"), ("拟投资额（亿元）", "intended_investment", "亿元"), ("项目内容", CONTENT),
    ("需用土地（亩）", "needs_land"), ("企业联系人", "contact"), ("联系方式", "phone"), ("产业类型", "industry"), ("项目类别", "lead_kind"),
    ("项目来源", "source"), ("引荐人", "partner"), ("对接时间", "lead_on"), ("研判结果", "review_result"), ("关联项目", "project_name"),
    ("进度、备注", "progress"),
)  # fmt: skip
LEADS_MONTHLY = columns_of(
    ("序号", SERIAL), ("日期", "lead_on"), ("信息名称", "title"), ("投资方", "investor"), ("产业类别", "industry"), ("信息类型", "lead_kind"),
    ("来源>信息来源", "source"), ("来源>引荐单位", "partner"), ("投资意向>意向投资（万元）", "intended_investment", "万元"),
    ("投资意向>需用土地（亩）", "needs_land"), ("研判>研判结果", "review_result"), ("研判>是否有效", "valid"), ("对应项目", "project_name"),
    ("对接>联系人", "contact"), ("对接>联系电话", "phone"), ("项目进展", "progress"), ("备注", "remark"),
)  # fmt: skip
LEADS_PLAIN = columns_of(
    ("NO.", SERIAL), ("上报日期", "lead_on"), ("招商信息\n名称", "title"), ("投资商", "investor"), ("所属行业", "industry"), ("信息类别", "lead_kind"),
    ("线索来源", "source"), ("推荐单位", "partner"), ("意向投资额", "intended_investment"), ("有效信息", "valid"), ("转化项目", "project_name"),
    ("附注", "remark"),
)  # fmt: skip

ACTIVITIES_LONG = columns_of(
    ("序号", SERIAL), ("活动日期", "held_on"), ("活动类型", "activity"), ("领导层级", "leader_rank"), ("次数", "times"), ("人次", "people"),
    ("经费（元）", "cost", "元"), ("涉及项目", "project_name"), ("活动内容", "topic"),
)  # fmt: skip
ACTIVITIES_BARE = columns_of(
    ("活动时间", "held_on"), ("活动类别", "activity"), ("带队领导", "leader_rank"), ("场次", "times"), ("参加人数", "people"),
    ("费用（万元）", "cost", "万元"), ("对应项目", "project_name"), ("活动主题", "topic"),
)  # fmt: skip

PLANS_FULL = columns_of(
    ("序号", SERIAL), ("项目名称", "project_name"), ("节点任务", "task"), ("责任人", "owner"), ("责任单位", "owner_unit"),
    ("计划完成时间", "due_on"), ("实际完成时间", "done_on"), ("进展", "note"), ("项目代码", "project_code"),
)  # fmt: skip
PLANS_SHORT = columns_of(
    ("统一项目代码", "project_code"), ("招商项目名称", "project_name"), ("倒排任务", "task"), ("时间>完成时限", "due_on"), ("时间>办结时间", "done_on"),
    ("责任>牵头部门", "owner_unit"), ("责任>经办人", "owner"), ("目前进展", "note"),
)  # fmt: skip

SPACE_FULL = columns_of(
    ("序号", SERIAL), ("平台", "platform"), ("要素", "item"), ("计量单位", "measure"), ("目标值", "target"), ("完成值", "done"), ("可用", "free"),
    ("备注", "note"),
)  # fmt: skip
SPACE_SHORT = columns_of(
    ("要素名称", "item"), ("单位", "measure"), ("全年目标", "target"), ("累计完成", "done"), ("剩余可用", "free"), ("说明", "note"),
)  # fmt: skip
SPACE_GROUPED = columns_of(
    ("园区名称", "platform"), ("要素类别", "item"), ("计量", "measure"), ("年度>目标数", "target"), ("年度>完成数", "done"), ("空置", "free"),
    ("附注", "note"),
)  # fmt: skip

LEAGUE_LONG = columns_of(("序号", SERIAL), ("县(市、区)", "county"), ("指标", "indicator"), ("数值", "value"), ("名次", "rank"))
LEAGUE_BLOCKS = columns_of(("考核指标", "indicator"), ("县市区", "county"), ("全市通报>实绩", "value"), ("全市通报>位次", "rank"))

OFFICERS_FULL = columns_of(
    ("序号", SERIAL), ("姓名", "name"), ("驻点组", "station"), ("选派单位", "from_unit"), ("到岗时间", "since"), ("离岗时间", "until"),
    ("联系电话", "phone"),
)  # fmt: skip
OFFICERS_SHORT = columns_of(
    ("招商专员", "name"), ("原工作单位", "from_unit"), ("派驻时间", "since"), ("驻点结束时间", "until"), ("手机号码", "phone"),
)  # fmt: skip
OFFICERS_GROUPED = columns_of(
    ("编号", SERIAL), ("所在驻点", "station"), ("专员姓名", "name"), ("派出单位", "from_unit"), ("驻点>到岗日期", "since"), ("驻点>期满时间", "until"),
    ("联系方式", "phone"),
)  # fmt: skip

CHAINS_FULL = columns_of(
    ("序号", SERIAL), ("产业链", "chain"), ("上级环节", "parent"), ("环节", "node"), ("目标企业", "company"), ("所在地", "region"),
    ("对接状态", "status"), ("项目名称", "project_name"),
)  # fmt: skip
CHAINS_TREE = columns_of(
    ("产业链名称", "chain"), ("链条>所属环节", "parent"), ("链条>细分环节", "node"), ("招引>目标企业名称", "company"), ("招引>总部所在地", "region"),
    ("招引>对接情况", "status"), ("对应项目", "project_name"),
)  # fmt: skip

YIELDS_TAX = columns_of(
    ("序号", SERIAL), ("月份", "month"), ("项目代码", "project_code"), ("项目名称", "project_name"), ("纳税额（万元）", "tax", "万元"),
)  # fmt: skip
YIELDS_OUTPUT = columns_of(("统计月份", "month"), ("项目名称", "project_name"), ("工业产值（亿元）", "output", "亿元"))
YIELDS_TRADE = columns_of(("所属月份", "month"), ("项目名称", "project_name"), ("贸易额", "trade", "万元"))
YIELDS_FULL = columns_of(
    ("序号", SERIAL), ("月份", "month"), ("统一项目代码", "project_code"), ("项目名称", "project_name"), ("本月产出>产值（万元）", "output", "万元"),
    ("本月产出>贸易额（亿元）", "trade", "亿元"), ("本月产出>税收（万元）", "tax", "万元"),
)  # fmt: skip
