"""Projects formally signed in the first half of 2022: the cohort that the four rates speak of."""

from examples.kecheng.objects import Project, d, wan, yi

NAMED = (
    Project(
        project_name="东巨康年产6000万件手机生产线项目", investor="深圳东巨康科技有限公司", investor_region="广东省深圳市",
        industry="制造业", chain="光电", introduced_by="ST04", platform="PL01", listed_by=("PL01",),
        total_investment=yi("38.5"), fixed_investment=yi("26"), land_mode="租用厂房", agreement_type="正式协议", tags="大好高",
        first_contact_on=d("2021-08-17"), reviewed_on=d("2021-12-20"), review_result="通过", approved_on=d("2021-12-30"),
        signed_on=d("2022-01-12"), registered_on=d("2022-01-20"), filed_on=d("2022-02-10"),
        plant_secured_on=d("2022-02-28"), planned_start_on=d("2022-04-10"), started_on=d("2022-04-06"),
        enrolled_on=d("2022-05-25"), planned_production_on=d("2022-06-30"), production_on=d("2022-06-08"),
        service_officer="专员16", contact="联系人甲", phone="13800000101", progress="一期已入库，首条生产线正式投产"),
    Project(
        project_name="百豪科技项目", investor="深圳市百豪科技有限公司", investor_region="广东省深圳市",
        industry="制造业", chain="光电", introduced_by="ST04", platform="PL01", listed_by=("PL01",),
        total_investment=yi("22.8"), fixed_investment=yi("16.5"), land_mode="新增用地", land_area=180, agreement_type="正式协议",
        first_contact_on=d("2021-11-05"), reviewed_on=d("2022-02-24"), review_result="通过", approved_on=d("2022-03-09"),
        signed_on=d("2022-03-18"), registered_on=d("2022-04-02"), planned_start_on=d("2022-09-30"),
        blocker_kind="土地", blocker="用地指标待批", blocker_since=d("2022-05-10"),
        service_officer="专员17", contact="联系人乙", phone="13800000102", progress="有序推进中"),
    Project(
        project_name="洲驰实业项目", investor="东莞市洲驰实业有限公司", investor_region="广东省东莞市",
        industry="制造业", chain="光电", introduced_by="ST04", platform="PL01", listed_by=("330802010", "PL01"),
        total_investment=yi("22.3"), fixed_investment=yi("15"), land_mode="新增用地", land_area=150, agreement_type="正式协议",
        first_contact_on=d("2021-12-08"), reviewed_on=d("2022-03-10"), review_result="通过", approved_on=d("2022-04-13"),
        signed_on=d("2022-04-22"), registered_on=d("2022-05-11"), planned_start_on=d("2022-10-31"),
        blocker_kind="征迁", blocker="园中村征迁尚余3户", blocker_since=d("2022-06-01"),
        service_officer="专员18", contact="联系人丙", phone="13800000103", progress="方案设计中"),
    Project(
        project_name="中唯精密年产3000万只杯壶抛光加工及1000台套等离子纳米抛光设备项目", investor="中唯精密工业有限公司",
        investor_region="江苏省苏州市", industry="制造业", chain="装备", introduced_by="ST02", platform="PL01", listed_by=("PL01",),
        total_investment=yi("5.5"), fixed_investment=yi("3.8"), land_mode="租用厂房", agreement_type="正式协议", tags="首台套、大好高",
        first_contact_on=d("2022-03-02"), reviewed_on=d("2022-05-20"), review_result="通过", approved_on=d("2022-06-16"),
        signed_on=d("2022-06-17"), plant_secured_on=d("2022-06-19"), planned_start_on=d("2022-07-15"),
        service_officer="专员06", contact="联系人丁", phone="13800000104", progress="厂房已腾空交付，修缮和供电设计已敲定"),
    Project(
        project_name="勤鉴天下纸品再生资源贸易项目", investor="勤鉴天下贸易有限公司", investor_region="北京市",
        industry="服务业", project_kind="税源项目", introduced_by="ST01", total_investment=wan(5000),
        land_mode="无需用地", agreement_type="正式协议", reviewed_on=d("2022-01-18"), review_result="通过",
        signed_on=d("2022-02-15"), registered_on=d("2022-03-01"), started_on=d("2022-03-10"),
        service_officer="专员01", contact="联系人戊", phone="13800000105", progress="已开票"),
    Project(
        project_name="浙江融欣钢铁再生资源贸易项目", investor="浙江融欣再生资源有限公司", investor_region="浙江省杭州市",
        industry="服务业", project_kind="税源项目", introduced_by="ST03", total_investment=wan(8000),
        land_mode="无需用地", agreement_type="正式协议", reviewed_on=d("2022-03-04"), review_result="通过",
        signed_on=d("2022-03-28"), registered_on=d("2022-04-08"), started_on=d("2022-04-18"),
        service_officer="专员11", contact="联系人己", phone="13800000106", progress="已开票"),
    Project(
        project_name="上海旺沣瑞出口贸易项目", investor="上海旺沣瑞国际贸易有限公司", investor_region="上海市",
        industry="服务业", project_kind="外贸项目", introduced_by="ST02", total_investment=wan(3000),
        land_mode="无需用地", agreement_type="正式协议", reviewed_on=d("2022-04-14"), review_result="通过",
        signed_on=d("2022-05-09"), registered_on=d("2022-05-16"), started_on=d("2022-06-01"),
        service_officer="专员07", contact="联系人庚", phone="13800000107", progress="首单已报关"),
)  # fmt: skip

STATIONS = (
    Project(
        project_name="京柯生物医药研发外包项目", investor="北京启研生物科技有限公司", investor_region="北京市", industry="服务业",
        introduced_by="ST01", platform="PL02", listed_by=("PL02",), total_investment=wan(8800), land_mode="无需用地",
        agreement_type="正式协议", reviewed_on=d("2022-02-08"), review_result="通过", signed_on=d("2022-03-15"),
        registered_on=d("2022-04-06"), started_on=d("2022-06-02"), service_officer="专员02", phone="13800000108"),
    Project(
        project_name="动力电池梯次利用项目", investor="北京循能环保科技有限公司", investor_region="北京市", industry="制造业",
        introduced_by="ST01", platform="PL01", total_investment=wan(9500), fixed_investment=wan(7000), land_mode="新增用地",
        land_area=28, agreement_type="正式协议", reviewed_on=d("2022-01-11"), review_result="通过", signed_on=d("2022-02-22"),
        registered_on=d("2022-03-17"), planned_start_on=d("2022-08-31"), blocker_kind="用能", blocker="能耗指标待平衡",
        blocker_since=d("2022-04-20"), service_officer="专员03", phone="13800000109"),
    Project(
        project_name="之江智能检测装备项目", investor="杭州之江智测技术有限公司", investor_region="浙江省杭州市", industry="制造业",
        chain="装备", introduced_by="ST03", total_investment=wan(5600), fixed_investment=wan(3200), land_mode="租用厂房",
        agreement_type="正式协议", reviewed_on=d("2022-01-25"), review_result="通过", signed_on=d("2022-02-25"),
        registered_on=d("2022-03-07"), plant_secured_on=d("2022-03-20"), started_on=d("2022-04-02"),
        service_officer="专员12", phone="13800000110"),
)  # fmt: skip

PLATFORMS = (
    Project(
        project_name="车载光学镜头模组项目", investor="东莞市启明光学科技有限公司", investor_region="广东省东莞市", industry="制造业",
        chain="光电", introduced_by="PL01", platform="PL01", total_investment=yi("2.8"), fixed_investment=yi("2.1"),
        land_mode="购买厂房", agreement_type="正式协议", reviewed_on=d("2022-02-10"), review_result="通过",
        signed_on=d("2022-03-03"), registered_on=d("2022-03-11"), filed_on=d("2022-03-29"), plant_secured_on=d("2022-04-15"),
        started_on=d("2022-05-08"), enrolled_on=d("2022-06-20"), service_officer="专员19", phone="13800000111"),
    Project(
        project_name="激光微加工设备项目", investor="苏州锐刻激光有限公司", investor_region="江苏省苏州市", industry="制造业",
        chain="光电", introduced_by="PL01", platform="PL01", total_investment=wan(8500), fixed_investment=wan(6000),
        land_mode="新增用地", land_area=22, agreement_type="正式协议", reviewed_on=d("2022-04-19"), review_result="通过",
        signed_on=d("2022-06-09"), planned_start_on=d("2022-11-30"), service_officer="专员20", phone="13800000112"),
    Project(
        project_name="云启数字贸易总部项目", investor="杭州云启数字科技有限公司", investor_region="浙江省杭州市", industry="服务业",
        introduced_by="PL02", platform="PL02", total_investment=yi("3.2"), land_mode="无需用地", agreement_type="正式协议",
        tags="总部项目、生产性服务业", reviewed_on=d("2022-01-06"), review_result="通过", signed_on=d("2022-01-26"),
        registered_on=d("2022-02-15"), started_on=d("2022-03-01"), service_officer="专员13", phone="13800000113"),
    Project(
        project_name="数字影像后期制作基地项目", investor="杭州帧间文化科技有限公司", investor_region="浙江省杭州市",
        industry="服务业", introduced_by="PL02", platform="PL02", total_investment=wan(7200), land_mode="租用厂房",
        agreement_type="正式协议", reviewed_on=d("2022-04-08"), review_result="通过", signed_on=d("2022-05-06"),
        registered_on=d("2022-05-13"), plant_secured_on=d("2022-05-18"), started_on=d("2022-06-02"),
        service_officer="专员14", phone="13800000114"),
)  # fmt: skip

TOWNSHIPS = (
    Project(
        project_name="高精度轴承套圈生产线项目", investor="宁波甬轴精密机械有限公司", investor_region="浙江省宁波市",
        industry="制造业", chain="轴承", introduced_by="330802101", total_investment=yi("1"), fixed_investment=wan(7800),
        land_mode="新增用地", land_area=35, agreement_type="正式协议", reviewed_on=d("2022-01-20"), review_result="通过",
        signed_on=d("2022-02-18"), registered_on=d("2022-03-02"), filed_on=d("2022-04-07"), land_supplied_on=d("2022-05-12"),
        started_on=d("2022-06-15"), service_officer="专员04", phone="13800000115"),
    Project(
        project_name="石梁溪谷康养度假项目", investor="上海栖野文旅发展有限公司", investor_region="上海市", industry="文旅",
        introduced_by="330802100", platform="PL03", total_investment=yi("6"), fixed_investment=yi("4.2"), land_mode="新增用地",
        land_area=120, agreement_type="正式协议", reviewed_on=d("2022-03-15"), review_result="通过", signed_on=d("2022-04-12"),
        registered_on=d("2022-05-05"), planned_start_on=d("2022-12-31"), blocker_kind="土地", blocker="点状供地方案待审",
        blocker_since=d("2022-05-20"), service_officer="专员05", phone="13800000116"),
    Project(
        project_name="柑橘精深加工项目", investor="湖州橘源食品有限公司", investor_region="浙江省湖州市", industry="农业",
        introduced_by="330802100", total_investment=wan(3800), fixed_investment=wan(2600), land_mode="购买厂房",
        agreement_type="正式协议", tags="现代农业", reviewed_on=d("2022-02-16"), review_result="通过", signed_on=d("2022-03-08"),
        registered_on=d("2022-03-16"), plant_secured_on=d("2022-04-10"), started_on=d("2022-06-06"),
        service_officer="专员05", phone="13800000117"),
    Project(
        project_name="花园智慧冷链配送项目", investor="杭州鲜程供应链有限公司", investor_region="浙江省杭州市", industry="服务业",
        introduced_by="330802013", total_investment=wan(6000), land_mode="租用厂房", agreement_type="正式协议",
        reviewed_on=d("2022-04-01"), review_result="通过", signed_on=d("2022-04-28"), registered_on=d("2022-05-07"),
        plant_secured_on=d("2022-05-20"), started_on=d("2022-06-06"), service_officer="专员08", phone="13800000118"),
    Project(
        project_name="运动康复体验中心项目", investor="衢州动界体育发展有限公司", investor_region="浙江省衢州市衢江区",
        industry="文旅", introduced_by="330802013", total_investment=wan(3500), land_mode=None, agreement_type="正式协议",
        tags="运动休闲", reviewed_on=d("2022-04-26"), review_result="通过", signed_on=d("2022-05-17"),
        registered_on=d("2022-05-30"), started_on=d("2022-06-18"), service_officer="专员08", phone="13800000119"),
    Project(
        project_name="双西港跨境电商服务中心项目", investor="义乌丝路通电子商务有限公司", investor_region="浙江省金华市",
        industry="服务业", introduced_by="330802010", platform="PL02", total_investment=wan(9990), land_mode="无需用地",
        agreement_type="正式协议", reviewed_on=d("2022-02-22"), review_result="通过", signed_on=d("2022-03-22"),
        registered_on=d("2022-04-06"), started_on=d("2022-05-05"), service_officer="专员09", phone="13800000120"),
    Project(
        project_name="九华稻渔共生数字农场项目", investor="湖州田园牧歌农业科技有限公司", investor_region="浙江省湖州市",
        industry="农业", introduced_by="330802210", total_investment=wan(4500), fixed_investment=wan(3000), land_mode="新增用地",
        land_area=20, agreement_type="正式协议", tags="现代农业", reviewed_on=d("2021-12-28"), review_result="通过",
        signed_on=d("2022-01-18"), registered_on=d("2022-01-28"), land_supplied_on=d("2022-04-20"), started_on=d("2022-06-08"),
        service_officer="专员10", phone="13800000121"),
)  # fmt: skip

SIGNED_2022 = (*NAMED, *STATIONS, *PLATFORMS, *TOWNSHIPS)
