"""Short texts for the data officer between nights: the stations' week, the morning's list, a run that did not end well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class WeekLine:
    """A station and a form of its week: `came` names the file, '' where none came; `trouble` is why it does not count."""

    unit: str
    form: str
    came: str
    trouble: str = ""

    @property
    def is_missing(self) -> bool:
        return not self.came or bool(self.trouble)


@dataclass(frozen=True)
class Morning:
    """What waits for somebody this morning; `missing` are (form, period, offices), `held` (delivery, office, form)."""

    day: date
    as_of: date | None  # of what is published
    ended: str  # how the last night ended, '' when it was published
    missing: Sequence[tuple[str, str, Sequence[str]]]
    held: Sequence[tuple[int, str, str]]
    unread: Sequence[tuple[str, str]]  # path, why
    sources: Sequence[tuple[str, str]]  # source, trouble

    @property
    def is_quiet(self) -> bool:
        return not (self.ended or self.missing or self.held or self.unread or self.sources)


def write_week(
    monday: date, friday: date, lines: Sequence[WeekLine], unseen: Sequence[tuple[str, str]] = (), for_group: bool = False
) -> str:
    """What came of the week and what is still to come, missing ones first; `unseen` are sources that could not be read, and why.

    For a group without the names of files, in which offices write projects and persons.
    """
    missing = [line for line in lines if line.is_missing]
    said = [f"驻点招商组周报检查（{monday}至{friday}）：应报{len(lines)}份，已到{len(lines) - len(missing)}份，缺{len(missing)}份。"]
    for line in missing:
        why = f"来了{_file(line, for_group)}，但{line.trouble}，请改好后重新报送" if line.came else "还没有收到，请尽快报送"
        said.append(f"  · {line.unit} {line.form}：{why}。")
    said += [f"  ！来源“{name}”现在读不到（{why}），里面的文件没有算在内。" for name, why in unseen]
    said += [f"  ✓ {line.unit} {line.form}：{_file(line, for_group)}" for line in lines if not line.is_missing]
    return "\n".join(said) + "\n"


def _file(line: WeekLine, for_group: bool) -> str:
    return "一份" if for_group else f"《{line.came}》"


def write_morning(morning: Morning, for_group: bool = False) -> str:
    """The morning's list; what needs a decision comes with the command that makes it. For a group without the names of files."""
    shown = f"现在公布的是截至{morning.as_of}的数据。" if morning.as_of else "还没有公布过数据。"
    said = [f"{morning.day} 早间提醒。{shown}"]
    if morning.ended:
        said.append(f"最近一次汇总：{morning.ended}")
    if morning.held:
        said.append("待确认的报送（saima accept 编号 采用，saima withdraw 编号 不采用）：")
        said += [f"  · {number}号 {unit} {form}" for number, unit, form in morning.held]
    if morning.missing:
        said.append("还没有报送：")
        said += [f"  · {form}（{period}）{len(units)}份：{'、'.join(units)}" for form, period, units in morning.missing]
    if morning.sources:
        said.append("没有读到的来源：")
        said += [f"  · {name}：{trouble}" for name, trouble in morning.sources]
    if morning.unread:
        said.append(f"来源里没有读的文件：{len(morning.unread)}个")
        said += [] if for_group else [f"  · {path}：{why}" for path, why in morning.unread]
    if morning.is_quiet:
        said.append("没有要办的事。")
    return "\n".join(said) + "\n"


#: What an automation saw, in words: what it means for the figures, and what to do first.
ALARMS = {
    "failed": "没有完成（程序报错）。已公布的数据不变，仍是上一次的。",
    "crashed": "中途停了（机器重启、进程被杀或内存不足）。已公布的数据不变，没做完的部分下次汇总会自动撤销重做。",
    "late": "到点没有开始。可能是执行程序（worker）没有运行。",
    "stuck": "已派给执行程序，但一直没有开始。",
    "withheld": "做完了，但审核没有通过，没有公布。已公布的数据不变，原因见当晚的摘要。",
}


def write_alarm(what: str, run: str, at: str) -> str:
    """What happened to a run, what it means and what to do. Raises KeyError for a word that is not in ALARMS."""
    look = (
        "看过原因后：saima status；确认无误可用 saima publish 公布。"
        if what == "withheld"
        else "请先运行 saima doctor，它会说哪里不对、怎么办。"
    )
    return f"{at} 任务“{run}”{ALARMS[what]}\n{look}办法见 docs/operating.md 的“When a night is red”一节。\n"
