"""驻点招商信息表: the leads that stations gather, sent for a month or a week."""

from schemas.grammar import Field, Form
from schemas.projects import PROJECTS

FIELDS = (
    Field("lead_on", "日期", "date", required=True, of_delivery=True, aliases=(
        "信息日期", "获取日期", "上报日期", "信息获取时间", "线索生成时间", "对接时间", "时间"), meaning="获得信息之日，不填按报送日期"),
    Field("title", "信息名称", required=True, aliases=("项目名称", "招商信息名称", "线索名称", "信息标题", "项目信息名称"),
          meaning="信息或拟投资项目的名称"),
    Field("investor", "投资方", aliases=PROJECTS["investor"].aliases, meaning="拟投资的企业"),
    Field("source", "信息来源", "code", aliases=("项目来源", "线索来源", "招商类型", "来源渠道"), codes={
        "驻点招商": ("驻点", "驻外招商", "小分队招商", "上门招商"), "以商招商": ("以商引商", "企业介绍", "企业推荐"),
        "商会": ("商会推荐", "商协会", "商会协会", "协会"), "基金机构": ("基金", "机构推荐", "基金招商", "资本招商", "中介机构"),
        "活动招商": ("招商活动", "推介会", "招商会", "展会", "会展招商"), "平台招商": ("平台推荐", "平台", "园区推荐"),
        "其他": ("客商自荐", "自荐")}, meaning="信息从何而来"),
    Field("partner", "引荐单位", aliases=("引荐人", "推荐单位", "介绍单位", "引荐单位（人）"), meaning="引荐的商会、机构或企业"),
    Field("industry", "产业类别", "code", codes=PROJECTS["industry"].codes, lenient=True,
          aliases=PROJECTS["industry"].aliases, meaning="产业大类"),
    Field("lead_kind", "信息类型", "code", required=True, default="产业项目", aliases=("信息类别", "项目类型", "项目类别"),
          codes=PROJECTS["project_kind"].codes, meaning="产业项目、人才项目、税源项目、外贸项目，不填为产业项目"),
    Field("intended_investment", "意向投资", "money", aliases=(
        "意向投资额", "意向总投资", *(a for a in PROJECTS["total_investment"].aliases if a != "意向投资额"), "总投资"),
        meaning="意向投资额"),
    Field("review_result", "研判结果", "code", codes=PROJECTS["review_result"].codes,
          aliases=PROJECTS["review_result"].aliases, meaning="研判结论"),
    Field("valid", "是否有效", "bool", required=True, implied_by=("review_result", "通过"), aliases=(
        "有效信息", "是否有效信息", "有效", "是否为有效信息"), meaning="是否有效信息，不填时研判通过的为有效"),
    Field("needs_land", "需用土地", "area", aliases=(
        "用地面积", *(a for a in PROJECTS["land_area"].aliases if a != "需用土地")), meaning="需用土地，平方米"),
    Field("project_name", "对应项目", aliases=("对应项目名称", "转化项目", "关联项目", "台账项目名称"), meaning="已转为项目的，写台账里的项目名称"),
    Field("contact", "企业联系人", personal=True, aliases=PROJECTS["contact"].aliases, meaning="企业联系人"),
    Field("phone", "联系电话", "phone", personal=True, aliases=PROJECTS["phone"].aliases, meaning="企业联系电话"),
    Field("progress", "进度", aliases=(PROJECTS["progress"].title, *PROJECTS["progress"].aliases), meaning="进展"),
    Field("remark", "备注", aliases=PROJECTS["remark"].aliases, meaning="备注"),
)  # fmt: skip

LEADS = Form(
    id="leads",
    title="驻点招商信息表",
    standing="period",
    fields=FIELDS,
    names=("项目信息采集表", "信息采集表", "招商信息表", "招商信息", "有效信息", "信息表"),
    identity=("title", "investor"),
    own_date="lead_on",
    weekly=True,
    unit_kinds=("station",),
)
