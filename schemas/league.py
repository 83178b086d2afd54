"""全市排名表: where the city places each of its counties; kept by the bureau."""

from schemas.grammar import Field, Form

FIELDS = (
    Field("county", "县(市、区)", "region", required=True, aliases=(
        "县市区", "县（市、区）", "县区", "区县", "地区", "单位", "县(市、区)名称", "县市区名称"), meaning="县（市、区）"),
    Field("indicator", "指标", required=True, aliases=("指标名称", "考核指标", "项目"), meaning="排名的指标"),
    Field("value", "数值", "number", aliases=("完成值", "完成数", "完成情况", "实绩", "数量", "得分"), meaning="指标的数值"),
    Field("rank", "名次", "count", required=True, aliases=("排名", "位次", "全市排名", "全市位次"), meaning="全市名次"),
)  # fmt: skip

LEAGUE = Form(
    id="league",
    title="全市排名表",
    standing="period",
    fields=FIELDS,
    names=("全市排名", "各县排名", "县市区排名", "排名表", "位次表", "全市位次"),
    identity=("county", "indicator"),
    wide="indicator",
    wide_value="value",
    unit_kinds=("bureau",),
)
