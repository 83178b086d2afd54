"""A finding in words, for a letter, a list and a cell's note: where, which row, what, got, expected, how to mend it."""

from dataclasses import dataclass

from schemas.findings import Finding
from schemas.forms import FORMS
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


def say(finding: Finding) -> Said:
    """The words of a finding, by its rule and its field's declaration."""
    where = "".join(p for p in (finding.file and f"《{finding.file}》", finding.sheet and f"“{finding.sheet}”", finding.cell) if p)
    if not finding.cell and finding.row:
        where += f"第{finding.row}行"
    spec = next((f for f in FORMS[finding.form].fields if f.id == finding.field), None) if finding.form else None
    title = spec.title if spec else ""
    more = {f"detail_{i}": part for i, part in enumerate(finding.detail.split("|"))}
    more |= {"words": "、".join(spec.codes) if spec else "", "title": title, "detail": finding.detail}
    rule = RULES[finding.rule]
    about = "，".join(part for part in (finding.name, title) if part)
    what, expected, how = rule.said(got=finding.got, **more)
    message = rule.message(where=f"{where}{about and '（' + about + '）'}", got=finding.got, **more)
    return Said(about, what, finding.got, expected, how, message)
