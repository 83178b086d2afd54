"""Text columns that are looked at more closely: credit codes, project codes, tags, officers.

The national project code (GB/T 40058-2021) is verified by its shape only: four digits of time, six of place, two
of ministry, two of type, five at random and a check character. Its algorithm for that character was not to be
had from a source we trust (ISO 7064 MOD 37,36 is no more than a guess), and a wrong one would blame right codes.
"""

import re
from collections.abc import Callable, Mapping

from schemas.cell import Cell
from schemas.raw import squeeze

KNOWN_TAGS = ("首台套", "大好高", "小优美", "总部项目", "生产性服务业", "现代农业", "运动休闲", "增资扩产")

_PROJECT_CODE = re.compile(r"(\d{4})-?(\d{6})-?(\d{2})-?(\d{2})-?(\d{5}[0-9A-Z])")
_MONTH = re.compile(r"20[012]\d|\d\d(?:0[1-9]|1[0-2])")  # 2106 is June 2021; before the standard 2017, 2020 were years
_DASHES = re.compile(r"[–—−‐_]+")
_TAGS_APART = re.compile(r"[、,;/|\s]+")
_OFFICERS_APART = re.compile(r"[、,;/|&\n]|(?<=[\u4e00-\u9fff]{2})[ \u3000]+(?=[\u4e00-\u9fff]{2})")


def check_credit_code(text: str) -> Cell:
    """统一社会信用代码, 18 characters with a check character; one that fails could make two investors of one."""
    from stdnum.cn import uscc  # 60 ms, needed for one column

    code = squeeze(text).upper().replace("-", "")
    return Cell(code) if uscc.is_valid(code) else Cell(None, rule="uscc_check")


def check_project_code(text: str) -> Cell:
    """The national code as 2106-330802-04-01-123456, 24 characters; others identify no project."""
    found = _PROJECT_CODE.fullmatch(_DASHES.sub("-", squeeze(text).upper()))
    if not found or not _MONTH.fullmatch(found[1]):
        return Cell(None, rule="project_code_shape")
    return Cell("-".join(found.groups()))


def check_tags(text: str) -> Cell:
    """Tags parted by 、; one that is not known is kept and told."""
    tags = [squeeze(tag) for tag in _TAGS_APART.split(text.replace("，", ",").replace("；", ";"))]
    known = [tag for tag in dict.fromkeys(tags) if tag]
    rule = None if all(tag in KNOWN_TAGS for tag in known) else "tag_unknown"
    return Cell("、".join(known) or None, rule=rule)


def check_officer(text: str) -> Cell:
    """One officer a project; several are kept and told."""
    names = [name for name in _OFFICERS_APART.split(text.replace("，", ",").replace("；", ";")) if name.strip()]
    return Cell(text, rule="officers_several" if len(names) > 1 else None)


CHECKS: Mapping[str, Callable[[str], Cell]] = {
    "investor_uscc": check_credit_code,
    "project_code": check_project_code,
    "tags": check_tags,
    "service_officer": check_officer,
}
