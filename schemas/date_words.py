"""Words around a date: done, not yet, planned, this year; weekdays, times of day and Chinese numerals."""

import re
from datetime import date

from schemas.numerals import DIGITS

_DONE = re.compile(r"(?:是|有|对|√|✓|✔|☑|■|●|完成|y|yes|true|均?已.*|.*已(?:开工|签约|供地|竣工|投产|完成|备案|注册|入库|达产|交付|过户))")
_NOT_YET = re.compile(r"(?:否|×|✗|✕|✘|x|n|no|false|没有|[未尚].*|不涉及|不需要?|无需.*)")
PLANNED = re.compile(r"预计|拟|计划|争取|力争|预期|目标|将于|准备|有望")

_CLOCK = re.compile(r"(?<=[\d日号])(?:[ tT]+)\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*z?\s*$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?$")
_TAIL = re.compile(r"(?:之前|以前|前|左右)?(?:开工|动工|开业|投产|试生产|竣工|签约|完成|供地|达产|建成)?(?:之前|以前|前|左右)?$")
_LEAD = re.compile(r"^(?:于|在|到|至|约)+")
_TENS = re.compile(r"(\d?)十(\d?)")
_TO_DIGITS = str.maketrans(DIGITS)


def without_clock(text: str) -> str:
    """2022-06-16 00:00:00 without its time, while the space before it still tells."""
    return _CLOCK.sub("", text) if ":" in text or "：" in text else text


def is_done_word(said: str) -> bool:
    """已开工, 是, √: says that it happened and not when."""
    return _DONE.fullmatch(said) is not None


def is_not_yet(said: str) -> bool:
    """未开工, 否, ×: nothing has happened, so the cell is to be blank."""
    return _NOT_YET.fullmatch(said) is not None


def without_plan(said: str) -> str:
    """预计2022年12月底前开工 as 2022年12月底."""
    said = PLANNED.sub("", said.replace("(预计)", "").replace("(拟)", "").replace("(计划)", ""))
    return _TAIL.sub("", _LEAD.sub("", said))


def plain(said: str, on: date) -> str:
    """Arabic numerals, no weekday, a year for 今年 and a month for 本月 by the delivery's date."""
    said = _WEEKDAY.sub("", said).rstrip(".。,;、")
    if said[:1] in "今本当去上明次":
        said = _relative(said, on)
    if said.isascii():
        return said
    said = said.replace("元月", "1月").translate(_TO_DIGITS)
    return _TENS.sub(lambda m: f"{m[1] or 1}{m[2] or 0}", said) if "十" in said else said


def _relative(said: str, on: date) -> str:
    for words, years in ((("今年", "本年", "当年"), 0), (("去年", "上年"), -1), (("明年", "次年"), 1)):
        if said.startswith(words):
            return f"{on.year + years}年{said[2:]}"
    if said.startswith(("本月", "当月")):
        return f"{on.year}年{on.month}月{said[2:]}"
    if said.startswith("上月"):
        year, month = (on.year, on.month - 1) if on.month > 1 else (on.year - 1, 12)
        return f"{year}年{month}月{said[2:]}"
    return said
