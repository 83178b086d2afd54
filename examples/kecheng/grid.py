"""Wide sheets of space and league: a block of columns an item or indicator, one row a platform or county."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from examples.kecheng.county import County
from examples.kecheng.facts import Place, Space
from examples.kecheng.listing import key_of, sender_of
from examples.kecheng.objects import UNITS
from examples.kecheng.page import TITLE, Page
from examples.kecheng.spelling import Written, number, place
from examples.kecheng.truth_stations import month_of

Member = Space | Place
#: The leaves under a block and the field that each shows.
LEAVES = {"space": (("目标值", "target"), ("完成值", "done"), ("可用", "free")), "league": (("数值", "value"), ("名次", "rank"))}


@dataclass(frozen=True)
class Grid:
    """A month of `space` (one row, the platform's own) or `league` (a row a county)."""

    form: str
    unit: str
    title: str
    filled_on: date
    span: tuple[date, date]
    name: str = "Sheet1"

    def _members(self, county: County) -> list[Member]:
        month, told = month_of(self.span[0]), county.space if self.form == "space" else county.league
        return [m for m in told if m.month == month and sender_of(m) == self.unit]

    def facts(self, county: County) -> list[Member]:
        """What a reader learns: a wide sheet has no notes."""
        read = (m for m in self._members(county) if (self.unit, self.form, key_of(m)) not in county.rejected)
        return [replace(m, note=None) if isinstance(m, Space) else m for m in read]

    def draw(self, county: County) -> Page:
        members, page, day = self._members(county), Page(self.name), self.filled_on
        blocks = list(dict.fromkeys(_block(m) for m in members))
        leaves = LEAVES[self.form]
        paths = [("平台" if self.form == "space" else "县市区",), *((block, leaf) for block in blocks for leaf, _ in leaves)]
        page.line(1, len(paths), self.title, TITLE)
        page.line(2, len(paths), f"填报单位：{UNITS[self.unit]}    填报时间：{day.year}年{day.month}月{day.day}日")
        row = page.header(3, paths, [16, *(11 for _ in paths[1:])])
        for label in dict.fromkeys(_label(m) for m in members):
            row += 1
            page.row(row, [place(label, False), *self._cells(county, [m for m in members if _label(m) == label], blocks)])
        return page

    def _cells(self, county: County, members: Sequence[Member], blocks: Sequence[str]) -> list[Written]:
        found = {_block(m): m for m in members}
        return [self._cell(county, found.get(block), field) for block in blocks for _, field in LEAVES[self.form]]

    def _cell(self, county: County, member: Member | None, field: str) -> Written:
        if member is None:
            return None
        wrong = county.slip(self.unit, self.form, key_of(member), field)
        value: Any = getattr(member, field)
        return wrong.written if wrong else None if value is None else number(float(value))


def _block(member: Member) -> str:
    return f"{member.item}（{member.measure}）" if isinstance(member, Space) else member.indicator


def _label(member: Member) -> str:
    return member.platform if isinstance(member, Space) else member.county
