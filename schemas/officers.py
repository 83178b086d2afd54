"""招商专员名册: who is posted at a station, from which office, from when till when."""

from schemas.grammar import Field, Form

FIELDS = (
    Field("name", "姓名", required=True, personal=True, aliases=("专员姓名", "招商专员", "驻点人员", "人员姓名", "招商员"), meaning="专员的姓名"),
    Field("station", "驻点组", "unit", required=True, of_delivery=True, aliases=(
        "驻点招商组", "招商组", "招商组名称", "组别", "所属组", "所在驻点", "驻点"), meaning="驻点招商组，不填为报送的组"),
    Field("from_unit", "选派单位", "unit", aliases=("派出单位", "原单位", "原工作单位", "选派部门", "工作单位"), meaning="选派的单位"),
    Field("since", "到岗时间", "date", required=True, aliases=(
        "到岗日期", "派驻时间", "驻点时间", "驻点起始时间", "开始时间", "到岗"), meaning="到岗之日"),
    Field("until", "离岗时间", "date", planned=True, aliases=("离岗日期", "驻点结束时间", "结束时间", "离岗", "期满时间"),
          meaning="离岗之日，在岗的不填"),
    Field("phone", "联系电话", "phone", personal=True, aliases=("手机", "手机号码", "电话", "联系方式"), meaning="联系电话"),
)  # fmt: skip

OFFICERS = Form(
    id="officers",
    title="招商专员名册",
    standing="snapshot",
    fields=FIELDS,
    names=("专员名册", "人员名册", "专员名单", "驻点人员", "招商专员"),
    identity=("name", "station"),
    unit_kinds=("station",),
)
