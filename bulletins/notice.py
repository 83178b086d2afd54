"""The letter in short: under 2,000 bytes for robots, and as HTML for mail."""

from collections.abc import Sequence
from html import escape

from bulletins.letter import Letter, Line, closing, counted, head_lines, without_file, worst
from bulletins.marks import WORDS

#: 浙政钉 and WeCom take 2,048 bytes; the rest is theirs for a header.
ROBOT = 2_000
_WORST = 10
_COLOURS = {"stop": "#ff9c9d", "reject": "#ff9c9d", "warn": "#ffd96a"}


def write_notice(letter: Letter, urging: Sequence[str] = ()) -> str:
    """Verdict, counts, what is missing, the ten worst with their cells, whom to ask: plain text, under ROBOT bytes of UTF-8."""
    head, foot = [*head_lines(letter), *urging], closing(letter)[-1]
    said = _fit(head, ROBOT - _size([foot]) - 1 - 60)
    shown = 0
    chosen = worst(letter, _WORST)
    for line in chosen:
        text = f"{shown + 1}. 〔{WORDS[line.severity]}〕{line.message}"
        if _size([*said, text, foot]) + 60 > ROBOT:
            break
        said.append(text)
        shown += 1
    if left := len(letter.lines) - shown:
        said.append(f"另有{left}条，见信和标好的原表。")
    return "\n".join([*said, foot]) + "\n"


def _size(lines: list[str]) -> int:
    return len("\n".join(lines).encode()) + 1


def _fit(lines: list[str], limit: int) -> list[str]:
    """As many whole lines as the limit takes; a first line that is too long is cut on a character."""
    kept: list[str] = []
    for line in lines:
        if _size([*kept, line]) > limit:
            break
        kept.append(line)
    return kept or [lines[0].encode()[: limit - 3].decode(errors="ignore") + "…"]


def write_html(letter: Letter, urging: Sequence[str] = ()) -> str:
    """The letter for mail: the verdict in the title, the ten worst in a table, no picture or style from elsewhere."""
    head, table = head_lines(letter), table_of(worst(letter, _WORST))
    left = len(letter.lines) - _WORST
    more = f"<p>另有{left}条，见附上的信和标好的原表。</p>" if left > 0 else ""
    lines = "".join(f"<p>{escape(text)}</p>" for text in [*head[1:-1], *urging])
    feet = "".join(f"<p>{escape(text)}</p>" for text in closing(letter))
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(head[0])}</title></head>'
        f'<body style="font-family:sans-serif;max-width:60em"><h2>{escape(head[0])}</h2><p><b>{escape(counted(letter))}</b></p>'
        f"{lines}{table}{more}{feet}</body></html>\n"
    )


def table_of(lines: Sequence[Line]) -> str:
    """Findings as a table for mail; '' for none."""
    rows = "".join(_row(number, line) for number, line in enumerate(lines, 1))
    heads = "".join(f'<th style="{_WHOLE}{_CELL}">{name}</th>' for name in ("", "程度", "文件", "工作表", "单元格", "问题和改法"))
    return f'<table style="border-collapse:collapse;font-size:14px"><tr style="background:#eee">{heads}</tr>{rows}</table>' if rows else ""


_WHOLE = "white-space:nowrap;"
_CELL = "border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top"


def _row(number: int, line: Line) -> str:
    cells = (str(number), WORDS[line.severity], line.file, line.sheet, line.cell, without_file(line).removeprefix(line.cell))
    looks = ["", f"{_WHOLE}background:{_COLOURS[line.severity]};", "", _WHOLE, _WHOLE, ""]
    made = (f'<td style="{look}{_CELL}">{escape(text)}</td>' for text, look in zip(cells, looks, strict=True))
    return f"<tr>{''.join(made)}</tr>"
