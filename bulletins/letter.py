"""The letter to an office: 需修改 or 已接收 first, then what to mend, by sheet and cell, worst first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bulletins.marks import ORDER, WORDS, place

FATES = {"stopped": "整份退回", "held": "等待确认"}
_LONGEST = 200  # findings a letter lists; the rest are counted


@dataclass(frozen=True)
class Line:
    """One finding as a letter shows it; `fate` is a key of FATES where its sheet does not stand."""

    severity: str
    file: str
    sheet: str
    cell: str
    message: str
    is_new: bool
    fate: str = ""


@dataclass(frozen=True)
class Letter:
    """All that one office is told: its findings, how many were mended or went with their row, what was accepted (rows by form)."""

    unit: str
    as_of: date
    lines: Sequence[Line]
    mended: int
    accepted: Mapping[str, int]
    ask: str
    deleted: int = 0
    explained: int = 0  # they stand with a reason: told as a number, and not again
    attached: Sequence[str] = ()  # annotated workbooks beside the letter
    mend_by: str = ""  # 7月5日（周二）17:00, where something has to be mended
    missing: Sequence[str] = ()  # reports whose time has passed, each with its form, period and time
    due_next: Sequence[str] = ()  # what is due within a month, a text a due time


def verdict(lines: Iterable[Line]) -> str:
    if any(line.severity != "warn" for line in lines):
        return "需修改"
    return "待确认" if any(line.fate == "held" for line in lines) else "已接收"


def write_letter(letter: Letter, urging: Sequence[str] = ()) -> str:
    """The letter as plain text, UTF-8; `urging` are lines about sheets that are missing."""
    said = [*head_lines(letter)[:1], "", *head_lines(letter)[1:], *urging]
    if not letter.lines:
        return "\n".join([*said, "", *closing(letter)]) + "\n"
    ordered = sorted(letter.lines, key=lambda x: (x.file, x.sheet, ORDER[x.severity], place(x.cell)[::-1]))
    worst = {name: min(ORDER[x.severity] for x in group) for name, group in _by_sheet(ordered)}
    listed = 0
    for (file, sheet), lines in sorted(_by_sheet(ordered), key=lambda pair: (worst[pair[0]], pair[0])):
        fate = next((f"（没有采用：{FATES[line.fate]}）" for line in lines if line.fate), "")
        said += ["", f"《{file}》" + (f" {sheet}" if sheet else "") + fate if file else "全县核对"]
        for line in lines[: max(0, _LONGEST - listed)]:
            listed += 1
            said.append(f"  {listed}. 〔{WORDS[line.severity]}{'·新增' if line.is_new else '·仍在'}〕{without_file(line)}")
    if listed < len(letter.lines):
        said.append(f"\n另有{len(letter.lines) - listed}条同类问题，改好后会随之消失。")
    return "\n".join([*said, "", *closing(letter)]) + "\n"


def head_lines(letter: Letter) -> list[str]:
    """The verdict and whose it is; what was accepted and what not, what was mended, how much is wrong."""
    said = [f"【{verdict(letter.lines)}】{letter.unit}：截至{letter.as_of:%Y年%-m月%-d日}的报送情况"]
    if letter.accepted:
        said.append("已入库：" + "，".join(f"{form}{rows}行" for form, rows in letter.accepted.items()) + "。")
    refused = dict.fromkeys((line.file, line.fate) for line in letter.lines if line.fate)
    if refused:
        said.append("没有采用：" + "，".join(f"《{file}》（{FATES[fate]}）" for file, fate in refused) + "。")
    if letter.mended:
        said.append(f"已修复：{letter.mended}条，谢谢。")
    if letter.deleted:
        said.append(f"行已删除：{letter.deleted}条，随行不再提示；项目如已终止，请保留该行并把状态写为“终止”。")
    if letter.explained:
        said.append(f"已说明：{letter.explained}条，内容不变不再提示。")
    return [*said, counted(letter)]


def counted(letter: Letter) -> str:
    """整份退回1条，需修改2条。"""
    counts = {severity: sum(1 for line in letter.lines if line.severity == severity) for severity in WORDS}
    return ("，".join(f"{word}{counts[s]}条" for s, word in WORDS.items() if counts[s]) or "没有发现问题，谢谢") + "。"


def worst(letter: Letter, most: int) -> list[Line]:
    """The first to mend: the gravest, new ones before old, by place."""
    return sorted(letter.lines, key=lambda x: (ORDER[x.severity], not x.is_new, x.file, x.sheet, place(x.cell)[::-1]))[:most]


def _by_sheet(lines: Sequence[Line]) -> list[tuple[tuple[str, str], list[Line]]]:
    return [(name, list(group)) for name, group in groupby(lines, key=lambda x: (x.file, x.sheet))]


def without_file(line: Line) -> str:
    """The message where file and sheet are named already: it begins with the cell."""
    text = line.message.removeprefix(f"《{line.file}》") if line.file else line.message
    return text.removeprefix(f"“{line.sheet}”").removeprefix("：") if line.sheet else text.removeprefix("：")


def closing(letter: Letter) -> list[str]:
    """Where the marked cells are, what is missing and due next; what to do with the file by when, whom to ask."""
    said = []
    if letter.attached:
        files = "、".join(f"《{name}》" for name in letter.attached)
        said.append(f"标好的原表：{files}。红色的格子需修改，黄色的请核对，批注和第一张表“问题清单”写明怎么改；可以直接在这份表上改。")
    if letter.missing:
        said.append(f"还没有收到：{'、'.join(letter.missing)}，请尽快报送；没有变化的，请在表里或邮件里写明“本月无变化”。")
    if letter.due_next:
        said.append(f"接下来要报：{'；'.join(letter.due_next)}。")
    by = f"请在{letter.mend_by}前" if letter.mend_by else ""
    return [*said, f"{by}改好后把文件放回原处即可，当晚会再读一次。需要空白模板或有疑问，请联系{letter.ask}。"]
