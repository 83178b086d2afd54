"""Rules over one cell of text, a listed word, a unit, a place, yes or no, or a phone."""

from schemas.rule import Case, Rule

WORD_RULES: tuple[Rule, ...] = (
    Rule(
        "code_unknown", "reject", "cell", "填的词不在可选范围内", "以下之一：{words}", "请改填其中一个；都不合适的，请询问数据管理员。", "不认识的词无法归类",
        cases=(
            Case("projects.agreement_type", "口头协议"),
            Case("projects.status", 3),
            Case("projects.agreement_type", "正式协议（已盖章）", hits=False),
            Case("projects.agreement_type", " 正式 协议", hits=False),
            Case("projects.status", "开工（在建）", hits=False),
        ),
    ),
    Rule(
        "word_unknown", "warn", "cell", "填的词不在可选范围内，已按空白处理", "以下之一：{words}", "请改填其中一个；都不合适的，请询问数据管理员。", "不认识的词无法归类",
        cases=(
            Case("funds.evidence", "收据"),
            Case("funds.evidence", "银行回单", hits=False),
            Case("funds.evidence", "1.发票", hits=False),
        ),
    ),
    Rule(
        "industry_other", "warn", "cell", "产业类别不在可选范围内，已归入其他", "以下之一：制造业、服务业、农业、文旅、其他",
        "请从 制造业、服务业、农业、文旅、其他 中选填一个；细分行业请填到产业链列。", "归入其他便不计入制造业等分类指标",
        cases=(
            Case("projects.industry", "光电"),
            Case("projects.industry", "制造业、服务业"),
            Case("projects.industry", "工业", hits=False),
            Case("projects.industry", "其他", hits=False),
        ),
    ),
    Rule(
        "unit_cell_unknown", "reject", "cell", "单位名称不在单位名录中", "单位名录中的一个名称，如 石梁镇",
        "请填写一个单位的全称，如“杭州驻点招商组”“石梁镇”；名录有误的请告知数据管理员。", "不认识的单位无法计算业绩",
        cases=(
            Case("projects.introduced_by", "某某公司"),
            Case("projects.introduced_by", "杭州组、上海组"),
            Case("projects.introduced_by", "驻杭州招商组", hits=False),
            Case("projects.introduced_by", "石梁镇政府", hits=False),
        ),
    ),
    Rule(
        "place_unknown", "warn", "cell", "单位或平台不在单位名录中，已按空白处理", "单位名录中的一个名称，如 区生态工业服务中心",
        "请填写平台或单位的全称，如“区生态工业服务中心”；没有的请留空。", "不认识的平台无法分平台统计",
        cases=(
            Case("projects.platform", "某某产业园"),
            Case("projects.platform", "光电产业园", hits=False),
            Case("projects.platform", "", hits=False),
        ),
    ),
    Rule(
        "bool_unreadable", "reject", "cell", "看不出是还是否", "“是”或“否”，如 是", "请填写“是”或“否”。", "看不出是否便无法计数",
        cases=(
            Case("leads.valid", "部分"),
            Case("leads.valid", 3),
            Case("leads.valid", "√", hits=False),
            Case("leads.valid", 0, hits=False),
            Case("leads.valid", "否", hits=False),
        ),
    ),
    Rule(
        "phone_unparsed", "warn", "cell", "电话号码无法识别，已按空白处理", "11位手机号，或带区号的座机号，如 0570-3012345",
        "请只填号码，如 0570-3012345；有多个号码的用顿号分开，姓名请填到联系人列。", "号码有误便联系不上",
        cases=(
            Case("projects.phone", "1390000000"),
            Case("projects.phone", "见名片"),
            Case("projects.phone", "13900000000", hits=False),
            Case("projects.phone", 13900000000.0, hits=False),
            Case("projects.phone", "0570-3012345", hits=False),
        ),
    ),
    Rule(
        "uscc_check", "warn", "cell", "统一社会信用代码有误，已按空白处理", "营业执照上的18位代码",
        "请对照营业执照重新填写；暂时没有的请留空。", "代码有误会把一家企业当成两家",
        cases=(
            Case("projects.investor_uscc", "91110000600037341M"),
            Case("projects.investor_uscc", "9111000060003734"),
            Case("projects.investor_uscc", "91110000600037341L", hits=False),
            Case("projects.investor_uscc", "", hits=False),
        ),
    ),
    Rule(
        "project_code_shape", "warn", "cell", "项目代码的格式不对，已按空白处理", "24位国家项目代码，如 2106-330802-04-01-123456",
        "请按备案通知书填写24位项目代码；尚未备案的请留空，单位内部的编号请填到备注列。", "代码有误会把一个项目当成两个",
        cases=(
            Case("projects.project_code", "KC2022-015"),
            Case("projects.project_code", "2113-330802-04-01-123456"),
            Case("projects.project_code", "2106-330802-04-01-12345"),
            Case("projects.project_code", "2106-330802-04-01-123456", hits=False),
            Case("projects.project_code", "21063308020401123456", hits=False),
        ),
    ),
    Rule(
        "tag_unknown", "warn", "cell", "有不认识的标签", "以下之一：首台套、大好高、小优美、总部项目、生产性服务业、现代农业、运动休闲、增资扩产",
        "请改用上述标签，多个标签用顿号分开；其他内容请填到备注列。", "不认识的标签不参加统计",
        cases=(
            Case("projects.tags", "首台套、网红项目"),
            Case("projects.tags", "首台套、大好高", hits=False),
            Case("projects.tags", "首台套，大好高，", hits=False),
        ),
    ),
    Rule(
        "officers_several", "warn", "cell", "服务专员填了不止一人", "一名服务专员", "请只填一名服务专员，其他人员请填到备注列。",
        "每个签约项目明确一名服务专员",
        cases=(
            Case("projects.service_officer", "张三、李四"),
            Case("projects.service_officer", "张三 李四"),
            Case("projects.service_officer", "张三", hits=False),
            Case("projects.service_officer", "张 三", hits=False),
        ),
    ),
    Rule(
        "region_unknown", "warn", "cell", "地名无法识别，已按空白处理", "省、市、县的名称，如 广东省深圳市",
        "请写明省和市，如“广东省深圳市”；境外的请写国家名称。", "不知道来源地便无法计入市外、省外资金",
        cases=(
            Case("projects.investor_region", "某某地"),
            Case("projects.investor_region", "省外"),
            Case("projects.investor_region", "深圳市", hits=False),
            Case("projects.investor_region", "美国", hits=False),
        ),
    ),
    Rule(
        "region_ambiguous", "warn", "cell", "这个地名不止一处，已按空白处理", "写明所属省、市的地名，如 广州市白云区",
        "请在前面写明所属的省和市；一格只填一个地方。", "分不清是哪里便无法计入市外、省外资金",
        cases=(
            Case("projects.investor_region", "白云区"),
            Case("projects.investor_region", "鼓楼区"),
            Case("projects.investor_region", "上海、深圳"),
            Case("projects.investor_region", "广州市白云区", hits=False),
            Case("projects.investor_region", "吉林", hits=False),
        ),
    ),
)  # fmt: skip
