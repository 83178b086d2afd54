"""What is wrong in the inbox, honestly: each slip is an object that says where it stands and which rule should speak.

A slip that costs its row ("reject") stands in `SPOILED`, projects that would shift a figure if they were counted all
the same. Slips that only warn stand in rows that count.
"""

from datetime import date as d
from decimal import Decimal

from examples.kecheng.facts import Activity, Lead, Place, Space, Task, Yield
from examples.kecheng.objects import (
    BEIJING,
    BUREAU,
    ECONOMY,
    FORMAL,
    HANGBU,
    HANGZHOU,
    HUAYUAN,
    INDUSTRY_PARK,
    JIUHUA,
    MADE,
    NEW_LAND,
    NO_LAND,
    RENTED,
    SERVED,
    SERVICE_CENTRE,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    SHUANGGANG,
    TAX,
    TOURED,
    Project,
    mu,
    wan,
    yi,
)  # fmt: skip
from examples.kecheng.slips import LEDGER, TOTAL, Slip

SPOILED = (
    Project("联捷汽车线束装配项目", "宁波联捷线束有限公司", HANGBU, (HANGBU,), MADE, yi(1.3), wan(8000), investor_region="浙江省宁波市",
            land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 3, 28), review_result="通过",
            signed_on=d(2022, 4, 18), plant_secured_on=d(2022, 5, 16), service_officer="专员03", progress="产线安装"),
    Project("速递宝智能快递柜生产项目", "杭州速递宝科技有限公司", SHUANGGANG, (SHUANGGANG,), MADE, wan(6000), wan(4200),
            investor_region="浙江省杭州市", land_mode=NEW_LAND, land_area=mu(20), agreement_type=FORMAL,
            reviewed_on=d(2022, 4, 14), review_result="通过", signed_on=d(2022, 5, 12), service_officer="专员05", progress="土地报批"),
    Project("云顶露营度假基地项目", "上海云顶户外旅游有限公司", JIUHUA, (JIUHUA,), TOURED, yi(2.2), yi(1.6), investor_region="上海市",
            land_mode=NEW_LAND, land_area=mu(60), agreement_type=FORMAL, reviewed_on=d(2022, 4, 29),
            review_result="通过", signed_on=d(2022, 5, 20), service_officer="专员09", progress="选址"),
    Project("格物工业软件区域总部项目", "北京格物云图软件有限公司", BEIJING, (BEIJING,), SERVED, yi(1.2), wan(3000), investor_region="北京市",
            land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 6, 10), review_result="通过",
            signed_on=d(2022, 9, 15), service_officer="专员01", progress="拟签约"),
    Project("通汇跨境结算中心项目", "上海通汇信息服务有限公司", SHANGHAI, (SHANGHAI,), SERVED, wan(2600), None, investor_region="上海市",
            project_kind="税源项目", land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 5, 18),
            review_result="通过", signed_on=d(2022, 6, 2), registered_on=d(2022, 6, 9), service_officer="专员07", progress="已注册"),
    Project("安居智能门锁装配项目", "温州安居锁业有限公司", HUAYUAN, (HUAYUAN,), MADE, wan(3000), wan(2000), investor_region="浙江省温州市",
            land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 4, 6), review_result="通过",
            signed_on=d(2022, 4, 22), plant_secured_on=d(2022, 5, 18), started_on=d(2022, 6, 1), service_officer="专员04", progress="装配线调试"),
    Project("标云数据标注基地项目", "南京标云数据有限公司", SERVICE_CENTRE, (SERVICE_CENTRE,), SERVED, yi(1.1), wan(2000),
            investor_region="江苏省南京市", platform=SERVICE_CENTRE, land_mode=RENTED, agreement_type=FORMAL,
            reviewed_on=d(2022, 5, 24), review_result="通过", signed_on=d(2022, 6, 8), plant_secured_on=d(2022, 6, 15),
            service_officer="专员20", progress="机房装修"),
)  # fmt: skip
#: Rows of the other forms that are spoiled; each would shift a figure.
SPOILED_LEADS = (
    Lead(
        d(2022, 4, 18), "北方智能仓储装备项目", "北京仓衡智能装备有限公司", BEIJING, MADE, "商会", wan(9000), "通过", partner="北京柯城商会"
    ),
    Lead(d(2022, 5, 16), "新能源重卡换电站项目", "上海换域能源有限公司", SHANGHAI, SERVED, "驻点招商", None, "通过"),
    Lead(d(2022, 6, 15), "激光切割头生产项目", "深圳锐束激光有限公司", SHENZHEN, MADE, "驻点招商", wan(6000), "通过"),
)
SPOILED_ACTIVITIES = (Activity(d(2022, 5, 18), "邀请客商来访", SHANGHAI, 4, topic="长三角客商行"),)
SPOILED_PLANS = (Task("织野户外服装智能制造项目", "征迁扫尾", INDUSTRY_PARK, d(2022, 6, 20), None, "专员19", None, "余两户"),)
SPOILED_SPACE = (Space(SERVICE_CENTRE, "2022-06", "标准厂房", "平方米", Decimal(20000), Decimal(9000)),)
SPOILED_LEAGUE = (Place("2022-06", "柯城区", "省外资金到位率", Decimal("41.5"), 3),)
SPOILED_YIELDS = (Yield("2022-06", "恒屹智能驱动控制器增资扩产项目", TAX, tax=wan(3.2)),)
#: A row of no figure at all.
EMPTY_YIELD = Yield("2022-06", "织野户外服装智能制造项目", ECONOMY)

SLIPS = (
    Slip(HANGBU, LEDGER, "联捷汽车线束装配项目", "started_on", "已开工", "reject", "date_done_word"),
    Slip(SHUANGGANG, LEDGER, "速递宝智能快递柜生产项目", "started_on", "预计7月", "reject", "date_planned_word"),
    Slip(JIUHUA, LEDGER, "云顶露营度假基地项目", "project_name", None, "reject", "required_blank"),
    Slip(BEIJING, LEDGER, "格物工业软件区域总部项目", "signed_on", "2022年9月15日", "reject", "date_future"),
    Slip(SHANGHAI, LEDGER, "通汇跨境结算中心项目", "total_investment", "面议", "reject", "money_unreadable"),
    Slip(HUAYUAN, LEDGER, "安居智能门锁装配项目", "fixed_investment", 20000, "reject", "fixed_exceeds_total"),
    Slip(SERVICE_CENTRE, LEDGER, "标云数据标注基地项目", "total_investment", "#REF!", "reject", "error_value"),
    Slip(HANGZHOU, LEDGER, "芯屿半导体封测基地项目", "total_investment", "30余亿元", "warn", "money_qualified"),
    Slip(HANGZHOU, LEDGER, "幻幕虚拟制片数字影棚项目", "industry", "元宇宙", "warn", "industry_other"),
    Slip(SHENZHEN, LEDGER, "晖达车载显示背光模组项目", "service_officer", "专员17、专员18", "warn", "officers_several"),
    Slip(SHENZHEN, LEDGER, "百豪科技项目", "fixed_investment", 18.2, "warn", "offices_disagree"),
    Slip(SHILIANG, LEDGER, "青篁竹木家居加工项目", "started_on", "2021年3月15日", "warn", "dates_out_of_order"),
    Slip(HUAYUAN, LEDGER, "花园里社区商业综合体项目", "land_supplied_on", "2022-04-22", "warn", "land_date_on_plant"),
    Slip(INDUSTRY_PARK, LEDGER, "宏拓五金工具装配线项目", "investor_uscc", "91330825DEMX00209A", "warn", "uscc_check"),
    Slip(SHUANGGANG, LEDGER, TOTAL, "total_investment", "宏拓五金工具装配线项目", "warn", "total_mismatch"),
    Slip(HUAYUAN, LEDGER, "", "", "结对班子成员", "warn", "column_unknown"),
    Slip(INDUSTRY_PARK, "2022-05", "晖达车载显示背光模组项目", "ytd", 6200, "warn", "cumulative_differs"),
    Slip(INDUSTRY_PARK, "2022-03", "恒晟紧固件表面处理技改项目", "", None, "warn", "receipt_unmatched"),
    Slip("ZS01", "2022-04", "本草源数字化中药材种植加工项目", "", None, "warn", "money_refund"),
    Slip("ZS01", "2022-01", "双港跨境电商集货仓项目", "", None, "warn", "period_widened"),
    Slip(BEIJING, "leads", "北方智能仓储装备项目", "lead_on", "2022年12月18日", "reject", "date_future"),
    Slip(SHANGHAI, "leads", "新能源重卡换电站项目", "intended_investment", "面议", "reject", "money_unreadable"),
    Slip(SHENZHEN, "leads", "激光切割头生产项目", "lead_kind", "招才引智", "reject", "code_unknown"),
    Slip(HANGZHOU, "leads", "", "valid", None, "warn", "valid_against_review"),
    Slip(SHANGHAI, "activities", "2022-05-18 邀请客商来访", "times", "若干", "reject", "count_unreadable"),
    Slip(SHENZHEN, "officers", "专员17", "phone", "见通讯录", "warn", "phone_unparsed"),
    Slip(INDUSTRY_PARK, "plans", "织野户外服装智能制造项目 征迁扫尾", "owner_unit", "项目专班", "reject", "unit_cell_unknown"),
    Slip(SERVICE_CENTRE, "space", "2022-06 标准厂房", "done", "近半", "reject", "number_unreadable"),
    Slip(BUREAU, "league", "2022-06 柯城区 省外资金到位率", "rank", 0, "reject", "rank_below_one"),
    Slip(BUREAU, "chains", "特种紧固件 温州固力特紧固件有限公司", "", None, "warn", "landed_without_project"),
    Slip(TAX, "yields", "2022-06 恒屹智能驱动控制器增资扩产项目", "tax", -3.2, "reject", "money_negative"),
    Slip(ECONOMY, "yields", "2022-06 织野户外服装智能制造项目", "", None, "warn", "yield_of_nothing"),
)  # fmt: skip

#: Other spellings of what is right, or right enough: no figure hangs on them. Day-less dates are read as a last day.
WORDING: dict[tuple[str, str, str], str] = {
    (SHENZHEN, "东巨康年产6000万件手机生产线项目", "started_on"): "4月份",
    (INDUSTRY_PARK, "东巨康年产6000万件手机生产线项目", "started_on"): "2022年4月",
    (SHUANGGANG, "双港跨境电商集货仓项目", "started_on"): "4月中旬",
    (SHUANGGANG, "固力特特种紧固件扩能项目", "signed_on"): "2020年10月",
    (SHILIANG, "石梁云溪民宿集群项目", "started_on"): "5月底",
    (JIUHUA, "九华山居运动休闲营地项目", "reviewed_on"): "2月上旬",
    ("330802211", "本草源数字化中药材种植加工项目", "started_on"): "6月下旬",
    (SHANGHAI, "出口贸易项目", "total_investment"): "1500万元",
    (HANGZHOU, "钢铁再生资源贸易项目", "total_investment"): "3000万元",
    (BEIJING, "纸品再生资源贸易项目", "total_investment"): "２０００万元",
    (SHENZHEN, "百豪科技项目", "industry"): "工业",
    (HANGBU, "百豪科技项目", "introduced_by"): "驻深圳组",
    (BUREAU, "本草源数字化中药材种植加工项目", "project_name"): "本草源中药材项目",  # the bureau knows it by its code
}
