"""招商项目台账, the ledger every unit keeps of its investment projects."""

from schemas.grammar import Field, Form

INDUSTRIES = {
    "制造业": ("工业", "二产", "第二产业", "制造"),
    "服务业": ("三产", "第三产业"),
    "农业": ("一产", "第一产业"),
    "文旅": ("旅游", "文化旅游"),
    "其他": (),
}
REVIEWS = {
    "通过": ("已通过", "同意"),
    "暂缓": (),
    "不通过": ("未通过", "不同意"),
}
#: Any stage word in the status column says that the project goes on.
STATUSES = {
    "推进中": (
        "信息", "线索", "谋划", "在谈", "洽谈", "研判", "过会", "拟签约", "签约", "注册", "备案", "报批", "前期", "供地", "摘牌", "落地", "开工", "动工",
        "施工", "建设", "在建", "续建", "装修", "安装", "入库", "竣工", "完工", "试生产", "投产", "达产", "开业", "运营", "正常", "正常推进", "有序推进",
    ),
    "暂缓": ("暂停", "缓建"),
    "终止": ("退库",),
}  # fmt: skip

FIELDS = (
    Field("project_code", "项目代码", aliases=(
        "项目编号", "谋划项目编号", "投资项目在线审批监管平台统一代码", "赋码", "项目赋码", "国家编码",
        "统一项目代码", "备案号", "备案代码", "项目统一代码"),
        meaning="国家统一的24位项目代码（GB/T 40058-2021），备案后填写"),
    Field("project_name", "项目名称", required=True, aliases=(
        "谋划项目名称", "项目名称或项目建设内容", "备案（核准）项目名称", "名称", "招商项目名称", "签约项目名称",
        "项目", "项目(企业)名称", "项目名", "招商引资项目名称"), meaning="项目的名称，一期、二期分别填写"),
    Field("investor", "投资方", aliases=(
        "投资方名称", "主要投资方名称", "投资主体", "合作企业名称", "项目方", "项目方/企业名称", "资金方名称",
        "投资单位", "投资商", "客商", "客商名称", "投资企业", "业主单位", "项目业主", "投资人", "来资单位",
        "引资单位"), meaning="出资的企业"),
    Field("investor_uscc", "统一社会信用代码", aliases=("信用代码", "社会信用代码", "组织机构代码", "税号"),
          meaning="投资方的18位统一社会信用代码"),
    Field("investor_region", "投资方所在地", "region", aliases=(
        "投资方注册地", "投资方地址", "来源地", "国别/地区", "具体国别/地区", "项目国别", "项目企业所在地",
        "主要资金来源(省份信息)", "主要资金来源(地市级信息)", "主要资金来源(县市区信息)", "资金来源地",
        "客商来源地", "外资来源地", "来源省份", "来源城市"), meaning="投资方的注册地"),
    Field("industry", "产业类别", "code", codes=INDUSTRIES, lenient=True, aliases=(
        "产业类型", "产业分类", "产业大类", "产业大类名称", "产业方向", "行业类别", "行业分类", "行业名称",
        "所属行业", "国民经济分类", "国民经济行业分类", "产业", "所属产业", "三次产业"), meaning="产业大类"),
    Field("chain", "产业链", aliases=("对应965产业链类别", "所属产业链", "产业链类别"), meaning="所在产业链"),
    Field("project_kind", "项目类型", "code", required=True, default="产业项目", aliases=("项目类别",), codes={
        "产业项目": ("产业", "工业项目", "服务业项目"), "税源项目": ("税源",),
        "外贸项目": ("外贸",), "人才项目": ("人才",)}, meaning="项目类型，不填为产业项目"),
    Field("tags", "标签", meaning="首台套、大好高、小优美等标签，用顿号分开"),
    Field("total_investment", "总投资", "money", once_signed=True, stops=True, aliases=(
        "项目总投资", "项目总投资额", "计划总投资", "计划投资总额", "投资金额", "项目投资额", "备案（核准）投资总额",
        "投资规模", "拟投资规模", "拟投资额", "拟投资额(内资-亿元)", "项目协议总投资额（万元）资金来源/合计",
        "总投资额", "投资总额", "协议投资额", "协议总投资", "签约金额", "意向投资额", "投资额", "合同引资额",
        "合同投资额", "招商签约资金", "合同金额", "协议金额", "合同引进资金"), meaning="协议总投资"),
    Field("fixed_investment", "固定资产投资", "money", aliases=(
        "固定投资", "拟固定投资", "固投", "固定资产投资额", "其中：固定资产投资", "其中固投"),
        meaning="总投资中的固定资产投资"),
    Field("introduced_by", "引进单位", "unit", aliases=(
        "招引单位", "首报单位", "招商组", "招商组/片区", "所属片组", "片区", "组别", "招商组名称", "驻点组", "招商小组", "驻外组",
        "驻XX招商组", "招商队"), meaning="引进该项目的单位，业绩归属"),
    Field("first_talk_unit", "首谈单位", "unit", lenient=True, aliases=("首谈地", "项目首谈地"), meaning="首先洽谈的单位"),
    Field("first_talk_share", "首谈占比", "percent", default="0", meaning="首谈单位分享的比例"),
    Field("platform", "落地平台", "unit", lenient=True, aliases=(
        "所属园区", "园区", "园区（镇街）", "项目选址位置", "项目落户地", "落户地", "选址", "拟落户园区",
        "落地园区", "承接平台"), meaning="项目落地的平台"),
    Field("land_mode", "用地方式", "code", once_signed=True, aliases=("用地类型", "供地方式", "落地方式(供地/购买/租赁)"),
          codes={"新增用地": ("新增", "供地", "新供地"), "购买厂房": ("购厂", "购买"),
                 "租用厂房": ("租赁", "租厂", "租赁厂房", "租用"), "无需用地": ("无", "不涉及用地")},
          meaning="新增用地、购买厂房、租用厂房、无需用地"),
    Field("land_area", "用地面积", "area", aliases=(
        "需用土地", "申请用地面积", "拟用地面积", "折算用地", "拟用地", "用地需求", "需地面积", "土地需求"),
        meaning="用地面积，平方米"),
    Field("agreement_type", "协议性质", "code", once_signed=True, aliases=("协议类型", "签约形式", "框架/正式", "合同类型"),
          codes={"意向书": ("意向", "意向协议"), "框架协议": ("框架", "战略合作协议"),
                 "正式协议": ("正式", "正式合同"), "补充协议": ("补充",)}, meaning="只有正式协议计入签约"),
    Field("first_contact_on", "首次接洽时间", "date", aliases=(
        "初次接洽时间", "对接时间", "线索生成时间", "首次接触时间", "信息获取时间", "首报时间", "首谈时间"), meaning="首次接洽"),
    Field("negotiated_on", "在谈时间", "date", meaning="进入在谈"),
    Field("reviewed_on", "研判时间", "date", aliases=("研判日期", "评审时间"), meaning="研判"),
    Field("review_result", "研判结果", "code", codes=REVIEWS, aliases=(
        "评估状态", "质态评估", "研判意见", "评审结果", "准入意见", "是否通过研判"), meaning="研判结论"),
    Field("approved_on", "过会时间", "date", aliases=(
        "过会", "决策节点通过日期", "常务会时间", "协议过会时间", "区政府常务会议", "上会时间"), meaning="协议过会"),
    Field("signed_on", "签约时间", "date", aliases=(
        "签约日期", "实际签约时间", "签订时间", "协议签订时间", "正式签约时间", "合同签订日期", "签约日"), meaning="协议签订"),
    Field("registered_on", "公司注册时间", "date", aliases=(
        "企业注册日期", "注册日期", "注册时间", "工商注册时间", "公司成立时间"), meaning="项目公司注册"),
    Field("filed_on", "备案时间", "date", aliases=(
        "备案（核准）日期", "申请备案时间", "批准日期", "立项时间", "赋码时间"), meaning="备案赋码"),
    Field("land_supplied_on", "供地时间", "date", aliases=(
        "土地摘牌", "取得许可证日期", "摘牌时间", "拿地时间", "出让合同签订时间", "土地出让时间", "供地日期"),
        meaning="土地摘牌或签订出让合同，仅新增用地"),
    Field("plant_secured_on", "厂房落实时间", "date", meaning="购买厂房为过户，租用厂房为交付"),
    Field("planned_start_on", "计划开工时间", "date", planned=True, aliases=(
        "*开工或预计开工时间", "拟开工时间", "预计开工时间", "计划开工日期"), meaning="计划开工"),
    Field("started_on", "开工时间", "date", aliases=(
        "开工日期", "开工确认日期", "开工认定日期", "实际开工时间", "实际开工日期", "动工时间", "进场时间"),
        meaning="开工；税源、外贸、人才和无需用地项目为开业之日"),
    Field("enrolled_on", "入库时间", "date", aliases=("入库审核通过时间", "入库日期", "统计入库时间", "入统时间", "纳统时间"),
          meaning="纳入投资统计库，不是招商部门的项目库"),
    Field("completed_on", "竣工时间", "date", aliases=("竣工日期", "竣工确认日期", "竣工认定日期", "实际竣工时间"), meaning="竣工"),
    Field("planned_production_on", "计划投产时间", "date", planned=True, aliases=("预计投产时间",), meaning="计划投产"),
    Field("production_on", "投产时间", "date", aliases=("项目投产时间", "投产日期", "试生产时间"), meaning="投产"),
    Field("full_capacity_on", "达产时间", "date", aliases=("达产日期",), meaning="达产"),
    Field("status", "项目状态", "code", required=True, default="推进中", codes=STATUSES, aliases=(
        "当前项目进度", "项目进度", "项目阶段", "签约核定阶段", "所处阶段", "阶段"), meaning="推进中、暂缓、终止"),
    Field("blocker_kind", "堵点类别", "code", codes={
        "土地": (), "用能": ("能耗",), "资金": (), "配套": (), "征迁": ("拆迁",), "审批": (), "市场": ("市场观望", "疫情"),
        "其他": ()}, meaning="堵点属于哪一类"),
    Field("blocker", "堵点说明", aliases=(
        "未开工原因", "项目未开工原因", "未开工原因说明", "目前存在问题", "工程进展问题", "需解决的困难和建议",
        "存在问题", "存在困难", "堵点", "未供地原因", "制约因素", "需协调事项", "需区里协调解决的问题"), meaning="堵点"),
    Field("blocker_since", "堵点起始时间", "date", meaning="堵点从何时起"),
    Field("service_officer", "服务专员", personal=True, once_signed=True, aliases=(
        "跟进人员/招商员", "首报人", "招商人员", "项目跟踪人", "跟踪负责人", "联络员", "招商专员", "项目经理", "经办人",
        "具体负责人"), meaning="每个签约项目一名"),
    Field("contact", "企业联系人", personal=True, aliases=(
        "投资方联系人", "投资主体联系人", "资方联系人", "首谈地联系人", "落户地联系人", "联系人", "对接人"), meaning="企业联系人"),
    Field("phone", "联系电话", "phone", personal=True, aliases=(
        "联系方式", "投资方联系电话", "招商人员电话", "资方联系方式", "首谈地联系方式", "手机", "手机号码", "电话"),
        meaning="企业联系电话"),
    Field("progress", "进展情况", aliases=(
        "进度、备注", "项目进展", "项目动态", "项目进展状态", "进展进度", "跟进记录", "工作记录", "洽谈进度", "目前进展",
        "最新进展", "当前进展情况", "推进情况", "形象进度", "6月进展", "本周进展", "项目推进情况"), meaning="进展"),
    Field("remark", "备注", aliases=("说明", "审核意见", "其他", "附注"), meaning="备注"),
)  # fmt: skip

PROJECTS = Form(
    id="projects",
    title="招商项目台账",
    standing="snapshot",
    fields=FIELDS,
    names=("项目台账", "招商台账", "招商项目", "签约项目", "项目清单", "项目汇总表", "项目明细表", "台账"),
    identity=("project_code", "project_name", "investor"),
)

#: The dates of a project's life in their usual order; filing may come before signing and is not among them.
MILESTONES = (
    "first_contact_on", "negotiated_on", "reviewed_on", "approved_on", "signed_on", "registered_on", "filed_on",
    "land_supplied_on", "plant_secured_on", "started_on", "enrolled_on", "completed_on", "production_on",
    "full_capacity_on",
)  # fmt: skip
#: Where a milestone's planned date stands.
PLANNED = {"started_on": "planned_start_on", "production_on": "planned_production_on"}
