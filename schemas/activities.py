"""招商活动统计表: trips, visitors, classes and meetings; a row an activity, or a column an activity whose cell is the times."""

from schemas.grammar import Field, Form

FIELDS = (
    Field("held_on", "日期", "date", required=True, of_period=True, aliases=(
        "活动日期", "活动时间", "举办日期", "举办时间", "时间", "考察时间", "接待时间", "月份"), meaning="活动之日；整列都没有时按报表所属期"),
    Field("activity", "活动类型", "code", required=True, aliases=("活动类别", "类型", "活动", "工作类型", "事项"), codes={
        "外出招商": ("外出招商次数", "外出考察", "外出考察次数", "外出拜访", "外出对接", "拜访客商", "拜访次数", "赴外招商", "外出考察招商", "走访企业数"),
        "接待客商": ("接待", "接待次数", "客商来访", "来访接待", "接待来访客商", "接待来访"),
        "邀请领导外出考察": ("邀请区领导外出考察", "邀请领导外出", "邀请领导考察"),
        "邀请客商来访": ("邀请客商来柯考察", "邀请客商", "邀请客商考察", "来访批次"),
        "专题夜学": ("夜学", "招商夜学"), "驻点培训": ("培训", "业务培训", "专员培训"), "线上学习": ("线上培训", "在线学习", "线上课程"),
        "项目推进会": ("推进会",), "工作例会": ("例会",), "个案指导": ("个案辅导",), "会议调度": ("调度会", "调度会议"),
        "现场推进": ("现场推进会", "现场办公")}, meaning="活动的类型"),
    Field("leader_rank", "领导层级", "code", aliases=("带队领导", "带队领导层级", "参加领导", "领导类别"), codes={
        "主要领导": ("区委书记", "区长", "书记", "党政主职", "党政主要领导", "主要负责人", "主职"),
        "分管领导": ("分管区领导", "分管负责人", "分管", "副区长", "分管副区长"), "其他": ("其他领导", "部门负责人", "无领导")},
        meaning="带队或接待的领导"),
    Field("times", "次数", "count", required=True, default="1", aliases=("场次", "批次", "次", "活动次数"), meaning="次数，不填为1次"),
    Field("people", "人次", "count", aliases=("人数", "参加人数", "参加人次", "参与人次"), meaning="参加的人次"),
    Field("cost", "经费", "money", aliases=("活动经费", "费用", "支出经费", "支出"), meaning="活动经费"),
    Field("project_name", "项目名称", aliases=("对应项目", "涉及项目", "洽谈项目", "相关项目"), meaning="与台账一致的项目名称"),
    Field("topic", "内容", aliases=("活动内容", "主题", "活动主题", "活动名称", "对接内容", "备注"), meaning="活动的内容"),
)  # fmt: skip

ACTIVITIES = Form(
    id="activities",
    title="招商活动统计表",
    standing="period",
    fields=FIELDS,
    names=("招商活动", "活动统计", "活动情况", "活动汇总", "拜访客商", "外出招商", "客商接待"),
    identity=("held_on", "activity", "leader_rank", "project_name", "topic"),
    own_date="held_on",
    weekly=True,
    wide="activity",
    wide_value="times",
    crossed="leader_rank",
)
