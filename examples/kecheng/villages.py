"""What the smaller offices brought in: other townships, two platforms and two departments. Small, and started where signed."""

from datetime import date as d

from examples.kecheng.objects import (
    BAIYUN,
    BOUGHT,
    FARM_PARK,
    FARMING,
    FORMAL,
    FUSHAN,
    GROWN,
    HEHUA,
    HUANGJIA,
    HUASHU,
    JIANGJIASHAN,
    MADE,
    NO_LAND,
    QILI,
    QUHUA,
    RENTED,
    SCIENCE,
    SERVED,
    SHISHI,
    TOURED,
    TOURISM,
    WANTIAN,
    XINAN,
    XINXIN,
    Project,
    wan,
    yi,
)  # fmt: skip

VILLAGES = (
    Project(
        "新新里老年康养中心项目", "杭州颐宁养老服务有限公司", XINXIN, (XINXIN,), SERVED, wan(2600), wan(1200), investor_region="浙江省杭州市",
        land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 2, 17), review_result="通过", signed_on=d(2022, 3, 15),
        plant_secured_on=d(2022, 4, 6), started_on=d(2022, 5, 9), service_officer="专员14", progress="适老化改造"),
    Project(
        "水亭门文创街区运营项目", "宁波拾光文化创意有限公司", FUSHAN, (FUSHAN, TOURISM), TOURED, wan(3800), wan(1500), investor_region="浙江省宁波市",
        platform=TOURISM, land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 1, 18), review_result="通过",
        signed_on=d(2022, 2, 22), registered_on=d(2022, 3, 4), started_on=d(2022, 4, 30), service_officer="专员15", progress="首批商户开业"),
    Project(
        "府山数字印刷工坊项目", "温州彩叶印务有限公司", FUSHAN, (FUSHAN,), MADE, wan(1900), wan(1300), investor_region="浙江省温州市",
        reviewed_on=d(2022, 5, 11), review_result="通过", progress="比选厂房"),
    Project(
        "荷花汽车后市场服务中心项目", "金华驰顺汽车服务有限公司", HEHUA, (HEHUA,), SERVED, wan(4100), wan(2300), investor_region="浙江省金华市",
        land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 3, 9), review_result="通过", signed_on=d(2022, 4, 13),
        plant_secured_on=d(2022, 5, 7), started_on=d(2022, 6, 13), service_officer="专员14", progress="工位安装"),
    Project(
        "信安湖城市书房咖啡集群项目", "上海慢时光餐饮管理有限公司", XINAN, (XINAN,), SERVED, wan(980), wan(420), investor_region="上海市",
        land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 4, 7), review_result="通过", signed_on=d(2022, 5, 6),
        plant_secured_on=d(2022, 5, 20), started_on=d(2022, 6, 18), service_officer="专员15", progress="两家门店试营业"),
    Project(
        "白云口腔器械研发中心项目", "深圳市皓齿医疗器械有限公司", BAIYUN, (BAIYUN,), MADE, wan(5300), wan(3100), investor_region="广东省深圳市",
        land_mode=BOUGHT, agreement_type=FORMAL, reviewed_on=d(2022, 1, 27), review_result="通过", signed_on=d(2022, 3, 4),
        plant_secured_on=d(2022, 4, 28), started_on=d(2022, 6, 6), service_officer="专员14", progress="实验室装修"),
    Project(
        "衢化工业气体充装站改造项目", "江苏凌空气体有限公司", QUHUA, (QUHUA,), MADE, wan(6600), wan(4700), investor_region="江苏省常州市",
        reviewed_on=d(2022, 5, 25), review_result="暂缓", progress="安评补充"),
    Project(
        "黄家香榧林下经济项目", "杭州林语农业开发有限公司", HUANGJIA, (HUANGJIA,), GROWN, wan(1450), wan(900), investor_region="浙江省杭州市",
        land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 2, 24), review_result="通过", signed_on=d(2022, 3, 22),
        registered_on=d(2022, 4, 15), started_on=d(2022, 5, 5), service_officer="专员15", progress="抚育五百亩"),
    Project(
        "七里高山避暑度假酒店项目", "上海栖云酒店管理有限公司", QILI, (QILI, TOURISM), TOURED, wan(7200), wan(5600), investor_region="上海市",
        platform=TOURISM, reviewed_on=d(2022, 4, 20), review_result="通过", progress="选址勘测"),
    Project(
        "七里黄土岭露营民宿项目", "杭州野径体育文化有限公司", QILI, (QILI,), TOURED, wan(1300), wan(800), investor_region="浙江省杭州市",
        land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 3, 16), review_result="通过", signed_on=d(2022, 4, 18),
        registered_on=d(2022, 5, 18), started_on=d(2022, 6, 10), service_officer="专员15", progress="营位铺设"),
    Project(
        "华墅鲜食玉米加工项目", "金华田喜食品有限公司", HUASHU, (HUASHU,), GROWN, wan(2100), wan(1400), investor_region="浙江省金华市",
        reviewed_on=d(2022, 6, 7), review_result="通过", progress="签约文本磋商"),
    Project(
        "姜家山光伏农业大棚项目", "南京晴朗能源有限公司", JIANGJIASHAN, (JIANGJIASHAN,), GROWN, wan(4400), wan(3600), investor_region="江苏省南京市",
        reviewed_on=d(2022, 3, 24), review_result="不通过", progress="不符合用地政策"),
    Project(
        "姜家山竹材环保餐具项目", "丽水青篁家居有限公司", JIANGJIASHAN, (JIANGJIASHAN,), MADE, wan(2750), wan(1900), investor_region="浙江省丽水市",
        land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 1, 21), review_result="通过", signed_on=d(2022, 3, 2),
        plant_secured_on=d(2022, 3, 30), started_on=d(2022, 5, 16), service_officer="专员14", progress="模压线调试"),
    Project(
        "万田冷鲜肉分割配送项目", "温州瓯鲜食品有限公司", WANTIAN, (WANTIAN,), MADE, wan(3900), wan(2600), investor_region="浙江省温州市",
        land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 2, 9), review_result="通过", signed_on=d(2022, 3, 28),
        plant_secured_on=d(2022, 4, 25), status="终止", service_officer="专员15", progress="投资方退出"),
    Project(
        "石室乡花卉苗木直播基地项目", "杭州云岫数字贸易有限公司", SHISHI, (SHISHI,), GROWN, wan(860), wan(300), investor_region="浙江省杭州市",
        land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 4, 12), review_result="通过", signed_on=d(2022, 4, 29),
        registered_on=d(2022, 5, 12), started_on=d(2022, 5, 20), service_officer="专员14", progress="日均两场直播"),
    # two platforms and two departments
    Project(
        "灵鹫山山地自行车公园项目", "杭州逐峰体育发展有限公司", TOURISM, (TOURISM,), TOURED, wan(6900), wan(5100), investor_region="浙江省杭州市",
        tags="运动休闲", platform=TOURISM, first_talk_unit=QILI, first_talk_share="20%", land_mode=NO_LAND, agreement_type=FORMAL,
        first_contact_on=d(2021, 10, 9), negotiated_on=d(2021, 11, 3), reviewed_on=d(2022, 1, 13), review_result="通过", approved_on=d(2022, 2, 11),
        signed_on=d(2022, 2, 25), registered_on=d(2022, 3, 10), started_on=d(2022, 4, 2), service_officer="专员13", progress="赛道施工"),
    Project(
        "灵鹫山滑翔伞基地项目", "南京御风航空运动有限公司", TOURISM, (TOURISM,), TOURED, wan(4600), wan(3300), investor_region="江苏省南京市",
        tags="运动休闲", platform=TOURISM, first_contact_on=d(2022, 3, 8), negotiated_on=d(2022, 4, 6), reviewed_on=d(2022, 5, 19),
        review_result="通过", blocker_kind="审批", blocker="空域使用待批", blocker_since=d(2022, 6, 1), progress="空域申请"),
    Project(
        "科创园植物工厂示范项目", "北京禾光农业科技有限公司", FARM_PARK, (FARM_PARK,), GROWN, wan(8800), wan(6400), investor_region="北京市",
        tags="现代农业", platform=FARM_PARK, land_mode=RENTED, agreement_type=FORMAL, first_contact_on=d(2021, 9, 27),
        negotiated_on=d(2021, 12, 6), reviewed_on=d(2022, 1, 24), review_result="通过", approved_on=d(2022, 2, 18), signed_on=d(2022, 3, 3),
        plant_secured_on=d(2022, 3, 25), planned_start_on=d(2022, 4, 30), started_on=d(2022, 4, 26), service_officer="专员12", progress="育苗架安装"),
    Project(
        "科创园农业企业总部楼项目", "浙江沃野农业控股有限公司", FARM_PARK, (FARM_PARK,), GROWN, yi(1.4), wan(9800), investor_region="浙江省杭州市",
        tags="总部项目、现代农业", platform=FARM_PARK, first_contact_on=d(2022, 2, 21), negotiated_on=d(2022, 3, 30), reviewed_on=d(2022, 6, 14),
        review_result="通过", planned_start_on=d(2022, 11, 30), progress="协议条款磋商"),
    Project(
        "胡柚功能成分提取中试项目", "宁波柚康生物科技有限公司", FARMING, (FARMING, FARM_PARK), GROWN, wan(3300), wan(2200),
        investor_region="浙江省宁波市", tags="现代农业、小优美", platform=FARM_PARK, land_mode=RENTED, agreement_type=FORMAL,
        reviewed_on=d(2022, 2, 28), review_result="通过", signed_on=d(2022, 4, 8), plant_secured_on=d(2022, 4, 20), started_on=d(2022, 5, 23),
        service_officer="专员12", progress="提取设备到货"),
    Project(
        "光子芯片博士团队创业项目", "深圳市光栅微纳科技有限公司", SCIENCE, (SCIENCE,), MADE, wan(1200), wan(500), project_kind="人才项目",
        investor_region="广东省深圳市", chain="光电", land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 5, 10), review_result="通过",
        signed_on=d(2022, 5, 27), plant_secured_on=d(2022, 6, 8), started_on=d(2022, 6, 20), service_officer="专员18", progress="团队入驻"),
)  # fmt: skip

#: What ledgers add to projects told elsewhere: first talks, filing, plans of production, remarks.
DETAILS: dict[str, dict[str, d | str]] = {
    "东巨康年产6000万件手机生产线项目": {"first_contact_on": d(2021, 10, 18), "negotiated_on": d(2021, 11, 15), "planned_production_on": d(2022, 6, 15)},
    "百豪科技项目": {"first_contact_on": d(2021, 12, 3), "negotiated_on": d(2022, 1, 10), "planned_production_on": d(2023, 6, 30)},
    "璟芯微型光学传感器生产项目": {
        "first_contact_on": d(2020, 10, 12), "filed_on": d(2021, 3, 8), "planned_production_on": d(2022, 5, 31), "full_capacity_on": d(2022, 6, 20),
        "remark": "二期洽谈中"},
    "云栈数贸云仓运营中心项目": {"project_code": "2104-330802-04-03-500357"},
    "锐驰精密轴承滚子生产线项目": {"filed_on": d(2021, 4, 2), "planned_production_on": d(2023, 3, 31), "remark": "轴承链补链项目"},
    "晖达车载显示背光模组项目": {"filed_on": d(2021, 9, 10), "planned_production_on": d(2023, 5, 31)},
    "宏拓五金工具装配线项目": {"completed_on": d(2022, 5, 12), "production_on": d(2022, 6, 1), "full_capacity_on": d(2022, 6, 24), "remark": "已上规"},
    "甬翔高端轴承套圈精密锻造项目": {"remark": "能评由区发改局跟踪"},
    "灵鹫山山地自行车公园项目": {"remark": "纳入运动柯城计划"},
    "科创园植物工厂示范项目": {"remark": "示范项目"},
}  # fmt: skip
