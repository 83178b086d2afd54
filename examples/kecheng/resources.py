"""Officers, plans, platforms' room, the city's league, industry chains and what projects brought: the first half of 2022."""

from datetime import date as d
from decimal import Decimal

from examples.kecheng.facts import Officer, Place, Space, Task, Yield
from examples.kecheng.objects import (
    BEIJING,
    BUREAU,
    COMMERCE,
    ECONOMY,
    FARM_PARK,
    FARMING,
    FINANCE,
    GOUXI,
    HANGBU,
    HANGZHOU,
    HUAYUAN,
    INDUSTRY_PARK,
    JIUHUA,
    LABOUR,
    LAND_OFFICE,
    MARKET,
    REFORM,
    SCIENCE,
    SERVICE_CENTRE,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    SHUANGGANG,
    TAX,
    TOURISM,
    wan,
    yi,
)  # fmt: skip

#: Two moved: one to Shenzhen when its group was strengthened, one to Beijing on the very last day.
_POSTED = (
    (1, BEIJING, d(2021, 3, 1), None, BUREAU), (2, BEIJING, d(2021, 3, 1), None, SHILIANG), (3, BEIJING, d(2021, 9, 6), None, HANGBU),
    (4, BEIJING, d(2022, 2, 14), None, HUAYUAN), (5, HANGZHOU, d(2021, 3, 1), d(2022, 6, 30), SHUANGGANG),
    (5, BEIJING, d(2022, 6, 30), None, SHUANGGANG),
    (6, SHANGHAI, d(2021, 3, 1), None, ECONOMY), (7, SHANGHAI, d(2021, 3, 1), None, COMMERCE), (8, SHANGHAI, d(2021, 3, 15), None, REFORM),
    (9, SHANGHAI, d(2022, 2, 14), None, JIUHUA), (10, SHANGHAI, d(2022, 2, 14), d(2022, 12, 31), GOUXI),
    (11, HANGZHOU, d(2021, 3, 1), None, BUREAU), (12, HANGZHOU, d(2021, 3, 1), None, FARMING), (13, HANGZHOU, d(2021, 3, 1), None, TOURISM),
    (14, HANGZHOU, d(2021, 9, 6), None, MARKET), (15, HANGZHOU, d(2022, 3, 7), None, LABOUR),
    (16, SHANGHAI, d(2021, 3, 15), d(2022, 2, 28), FINANCE), (16, SHENZHEN, d(2022, 3, 1), None, FINANCE),
    (17, SHENZHEN, d(2021, 3, 1), None, SCIENCE), (18, SHENZHEN, d(2021, 3, 1), None, LAND_OFFICE),
    (19, SHENZHEN, d(2022, 2, 14), None, INDUSTRY_PARK), (20, SHENZHEN, d(2022, 4, 1), None, SERVICE_CENTRE),
)  # fmt: skip
OFFICERS = tuple(
    Officer(f"专员{number:02d}", station, since, until, from_unit, f"13800000{number:03d}")
    for number, station, since, until, from_unit in _POSTED
)

_GREAT = "中唯精密年3000万只杯壶类及其他产品抛光精密加工、年产1000台套等离子纳米抛光自动化设备项目"
_PHONES = "东巨康年产6000万件手机生产线项目"
PLANS = (
    Task(_PHONES, "进场装修", BUREAU, d(2022, 4, 10), d(2022, 4, 6), "专员16", INDUSTRY_PARK, "已完成"),
    Task(_PHONES, "设备安装", BUREAU, d(2022, 5, 20), d(2022, 5, 24), "专员16", INDUSTRY_PARK, "物流受疫情影响"),
    Task(_PHONES, "首条生产线调试", BUREAU, d(2022, 5, 31), d(2022, 5, 30), "专员16", ECONOMY, "液晶事业部"),
    Task(_PHONES, "二期设备采购", BUREAU, d(2022, 9, 30), None, "专员16", INDUSTRY_PARK, None),
    Task(_GREAT, "厂房腾空交付", BUREAU, d(2022, 6, 20), d(2022, 6, 19), "专员11", INDUSTRY_PARK, "已交付"),
    Task(_GREAT, "供电方案批复", BUREAU, d(2022, 6, 25), None, "专员11", ECONOMY, "方案会审"),
    Task(_GREAT, "厂房修缮", BUREAU, d(2022, 7, 5), None, "专员11", INDUSTRY_PARK, "施工单位已进场"),
    Task("晖达车载显示背光模组项目", "主厂房封顶", BUREAU, d(2022, 7, 6), None, "专员17", INDUSTRY_PARK, "二层结构施工"),
    Task("洲驰实业项目", "用地指标落实", INDUSTRY_PARK, d(2022, 6, 30), None, "专员06", LAND_OFFICE, "正在申报"),
    Task("洲驰实业项目", "土地挂牌", INDUSTRY_PARK, d(2022, 8, 31), None, "专员06", LAND_OFFICE, None),
    Task("百豪科技项目", "桩基施工", INDUSTRY_PARK, d(2022, 6, 15), d(2022, 6, 6), "专员17", INDUSTRY_PARK, "提前"),
    Task("百豪科技项目", "主体结构出正负零", INDUSTRY_PARK, d(2022, 7, 7), None, "专员17", INDUSTRY_PARK, "基础承台"),
    Task("锐驰精密轴承滚子生产线项目", "厂房封顶", INDUSTRY_PARK, d(2022, 6, 10), d(2022, 6, 24), "专员19", INDUSTRY_PARK, "雨季影响"),
    Task("灵鹫山山地自行车公园项目", "赛道主线贯通", TOURISM, d(2022, 6, 18), None, "专员13", TOURISM, "余两公里"),
    Task("灵鹫山山地自行车公园项目", "游客服务中心封顶", TOURISM, d(2022, 8, 20), None, "专员13", TOURISM, None),
    Task("灵鹫山滑翔伞基地项目", "空域使用申请", TOURISM, d(2022, 7, 10), None, "专员13", TOURISM, "材料已报"),
)  # fmt: skip

_D = Decimal
#: Platform, item, measure, the year's target, done by each month from March to June, free now.
_ROOM = (
    (INDUSTRY_PARK, "整治企业数", "家", 100, ("18", "27", "38", "46"), None), (INDUSTRY_PARK, "腾出用地", "亩", 1000, ("165", "248", "351", "432.5"), None),
    (INDUSTRY_PARK, "标准厂房", "平方米", 120000, ("36000", "36000", "52000", "68000"), "21500"),
    (INDUSTRY_PARK, "可供用地", "亩", None, ("96", "128", "150", "186"), "186"), (INDUSTRY_PARK, "规划面积", "平方公里", None, ("3.05",) * 4, None),
    (INDUSTRY_PARK, "入驻企业数", "家", None, ("209", "210", "211", "212"), None),
    (SERVICE_CENTRE, "商务楼宇", "平方米", 140000, ("41000", "48000", "55000", "62000"), "38600"),
    (SERVICE_CENTRE, "总部企业数", "家", 30, ("8", "9", "9", "11"), None), (SERVICE_CENTRE, "入驻企业数", "家", 260, ("171", "178", "186", "190"), None),
    (TOURISM, "规划面积", "平方公里", None, ("8.6",) * 4, None), (TOURISM, "可供用地", "亩", 400, ("120", "150", "210", "260"), "235"),
    (TOURISM, "入驻企业数", "个", 20, ("7", "7", "8", "9"), None),
    (FARM_PARK, "总部企业数", "家", 12, ("3", "3", "4", "5"), None), (FARM_PARK, "商务楼宇", "平方米", 18000, ("6000", "6000", "9000", "9000"), "2400"),
    (FARM_PARK, "可供用地", "亩", None, ("55", "55", "62", "62"), "48"),
)  # fmt: skip
SPACE = tuple(
    Space(platform, f"2022-{month:02d}", item, measure, _D(target) if target else None, _D(amount), _D(free) if free and month == 6 else None,
          "含在建" if item in ("标准厂房", "商务楼宇") else None)
    for platform, item, measure, target, amounts, free in _ROOM
    for month, amount in enumerate(amounts, start=3)
)  # fmt: skip

#: Indicator, month, and each county's value; the place follows the value.
_COUNTIES = ("柯城区", "衢江区", "龙游县", "江山市", "常山县", "开化县")
_LEAGUE = (
    ("签约项目数", "2022-03", ("9", "12", "11", "10", "7", "6")), ("市外到位资金", "2022-03", ("2.9", "4.4", "3.6", "3.8", "2.1", "1.9")),
    ("招商引资综合得分", "2022-04", ("82.4", "88.1", "85.6", "84.9", "79.3", "76.8")), ("招商引资综合得分", "2022-05", ("84.2", "88.6", "86.3", "84.7", "80.1", "77.5")),
    ("招商引资综合得分", "2022-06", ("86.1", "89.2", "86.8", "85.3", "80.6", "78.9")), ("亿元以上项目开工率", "2022-05", ("58.3", "66.7", "71.4", "62.5", "57.1", "50")),
    ("亿元以上项目开工率", "2022-06", ("62.5", "70", "73.3", "66.7", "57.1", "55.6")), ("专业驻点信息数", "2022-06", ("126", "118", "97", "104", "88", "71")),
)  # fmt: skip
LEAGUE = tuple(
    Place(month, county, indicator, _D(value), 1 + sum(_D(other) > _D(value) for other in values))
    for indicator, month, values in _LEAGUE
    for county, value in zip(_COUNTIES, values, strict=True)
)

YIELDS = (
    *(Yield(month, "纸品再生资源贸易项目", TAX, tax=wan(tax)) for month, tax in (("2022-04", 46.2), ("2022-05", 61.8), ("2022-06", 70.5))),
    *(Yield(month, "钢铁再生资源贸易项目", TAX, tax=wan(tax)) for month, tax in (("2022-05", 38.4), ("2022-06", 52.1))),
    Yield("2022-06", "出口贸易项目", TAX, tax=wan(9.3)), Yield("2022-06", "璟芯微型光学传感器生产项目", TAX, tax=wan(18)),
    Yield("2022-05", "璟芯微型光学传感器生产项目", ECONOMY, output=wan(300)), Yield("2022-06", "璟芯微型光学传感器生产项目", ECONOMY, output=wan(860)),
    Yield("2022-06", _PHONES, ECONOMY, output=wan(2300)), Yield("2022-05", "青篁竹木家居加工项目", ECONOMY, output=wan(410)),
    Yield("2022-06", "青篁竹木家居加工项目", ECONOMY, output=wan(450)),
    Yield("2022-05", "出口贸易项目", COMMERCE, trade=wan(1260)), Yield("2022-06", "出口贸易项目", COMMERCE, trade=wan(1830)),
    Yield("2022-05", "纸品再生资源贸易项目", COMMERCE, trade=wan(2250)), Yield("2022-06", "纸品再生资源贸易项目", COMMERCE, trade=wan(2480)),
    Yield("2022-06", "钢铁再生资源贸易项目", COMMERCE, trade=yi(0.41)),
    Yield("2022-05", "云栈数贸云仓运营中心项目", SERVICE_CENTRE, output=wan(180), trade=yi(0.22), tax=wan(7.6)),
    Yield("2022-06", "云栈数贸云仓运营中心项目", SERVICE_CENTRE, output=wan(195), trade=yi(0.25), tax=wan(8.1)),
    Yield("2022-06", "云岫数贸直播供应链基地项目", SERVICE_CENTRE, trade=yi(0.13), tax=wan(3.2)),
)  # fmt: skip
