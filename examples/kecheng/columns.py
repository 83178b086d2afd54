"""The columns of the ledgers: each a header path, the field it shows, and the money unit its header or line gives."""

from dataclasses import dataclass

#: Columns that show no field of the form.
SERIAL, CONTENT, STRAY = "#", "content", "stray"


@dataclass(frozen=True)
class Column:
    """`path` from the top header row down; `unit` is what a money cell is written in, "" for the cell's own."""

    path: tuple[str, ...]
    field: str
    unit: str = ""
    width: int = 11


def columns_of(*lines: tuple[str, str] | tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns from (header, field, money unit); > divides the header's levels."""
    widths = {
        SERIAL: 5, "project_name": 36, "title": 34, "investor": 26, "project_code": 27, "investor_uscc": 22, CONTENT: 36, "progress": 20,
        "topic": 36, "task": 26, "company": 26, "remark": 16, "note": 18, "owner_unit": 22,
        "from_unit": 22, "platform": 20, "introduced_by": 18, "partner": 16, "parent": 14, "node": 14,
    }  # fmt: skip
    return tuple(Column(tuple(title.split(">")), field, unit[0] if unit else "", widths.get(field, 12)) for title, field, *unit in lines)


#: The stations' sheet: header in row 4, one level.
STATION = columns_of(
    ("序号", SERIAL), ("项目名称", "project_name"), ("投资方", "investor"), ("来源地", "investor_region"),
    ("总投资（亿元）", "total_investment", "亿元"), ("固定资产投资（亿元）", "fixed_investment", "亿元"), ("项目内容", CONTENT),
    ("需用土地（亩）", "land_area"), ("用地方式", "land_mode"), ("企业联系人", "contact"), ("联系方式", "phone"),
    ("招商组/片区", "introduced_by"), ("跟进人员/招商员", "service_officer"), ("产业类型", "industry"), ("项目类别", "project_kind"),
    ("初次接洽时间", "first_contact_on"), ("在谈时间", "negotiated_on"), ("研判时间", "reviewed_on"), ("研判结果", "review_result"),
    ("过会时间", "approved_on"), ("协议性质", "agreement_type"), ("签约时间", "signed_on"), ("注册时间", "registered_on"),
    ("开工时间", "started_on"), ("落地平台", "platform"),
    ("项目进度", "status"), ("进度、备注", "progress"),
)  # fmt: skip


def two_level(parent: str, unit: str) -> tuple[Column, ...]:
    """Two header rows; `parent` is the money group's header (投资规模（亿元） or, under a 单位 line, 投资规模)."""
    return columns_of(
        ("序号", SERIAL), ("项目代码", "project_code"), ("项目名称", "project_name"), ("投资方>投资方名称", "investor"),
        ("投资方>统一社会信用代码", "investor_uscc"), ("投资方>投资方所在地", "investor_region"), ("产业类别", "industry"),
        ("产业链", "chain"), ("项目类型", "project_kind"), ("标签", "tags"), ("引进单位", "introduced_by"),
        ("首谈>首谈单位", "first_talk_unit"), ("首谈>首谈占比", "first_talk_share"), ("落地平台", "platform"),
        (f"{parent}>总投资", "total_investment", unit), (f"{parent}>固定资产投资", "fixed_investment", unit),
        ("用地>用地方式", "land_mode"), ("用地>用地面积（亩）", "land_area"), ("协议性质", "agreement_type"),
        ("研判>研判时间", "reviewed_on"), ("研判>研判结果", "review_result"), ("关键节点>签约时间", "signed_on"),
        ("关键节点>公司注册时间", "registered_on"), ("关键节点>备案时间", "filed_on"), ("关键节点>供地时间", "land_supplied_on"),
        ("关键节点>厂房落实时间", "plant_secured_on"), ("关键节点>计划开工时间", "planned_start_on"),
        ("关键节点>开工时间", "started_on"), ("关键节点>入库时间", "enrolled_on"), ("关键节点>竣工时间", "completed_on"),
        ("关键节点>计划投产时间", "planned_production_on"), ("关键节点>投产时间", "production_on"), ("关键节点>达产时间", "full_capacity_on"),
        ("项目状态", "status"), ("堵点>堵点类别", "blocker_kind"),
        ("堵点>堵点说明", "blocker"), ("堵点>堵点起始时间", "blocker_since"), ("服务专员", "service_officer"), ("进展情况", "progress"),
        ("备 注", "remark"),
    )  # fmt: skip


#: Townships that keep a plain sheet: header in row 2, brackets of both widths, a space and a line break in headers.
PLAIN = columns_of(
    ("序号", SERIAL), ("项目\n名称", "project_name"), ("投资单位", "investor"), ("来源地", "investor_region"), ("项目赋码", "project_code"),
    ("总投资(万元)", "total_investment", "万元"), ("固定资产投资（万元)", "fixed_investment", "万元"), ("产业分类", "industry"),
    ("标签", "tags"), ("招引单位", "introduced_by"), ("用地类型", "land_mode"), ("用地面积（亩）", "land_area"),
    ("协议类型", "agreement_type"), ("研判日期", "reviewed_on"), ("研判意见", "review_result"), ("签约日期", "signed_on"),
    ("公司成立时间", "registered_on"), ("摘牌时间", "land_supplied_on"), ("厂房落实时间", "plant_secured_on"),
    ("开工 时间", "started_on"), ("入统时间", "enrolled_on"), ("项目阶段", "status"), ("未开工原因", "blocker"),
    ("招商专员", "service_officer"), ("当前进展情况", "progress"),
)  # fmt: skip

#: The service centre's bare list: header in row 1, every amount with its own unit.
BARE = columns_of(
    ("项目代码", "project_code"), ("项目名称", "project_name"), ("投资企业", "investor"), ("统一社会信用代码", "investor_uscc"),
    ("投资方注册地", "investor_region"), ("所属行业", "industry"), ("项目类型", "project_kind"), ("标签", "tags"),
    ("引进单位", "introduced_by"), ("承接平台", "platform"), ("总投资", "total_investment"), ("其中：固定资产投资", "fixed_investment"),
    ("落地方式(供地/购买/租赁)", "land_mode"), ("用地面积（亩）", "land_area"), ("协议性质", "agreement_type"), ("研判时间", "reviewed_on"),
    ("研判结果", "review_result"), ("实际签约时间", "signed_on"), ("注册时间", "registered_on"), ("供地时间", "land_supplied_on"),
    ("厂房落实时间", "plant_secured_on"), ("实际开工时间", "started_on"), ("入库时间", "enrolled_on"), ("项目状态", "status"),
    ("项目经理", "service_officer"), ("项目进展", "progress"),
)  # fmt: skip

#: A platform that follows its projects closely: two levels, contacts and talks, blockers, 亿元 in the parent.
CLOSE = columns_of(
    ("编号", SERIAL), ("项目>招商项目名称", "project_name"), ("项目>投资主体", "investor"), ("项目>国别/地区", "investor_region"),
    ("项目>产业大类", "industry"), ("项目>所属产业链", "chain"), ("项目>项目类别", "project_kind"), ("项目>标签", "tags"),
    ("计划投资（亿元）>计划总投资", "total_investment", "亿元"), ("计划投资（亿元）>其中：固定资产投资", "fixed_investment", "亿元"),
    ("招引>首报单位", "introduced_by"), ("招引>首谈地", "first_talk_unit"), ("招引>首谈占比", "first_talk_share"),
    ("招引>首次接触时间", "first_contact_on"), ("招引>在谈时间", "negotiated_on"), ("评审时间", "reviewed_on"), ("评审结果", "review_result"),
    ("上会时间", "approved_on"), ("合同类型", "agreement_type"), ("签订时间", "signed_on"), ("工商注册时间", "registered_on"),
    ("落地>拟落户园区", "platform"), ("落地>供地方式", "land_mode"), ("落地>拟用地（亩）", "land_area"), ("落地>拿地时间", "land_supplied_on"),
    ("落地>厂房落实时间", "plant_secured_on"), ("拟开工时间", "planned_start_on"), ("动工时间", "started_on"), ("纳统时间", "enrolled_on"),
    ("当前项目进度", "status"), ("问题>堵点类别", "blocker_kind"), ("问题>存在困难", "blocker"), ("问题>堵点起始时间", "blocker_since"),
    ("跟踪负责人", "service_officer"), ("企业对接>对接人", "contact"), ("企业对接>手机", "phone"), ("最新进展", "progress"), ("说明", "remark"),
)  # fmt: skip

#: What three departments know better than anybody: enrolment, filing, and how production goes.
ENROLMENT = columns_of(
    ("序号", SERIAL), ("投资项目在线审批监管平台统一代码", "project_code"), ("项目名称", "project_name"), ("业主单位", "investor"),
    ("统计入库时间", "enrolled_on"), ("审核意见", "remark"),
)  # fmt: skip
FILING = columns_of(
    ("序号", SERIAL), ("赋码", "project_code"), ("备案（核准）项目名称", "project_name"), ("项目业主", "investor"),
    ("备案（核准）日期", "filed_on"), ("备案（核准）投资总额（亿元）", "total_investment", "亿元"), ("预计开工时间", "planned_start_on"),
)  # fmt: skip
PRODUCTION = columns_of(
    ("序号", SERIAL), ("项目名称", "project_name"), ("投资方名称", "investor"), ("产业链类别", "chain"), ("标签", "tags"),
    ("竣工日期", "completed_on"), ("预计投产时间", "planned_production_on"), ("试生产时间", "production_on"), ("达产日期", "full_capacity_on"),
    ("形象进度", "progress"),
)  # fmt: skip
