"""A robot clerk: it has the returned workbook and nothing else, reads its list as text, and does what it says.

It knows no form, no rule and no code of ours; only how sentences ask for something: 如 X, 以下之一：X、Y, 留空, 清空.
"""

import re
from typing import Any

from openpyxl import Workbook

_LIKE = re.compile(r"如 ([^，。；、“”（）)]+)")
_ONE_OF = re.compile(r"以下之一：([^，。；]+)")
_CLEAR = re.compile(r"清空|留空|空白")
_SAYS = "问题清单"


def proposal(expected: str, how: str) -> str | None:
    """What the two sentences say should stand in the cell; '' to clear it, None where they say no value."""
    if _CLEAR.search(how.split("；")[0]) or expected.startswith("空白"):
        return ""
    if one_of := _ONE_OF.search(expected):
        return one_of[1].split("、")[0]
    for text in (expected, how):
        if like := _LIKE.search(text):
            return like[1].split(" 或 ")[-1].strip()
    return "" if _CLEAR.search(expected + how) else None


def work(book: Workbook) -> int:
    """Go down the list: type what is asked; where nothing is, say why it stands. Returns how many lines it saw."""
    sheet = book.worksheets[0]
    assert sheet.title.startswith(_SAYS)
    rows = list(sheet.iter_rows())
    top = next(i for i, row in enumerate(rows) if row[0].value == "序号")
    heads = {cell.value: i for i, cell in enumerate(rows[top])}
    lines = [row for row in rows[top + 1 :] if row[0].value]
    for row in lines:
        said: dict[str, Any] = {name: str(row[i].value or "") for name, i in heads.items() if name}
        if said["程度"] == "已说明":
            continue
        if "!" in said["单元格"]:  # openpyxl's: an empty cell that is a link shows where it leads
            said["单元格"] = ""
        value = proposal(said["应为"], said["怎么改"]) if said["单元格"] else None
        if value is None and re.search("补填|直接填写", said["怎么改"]) and said["单元格"]:
            value = f"某某内容{said['单元格']}"  # what only a person knows
        if said["程度"] == "请核对" and value is None:
            row[heads["填报说明"]].value = "情况属实，已与项目方核对"
        elif value is not None:
            book[said["工作表"]][said["单元格"]].value = value or None
    return len(lines)
