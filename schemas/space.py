"""平台要素保障表: land freed, plants and offices that a platform can offer, against its targets."""

from schemas.grammar import Field, Form

FIELDS = (
    Field("platform", "平台", "unit", required=True, of_delivery=True, aliases=("平台名称", "园区", "园区名称", "所属平台", "产业平台"),
          meaning="平台，不填为报送的平台"),
    Field("item", "要素", "code", required=True, aliases=("要素名称", "要素类别", "项目内容", "指标", "指标名称", "保障要素"), codes={
        "整治企业数": ("整治企业", "低效企业整治", "整治低效企业", "低效企业整治数"), "腾出用地": ("腾出土地", "腾退用地", "腾退土地", "盘活用地", "盘活土地"),
        "标准厂房": ("厂房", "标准厂房面积"), "商务楼宇": ("楼宇", "商务楼", "商务楼宇面积"), "可供用地": ("可供土地", "待供用地", "可供地"),
        "规划面积": ("规划用地面积", "规划"), "入驻企业数": ("入驻企业", "入园企业数"), "总部企业数": ("总部企业",)}, meaning="要素的名称"),
    Field("measure", "计量单位", "code", required=True, aliases=("单位", "计量"), codes={
        "家": ("户",), "个": ("幢", "栋"), "亩": (), "平方米": ("㎡", "m2", "平米", "平方"), "平方公里": ("km2", "平方千米")}, meaning="数值的计量单位"),
    Field("target", "目标值", "number", aliases=("目标", "目标数", "年度目标", "全年目标", "目标任务", "任务数"), meaning="全年目标"),
    Field("done", "完成值", "number", aliases=("完成", "完成数", "已完成", "累计完成", "现有", "完成情况"), meaning="累计完成"),
    Field("free", "可用", "number", aliases=("可用数", "剩余可用", "空置", "空置面积", "可用面积", "剩余"), meaning="尚可使用"),
    Field("note", "备注", aliases=("说明", "附注", "其他"), meaning="备注"),
)  # fmt: skip

SPACE = Form(
    id="space",
    title="平台要素保障表",
    standing="period",
    fields=FIELDS,
    names=("要素保障", "平台要素", "空间保障", "要素资源"),
    identity=("platform", "item"),
    wide="item",
    wide_value="done",
    unit_kinds=("platform",),
)
