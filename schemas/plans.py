"""项目倒排计划表: what each project still has to do, by when, and who answers for it."""

from schemas.grammar import Field, Form
from schemas.projects import PROJECTS

FIELDS = (
    Field("project_name", "项目名称", required=True, aliases=PROJECTS["project_name"].aliases, meaning="与台账一致的项目名称"),
    Field("project_code", "项目代码", aliases=PROJECTS["project_code"].aliases, meaning="国家统一的项目代码"),
    Field("task", "节点任务", required=True, aliases=(
        "任务", "节点", "工作任务", "工作节点", "关键节点", "推进事项", "任务节点", "倒排任务", "计划节点"), meaning="要完成的事"),
    Field("owner", "责任人", personal=True, aliases=("具体责任人", "具体负责人", "负责人", "经办人", "联络员"), meaning="负责的人"),
    Field("owner_unit", "责任单位", "unit", aliases=("牵头单位", "落实单位", "责任部门", "牵头部门"), meaning="负责的单位"),
    Field("due_on", "计划完成时间", "date", required=True, planned=True, aliases=(
        "完成时限", "计划完成日期", "计划时间", "时限", "节点时间", "要求完成时间", "倒排时间", "截止时间"), meaning="计划何时完成"),
    Field("done_on", "实际完成时间", "date", aliases=("实际完成日期", "完成日期", "办结时间", "完成时间"), meaning="实际何时完成，未完成的不填"),
    Field("note", "进展", aliases=("进展情况", "推进情况", "目前进展", "最新进展", "进展说明", "备注"), meaning="进展"),
)  # fmt: skip

PLANS = Form(
    id="plans",
    title="项目倒排计划表",
    standing="snapshot",
    fields=FIELDS,
    names=("倒排计划", "倒排工期", "倒排表", "推进计划表", "节点计划"),
    identity=("project_name", "task"),
)
