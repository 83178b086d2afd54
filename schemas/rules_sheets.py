"""Rules over a whole sheet, file, or the county's sheets together. Their cases are tests named after them.

Templates: {got} what stands there; {detail} and {detail_1} … what the finding adds.
"""

from schemas.rule import Rule

FILE_RULES: tuple[Rule, ...] = (
    Rule("file_unreadable", "stop", "file", "这个文件打不开（{detail}）", "Excel 或 WPS 能打开的工作簿（.xlsx 或 .xls）",
         "请用 Excel 或 WPS 打开后另存为 .xlsx 再报送。", "打不开的文件里的数据无法汇总"),
    Rule("file_empty", "stop", "file", "这个文件是空的", "有内容的工作簿", "请重新保存后再报送。", "文件可能没有传完"),
    Rule("file_encrypted", "stop", "file", "这个文件设了打开密码", "没有密码的工作簿", "请取消密码后再报送。", "不知道密码便无法读取"),
    Rule("file_too_large", "stop", "file", "这个文件大得不正常（{detail}）", "大小正常的工作簿",
         "请删去多余的空白行列和图片，另存后再报送。", "异常的文件会拖垮整夜的汇总"),
    Rule("file_kills_reader", "stop", "file", "读取这个文件时程序中断", "能正常读取的工作簿",
         "请用 Excel 或 WPS 打开，另存为新的 .xlsx 再报送。", "已隔离处理，不影响其他单位"),
    Rule("form_unknown", "stop", "file", "认不出这是哪一张报表", "首行写明报表名称，表头一行写明各列的名称",
         "请在首行写明报表名称（如 招商项目台账、到位资金明细表），表头一行写明各列的名称（如 项目名称、投资方、总投资）；也可向数据管理员索取空白模板。", "认不出报表便无法汇总"),
)  # fmt: skip

SHEET_RULES: tuple[Rule, ...] = (
    Rule("sheet_unknown", "warn", "sheet", "这张工作表没有读取", "报表或说明", "如其中有要报的数据，请在首行写明报表名称，并写明各列的名称。", "未读取的工作表不会进入汇总"),
    Rule("sheet_explains", "warn", "sheet", "这张工作表的名称写明是示例或说明，没有读取", "示例和说明，没有要报的数据",
         "如其中有要报的数据，请把工作表的名称改为报表名称后再报送。", "示例中的数据不能当作真的汇总"),
    Rule("sheet_doubtful", "warn", "sheet", "这张工作表读出的单元格数与文件记载不一致", "两者一致",
         "请另存为新的 .xlsx 再报送。{detail}", "少读一格也要让您知道"),
    Rule("form_ambiguous", "stop", "sheet", "这张表像两种报表，无法判断", "只像一种报表", "请在首行写明报表名称。可能是：{detail}。", "猜错报表会算错数"),
    Rule("unit_unknown", "stop", "sheet", "认不出填报单位", "单位名录中的名称", "请在表头上方写明“填报单位：单位全称”。", "不知道是哪个单位便无法归属"),
    Rule("unit_conflict", "stop", "sheet", "同一张表写了不同的填报单位", "一个填报单位", "请只保留一个填报单位。", "单位不同的数据不能合在一起"),
    Rule("sender_unusual", "warn", "sheet", "这张报表一般不由本单位报送", "由{detail}报送",
         "请改由{detail}报送；如是放错了文件夹或写错了填报单位，请改正。", "同一张报表两家报送，会引起争议"),
    Rule("column_missing", "stop", "sheet", "缺少必填的列：{detail}", "这张报表必填的列齐全", "请在表头一行补上这些列：{detail}；也可向数据管理员索取空白模板。", "没有必填列便无法读取每一行"),
    Rule("column_unknown", "warn", "sheet", "不认识的列，没有读取", "这张报表有的列", "如需汇总，请改成这张报表的列名（可询问数据管理员）；否则可以不理会。", "不认识的列不会进入汇总"),
    Rule("column_repeated", "warn", "sheet", "同一项目出现两列，只读了第一列", "每项一列", "请删去重复的一列。", "两列不同时不知道以哪列为准"),
    Rule("total_mismatch", "warn", "sheet", "合计与各行之和不一致", "{detail}", "请核对合计或漏写的行。", "合计不符多半是漏了一行或改了一格"),
    Rule("period_widened", "warn", "sheet", "表中有所属期以外的月份或日期", "只填所属期内的月份、日期", "请核对月份或日期；如确需更正以前的数据，可不理会。",
         "这些日子原来的数据会被本表替换"),
    Rule("volume_unusual", "warn", "sheet", "表中的行数（{got}行）不在常见范围内", "{detail_0}至{detail_1}行", "请核对是否漏报或多报；如确实如此，可不理会。",
         "行数忽多忽少，多半是拿错了文件"),
    Rule("order_tie", "warn", "sheet", "两个文件分不出先后，按文件名取了后一个", "写明填报时间", "请在表头上方写明填报时间，并删去不用的文件。另一个文件：{detail}。", "分不清先后就可能用错"),
    Rule("delivery_late", "warn", "sheet", "已有更新的报送，本文件没有采用", "最新一期的报表", "如需更正最新一期，请直接改最新的报表。", "较早所属期的台账不能替换较新的"),
    Rule("delivery_held", "warn", "sheet", "本次报送比上次少了{got}行，先不采用", "与上次相差不大",
         "如确实减少，请告知数据管理员确认；如是漏填，请补齐后重报。", "大量减少多半是拿错了文件"),
    Rule("row_vanished", "warn", "sheet", "上次报送的这一行，本次没有了", "项目结束时把状态写为终止，不删行",
         "请补回这一行；如项目已终止，请保留该行并把项目状态写为“终止”。", "删行不会减少签约数，只会使项目失联"),
    Rule("project_repeated", "warn", "sheet", "同一项目在表中出现两次，以后一行为准", "一个项目一行", "请删去重复的一行。", "重复的行会引起争议"),
)  # fmt: skip

COUNTY_RULES: tuple[Rule, ...] = (
    Rule("offices_disagree", "warn", "county", "“{detail_0}”的{detail_1}与{detail_2}填的不一样", "两家一致（{detail_2}填的是“{detail_3}”）",
         "请与{detail_2}核对后改正。", "同一项目两家说法不同，会引起争议"),
    Rule("receipt_unmatched", "warn", "county", "台账里找不到这个项目", "与台账一致的项目名称和投资方", "请核对项目名称，或请引进单位在台账中补上。",
         "对不上项目的资金只计入全县合计，不计入任何单位"),
    Rule("receipt_ambiguous", "warn", "county", "台账里有几个同名的项目", "能分清是哪个项目", "请补填投资方或项目代码。", "分不清的资金不计入任何单位"),
    Rule("project_unmatched", "warn", "county", "台账里找不到这个项目", "与台账一致的项目名称", "请核对项目名称或项目代码，或请引进单位在台账中补上。",
         "对不上项目的这一行照常入库，只是不能归到项目"),
    Rule("project_ambiguous", "warn", "county", "台账里有几个同名的项目", "能分清是哪个项目", "请补填项目代码，或把项目名称写全。", "分不清的这一行照常入库，只是不能归到项目"),
    Rule("receipts_beyond_contract", "warn", "county", "“{detail_0}”累计到位已超过总投资", "不超过总投资{detail_1}",
         "请核对金额单位（万元、亿元）和总投资。", "多半是万元写成了亿元"),
    Rule("cumulative_differs", "warn", "county", "累计数与各月到位资金之和不一致", "各月之和{detail}", "请核对累计数和金额单位，或补报漏报的月份。",
         "累计数对不上，多半是漏了一个月或写错了单位"),
    Rule("split_differs", "warn", "county", "其中项与资金来源地或产业类别不符", "{detail}", "请核对其中项、资金来源地和产业类别。",
         "市外、省外按资金来源地判定，制造业按项目的产业类别判定，其中项只作核对"),
    Rule("done_differs", "warn", "county", "填报的完成值与汇总结果不一致", "{detail}", "请核对完成值；如有漏报的台账或到位资金，请补报。",
         "完成值由各单位报送的数据算出"),
    Rule("targets_do_not_add_up", "warn", "county", "{detail_0}：各单位之和与全县目标不一致", "{detail_1}", "请核对各单位的目标值。", "分解的目标应等于全县目标"),
    Rule("source_unreachable", "warn", "county", "这个来源今晚连不上", "能连上的来源", "请数据管理员检查地址、网络和口令。{detail}", "沿用上次的报送"),
)  # fmt: skip
