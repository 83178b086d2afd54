"""What the county is made of: projects with the fields of the ledger, receipts, targets, and the offices that report."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

BEIJING, SHANGHAI, HANGZHOU, SHENZHEN = "ST01", "ST02", "ST03", "ST04"
XINXIN, FUSHAN, HEHUA, XINAN, BAIYUN = "330802005", "330802006", "330802007", "330802008", "330802009"
SHUANGGANG, QUHUA, HUAYUAN, SHILIANG, HANGBU = "330802010", "330802012", "330802013", "330802100", "330802101"
HUANGJIA, QILI, JIUHUA, GOUXI, HUASHU = "330802205", "330802209", "330802210", "330802211", "330802212"
JIANGJIASHAN, WANTIAN, SHISHI = "330802213", "330802214", "330802215"
INDUSTRY_PARK, SERVICE_CENTRE, TOURISM, FARM_PARK, BUREAU = "PL01", "PL02", "PL03", "PL04", "ZS01"
REFORM, ECONOMY, COMMERCE, FINANCE, LAND_OFFICE, HOUSING = "DP01", "DP02", "DP03", "DP04", "DP05", "DP06"
FARMING, SCIENCE, STATISTICS, TAX, MARKET, LABOUR = "DP07", "DP08", "DP09", "DP10", "DP11", "DP12"

#: Official names, which are also the inbox's folders.
UNITS = {
    BEIJING: "北京驻点招商组", SHANGHAI: "上海驻点招商组", HANGZHOU: "杭州驻点招商组", SHENZHEN: "深圳驻点招商组",
    XINXIN: "新新街道", FUSHAN: "府山街道", HEHUA: "荷花街道", XINAN: "信安街道", BAIYUN: "白云街道", SHUANGGANG: "双港街道",
    QUHUA: "衢化街道", HUAYUAN: "花园街道", SHILIANG: "石梁镇", HANGBU: "航埠镇", HUANGJIA: "黄家乡", QILI: "七里乡", JIUHUA: "九华乡",
    GOUXI: "沟溪乡", HUASHU: "华墅乡", JIANGJIASHAN: "姜家山乡", WANTIAN: "万田乡", SHISHI: "石室乡",
    INDUSTRY_PARK: "区生态工业服务中心", SERVICE_CENTRE: "区服务业发展中心", TOURISM: "区文旅局", FARM_PARK: "数字农业科创园",
    BUREAU: "区招商局", REFORM: "区发改局", ECONOMY: "区经信局", COMMERCE: "区商务局", FINANCE: "区财政局",
    LAND_OFFICE: "区自然资源和规划分局", HOUSING: "区住建局", FARMING: "区农业农村局", SCIENCE: "区科技局", STATISTICS: "区统计局",
    TAX: "区税务局", MARKET: "区市场监管局", LABOUR: "区人力社保局",
}  # fmt: skip
STATIONS = (BEIJING, SHANGHAI, HANGZHOU, SHENZHEN)
TOWNSHIPS = tuple(code for code in UNITS if code.startswith("33"))
PLATFORMS = (INDUSTRY_PARK, SERVICE_CENTRE, TOURISM, FARM_PARK)
DEPARTMENTS = tuple(code for code in UNITS if code.startswith("DP"))

#: Where money comes from, and its GB/T 2260 code; 3308 is the home city.
PLACES = {
    "北京市": "110000", "上海市": "310000", "江苏省南京市": "320100", "江苏省常州市": "320400", "浙江省杭州市": "330100",
    "浙江省宁波市": "330200", "浙江省温州市": "330300", "浙江省湖州市": "330500", "浙江省金华市": "330700",
    "浙江省义乌市": "330782", "浙江省丽水市": "331100", "福建省泉州市": "350500", "广东省深圳市": "440300",
    "广东省惠州市": "441300", "广东省东莞市": "441900", "浙江省衢州市柯城区": "330802", "浙江省衢州市衢江区": "330803",
    "浙江省衢州市龙游县": "330825",
}  # fmt: skip
HOME_CITY = "3308"

FORMAL, FRAMEWORK, INTENT, SUPPLEMENT = "正式协议", "框架协议", "意向书", "补充协议"
NEW_LAND, BOUGHT, RENTED, NO_LAND = "新增用地", "购买厂房", "租用厂房", "无需用地"
MADE, SERVED, GROWN, TOURED = "制造业", "服务业", "农业", "文旅"


@dataclass(frozen=True)
class Project:
    """One project; field names are those of the form `projects`, money is yuan, areas are m².

    `listed_by` names the units whose ledgers hold it; what a ledger shows of it is the layout's affair.
    """

    project_name: str
    investor: str
    introduced_by: str
    listed_by: tuple[str, ...]
    industry: str | None
    total_investment: int | None
    fixed_investment: int | None = None
    investor_region: str | None = None
    investor_uscc: str | None = None
    project_code: str | None = None
    chain: str | None = None
    project_kind: str = "产业项目"
    tags: str | None = None
    first_talk_unit: str | None = None
    first_talk_share: str | None = None
    platform: str | None = None
    land_mode: str | None = None
    land_area: float | None = None
    agreement_type: str | None = None
    first_contact_on: date | None = None
    negotiated_on: date | None = None
    reviewed_on: date | None = None
    review_result: str | None = None
    approved_on: date | None = None
    signed_on: date | None = None
    registered_on: date | None = None
    filed_on: date | None = None
    land_supplied_on: date | None = None
    plant_secured_on: date | None = None
    planned_start_on: date | None = None
    started_on: date | None = None
    enrolled_on: date | None = None
    completed_on: date | None = None
    planned_production_on: date | None = None
    production_on: date | None = None
    full_capacity_on: date | None = None
    status: str = "推进中"
    blocker_kind: str | None = None
    blocker: str | None = None
    blocker_since: date | None = None
    service_officer: str | None = None
    contact: str | None = None
    phone: str | None = None
    progress: str | None = None
    remark: str | None = None


@dataclass(frozen=True)
class Receipt:
    """Money of a month for a project, as `sent_by` reports it; a blank region means the project's investor's."""

    month: str
    project_name: str
    amount: int
    sent_by: str
    status: str = "实际到位"
    funder_region: str | None = None
    industry: str | None = None
    evidence: str | None = None
    evidence_no: str | None = None
    investor: str | None = None


@dataclass(frozen=True)
class Target:
    """What a unit is to reach in 2022; 市外到位资金 and 制造业到位资金 in 亿元, the others in 个."""

    unit: str
    indicator: str
    value: Decimal


def yi(amount: float) -> int:
    """亿元 → yuan."""
    return round(amount * 10**8)


def wan(amount: float) -> int:
    """万元 → yuan."""
    return round(amount * 10**4)


def mu(area: float) -> float:
    """亩 → m²; 15亩 are a hectare."""
    return area * 10_000 / 15


_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(place: str, serial: int) -> str:
    """A credit code nobody bears (its body says DEM) with a right check character (GB 32100)."""
    body = f"91{place}DEMX{serial:05d}"
    total = sum(_CHARACTERS.index(sign) * pow(3, position, 31) for position, sign in enumerate(body))
    return body + _CHARACTERS[-total % 31]
