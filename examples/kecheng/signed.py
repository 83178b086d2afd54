"""The projects signed in the first half of 2022, by formal agreement unless said otherwise.

Seven are the report's: 东巨康, 百豪, 洲驰, 中唯 and the three trading firms, of which only what the report says is known.
"""

from datetime import date as d

from examples.kecheng.objects import (
    BEIJING,
    BOUGHT,
    FORMAL,
    GROWN,
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
    TOURED,
    Project,
    mu,
    uscc,
    wan,
    yi,
)  # fmt: skip

SIGNED = (
    # the four great ones, all brought in by stations
    Project(
        "东巨康年产6000万件手机生产线项目", "东巨康", SHENZHEN, (SHENZHEN, INDUSTRY_PARK), MADE, yi(38.5), yi(26),
        investor_region="广东省深圳市", chain="光电", platform=INDUSTRY_PARK, land_mode=RENTED, agreement_type=FORMAL,
        reviewed_on=d(2022, 1, 6), review_result="通过", signed_on=d(2022, 1, 18), plant_secured_on=d(2022, 2, 28),
        started_on=d(2022, 4, 6), enrolled_on=d(2022, 5, 26), production_on=d(2022, 6, 8), service_officer="专员16",
        progress="6月8日正式投产，一期已入库"),
    Project(
        "百豪科技项目", "百豪科技", SHENZHEN, (SHENZHEN, HANGBU, INDUSTRY_PARK), MADE, yi(22.8), yi(17.5),
        investor_region="广东省深圳市", chain="光电", platform=INDUSTRY_PARK, land_mode=NEW_LAND, land_area=mu(150),
        agreement_type=FORMAL, reviewed_on=d(2022, 2, 15), review_result="通过", signed_on=d(2022, 3, 10),
        land_supplied_on=d(2022, 5, 12), started_on=d(2022, 6, 6), service_officer="专员17", progress="桩基施工"),
    Project(
        "洲驰实业项目", "洲驰实业", SHANGHAI, (SHANGHAI, INDUSTRY_PARK), MADE, yi(22.3), yi(16.8),
        investor_region="上海市", chain="光电", platform=INDUSTRY_PARK, land_mode=NEW_LAND, land_area=mu(120),
        agreement_type=FORMAL, reviewed_on=d(2022, 4, 21), review_result="通过", signed_on=d(2022, 5, 20),
        planned_start_on=d(2022, 10, 31), blocker_kind="土地", blocker="用地指标正在申报", blocker_since=d(2022, 5, 30),
        service_officer="专员06", progress="正在有序推进"),
    Project(
        "中唯精密年3000万只杯壶类及其他产品抛光精密加工、年产1000台套等离子纳米抛光自动化设备项目", "中唯精密工业有限公司",
        HANGZHOU, (HANGZHOU, INDUSTRY_PARK), MADE, yi(5.5), yi(3.9), investor_region="浙江省金华市", tags="首台套",
        platform=INDUSTRY_PARK, land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 6, 2), review_result="通过",
        approved_on=d(2022, 6, 16), signed_on=d(2022, 6, 17), plant_secured_on=d(2022, 6, 19),
        planned_start_on=d(2022, 7, 15), service_officer="专员11", progress="租用厂房已腾空交付"),
    # tax and trade
    Project(
        "纸品再生资源贸易项目", "勤鉴天下贸易有限公司", BEIJING, (BEIJING,), SERVED, wan(2000), project_kind="税源项目",
        investor_region="北京市", land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 1, 25),
        review_result="通过", signed_on=d(2022, 2, 16), registered_on=d(2022, 2, 24), started_on=d(2022, 3, 1),
        service_officer="专员01", progress="已开票"),
    Project(
        "钢铁再生资源贸易项目", "浙江融欣再生资源有限公司", HANGZHOU, (HANGZHOU, SERVICE_CENTRE), SERVED, wan(3000),
        project_kind="税源项目", investor_region="浙江省杭州市", platform=SERVICE_CENTRE, land_mode=NO_LAND,
        agreement_type=FORMAL, reviewed_on=d(2022, 3, 8), review_result="通过", signed_on=d(2022, 3, 30),
        registered_on=d(2022, 4, 8), started_on=d(2022, 4, 18), service_officer="专员12", progress="已纳税"),
    Project(
        "出口贸易项目", "上海旺沣瑞国际贸易有限公司", SHANGHAI, (SHANGHAI,), SERVED, wan(1500), project_kind="外贸项目",
        investor_region="上海市", land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 2, 15),
        review_result="通过", signed_on=d(2022, 3, 11), registered_on=d(2022, 3, 21), started_on=d(2022, 4, 1),
        service_officer="专员07", progress="首批货柜已出口"),
    # the stations' others
    Project(
        "云岫数贸直播供应链基地项目", "杭州云岫数字贸易有限公司", HANGZHOU, (HANGZHOU, SERVICE_CENTRE), SERVED, yi(2.6), yi(1.1),
        investor_region="浙江省杭州市", investor_uscc=uscc("330100", 108), tags="生产性服务业", platform=SERVICE_CENTRE,
        land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 2, 10), review_result="通过",
        signed_on=d(2022, 3, 1), plant_secured_on=d(2022, 3, 18), started_on=d(2022, 4, 12), service_officer="专员13",
        progress="主播楼层装修"),
    Project(
        "澄睿光学镜头模组生产线项目", "深圳市澄睿光学有限公司", SHENZHEN, (SHENZHEN, INDUSTRY_PARK), MADE, yi(4.98), yi(3.6),
        investor_region="广东省深圳市", investor_uscc=uscc("440300", 109), chain="光电", platform=INDUSTRY_PARK,
        land_mode=NEW_LAND, land_area=mu(60), agreement_type=FORMAL, reviewed_on=d(2022, 3, 15), review_result="通过",
        signed_on=d(2022, 4, 20), planned_start_on=d(2022, 9, 30), blocker_kind="土地", blocker="地块规划条件待批",
        blocker_since=d(2022, 5, 10), service_officer="专员18", progress="办理规划手续"),
    Project(  # ended after signing: counts as reviewed, and nowhere as signed
        "极蓝冷链装备制造项目", "上海极蓝冷链装备有限公司", SHANGHAI, (SHANGHAI,), MADE, yi(1.2), wan(8000),
        investor_region="上海市", land_mode=NEW_LAND, land_area=mu(28), agreement_type=FORMAL, reviewed_on=d(2022, 1, 11),
        review_result="通过", signed_on=d(2022, 1, 26), status="终止", service_officer="专员08", progress="投资方放弃"),
    # the townships' and platforms'
    Project(
        "柯岚总部经济大厦项目", "浙江柯岚商务服务有限公司", SERVICE_CENTRE, (SERVICE_CENTRE, HUAYUAN), SERVED, yi(6.2), yi(4.4),
        investor_region="浙江省杭州市", investor_uscc=uscc("330100", 111), tags="总部项目", platform=SERVICE_CENTRE,
        project_code="2203-330802-04-01-600117", land_mode=NEW_LAND, land_area=mu(18), agreement_type=FORMAL,
        reviewed_on=d(2022, 1, 12), review_result="通过", signed_on=d(2022, 1, 28), land_supplied_on=d(2022, 4, 8),
        started_on=d(2022, 5, 31), service_officer="专员20", progress="基坑支护"),
    Project(  # exactly one 亿: counts
        "甬翔高端轴承套圈精密锻造项目", "宁波甬翔轴承有限公司", HANGBU, (HANGBU, INDUSTRY_PARK), MADE, yi(1), wan(7200),
        investor_region="浙江省宁波市", investor_uscc=uscc("330200", 112), chain="轴承", platform=INDUSTRY_PARK,
        land_mode=NEW_LAND, land_area=mu(25), agreement_type=FORMAL, reviewed_on=d(2022, 1, 20), review_result="通过",
        signed_on=d(2022, 2, 25), planned_start_on=d(2022, 8, 31), blocker_kind="用能", blocker="能耗指标待平衡",
        blocker_since=d(2022, 4, 1), service_officer="专员03", progress="能评编制"),
    Project(  # ten thousand yuan short of one 亿: does not
        "石梁溪柑橘深加工项目", "宁波橘里香食品有限公司", SHILIANG, (SHILIANG,), GROWN, wan(9990), wan(6500),
        investor_region="浙江省宁波市", tags="现代农业、小优美", land_mode=RENTED, agreement_type=FORMAL,
        reviewed_on=d(2022, 1, 14), review_result="通过", signed_on=d(2022, 2, 18), plant_secured_on=d(2022, 3, 10),
        started_on=d(2022, 4, 6), enrolled_on=d(2022, 6, 8), service_officer="专员02", progress="榨汁线安装"),
    Project(
        "石梁云溪民宿集群项目", "上海栖野文化旅游有限公司", SHILIANG, (SHILIANG,), TOURED, wan(3200), wan(2400),
        investor_region="上海市", land_mode=NO_LAND, agreement_type=FORMAL, reviewed_on=d(2022, 2, 22),
        review_result="通过", signed_on=d(2022, 3, 8), registered_on=d(2022, 3, 22), started_on=d(2022, 5, 31),
        service_officer="专员02", progress="首批六栋改造"),
    Project(
        "衡创柑橘分选智能装备项目", "金华衡创智能装备有限公司", HANGBU, (HANGBU, INDUSTRY_PARK), MADE, wan(4500), wan(3000),
        investor_region="浙江省金华市", platform=INDUSTRY_PARK, land_mode=BOUGHT, agreement_type=FORMAL,
        reviewed_on=d(2022, 3, 2), review_result="通过", signed_on=d(2022, 4, 2), plant_secured_on=d(2022, 5, 6),
        started_on=d(2022, 6, 8), service_officer="专员03", progress="设备进场"),
    Project(
        "花园里社区商业综合体项目", "温州汇邻商业管理有限公司", HUAYUAN, (HUAYUAN,), SERVED, wan(5600), wan(2800),
        investor_region="浙江省温州市", land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 2, 28),
        review_result="通过", signed_on=d(2022, 3, 25), registered_on=d(2022, 4, 20), plant_secured_on=d(2022, 4, 22),
        started_on=d(2022, 6, 2), service_officer="专员04", progress="内部改造"),
    Project(
        "双港智慧物流园项目", "上海迅桥物流有限公司", SHUANGGANG, (SHUANGGANG,), SERVED, wan(8000), wan(5600),
        investor_region="上海市", tags="生产性服务业", land_mode=NEW_LAND, land_area=mu(40), agreement_type=FORMAL,
        reviewed_on=d(2021, 12, 22), review_result="通过", signed_on=d(2022, 1, 20), land_supplied_on=d(2022, 3, 30),
        started_on=d(2022, 5, 10), enrolled_on=d(2022, 6, 15), service_officer="专员05", progress="主体施工"),
    Project(
        "双港跨境电商集货仓项目", "义乌汇橙电子商务有限公司", SHUANGGANG, (SHUANGGANG,), SERVED, wan(3000), wan(900),
        investor_region="浙江省义乌市", land_mode=RENTED, agreement_type=FORMAL, reviewed_on=d(2022, 1, 5),
        review_result="通过", signed_on=d(2022, 1, 12), plant_secured_on=d(2022, 2, 25), started_on=d(2022, 4, 18),
        service_officer="专员05", progress="分拣线调试"),
    Project(
        "九华山居运动休闲营地项目", "杭州野径体育文化有限公司", JIUHUA, (JIUHUA,), TOURED, wan(9800), wan(7000),
        investor_region="浙江省杭州市", tags="运动休闲", land_mode=NEW_LAND, land_area=mu(35), agreement_type=FORMAL,
        reviewed_on=d(2022, 2, 8), review_result="通过", signed_on=d(2022, 3, 16), planned_start_on=d(2022, 8, 15),
        blocker_kind="审批", blocker="林地手续办理中", blocker_since=d(2022, 4, 20), service_officer="专员09", progress="规划设计"),
    Project(
        "恒屹智能驱动控制器增资扩产项目", "衢州恒屹电气有限公司", INDUSTRY_PARK, (INDUSTRY_PARK,), MADE, wan(4200), wan(3300),
        investor_region="浙江省衢州市柯城区", investor_uscc=uscc("330802", 120), tags="增资扩产", platform=INDUSTRY_PARK,
        land_mode=BOUGHT, agreement_type=FORMAL, reviewed_on=d(2021, 11, 18), review_result="通过",
        signed_on=d(2022, 1, 8), plant_secured_on=d(2022, 1, 25), started_on=d(2022, 3, 1), service_officer="专员19",
        progress="设备调试"),
    Project(
        "织野户外服装智能制造项目", "泉州织野服饰有限公司", INDUSTRY_PARK, (INDUSTRY_PARK,), MADE, wan(8600), wan(5200),
        investor_region="福建省泉州市", investor_uscc=uscc("350500", 121), platform=INDUSTRY_PARK, land_mode=NEW_LAND,
        land_area=mu(30), agreement_type=FORMAL, reviewed_on=d(2021, 12, 30), review_result="通过",
        signed_on=d(2022, 4, 26), planned_start_on=d(2022, 9, 15), blocker_kind="征迁", blocker="园中村两户未签约",
        blocker_since=d(2022, 5, 16), service_officer="专员19", progress="征迁扫尾"),
)  # fmt: skip
