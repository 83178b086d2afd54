"""零报 in words: 无变化, 本月无新增, 零报告; whether a line says it, and whether a row of a sheet says nothing else."""

import re
from collections.abc import Sequence

from schemas.raw import is_blank, squeeze

#: 有无变化 asks, 无变化 answers; 无新增用地 is a kind of project.
_SAYS = re.compile(
    r"(?<![有是否])(?:无(?:任何)?(?:变化|变动|更新|新增|调整)|没有(?:任何)?(?:变化|变动|更新|新增|调整)|零报告?)(?!用地|价|情况(?:说明)?表)"
)
_WHEN = r"(?:20\d\d年)?(?:1[0-2]月份?|0?[1-9]月份?|[本上当]月份?|[本上]周|本期|本季度?|上?半年|本年度?|近期)"
_WHOSE = r"(?:我(?:单位|镇|乡|街道|组|局|中心))?"
_THINGS = r"(?:招商|签约|项目|信息|台账|活动|到位|资金|市外|数据|情况|内容|线索)"
_ROW = re.compile(
    rf"(?:备?注[:：]|说明[:：])?(?:截[至止])?(?:目前|{_WHEN})?[,，]?{_WHOSE}{_THINGS}*(?:均|暂时?|仍|尚)?(?:无|没有)(?:任何)?"
    rf"(?:变化|变动|更新|新增|调整)(?:的|{_THINGS})*[。.!！]?|(?:目前|{_WHEN})[,，]?{_WHOSE}(?:均|暂)?(?:无|没有){_THINGS}+[。.!！]?|零报告?[。]?"
)


def says_nothing_changed(line: str) -> bool:
    """A line of a mail or the name of a file that says so, whatever else it says."""
    return bool(_SAYS.search(squeeze(line)))


def nil_row(row: Sequence[object]) -> str:
    """What a row says whose one filled text is that nothing changed ('' of any other); its number may stand beside."""
    filled = [cell for cell in row if not is_blank(cell)]
    texts = [cell for cell in filled if isinstance(cell, str) and not squeeze(cell).isdigit()]
    if len(texts) != 1 or len(filled) > 2:
        return ""
    return texts[0].strip() if _ROW.fullmatch(squeeze(texts[0])) else ""
