"""Lines among a table's rows that are said about it: notes, signatures, headings of a group of rows, numbers of columns."""

import re
from collections.abc import Sequence
from functools import cache

from schemas.grammar import Field, Form
from schemas.headers import UNIT_WORDS, normalise
from schemas.raw import BLANKS, is_blank, squeeze
from schemas.regions import Regions
from schemas.units import Units

NUMERALS = "一二三四五六七八九十"
TOTALS = ("合计", "总计", "小计", "共计", "汇总", "其中")
_NOTES = ("备注", "附注", "注", "说明", "填表说明", "填报说明", "编制说明", "指标说明", "制表", "审核", "校对", "抄送")
#: What a line of signatures begins with; a colon follows, or a bracket such as （盖章） and a colon.
_SIGNED = re.compile(
    r"^(?:(?:填[报表]|制表|报送|编制|上报|主管|责任|申报)?(?:单位|部门)|(?:填[报表]|制表|审核|复核|审批|报送|编制|经办|统计)人?员?"
    r"|(?:单位|部门|统计|分管|主要|科室)?(?:负责人|领导)|联系人|联系电话|电话|手机|签字|签名|签章|盖章|公章|(?:填[报表]|制表|报送|统计)?(?:日期|时间))"
    r"(?:\([^)]*\)|签字|签名|盖章)*[:：]|^(?:盖章|签字|签名|公章)$|^\((?:盖章|签字|签名|公章|签章)\)"
)
_COUNT = r"(?:\(?共?计?\d+(?:个|家|项|条|笔|户)?(?:项目)?\)?)"
_TOTAL = re.compile(
    rf"^(?:.{{0,12}}(?:合计|总计|小计|共计)|(?:[{NUMERALS}]+[、.])?(?:本.{{1,2}})?(?:汇总|其中|累计)){_COUNT}?(?:\(.*\))?[:：]?$|^{_COUNT}?项目合计$|^(?:合计|总计|小计|共计)[:：].*\d.*$"
)
_PART = re.compile(r"^其中(?:[:：、,]|(?:省外|市外|省内|外资|内资|制造业|服务业|农业|工业|亿元以上|新建|续建|新增)).*$")
_RATIO = re.compile(
    r"^(?:占比|比重|完成率|达成率|(?:同比|环比)(?:增长|增减|增幅|变化)?|较?(?:上年|上月|去年)同期.{0,6}|平均(?:值|数)?|增幅|增长率|序时进度)(?:\(?%\)?)?[:：]?$"
)
#: 本月无新增项目: that there is nothing to report.
_NOTHING = re.compile(
    r"^(?:本.{1,2}|截至目前)?(?:暂)?(?:无|没有)(?:新增|新签|新签约|新开工|变化|到位|项目|数据|内容|发生|此项|相关)(?!.{9})"
)
_COUNT_ALONE = re.compile(rf"^{_COUNT}$")
_RUNNING = re.compile(r"累计[:：]?$")
_NOTE = re.compile(rf"^(?:{'|'.join(_NOTES)})(?:\d*[.、:：]|\([^)]*\)[:：]?|$)")
#: Notes where they stand alone; beside other cells a starred or numbered text is a name.
_WEAK = re.compile(r"^\d+[.、]\S{12,}|^[*※★]")
_BRACKETED = re.compile(r"^\(.*\)$|^\[.*\]$|^【.*】$")
_LISTED, _CIRCLED = re.compile(r"^(?:\d+[.、)]|\(\d+\))"), "①②③④⑤⑥⑦⑧⑨⑩"
_ENUMERATED = re.compile(rf"^(?:第?[{NUMERALS}]+(?:[、.,:]|部分|类|批|片区?)|\([{NUMERALS}]+\))")
_COUNTED = re.compile(r"\(共?计?\d+(?:个|家|项|所|条|户|宗|人|笔|件)?\)$|(?:共|计)\d+(?:个|家|项|条|户|宗|笔)(?:项目)?$")
_NUMERAL_ALONE = re.compile(rf"^(?:[{NUMERALS}]+|\([{NUMERALS}]+\))[、.]?$")
_COLUMN_NUMBER = re.compile(r"^(?:栏次|列次|栏目|序号|行次|[甲乙丙丁戊己庚辛]|[A-Z]{1,2}|[(（]?\d{1,3}[)）]?(?:=[\d+\-*/×÷()（）.%≥≤]+)?)$")
_GROUP_ENDINGS = re.compile(r"(?:类?项目|类|小计|合计|企业)$")
#: Stages and scopes by which lists are parted.
_GROUPS = frozenset(
    [
        "亿元以上",
        "重点",
        "重大",
        "新签约",
        "新开工",
        "已签约",
        "已开工",
        "已落地",
        "拟签约",
        "拟落地",
        "储备",
        "续建",
        "新建",
        "市外",
        "省外",
        "外资",
        "内资",
        "市重点",
        "区重点",
        "省重点",
        "其他",
    ]
)
#: Chinese characters that a total, a note or a blank word may begin with.
BEGINNINGS = frozenset(
    [*NUMERALS, *"本累全截没占达同环较平增序填制报编上主责申审复经统单部分科联电手签盖公日时抄校第共负领比完"]
    + [word[0] for word in (*TOTALS, *_NOTES, *filter(None, BLANKS))]
)
_LONG = 12


def may_be_total(name: str) -> bool:
    """Whether a name is worth a closer look, whatever it begins with: 石梁镇小计（2个）, 石梁镇合计：."""
    return "计" in name or name[-1] in "：:"


def is_total_word(cell: object) -> bool:
    return type(cell) is str and bool(_TOTAL.match(squeeze(cell)))


def is_part(cell: object) -> bool:
    """其中：制造业, 占比, 同比增长: what is said of the sum, and no row of it."""
    if type(cell) is not str:
        return False
    said = squeeze(cell)
    return bool(_PART.match(said) or _RATIO.match(said))


def is_running(cell: object) -> bool:
    """累计: the sum of more than the rows of the sheet."""
    return type(cell) is str and bool(_RUNNING.search(squeeze(cell)))


def is_count(cell: object) -> bool:
    """12个, 共12个项目: how many there are, beside a total word."""
    return type(cell) is str and bool(_COUNT_ALONE.match(squeeze(cell)))


def is_note(cell: object) -> bool:
    """A note or a signature by how it begins: 备注：…, 填表人：…."""
    if type(cell) is not str:
        return False
    said = squeeze(cell)
    return bool(_NOTE.match(said) or _SIGNED.match(said))


def may_be_note(cell: object) -> bool:
    """A note, or a text that would be one if it stood alone."""
    return is_note(cell) or type(cell) is str and bool(_WEAK.match(squeeze(cell)))


def is_lone_note(text: str, after_note: bool) -> bool:
    """A text that stands alone in its row and is no name: starred, numbered and long, in brackets, or a point of the notes that have begun above."""
    said = squeeze(text)
    if _WEAK.match(said) or _NOTHING.match(said) or (_BRACKETED.match(said) and not _ENUMERATED.match(said)):
        return True
    return after_note and (bool(_LISTED.match(said)) or text.strip()[0] in _CIRCLED)


def is_long(text: str) -> bool:
    return len(squeeze(text)) > _LONG


def is_numeral(cell: object) -> bool:
    """一, 二、, （三）: the number of a group, where rows are numbered 1, 2, 3."""
    return type(cell) is str and bool(_NUMERAL_ALONE.match(squeeze(cell)))


def is_group(text: str, form: Form, units: Units, regions: Regions) -> bool:
    """A text that stands alone in its row and heads a group of rows: 一、制造业项目, 北京市（92所）, 石梁镇, 在谈项目."""
    said = squeeze(text)
    if _ENUMERATED.match(said) or _COUNTED.search(said):
        return True
    bare = _GROUP_ENDINGS.sub("", said)
    return any(word in _words(form) or word in _GROUPS or bool(units.find(word)) or regions.is_name(word) for word in {said, bare} if word)


@cache
def _words(form: Form) -> frozenset[str]:
    return frozenset().union(*map(code_words, form.fields))


@cache
def code_words(field: Field) -> frozenset[str]:
    """Every spelling of what a field that takes one of a list may say."""
    return frozenset(squeeze(word) for code, others in field.codes.items() for word in (code, *others))


def is_column_numbers(row: Sequence[object]) -> bool:
    """甲 乙 1 2 3 …, 栏次 1 2 3=1+2 under a header: the numbers follow one another."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < 3:
        return False
    said = [squeeze(str(int(cell)) if type(cell) is float and cell.is_integer() else str(cell)) for cell in filled]
    if not all(map(_COLUMN_NUMBER.match, said)):
        return False
    numbers = [int(found[0]) for text in said if (found := re.match(r"\(?(\d+)", text) and re.search(r"\d+", text))]
    letters = len(said) - len(numbers)
    in_turn = all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return in_turn and (len(numbers) > 1 and numbers[0] in (0, 1, 2, 3) or letters == len(said)) and (letters > 0 or numbers[0] == 1)


def column_units(row: Sequence[object]) -> dict[int, str]:
    """A row of units under a header (万元, 亩, （个）), by column from 0; empty where any cell is something else."""
    found: dict[int, str] = {}
    for index, cell in enumerate(row):
        if is_blank(cell):
            continue
        said = squeeze(cell).strip("()[]【】") if type(cell) is str else ""
        said = said.removeprefix("单位").lstrip(":")
        if said not in UNIT_WORDS:
            if normalise(str(cell)) in ("计量单位", "单位", "计量"):
                continue
            return {}
        found[index] = said
    return found
