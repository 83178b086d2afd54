"""The columns of the three ledger layouts: header path → field; a field of "" is a column that nothing reads."""

Columns = tuple[tuple[tuple[str, ...], str], ...]

#: (a) Header in row 4 under title, narrative and reporter lines; footnotes below. After F2.
STATION: Columns = (
    (("序号",), "#"), (("项目名称",), "project_name"), (("投资方",), "investor"), (("投资方所在地",), "investor_region"),
    (("总投资（亿元）",), "total_investment"), (("固定资产投资（亿元）",), "fixed_investment"), (("投资方简介",), ""), (("项目内容",), ""),
    (("需用土地（亩）",), "land_area"), (("企业联系人",), "contact"), (("联系方式",), "phone"), (("招商组/片区",), "introduced_by"),
    (("跟进人员/招商员",), "service_officer"), (("产业类型",), "industry"), (("产业链",), "chain"), (("项目类型",), "project_kind"),
    (("标签",), "tags"), (("落地平台",), "platform"), (("用地方式",), "land_mode"), (("首次接洽时间",), "first_contact_on"),
    (("在谈时间",), "negotiated_on"), (("研判时间",), "reviewed_on"), (("研判结果",), "review_result"), (("过会时间",), "approved_on"),
    (("协议性质",), "agreement_type"), (("签约时间",), "signed_on"), (("注册时间",), "registered_on"), (("备案时间",), "filed_on"),
    (("供地时间",), "land_supplied_on"), (("厂房落实时间",), "plant_secured_on"), (("计划开工时间",), "planned_start_on"),
    (("开工时间",), "started_on"), (("入库时间",), "enrolled_on"), (("投产时间",), "production_on"), (("项目状态",), "status"),
    (("进度、备注",), "progress"),
)  # fmt: skip

#: (b) Two levels in rows 3 and 4, the unit in the parent or in a 单位 line, 合计 last.
TOWNSHIP: Columns = (
    (("序号",), "#"), (("项目名称",), "project_name"), (("投资方",), "investor"), (("来源地",), "investor_region"),
    (("产业类别",), "industry"), (("项目类型",), "project_kind"), (("引进单位",), "introduced_by"), (("拟落户园区",), "platform"),
    (("投资规模{unit}", "总投资"), "total_investment"), (("投资规模{unit}", "固定资产投资"), "fixed_investment"),
    (("研判情况", "研判日期"), "reviewed_on"), (("研判情况", "研判结果"), "review_result"), (("协议类型",), "agreement_type"),
    (("关键节点", "签约时间"), "signed_on"), (("关键节点", "公司注册时间"), "registered_on"), (("关键节点", "备案时间"), "filed_on"),
    (("关键节点", "供地时间"), "land_supplied_on"), (("关键节点", "厂房落实时间"), "plant_secured_on"),
    (("关键节点", "开工时间"), "started_on"), (("关键节点", "入库时间"), "enrolled_on"), (("关键节点", "投产时间"), "production_on"),
    (("计划开工时间",), "planned_start_on"), (("用地", "用地方式"), "land_mode"), (("用地", "用地面积（亩）"), "land_area"),
    (("堵点", "堵点类别"), "blocker_kind"), (("堵点", "堵点说明"), "blocker"), (("堵点", "堵点起始时间"), "blocker_since"),
    (("联络员",), "service_officer"), (("联系电话",), "phone"), (("项目状态",), "status"), (("责任领导",), ""), (("备注",), "remark"),
)  # fmt: skip

#: (c) One level in row 2, 万元 in brackets of both widths, stray spaces and line breaks, 合计 first.
PLATFORM: Columns = (
    (("序号",), "#"), (("项目 名称",), "project_name"), (("项目代码",), "project_code"), (("投资方名称",), "investor"),
    (("统一社会信用代码",), "investor_uscc"), (("投资方注册地",), "investor_region"), (("产业类别",), "industry"),
    (("产业链",), "chain"), (("项目类别",), "project_kind"), (("招引单位",), "introduced_by"), (("落地平台",), "platform"),
    (("项目总投资(万元)",), "total_investment"), (("固定资产\n投资（万元）",), "fixed_investment"),
    (("落地方式(供地/购买/租赁)",), "land_mode"), (("申请用地面积(亩)",), "land_area"), (("评审时间",), "reviewed_on"),
    (("研判意见",), "review_result"), (("协议\n性质",), "agreement_type"), ((" 签约时间",), "signed_on"),
    (("工商注册 时间",), "registered_on"), (("备案（核准）日期",), "filed_on"), (("土地摘牌",), "land_supplied_on"),
    (("厂房落实\n时间",), "plant_secured_on"), (("拟开工时间",), "planned_start_on"), (("实际开工时间",), "started_on"),
    (("入库时间",), "enrolled_on"), (("预计投产时间",), "planned_production_on"), (("投产日期",), "production_on"),
    (("项目阶段",), "status"), (("未开工原因",), "blocker"), (("招商专员",), "service_officer"), (("手 机",), "phone"),
    (("是否开工",), ""), (("备 注",), "remark"),
)  # fmt: skip

#: Fields that some figure reads: every layout must carry them.
NEEDED = frozenset({
    "project_name", "investor", "investor_region", "industry", "project_kind", "introduced_by", "total_investment",
    "land_mode", "agreement_type", "reviewed_on", "review_result", "signed_on", "registered_on", "land_supplied_on",
    "plant_secured_on", "started_on", "enrolled_on", "production_on", "status", "service_officer",
})  # fmt: skip
