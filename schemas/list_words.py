"""问题清单, the list that stands first in a returned workbook: its name and heads, by which it is known when it comes back."""

NAME = "问题清单"
#: A1 of a list that we wrote begins so.
TITLE = "问题清单（赛马）"
REASON, PRINT = "填报说明", "编号"
#: Hidden columns come last: what a returned workbook is recognised by.
HEADS = ("序号", "程度", "工作表", "单元格", "是哪一行哪一列", "哪里不对", "填的是", "应为", "怎么改", REASON, PRINT, "原处", "原底色")
HIDDEN = 10
