"""催报: a sheet that was due and has not come, told to the office, to its leader, and to the bureau."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_MOST = 30


@dataclass(frozen=True)
class Lacking:
    """A form that an office owes: its title, period and when it was due, and how many working days ago."""

    unit: str
    form: str
    period: str
    due: str
    days: int


def urging_lines(lacking: Sequence[Lacking]) -> list[str]:
    """Lines within an office's own message."""
    return ["请补报：", *(f"· {one.form}（{one.period}），应于{one.due}报，已过{one.days}个工作日" for one in lacking)] if lacking else []


def write_urging(name: str, as_of: date, lacking: Sequence[Lacking], ask: str) -> str:
    """The message to an office about which nothing else is new."""
    head = f"【请补报】{name}：截至{as_of:%Y年%-m月%-d日}还没有收到{len(lacking)}份报表"
    foot = f"当期没有新增的，表里写“本月无新增”即可，也算已报。如已报送或有疑问，请联系{ask}。"
    return "\n".join([head, *urging_lines(lacking)[1:], foot]) + "\n"


def write_escalation(name: str, as_of: date, lacking: Sequence[Lacking], ask: str) -> str:
    """The message to an office's leader or to the bureau: who owes what, the longest first."""
    units = len({one.unit for one in lacking})
    head = f"【未报提醒】{name}：截至{as_of:%Y年%-m月%-d日}，{units}个单位的{len(lacking)}份报表过了期限还没有收到"
    ordered = sorted(lacking, key=lambda one: (-one.days, one.unit, one.form))
    said = [f"· {one.unit} {one.form}（{one.period}），应于{one.due}报，已过{one.days}个工作日" for one in ordered[:_MOST]]
    more = [f"另有{len(ordered) - _MOST}份。"] if len(ordered) > _MOST else []
    return "\n".join([head, *said, *more, f"已经提醒过该单位。如有疑问，请联系{ask}。"]) + "\n"
