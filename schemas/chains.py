"""产业链图谱表: the links of each chain, the companies aimed at, and how far the talks are; kept by the bureau."""

from schemas.grammar import Field, Form
from schemas.projects import PROJECTS

FIELDS = (
    Field("chain", "产业链", required=True, aliases=(*PROJECTS["chain"].aliases, "产业链名称", "链条"), meaning="产业链"),
    Field("node", "环节", required=True, aliases=("产业链环节", "细分环节", "链上环节", "节点", "环节名称"), meaning="链上的环节"),
    Field("parent", "上级环节", aliases=("上游环节", "所属环节", "上一级环节"), meaning="上一级环节"),
    Field("company", "目标企业", aliases=("企业名称", "目标企业名称", "招引企业", "意向企业", "重点企业"), meaning="要招引的企业"),
    Field("region", "所在地", "region", aliases=("企业所在地", "总部所在地", "注册地", *PROJECTS["investor_region"].aliases), meaning="企业所在地"),
    Field("status", "对接状态", "code", aliases=("对接情况", "对接进度", "状态", "进展"), codes={
        "未对接": ("尚未对接", "待对接"), "已对接": ("对接中", "初步对接"), "在谈": ("洽谈中", "在谈中"), "已签约": ("签约",),
        "已落地": ("落地",)}, meaning="对接到哪一步"),
    Field("project_name", "项目名称", aliases=("对应项目", "落地项目", "签约项目"), meaning="与台账一致的项目名称"),
)  # fmt: skip

CHAINS = Form(
    id="chains",
    title="产业链图谱表",
    standing="snapshot",
    fields=FIELDS,
    names=("产业链图谱", "链图谱", "产业图谱", "招商图谱"),
    identity=("chain", "node", "company"),
    unit_kinds=("bureau",),
)
