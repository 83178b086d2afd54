"""Projects signed in 2020 and 2021: they bring the year's land and enrolments, and part of the backlog."""

from examples.kecheng.objects import Project, d, wan, yi

UNDER_WAY = (
    Project(
        project_name="新型显示背光模组项目", investor="深圳市辉映显示技术有限公司", investor_region="广东省深圳市", industry="制造业",
        chain="光电", introduced_by="ST04", platform="PL01", listed_by=("PL01",), total_investment=yi("3.6"),
        fixed_investment=yi("2.7"), land_mode="新增用地", land_area=60, agreement_type="正式协议", reviewed_on=d("2021-05-19"),
        review_result="通过", signed_on=d("2021-06-18"), registered_on=d("2021-07-02"), filed_on=d("2021-09-08"),
        land_supplied_on=d("2022-01-14"), started_on=d("2022-03-02"), enrolled_on=d("2022-03-25"),
        service_officer="专员17", phone="13800000131"),
    Project(
        project_name="新能源汽车轮毂轴承单元项目", investor="台州恒驱汽车零部件有限公司", investor_region="浙江省台州市",
        industry="制造业", chain="轴承", introduced_by="330802101", total_investment=yi("2.1"), fixed_investment=yi("1.6"),
        land_mode="新增用地", land_area=48, agreement_type="正式协议", reviewed_on=d("2021-07-14"), review_result="通过",
        signed_on=d("2021-08-09"), registered_on=d("2021-08-25"), filed_on=d("2021-10-20"), land_supplied_on=d("2022-02-25"),
        started_on=d("2022-04-11"), enrolled_on=d("2022-05-12"), service_officer="专员04", phone="13800000132"),
    Project(
        project_name="余东未来艺术村项目", investor="杭州拾野文化旅游有限公司", investor_region="浙江省杭州市", industry="文旅",
        introduced_by="330802211", total_investment=yi("1.1"), fixed_investment=wan(8000), land_mode="新增用地", land_area=18,
        agreement_type="正式协议", reviewed_on=d("2021-09-17"), review_result="通过", signed_on=d("2021-10-15"),
        registered_on=d("2021-11-01"), land_supplied_on=d("2022-03-09"), started_on=d("2022-04-28"), enrolled_on=d("2022-06-08"),
        service_officer="专员15", phone="13800000133"),
    Project(
        project_name="石梁预制菜中央厨房项目", investor="绍兴味里食品有限公司", investor_region="浙江省绍兴市", industry="制造业",
        introduced_by="330802100", total_investment=wan(8000), fixed_investment=wan(5500), land_mode="新增用地", land_area=25,
        agreement_type="正式协议", reviewed_on=d("2021-10-29"), review_result="通过", signed_on=d("2021-11-26"),
        registered_on=d("2021-12-10"), land_supplied_on=d("2022-05-31"), started_on=d("2022-06-20"),
        service_officer="专员05", phone="13800000134"),
    Project(
        project_name="水性胶带生产线项目", investor="嘉兴永合新材料有限公司", investor_region="浙江省嘉兴市", industry="制造业",
        introduced_by="PL01", platform="PL01", total_investment=yi("1.9"), fixed_investment=yi("1.3"), land_mode="新增用地",
        land_area=40, agreement_type="正式协议", reviewed_on=d("2021-02-24"), review_result="通过", signed_on=d("2021-03-16"),
        registered_on=d("2021-03-30"), filed_on=d("2021-05-11"), land_supplied_on=d("2021-07-20"), started_on=d("2021-09-01"),
        enrolled_on=d("2021-11-18"), production_on=d("2022-05-26"), service_officer="专员19", phone="13800000135"),
    Project(
        project_name="智能仓储服务项目", investor="南京云栈物流科技有限公司", investor_region="江苏省南京市", industry="服务业",
        introduced_by="PL02", platform="PL02", total_investment=wan(6500), land_mode="租用厂房", agreement_type="正式协议",
        reviewed_on=d("2021-04-21"), review_result="通过", signed_on=d("2021-05-20"), registered_on=d("2021-05-31"),
        plant_secured_on=d("2021-06-25"), started_on=d("2021-08-03"), enrolled_on=d("2021-10-12"), production_on=d("2022-01-10"),
        service_officer="专员13", phone="13800000136"),
    Project(
        project_name="精密电子元器件项目", investor="上海微矩电子有限公司", investor_region="上海市", industry="制造业", chain="光电",
        introduced_by="ST02", platform="PL01", listed_by=("PL01",), total_investment=wan(9500), fixed_investment=wan(6800),
        land_mode="购买厂房", agreement_type="正式协议", reviewed_on=d("2021-06-22"), review_result="通过",
        signed_on=d("2021-07-13"), registered_on=d("2021-07-28"), plant_secured_on=d("2021-09-15"), started_on=d("2021-10-11"),
        enrolled_on=d("2021-12-15"), service_officer="专员06", phone="13800000137"),
    Project(
        project_name="双港大宗商品供应链项目", investor="宁波海澜供应链有限公司", investor_region="浙江省宁波市", industry="服务业",
        project_kind="税源项目", introduced_by="330802010", total_investment=wan(2000), land_mode="无需用地",
        agreement_type="正式协议", reviewed_on=d("2021-11-16"), review_result="通过", signed_on=d("2021-12-07"),
        registered_on=d("2021-12-20"), started_on=d("2022-01-06"), service_officer="专员09", phone="13800000138"),
)  # fmt: skip

WAITING = (
    Project(
        project_name="沟溪古村民宿集群项目", investor="北京山舍文旅投资有限公司", investor_region="北京市", industry="文旅",
        introduced_by="330802211", total_investment=yi("1.5"), fixed_investment=yi("1.1"), land_mode="新增用地", land_area=30,
        agreement_type="正式协议", reviewed_on=d("2021-03-18"), review_result="通过", signed_on=d("2021-04-20"),
        registered_on=d("2021-05-12"), planned_start_on=d("2022-03-31"), status="暂缓", blocker_kind="市场",
        blocker="受疫情影响投资方观望", blocker_since=d("2022-03-20"), service_officer="专员15", phone="13800000139"),
    Project(
        project_name="航埠绿色包装产业园项目", investor="温州嘉包包装有限公司", investor_region="浙江省温州市", industry="制造业",
        introduced_by="330802101", total_investment=yi("2.6"), fixed_investment=yi("1.9"), land_mode="新增用地", land_area=55,
        agreement_type="正式协议", reviewed_on=d("2021-08-26"), review_result="通过", signed_on=d("2021-09-28"),
        registered_on=d("2021-10-18"), planned_start_on=d("2022-07-31"), blocker_kind="配套", blocker="进园道路和管网未通",
        blocker_since=d("2022-02-15"), service_officer="专员04", phone="13800000140"),
)  # fmt: skip

OF_2020 = (
    Project(
        project_name="双港物流分拨中心项目", investor="上海迅途物流有限公司", investor_region="上海市", industry="服务业",
        introduced_by="330802010", platform="PL02", total_investment=yi("2.4"), fixed_investment=yi("1.8"), land_mode="新增用地",
        land_area=66, agreement_type="正式协议", reviewed_on=d("2020-08-12"), review_result="通过", signed_on=d("2020-09-16"),
        registered_on=d("2020-10-09"), land_supplied_on=d("2022-06-10"), planned_start_on=d("2022-09-15"),
        service_officer="专员09", phone="13800000141"),
    Project(
        project_name="特种纸后加工生产线项目", investor="杭州裕铭纸业有限公司", investor_region="浙江省杭州市", industry="制造业",
        introduced_by="ST03", platform="PL01", listed_by=("PL01",), total_investment=yi("1.4"), fixed_investment=yi("1.05"),
        land_mode="购买厂房", agreement_type="正式协议", reviewed_on=d("2020-11-10"), review_result="通过",
        signed_on=d("2020-12-08"), registered_on=d("2020-12-21"), filed_on=d("2021-03-15"), plant_secured_on=d("2021-06-30"),
        started_on=d("2022-01-10"), enrolled_on=d("2022-02-16"), service_officer="专员11", phone="13800000142"),
    Project(  # a formal agreement of 2020 without land: before the backlog begins
        project_name="沟溪竹木家居产业园项目", investor="安吉竹里家居有限公司", investor_region="浙江省湖州市", industry="制造业",
        introduced_by="330802211", total_investment=yi("1.3"), fixed_investment=wan(9000), land_mode="新增用地", land_area=32,
        agreement_type="正式协议", reviewed_on=d("2020-10-21"), review_result="通过", signed_on=d("2020-11-19"),
        registered_on=d("2020-12-03"), blocker_kind="土地", blocker="涉及永久基本农田", service_officer="专员15",
        phone="13800000143"),
)  # fmt: skip

SIGNED_BEFORE = (*UNDER_WAY, *WAITING, *OF_2020)
