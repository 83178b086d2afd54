"""The money, month by month, as three offices report it; amounts in 万元 here, in yuan in the objects."""

from collections.abc import Iterator

from examples.kecheng.objects import BUREAU, INDUSTRY_PARK, MADE, SERVICE_CENTRE, Receipt, wan

#: Project, months and 万元. What arrived from the projects' own investors.
_ARRIVED: dict[str, tuple[tuple[str, tuple[tuple[str, int], ...]], ...]] = {
    INDUSTRY_PARK: (
        (
            "东巨康年产6000万件手机生产线项目",
            (("2022-02", 3000), ("2022-03", 2500), ("2022-04", 2000), ("2022-05", 1500), ("2022-06", 1000)),
        ),
        ("百豪科技项目", (("2022-05", 1800), ("2022-06", 1200))),
        ("中唯精密年3000万只杯壶类及其他产品抛光精密加工、年产1000台套等离子纳米抛光自动化设备项目", (("2022-06", 600),)),
        ("澄睿光学镜头模组生产线项目", (("2022-05", 400),)),
        ("锐驰精密轴承滚子生产线项目", (("2022-02", 900), ("2022-04", 700))),
        ("晖达车载显示背光模组项目", (("2022-03", 1500), ("2022-05", 1100))),
        ("固力特特种紧固件扩能项目", (("2022-04", 800),)),
        ("璟芯微型光学传感器生产项目", (("2021-12", 2000), ("2022-01", 1200))),
        ("锐膜锂电隔膜涂覆项目", (("2022-01", 500),)),  # has ended since: the money came
        ("甬翔高端轴承套圈精密锻造项目", (("2022-03", 300),)),
        ("衡创柑橘分选智能装备项目", (("2022-04", 200),)),
        ("宏拓五金工具装配线项目", (("2022-02", 700),)),  # investor of 龙游县: inside the city
        ("恒屹智能驱动控制器增资扩产项目", (("2022-01", 600),)),  # of 柯城 itself
    ),
    SERVICE_CENTRE: (
        ("柯岚总部经济大厦项目", (("2022-02", 6000), ("2022-03", 5000), ("2022-04", 5500), ("2022-05", 4500), ("2022-06", 2000))),
        ("云岫数贸直播供应链基地项目", (("2022-03", 2400), ("2022-04", 2000), ("2022-05", 1600), ("2022-06", 1000))),
        ("云栈数贸云仓运营中心项目", (("2022-01", 900), ("2022-02", 600))),
        ("花园里社区商业综合体项目", (("2022-04", 900), ("2022-05", 600))),
        ("纸品再生资源贸易项目", (("2022-02", 200),)),
        ("钢铁再生资源贸易项目", (("2022-04", 300),)),
        ("出口贸易项目", (("2022-03", 300),)),
    ),
    BUREAU: (
        ("双港智慧物流园项目", (("2022-02", 1500), ("2022-04", 1300), ("2022-06", 700))),
        ("石梁溪柑橘深加工项目", (("2022-02", 1200), ("2022-03", 1000), ("2022-05", 800))),
        ("本草源数字化中药材种植加工项目", (("2022-03", 1000), ("2022-04", -200), ("2022-06", 1500))),  # April: a refund
        ("石梁云溪民宿集群项目", (("2022-04", 700),)),
        ("双港跨境电商集货仓项目", (("2021-12", 300), ("2022-01", 500), ("2022-03", 400))),
        ("九华山居运动休闲营地项目", (("2022-05", 800),)),
    ),
}
_EXPECTED: dict[str, tuple[tuple[str, tuple[tuple[str, int], ...]], ...]] = {
    INDUSTRY_PARK: (
        ("东巨康年产6000万件手机生产线项目", (("2022-03", 2600), ("2022-05", 1500), ("2022-06", 6000))),
        ("百豪科技项目", (("2022-05", 2000), ("2022-06", 4500))),
        ("中唯精密年3000万只杯壶类及其他产品抛光精密加工、年产1000台套等离子纳米抛光自动化设备项目", (("2022-06", 2500),)),
        ("洲驰实业项目", (("2022-06", 2000),)),
        ("晖达车载显示背光模组项目", (("2022-05", 1200), ("2022-06", 1000))),
    ),
    SERVICE_CENTRE: (
        ("柯岚总部经济大厦项目", (("2022-04", 6000), ("2022-05", 5000), ("2022-06", 9000))),
        ("云岫数贸直播供应链基地项目", (("2022-05", 1500), ("2022-06", 4000))),
    ),
    BUREAU: (
        ("双港智慧物流园项目", (("2022-04", 1200), ("2022-06", 1500))),
        ("本草源数字化中药材种植加工项目", (("2022-06", 1000),)),
        ("石梁溪柑橘深加工项目", (("2022-05", 900), ("2022-06", 600))),
        ("九华山居运动休闲营地项目", (("2022-06", 900),)),
    ),
}
#: Partners' money inside the city, and a project that no ledger knows: it counts for the county and for no unit.
_OTHERS = (
    Receipt("2022-03", "衡创柑橘分选智能装备项目", wan(1500), INDUSTRY_PARK, funder_region="浙江省衢州市衢江区", evidence="验资报告"),
    Receipt("2022-05", "锐驰精密轴承滚子生产线项目", wan(1000), INDUSTRY_PARK, funder_region="浙江省衢州市柯城区", evidence="进账单"),
    Receipt("2022-06", "锐驰精密轴承滚子生产线项目", wan(1200), INDUSTRY_PARK, "预计到位", funder_region="浙江省衢州市柯城区"),
    Receipt("2022-03", "恒晟紧固件表面处理技改项目", wan(800), INDUSTRY_PARK, funder_region="江苏省常州市", industry=MADE,
            evidence="设备清单", investor="常州恒晟紧固件有限公司"),
)  # fmt: skip
_EVIDENCE = ("进账单", "验资报告", "发票")


def _receipts() -> Iterator[Receipt]:
    for sender, projects in _ARRIVED.items():
        for name, months in projects:
            for number, (month, amount) in enumerate(months):
                yield Receipt(month, name, wan(amount), sender, evidence=_EVIDENCE[number % 3])
    for sender, projects in _EXPECTED.items():
        for name, months in projects:
            yield from (Receipt(month, name, wan(amount), sender, "预计到位") for month, amount in months)
    yield from _OTHERS


RECEIPTS = tuple(sorted(_receipts(), key=lambda r: (r.sent_by, r.month, r.status)))
