"""A finding in words, for a letter, a list and a cell's note: where, which row, what, got, expected, how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.findings import Finding
from schemas.forms import FORMS
from schemas.grammar import Field, Kind
from schemas.rule_catalogue import RULES


@dataclass(frozen=True)
class Said:
    """`about` names the row and the column; `message` is all of it in one sentence."""

    about: str
    what: str
    got: str
    expected: str
    how: str
    message: str


#: The detail of a finding that is said once of a sheet, for it has no column of the field.
NO_COLUMN = "没有这一列"
#: What a cell of a kind looks like, where nothing but the column tells what is wanted.
_LIKE: Mapping[Kind, str] = {
    "date": "2022-06-16", "month": "2022-06", "year": "2022", "money": "5000万元", "count": "3", "number": "12.5", "area": "50亩",
    "percent": "50%", "region": "广东省深圳市", "unit": "石梁镇", "bool": "是",
}  # fmt: skip


def _like(spec: Field) -> str:
    return next(iter(spec.codes), "") or _LIKE.get(spec.kind, "")


def _either(got: str) -> str:
    """The two dates that a number of date_ambiguous may be: 6.1 is June 1 or June 10, 2021.1 January or October."""
    whole, dot, tens = got.partition(".")
    if not (dot and whole.isdecimal() and tens.isdecimal()):
        return ""
    before, after = (f"{whole}年", "月") if len(whole) == 4 else (f"{whole}月", "日")
    return f"（可能是{before}{tens}{after}，也可能是{before}{tens}0{after}）"


def say(finding: Finding) -> Said:
    """The words of a finding, by its rule and its field's declaration."""
    where = "".join(p for p in (finding.file and f"《{finding.file}》", finding.sheet and f"“{finding.sheet}”", finding.cell) if p)
    if not finding.cell and finding.row:
        where += f"第{finding.row}行"
    spec = next((f for f in FORMS[finding.form].fields if f.id == finding.field), None) if finding.form else None
    title = spec.title if spec else ""
    more = {f"detail_{i}": part for i, part in enumerate(finding.detail.split("|"))}
    more |= {"either": _either(finding.got), "on": f"（{finding.detail}）" if finding.detail else ""}
    more["like"] = f"，如 {like}" if spec and (like := _like(spec)) else ""
    more |= {"words": "、".join(spec.codes) if spec else "", "title": title, "detail": finding.detail}
    rule = RULES[finding.rule]
    about = "，".join(part for part in (finding.name, title) if part)
    needed = spec is not None and spec.wanted
    what, expected, how = rule.said(got=finding.got, needed=needed, **more)
    message = rule.message(where=f"{where}{about and '（' + about + '）'}", got=finding.got, needed=needed, **more)
    if finding.detail == NO_COLUMN:
        how, message = (f"{text}这张表没有“{title}”一列，请加上这一列。" for text in (how, message))
    return Said(about, what, finding.got, expected, how, message)
