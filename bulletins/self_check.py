"""The answer of a place that only checks: 需修改 or 可以报送 first, what each file was taken for, what to mend and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bulletins.letter import Line, without_file
from bulletins.marks import ORDER, WORDS, place
from bulletins.notice import table_of

_LONGEST = 200  # findings of a file that an answer lists; the annotated copy has them all
_IN_A_TABLE = 30


@dataclass(frozen=True)
class FileAnswer:
    """One file: `read_as` says form, office, period and rows of what stood in it, `copy` is the annotated workbook's name."""

    name: str
    read_as: Sequence[str]
    lines: Sequence[Line]
    copy: str


@dataclass(frozen=True)
class Answer:
    """All that one request is told; `then` says how to send the mended sheet here again, `notes` what else is to be said."""

    files: Sequence[FileAnswer]
    ask: str
    then: str
    notes: Sequence[str] = ()


def verdict(answer: Answer) -> str:
    if not answer.files:
        return "没有收到表格"
    return "需修改" if any(line.severity != "warn" for file in answer.files for line in file.lines) else "可以报送"


def counted(lines: Sequence[Line]) -> str:
    """需修改2条，请核对1条; 没有发现问题."""
    counts = {severity: sum(1 for line in lines if line.severity == severity) for severity in WORDS}
    return "，".join(f"{word}{counts[s]}条" for s, word in WORDS.items() if counts[s]) or "没有发现问题"


def write_answer(answer: Answer) -> str:
    """The answer as plain text, UTF-8."""
    said = [*_head(answer), ""]
    for file in answer.files:
        said += [f"《{file.name}》：{counted(file.lines)}。", *_about(file)]
        ordered = _ordered(file)
        said += [f"  {n}. 〔{WORDS[line.severity]}〕{_message(line)}" for n, line in enumerate(ordered[:_LONGEST], 1)]
        said += [f"  另有{len(ordered) - _LONGEST}条，见标好的表。"] if len(ordered) > _LONGEST else []
        said.append("")
    return "\n".join([*said, *_foot(answer)]) + "\n"


def write_answer_html(answer: Answer) -> str:
    """The answer for mail: the verdict in the title, the worst of each file in a table."""
    said = [f"<p>{escape(line)}</p>" for line in _head(answer)[1:]]
    for file in answer.files:
        ordered = _ordered(file)
        said.append(f"<h3>《{escape(file.name)}》：{escape(counted(file.lines))}</h3>")
        said += [f"<p>{escape(line)}</p>" for line in _about(file)]
        said.append(table_of(ordered[:_IN_A_TABLE]))
        said += [f"<p>另有{len(ordered) - _IN_A_TABLE}条，见附上的标好的表。</p>"] if len(ordered) > _IN_A_TABLE else []
    said += [f"<p>{escape(line)}</p>" for line in _foot(answer)]
    title = escape(_head(answer)[0])
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="font-family:sans-serif;max-width:60em"><h2>{title}</h2>{"".join(said)}</body></html>\n'
    )


def _head(answer: Answer) -> list[str]:
    files = (
        f"{len(answer.files)}个文件，{counted([line for file in answer.files for line in file.lines])}"
        if answer.files
        else "没有找到工作簿附件"
    )
    return [f"【{verdict(answer)}】{files}。", "这里只检查，不报送：表没有入库，检查完即不保留。", *answer.notes]


def _about(file: FileAnswer) -> list[str]:
    read = [f"  读作：{text}" for text in file.read_as]
    return read + ([f"  标好的表：{file.copy}"] if file.copy else [])


def _foot(answer: Answer) -> list[str]:
    marked = "标好的表里，红色的格子需修改，黄色的请核对，批注和第一张表“问题清单”写明怎么改。"
    return [*([marked] if any(file.lines for file in answer.files) else []), answer.then, f"如有疑问，请联系{answer.ask}。"]


def _ordered(file: FileAnswer) -> list[Line]:
    return sorted(file.lines, key=lambda x: (ORDER[x.severity], x.sheet, place(x.cell)[::-1]))


def _message(line: Line) -> str:
    return f"“{line.sheet}”{without_file(line)}" if line.sheet else without_file(line)
