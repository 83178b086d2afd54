"""Projects signed before 2022: what still waits for land, what got it this year, what was done or dropped last year."""

from datetime import date as d

from examples.kecheng.objects import (
    BOUGHT,
    FORMAL,
    GOUXI,
    GROWN,
    HANGBU,
    INDUSTRY_PARK,
    MADE,
    NEW_LAND,
    RENTED,
    SERVED,
    SERVICE_CENTRE,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    SHUANGGANG,
    Project,
    mu,
    uscc,
    wan,
    yi,
)  # fmt: skip

EARLIER = (
    # signed in 2021 and still without land
    Project(
        "曜能LED驱动电源生产基地项目", "深圳市曜能电源有限公司", SHENZHEN, (SHENZHEN, INDUSTRY_PARK), MADE, yi(2.3), yi(1.7),
        investor_region="广东省深圳市", investor_uscc=uscc("440300", 201), chain="光电", platform=INDUSTRY_PARK,
        land_mode=NEW_LAND, land_area=mu(45), agreement_type=FORMAL, reviewed_on=d(2021, 4, 9), review_result="通过",
        signed_on=d(2021, 5, 18), planned_start_on=d(2022, 9, 30), blocker_kind="征迁", blocker="园中村征迁未完成",
        blocker_since=d(2021, 9, 1), service_officer="专员16", progress="等待净地"),
    Project(  # 暂缓 waits like any other
        "禾沃山野果蔬冻干食品项目", "上海禾沃食品有限公司", SHILIANG, (SHILIANG,), MADE, yi(1.5), wan(9000),
        investor_region="上海市", land_mode=NEW_LAND, land_area=mu(32), agreement_type=FORMAL, reviewed_on=d(2021, 8, 12),
        review_result="通过", signed_on=d(2021, 9, 23), status="暂缓", blocker="投资方资金未落实", service_officer="专员02",
        progress="投资方观望"),
    # land or enrolment this year
    Project(
        "锐驰精密轴承滚子生产线项目", "常州锐驰轴承科技有限公司", INDUSTRY_PARK, (INDUSTRY_PARK, HANGBU), MADE, yi(2.1), yi(1.5),
        investor_region="江苏省常州市", investor_uscc=uscc("320400", 203), project_code="2104-330802-04-01-500326",
        chain="轴承", platform=INDUSTRY_PARK, land_mode=NEW_LAND, land_area=mu(40), agreement_type=FORMAL,
        reviewed_on=d(2021, 2, 24), review_result="通过", signed_on=d(2021, 3, 19), land_supplied_on=d(2022, 1, 20),
        started_on=d(2022, 3, 15), enrolled_on=d(2022, 4, 12), service_officer="专员19", progress="厂房封顶"),
    Project(
        "晖达车载显示背光模组项目", "东莞市晖达光电有限公司", SHENZHEN, (SHENZHEN, INDUSTRY_PARK), MADE, yi(3.6), yi(2.7),
        investor_region="广东省东莞市", investor_uscc=uscc("441900", 204), project_code="2109-330802-04-01-500541",
        chain="光电", first_talk_unit=SHANGHAI, first_talk_share="30%", platform=INDUSTRY_PARK, land_mode=NEW_LAND,
        land_area=mu(55), agreement_type=FORMAL, reviewed_on=d(2021, 7, 14), review_result="通过",
        signed_on=d(2021, 8, 26), land_supplied_on=d(2022, 2, 18), started_on=d(2022, 4, 20), enrolled_on=d(2022, 5, 25),
        service_officer="专员17", progress="二层结构施工"),
    Project(  # signed in 2020: its land and its enrolment are this year's all the same
        "固力特特种紧固件扩能项目", "温州固力特紧固件有限公司", SHUANGGANG, (SHUANGGANG,), MADE, yi(1.8), yi(1.2),
        investor_region="浙江省温州市", land_mode=NEW_LAND, land_area=mu(38), agreement_type=FORMAL,
        reviewed_on=d(2020, 9, 10), review_result="通过", signed_on=d(2020, 10, 31), land_supplied_on=d(2022, 3, 4),
        started_on=d(2022, 5, 6), enrolled_on=d(2022, 6, 10), service_officer="专员05", progress="基础施工"),
    Project(
        "本草源数字化中药材种植加工项目", "南京本草源生物科技有限公司", GOUXI, (GOUXI,), GROWN, yi(1.2), wan(7800),
        investor_region="江苏省南京市", project_code="2111-330802-04-01-500778", tags="现代农业", land_mode=NEW_LAND,
        land_area=mu(22), agreement_type=FORMAL, reviewed_on=d(2021, 9, 16), review_result="通过",
        signed_on=d(2021, 10, 28), land_supplied_on=d(2022, 6, 10), started_on=d(2022, 6, 22), service_officer="专员10",
        progress="场地平整后开始打桩"),
    # done last year
    Project(
        "璟芯微型光学传感器生产项目", "上海璟芯传感技术有限公司", SHANGHAI, (SHANGHAI, INDUSTRY_PARK), MADE, yi(5.2), yi(4),
        investor_region="上海市", investor_uscc=uscc("310000", 207), project_code="2103-330802-04-01-500213",
        chain="光电", platform=INDUSTRY_PARK, land_mode=NEW_LAND, land_area=mu(50), agreement_type=FORMAL,
        reviewed_on=d(2021, 1, 21), review_result="通过", signed_on=d(2021, 2, 26), land_supplied_on=d(2021, 7, 15),
        started_on=d(2021, 9, 10), enrolled_on=d(2021, 10, 12), completed_on=d(2022, 4, 28),
        production_on=d(2022, 5, 20), service_officer="专员06", progress="已投产"),
    Project(
        "云栈数贸云仓运营中心项目", "南京云栈供应链有限公司", SERVICE_CENTRE, (SERVICE_CENTRE,), SERVED, yi(1.1), wan(4000),
        investor_region="江苏省南京市", investor_uscc=uscc("320100", 208), platform=SERVICE_CENTRE, land_mode=RENTED,
        agreement_type=FORMAL, reviewed_on=d(2021, 3, 18), review_result="通过", signed_on=d(2021, 4, 15),
        plant_secured_on=d(2021, 5, 20), started_on=d(2021, 6, 18), enrolled_on=d(2021, 7, 20), service_officer="专员20",
        progress="已运营"),
    Project(
        "宏拓五金工具装配线项目", "龙游宏拓工具有限公司", SHUANGGANG, (SHUANGGANG, INDUSTRY_PARK), MADE, wan(6800), wan(4900),
        investor_region="浙江省衢州市龙游县", investor_uscc=uscc("330825", 209), platform=INDUSTRY_PARK, land_mode=BOUGHT,
        agreement_type=FORMAL, reviewed_on=d(2021, 10, 14), review_result="通过", signed_on=d(2021, 11, 5),
        plant_secured_on=d(2021, 12, 1), started_on=d(2021, 12, 20), enrolled_on=d(2021, 12, 28),
        service_officer="专员05", progress="试生产"),
    Project(
        "青篁竹木家居加工项目", "丽水青篁家居有限公司", SHILIANG, (SHILIANG,), MADE, wan(5200), wan(3100),
        investor_region="浙江省丽水市", land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2021, 3, 25),
        review_result="通过", signed_on=d(2021, 4, 20), plant_secured_on=d(2021, 5, 8), started_on=d(2021, 6, 15),
        enrolled_on=d(2021, 7, 16), service_officer="专员02", progress="正常生产"),
    # what must not count
    Project(  # land and enrolment were last year's, and it has ended
        "锐膜锂电隔膜涂覆项目", "惠州市锐膜新材料有限公司", SHENZHEN, (SHENZHEN, INDUSTRY_PARK), MADE, yi(6), yi(4.5),
        investor_region="广东省惠州市", investor_uscc=uscc("441300", 211), project_code="2102-330802-04-01-500104",
        platform=INDUSTRY_PARK, land_mode=NEW_LAND, land_area=mu(70), agreement_type=FORMAL, reviewed_on=d(2020, 12, 9),
        review_result="通过", signed_on=d(2021, 1, 22), land_supplied_on=d(2021, 6, 30), started_on=d(2021, 8, 12),
        enrolled_on=d(2021, 9, 15), status="终止", service_officer="专员18", progress="协议解除"),
    Project(  # without land, and signed before the backlog begins
        "坚石新型墙体材料项目", "湖州坚石建材有限公司", HANGBU, (HANGBU,), MADE, yi(1.6), yi(1.1),
        investor_region="浙江省湖州市", land_mode=NEW_LAND, land_area=mu(48), agreement_type=FORMAL,
        reviewed_on=d(2020, 10, 15), review_result="通过", signed_on=d(2020, 11, 12), blocker_kind="市场",
        blocker="市场行情变化", service_officer="专员03", progress="投资方调整方案"),
)  # fmt: skip
