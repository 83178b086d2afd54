"""The acceptance table of the report (domain.md §6): every class C and G row that figures answer, by SQL over the views.

A row is its number, what it is, what the report prints (None where it prints no figure), the SQL, its definition, and where its
cells are: a measure of `saima explain`, or the fields of a form whose standing rows the view shows.
"""

from dataclasses import dataclass

Cells = str | tuple[str, str]  # a measure, or a form and its fields


@dataclass(frozen=True)
class Row:
    id: str
    what: str
    printed: float | None
    sql: str
    definition: str
    cells: Cells

    @property
    def view(self) -> str:
        words = self.sql.replace("(", " ").replace(",", " ").split()
        return next(word for word in words if word.startswith("bi_"))


def _key(number: str, what: str, printed: float, key: str, definition: str) -> Row:
    return Row(number, what, printed, f"SELECT value FROM bi_headline WHERE key = '{key}'", definition, key)


def _rate(number: str, what: str, rate: str, definition: str) -> Row:
    sql = f"SELECT COUNT(*) FROM bi_rate_ranking WHERE rate = '{rate}' AND rank IS NOT NULL"
    return Row(number, f"{what}：有名次的单位数", None, sql, definition, rate)


_PROJECT, _SIGNED = "project_name introduced_by", "project_name signed_on agreement_type"
_YEAR = "本年（截至统计日）"
ROWS = (
    _key("A01", "亿元以上签约项目", 8, "signed_100m", f"正式协议，{_YEAR}签约，未终止，总投资≥1亿元"),
    _key("A02", "5亿元以上制造业签约项目", 4, "signed_500m_manufacturing", "同A01，总投资≥5亿元，制造业"),
    _key("A03", "到位市外资金（亿元）", 6.7, "funds_outside_city", f"实际到位，月份在{_YEAR}，资金来源市外"),
    _key("A04", "制造业到位资金（亿元）", 2.2, "funds_manufacturing", "A03中项目为制造业的"),
    Row("A04b", "制造业到位资金占比", 0.328, "SELECT ROUND(CAST(value AS NUMERIC), 3) FROM bi_headline WHERE key = 'share_manufacturing_funds'", "A04 ÷ A03",
        "share_manufacturing_funds"),
    _key("A05", "本月预计到位市外资金（亿元）", 3.3, "funds_forecast_month", "预计到位，统计月，市外"),
    _key("A06", "本月制造业预计到位资金（亿元）", 1.6, "funds_forecast_month_manufacturing", "A05中制造业的"),
    _key("A07", "新供地项目", 7, "land_supplied", f"新增用地，供地时间在{_YEAR}"),
    _key("A08", "新入库项目", 6, "enrolled", f"入库时间在{_YEAR}"),
    Row("A09", "A03 + A05（亿元），实际与预计分开标明", 10, "SELECT SUM(value) FROM bi_headline WHERE key IN ('funds_outside_city', 'funds_forecast_month')",
        "报告未说明A03是否含6月，两数各带口径和期间", "funds_forecast_month"),
    Row("A12", "有所处阶段的项目", None, "SELECT COUNT(*) FROM bi_project WHERE stage IS NOT NULL", "由最晚的节点得出", ("projects", _SIGNED)),
    Row("A14", "单位类别（不含招商局）", None, "SELECT COUNT(DISTINCT kind) FROM bi_unit WHERE kind <> 'bureau'", "乡镇街道、部门、驻点组、平台各成一榜",
        ("projects", _PROJECT)),
    _key("A15", "主要领导外出招商", 8, "trips_principal", f"外出招商，主要领导，{_YEAR}"),
    _key("A16", "分管领导外出招商", 15, "trips_deputy", f"外出招商，分管领导，{_YEAR}"),
    _key("A17", "接待客商", 26, "visitors_received", f"接待客商，{_YEAR}，任何单位"),
    Row("A18", "有节点时间的项目", None, "SELECT COUNT(DISTINCT project_id) FROM bi_milestone", "台账各节点的时间", ("projects", _SIGNED)),
    Row("A19", "赛马：有得分的单位", None, "SELECT COUNT(*) FROM bi_score WHERE score IS NOT NULL", "config/scoring.toml：四率赛马", "start"),
    Row("A20", "分解到单位的目标", None, "SELECT COUNT(*) FROM bi_target", "年度目标任务分解表", ("targets", "unit indicator target")),
    _rate("A21", "签约率", "signing", f"{_YEAR}正式签约数 ÷ {_YEAR}研判通过数"),
    _rate("A22", "开工率", "start", "本年签约项目中已开工数 ÷ 本年签约项目数"),
    _rate("A23", "落地率", "landing", "本年签约项目中已落地数 ÷ 本年签约项目数"),
    _rate("A24", "资金到位率", "funds", "本年签约项目历年实际到位资金 ÷ 总投资"),
    Row("A25", "四率红榜的单位", None, "SELECT COUNT(*) FROM bi_rate_ranking WHERE list = '红'", "各组前三名，至多三分之一，并列不拆", "start"),
    Row("A26", "与第一名有差距的单位", None, "SELECT COUNT(*) FROM bi_rate_ranking WHERE gap_to_first > 0", "第一名的率减本单位的率", "start"),
    _key("A27", "专题夜学", 1, "night_classes", f"{_YEAR}"),
    _key("A29", "驻点培训", 2, "station_trainings", f"{_YEAR}"),
    _key("A30", "线上学习", 12, "online_classes", f"{_YEAR}"),
    Row("A31", "光电产业链的环节", None, "SELECT COUNT(*) FROM bi_chain WHERE chain = '光电'", "产业链图谱", ("chains", "chain node")),
    Row("A35", "报告点名的四个项目总投资（亿元）", 89.1, "SELECT ROUND(CAST(SUM(total_investment_yi) AS NUMERIC), 4) FROM (SELECT total_investment / 1e8 AS"
        " total_investment_yi FROM bi_project WHERE project_name LIKE '%东巨康%' OR project_name LIKE '%百豪%' OR project_name LIKE '%洲驰%' OR"
        " project_name LIKE '%中唯%') AS named", "38.5 + 22.8 + 22.3 + 5.5", ("projects", "project_name total_investment")),
    Row("A36a", "驻点组分月在岗人数", None, "SELECT SUM(officers) FROM bi_station WHERE month = '2022-06'", "月末在岗", ("officers", "station since")),
    Row("A36b", "规模分档", None, "SELECT COUNT(DISTINCT size_class) FROM bi_project", "按总投资", ("projects", "project_name total_investment")),
    _key("A36c", "税源、外贸项目", 3, "station_tax_trade_signed", "本年正式签约，税源或外贸，驻点组引进"),
    _key("A37a", "在岗招商专员", 20, "officers", "到岗不晚于统计日，未离岗"),
    Row("A37b", "驻点招商组", 4, "SELECT value FROM bi_headline WHERE key = 'stations'", "统计日在册的驻点组", ("officers", "station")),
    Row("A38", "驻点经费（元）", None, "SELECT SUM(cost_yuan) FROM bi_station", "活动表的经费", ("activities", "cost")),
    _key("A40a", "邀请领导外出考察", 17, "leaders_invited", "驻点组报送的邀请领导外出考察"),
    _key("A40b", "有效信息", 94, "valid_leads", "驻点组的有效信息，两组报同一条只计先报的"),
    _key("A40c", "人才项目信息", 13, "talent_leads", "A40b中信息类型为人才项目的"),
    _key("A40d", "邀请客商来访", 54, "investors_invited", "驻点组报送的邀请客商来访"),
    _key("A40e", "驻点组5亿元以上制造业签约", 4, "station_signed_500m_manufacturing", "A02中驻点组引进的"),
    _key("A40f", "驻点组税源、外贸签约", 3, "station_tax_trade_signed", "同A36c"),
    Row("A41", "商会带来的信息", None, "SELECT COUNT(*) FROM bi_lead WHERE source = '商会'", "信息来源为商会", ("leads", "source title")),
    Row("A42", "引荐单位", None, "SELECT COUNT(DISTINCT partner) FROM bi_lead WHERE partner IS NOT NULL", "信息表的引荐单位", ("leads", "partner")),
    Row("A44", "两条产业链已补上的环节", None, "SELECT COUNT(*) FROM bi_chain WHERE covered", "有企业签约落地或有项目", ("chains", "chain node status")),
    Row("A45", "研判通过的项目", None, "SELECT COUNT(*) FROM bi_project WHERE review_result = '通过'", "研判结果为通过", ("projects", "review_result reviewed_on")),
    Row("A47", "三种调度", 3, "SELECT COUNT(DISTINCT activity) FROM bi_activity WHERE activity IN ('个案指导', '会议调度', '现场推进')", "活动类型",
        ("activities", "activity held_on")),
    Row("A48", "项目推进会", None, "SELECT SUM(times) FROM bi_activity WHERE activity = '项目推进会'", "活动类型", ("activities", "activity times")),
    Row("A49", "中唯过会到敲定租赁的天数", 4, "SELECT COUNT(*) FROM bi_date WHERE day > (SELECT approved_on FROM bi_project WHERE project_name LIKE '%中唯%') AND day"
        " <= (SELECT MAX(held_on) FROM bi_activity WHERE topic LIKE '%敲定场地租赁%')", "现场推进（敲定租赁）的日期减过会时间", ("activities", "held_on topic")),
    Row("A51", "倒排计划已逾期的事项", None, "SELECT COUNT(*) FROM bi_plan WHERE days_late > 0 AND done_on IS NULL", "截至统计日未完成且过期", ("plans", "due_on done_on")),
    Row("A52", "签约到开工的中位天数", None, "SELECT median_days FROM bi_lead_time WHERE cohort = '2022H1' AND \"from\" = '签约' AND \"to\" = '开工' AND"
        " land_mode = '全部'", "2022年上半年签约的项目", ("projects", "signed_on started_on")),
    Row("A54", "东巨康的节点", None, "SELECT COUNT(*) FROM bi_milestone WHERE project_name LIKE '东巨康%'", "台账各节点的时间和精度", ("projects", _SIGNED)),
    Row("A55", "东巨康落地到投产天数", 100, "SELECT days_landing_to_production FROM bi_project WHERE project_name LIKE '东巨康%'", "投产时间减落地时间",
        ("projects", "plant_secured_on production_on")),
    Row("A56", "已入库的项目", None, "SELECT COUNT(*) FROM bi_project WHERE enrolled_on IS NOT NULL", "有入库时间", ("projects", "enrolled_on")),
    Row("A57", "园区规划面积（平方公里）", 3.05, "SELECT done FROM bi_space WHERE platform = 'PL01' AND item ="
        " '规划面积' AND month = '2022-06'", "平台要素表", ("space", "platform item")),
    Row("A58", "产业类别", None, "SELECT COUNT(DISTINCT industry) FROM bi_project", "产业大类", ("projects", "industry")),
    Row("A59", "配套堵点", None, "SELECT COUNT(*) FROM bi_blocker WHERE blocker_kind = '配套' AND closed_on IS NULL", "堵点类别为配套", ("projects", "blocker_kind")),
    Row("A60", "全县信息连降月数", 3, "SELECT months_falling FROM bi_trend WHERE series = 'county'", "没有报送的月份不计并中断", ("leads", "lead_on industry")),
    Row("A61", "土地、用能、资金堵点涉及的项目", None, "SELECT COUNT(DISTINCT project_id) FROM bi_blocker WHERE closed_on IS NULL AND blocker_kind IN ('土地', '用能',"
        " '资金')", "堵点类别", ("projects", "blocker_kind blocker_since")),
    Row("A62", "各环节用时", None, "SELECT COUNT(*) FROM bi_lead_time WHERE land_mode = '全部'", "按签约半年和环节", ("projects", "signed_on started_on")),
    _key("A63", "签约未供地项目", 7, "backlog_land", "2021年起正式签约，新增用地，尚未供地"),
    _key("A64", "签约未开工项目", 8, "backlog_start", "2021年起正式签约，尚未开工"),
    Row("A65", "到位市外资金与第一名的差距（亿元）", None, "SELECT value_at_1 - value FROM bi_league WHERE county = '柯城区' AND indicator = '市外到位资金' AND month ="
        " (SELECT MAX(month) FROM bi_league WHERE indicator = '市外到位资金')", "全市排名表", ("league", "county value rank")),
    Row("A67", "整治企业目标（家）", 100, "SELECT SUM(target) FROM bi_space WHERE item = '整治企业数' AND month = '2022-06'", "平台要素表，年底前百家企业",
        ("space", "platform item target")),
    Row("A67b", "腾出用地目标（亩）", 1000, "SELECT SUM(target) FROM bi_space WHERE item = '腾出用地' AND month = '2022-06'", "平台要素表，年底前千亩",
        ("space", "platform item target")),
    Row("A70", "商务楼宇（平方米）", 140000, "SELECT SUM(target) FROM bi_space WHERE item = '商务楼宇' AND month = '2022-06' AND platform = 'PL02'", "平台要素表，区服务业发展中心", ("space", "platform item target")),
    Row("A72", "制造业签约投资占比", None, "SELECT value FROM bi_headline WHERE key = 'share_manufacturing_signed'", "本年正式签约投资中制造业的部分",
        "share_manufacturing_signed"),
    Row("A73", "业绩由几家分享的项目", None, "SELECT COUNT(*) FROM (SELECT project_id FROM bi_credit GROUP BY project_id HAVING COUNT(*) > 1) AS shared", "首谈占比，合计为1",
        ("projects", "first_talk_unit first_talk_share")),
    Row("A74", "深圳组人均有效信息", None, "SELECT SUM(valid) * 1.0 / MAX(officers) FROM bi_station WHERE station = 'ST04'", "有效信息 ÷ 在岗人数",
        ("officers", "station since")),
    Row("A75", "文旅项目", None, "SELECT COUNT(*) FROM bi_project WHERE industry = '文旅'", "产业大类", ("projects", "industry")),
    Row("A76", "应报的报表份数", None, "SELECT COUNT(*) FROM bi_submission", "config/calendar.toml", ("projects", _PROJECT)),
    Row("A78", "数字农业科创园的总部企业", None, "SELECT done FROM bi_space WHERE item = '总部企业数' AND platform = 'PL04' AND month = '2022-06'", "平台要素表", ("space", "platform item")),
    Row("A80", "6月到位资金（亿元）", None, "SELECT ROUND(CAST(SUM(amount_yi) AS NUMERIC), 4) FROM bi_funds WHERE month = '2022-06' AND status = '实际到位'", "任何来源",
        ("funds", "month amount")),
    Row("A81", "项目清单", None, "SELECT COUNT(*) FROM bi_project", "按项目身份去重", ("projects", "project_name investor")),
    Row("A82", "未解决的堵点", None, "SELECT COUNT(*) FROM bi_blocker WHERE closed_on IS NULL", "堵点类别不空", ("projects", "blocker_kind")),
    Row("A83", "已签约而没有服务专员的项目", 0, "SELECT COUNT(*) FROM bi_project WHERE agreement_type = '正式协议' AND status <> '终止' AND NOT has_service_officer",
        "每个签约项目一名", ("projects", "project_name service_officer")),
    Row("A84", "亮红灯的积压项目", None, "SELECT COUNT(*) FROM bi_backlog WHERE light = '红'", "config/indicators.toml的时限", "backlog_start"),
)  # fmt: skip
#: Rows of class G: documents, made by the board's issue from these views.
DOCUMENTS = ("A44（招商树、招商地图）", "A46（例会材料）", "A81（项目清单）", "A85（半年小结）")
