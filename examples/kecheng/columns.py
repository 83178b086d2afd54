"""The columns of the four ledgers: each a header path, the field it shows, and the money unit its header or line gives."""

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


def _columns(*lines: tuple[str, str] | tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns from (header, field, money unit); > divides the header's levels."""
    widths = {SERIAL: 5, "project_name": 36, "investor": 26, "project_code": 27, "investor_uscc": 22, CONTENT: 36, "progress": 20}
    return tuple(Column(tuple(title.split(">")), field, unit[0] if unit else "", widths.get(field, 12)) for title, field, *unit in lines)


#: The stations' sheet: header in row 4, one level.
STATION = _columns(
    ("序号", SERIAL), ("项目名称", "project_name"), ("投资方", "investor"), ("来源地", "investor_region"),
    ("总投资（亿元）", "total_investment", "亿元"), ("固定资产投资（亿元）", "fixed_investment", "亿元"), ("项目内容", CONTENT),
    ("需用土地（亩）", "land_area"), ("用地方式", "land_mode"), ("企业联系人", "contact"), ("联系方式", "phone"),
    ("招商组/片区", "introduced_by"), ("跟进人员/招商员", "service_officer"), ("产业类型", "industry"), ("项目类别", "project_kind"),
    ("研判时间", "reviewed_on"), ("研判结果", "review_result"), ("过会时间", "approved_on"), ("协议性质", "agreement_type"),
    ("签约时间", "signed_on"), ("注册时间", "registered_on"), ("开工时间", "started_on"), ("落地平台", "platform"),
    ("项目进度", "status"), ("进度、备注", "progress"),
)  # fmt: skip


def two_level(parent: str, unit: str) -> tuple[Column, ...]:
    """Two header rows; `parent` is the money group's header (投资规模（亿元） or, under a 单位 line, 投资规模)."""
    return _columns(
        ("序号", SERIAL), ("项目代码", "project_code"), ("项目名称", "project_name"), ("投资方>投资方名称", "investor"),
        ("投资方>统一社会信用代码", "investor_uscc"), ("投资方>投资方所在地", "investor_region"), ("产业类别", "industry"),
        ("产业链", "chain"), ("项目类型", "project_kind"), ("标签", "tags"), ("引进单位", "introduced_by"),
        ("首谈>首谈单位", "first_talk_unit"), ("首谈>首谈占比", "first_talk_share"), ("落地平台", "platform"),
        (f"{parent}>总投资", "total_investment", unit), (f"{parent}>固定资产投资", "fixed_investment", unit),
        ("用地>用地方式", "land_mode"), ("用地>用地面积（亩）", "land_area"), ("协议性质", "agreement_type"),
        ("研判>研判时间", "reviewed_on"), ("研判>研判结果", "review_result"), ("关键节点>签约时间", "signed_on"),
        ("关键节点>公司注册时间", "registered_on"), ("关键节点>供地时间", "land_supplied_on"),
        ("关键节点>厂房落实时间", "plant_secured_on"), ("关键节点>计划开工时间", "planned_start_on"),
        ("关键节点>开工时间", "started_on"), ("关键节点>入库时间", "enrolled_on"), ("关键节点>竣工时间", "completed_on"),
        ("关键节点>投产时间", "production_on"), ("项目状态", "status"), ("堵点>堵点类别", "blocker_kind"),
        ("堵点>堵点说明", "blocker"), ("堵点>堵点起始时间", "blocker_since"), ("服务专员", "service_officer"), ("进展情况", "progress"),
    )  # fmt: skip


#: Townships that keep a plain sheet: header in row 2, brackets of both widths, a space and a line break in headers.
PLAIN = _columns(
    ("序号", SERIAL), ("项目\n名称", "project_name"), ("投资单位", "investor"), ("来源地", "investor_region"), ("项目赋码", "project_code"),
    ("总投资(万元)", "total_investment", "万元"), ("固定资产投资（万元)", "fixed_investment", "万元"), ("产业分类", "industry"),
    ("标签", "tags"), ("招引单位", "introduced_by"), ("用地类型", "land_mode"), ("用地面积（亩）", "land_area"),
    ("协议类型", "agreement_type"), ("研判日期", "reviewed_on"), ("研判意见", "review_result"), ("签约日期", "signed_on"),
    ("公司成立时间", "registered_on"), ("摘牌时间", "land_supplied_on"), ("厂房落实时间", "plant_secured_on"),
    ("开工 时间", "started_on"), ("入统时间", "enrolled_on"), ("项目阶段", "status"), ("未开工原因", "blocker"),
    ("招商专员", "service_officer"), ("当前进展情况", "progress"),
)  # fmt: skip

#: The service centre's bare list: header in row 1, every amount with its own unit.
BARE = _columns(
    ("项目代码", "project_code"), ("项目名称", "project_name"), ("投资企业", "investor"), ("统一社会信用代码", "investor_uscc"),
    ("投资方注册地", "investor_region"), ("所属行业", "industry"), ("项目类型", "project_kind"), ("标签", "tags"),
    ("引进单位", "introduced_by"), ("承接平台", "platform"), ("总投资", "total_investment"), ("其中：固定资产投资", "fixed_investment"),
    ("落地方式(供地/购买/租赁)", "land_mode"), ("用地面积（亩）", "land_area"), ("协议性质", "agreement_type"), ("研判时间", "reviewed_on"),
    ("研判结果", "review_result"), ("实际签约时间", "signed_on"), ("注册时间", "registered_on"), ("供地时间", "land_supplied_on"),
    ("厂房落实时间", "plant_secured_on"), ("实际开工时间", "started_on"), ("入库时间", "enrolled_on"), ("项目状态", "status"),
    ("项目经理", "service_officer"), ("项目进展", "progress"),
)  # fmt: skip
