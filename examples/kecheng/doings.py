"""Trips, visits, classes and meetings of the first half of 2022, as the bureau and other offices report them."""

from collections.abc import Iterator
from datetime import date as d

from examples.kecheng.facts import Activity
from examples.kecheng.objects import (
    BEIJING,
    BUREAU,
    HANGBU,
    HANGZHOU,
    INDUSTRY_PARK,
    SHANGHAI,
    SHENZHEN,
    SHILIANG,
    TOURISM,
    wan,
)  # fmt: skip

FIRST, DEPUTY, OTHER = "主要领导", "分管领导", "其他"
OUT, IN, INVITE_LEADERS, INVITE_INVESTORS = "外出招商", "接待客商", "邀请领导外出考察", "邀请客商来访"
NIGHT, TRAINING, ONLINE, MEETING, PUSH, SITE = "专题夜学", "驻点培训", "线上学习", "工作例会", "项目推进会", "现场推进"

#: What the bureau notes day by day until May: month and day, activity, the leader's rank, how often.
_BUREAU = (
    (1, 6, OUT, FIRST, 1), (1, 11, OUT, DEPUTY, 2), (1, 12, MEETING, None, 1), (1, 13, IN, None, 2), (1, 18, ONLINE, None, 2), (1, 20, OUT, DEPUTY, 1),
    (2, 10, OUT, FIRST, 1), (2, 11, ONLINE, None, 1), (2, 16, IN, None, 3), (2, 17, TRAINING, None, 1), (2, 22, OUT, DEPUTY, 2), (2, 25, ONLINE, None, 1),
    (3, 3, OUT, FIRST, 1), (3, 8, ONLINE, None, 2), (3, 9, IN, None, 4), (3, 10, MEETING, None, 1), (3, 15, OUT, DEPUTY, 2), (3, 23, NIGHT, None, 1),
    (3, 24, OUT, FIRST, 1), (3, 29, IN, None, 2), (4, 7, OUT, DEPUTY, 1), (4, 12, ONLINE, None, 2), (4, 14, IN, None, 3), (4, 19, OUT, FIRST, 1),
    (4, 21, OUT, DEPUTY, 1), (4, 27, MEETING, None, 1), (5, 10, IN, None, 3), (5, 11, OUT, DEPUTY, 2), (5, 13, ONLINE, None, 2), (5, 17, OUT, FIRST, 1),
    (5, 19, TRAINING, None, 1), (5, 26, OUT, DEPUTY, 1),
)  # fmt: skip
#: Leaders and investors whom each station invited, month by month, and the station's expenses in 万元.
_INVITED = {
    BEIJING: ((0, 1, 1, 0, 1, 0), (1, 2, 2, 2, 1, 1), (3, 2, 4, 3, 3, 2)),
    SHANGHAI: ((1, 0, 1, 1, 0, 1), (2, 2, 3, 2, 2, 2), (4, 3, 5, 4, 3, 4)),
    HANGZHOU: ((0, 1, 1, 1, 1, 0), (2, 2, 3, 3, 2, 2), (3, 3, 4, 4, 3, 3)),
    SHENZHEN: ((1, 1, 1, 1, 1, 1), (3, 2, 4, 4, 3, 2), (5, 4, 6, 6, 5, 4)),
}
_GREAT = "中唯精密年3000万只杯壶类及其他产品抛光精密加工、年产1000台套等离子纳米抛光自动化设备项目"
_PHONES = "东巨康年产6000万件手机生产线项目"

_TOLD = (
    # the bureau's June, one by one
    Activity(d(2022, 6, 2), OUT, BUREAU, 1, FIRST, people=6, cost=wan(2.4), topic="赴深圳拜访光电企业"),
    Activity(d(2022, 6, 7), PUSH, BUREAU, 1, DEPUTY, people=18, project_name=_GREAT, topic="研判项目、梳理堵点"),
    Activity(d(2022, 6, 8), IN, BUREAU, 1, FIRST, people=12, project_name=_PHONES, topic="投产仪式接待"),
    Activity(d(2022, 6, 9), OUT, BUREAU, 2, DEPUTY, people=5, cost=wan(1.8), topic="赴上海、常州考察轴承企业"),
    Activity(d(2022, 6, 10), ONLINE, BUREAU, 1, people=35, topic="省商务厅线上培训"),
    Activity(d(2022, 6, 14), "个案指导", BUREAU, 1, OTHER, people=7, project_name="澄睿光学镜头模组生产线项目", topic="用地报批指导"),
    Activity(d(2022, 6, 15), IN, BUREAU, 1, DEPUTY, people=8, topic="杭州客商考察"),
    Activity(d(2022, 6, 16), "会议调度", BUREAU, 1, DEPUTY, people=15, project_name=_GREAT, topic="协议过会"),
    Activity(d(2022, 6, 20), SITE, BUREAU, 1, DEPUTY, people=9, project_name=_GREAT, topic="敲定场地租赁、厂房修缮、供电设计"),
    Activity(d(2022, 6, 22), OUT, BUREAU, 1, DEPUTY, people=4, cost=wan(0.9), topic="赴杭州对接基金机构"),
    Activity(d(2022, 6, 23), ONLINE, BUREAU, 1, people=32, topic="省商务厅线上培训"),
    Activity(d(2022, 6, 24), OUT, BUREAU, 1, FIRST, people=5, cost=wan(1.6), topic="赴北京拜访央企"),
    Activity(d(2022, 6, 28), IN, BUREAU, 1, OTHER, people=6, topic="宁波客商考察"),
    # other offices': visits count, trips of 其他 do not, and what a platform invites is no station's
    Activity(d(2022, 3, 17), IN, INDUSTRY_PARK, 1, DEPUTY, people=11, project_name="百豪科技项目", topic="踏勘地块"),
    Activity(d(2022, 5, 24), IN, INDUSTRY_PARK, 1, DEPUTY, people=9, project_name="洲驰实业项目", topic="签约后对接"),
    Activity(d(2022, 4, 26), SITE, INDUSTRY_PARK, 1, OTHER, people=14, project_name="织野户外服装智能制造项目", topic="园中村征迁"),
    Activity(d(2022, 6, 21), OUT, INDUSTRY_PARK, 2, OTHER, people=4, cost=wan(1.2), topic="赴东莞走访配套企业"),
    Activity(d(2022, 4, 9), IN, TOURISM, 1, OTHER, people=20, topic="文旅投资商踩线"),
    Activity(d(2022, 5, 21), IN, TOURISM, 1, DEPUTY, people=16, topic="滑翔伞项目选址"),
    Activity(d(2022, 5, 28), INVITE_INVESTORS, TOURISM, 3, OTHER, people=45, cost=wan(3.5), topic="灵鹫山体验活动"),
    Activity(d(2022, 4, 15), IN, SHILIANG, 1, OTHER, people=6, project_name="石梁云溪民宿集群项目", topic="民宿客商来访"),
    Activity(d(2022, 3, 30), OUT, SHILIANG, 1, OTHER, people=3, cost=wan(0.6), topic="赴宁波拜访食品企业"),
    Activity(d(2022, 6, 17), IN, HANGBU, 1, OTHER, people=5, topic="轴承企业考察"),
    Activity(d(2022, 5, 12), OUT, HANGBU, 1, OTHER, people=4, cost=wan(0.8), topic="赴宁波对接轴承企业"),
)  # fmt: skip


def _activities() -> Iterator[Activity]:
    for month, day, activity, rank, times in _BUREAU:
        yield Activity(d(2022, month, day), activity, BUREAU, times, rank)
    for station, (leaders, investors, spent) in _INVITED.items():
        for month in range(1, 7):
            if leaders[month - 1]:
                yield Activity(d(2022, month, 9), INVITE_LEADERS, station, leaders[month - 1], people=5, topic="区领导考察企业")
            if investors[month - 1]:
                cost = wan(spent[month - 1])
                yield Activity(
                    d(2022, month, 21), INVITE_INVESTORS, station, investors[month - 1], people=8, cost=cost, topic="客商来柯考察"
                )
    yield from _TOLD


ACTIVITIES = tuple(_activities())
