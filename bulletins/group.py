"""What a group sees of an office's letter: no name of a person, of a project or of a file, and nothing that a cell says."""

from collections.abc import Sequence
from dataclasses import dataclass

from bulletins.letter import Letter, head_lines
from bulletins.marks import ORDER, WORDS, place
from bulletins.notice import ROBOT

_MOST = 15


@dataclass(frozen=True)
class Spot:
    """Where something is wrong, in our own words only: the form's title, a cell's address, the field's title."""

    severity: str
    form: str
    cell: str
    field: str


def write_group(letter: Letter, spots: Sequence[Spot], urging: Sequence[str] = ()) -> str:
    """Verdict, counts, the first places to mend; under ROBOT bytes of UTF-8."""
    names_files = ("没有采用：",)
    head = [line for line in head_lines(letter) if not line.startswith(names_files)]
    if left_out := len({line.file for line in letter.lines if line.fate}):
        head.append(f"没有采用{left_out}份文件。")
    foot = f"逐条的说明和标好的原表在单位自己的信里，不在群里发。如有疑问，请联系{letter.ask}。"
    said, shown = [*head, *urging], 0
    for spot in sorted(spots, key=lambda s: (ORDER[s.severity], s.form, place(s.cell)[::-1]))[:_MOST]:
        where = " ".join(part for part in (spot.form or "表格", spot.cell, spot.field) if part)
        line = f"· {where}：{WORDS[spot.severity]}"
        if len("\n".join([*said, line, foot]).encode()) + 60 > ROBOT:
            break
        said.append(line)
        shown += 1
    if left := len(spots) - shown:
        said.append(f"另有{left}处。")
    return "\n".join([*said, foot]) + "\n"
