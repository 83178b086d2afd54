"""What every column of the views means, in Chinese: bi_dictionary and docs/dictionary.md come from here."""

from sqlalchemy.types import Boolean, Date, Float, Integer

from schemas.forms import FORMS
from warehouse.views import VIEWS, every_published, published

LABELS: dict[str, tuple[str, str]] = {
    "as_of": ("数据截至", "业务日期"),
    "batch_id": ("批次", "发布批次的编号"),
    "key": ("指标代码", "稳定的名称，供程序引用"),
    "label": ("名称", "中文名称"),
    "value": ("数值", "未取整；分母为0时为空"),
    "measure": ("计量单位", "个、亿元、比例等"),
    "period_start": ("期间起", "统计期间第一天"),
    "period_end": ("期间止", "统计期间最后一天"),
    "status": ("口径", "实际或预计；项目为推进中、暂缓、终止"),
    "rate": ("率", "四率：signing 签约率、landing 落地率、start 开工率、funds 资金到位率；目标表为完成率"),
    "definition": ("口径版本", "config/indicators.toml 中的定义"),
    "group_name": ("组别", "同组排名"),
    "unit_code": ("单位代码", "config/units.csv"),
    "unit_name": ("单位", "单位全称"),
    "numerator": ("分子", "整数；资金为元"),
    "denominator": ("分母", "整数；资金为元"),
    "rank": ("名次", "同组内由高到低，并列后跳过；分母为0不排名"),
    "previous_rank": ("上次名次", "上一次发布的名次"),
    "gap_to_next": ("与前一名差距", "第一名为0"),
    "gap_to_first": ("与第一名差距", "第一名为0"),
    "list": ("红黑榜", "红、黑或空；各组首尾若干名，见 config/indicators.toml"),
    "is_small": ("分母小", "分母低于设定的下限，多一个少一个项目影响很大"),
    "interval_low": ("区间下限", "按分子分母估计的区间，置信度0.95；资金和签约率没有"),
    "interval_high": ("区间上限", "按分子分母估计的区间，置信度0.95；资金和签约率没有"),
    "backlog": ("清单", "land 签约未供地、start 签约未开工"),
    "project_id": ("项目标识", "由项目身份得出，与报送先后无关"),
    "waiting_days": ("等待天数", "截至日减签约日"),
    "age_band": ("时长分段", "0–90、91–180、181–365、>365 天"),
    "light": ("亮灯", "绿、黄、红，按用地方式的时限，见 config/indicators.toml；没有时限的为空"),
    "total_investment_yi": ("总投资（亿元）", "亿元"),
    "also_in": ("同时在", "同时在另一清单中"),
    "dimension": ("维度", "unit、platform、industry、land_mode、age_band、blocker_kind 或全部"),
    "member": ("成员", "维度的取值"),
    "projects": ("项目数", "个"),
    "stage": ("所处阶段", "由最晚的节点得出"),
    "days_in_stage": ("在阶段天数", "从进入该阶段到下一个已到的节点，没有的到截至日；终止的为空"),
    "held_by": ("所在单位", "签约前为引进单位，签约起为落地平台，没有平台的仍为引进单位"),
    "days_unchanged": ("未变天数", "台账内容多少天没有变化；一个月以上的应说明"),
    "days_past_planned_start": ("超过计划开工天数", "未开工且已过计划开工时间的天数，没有超过的为空"),
    "score": ("得分", "各项得分之和，未取整；无从计分的为空"),
    "raw": ("原始值", "封顶前的完成率、次数或名次；无从计算的为空"),
    "capped": ("封顶值", "封顶后的值"),
    "weight": ("分值", "该项满分；只扣分的项为0"),
    "cohort": ("签约批次", "按签约时间分的半年，如2022H1"),
    "from": ("自", "起点节点"),
    "to": ("至", "终点节点"),
    "median_days": ("中位天数", "天"),
    "p90_days": ("九成天数", "九成项目不超过的天数"),
    "days_open": ("持续天数", "从起始到截至日或解决之日"),
    "closed_on": ("解决时间", "最先不再列出的数据截至日；未解决的为空"),
    "share": ("占比", "首谈单位按首谈占比，其余归引进单位，合计为1"),
    "field": ("字段", "项目总表的列；项目 为新列入或不再列入"),
    "before": ("变化前", "原来的内容，金额为元"),
    "after": ("变化后", "现在的内容，金额为元"),
    "number": ("文号", "如〔2022〕7号"),
    "signed_by": ("签发人", "签发的人"),
    "issued_on": ("印发日期", "印发之日"),
    "figures_sha256": ("数据指纹", "榜单全部数据的sha256"),
    "definitions_sha256": ("口径指纹", "当时的配置（口径、计分办法、单位名录等）的sha256"),
    "inputs_sha256": ("来源指纹", "当时采用的全部文件清单的sha256"),
    "code_version": ("程序版本", "印发时的程序版本"),
    "plan_due": ("计划完成时间", "倒排计划中最近一项的计划完成时间；没有倒排计划时为空"),
    "plan_done": ("计划实际完成时间", "倒排计划中最近一项的实际完成时间；没有倒排计划时为空"),
    "landed_on": ("落地时间", "按用地方式：供地、厂房落实或公司注册"),
    "days_landing_to_production": ("落地到投产天数", "天"),
    "size_class": ("规模", "按总投资分档"),
    "has_service_officer": ("有服务专员", "是否已有服务专员"),
    "mark": ("标记", "待改：新报的一行未通过，沿用上次；失联：没有单位再报"),
    "reported_by": ("报送单位", "台账中列有该项目的单位"),
    "milestone": ("节点", "节点名称"),
    "planned_on": ("计划时间", "计划日期"),
    "on": ("时间", "实际日期"),
    "precision": ("精度", "day 日、ten_days 旬、month 月、half 半年、year 年"),
    "month": ("月份", "YYYY-MM"),
    "project_name": ("项目名称", "项目名称"),
    "origin_code": ("资金来源地", "行政区划代码；境外为000000"),
    "outside_city": ("市外", "来源地不在本市；未知为空"),
    "outside_province": ("省外", "来源地不在本省；未知为空"),
    "industry": ("产业类别", "产业大类"),
    "is_new": ("本年新签", "项目在本年签约"),
    "amount_yi": ("金额（亿元）", "亿元"),
    "indicator": ("指标", "目标任务的指标"),
    "target": ("目标值", "全年目标"),
    "done": ("完成值", "由数据算出"),
    "elapsed": ("序时", "月份 ÷ 12"),
    "points": ("分数", "超欠序时的百分点；得分明细中为得分"),
    "form": ("报表", "报表代码"),
    "rows_read": ("读到行数", "读取时独立计数"),
    "loaded": ("入库行数", "行"),
    "rejected": ("退回行数", "行"),
    "ignored": ("略过行数", "合计、说明等"),
    "stops": ("整份退回", "条"),
    "rejects": ("需修改", "条"),
    "warns": ("请核对", "条"),
    "rule": ("规则", "规则代码，见 docs/rules.md"),
    "severity": ("程度", "stop 整份、reject 该行、warn 提醒"),
    "file": ("文件", "原文件名"),
    "sheet": ("工作表", "原工作表名"),
    "cell": ("单元格", "原文件中的位置"),
    "got": ("填写内容", "单元格原文；个人信息不显示"),
    "message": ("说明", "是什么、应是什么、怎么改"),
    "first_seen": ("首次发现", "业务日期"),
    "last_seen": ("最近发现", "业务日期"),
    "state": ("状态", "问题为新增、仍在、已说明（有填报说明，不再提示）；报送为按时、迟报、未报、零报、免报"),
    "kind": ("类别", "单位类别"),
    "since": ("起", "生效日期"),
    "until": ("止", "失效日期"),
    "day": ("日期", "日期"),
    "year": ("年", "年"),
    "quarter": ("季度", "季度"),
    "weekday": ("星期", "1 周一 … 7 周日"),
    "lead_on": ("日期", "获得信息之日"),
    "title": ("信息名称", "信息或拟投资项目的名称"),
    "investor": ("投资方", "投资的企业"),
    "source": ("信息来源", "驻点招商、以商招商、商会等"),
    "partner": ("引荐单位", "引荐的商会、机构或企业"),
    "lead_kind": ("信息类型", "产业、人才、税源、外贸项目"),
    "intended_investment_yi": ("意向投资（亿元）", "亿元"),
    "review_result": ("研判结果", "通过、暂缓、不通过"),
    "valid": ("有效", "有效信息；分月表中为有效信息条数"),
    "counts": ("计入有效信息", "驻点组报送的有效信息；两组报同一条的只计先报的"),
    "needs_land": ("需用土地", "平方米"),
    "progress": ("进展", "进展情况"),
    "remark": ("备注", "备注"),
    "station": ("驻点组", "单位代码"),
    "leads": ("信息数", "全部信息；当月没有报送的为空"),
    "known": ("当月已报", "该组当月的信息表已采用"),
    "series": ("序列", "station_industry 组×产业、station 组、industry 产业、county 全县"),
    "months_falling": ("连降月数", "到截至月为止连续下降的月数；没有报送的月份不计并中断"),
    "from_month": ("起点月份", "连降之前的月份"),
    "from_value": ("起点数值", "条"),
    "to_value": ("截至月数值", "条；截至月没有报送的为空"),
    "alert": ("预警", "连降三个月以上"),
    "held_on": ("日期", "活动之日"),
    "activity": ("活动类型", "外出招商、接待客商等"),
    "leader_rank": ("领导层级", "主要领导、分管领导、其他"),
    "times": ("次数", "次"),
    "people": ("人次", "人次"),
    "topic": ("内容", "活动的内容"),
    "officers": ("在岗专员", "月末（或截至日）在岗人数"),
    "talent": ("人才项目信息", "有效信息中的人才项目"),
    "leaders_invited": ("邀请领导外出考察", "次"),
    "investors_invited": ("邀请客商来访", "次"),
    "signed": ("签约", "当月正式签约的项目；产业链表中为已签约、已落地的企业数"),
    "cost_yuan": ("经费（元）", "元"),
    "task": ("节点任务", "要完成的事"),
    "owner_unit": ("责任单位", "单位代码"),
    "due_on": ("计划完成时间", "计划何时完成"),
    "done_on": ("实际完成时间", "实际何时完成"),
    "days_late": ("逾期天数", "未完成的算到截至日，不逾期为0"),
    "due_in_7": ("7天内到期", "未完成，截至日起7天内到期"),
    "platform": ("平台", "单位代码"),
    "item": ("项", "要素：腾出用地、标准厂房等；得分明细中为计分项"),
    "free": ("可用", "尚可使用"),
    "county": ("县(市、区)", "县（市、区）"),
    "value_at_1": ("第1名数值", "当月同一指标"),
    "value_at_2": ("第2名数值", "当月同一指标"),
    "value_at_3": ("第3名数值", "当月同一指标"),
    "chain": ("产业链", "产业链"),
    "node": ("环节", "链上的环节"),
    "companies": ("目标企业数", "家"),
    "contacted": ("已对接企业数", "已对接、在谈、已签约、已落地"),
    "covered": ("已补上", "有企业签约落地或有项目"),
    "output_yi": ("产值（亿元）", "亿元"),
    "trade_yi": ("贸易额（亿元）", "亿元"),
    "tax_yi": ("纳税额（亿元）", "亿元"),
    "period": ("所属期", "月份或年份"),
    "due": ("应报时间", "有报送日历后填写"),
    "received": ("收到时间", "最近一份的收到日期"),
    "view": ("视图", "视图名称"),
    "column": ("列", "列名"),
    "type": ("类型", "text、integer、number、date、boolean"),
    "meaning": ("含义", "含义"),
}
_SUFFIXES = {"_precision": "的精度", "_qualifier": "的限定（ge 以上，approx 约）", "_code": "的行政区划代码"}


def describe(column: str) -> tuple[str, str]:
    """Label and meaning of a column; a project's field speaks from its declaration. KeyError if nobody described it."""
    fields = {f.id: f for f in FORMS["projects"].open_fields}
    if column in LABELS and column not in fields:
        return LABELS[column]
    if column in fields:
        return fields[column].title, fields[column].meaning or fields[column].title
    for suffix, words in _SUFFIXES.items():
        if column.removesuffix(suffix) in fields:
            title = fields[column.removesuffix(suffix)].title + words
            return title, title
    return LABELS[column]


def column_type(kind: object) -> str:
    names = ((Boolean, "boolean"), (Date, "date"), (Float, "number"), (Integer, "integer"))
    return next((name for cls, name in names if isinstance(kind, cls)), "text")


def dictionary() -> list[dict[str, str]]:
    """A row a column of every view: view, column, type, label, meaning."""
    rows = []
    for view in VIEWS:
        queries = {view.name: published(view), **({f"{view.name}_history": every_published(view)} if view.history else {})}
        for name, query in queries.items():
            for column in query.selected_columns:
                label, meaning = describe(column.name)
                rows.append({"view": name, "column": column.name, "type": column_type(column.type), "label": label, "meaning": meaning})
    for name in ("view", "column", "type", "label", "meaning"):
        rows.append({"view": "bi_dictionary", "column": name, "type": "text", "label": LABELS[name][0], "meaning": LABELS[name][1]})
    return rows
