"""The data officer's digest: one page a night, what came, what was told to whom, what needs a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bulletins.letter import Line
from bulletins.marks import WORDS

_LONGEST = 20  # findings of nobody's files it lists; the rest are counted


@dataclass(frozen=True)
class UnitLine:
    unit: str
    loaded: int
    rejected: int
    stops: int
    rejects: int
    warns: int


@dataclass(frozen=True)
class SourceLine:
    """A source tonight: `read_at` is when it was last read to the end, `waiting` are (path, why) of what was not read."""

    name: str
    read_at: str
    listed: int
    fetched: int
    came: int
    missed: int
    aside: int
    waiting: Sequence[tuple[str, str]] = ()
    trouble: str = ""
    answered: str = ""  # of a place that only checks: how much


@dataclass(frozen=True)
class Digest:
    """`held` are (delivery id, unit, form) that wait for a decision; `failed` and `warned` are the audit's words.

    `strays` are the findings of files that no known office sent: nobody else is told of them. `letters` are (path, office)
    of those written tonight, `untold` the offices whose letter could not be written, with the reason. `receipt` is the night in
    a line, `missing` who owes what, `undelivered` messages of former nights that nobody has got, with the reason.
    """

    as_of: date
    batch: int
    published: bool
    files_read: int
    units: Sequence[UnitLine]
    held: Sequence[tuple[int, str, str]]
    failed: Sequence[str]
    warned: Sequence[str]
    sources: Sequence[SourceLine]
    lost: Sequence[str]
    figures: Mapping[str, str]
    strays: Sequence[Line] = ()
    letters: Sequence[tuple[str, str]] = ()
    untold: Sequence[str] = ()
    calendar: str = ""  # a year without holidays: told first, for nothing is late then
    reports: Sequence[str] = ()  # 应报, 已报, 迟报, 未报, 免报 in lines
    missing: Sequence[str] = ()  # who, what, since when
    receipt: str = ""
    undelivered: Sequence[str] = ()
    objections: Sequence[str] = ()  # not settled yet
    doubts: Sequence[str] = ()  # figures that are published and look wrong by orders of magnitude


def write_digest(digest: Digest) -> str:
    """The digest as plain text, UTF-8."""
    state = "已发布" if digest.published else "未发布（上一次发布的数据保持不变）"
    said = [f"【{state}】截至{digest.as_of:%Y年%-m月%-d日}，第{digest.batch}批，今晚读取{digest.files_read}个文件", ""]
    said += [digest.receipt, ""] if digest.receipt else []
    said += [f"注意：{digest.calendar}。", ""] if digest.calendar else []
    said += ["没有送达的通知（saima send 再发，saima send --again 连放弃的也再发）：", *(f"  · {line}" for line in digest.undelivered), ""] if (
        digest.undelivered) else []  # fmt: skip
    said += ["没有写成的信（下次汇总时再写）：", *(f"  · {line}" for line in digest.untold), ""] if digest.untold else []
    said += ["未通过核验：", *(f"  · {line}" for line in digest.failed), ""] if digest.failed else []
    said += _doubts(digest.doubts)
    said += ["主要指标：" + "，".join(f"{name}{value}" for name, value in digest.figures.items()), ""] if digest.figures else []
    if digest.held:
        said += ["待您确认（减少过多，先不采用）："]
        said += [f"  · {unit} {form}：saima accept {number} 采用，saima withdraw {number} 不用" for number, unit, form in digest.held] + [
            ""
        ]
    said += ["来源：", *(text for line in digest.sources for text in _source(line)), ""] if digest.sources else []
    said += (
        [
            "失联的签约项目（没有单位再报，仍计入；核实确已结束的，写进 config/closed_projects.csv）：",
            *(f"  · {name}" for name in digest.lost),
            "",
        ]
        if digest.lost
        else []
    )
    said += ["待办结的异议（saima objections settle）：", *(f"  · {line}" for line in digest.objections), ""] if digest.objections else []
    said += ["到期未报：", *(f"  · {line}" for line in digest.missing), ""] if digest.missing else []
    said += [*digest.reports, ""] if digest.reports else []
    said += ["不明单位的文件：", *_list(digest.strays), ""] if digest.strays else []
    said += ["核验提醒：", *(f"  · {line}" for line in digest.warned), ""] if digest.warned else []
    said += ["各单位（入库/退回行，整份退回/需修改/请核对条）："]
    said += [f"  {u.unit}：{u.loaded}/{u.rejected}，{u.stops}/{u.rejects}/{u.warns}" for u in digest.units]
    said += (
        ["", f"今晚的信（{len(digest.letters)}封）：", *(f"  {path}  {unit}" for path, unit in digest.letters)] if digest.letters else []
    )
    return "\n".join(said) + "\n"


def _source(line: SourceLine) -> list[str]:
    """One line a source, and one a file that waits."""
    came = f"列出{line.listed}个文件，取了{line.fetched}个，新到{line.came}份"
    if line.answered:
        came = f"{line.answered}{'；没有读成：' + line.trouble if line.trouble else ''}；上次查看{line.read_at or '（从未）'}"
    elif line.trouble:
        came = f"今晚没有读成：{line.trouble}；上次读到{line.read_at or '（从未）'}，沿用上次的报送"
    more = f"，没有取到{line.missed}个" if line.missed else ""
    aside = f"，名单以外的邮件搁置{line.aside}封" if line.aside else ""
    left = len(line.waiting) - _LONGEST
    files = [f"      {path}：{why}" for path, why in line.waiting[:_LONGEST]] + ([f"      另有{left}个"] if left > 0 else [])
    return [f"  · {line.name}：{came}{more}{aside}" + ("；没有读的：" if files else ""), *files]


def _doubts(doubts: Sequence[str]) -> list[str]:
    """What no rule may change and everybody will ask about: first thing in the morning, call the office."""
    if not doubts:
        return []
    more = [f"  另有{len(doubts) - _LONGEST}条，见 bi_finding"] if len(doubts) > _LONGEST else []
    return ["已计入、但金额多半写错单位的（已请报送单位核对，最好打个电话）：", *(f"  · {line}" for line in doubts[:_LONGEST]), *more, ""]


def _list(strays: Sequence[Line]) -> list[str]:
    """Worst first; each message names its file."""
    worst = sorted(strays, key=lambda line: (list(WORDS).index(line.severity), line.file, line.sheet))
    more = len(worst) - _LONGEST
    return [f"  · 〔{WORDS[line.severity]}〕{line.message}" for line in worst[:_LONGEST]] + ([f"  另有{more}条"] if more > 0 else [])
