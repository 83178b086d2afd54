"""年度目标任务分解表: who is to reach what this year; sent by the bureau, wide or long."""

from schemas.grammar import Field, Form

FIELDS = (
    Field("unit", "单位", "unit", required=True, aliases=(
        "责任单位", "单位名称", "乡镇(街道)", "乡镇街道", "镇街名称", "街镇名称", "招商主体", "被考核单位"), meaning="承担任务的单位"),
    Field("indicator", "指标", required=True, aliases=("指标名称", "考核指标"), meaning="指标名称"),
    Field("target", "目标值", "number", required=True, aliases=(
        "目标任务", "年度目标", "全年任务", "任务数", "任务", "全年目标"), meaning="全年目标"),
    Field("measure", "计量单位", aliases=("计量",), meaning="目标值的计量单位"),
    Field("done", "完成值", "number", aliases=("完成数", "完成情况", "完成任务", "实绩", "累计完成"), meaning="自报完成值，只核对"),
)  # fmt: skip

TARGETS = Form(
    id="targets",
    title="年度目标任务分解表",
    standing="period",
    fields=FIELDS,
    names=("目标任务", "任务分解", "目标分解", "目标进度", "目标情况", "目标完成"),
    identity=("unit", "indicator"),
    wide="indicator",
    wide_value="target",
    yearly=True,
    checked=("done",),
    unit_kinds=("bureau",),
)
