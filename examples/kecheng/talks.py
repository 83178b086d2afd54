"""Projects without a formal agreement: in talks, reviewed, or signed as something less."""

from datetime import date as d

from examples.kecheng.objects import (
    BEIJING,
    FRAMEWORK,
    GOUXI,
    GROWN,
    HANGBU,
    HANGZHOU,
    HUAYUAN,
    INDUSTRY_PARK,
    INTENT,
    JIUHUA,
    MADE,
    NEW_LAND,
    RENTED,
    SERVED,
    SERVICE_CENTRE,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    SHUANGGANG,
    SUPPLEMENT,
    TOURED,
    Project,
    mu,
    uscc,
    wan,
    yi,
)  # fmt: skip

TALKS = (
    # signed, and not formally
    Project(
        "中衡北方智能装备产业园项目", "北京中衡智装科技有限公司", BEIJING, (BEIJING, INDUSTRY_PARK), MADE, yi(10), yi(7.5),
        investor_region="北京市", investor_uscc=uscc("110000", 301), platform=INDUSTRY_PARK, land_mode=NEW_LAND,
        land_area=mu(200), agreement_type=FRAMEWORK, reviewed_on=d(2022, 3, 20), review_result="通过",
        signed_on=d(2022, 4, 12), service_officer="专员01", progress="细化投资协议"),
    Project(
        "廷悦城市会客厅酒店项目", "上海廷悦酒店管理有限公司", HUAYUAN, (HUAYUAN,), SERVED, yi(2), yi(1.4),
        investor_region="上海市", land_mode=NEW_LAND, land_area=mu(12), agreement_type=INTENT, reviewed_on=d(2022, 4, 19),
        review_result="通过", signed_on=d(2022, 5, 10), service_officer="专员04", progress="选址比选"),
    Project(
        "璟芯微型光学传感器二期增资项目", "上海璟芯传感技术有限公司", SHANGHAI, (SHANGHAI, INDUSTRY_PARK), MADE, yi(5.5), yi(4.2),
        investor_region="上海市", investor_uscc=uscc("310000", 207), chain="光电", tags="增资扩产", platform=INDUSTRY_PARK,
        land_mode=NEW_LAND, land_area=mu(40), agreement_type=SUPPLEMENT, reviewed_on=d(2022, 3, 10), review_result="通过",
        signed_on=d(2022, 3, 29), service_officer="专员06", progress="二期方案论证"),
    # reviewed and passed
    Project(
        "微屿AR光波导镜片项目", "深圳市微屿光学有限公司", SHENZHEN, (SHENZHEN,), MADE, yi(7), yi(5.2),
        investor_region="广东省深圳市", reviewed_on=d(2022, 6, 9), review_result="通过", progress="商务谈判"),
    Project(
        "航衡复合材料中试基地项目", "北京航衡新材料有限公司", BEIJING, (BEIJING,), MADE, yi(1.5), yi(1),
        investor_region="北京市", reviewed_on=d(2022, 5, 26), review_result="通过", progress="考察厂房"),
    Project(
        "幻幕虚拟制片数字影棚项目", "杭州幻幕科技有限公司", HANGZHOU, (HANGZHOU,), None, wan(8000), wan(3500),
        investor_region="浙江省杭州市", reviewed_on=d(2022, 4, 13), review_result="通过", progress="条款磋商"),
    Project(
        "橙界数字广告运营中心项目", "杭州橙界传媒有限公司", SERVICE_CENTRE, (SERVICE_CENTRE,), SERVED, wan(4800), wan(1200),
        investor_region="浙江省杭州市", platform=SERVICE_CENTRE, reviewed_on=d(2022, 5, 5), review_result="通过",
        progress="看房选址"),
    Project(
        "沐禾亲子农场项目", "金华沐禾农业有限公司", SHILIANG, (SHILIANG,), GROWN, wan(1600), wan(1100),
        investor_region="浙江省金华市", reviewed_on=d(2022, 3, 29), review_result="通过", progress="土地流转洽谈"),
    Project(
        "鲜柚胡柚饮料灌装线项目", "宁波鲜柚饮品有限公司", HANGBU, (HANGBU,), MADE, wan(7500), wan(5000),
        investor_region="浙江省宁波市", reviewed_on=d(2022, 5, 19), review_result="通过", progress="厂房踏勘"),
    Project(
        "九华乡村研学基地项目", "南京启知教育咨询有限公司", JIUHUA, (JIUHUA,), TOURED, wan(2800), wan(1900),
        investor_region="江苏省南京市", reviewed_on=d(2022, 4, 25), review_result="通过", progress="方案设计"),
    Project(
        "稻渔共生观光农场项目", "杭州田野里农业科技有限公司", GOUXI, (GOUXI,), GROWN, wan(2600), wan(1700),
        investor_region="浙江省杭州市", reviewed_on=d(2022, 4, 8), review_result="通过", progress="田块测量"),
    # reviewed and not passed
    Project(
        "芯屿半导体封测基地项目", "杭州芯屿半导体有限公司", HANGZHOU, (HANGZHOU,), MADE, yi(30), yi(22),
        investor_region="浙江省杭州市", reviewed_on=d(2022, 5, 17), review_result="暂缓", progress="补充材料"),
    Project(
        "岭上高山蔬菜基地项目", "温州岭上农业有限公司", GOUXI, (GOUXI,), GROWN, wan(1800), wan(1200),
        investor_region="浙江省温州市", reviewed_on=d(2022, 5, 12), review_result="暂缓", progress="选址调整"),
    Project(
        "再粒废旧塑料造粒项目", "宁波再粒环保科技有限公司", SHUANGGANG, (SHUANGGANG,), MADE, wan(3600), wan(2500),
        investor_region="浙江省宁波市", land_mode=RENTED, reviewed_on=d(2022, 3, 17), review_result="不通过",
        progress="环保不符"),
)  # fmt: skip
